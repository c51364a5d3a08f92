//! What several tests need.

// Each test binary uses its own part.
#![allow(dead_code, unused_macros, unused_imports)]

use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;

/// Notes the values that were dropped, in their order.
#[derive(Clone, Default)]
pub(crate) struct Log(Rc<RefCell<Vec<u32>>>);

impl Log {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// A value that notes its drop.
    pub(crate) fn value(&self, number: u32) -> Noted {
        Noted {
            number,
            log: self.clone(),
            panics: false,
        }
    }

    /// A value that notes its drop, and then panics.
    pub(crate) fn bomb(&self, number: u32) -> Noted {
        Noted {
            number,
            log: self.clone(),
            panics: true,
        }
    }

    pub(crate) fn note(&self, number: u32) {
        self.0.borrow_mut().push(number);
    }

    /// What was dropped since this was asked last.
    pub(crate) fn dropped(&self) -> Vec<u32> {
        self.0.take()
    }
}

/// Notes its drop in a [`Log`].
pub(crate) struct Noted {
    pub(crate) number: u32,
    log: Log,
    panics: bool,
}

impl Clone for Noted {
    fn clone(&self) -> Self {
        self.log.value(self.number)
    }
}

impl Drop for Noted {
    fn drop(&mut self) {
        self.log.note(self.number);
        if self.panics && !std::thread::panicking() {
            panic!("the drop of {}", self.number);
        }
    }
}

impl fmt::Debug for Noted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.number.fmt(f)
    }
}

impl PartialEq<u32> for Noted {
    fn eq(&self, other: &u32) -> bool {
        self.number == *other
    }
}

/// Runs what panics, and says so.
pub(crate) fn panics(run: impl FnOnce()) -> bool {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(run)).is_err()
}

/// Whether any of this machine's memory checkers runs the test, under which a thousand times slower is fine.
pub(crate) fn is_checked() -> bool {
    std::env::var_os("POINTERS_CHECKED").is_some()
}

/// That an operation fails with this kind, in this file, and with this message where one is given. The error.
macro_rules! fails {
    ($operation:expr, $kind:ident $(, $message:expr)?) => {{
        let error = match $operation {
            Ok(_) => panic!("`{}` went through", stringify!($operation)),
            Err(error) => error,
        };
        assert_eq!(error.kind(), pointers_core::ErrorKind::$kind, "{error:?}");
        assert_eq!(error.used_at().file(), file!(), "{error:?}");
        $(assert_eq!(error.to_string(), $message, "{error:?}");)?
        error
    }};
}

/// One test for each handle type: `$count` elements of `$T`, unassigned. The body may use `?`.
macro_rules! on_both_handles {
    ($(#[$attribute:meta])* $name:ident, $count:literal of $T:ty, |$p:ident| $body:block) => {
        $(#[$attribute])*
        mod $name {
            use super::*;

            #[test]
            fn of_malloc() -> pointers_core::Result<()> {
                let $p = pointers_core::malloc::<$T>($count * size_of::<$T>().max(1))?;
                $body
                Ok(())
            }

            #[test]
            fn of_calloc() -> pointers_core::Result<()> {
                let $p = pointers_core::calloc_safe::<$T>($count, size_of::<$T>().max(1))?;
                $body
                Ok(())
            }
        }
    };
}

pub(crate) use {fails, on_both_handles};
