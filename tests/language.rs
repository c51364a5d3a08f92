//! What Rust means stays what Rust means, and what the macro adds works everywhere in it.
#![deny(warnings)]
#![allow(
    clippy::drop_non_drop,
    clippy::let_and_return,
    clippy::useless_vec,
    reason = "written so to see what the macro makes of it"
)]
#![forbid(unsafe_code)]

use std::ops::{AddAssign, ShlAssign};

use pointers::prelude::*;

type Outcome = Result<()>;

#[test]
fn operators_of_other_types_are_rusts() -> Outcome {
    #[derive(Debug, PartialEq)]
    struct Log(Vec<u32>);
    impl ShlAssign<u32> for Log {
        fn shl_assign(&mut self, value: u32) {
            self.0.push(value);
        }
    }
    impl AddAssign<&str> for Log {
        fn add_assign(&mut self, value: &str) {
            self.0.push(u32::try_from(value.len()).unwrap_or(0));
        }
    }
    struct Holder {
        count: u64,
        log: Log,
        text: String,
    }
    let mut outside = 1_u8;
    pointers! {
        let mut n = 1;
        n <<= 3;
        n += 1;
        n -= 2;
        let wide: u64 = n;
        assert_eq!(wide, 7);
        assert_eq!(~wide, u64::MAX - 7);
        assert_eq!(~5_u8, 250);
        assert_eq!(~~n, n);
        let mut log = Log(vec![]);
        log <<= 4;
        log += "abc";
        assert_eq!(log, Log(vec![4, 3]));
        let mut holder = Holder { count: 1, log, text: String::new() };
        holder.count += 2;
        holder.count <<= 2;
        holder.log <<= 9;
        let more = String::from("more");
        holder.text += &more;
        holder.text += "!";
        assert_eq!((holder.count, holder.text.as_str(), holder.log.0.len()), (12, "more!", 3));
        let mut v = vec![1, 2, 3];
        v[0] += v[1];
        v[1] <<= v[2];
        assert_eq!(v, [3, 16, 3]);
        let mut total = 0;
        v.iter().for_each(|x| total += x);
        assert_eq!(total, 22);
        let shift = |mut x: u32| { x <<= 1; x += 1; x };
        assert_eq!(shift(4), 9);
        let add = |mut a, b| { a += b; a };
        assert_eq!(add(1.5, 2.0), 3.5);
        outside += 1;
        outside <<= 2;
        n >>= 1;
        assert_eq!(n, 3);
    }?;
    assert_eq!(outside, 8);
    Ok(())
}

#[test]
fn handles_behind_references_boxes_and_in_collections() -> Outcome {
    struct Holder {
        handle: MallocPointer<u32>,
    }
    pointers! {
        let p: MallocPointer<u32> = malloc(4);
        let by_ref = &p;
        by_ref <<= 3;
        assert_eq!(~by_ref, 3);
        let boxed = Box::new(p);
        boxed <<= 4;
        assert_eq!(~boxed, 4);
        let rc = std::rc::Rc::new(p);
        rc <<= 5;
        assert_eq!(~rc, 5);
        let all = vec![p, p];
        all[1] <<= 6;
        assert_eq!(~all[0], 6);
        assert_eq!(all.iter().map(|h| Ok::<_, Error>(~h)).collect::<Result<Vec<_>>>()?, [6, 6]);
        let holder = Holder { handle: p };
        holder.handle <<= 7;
        assert_eq!(~holder.handle, 7);
        let pp = malloc(16);
        pp <<= p;
        assert_eq!(~~pp, 7);
        ~pp <<= 8;
        assert_eq!(~p, 8);
        free(p);
        free(pp);
    }
}

#[test]
fn steps_need_no_mut() -> Outcome {
    struct Cursor {
        at: CallocPointer<u8>,
    }
    pointers! {
        let memory = calloc(3, 4);
        let p = memory;
        p += 1_u8;
        p <<= 5;
        p -= 1;
        assert_eq!(p.current_index(), 0);
        for q in memory {
            q += 0;
        }
        let mut cursor = Cursor { at: calloc(3, 1) };
        cursor.at += 2;
        cursor.at <<= 9;
        cursor.at -= 1;
        assert_eq!(~cursor.at[1], 9);
        cursor.at[1] <<= 10;
        assert_eq!(~(cursor.at + 1), 10);
        assert_eq!(~memory[1], 5);
        memory[2] <<= 6;
        memory[2] += 1;
        assert_eq!(~memory[2], 7);
        free(memory);
        fn walk(p: CallocPointer<i32>) -> Result<i32> {
            p += 1;
            Ok(~p)
        }
        let m = calloc(2, 4);
        m[1] <<= 4;
        assert_eq!(walk(m)?, 4);
        free(m);
    }
}

