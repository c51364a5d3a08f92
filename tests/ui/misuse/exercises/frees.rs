//! Freed too often, or used after that: as exercises and test suites have it.
#![allow(dead_code, unused, while_true)]

use pointers::prelude::*;
use pointers::string::*;

fn uaf_flag() -> Result<()> {
    pointers! {
        let flag = 1;
        let p: MallocPointer<i32> = malloc(4);
        p <<= 1;
        if flag == 1 {
            free(p);
        }
        println!("{}", ~p);
    }
}

fn df_goto() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(4);
        p <<= 3;
        'fail: {
            if ~p < 0 {
                break 'fail;
            }
            free(p);
        }
        free(p);
    }
}

fn df_after_loop() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(4);
        let mut i = 0;
        while i < 1 {
            free(p);
            i += 1;
        }
        free(p);
    }
}

fn uaf_alias() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(4);
        let q = p;
        free(q);
        p <<= 2;
    }
}

fn uaf_struct_list() -> Result<()> {
    pointers! {
        struct N { v: i32, next: MallocPointer<N> } let a: MallocPointer<N> = malloc(size_of::<N>());
        a <<= N { v: 1, next: NULL };
        free(a);
        println!("{}", a->v);
    }
}

fn uaf_next() -> Result<()> {
    pointers! {
        struct N { v: i32, next: MallocPointer<N> } let a: MallocPointer<N> = malloc(size_of::<N>());
        let b: MallocPointer<N> = malloc(size_of::<N>());
        b <<= N { v: 2, next: NULL };
        a <<= N { v: 1, next: b };
        free(b);
        println!("{}", a->next->v);
        free(a);
    }
}

fn df_list_walk() -> Result<()> {
    pointers! {
        struct N { v: i32, next: MallocPointer<N> } fn walk(h: MallocPointer<N>) -> Result<()> {
            let mut c = h;
            while !c.is_null() {
                free(c);
                c = c->next;
            }
            Ok(())
        }
        let a: MallocPointer<N> = malloc(size_of::<N>());
        a <<= N { v: 1, next: NULL };
        walk(a)?;
    }
}

fn df_destroy_twice() -> Result<()> {
    pointers! {
        struct V { data: MallocPointer<i32>, len: usize } fn destroy(v: &V) -> Result<()> {
            free(v.data);
            Ok(())
        }
        let v = V { data: malloc(40), len: 10 };
        destroy(&v)?;
        destroy(&v)?;
    }
}

fn uaf_after_destroy() -> Result<()> {
    pointers! {
        struct V { data: MallocPointer<i32>, len: usize } impl V {
            fn new() -> Result<V> {
                Ok(V { data: malloc(40), len: 10 })
            }
            fn drop_it(&mut self) -> Result<()> {
                free(self.data);
                Ok(())
            }
        }
        let mut v = V::new()?;
        v.drop_it()?;
        v.data[0] <<= 1;
    }
}

fn df_switch() -> Result<()> {
    pointers! {
        let mode = 2;
        let p: MallocPointer<i32> = malloc(4);
        match mode {
            1 => {
                p <<= 1;
            }
            2 => {
                free(p);
            }
            _ => {}
        }
        free(p);
    }
}

fn uaf_return_freed() -> Result<()> {
    pointers! {
        fn name() -> Result<MallocPointer<u8>> {
            let s = strdup(c"abc");
            free(s);
            return Ok(s);
        }
        let n = name()?;
        println!("{}", n[0]);
    }
}

fn df_two_names() -> Result<()> {
    pointers! {
        fn close(a: MallocPointer<u8>, b: MallocPointer<u8>) -> Result<()> {
            free(a);
            free(b);
            Ok(())
        }
        let s = strdup(c"x");
        close(s, s)?;
    }
}

fn uaf_realloc_old_freed() -> Result<()> {
    pointers! {
        let mut p: MallocPointer<i32> = malloc(4);
        p <<= 1;
        p = realloc(p, 8);
        free(p);
        p[1] <<= 2;
    }
}

