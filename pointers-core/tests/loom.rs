//! What one thread may see of the lock words that another one is just making: all orders, tried by loom.
//!
//! The library's own source, `table/base.rs`, with loom's atomics: `.ci/sanitize loom` runs it.

#![cfg(loom)]

use std::panic::catch_unwind;

/// The source, with the orderings that it asks for.
#[path = "../src/table"]
mod table {
    pub(super) use loom::sync::atomic;

    type Slot = u32;

    pub(super) mod base;
    #[allow(dead_code, reason = "most of it is of other words")]
    pub(super) mod word;
}

/// The same source without them, so that it shows that they are what it takes.
#[path = "../src/table"]
mod relaxed_table {
    pub(super) mod atomic {
        pub(in super::super) use loom::sync::atomic::{AtomicPtr, AtomicU32};

        pub(in super::super) struct Ordering;

        #[allow(non_upper_case_globals, reason = "named like what they stand for")]
        impl Ordering {
            pub(in super::super) const Relaxed: super::super::Order = super::super::Order::Relaxed;
            pub(in super::super) const Acquire: super::super::Order = super::super::Order::Relaxed;
            pub(in super::super) const Release: super::super::Order = super::super::Order::Relaxed;
        }
    }

    type Slot = u32;

    use super::table::word;

    pub(super) mod base;
}

use loom::sync::atomic::Ordering as Order;

/// NULL's handle is all zero: so is its key.
const NULL_KEY: u32 = 0;

/// One thread uses a NULL handle while another makes the process's first block.
macro_rules! null_is_never_open {
    ($table:ident) => {
        loom::model(|| {
            use $table::atomic::{AtomicPtr, AtomicU32};

            let null_word = Box::leak(Box::new(AtomicU32::new(table::word::NONE)));
            // As fresh memory is.
            let words: &'static mut [AtomicU32; 2] =
                Box::leak(Box::new([AtomicU32::new(0), AtomicU32::new(0)]));
            let words = words.as_mut_ptr();
            // SAFETY: it is leaked, and says `NONE`.
            let base = unsafe { $table::base::Base::new(AtomicPtr::new(null_word)) };
            let base: &'static $table::base::Base = Box::leak(Box::new(base));
            let first = words.expose_provenance();
            let maker = loom::thread::spawn(move || {
                // SAFETY: two words, zero, that are leaked.
                unsafe { base.publish(std::ptr::with_exposed_provenance_mut(first)) };
            });
            // SAFETY: the slot is NULL's.
            let word = unsafe { base.word(0) }.load(Order::Relaxed);
            assert_ne!(word, NULL_KEY, "NULL counts as open");
            maker.join().unwrap();
            assert_eq!(base.first().addr(), first);
        })
    };
}

#[test]
fn null_is_never_open_while_the_words_are_made() {
    null_is_never_open!(table);
}

/// That loom would see it.
#[test]
fn with_relaxed_orderings_it_would_be() {
    let seen = catch_unwind(|| null_is_never_open!(relaxed_table)).unwrap_err();
    let message = seen.downcast_ref::<String>().map(String::as_str);
    assert!(
        message.is_some_and(|text| text.contains("NULL counts as open")),
        "{message:?}"
    );
}
