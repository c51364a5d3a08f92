//! The leak report at the program's end. It takes no memory and no lock of std's: a program may end because there is
//! no memory, and whoever holds a lock.

use core::cmp::{Ordering, Reverse};
use core::fmt::{self, Write};
use core::panic::Location;
use core::sync::atomic::{AtomicBool, Ordering::Relaxed};

use super::counters::stats;
use super::leaks::each_leak;
use crate::error::{Site, plural};
use crate::system;

/// Prints what the exiting thread's heap still holds, on standard error, when the program ends: when
/// `main` returns, or at `std::process::exit` (on Windows that runs nothing that C would run: return from `main` there).
/// Asking twice prints once.
///
/// There is one line for all blocks that were allocated at the same place, and what takes most memory comes first:
///
/// ```text
/// LeakReport: 532 bytes in 21 blocks were never freed
///   480 bytes in 20 blocks allocated at src/main.rs:17:17
///   52 bytes allocated at src/main.rs:9:15
/// ```
///
/// Prints nothing if nothing leaked.
///
/// ```
/// pointers::heap::report_leaks_at_exit();
/// ```
pub fn report_leaks_at_exit() {
    static ASKED: AtomicBool = AtomicBool::new(false);
    if !ASKED.swap(true, Relaxed) {
        // `report` does not unwind: it ignores what cannot be written. Where there was no memory for it, asking again may
        // help.
        ASKED.store(system::at_exit(report), Relaxed);
    }
}

/// How many lines are put in order at a time: few enough for the smallest stack.
const AT_ONCE: usize = 128;

extern "C" fn report() {
    let stats = stats();
    let (bytes, blocks) = (stats.live_bytes, stats.live_blocks);
    if blocks == 0 {
        return;
    }
    let mut out = StandardError::new();
    let _ = writeln!(
        out,
        "LeakReport: {bytes} {} in {blocks} {} never freed",
        plural(bytes, "byte", "bytes"),
        plural(blocks, "block was", "blocks were")
    );
    let places = |f: &mut dyn FnMut(LeaksAt)| in_order::<AT_ONCE>(by_place, each_block, f);
    in_order::<AT_ONCE>(by_size, places, &mut |group| {
        let _ = writeln!(out, "  {group}");
    });
}

/// Blocks that were allocated at one place.
#[derive(Clone, Copy)]
struct LeaksAt {
    at: Site,
    blocks: usize,
    bytes: usize,
}

impl fmt::Display for LeaksAt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let LeaksAt { at, blocks, bytes } = *self;
        write!(f, "{bytes} {}", plural(bytes, "byte", "bytes"))?;
        if blocks > 1 {
            write!(f, " in {blocks} blocks")?;
        }
        write!(f, " allocated at {at}")
    }
}

fn each_block(f: &mut dyn FnMut(LeaksAt)) {
    each_leak(|leak| {
        f(LeaksAt {
            at: leak.allocated_at(),
            blocks: 1,
            bytes: leak.size(),
        });
    });
}

type Order = fn(&LeaksAt, &LeaksAt) -> Ordering;

fn by_place(one: &LeaksAt, other: &LeaksAt) -> Ordering {
    one.at.cmp(other.at)
}

fn by_size(one: &LeaksAt, other: &LeaksAt) -> Ordering {
    let key = |group: &LeaksAt| (Reverse(group.bytes), group.at);
    key(one).cmp(&key(other))
}

/// Gives what `each` gives to `f`, in this order, and what is equal in it as one. Without memory for all at once, `each`
/// has to say it again for every `ROOM` that there are.
fn in_order<const ROOM: usize>(
    order: Order,
    each: impl Fn(&mut dyn FnMut(LeaksAt)),
    f: &mut dyn FnMut(LeaksAt),
) {
    let mut last: Option<LeaksAt> = None;
    loop {
        let mut first = First::<ROOM>::new(order);
        each(&mut |group| {
            if last.is_none_or(|last| order(&last, &group).is_lt()) {
                first.add(group);
            }
        });
        first.groups().iter().for_each(|group| f(*group));
        if first.is_all {
            return;
        }
        last = first.groups().last().copied();
    }
}

/// The first ones in an order of those that were added.
struct First<const ROOM: usize> {
    order: Order,
    groups: [LeaksAt; ROOM],
    count: usize,
    /// Whether there was room for all.
    is_all: bool,
}

impl<const ROOM: usize> First<ROOM> {
    fn new(order: Order) -> Self {
        let nothing = LeaksAt {
            at: Location::caller(),
            blocks: 0,
            bytes: 0,
        };
        First {
            order,
            groups: [nothing; ROOM],
            count: 0,
            is_all: true,
        }
    }

    fn groups(&self) -> &[LeaksAt] {
        &self.groups[..self.count]
    }

    /// Adds it to its equal, or before those that come after it, of which the last has to go if there is no room.
    fn add(&mut self, group: LeaksAt) {
        let place = self
            .groups()
            .binary_search_by(|other| (self.order)(other, &group));
        match place {
            Ok(index) => {
                self.groups[index].blocks += group.blocks;
                self.groups[index].bytes += group.bytes;
            }
            Err(index) if index == ROOM => self.is_all = false,
            Err(index) => {
                self.is_all &= self.count < ROOM;
                self.count = ROOM.min(self.count + 1);
                self.groups[index..self.count].rotate_right(1);
                self.groups[index] = group;
            }
        }
    }
}

/// Writes whole lines where they are short enough, so that what other threads print does not stand between.
struct StandardError {
    text: [u8; 512],
    length: usize,
}

impl StandardError {
    fn new() -> Self {
        StandardError {
            text: [0; 512],
            length: 0,
        }
    }

    fn flush(&mut self) {
        let mut rest = &self.text[..self.length];
        // What cannot be written is left out.
        while !rest.is_empty()
            && let Some(written) = system::write_error(rest)
        {
            rest = rest.get(written..).unwrap_or_default();
        }
        self.length = 0;
    }
}

impl Write for StandardError {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for byte in text.bytes() {
            self.text[self.length] = byte;
            self.length += 1;
            if byte == b'\n' || self.length == self.text.len() {
                self.flush();
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn group(bytes: usize) -> LeaksAt {
        LeaksAt {
            at: Location::caller(),
            blocks: 1,
            bytes,
        }
    }

    /// What a report of these blocks says, with room for so many lines at a time: bytes and blocks.
    fn lines<const ROOM: usize>(blocks: &[LeaksAt]) -> Vec<(usize, usize)> {
        let all = |f: &mut dyn FnMut(LeaksAt)| blocks.iter().for_each(|block| f(*block));
        let places = |f: &mut dyn FnMut(LeaksAt)| in_order::<ROOM>(by_place, all, f);
        let mut lines = Vec::new();
        in_order::<ROOM>(by_size, places, &mut |group| {
            lines.push((group.bytes, group.blocks));
        });
        lines
    }

    #[test]
    fn places_come_once_and_the_largest_first_whatever_room_there_is() {
        let (a, b, c) = (group(10), group(2), group(10));
        let (d, e) = (group(300), group(1));
        let blocks = [b, a, e, b, d, c, b, e, a, d];
        let expected = [(600, 2), (20, 2), (10, 1), (6, 3), (2, 2)];
        assert_eq!(lines::<1>(&blocks), expected);
        assert_eq!(lines::<2>(&blocks), expected);
        assert_eq!(lines::<4>(&blocks), expected);
        assert_eq!(lines::<5>(&blocks), expected);
        assert_eq!(lines::<128>(&blocks), expected);
        assert_eq!(lines::<3>(&[]), []);
    }
}
