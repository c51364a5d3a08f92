//! Programs as text books and exercises have them: lists, trees, tables, texts, structures that grow.

// Each is written as its book has it.
#![allow(dead_code, unused_variables, unused_mut, unused_assignments)]

use pointers::prelude::*;
use pointers::string::*;

/// Not known when the program is built.
fn one() -> i32 {
    std::hint::black_box(1)
}

fn keep(p: MallocPointer<i32>) {
    std::hint::black_box(p);
}

#[test]
fn flag_free() -> Result<()> {
    pointers! {
        let mut freed = false;
        let p: MallocPointer<i32> = malloc(4);
        p <<= 1;
        if one() == 1 {
            free(p);
            freed = true;
        }
        if !freed {
            free(p);
        }
    }
}

#[test]
fn correlated() -> Result<()> {
    pointers! {
        let n = one();
        let p: MallocPointer<i32> = malloc(4);
        p <<= 1;
        if n > 0 {
            free(p);
        }
        if n <= 0 {
            free(p);
        }
    }
}

#[test]
fn alias_reset() -> Result<()> {
    pointers! {
        let mut p: MallocPointer<i32> = malloc(4);
        let q = p;
        p = malloc(4);
        free(q);
        p <<= 1;
        free(p);
    }
}

#[test]
fn loop_realloc() -> Result<()> {
    pointers! {
        let mut p: MallocPointer<i32> = malloc(4);
        let mut cap = 1;
        for i in 0..10 {
            if i == cap {
                cap *= 2;
                p = realloc(p, cap * 4);
            }
            p[i] <<= i as i32;
        }
        println!("{}", p[9]);
        free(p);
    }
}

#[test]
fn vec_push() -> Result<()> {
    pointers! {
        struct V { data: MallocPointer<i32>, len: usize, cap: usize } fn push(v: &mut V, x: i32) -> Result<()> {
            if v.len == v.cap {
                v.cap *= 2;
                v.data = realloc(v.data, v.cap * 4);
            }
            v.data[v.len] <<= x;
            v.len += 1;
            Ok(())
        }
        let mut v = V { data: malloc(4), len: 0, cap: 1 };
        for i in 0..9 {
            push(&mut v, i)?;
        }
        println!("{}", v.data[8]);
        free(v.data);
    }
}

#[test]
fn list_free() -> Result<()> {
    pointers! {
        struct N { v: i32, next: MallocPointer<N> } let mut head: MallocPointer<N> = NULL;
        for i in 0..5 {
            let n: MallocPointer<N> = malloc(size_of::<N>());
            n <<= N { v: i, next: head };
            head = n;
        }
        while !head.is_null() {
            let next = head->next;
            free(head);
            head = next;
        }
    }
}

#[test]
fn list_reverse() -> Result<()> {
    pointers! {
        struct N { v: i32, next: MallocPointer<N> } let mut head: MallocPointer<N> = NULL;
        for i in 0..3 {
            let n: MallocPointer<N> = malloc(size_of::<N>());
            n <<= N { v: i, next: head };
            head = n;
        }
        let mut prev: MallocPointer<N> = NULL;
        while !head.is_null() {
            let next = head->next;
            head->next = prev;
            prev = head;
            head = next;
        }
        println!("{}", prev->v);
        while !prev.is_null() {
            let next = prev->next;
            free(prev);
            prev = next;
        }
    }
}

