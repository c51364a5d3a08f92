//! The forms in which loops stand, and what stands in them.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use pointers::prelude::*;

use crate::{filled, same, values};

#[test]
fn jumps_and_values() {
    same! {
        before { let p = filled(100); }
        body {
            let found = loop { if ~p[3] == 3 { break ~p[4]; } };
            let mut seen = 0;
            'rows: for i in 0..10 {
                for j in 0..10 {
                    if j == 7 { continue 'rows; }
                    if i == 8 { break 'rows; }
                    seen += ~p[i * 10 + j];
                }
            }
            let mut n = 0;
            let last = 'all: loop {
                while n < 100 { if ~p[n] == 70 { break 'all n; } n += 1; }
            };
            (found, seen, last)
        }
        after { values(p, 100) }
    };
    fn returns(p: MallocPointer<u64>, hoisted: bool) -> Result<u64> {
        if hoisted {
            pointers! {
                for i in 0..100 { if ~p[i] == 45 { return Ok(~p[i]); } p[i] <<= 0; }
                1
            }
        } else {
            pointers! {
                #![deny(hoisting)]
                for i in 0..100 { if ~p[i] == 45 { return Ok(~p[i]); } p[i] <<= 0; }
                1
            }
        }
    }
    let (p, q) = (filled(100), filled(100));
    assert_eq!(returns(p, true).unwrap(), returns(q, false).unwrap());
    assert_eq!(values(p, 100), values(q, 100));
    same! {
        before { let p = filled(100); }
        body {
            let mut count = 0;
            for i in 0..200 {
                let half: Result<u64> = (|| p.add(i)?.read())();
                count += half?;
                p[i] <<= 1;
            }
            count
        }
        after { values(p, 100) }
    };
}

fn plain_return(p: MallocPointer<u64>, n: usize) -> u64 {
    let outcome: Result<()> = pointers! {
        for i in 0..n {
            if ~p[i] > 20 { return ~p[i]; }
            p[i] += 1;
        }
    };
    outcome.map_or(1000, |()| 2000)
}

#[test]
fn returns_from_pure_loops() {
    assert_eq!(plain_return(filled(100), 100), 21);
    assert_eq!(plain_return(filled(10), 100), 1000);
    assert_eq!(plain_return(filled(40), 10), 2000);
    let p = filled(100);
    plain_return(p, 100);
    // Nothing is borrowed any more.
    free(p).unwrap();
}

#[test]
fn positions() {
    same! {
        before { let p = filled(100); let mut seen = 0; }
        body {
            if ~p[1] == 1 { for i in 0..50 { seen += ~p[i]; } } else { while ~p[1] == 1 { p[0] <<= 1; } }
            match ~p[2] { 2 => for i in 0..50 { seen += ~p[i] }, _ => loop { p[0] <<= 1; } }
            let mut add = |n: usize| -> Result<()> { for i in 0..n { seen += ~p[i]; p[i] <<= 2; } Ok(()) };
            add(40)?;
            add(140)?;
        }
        after { (seen, values(p, 100)) }
    };
    same! {
        before { let p = filled(40); }
        body {
            #[allow(clippy::needless_range_loop)]
            for i in 0..40 { p[i] <<= 2; #[cfg(any())] { p[i] <<= missing; } }
            #[cfg(any())]
            for i in 0..40 { missing[i] <<= 2; }
            let mut i = 0;
            'outer: while i < 100 {
                i += 1;
                try { p[i] += 1; } except OutOfBounds { break 'outer; }
                if i == 3 { continue; }
                ~p[i] = 7;
                ~p[i - 1] += 1;
            }
            for i in 0..41 { p[i] <<= i as u64; }
        }
        after { values(p, 40) }
    };
    same! {
        before { let p = filled(40); let stack = std::cell::RefCell::new(vec![3_usize, 50, 1]); }
        body {
            let mut total = 0;
            while let Some(i) = stack.borrow_mut().pop() { total += ~p[i]; p[i] <<= total; }
            total
        }
        after { (values(p, 40), stack) }
    };
    same! {
        before { let p = filled(40); }
        body { for i in 0..50 { for _ in 0..2 { for j in 0..2 { p[i + j] += 1; } } } }
        after { values(p, 40) }
    };
}

#[test]
fn macros_and_closures() {
    same! {
        before { let p = filled(40); let mut text = Vec::new(); }
        body {
            for i in 0..50 {
                text.push(format!("{} {~p[0]:>3} {:?}", ~p[i], (~p[i], i)));
                assert!(~p[i] < 300, "too much: {}", ~p[i + 1]);
            }
        }
        after { text }
    };
}

#[test]
#[should_panic(expected = "too much: 31")]
fn panics_in_macros() {
    let p = filled(40);
    let _ = pointers! { for i in 0..50 { assert!(~p[i] < 30, "too much: {}", ~p[i + 1]); } };
}

#[test]
fn captured() {
    same! {
        before { let p = filled(40); let mut v = vec![0_u64; 40]; }
        body {
            let mut kept: Vec<Box<dyn Fn() -> Result<u64>>> = Vec::new();
            for i in 0..40 {
                kept.push(Box::new(move || Ok(~p[i])));
                v[i] <<= 1;
                v[i] += (|| Ok::<_, Error>(~p[i] + 1))()?;
                p[i] += 1;
            }
            let mut total = 0;
            for read in &kept { total += read()?; }
            total
        }
        after { (v, values(p, 40)) }
    };
}

/// Polls a future that is ready at once.
fn run<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("it waits for nothing"),
    }
}

#[test]
fn awaiting() {
    same! {
        before { let p = filled(40); }
        body {
            run(async {
                let mut total = 0;
                for i in 0..50 {
                    total += async { Ok::<u64, Error>(~p[i] + 1) }.await?;
                    total += ~p[i];
                    if i == 20 { free(p); }
                }
                Ok::<_, Error>(total)
            })?
        }
        after {}
    };
}

/// What a loop keeps is dropped as ever.
#[test]
fn drops() {
    struct Noisy<'l>(&'l std::cell::RefCell<Vec<u64>>, u64);
    impl Drop for Noisy<'_> {
        fn drop(&mut self) {
            self.0.borrow_mut().push(self.1);
        }
    }
    same! {
        before { let p = filled(40); let log = std::cell::RefCell::new(Vec::new()); }
        body {
            let _outer = Noisy(&log, 1000);
            for i in 0..60 {
                let noisy = Noisy(&log, ~p[i]);
                if i % 2 == 0 { continue; }
                p[i] <<= noisy.1 + 1;
            }
        }
        after { log }
    };
    same! {
        before { let p = filled(40); let log = std::cell::RefCell::new(Vec::new()); }
        body {
            for i in [Noisy(&log, 500), Noisy(&log, 700)].iter().map(|noisy| noisy.1 / 100) {
                p[i] <<= ~p[i + 1];
            }
            log.borrow_mut().push(1);
            for i in [Noisy(&log, 500), Noisy(&log, 7000)].iter().map(|noisy| noisy.1 / 100) {
                p[i] <<= ~p[i + 1];
            }
        }
        after { log }
    };
}
