//! Bytes per live cell: what of a fresh process is resident, right after many cells were allocated.

use std::hint::black_box;
use std::process::Command;

use crate::contenders::*;
use crate::runner::*;

const CELLS: usize = 1_000_000;

/// The argument with which this program runs itself.
pub(crate) const ARGUMENT: &str = "--resident";

/// Prints the bytes of one contender. Nothing that does not matter was allocated before.
pub(crate) fn child(name: &str) {
    let bytes = match name {
        RAW => resident::<Raw>(),
        BOX => resident::<Boxes>(),
        RC => resident::<Rcs>(),
        SLOTMAP => resident::<SlotMaps>(),
        DENSE => resident::<DenseSlotMaps>(),
        GENERATIONAL => resident::<GenerationalBoxes>(),
        THUNDERDOME => resident::<Thunderdome>(),
        _ => resident::<Api>(),
    };
    println!("{bytes}");
}

fn resident<C: Cells>() -> f64 {
    let mut arena = C::Arena::default();
    // The handles do not count: their memory is there, and touched, before.
    let mut cells: Vec<C::Cell> = Vec::with_capacity(CELLS);
    // SAFETY: the vector's memory may be written to; its values count as absent still.
    unsafe { cells.as_mut_ptr().write_bytes(1, CELLS) };
    black_box(cells.as_mut_ptr());
    let before = resident_bytes();
    for value in 0..CELLS {
        cells.push(C::allocate(&mut arena, value as u64));
    }
    let after = resident_bytes();
    black_box(&cells);
    (after - before) as f64 / CELLS as f64
}

/// How much of this process is resident. 0 where there is no `/proc`.
pub(crate) fn resident_bytes() -> usize {
    let pages = std::fs::read_to_string("/proc/self/statm").ok();
    let pages = pages.as_deref().and_then(|line| line.split(' ').nth(1));
    // SAFETY: sysconf has no preconditions.
    let page = unsafe { libc::sysconf(libc::_SC_PAGESIZE) } as usize;
    pages
        .and_then(|pages| pages.parse::<usize>().ok())
        .unwrap_or(0)
        * page
}

/// Keeps the system out of the measurement: C's allocator gives nothing back to it, and so asks it for nothing
/// again once it has what a workload needs.
pub(crate) fn settle() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    // SAFETY: mallopt has no preconditions.
    unsafe {
        libc::mallopt(libc::M_TRIM_THRESHOLD, i32::MAX);
        libc::mallopt(libc::M_MMAP_THRESHOLD, 32 << 20);
    }
}

/// The bytes of each contender.
pub(crate) fn measure(names: &[&'static str]) -> Vec<(&'static str, f64)> {
    names
        .iter()
        .map(|&name| {
            let this = std::env::current_exe().expect("its own path");
            let output = Command::new(this)
                .args([ARGUMENT, name])
                .output()
                .expect("runs itself");
            let bytes = String::from_utf8_lossy(&output.stdout).trim().parse();
            (name, bytes.expect("a number"))
        })
        .collect()
}
