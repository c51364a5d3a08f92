//! Each limit is tried in a process of its own, that must end by itself.

use std::process::{Command, ExitCode, Output};
use std::sync::Barrier;
use std::thread;

use pointers_core::{ErrorKind, MallocPointer, Result, free, heap, malloc};

const TASK: &str = "POINTERS_TEST_LIMITS_TASK";
const LIMIT: &str = "POINTERS_TEST_LIMITS_KIB";

pub(crate) fn check_all() -> ExitCode {
    if std::env::var_os("POINTERS_CHECKED").is_some() {
        println!("skipped: the checkers need the address space themselves");
        return ExitCode::SUCCESS;
    }
    if usize::BITS < 64 {
        println!("skipped: these limits are above all addresses of 32 bits");
        return ExitCode::SUCCESS;
    }
    match std::env::var(TASK) {
        Ok(task) => child(&task),
        Err(_) => parent(),
    }
}

fn parent() -> ExitCode {
    let mut faults = 0;
    let mut check = |task: &str, limit: usize, is_right: fn(&Output) -> bool| {
        let child = Command::new(std::env::current_exe().expect("this test"))
            .env(TASK, task)
            .env(LIMIT, limit.to_string())
            // std needs memory to say where it panicked.
            .env("RUST_BACKTRACE", "0")
            .output()
            .expect("a child");
        if !child.status.success() || !is_right(&child) {
            println!("{task} at {limit} KiB: {child:?}");
            faults += 1;
        }
    };
    for limit in (60_000..=300_000).step_by(1000) {
        check("recover", limit, |_| true);
    }
    for limit in [60_000, 75_000, 140_000, 250_000] {
        check("many", limit, |_| true);
        check("keys", limit, |_| true);
        check("report", limit, |child| {
            let report = String::from_utf8_lossy(&child.stderr);
            report.starts_with("LeakReport: ") && report.contains(" blocks allocated at ")
        });
    }
    // Where the limit has room for all lock words, and for little else; and where it begins to have much else.
    let all_words = (1_040_000..1_120_000).step_by(4000);
    for limit in all_words.chain((16_770_000..16_850_000).step_by(4000)) {
        check("plain", limit, |_| true);
    }
    println!("{faults} faults");
    ExitCode::from(u8::from(faults > 0))
}

fn child(task: &str) -> ExitCode {
    let limit = std::env::var(LIMIT)
        .ok()
        .and_then(|limit| limit.parse().ok());
    let kibibytes: usize = limit.expect("a limit");
    // SAFETY: the signal ends the process: one that waits for ever does not keep the others.
    unsafe { libc::alarm(60) };
    limit_address_space(kibibytes * 1024);
    let result = match task {
        "plain" => plain(),
        "recover" => recover(),
        "many" => many(kibibytes * 1024),
        "keys" => keys(),
        _ => report(),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:?}");
            ExitCode::FAILURE
        }
    }
}

fn limit_address_space(bytes: usize) {
    let limit = libc::rlimit {
        rlim_cur: bytes as libc::rlim_t,
        rlim_max: bytes as libc::rlim_t,
    };
    // SAFETY: the limit is a valid one.
    let failed = unsafe { libc::setrlimit(libc::RLIMIT_AS, &raw const limit) };
    assert_eq!(failed, 0);
}

/// A block that fits easily.
fn plain() -> Result<()> {
    let p = malloc::<u64>(8)?;
    p.write(7)?;
    assert_eq!(p.take()?, 7);
    free(p)
}

/// Leads from a block to all others: there is no memory to note them elsewhere.
#[derive(Clone, Copy)]
struct Link(MallocPointer<Link>);

const SMALLEST: usize = size_of::<Link>();

/// Takes all memory, in ever smaller blocks.
fn take_all(largest: usize) -> Result<MallocPointer<Link>> {
    let mut last = MallocPointer::null();
    let mut size = largest;
    while size >= SMALLEST {
        match malloc(size) {
            Ok(block) => {
                block.write(Link(last))?;
                last = block;
            }
            Err(error) if error.kind() == ErrorKind::Allocation => size /= 2,
            Err(error) => return Err(error),
        }
    }
    Ok(last)
}

fn give_back(mut last: MallocPointer<Link>) -> Result<()> {
    while !last.is_null() {
        let Link(next) = last.read()?;
        free(last)?;
        last = next;
    }
    Ok(())
}

/// Another thread's first allocation while there is no memory, and afterwards.
fn recover() -> Result<()> {
    static TURN: Barrier = Barrier::new(2);
    plain()?;
    let other = thread::Builder::new().stack_size(1 << 18).spawn(|| {
        TURN.wait();
        TURN.wait();
        let first = malloc::<u64>(8).map(free);
        TURN.wait();
        TURN.wait();
        let is_right = match first {
            Ok(freed) => freed.is_ok(),
            Err(error) => error.kind() == ErrorKind::Allocation,
        };
        (is_right, plain())
    });
    let other = other.expect("a thread");
    TURN.wait();
    let mut detached = MallocPointer::from_slice(&[1_u64, 2])?.detach()?;
    let last = take_all(1 << 24)?;
    TURN.wait();
    TURN.wait();
    // What cannot be attached stays where it is.
    let mut attached = None;
    match detached.attach() {
        Ok(handle) => attached = Some(handle),
        Err(error) => assert_eq!((error.kind(), detached.size()), (ErrorKind::Allocation, 16)),
    }
    let live = heap::stats().live_blocks;
    let mut shown = 0;
    heap::each_leak(|_| shown += 1);
    assert_eq!(shown, live);
    assert!(heap::leaks().len() <= live);
    give_back(last)?;
    let attached = attached.map_or_else(|| detached.attach(), Ok)?;
    assert_eq!(attached.into_vec()?, [1, 2]);
    TURN.wait();
    let (is_right, afterwards) = other.join().expect("it ends by itself");
    assert!(is_right);
    afterwards?;
    plain()
}

/// Blocks until there is no memory are as many as there is room for: the tables take their share, and no more.
fn many(limit: usize) -> Result<()> {
    let last = take_all(SMALLEST)?;
    let blocks = heap::stats().live_blocks;
    assert!(blocks > limit / 150, "{blocks} blocks");
    give_back(last)
}

/// Where the C library needs memory to tell a thread that it ends: glibc has room for 32 keys without.
fn keys() -> Result<()> {
    for _ in 0..40 {
        let mut key = 0;
        // SAFETY: `key` is a place for the result.
        let failed = unsafe { libc::pthread_key_create(&raw mut key, None) };
        assert_eq!(failed, 0);
    }
    recover()
}

fn report() -> Result<()> {
    heap::report_leaks_at_exit();
    take_all(1 << 24)?;
    Ok(())
}