#[test]
fn tree() -> Result<()> {
    pointers! {
        struct T { k: i32, l: MallocPointer<T>, r: MallocPointer<T> } fn insert(t: MallocPointer<T>, k: i32) -> Result<MallocPointer<T>> {
            if t.is_null() {
                let n: MallocPointer<T> = malloc(size_of::<T>());
                n <<= T { k, l: NULL, r: NULL };
                return Ok(n);
            }
            if k < t->k {
                t->l = insert(t->l, k)?;
            } else {
                t->r = insert(t->r, k)?;
            }
            Ok(t)
        }
        fn drop_tree(t: MallocPointer<T>) -> Result<()> {
            if t.is_null() {
                return Ok(());
            }
            drop_tree(t->l)?;
            drop_tree(t->r)?;
            free(t);
            Ok(())
        }
        let mut root: MallocPointer<T> = NULL;
        for k in [5, 2, 8, 1] {
            root = insert(root, k)?;
        }
        println!("{}", root->k);
        drop_tree(root)?;
    }
}

#[test]
fn find_null() -> Result<()> {
    pointers! {
        struct N { v: i32, next: MallocPointer<N> } fn find(h: MallocPointer<N>, v: i32) -> Result<MallocPointer<N>> {
            let mut c = h;
            while !c.is_null() {
                if c->v == v {
                    return Ok(c);
                }
                c = c->next;
            }
            Ok(NULL)
        }
        let a: MallocPointer<N> = malloc(size_of::<N>());
        a <<= N { v: 1, next: NULL };
        let f = find(a, 2)?;
        if !f.is_null() {
            f->v = 3;
        }
        let g = find(a, 1)?;
        if !g.is_null() {
            println!("{}", g->v);
        }
        free(a);
    }
}

#[test]
fn strchr_start() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(8);
        strcpy(p, c"abc");
        let q = strchr(p, b'a');
        free(q);
    }
}

#[test]
fn strchr_null_free() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(8);
        strcpy(p, c"abc");
        let q = strchr(p, b'z');
        free(q);
        println!("{}", q.is_null());
        free(p);
    }
}

#[test]
fn strchr_changed() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(8);
        strcpy(p, c"abc");
        p[2] <<= b'z';
        let q = strchr(p, b'z');
        q <<= b'y';
        free(p);
    }
}

#[test]
fn strchr_after_end() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(8);
        memset(p, 0, 8);
        p[0] <<= b'x';
        p[1] <<= b'y';
        let q = strchr(p, b'y');
        q <<= b'z';
        free(p);
    }
}

#[test]
fn memchr_found() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(4);
        memset(p, 7, 4);
        let q = memchr(p, 7, 100);
        println!("{}", ~q);
        free(p);
    }
}

#[test]
fn memchr_zeroes() -> Result<()> {
    pointers! {
        let p: CallocPointer<u8> = calloc(4, 1);
        p[2] <<= 9;
        let q = memchr(p, 9, 4);
        println!("{}", ~q);
        free(p);
    }
}

#[test]
fn strdup_chr() -> Result<()> {
    pointers! {
        let s = strdup(c"key=value");
        let eq = strchr(s, b'=');
        eq <<= 0;
        println!("{} {}", strlen(s), strlen(eq + 1));
        free(s);
    }
}

#[test]
fn strtok_like() -> Result<()> {
    pointers! {
        let s = strdup(c"a,b,c");
        let mut at = s;
        let mut n = 0;
        loop {
            let comma = strchr(at, b',');
            n += 1;
            if comma.is_null() {
                break;
            }
            at = comma + 1;
        }
        println!("{}", n);
        free(s);
    }
}

#[test]
fn struct_len() -> Result<()> {
    pointers! {
        struct V { data: MallocPointer<i32>, len: usize } let v = V { data: malloc(12), len: 3 };
        for i in 0..v.len {
            v.data[i] <<= 0;
        }
        println!("{}", v.data[2]);
        free(v.data);
    }
}

#[test]
fn struct_len_grows() -> Result<()> {
    pointers! {
        struct V { data: MallocPointer<i32>, len: usize } let mut v = V { data: malloc(12), len: 0 };
        while v.len < 3 {
            v.data[v.len] <<= 1;
            v.len += 1;
        }
        println!("{}", v.data[v.len - 1]);
        free(v.data);
    }
}

