//! Programs that may be right, whose calls, closures, cells, long loops and structures the check follows.

use super::messages_of;

#[test]
fn what_depends_on_the_call_is_silent() {
    for text in [
        // Closures: left before their end, given away, called again, whose errors are looked at.
        "let p: MallocPointer<i32> = malloc(4); let f = || -> Result<()> { if g() { return Ok(()); } free(p)?; Ok(()) }; f()?; p <<= 1;",
        "let p: MallocPointer<i32> = malloc(4); let f = |k: bool| -> Result<()> { if k { h()?; free(p)?; } Ok(()) }; f(maybe())?; p <<= 1;",
        "let p: MallocPointer<i32> = malloc(4); let f = || -> Result<()> { for i in 0..3 { if i == k() { free(p)?; break; } } Ok(()) }; f()?; p <<= 1;",
        "let mut p: MallocPointer<i32> = malloc(4); let mut f = || -> Result<()> { p = malloc(8)?; Ok(()) }; f()?; p[1] <<= 1; free(p);",
        "let p: MallocPointer<i32> = malloc(4); let f = || pointers::free(p); let fs = [f]; for f in fs { f()?; } let q = p.freed();",
        "let p: MallocPointer<i32> = malloc(4); let f = |q: MallocPointer<i32>| -> Result<MallocPointer<i32>> { Ok(q) }; let r = f(p)?; free(r);",
        "#![deny(leaks)] let f = || -> Result<MallocPointer<i32>> { Ok(malloc::<i32>(4)?) }; let r = f()?; let s = f()?; free(r); free(s);",
        "#![deny(leaks)] let p: MallocPointer<i32> = malloc(4); let f = || pointers::free(p); f()?;",
        "#![deny(leaks)] let p: MallocPointer<i32> = malloc(4); let f = || pointers::free(p); defer(f);",
        "let f = |n: usize| -> Result<()> { let p = malloc::<u8>(n)?; if n > 3 { p[3] <<= 1; } free(p)?; Ok(()) }; f(2)?; f(4)?;",
        "let p: MallocPointer<i32> = malloc(4); let f = || pointers::free(p); if maybe() { f()?; } if !p.freed() { f()?; }",
        "let p: MallocPointer<i32> = malloc(4); let f = || pointers::free(p); while maybe() { f()?; break; } let x = p.freed();",
        "let p: MallocPointer<i32> = malloc(4); let f = || pointers::free(p); for i in 0..3 { if i == k() { f()?; break; } } if !p.freed() { free(p); }",
        "let p: MallocPointer<i32> = malloc(4); try { let f = || pointers::free(p); f()?; f()?; } except Memory { println!(\"x\"); }",
        "let p: MallocPointer<i32> = malloc(4); let f = || pointers::free(p); mac!(f); free(p);",
        "let p: MallocPointer<i32> = malloc(4); let f = || pointers::free(p); let g = || f(); g()?; p.freed(); if !p.freed() { free(p); }",
        "let p: MallocPointer<i32> = malloc(4); let f = async || { free(p)?; Ok(()) }; f(); p <<= 1; free(p);",
        "let p: MallocPointer<i32> = malloc(4); let f = || pointers::free(p); let f = || Ok::<(), Error>(()); f()?; p <<= 1; free(p);",
        "let p: MallocPointer<i32> = malloc(4); { let p = malloc::<i32>(4); let f = || pointers::free(p); f()?; } p <<= 1; free(p);",
        "let p: MallocPointer<i32> = malloc(4); let f = || pointers::free(p); fn f2() {} let r = f().or_else(|e| Err(e)); if r.is_err() { p <<= 1; }",
        // Cells that other code has, or that are other cells.
        "let c = std::cell::Cell::new(malloc::<i32>(4)); let g = || c.set(malloc(4).unwrap()); free(c.get()); g(); free(c.get());",
        "use std::cell::Cell; let c = Cell::new(malloc::<i32>(4)); let r = &c; free(c.get()); r.set(malloc(4)); free(c.get());",
        "use std::cell::Cell; let c = Cell::new(malloc::<i32>(4)); while maybe() { free(c.get()); c.set(malloc(4)); } free(c.get());",
        "use std::cell::Cell; let c = Cell::new(malloc::<i32>(4)); if maybe() { free(c.get()); c.set(NULL); } free(c.get());",
        "use std::cell::Cell; let c = Cell::new(malloc::<i32>(4)); free(c.get()); swap(&c); c.get() <<= 1;",
        "use mine::Cell; let c = Cell::new(malloc::<i32>(4)); free(c.get()); free(c.get());",
        "use std::cell::Cell; let c = Cell::new(NULL); init(&c); c.get() <<= 1;",
        "use std::cell::Cell; let c = Cell::new(malloc::<i32>(4)); let d = Cell::new(malloc::<i32>(4)); c.swap(&d); free(c.get()); free(d.get());",
        "use std::cell::Cell; let c = Cell::new(malloc::<i32>(4)); let p = c.take(); free(p); c.set(malloc(4)); free(c.get());",
        // Numbers: of other places, that wrap, that are tested first, given to what stops before.
        "static mut N: usize = 9; let p: MallocPointer<u8> = malloc(4); p[unsafe { N }] <<= 1;",
        "static N: AtomicUsize = AtomicUsize::new(9); let p: MallocPointer<u8> = malloc(4); p[N.load(Relaxed)] <<= 1;",
        "static N: usize = limit(); let p: MallocPointer<u8> = malloc(4); p[N] <<= 1;",
        "fn f(p: MallocPointer<u8>, n: u8) -> Result<()> { let i = n.wrapping_sub(1); p[i as usize] <<= 1; Ok(()) } let p: MallocPointer<u8> = malloc(256); f(p, 0)?; f(p, 3)?; free(p);",
        "fn f(p: MallocPointer<u8>, n: usize) -> Result<()> { if n >= 4 { return Err(too_far()); } p[n] <<= 1; Ok(()) } let p: MallocPointer<u8> = malloc(4); if f(p, 9).is_err() { println!(\"x\"); } free(p);",
        "fn f(p: MallocPointer<u8>, n: usize) -> Result<()> { assert!(n < 4); p[n] <<= 1; Ok(()) } let p: MallocPointer<u8> = malloc(4); f(p, 3)?; free(p);",
        "fn f(p: MallocPointer<u8>, n: usize) -> Result<()> { if n >= 4 { die(\"too far\"); } p[n] <<= 1; Ok(()) } let p: MallocPointer<u8> = malloc(4); f(p, 9)?; free(p);",
        "fn f(p: MallocPointer<u8>, n: usize) -> Result<()> { for i in 0..n { if i == 4 { break; } p[i] <<= 1; } Ok(()) } let p: MallocPointer<u8> = malloc(4); f(p, 9)?; free(p);",
        "fn f(p: MallocPointer<u8>, n: usize) -> Result<()> { for i in 0..n { if stop() { break; } p[i] <<= 1; } Ok(()) } let p: MallocPointer<u8> = malloc(4); f(p, 9)?; free(p);",
        "fn f(p: MallocPointer<u8>, n: usize) -> Result<()> { for i in 0..n { check(i)?; p[i] <<= 1; } Ok(()) } let p: MallocPointer<u8> = malloc(4); f(p, 9)?; free(p);",
        "fn f(p: MallocPointer<u8>, n: usize) -> Result<()> { let p = if n > 4 { realloc(p, n) } else { p }; p[n - 1] <<= 1; free(p); Ok(()) } let p: MallocPointer<u8> = malloc(4); f(p, 9)?;",
        "fn f(mut p: MallocPointer<u8>, n: usize) -> Result<MallocPointer<u8>> { p = realloc(p, n); for i in 0..n { p[i] <<= 0; } Ok(p) } let mut p: MallocPointer<u8> = malloc(4); p = f(p, 9)?; p[8] <<= 1; free(p);",
        "fn size(n: usize) -> usize { if n == 0 { 1 } else { n * 2 } } let p: MallocPointer<u8> = malloc(size(4)); p[7] <<= 1; let q: MallocPointer<u8> = malloc(size(0)); q[0] <<= 1; free(p); free(q);",
        "fn f(p: MallocPointer<u8>, really: bool, n: i32) -> Result<()> { if really && n > 0 { free(p); } Ok(()) } let p: MallocPointer<u8> = malloc(4); f(p, true, 0)?; f(p, false, 1)?; p <<= 1; f(p, true, 1)?;",
        "fn f(p: MallocPointer<u8>, n: usize) -> Result<usize> { let mut i = n; while i > 0 && p[i - 1] == 0 { i -= 1; } Ok(i) } let p: MallocPointer<u8> = malloc(4); memset(p, 0, 4); f(p, 4)?; free(p);",
        "trait T { fn f(&self, p: MallocPointer<u8>, n: usize) -> Result<()>; } struct A; impl T for A { fn f(&self, p: MallocPointer<u8>, n: usize) -> Result<()> { p[n] <<= 1; Ok(()) } } let p: MallocPointer<u8> = malloc(4); A.f(p, 3)?; free(p);",
        "mod m { pub const N: usize = 9; pub fn f(p: MallocPointer<u8>, n: usize) -> Result<()> { Ok(()) } } fn f(p: MallocPointer<u8>, n: usize) -> Result<()> { p[n] <<= 1; Ok(()) } let p: MallocPointer<u8> = malloc(4); m::f(p, 9)?; f(p, 3)?; free(p);",
        "fn f(p: MallocPointer<u8>, n: usize) -> Result<()> { #[cfg(any())] p[n] <<= 1; Ok(()) } let p: MallocPointer<u8> = malloc(4); f(p, 9)?; free(p);",
        // Loops that count far, and do something else, too.
        "let p: MallocPointer<u8> = malloc(200); let mut i = 0; while i < 1000 { if full(i) { break; } p[i] <<= 1; i += 1; } free(p);",
        "let p: MallocPointer<u8> = malloc(200); let mut i = 0; while i < 1000 { check(i)?; p[i] <<= 1; i += 1; } free(p);",
        "let p: MallocPointer<u8> = malloc(200); let mut i = 0; while i < 1000 { p[i % 200] <<= 1; i += 1; } free(p);",
        "let mut p: MallocPointer<u8> = malloc(200); let mut i = 0; while i < 1000 { p = grow(p, i); p[i] <<= 1; i += 1; } free(p);",
        "let p: MallocPointer<u8> = malloc(200); let mut i = 0; let mut n = 1000; while i < n { n = 200; p[i] <<= 1; i += 1; } free(p);",
        "let p: MallocPointer<u8> = malloc(200); let mut i = 0; while i < 1000 { let i2 = i; { let mut i = 0; i += 1; } p[i2 / 5] <<= 1; i += 1; } free(p);",
        "let p: MallocPointer<u8> = malloc(200); let mut i = 0; while i < 1000 { i += 1; if i > 199 { continue; } p[i] <<= 1; } free(p);",
        "let p: MallocPointer<u8> = malloc(200); let mut i = 0; while i < 1000 { bump(&mut i); p[i] <<= 1; i += 1; } free(p);",
        "let p: MallocPointer<u8> = malloc(200); let mut i = 0; let mut b = || i += 1; while i < 1000 { p[0] <<= 1; b(); i += 1; } free(p);",
        // Structures: types that are others, what loops do with fields and elements.
        "struct V { d: MallocPointer<i32> } let mut v = V { d: malloc(8) }; for i in 0..n { v.d[i] <<= 1; } println!(\"{}\", v.d[0]); free(v.d);",
        "struct V { d: MallocPointer<i32> } let v: MallocPointer<V> = malloc(8); v->d = malloc(8); for i in 0..n { v->d[i] <<= 1; } println!(\"{}\", v->d[1]); free(v->d); free(v);",
        "struct V { d: MallocPointer<i32> } let mut v = V { d: malloc(8) }; for i in 0..n { v.d += 1; } println!(\"{}\", v.d.is_null()); free(v.d - n);",
        "let mut t = (malloc::<i32>(8), 1); while maybe() { t.0 <<= 3; t.0 += 1; } println!(\"{}\", ~(t.0 - 1));",
        "let a = [malloc::<i32>(8), malloc::<i32>(8)]; for i in 0..n { a[i][1] <<= 1; } println!(\"{}\", a[0][1]); free(a[0]); free(a[1]);",
        "struct V { d: MallocPointer<i32> } let v = V { d: malloc(8) }; for i in 0..n { v.d.write(1)?; } println!(\"{}\", ~v.d); free(v.d);",
        "struct V<T> { d: MallocPointer<T> } let v = V { d: malloc(8) }; v.d[7] <<= 1u8; free(v.d);",
        "use other::V; let v = V { d: malloc(8) }; v.d[7] <<= 1; free(v.d);",
        "struct V { d: MallocPointer<Item> } type Item = u8; let v = V { d: malloc(8) }; v.d[7] <<= 1; free(v.d);",
        "let mut o = Some(malloc::<i32>(4)); for i in 0..n { if let Some(p) = o.take() { free(p); } } if let Some(p) = o { free(p); }",
        "struct S { o: Option<MallocPointer<i32>> } let mut s = S { o: Some(malloc(4)) }; while maybe() { if let Some(p) = s.o.take() { free(p); } } if let Some(p) = s.o { free(p); }",
        "struct S { p: MallocPointer<i32> } impl S { fn renew(&mut self) -> Result<()> { self.p = malloc(8); Ok(()) } } let mut s = S { p: malloc(4) }; s.renew()?; s.p[1] <<= 1; free(s.p);",
    ] {
        assert_eq!(messages_of(text), Vec::<String>::new(), "{text}");
    }
}