#[test]
fn types_are_inferred() -> Outcome {
    let name = String::from("name");
    let text: &str = &name;
    let numbers = [1_u8, 2, 3];
    pointers! {
        let a = malloc(52);
        println!("{:?}", a.assigned());
        a <<= text;
        assert_eq!(~a, "name");
        let b = malloc(3);
        b <<= &numbers;
        assert_eq!(~b, [1, 2, 3]);
        let c = malloc(2);
        c <<= &numbers[1..];
        assert_eq!(~c, [2, 3]);
        let d = malloc(24);
        d <<= name.clone();
        assert_eq!(*~d, name);
        let e = malloc(16);
        e <<= (1_u64, 2_u64);
        assert_eq!(~e, (1, 2));
        let f: MallocPointer<&str> = malloc(16);
        f <<= text;
        assert_eq!((~f).len(), 4);
        let g: MallocPointer<Box<dyn Fn(i32) -> i32>> = malloc(16);
        g <<= Box::new(|x| x + 1);
        assert_eq!((~g)(1), 2);
        let h = malloc(3);
        h <<= b"abc";
        assert_eq!(~h, b"abc");
        let i = malloc(4);
        free(i);
        let j = calloc(2, 8);
        assert_eq!(~j + 1.5, 1.5);
        j <<= 2.5;
        let k = malloc(3);
        k <<= if numbers.len() > 2 { "abc" } else { "" };
        assert_eq!(~k, "abc");
        for p in [d] { free(p) }
        free(a); free(b); free(c); free(e); free(f); free(g); free(h); free(j); free(k);
    }
}