#[test]
fn struct_len_loop() -> Result<()> {
    pointers! {
        struct S { n: usize } let mut s = S { n: 0 };
        let p: MallocPointer<u8> = malloc(10);
        for i in 0..10 {
            s.n += 1;
            p[s.n - 1] <<= 1;
        }
        println!("{}", p[9]);
        free(p);
    }
}

#[test]
fn struct_len_by_ref() -> Result<()> {
    pointers! {
        struct S { n: usize } fn grow(s: &mut S) {
            s.n = 5;
        }
        let mut s = S { n: 50 };
        grow(&mut s);
        let p: MallocPointer<u8> = malloc(10);
        p[s.n] <<= 1;
        free(p);
    }
}

#[test]
fn struct_len_closure() -> Result<()> {
    pointers! {
        struct S { n: usize } let mut s = S { n: 50 };
        let mut grow = || s.n = 5;
        grow();
        let p: MallocPointer<u8> = malloc(10);
        p[s.n] <<= 1;
        free(p);
    }
}

#[test]
fn struct_len_mut_ref() -> Result<()> {
    pointers! {
        struct S { n: usize } let mut s = S { n: 50 };
        let r = &mut s.n;
        *r = 3;
        let p: MallocPointer<u8> = malloc(10);
        p[s.n] <<= 1;
        free(p);
    }
}

#[test]
fn struct_len_method() -> Result<()> {
    pointers! {
        struct S { n: usize } impl S {
            fn shrink(&mut self) {
                self.n = 2;
            }
        }
        let mut s = S { n: 50 };
        s.shrink();
        let p: MallocPointer<u8> = malloc(10);
        p[s.n] <<= 1;
        free(p);
    }
}

#[test]
fn tuple_numbers() -> Result<()> {
    pointers! {
        let mut t = (20, 3);
        std::mem::swap(&mut t.0, &mut t.1);
        let p: MallocPointer<u8> = malloc(10);
        p[t.0] <<= 1;
        free(p);
    }
}

#[test]
fn struct_update() -> Result<()> {
    pointers! {
        struct S { n: usize, m: usize } let a = S { n: 50, m: 1 };
        let b = S { n: 2, ..a };
        let p: MallocPointer<u8> = malloc(10);
        p[b.n] <<= 1;
        p[b.m] <<= 1;
        free(p);
    }
}

#[test]
fn struct_match() -> Result<()> {
    pointers! {
        struct S { n: usize } let s = S { n: 2 };
        let p: MallocPointer<u8> = malloc(10);
        match s {
            S { n: 3 } => {
                p[1] <<= 1;
            }
            S { n } => {
                p[n] <<= 1;
            }
        }
        free(p);
    }
}

#[test]
fn struct_if_let() -> Result<()> {
    pointers! {
        let t = (3, 4);
        let p: MallocPointer<u8> = malloc(4);
        if let (4, x) = t {
            p[x] <<= 1;
        }
        if let (3, x) = t {
            p[x - 1] <<= 1;
        }
        free(p);
    }
}

#[test]
fn same_struct_names() -> Result<()> {
    pointers! {
        fn a() -> Result<()> {
            struct V { d: MallocPointer<u64> } let v = V { d: malloc(8) };
            v.d[0] <<= 1;
            free(v.d);
            Ok(())
        }
        fn b() -> Result<()> {
            struct V { d: MallocPointer<u8> } let v = V { d: malloc(8) };
            v.d[7] <<= 1;
            free(v.d);
            Ok(())
        }
        a()?;
        b()?;
    }
}

#[test]
fn generic_param() -> Result<()> {
    pointers! {
        fn put<T: Copy>(p: MallocPointer<T>, i: usize, v: T) -> Result<()> {
            p[i] <<= v;
            Ok(())
        }
        let p: MallocPointer<u8> = malloc(4);
        put(p, 3, 1)?;
        let q: MallocPointer<u16> = malloc(4);
        put(q, 1, 1)?;
        free(p);
        free(q);
    }
}

