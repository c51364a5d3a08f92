//! Hears of a fork, to hold the locks meanwhile.
//!
//! The child has a copy of the process as it is then, and of its threads only the one that forks. A lock that another
//! thread holds just then would be held for ever there, and the child's next allocation would wait for it. C's `malloc`
//! works in a child, and so does this; and where another library hears of the fork too, between the locks' beginning and
//! end.

use core::sync::atomic::{AtomicBool, Ordering};

use super::thread_end::KEY;
use crate::system;
use crate::table::slots::POOL;

/// Sees to it that forks are heard of. `false` where the system has no memory for that.
pub(super) fn is_awaited() -> bool {
    static ASKED: AtomicBool = AtomicBool::new(false);
    if ASKED.swap(true, Ordering::Relaxed) {
        return true;
    }
    let is_heard = system::at_fork(begins, ends);
    if !is_heard {
        ASKED.store(false, Ordering::Relaxed);
    }
    is_heard
}

unsafe extern "C" fn begins() {
    KEY.keep();
    POOL.keep();
}

/// In the parent, and in the child.
unsafe extern "C" fn ends() {
    // SAFETY: this thread, or that which it is the copy of, keeps it since the fork began.
    unsafe { POOL.let_go() };
    // SAFETY: as above.
    unsafe { KEY.let_go() };
}

#[cfg(all(test, unix))]
mod tests {
    use std::sync::Barrier;
    use std::thread;

    use super::super::thread_end;
    use super::*;
    use crate::table::mutex::Lock;
    use crate::{Result, free, malloc};

    /// More than one thread takes from the pool at a time.
    fn nothing_ends() {}

    fn allocates() -> Result<()> {
        let blocks = (0..2000)
            .map(|_| malloc::<u8>(8))
            .collect::<Result<Vec<_>>>()?;
        blocks.into_iter().try_for_each(free)
    }

    /// Whether a child of a fork allocates, in the middle of what another thread does.
    fn in_a_child() -> bool {
        // SAFETY: the child calls nothing that another thread could hold a lock of, but what this is about.
        let child = unsafe { libc::fork() };
        if child == 0 {
            // SAFETY: the signal ends a child that waits for ever.
            unsafe { libc::alarm(20) };
            let went_through = thread_end::await_it(nothing_ends).is_ok() && allocates().is_ok();
            // Not by an exit, at which a memory checker would miss the stacks of the threads that are not here.
            let signal = if went_through {
                libc::SIGKILL
            } else {
                libc::SIGABRT
            };
            // SAFETY: the child ends here.
            unsafe { libc::raise(signal) };
        }
        let mut status = 0;
        // SAFETY: `status` is a place for the result.
        let waited = unsafe { libc::waitpid(child, &raw mut status, 0) };
        waited == child && libc::WIFSIGNALED(status) && libc::WTERMSIG(status) == libc::SIGKILL
    }

    /// What another library does that hears of the fork after us, or whose child does before.
    #[test]
    fn who_forks_allocates_meanwhile() -> Result<()> {
        // SAFETY: as in a fork, which is none.
        unsafe { begins() };
        let notice = thread_end::await_it(nothing_ends);
        let allocated = allocates();
        // SAFETY: as above.
        unsafe { ends() };
        assert!(notice.is_ok());
        allocated
    }

    #[test]
    fn a_child_allocates_whatever_another_thread_holds() -> Result<()> {
        static HELD: Barrier = Barrier::new(2);
        fn hold_for_a_while<T>(lock: &'static Lock<T>) {
            let held = lock.hold();
            HELD.wait();
            // Long enough for a fork to begin that would not wait.
            (0..1000).for_each(|_| thread::yield_now());
            drop(held);
        }

        allocates()?;
        for holds in [|| hold_for_a_while(&POOL), || hold_for_a_while(&KEY)] as [fn(); 2] {
            let other = thread::spawn(holds);
            HELD.wait();
            assert!(in_a_child());
            other.join().expect("it ends");
        }
        Ok(())
    }
}
