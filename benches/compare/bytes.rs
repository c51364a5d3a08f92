//! Work (h): C's functions on bytes. `slice` is what a Rust program does with a slice of bytes.

use std::ffi::CStr;
use std::hint::black_box;

use pointers::{MallocPointer, malloc, string};

use crate::runner::*;

pub(crate) fn all() -> Vec<Workload> {
    [16, 4096].into_iter().flat_map(of_length).collect()
}

/// A block for a string of so many bytes, of which the last is the terminator.
fn raw(length: usize) -> *mut u8 {
    // SAFETY: malloc has no preconditions.
    let block = unsafe { libc::malloc(length) }.cast::<u8>();
    assert!(!block.is_null(), "out of memory");
    // SAFETY: the block has so many bytes.
    unsafe { block.write_bytes(b'a', length) };
    // SAFETY: as above.
    unsafe { block.add(length - 1).write(0) };
    block
}

fn vector(length: usize) -> Vec<u8> {
    let mut bytes = vec![b'a'; length];
    bytes[length - 1] = 0;
    bytes
}

fn handle(length: usize) -> MallocPointer<u8> {
    let block = malloc(length).expect("memory");
    block.copy_from_slice(&vector(length)).expect("room");
    block
}

fn repeated(times: usize, mut run: impl FnMut() -> usize) -> impl FnMut() -> u64 {
    move || (0..times).fold(0, |total, _| total + run()) as u64
}

fn of_length(length: usize) -> [Workload; 5] {
    let times = (20_000_000 / (length + 500)).max(1);
    let workload = |name: &str, contenders| Workload {
        name: format!("(h) {name} of {length} bytes"),
        operations: times,
        target: 1.1,
        contenders,
    };
    [
        workload(
            "strlen",
            vec![
                contender(RAW, move || {
                    let text = raw(length);
                    // SAFETY: the string is terminated.
                    repeated(times, move || unsafe {
                        libc::strlen(black_box(text).cast())
                    })
                }),
                contender("slice", move || {
                    let text = vector(length);
                    repeated(times, move || {
                        CStr::from_bytes_until_nul(black_box(&text)).map_or(0, CStr::count_bytes)
                    })
                }),
                contender(API, move || {
                    let text = handle(length);
                    repeated(times, move || {
                        string::strlen(black_box(text)).expect("terminated")
                    })
                }),
            ],
        ),
        workload(
            "strcmp",
            vec![
                contender(RAW, move || {
                    let (one, other) = (raw(length), raw(length));
                    repeated(times, move || {
                        let (one, other) = black_box((one, other));
                        // SAFETY: both strings are terminated.
                        let order = unsafe { libc::strcmp(one.cast(), other.cast()) };
                        usize::from(order == 0)
                    })
                }),
                contender("slice", move || {
                    let (one, other) = (vector(length), vector(length));
                    repeated(times, move || {
                        usize::from(black_box(&one) == black_box(&other))
                    })
                }),
                contender(API, move || {
                    let (one, other) = (handle(length), handle(length));
                    repeated(times, move || {
                        let (one, other) = black_box((one, other));
                        usize::from(string::strcmp(one, other).expect("terminated") == 0)
                    })
                }),
            ],
        ),
        workload(
            "strcpy",
            vec![
                contender(RAW, move || {
                    let (to, from) = (raw(length), raw(length));
                    repeated(times, move || {
                        let (to, from) = black_box((to, from));
                        // SAFETY: a terminated string, and a block that has room for it.
                        unsafe { libc::strcpy(to.cast(), from.cast()) };
                        1
                    })
                }),
                contender("slice", move || {
                    let (mut to, from) = (vector(length), vector(length));
                    repeated(times, move || {
                        let from = CStr::from_bytes_until_nul(black_box(&from));
                        let from = from.expect("terminated").to_bytes_with_nul();
                        black_box(&mut to)[..from.len()].copy_from_slice(from);
                        1
                    })
                }),
                contender(API, move || {
                    let (to, from) = (handle(length), handle(length));
                    repeated(times, move || {
                        let (to, from) = black_box((to, from));
                        string::strcpy(to, from).expect("room");
                        1
                    })
                }),
            ],
        ),
        workload(
            "memcpy",
            vec![
                contender(RAW, move || {
                    let (to, from) = (raw(length), raw(length));
                    repeated(times, move || {
                        let (to, from) = black_box((to, from));
                        // SAFETY: two blocks that have so many bytes.
                        unsafe { libc::memcpy(to.cast(), from.cast(), length) };
                        1
                    })
                }),
                contender("slice", move || {
                    let (mut to, from) = (vector(length), vector(length));
                    repeated(times, move || {
                        black_box(&mut to).copy_from_slice(black_box(&from));
                        1
                    })
                }),
                contender(API, move || {
                    let (to, from) = (handle(length), handle(length));
                    repeated(times, move || {
                        let (to, from) = black_box((to, from));
                        string::memcpy(to, from, length).expect("room");
                        1
                    })
                }),
            ],
        ),
        workload(
            "memset",
            vec![
                contender(RAW, move || {
                    let to = raw(length);
                    repeated(times, move || {
                        // SAFETY: the block has so many bytes.
                        unsafe { libc::memset(black_box(to).cast(), 7, length) };
                        1
                    })
                }),
                contender("slice", move || {
                    let mut to = vector(length);
                    repeated(times, move || {
                        black_box(&mut to).fill(black_box(7));
                        1
                    })
                }),
                contender(API, move || {
                    let to = handle(length);
                    repeated(times, move || {
                        string::memset(black_box(to), 7_u8, length).expect("room");
                        1
                    })
                }),
            ],
        ),
    ]
}
