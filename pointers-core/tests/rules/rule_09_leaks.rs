//! Rule 9: leaks are safe, and visible.

use std::panic::Location;
use std::process::Command;

use pointers_core::{MallocPointer, Result, calloc, free, heap, malloc, realloc};

use crate::common::{Log, Noted, panics};

#[test]
fn a_lost_block_is_in_the_list_with_its_size_and_place() -> Result<()> {
    assert!(heap::leaks().is_empty());
    let line = line!() + 1;
    let lost = malloc::<u8>(52)?.address();
    let kept = calloc::<u8>(3, 28)?;
    assert_ne!(lost, kept.address());

    let leaks = heap::leaks();
    assert_eq!(leaks.len(), 2);
    let leak = leaks.iter().find(|leak| leak.size() == 52).unwrap();
    let at: &'static Location<'static> = leak.allocated_at();
    assert_eq!((at.file(), at.line()), (file!(), line));
    assert!(leaks.iter().any(|leak| leak.size() == 84));

    free(kept)?;
    assert_eq!(heap::leaks().len(), 1);
    Ok(())
}

#[test]
fn a_leak_is_in_the_list_whatever_its_state() -> Result<()> {
    let empty = malloc::<u32>(4)?;
    let full = malloc::<u32>(8)?;
    full.fill(1, 2)?;
    let lent = malloc::<u32>(12)?;
    lent.fill(1, 3)?;
    let guard = lent.borrow()?;
    let moved = realloc(malloc::<u32>(4)?, 1 << 20)?;
    let mut sizes: Vec<_> = heap::leaks().iter().map(heap::Leak::size).collect();
    sizes.sort_unstable();
    assert_eq!(sizes, [4, 8, 12, 1 << 20]);
    drop(guard);
    free(empty)?;
    free(full)?;
    free(lent)?;
    // A block that was given to C is C's, and no leak of ours.
    let raw = moved.into_raw()?;
    assert!(heap::leaks().is_empty());
    // SAFETY: the block was just handed over.
    unsafe { libc::free(raw) };
    Ok(())
}

#[test]
fn a_leaked_value_is_not_dropped() -> Result<()> {
    let log = Log::new();
    malloc(size_of::<Noted>())?.write(log.value(1))?;
    assert_eq!(log.dropped(), []);
    Ok(())
}

#[test]
fn the_counters_count() -> Result<()> {
    let heap::Stats {
        live_blocks: 0,
        live_bytes: 0,
        peak_bytes: 0,
        allocations: 0,
        frees: 0,
        ..
    } = heap::stats()
    else {
        panic!("{:?}", heap::stats());
    };
    let p = malloc::<u8>(100)?;
    let q = calloc::<u8>(3, 28)?;
    let stats = heap::stats();
    assert_eq!(
        (stats.live_blocks, stats.live_bytes, stats.peak_bytes),
        (2, 184, 184)
    );
    assert_eq!((stats.allocations, stats.frees), (2, 0));
    free(p)?;
    let stats = heap::stats();
    assert_eq!(
        (stats.live_blocks, stats.live_bytes, stats.peak_bytes),
        (1, 84, 184)
    );
    assert_eq!((stats.allocations, stats.frees), (2, 1));
    free(q)?;
    // What failed, and what did nothing, does not count.
    let _ = malloc::<u8>(usize::MAX);
    let _ = free(q);
    free(MallocPointer::<u8>::null())?;
    let stats = heap::stats();
    assert_eq!(
        (stats.live_blocks, stats.live_bytes, stats.frees),
        (0, 0, 2)
    );
    assert_eq!(stats.allocations, 2);
    Ok(())
}

const CHILD: &str = "POINTERS_TEST_LEAKS";

#[test]
fn a_walk_shows_each_block_once() -> Result<()> {
    let line = line!() + 1;
    let block = |size| malloc::<u8>(size);
    let blocks = (1..=1000).map(block).collect::<Result<Vec<_>>>()?;
    let mut sizes = Vec::with_capacity(2000);
    heap::each_leak(|leak| {
        assert_eq!(
            (leak.allocated_at().file(), leak.allocated_at().line()),
            (file!(), line)
        );
        sizes.push(leak.size());
    });
    sizes.sort_unstable();
    assert_eq!(sizes, (1..=1000).collect::<Vec<_>>());
    blocks.into_iter().try_for_each(free)?;
    heap::each_leak(|leak| panic!("{leak:?}"));
    Ok(())
}