#[test]
fn field_late_type() -> Result<()> {
    pointers! {
        struct V { d: MallocPointer<u8> } let mut v = V { d: NULL };
        v.d = malloc(8);
        v.d[7] <<= 1;
        println!("{}", v.d[7]);
        free(v.d);
    }
}

#[test]
fn return_typed() -> Result<()> {
    pointers! {
        fn make(n: usize) -> Result<MallocPointer<u8>> {
            Ok(malloc(n))
        }
        let p = make(8)?;
        p[7] <<= 1;
        free(p);
    }
}

#[test]
fn return_generic() -> Result<()> {
    pointers! {
        fn make<T>(n: usize) -> Result<MallocPointer<T>> {
            Ok(malloc(n * size_of::<T>()))
        }
        let p = make::<u16>(3)?;
        p[2] <<= 1;
        let q = make::<u8>(3)?;
        q[2] <<= 1;
        free(p);
        free(q);
    }
}

#[test]
fn array_of_handles() -> Result<()> {
    pointers! {
        let mut rows = [MallocPointer::<i32>::null(); 4];
        for i in 0..4 {
            rows[i] = malloc(8);
            rows[i][1] <<= 1;
        }
        println!("{}", rows[3][1]);
        for i in 0..4 {
            free(rows[i]);
        }
    }
}

#[test]
fn vec_of_handles() -> Result<()> {
    pointers! {
        let mut v: Vec<MallocPointer<i32>> = Vec::new();
        for i in 0..3 {
            let p: MallocPointer<i32> = malloc(4);
            p <<= i;
            v.push(p);
        }
        for p in &v {
            println!("{}", p.read()?);
        }
        for p in v {
            free(p);
        }
    }
}

#[test]
fn matrix() -> Result<()> {
    pointers! {
        let m: MallocPointer<MallocPointer<i32>> = malloc(3 * size_of::<MallocPointer<i32>>());
        for r in 0..3 {
            m[r] <<= malloc::<i32>(4 * 4);
            for c in 0..4 {
                m[r][c] <<= 0;
            }
        }
        println!("{}", m[2][3]);
        for r in 0..3 {
            free(m[r]);
        }
        free(m);
    }
}

#[test]
fn option_take() -> Result<()> {
    pointers! {
        let mut o: Option<MallocPointer<i32>> = Some(malloc(4));
        if let Some(p) = o.take() {
            free(p);
        }
        if let Some(p) = o {
            p <<= 1;
        }
    }
}

#[test]
fn try_except() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(4);
        free(p);
        try {
            p <<= 1;
        } except Memory { println!("caught"); }
    }
}

#[test]
fn plain_result() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(4);
        free(p);
        println!("{}", p.write(1).is_err());
        println!("{}", pointers::free(p).is_err());
    }
}

#[test]
fn label_cleanup() -> Result<()> {
    pointers! {
        let a: MallocPointer<i32> = malloc(4);
        let b: MallocPointer<i32> = malloc(4);
        'out: {
            if one() == 2 {
                break 'out;
            }
            a <<= 1;
            b <<= 2;
            println!("{}", ~a + ~b);
        }
        free(b);
        free(a);
    }
}

#[test]
fn loop_break_value() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(4);
        let mut i = 0;
        let v = loop {
            p <<= i;
            if ~p == 5 {
                break ~p;
            }
            i += 1;
        };
        println!("{}", v);
        free(p);
    }
}

#[test]
fn swap_handles() -> Result<()> {
    pointers! {
        let mut a: MallocPointer<i32> = malloc(4);
        let mut b: MallocPointer<i32> = malloc(8);
        std::mem::swap(&mut a, &mut b);
        a[1] <<= 1;
        free(a);
        free(b);
    }
}

