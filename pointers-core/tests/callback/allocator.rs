//! A global allocator that calls back, as a safe crate on crates can make one of any program's.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What is called, at which request from now on. Of this thread, and for no longer than [`at`] runs.
#[derive(Clone, Copy)]
struct Hook {
    left: usize,
    /// From which request on it is called again. 0: never.
    again: usize,
    call: *const dyn Fn(),
}

thread_local! {
    static HOOK: Cell<Option<Hook>> = const { Cell::new(None) };
    static REQUESTS: Cell<usize> = const { Cell::new(0) };
}

struct CallingBack;

fn request() {
    REQUESTS.set(REQUESTS.get() + 1);
    let Some(hook) = HOOK.get() else {
        return;
    };
    if hook.left > 1 {
        let left = hook.left - 1;
        HOOK.set(Some(Hook { left, ..hook }));
        return;
    }
    HOOK.set(None);
    // An allocator must not unwind.
    // SAFETY: `with` keeps it alive as long as it stands there.
    let call = AssertUnwindSafe(unsafe { &*hook.call });
    let called = catch_unwind(call);
    if called.is_err() {
        std::process::abort();
    }
    if hook.again > 0 {
        let left = hook.again;
        HOOK.set(Some(Hook { left, ..hook }));
    }
}

// SAFETY: everything is the system's.
unsafe impl GlobalAlloc for CallingBack {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        request();
        // SAFETY: the caller's promise.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        request();
        // SAFETY: the caller's promise.
        unsafe { System.dealloc(memory, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: CallingBack = CallingBack;

/// Runs something, and at its n-th request of memory, or the n-th that gives some back, the call. Whether
/// there were so many.
pub(crate) fn at<R>(n: usize, call: &dyn Fn(), run: impl FnOnce() -> R) -> (R, bool) {
    with(n, 0, call, || (run(), HOOK.get().is_none()))
}

/// Runs something, and at every n-th request the call.
pub(crate) fn at_every<R>(n: usize, call: &dyn Fn(), run: impl FnOnce() -> R) -> R {
    with(n, n, call, run)
}

fn with<R>(left: usize, again: usize, call: &dyn Fn(), run: impl FnOnce() -> R) -> R {
    struct Disarm;

    impl Drop for Disarm {
        fn drop(&mut self) {
            HOOK.set(None);
        }
    }

    let call: *const (dyn Fn() + '_) = call;
    // SAFETY: only the lifetime differs, and `Disarm` ends the use.
    let call: *const (dyn Fn() + 'static) = unsafe { std::mem::transmute(call) };
    HOOK.set(Some(Hook { left, again, call }));
    let _disarm = Disarm;
    run()
}

/// Runs something, and says how often the allocator was asked for memory, or given some back.
pub(crate) fn requests<R>(run: impl FnOnce() -> R) -> (R, usize) {
    let before = REQUESTS.get();
    let result = run();
    (result, REQUESTS.get() - before)
}