fn df_in_both() -> Result<()> {
    pointers! {
        fn f(x: bool) -> Result<()> {
            let p: MallocPointer<i32> = malloc(4);
            if x {
                free(p);
            } else {
                free(p);
            }
            free(p);
            Ok(())
        }
        f(true)?;
    }
}

fn uaf_tuple() -> Result<()> {
    pointers! {
        let t: (MallocPointer<i32>, MallocPointer<i32>) = (malloc(4), malloc(4));
        let (a, b) = t;
        free(a);
        t.0 <<= 1;
        free(b);
    }
}

fn uaf_option() -> Result<()> {
    pointers! {
        let o: Option<MallocPointer<i32>> = Some(malloc(4));
        if let Some(p) = o {
            free(p);
        }
        if let Some(p) = o {
            p <<= 1;
        }
    }
}

fn df_array_loop() -> Result<()> {
    pointers! {
        let a: [MallocPointer<i32>; 3] = [malloc(4), malloc(4), malloc(4)];
        for i in 0..3 {
            free(a[i]);
        }
        free(a[2]);
    }
}

fn uaf_in_condition() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(4);
        p <<= 1;
        free(p);
        if ~p == 1 {
            println!("x");
        }
    }
}

fn uaf_args() -> Result<()> {
    pointers! {
        fn add(a: i32, b: i32) -> i32 {
            a + b
        }
        let p: MallocPointer<i32> = malloc(4);
        p <<= 1;
        free(p);
        let s = add(~p, 2);
    }
}

fn uaf_swap() -> Result<()> {
    pointers! {
        let mut a: MallocPointer<i32> = malloc(4);
        let mut b: MallocPointer<i32> = malloc(4);
        let t = a;
        a = b;
        b = t;
        free(a);
        free(b);
        t <<= 1;
    }
}

fn df_reset_other() -> Result<()> {
    pointers! {
        let mut p: MallocPointer<i32> = malloc(4);
        let q = p;
        free(p);
        p = NULL;
        free(q);
    }
}

fn uaf_nested_fn() -> Result<()> {
    pointers! {
        fn inner(p: MallocPointer<i32>) -> Result<()> {
            free(p);
            Ok(())
        }
        fn outer(p: MallocPointer<i32>) -> Result<()> {
            inner(p)?;
            Ok(())
        }
        let p: MallocPointer<i32> = malloc(4);
        outer(p)?;
        p <<= 1;
    }
}

fn uaf_const_false() -> Result<()> {
    pointers! {
        const DEBUG: bool = false;
        let p: MallocPointer<i32> = malloc(4);
        if !DEBUG {
            free(p);
        }
        p <<= 1;
    }
}

fn df_while_true() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(4);
        while true {
            free(p);
            break;
        }
        free(p);
    }
}

fn df_loop_two() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(4);
        for _ in 0..2 {
            free(p);
        }
    }
}

fn uaf_shadow() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(4);
        let q = p;
        let p: MallocPointer<i32> = malloc(4);
        free(q);
        q <<= 1;
        free(p);
    }
}

fn df_matches() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(4);
        let k = 3;
        match k % 2 {
            0 => {} _ => free(p),
        }
        free(p);
    }
}

fn uaf_into_raw() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(4);
        p <<= 1;
        let r = p.into_raw()?;
        p <<= 2;
        drop(r);
    }
}

fn fa_step() -> Result<()> {
    pointers! {
        let mut p: MallocPointer<i32> = malloc(8);
        p <<= 1;
        p += 1;
        free(p);
    }
}

fn fa_loop() -> Result<()> {
    pointers! {
        let mut p: MallocPointer<u8> = malloc(4);
        for i in 0..4 {
            p <<= 0;
            p += 1;
        }
        free(p);
    }
}

fn fa_expr() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(8);
        free(p + 1);
    }
}

fn fa_realloc() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(8);
        let q = realloc(p + 1, 16);
        free(p);
    }
}

fn main() {}
