//! The leak report at the program's end.

use core::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::io::Write;

use super::{leaks, stats};

/// Prints what the exiting thread's heap still holds, on standard error, when the program ends: when
/// `main` returns, or at `std::process::exit`. Asking twice prints once.
///
/// Prints nothing if nothing leaked.
///
/// ```
/// pointers_core::heap::report_leaks_at_exit();
/// ```
pub fn report_leaks_at_exit() {
    static ASKED: AtomicBool = AtomicBool::new(false);
    if !ASKED.swap(true, Relaxed) {
        // SAFETY: `report` is a plain function that does not unwind: it ignores what cannot be
        // written. That the registration can fail is a report less, nothing else.
        unsafe { libc::atexit(report) };
    }
}

extern "C" fn report() {
    let mut leaks = leaks();
    if leaks.is_empty() {
        return;
    }
    leaks.sort_by_key(|leak| {
        let at = leak.allocated_at();
        (at.file(), at.line(), at.column())
    });
    let mut out = std::io::stderr().lock();
    let stats = stats();
    let _ = writeln!(
        out,
        "LeakReport: {} bytes in {} blocks were never freed",
        stats.live_bytes, stats.live_blocks
    );
    for leak in leaks {
        let _ = writeln!(
            out,
            "  {} bytes allocated at {}",
            leak.size(),
            leak.allocated_at()
        );
    }
}