#[test]
fn tuple_assign_swap() -> Result<()> {
    pointers! {
        let mut a: MallocPointer<i32> = malloc(4);
        let mut b: MallocPointer<i32> = malloc(8);
        (a, b) = (b, a);
        a[1] <<= 1;
        free(a);
        free(b);
    }
}

#[test]
fn recursion_depth() -> Result<()> {
    pointers! {
        fn build(n: i32) -> Result<MallocPointer<i32>> {
            if n == 0 {
                return Ok(NULL);
            }
            let p: MallocPointer<i32> = malloc(4);
            p <<= n;
            let q = build(n - 1)?;
            free(q);
            Ok(p)
        }
        let p = build(4)?;
        println!("{}", ~p);
        free(p);
    }
}

#[test]
fn mutual() -> Result<()> {
    pointers! {
        fn even(p: MallocPointer<i32>, n: i32) -> Result<()> {
            if n == 0 {
                free(p);
                return Ok(());
            }
            odd(p, n - 1)
        }
        fn odd(p: MallocPointer<i32>, n: i32) -> Result<()> {
            if n == 0 {
                return Ok(());
            }
            even(p, n - 1)
        }
        let p: MallocPointer<i32> = malloc(4);
        odd(p, 2)?;
        println!("{}", p.freed());
        if !p.freed() {
            free(p);
        }
    }
}

#[test]
fn callback() -> Result<()> {
    pointers! {
        fn each(p: MallocPointer<i32>, n: usize, f: fn(i32) -> i32) -> Result<()> {
            for i in 0..n {
                p[i] <<= f(p[i]);
            }
            Ok(())
        }
        fn double(x: i32) -> i32 {
            x * 2
        }
        let p: MallocPointer<i32> = malloc(12);
        for i in 0..3 {
            p[i] <<= i as i32;
        }
        each(p, 3, double)?;
        println!("{}", p[2]);
        free(p);
    }
}

#[test]
fn refcount() -> Result<()> {
    pointers! {
        struct R { n: i32, v: i32 } fn release(r: MallocPointer<R>) -> Result<()> {
            r->n -= 1;
            if r->n == 0 {
                free(r);
            }
            Ok(())
        }
        let r: MallocPointer<R> = malloc(8);
        r <<= R { n: 2, v: 7 };
        release(r)?;
        println!("{}", r->v);
        release(r)?;
    }
}

#[test]
fn queue() -> Result<()> {
    pointers! {
        struct N { v: i32, next: MallocPointer<N> } let mut head: MallocPointer<N> = NULL;
        let mut tail: MallocPointer<N> = NULL;
        for i in 0..3 {
            let n: MallocPointer<N> = malloc(size_of::<N>());
            n <<= N { v: i, next: NULL };
            if tail.is_null() {
                head = n;
            } else {
                tail->next = n;
            }
            tail = n;
        }
        while !head.is_null() {
            let n = head;
            head = head->next;
            println!("{}", n->v);
            free(n);
        }
    }
}

#[test]
fn sentinel() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(20);
        for i in 0..5 {
            p[i] <<= if i == 4 { -1 } else { i as i32 };
        }
        let mut i = 0;
        while p[i] != -1 {
            i += 1;
        }
        println!("{}", i);
        free(p);
    }
}

#[test]
fn binary_search() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(40);
        for i in 0..10 {
            p[i] <<= (i * 3) as i32;
        }
        let (mut lo, mut hi) = (0, 10);
        while lo < hi {
            let mid = (lo + hi) / 2;
            if p[mid] < 12 {
                lo = mid + 1;
            } else {
                hi = mid;
            }
        }
        println!("{}", lo);
        free(p);
    }
}

#[test]
fn insertion_sort() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(20);
        for i in 0..5 {
            p[i] <<= (7 * i % 5) as i32;
        }
        for i in 1..5 {
            let x = p[i];
            let mut j = i;
            while j > 0 && p[j - 1] > x {
                p[j] <<= p[j - 1];
                j -= 1;
            }
            p[j] <<= x;
        }
        println!("{}", p[4]);
        free(p);
    }
}

