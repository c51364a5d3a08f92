//! Loops look a handle up once, and then say what the handle says, whatever happens to the block meanwhile.

mod api;
mod cells;
mod fill;
#[path = "../common/key_of_c.rs"]
mod key_of_c;
mod types;
mod view;

use pointers_core::{MallocPointer, Result, malloc};

/// An index, as a view wants it.
macro_rules! at {
    ($view:expr, $index:expr) => {
        $view.__pointers_index($index)
    };
}

/// What the macro makes of `~p[i]`, where `p` is a handle.
macro_rules! get {
    ($view:expr, $index:expr) => {
        match $view.__pointers_get(&at!($view, $index)) {
            Some(value) => Ok(value),
            None => match $view.__pointers_reach(&at!($view, $index)) {
                Ok(()) => $view.__pointers_late(&at!($view, $index)),
                Err(error) => Err(error),
            },
        }
    };
}

/// What the macro makes of `p[i] <<= value`.
macro_rules! set {
    ($view:expr, $index:expr, $value:expr) => {{
        let (view, value) = (&$view, $value);
        match (pointers_core::__private::Store { view, value }).__pointers_set(&at!(view, $index)) {
            Ok(()) => Ok(()),
            Err(value) => match view.__pointers_reach(&at!(view, $index)) {
                Ok(()) => late!(*view, $index, value),
                Err(error) => Err(error),
            },
        }
    }};
}

/// The end of it, where the element is reached.
macro_rules! late {
    ($view:expr, $index:expr, $value:expr) => {{
        let (view, value) = (&$view, $value);
        match (pointers_core::__private::Store { view, value }).__pointers_set(&at!(view, $index)) {
            Ok(()) => Ok(()),
            Err(value) => {
                let store = pointers_core::__private::Store { view, value };
                store.__pointers_set_late(&at!(view, $index))
            }
        }
    }};
}

/// The error is of this kind, and names the line in this file where it was made.
macro_rules! fails {
    ($result:expr, $kind:ident) => {{
        let (error, line) = ($result.unwrap_err(), line!());
        assert_eq!(error.kind(), pointers_core::ErrorKind::$kind);
        assert_eq!(error.used_at().file(), file!());
        assert_eq!(error.used_at().line(), line);
    }};
}

use {at, fails, get, late, set};

/// A block that holds 0, 1, 2 and so on.
fn filled(count: usize) -> Result<MallocPointer<u32>> {
    let p = malloc(count * 4)?;
    for n in 0..count {
        p.add(n)?.write(n as u32)?;
    }
    Ok(p)
}