#[test]
fn what_a_walk_frees_is_not_shown_any_more() -> Result<()> {
    let blocks: Vec<MallocPointer<u8>> = (1..=1000).map(malloc).collect::<Result<_>>()?;
    let (mut shown, mut gone) = (0, 0);
    heap::each_leak(|leak| {
        shown += 1;
        // The block itself, and another.
        for size in [leak.size(), 1001 - leak.size()] {
            gone += usize::from(free(blocks[size - 1]).is_ok());
        }
    });
    assert_eq!((shown, gone), (500, 1000));
    assert!(heap::leaks().is_empty());
    Ok(())
}

#[test]
fn a_walk_ends_however_much_it_allocates() -> Result<()> {
    let old: Vec<MallocPointer<u8>> = (0..100).map(|_| malloc(8)).collect::<Result<_>>()?;
    let freed: Vec<MallocPointer<u8>> = (0..2000).map(|_| malloc(8)).collect::<Result<_>>()?;
    freed.into_iter().try_for_each(free)?;
    let (mut shown, mut new) = (0, Vec::new());
    heap::each_leak(|leak| {
        shown += usize::from(leak.size() == 8);
        new.extend(malloc::<u8>(7));
    });
    assert_eq!(shown, old.len());
    assert_eq!(heap::leaks().len(), old.len() + new.len());
    old.into_iter().chain(new).try_for_each(free)
}

#[test]
fn walks_within_a_walk_and_panics_are_fine() -> Result<()> {
    let blocks: Vec<MallocPointer<u8>> = (1..=20).map(malloc).collect::<Result<_>>()?;
    let mut shown = 0;
    heap::each_leak(|_| {
        heap::each_leak(|_| shown += 1);
        assert_eq!(heap::leaks().len(), 20);
    });
    assert_eq!(shown, 400);
    assert!(panics(|| heap::each_leak(|_| panic!("at the first"))));
    assert_eq!(heap::leaks().len(), 20);
    blocks.into_iter().try_for_each(free)
}

/// Not a test of its own: what the next ones run in a process of its own. It ends on the thread that has the heap.
#[test]
fn child() {
    let Some(task) = std::env::var_os(CHILD) else {
        return;
    };
    heap::report_leaks_at_exit();
    heap::report_leaks_at_exit();
    let kept = malloc::<u8>(52).unwrap();
    let _lost = calloc::<u8>(3, 28).unwrap();
    if task == "nothing" {
        for leak in [free(kept), free(_lost)] {
            leak.unwrap();
        }
    }
    if task == "list" {
        for _ in 0..50_000 {
            let _node = malloc::<u64>(24).unwrap();
        }
    }
    // On Windows std's does not run what C's does.
    #[cfg(windows)]
    // SAFETY: what runs then may run on this thread, whose heap it reports.
    unsafe {
        libc::exit(0)
    };
    #[cfg(not(windows))]
    std::process::exit(0);
}

fn standard_error_of(task: &str) -> String {
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "rule_09_leaks::child", "--nocapture"])
        .env(CHILD, task)
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn the_report_at_exit_names_each_leak_once() {
    let report = standard_error_of("leak");
    assert_eq!(
        report.matches("136 bytes in 2 blocks").count(),
        1,
        "{report}"
    );
    assert_eq!(
        report.matches("  52 bytes allocated at ").count(),
        1,
        "{report}"
    );
    assert_eq!(
        report.matches("  84 bytes allocated at ").count(),
        1,
        "{report}"
    );
    assert!(report.contains(file!()), "{report}");
}

#[test]
fn the_report_at_exit_has_one_line_for_each_place_the_largest_first() {
    let report = standard_error_of("list");
    let mut lines = report
        .lines()
        .skip_while(|line| !line.starts_with("LeakReport"));
    assert_eq!(
        lines.next(),
        Some("LeakReport: 1200136 bytes in 50002 blocks were never freed")
    );
    let places = [
        "  1200000 bytes in 50000 blocks allocated at ",
        "  84 bytes allocated at ",
        "  52 bytes allocated at ",
    ];
    for place in places {
        let line = lines.next().unwrap_or_default();
        assert!(
            line.starts_with(place) && line.contains(file!()),
            "{report}"
        );
    }
    assert_eq!(lines.next(), None);
}

#[test]
fn the_report_at_exit_says_nothing_where_nothing_leaked() {
    let report = standard_error_of("nothing");
    assert!(!report.contains("bytes"), "{report}");
}
