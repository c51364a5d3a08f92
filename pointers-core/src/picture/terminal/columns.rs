//! Asks the terminal how wide it is.

/// How many columns the terminal has, if it is one.
pub(super) fn columns() -> Option<usize> {
    // SAFETY: it is plain numbers, of which zero is a value.
    let mut size: libc::winsize = unsafe { core::mem::zeroed() };
    // SAFETY: `size` is a place for what it asks for.
    let failed = unsafe { libc::ioctl(libc::STDOUT_FILENO, libc::TIOCGWINSZ, &raw mut size) } != 0;
    (!failed && size.ws_col > 0).then_some(size.ws_col.into())
}