#[test]
fn control_flow_is_untouched() {
    fn returns(early: bool) -> Result<u32> {
        let value = pointers! {
            if early {
                return Ok(1);
            }
            let text: u32 = "x".parse().unwrap_or(5);
            text
        }?;
        Ok(value)
    }
    assert_eq!(returns(true).ok(), Some(1));
    assert_eq!(returns(false).ok(), Some(5));

    fn question(text: &str) -> std::result::Result<u32, Box<dyn std::error::Error>> {
        let value = pointers! {
            let p = malloc(4);
            p <<= text.parse::<u32>()?;
            let value = ~p;
            free(p);
            value
        }?;
        Ok(value)
    }
    assert_eq!(question("7").ok(), Some(7));
    assert!(question("x").is_err());

    let mut seen = vec![];
    for i in 0..10 {
        let outcome = pointers! {
            if i % 2 == 0 { continue; }
            if i > 6 { break; }
            let p = malloc(4);
            p <<= i;
            seen.push(~p);
            free(p);
        };
        assert!(outcome.is_ok());
    }
    assert_eq!(seen, [1, 3, 5]);

    let found = loop {
        let outcome = pointers! {
            let p = calloc(1, 4);
            p <<= 3;
            if ~p == 3 { break ~p; }
        };
        assert!(outcome.is_err());
    };
    assert_eq!(found, 3);

    let mut count = 0;
    'outer: for i in 0..3 {
        for j in 0..3 {
            let outcome = pointers! {
                if j == 2 { continue 'outer; }
                if i == 2 { break 'outer; }
                count += 1;
                for k in 0.. {
                    if k == 3 { break; }
                    continue;
                }
                let value = 'inner: {
                    if j == 0 { break 'inner 1; }
                    2
                };
                assert_eq!(value, j + 1);
            };
            assert!(outcome.is_ok());
        }
    }
    assert_eq!(count, 4);
}

#[test]
fn errors_leave_the_innermost_body() {
    let stale = pointers! {
        let p = malloc(4);
        p <<= 1;
        free(p);
        p
    };
    let Ok(stale) = stale else {
        panic!("no handle")
    };
    let read = move || -> Result<i32> { Ok(pointers! { ~stale }?) };
    assert_eq!(read().map_err(|error| error.kind()), Err(ErrorKind::Memory));
    let outcome = pointers! {
        let closure = |by: i32| Ok::<_, Error>(~stale + by);
        assert_eq!(closure(1).map_err(|error| error.kind()), Err(ErrorKind::Memory));
        let plain = || free(stale);
        assert!(plain().is_err());
        fn inner(p: MallocPointer<i32>) -> std::result::Result<i32, Box<dyn std::error::Error>> {
            Ok(~p)
        }
        assert!(inner(stale).is_err());
        free(stale);
        7
    };
    assert!(matches!(outcome, Err(error) if error.kind() == ErrorKind::Memory));
}

pointers! {
    fn doubled(p: MallocPointer<u32>) -> Result<u32> { p <<= ~p * 2; Ok(~p) }

    struct Stack { top: CallocPointer<u32> }

    impl Stack {
        fn push(&mut self, value: u32) -> Result<()> {
            self.top <<= value;
            self.top += 1;
            Ok(())
        }

        fn count(&self) -> usize { let mut n = 0; n += self.top.current_index(); n }
    }

    trait Twice { fn twice(&self) -> Result<u32>; }

    impl Twice for MallocPointer<u32> {
        fn twice(&self) -> Result<u32> { Ok(~self + ~self) }
    }

    const fn one() -> u32 { let mut n = 0; n += 1; n }
}

#[test]
fn items_have_rewritten_bodies() -> Outcome {
    let p = malloc::<u32>(4)?;
    p.write(4)?;
    assert_eq!(doubled(p)?, 8);
    assert_eq!(p.twice()?, 16);
    assert_eq!(one(), 1);
    free(p)?;
    let mut stack = Stack { top: calloc(2, 4)? };
    stack.push(1)?;
    stack.push(2)?;
    assert_eq!(stack.count(), 2);
    assert_eq!(
        stack.push(3).map_err(|error| error.kind()),
        Err(ErrorKind::NotEnoughChunks)
    );
    free(stack.top - 2)
}

#[test]
fn nested_macros_and_format_strings() -> Outcome {
    macro_rules! twice {
        ($value:expr) => {
            $value + $value
        };
    }
    macro_rules! tokens {
        ($($token:tt)*) => {
            stringify!($($token)*)
        };
    }
    let p = malloc::<i32>(4)?;
    pointers! {
        p <<= 4;
        assert_eq!(twice!(~p), 8);
        assert_eq!(tokens!(a ~ b), "a ~ b");
        assert_eq!(format!("{~p:>3}|{:<2}|{{~p}}|{}", ~p, ~p + 1), "  4|4 |{~p}|5");
        let width = 5;
        assert_eq!(format!("{~p:>width$}"), "    4");
        assert!(matches!(~p, 4 | 5 if ~p > 3));
        assert_eq!(vec![~p; 2], vec![~p, 4]);
        assert!(~p == 4, "p is {~p}");
        assert!(~p == 4);
        println!("{} {:?}", malloc::<u8>(1).size(), vec![malloc::<u8>(1)].len());
        free(p);
    }
}

#[test]
fn functions_of_the_users_keep_their_meaning() -> Outcome {
    mod own {
        pub(crate) fn free(x: u32) -> u32 {
            x + 1
        }
        pub(crate) fn malloc(x: u32) -> std::result::Result<u32, String> {
            Ok(x)
        }
        pub(crate) fn realloc(x: u32, y: u32) -> u64 {
            u64::from(x + y)
        }
    }
    use own::{free, malloc, realloc};
    pointers! {
        assert_eq!(free(3), 4);
        let x = malloc(3);
        assert_eq!(x, Ok(3));
        let y = 3;
        assert_eq!(realloc(y, 4), 7);
        assert!(pointers::free(MallocPointer::<u8>::null()).is_ok());
    }
}

#[test]
fn async_blocks_return_their_error() {
    fn ready<T>(future: impl std::future::Future<Output = T>) -> Option<T> {
        let mut future = std::pin::pin!(future);
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        match future.as_mut().poll(&mut context) {
            std::task::Poll::Ready(value) => Some(value),
            std::task::Poll::Pending => None,
        }
    }
    async fn body() -> Result<u32> {
        let value = pointers! {
            #![allow(misuse)]
            let p = malloc(4);
            p <<= std::future::ready(3).await;
            let inner = async { let q = malloc(4); q <<= 1; free(q); Ok::<_, Error>(~q) };
            assert!(inner.await.is_err());
            let value = ~p;
            free(p);
            value
        }?;
        Ok(value)
    }
    assert_eq!(ready(body()).and_then(|outcome| outcome.ok()), Some(3));
}

#[test]
fn delimiters_and_nesting() -> Outcome {
    let a = pointers!(1 + 1)?;
    let b = pointers![2]?;
    let c = pointers! { let inner = pointers! { ~!3 }?; inner }?;
    assert_eq!((a, b, c), (2, 2, 3));
    let nothing: Result<()> = pointers! {};
    nothing
}

pointers! {
    fn sum<T: Copy + std::ops::Add<Output = T>, const N: usize>(p: MallocPointer<[T; N]>, zero: T) -> Result<T> {
        let all = ~p;
        Ok(all.into_iter().fold(zero, |a, b| a + b))
    }

    fn length<T>(p: MallocPointer<Vec<T>>) -> Result<usize> { Ok((~p).len()) }
    fn kept<T: Clone>(p: MallocPointer<T>) -> Result<T> { let guard = ~p; Ok(T::clone(&guard)) }
}

#[test]
fn generic_code() -> Outcome {
    pointers! {
        let p = malloc(12);
        p <<= [1, 2, 3];
        assert_eq!(sum(p, 0)?, 6);
        let q = malloc(24);
        q <<= vec![1_u8];
        assert_eq!(length(q)?, 1);
        assert_eq!(kept(q)?, [1]);
        free(p);
        free(q);
    }
}

#[test]
fn items_in_every_position() -> Outcome {
    struct Holder(MallocPointer<u32>);
    impl Holder {
        pointers! {
            fn get(&self) -> Result<u32> {
                Ok(~self.0)
            }
            const ZERO: u32 = 0;
        }
    }
    trait Bump {
        pointers! {
            fn handle(&self) -> MallocPointer<u32>;
            fn bump(&self) -> Result<u32> {
                ~self.handle() += 1;
                Ok(~self.handle())
            }
        }
    }
    impl Bump for Holder {
        fn handle(&self) -> MallocPointer<u32> {
            self.0
        }
    }
    pointers! {
        fn release(holder: &Holder) -> Result<()> {
            free(holder.0);
            Ok(())
        }
        use std::mem::drop as forget;
    }
    let holder = Holder(malloc(4)?);
    holder.0.write(Holder::ZERO)?;
    assert_eq!(holder.bump()?, 1);
    assert_eq!(holder.get()?, 1);
    release(&holder)?;
    forget(holder);
    Ok(())
}

#[test]
fn assertions_and_dbg_show_the_source() -> Outcome {
    let text = |outcome: std::thread::Result<Result<()>>| match outcome {
        Err(panic) => panic.downcast_ref::<String>().cloned().unwrap_or_default(),
        Ok(_) => String::new(),
    };
    let panicked = std::panic::catch_unwind(|| {
        pointers! {
            let p = malloc(4);
            p <<= 3;
            assert!(~p == 4);
        }
    });
    assert_eq!(text(panicked), "assertion failed: ~p == 4");
    pointers! {
        let p = malloc(4);
        p <<= 3;
        assert_eq!(dbg!(~p + 1), 4);
        assert_eq!(dbg!(~p, 5), (3, 5));
        free(p);
    }
}

#[test]
fn patterns_and_parameters_bind_handles_without_mut() -> Outcome {
    fn pair() -> Result<(CallocPointer<u8>, CallocPointer<u8>)> {
        Ok((calloc(2, 1)?, calloc(2, 1)?))
    }
    pointers! {
        let (a, b) = pair()?;
        a += 1;
        a <<= 1;
        b += 1;
        let step = |p: CallocPointer<u8>, n: u8| -> Result<u8> { p -= n; p += 1; Ok(~p) };
        assert_eq!(step(a, 1)?, 1);
        if let Some(c) = Some(b) {
            c -= 1;
            c <<= 3;
        }
        assert_eq!(~(b - 1), 3);
        fn second((p, n): (CallocPointer<u8>, usize)) -> Result<u8> {
            p += n;
            Ok(~p)
        }
        assert_eq!(second((a - 1, 1))?, 1);
        free(a - 1);
        free(b - 1);
    }
}

#[test]
fn attributes_stay_on_their_statements() -> Outcome {
    pointers! {
        let p = malloc(4);
        p <<= 4;
        #[cfg(any())]
        free(p);
        #[cfg(any())]
        println!("{}", ~p.no_such_field);
        #[cfg(any())]
        {
            p <<= "not compiled";
        }
        #[allow(clippy::let_and_return)]
        let q = p;
        #[cfg(any())]
        println!("{}", ~q.no_such_field);
        free(q);
    }
}

#[test]
fn handles_behind_mutable_references_step() -> Outcome {
    fn forward(p: &mut CallocPointer<u8>) -> Result<()> {
        pointers! {
            *p += 1;
            *p <<= 7;
        }
    }
    struct Reader {
        cursors: Vec<CallocPointer<u8>>,
    }
    let mut counts = vec![0; 3];
    pointers! {
        let mut p = calloc(2, 1);
        forward(&mut p)?;
        assert_eq!(p.current_index(), 1);
        assert!(forward(&mut p).is_err());
        p -= 2;
        let mut reader = Reader { cursors: vec![p, p] };
        let i = 1;
        reader.cursors[i] += 1;
        assert_eq!(~reader.cursors[i], 7);
        let first = &mut counts[0];
        *first += 2;
        *first <<= 1;
        counts.iter_mut().for_each(|count| *count += 1);
        counts[i + 1] += 4;
        assert_eq!(counts, [5, 1, 5]);
        free(p);
    }
}

#[test]
fn handles_need_no_mut_in_closures() -> Outcome {
    pointers! {
        struct Owner {
            slot: MallocPointer<i32>,
            all: Vec<MallocPointer<i32>>,
        }

        fn change(owner: &Owner) -> Result<()> {
            let fields = |owner: &Owner| {
                owner.slot[0] += 1;
                owner.slot <<= 5;
                owner.all[0][1] += 10;
                Ok::<_, Error>(())
            };
            fields(owner)?;
            fields(owner)?;
            let all = || {
                for slot in &owner.all {
                    slot[0] += 2;
                }
                let own = Owner { slot: owner.slot, all: Vec::new() };
                own.slot[1] += 10;
                Ok::<_, Error>(())
            };
            all()?;
            owner.all.iter().try_for_each(|slot| {
                slot[0] += 1;
                Ok::<_, Error>(())
            })
        }

        fn run() -> Result<()> {
            let slot: MallocPointer<i32> = malloc(8);
            slot <<= 1;
            slot[1] <<= 2;
            let owner = Owner { slot, all: vec![slot] };
            change(&owner)?;
            assert_eq!((~slot[0], ~slot[1]), (8, 32));
            free(slot);
            Ok(())
        }
    }
    run()
}

#[test]
fn an_inner_macro_is_a_body_of_its_own() -> Outcome {
    pointers! {
        let p = calloc(2, 4);
        let inner = pointers! { p += 1; p <<= 4; ~(p + 1) };
        assert_eq!(inner.map_err(|error| error.kind()), Err(ErrorKind::NotEnoughChunks));
        assert_eq!(~p, 4);
        free(p - 1);
    }
}

#[test]
fn values_of_any_type_take_the_type_that_is_asked() -> Outcome {
    pointers! {
        let p = malloc(8);
        p <<= "5".parse().unwrap_or(3);
        let value: u64 = ~p;
        assert_eq!(value, 5);
        let q = malloc(8);
        q <<= Default::default();
        let value: f64 = ~q;
        assert_eq!(value, 0.0);
        free(p);
        free(q);
    }
}

#[test]
fn attributes_of_a_try_hold() -> Outcome {
    let mut runs = 0;
    pointers! {
        let p = malloc(4);
        #[cfg(any())]
        try { runs += 1; free(p); } except _ {}
        #[cfg(all())]
        try { runs += 2; } except _ {}
        p <<= 1;
        free(p);
    }?;
    assert_eq!(runs, 2);
    Ok(())
}

#[test]
fn tilde_of_an_integer_whose_type_is_open() -> Outcome {
    let negative = true;
    pointers! {
        let all = [1, 2, 3];
        assert_eq!(~all[1], -3);
        for i in 0..2 { assert_eq!(format!("{}", ~i), format!("{}", -1 - i)); }
        let pair = (1, 2);
        assert_eq!(~pair.1, -3);
        let (a, b) = pair;
        assert_eq!(~(a + b), -4);
        let found = match Some(3) { Some(x) => ~x, None => 0 };
        assert_eq!(found, -4);
        let n = if negative { 1 } else { 2 };
        assert_eq!(~n, -2);
    }?;
    Ok(())
}

#[test]
fn an_index_left_of_a_move_is_as_mutable_as_what_it_finds() -> Outcome {
    struct Table {
        buckets: Vec<MallocPointer<i32>>,
    }
    impl Table {
        fn put(&self, i: usize, value: i32) -> Outcome {
            pointers! { self.buckets[i] <<= value; }
        }
    }
    fn shift(all: &mut [i32]) -> Outcome {
        pointers! { all[0] <<= 2; }
    }
    let mut numbers = vec![1, 2];
    shift(&mut numbers)?;
    pointers! { let all = numbers.as_mut_slice(); all[0] <<= 2; }?;
    assert_eq!(numbers, [16, 2]);

    let p = malloc(4)?;
    let handles = vec![p];
    pointers! { handles[0] <<= 3; }?;
    assert_eq!(p.read()?, 3);
    let table = Table {
        buckets: handles.clone(),
    };
    table.put(0, 7)?;
    assert_eq!(p.read()?, 7);
    let rows = vec![handles];
    let rows = &rows;
    let i = 0;
    pointers! { rows[i][0] <<= 9; }?;
    assert_eq!(p.read()?, 9);
    let mut matrix = vec![vec![1, 2]];
    pointers! { matrix[0][1] <<= 3; }?;
    assert_eq!(matrix, [[1, 16]]);
    let named = std::collections::HashMap::from([("p", p)]);
    pointers! {
        named["p"] <<= 10;
        assert_eq!(~p, 10);
        let both = [&p, &p];
        both[1] <<= 11;
        let cell = std::cell::RefCell::new(vec![p]);
        assert_eq!(~cell.borrow()[0], 11);
        cell.borrow()[0] <<= 12;
    }?;
    assert_eq!(p.read()?, 12);
    free(p)
}

#[test]
fn steps_of_handles_in_places_name_their_line() {
    struct Holder {
        p: MallocPointer<i32>,
    }
    let line = line!();
    let field = pointers! {
        let mut s = Holder { p: malloc(4) };
        s.p += 9;
    };
    let element = pointers! {
        let mut v: Vec<MallocPointer<i32>> = vec![malloc(4)];
        v[0] += 8;
    };
    let place = pointers! {
        let q = malloc(16);
        q <<= MallocPointer::<i32>::null();
        ~q += 8;
    };
    let lines = [field, element, place].map(|outcome| match outcome {
        Ok(()) => 0,
        Err(error) => error.used_at().line() - line,
    });
    assert_eq!(lines, [3, 7, 12]);
}

#[test]
fn functions_of_the_users_that_are_named_like_ours() -> Outcome {
    fn calloc(n: i32) -> i32 {
        n
    }
    pointers! {
        let mut outside = calloc(4);
        outside += 1;
        assert_eq!(outside, 5);
    }?;
    pointers! {
        fn malloc(n: i32) -> i32 { n }
        let mut within = malloc(4);
        within += 1;
        let free = |n: i32| n + 1;
        let closure = free(within);
        assert_eq!((within, closure), (5, 6));
    }?;
    pointers! {
        fn malloc(n: usize) -> Result<MallocPointer<i32>> { pointers::malloc(n) }
        let p = malloc(4);
        p <<= 1;
        assert_eq!(~p, 1);
        free(p);
    }
}

#[test]
fn tilde_of_integers_in_constants() -> Outcome {
    pointers! {
        const ALL: u32 = ~0;
        const HIGH: u32 = ~(u32::MAX >> 1);
        const fn not(x: u32) -> u32 { ~x }
        assert_eq!((not(0), HIGH), (ALL, 1 << 31));
    }
}

#[test]
fn small_forms() -> Outcome {
    macro_rules! both {
        ($a:expr, $b:expr) => {{
            $a;
            $b
        }};
    }
    struct FnP(MallocPointer<Pair>);
    #[derive(Clone, Copy)]
    struct Pair {
        v: i32,
    }
    #[allow(non_snake_case)]
    fn FnPair(p: &FnP) -> MallocPointer<Pair> {
        p.0
    }
    pointers! {
        let text = malloc(8);
        ~text = "abc";
        assert_eq!(~text, "abc");
        let n = malloc(4);
        n <<= 1;
        both!(~n = 5, ~n += 1);
        assert_eq!(~n, 6);
        let pair = malloc(4);
        pair <<= Pair { v: 3 };
        assert_eq!(FnPair(&FnP(pair))->v, 3);
        free(text);
        free(n);
        free(pair);
    }
}