#[test]
fn sieve() -> Result<()> {
    pointers! {
        const N: usize = 50;
        let s: CallocPointer<u8> = calloc(N, 1);
        let mut i = 2;
        while i * i < N { if s[i] == 0 { let mut j = i * i; while j < N { s[j] <<= 1; j += i; } } i += 1; } println!("{}", s[49]);
        free(s);
    }
}

#[test]
fn ring() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(12);
        let mut at = 0;
        for i in 0..10 {
            p[at] <<= i;
            at = (at + 1) % 3;
        }
        println!("{}", p[0]);
        free(p);
    }
}

#[test]
fn pascal() -> Result<()> {
    pointers! {
        let t: MallocPointer<u64> = malloc(8 * 10);
        t[0] <<= 1;
        for r in 1..10 {
            t[r] <<= 1;
            let mut c = r - 1;
            while c > 0 {
                t[c] <<= t[c] + t[c - 1];
                c -= 1;
            }
        }
        println!("{}", t[4]);
        free(t);
    }
}

#[test]
fn read_back_pointer() -> Result<()> {
    pointers! {
        let m: MallocPointer<MallocPointer<i32>> = malloc(16);
        m <<= malloc::<i32>(4);
        let p = ~m;
        p <<= 3;
        println!("{}", p.read()?);
        free(p);
        free(m);
    }
}

#[test]
fn leak_ok_global() -> Result<()> {
    pointers! {
        #![deny(leaks)]
        let p: MallocPointer<i32> = malloc(4);
        p <<= 1;
        keep(p);
    }
}

#[test]
fn leak_ok_return() -> Result<()> {
    pointers! {
        #![deny(leaks)]
        fn make() -> Result<MallocPointer<i32>> {
            let p: MallocPointer<i32> = malloc(4);
            p <<= 1;
            Ok(p)
        }
        let p = make()?;
        free(p);
    }
}

#[test]
fn leak_ok_struct() -> Result<()> {
    pointers! {
        #![deny(leaks)]
        struct V { d: MallocPointer<i32> } fn make() -> Result<V> {
            Ok(V { d: malloc(4) })
        }
        fn end(v: V) -> Result<()> {
            free(v.d);
            Ok(())
        }
        let v = make()?;
        end(v)?;
    }
}

#[test]
fn leak_ok_list() -> Result<()> {
    pointers! {
        #![deny(leaks)]
        struct N { v: i32, next: MallocPointer<N> } let mut h: MallocPointer<N> = NULL;
        for i in 0..3 {
            let n: MallocPointer<N> = malloc(size_of::<N>());
            n <<= N { v: i, next: h };
            h = n;
        }
        while !h.is_null() {
            let n = h->next;
            free(h);
            h = n;
        }
    }
}

#[test]
fn grow_by_helper() -> Result<()> {
    pointers! {
        fn grow(p: MallocPointer<u8>, n: usize) -> Result<MallocPointer<u8>> {
            Ok(realloc(p, n))
        }
        let mut p: MallocPointer<u8> = malloc(2);
        p = grow(p, 10)?;
        p[9] <<= 1;
        free(p);
    }
}

#[test]
fn out_param() -> Result<()> {
    pointers! {
        fn make(out: &mut MallocPointer<u8>, n: usize) -> Result<()> {
            *out = malloc(n);
            Ok(())
        }
        let mut p: MallocPointer<u8> = NULL;
        make(&mut p, 4)?;
        p[3] <<= 1;
        free(p);
    }
}

#[test]
fn wrapping() -> Result<()> {
    pointers! {
        let mut i: u8 = 250;
        let p: MallocPointer<u8> = malloc(256);
        for _ in 0..10 {
            p[i] <<= 1;
            i = i.wrapping_add(1);
        }
        free(p);
    }
}
