//! The engine of `pointers-core/tests/model`, fed by libfuzzer:
//! `ASAN_OPTIONS=allocator_may_return_null=1 cargo +nightly fuzz run model`
//! Allocations that must fail are asked for, which address sanitizer takes for a mistake unless told otherwise.

#![no_main]

#[path = "../../pointers-core/tests/model/engine.rs"]
mod engine;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Some((focus, steps)) = bytes.split_first() {
        engine::run(*focus, steps.as_chunks().0.iter().copied());
    }
});
