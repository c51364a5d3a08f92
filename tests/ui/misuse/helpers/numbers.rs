//! Helpers that are given numbers, and what structures and signatures say of types.
#![allow(dead_code, unused)]

use pointers::prelude::*;

fn oob_helper_len() -> Result<()> {
    pointers! {
        fn fill(p: MallocPointer<i32>, n: usize) -> Result<()> {
            let mut i = 0;
            while i < n {
                p[i] <<= 7;
                i += 1;
            }
            Ok(())
        }
        let p: MallocPointer<i32> = malloc(4 * 4);
        fill(p, 5)?;
        free(p);
    }
}

fn oob_make_get() -> Result<()> {
    pointers! {
        fn make(n: usize) -> Result<MallocPointer<i32>> {
            Ok(malloc(n * size_of::<i32>()))
        }
        let p = make(3)?;
        p[3] <<= 1;
        free(p);
    }
}

fn un_sum() -> Result<()> {
    pointers! {
        fn sum(p: MallocPointer<i32>, n: usize) -> Result<i32> {
            let mut s = 0;
            for i in 0..n {
                s += p[i];
            }
            Ok(s)
        }
        let p: MallocPointer<i32> = malloc(12);
        println!("{}", sum(p, 3)?);
        free(p);
    }
}

fn null_find() -> Result<()> {
    pointers! {
        fn find(k: i32) -> Result<MallocPointer<i32>> {
            if k == 3 {
                return Ok(malloc(4));
            }
            Ok(NULL)
        }
        let p = find(2)?;
        p <<= 1;
    }
}

fn fa_helper() -> Result<()> {
    pointers! {
        fn end(p: MallocPointer<i32>) -> Result<()> {
            free(p);
            Ok(())
        }
        let p: MallocPointer<i32> = malloc(8);
        end(p + 1)?;
    }
}

fn at_a_number() -> Result<()> {
    pointers! {
        fn set(p: MallocPointer<i32>, n: usize) -> Result<()> {
            p[n] <<= 1;
            Ok(())
        }
        let p: MallocPointer<i32> = malloc(8);
        set(p, 2)?;
        free(p);
    }
}

fn up_to_a_number() -> Result<()> {
    pointers! {
        fn zero(p: MallocPointer<i32>, n: usize) -> Result<()> {
            for i in 0..n {
                p[i] <<= 0;
            }
            Ok(())
        }
        let p: MallocPointer<i32> = malloc(8);
        zero(p, 3)?;
        free(p);
    }
}

fn freed_where_it_is_zero() -> Result<()> {
    pointers! {
        fn maybe(p: MallocPointer<i32>, n: usize) -> Result<()> {
            if n == 0 {
                free(p);
            }
            Ok(())
        }
        let p: MallocPointer<i32> = malloc(8);
        maybe(p, 0)?;
        free(p);
    }
}

fn of_a_field() -> Result<()> {
    pointers! {
        struct V { data: MallocPointer<i32> } fn last(v: &V) -> Result<()> {
            v.data[2] <<= 1;
            Ok(())
        }
        let v = V { data: malloc(8) };
        last(&v)?;
        free(v.data);
    }
}

fn of_a_field_by_mut() -> Result<()> {
    pointers! {
        struct V { data: MallocPointer<i32> } fn last(v: &mut V) -> Result<()> {
            v.data[2] <<= 1;
            Ok(())
        }
        let mut v = V { data: malloc(8) };
        last(&mut v)?;
        free(v.data);
    }
}

fn made_as_large() -> Result<()> {
    pointers! {
        fn make(n: usize) -> Result<MallocPointer<u8>> {
            let p: MallocPointer<u8> = malloc(n);
            Ok(p)
        }
        let p = make(4)?;
        p[4] <<= 1;
        free(p);
    }
}

fn made_and_filled() -> Result<()> {
    pointers! {
        fn make(n: usize) -> Result<MallocPointer<i32>> {
            let p: MallocPointer<i32> = malloc(n * 4);
            for i in 0..n {
                p[i] <<= 0;
            }
            Ok(p)
        }
        let p = make(4)?;
        println!("{}", p[4]);
        free(p);
    }
}

fn a_constant_of_the_body() -> Result<()> {
    pointers! {
        const N: usize = 4;
        fn last(p: MallocPointer<u8>) -> Result<()> {
            p[N] <<= 1;
            Ok(())
        }
        let p: MallocPointer<u8> = malloc(N);
        last(p)?;
        free(p);
    }
}

fn a_number_returned() -> Result<()> {
    pointers! {
        fn size() -> usize {
            4
        }
        let p: MallocPointer<u8> = malloc(size());
        p[4] <<= 1;
        free(p);
    }
}

fn a_static() -> Result<()> {
    pointers! {
        static N: usize = 4;
        let p: MallocPointer<u8> = malloc(4);
        p[N] <<= 1;
        free(p);
    }
}

fn main() {}
