//! Loops do the same whether their checks are hoisted or not: each is run both ways, and what comes out is compared:
//! the value or the error with all its places, and what the memory holds afterwards.

mod bounds;
mod changes;
mod compiles;
mod fills;
mod forms;
mod kept;
mod parts;
mod pure;
mod rows;
mod seen;
mod types;

use std::fmt::Debug;

use pointers::prelude::*;

/// All that can be seen of an outcome.
fn outcome<T: Debug>(result: Result<T>) -> String {
    match result {
        Ok(value) => format!("Ok({value:?})"),
        // The report has its line, its places and its numbers.
        Err(error) => format!("{error:?}"),
    }
}

/// Runs `body` with and without hoisting, each time after `before`, and gives what came out, and what `after` sees then.
macro_rules! same {
    (before { $($before:tt)* } body { $($body:tt)* } after { $($after:tt)* }) => {{
        let usual = {
            $($before)*
            #[allow(unused_mut)]
            let mut run = || -> Result<_> { pointers! { #![deny(hoisting)] #![allow(misuse)] $($body)* } };
            let outcome = $crate::outcome(run());
            (outcome, format!("{:?}", { $($after)* }))
        };
        let hoisted = {
            $($before)*
            #[allow(unused_mut)]
            let mut run = || -> Result<_> { pointers! { #![allow(misuse)] $($body)* } };
            let outcome = $crate::outcome(run());
            (outcome, format!("{:?}", { $($after)* }))
        };
        assert_eq!(usual, hoisted);
        hoisted
    }};
}
use same;

/// A block that holds 0, 1, 2 and so on.
fn filled(count: usize) -> MallocPointer<u64> {
    let p = malloc(count * 8).expect("memory");
    for (n, i) in (0..count).enumerate() {
        p.add(i).expect("room").write(n as u64).expect("room");
    }
    p
}

/// What can be read of the first `count` elements.
fn values<T: Copy + Debug>(p: MallocPointer<T>, count: usize) -> Vec<Option<T>> {
    (0..count)
        .map(|i| p.add(i).and_then(|element| element.read()).ok())
        .collect()
}
