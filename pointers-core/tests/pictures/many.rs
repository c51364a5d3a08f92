//! Many blocks.

use pointers_core::{MallocPointer, Result, free, heap, malloc};
use pointers_macros::Fields;

use crate::{build, show};

fn in_own_thread(test: fn() -> Result<()>) {
    let thread = std::thread::Builder::new().name("main".to_string());
    thread
        .spawn(test)
        .expect("a thread")
        .join()
        .expect("no panic")
        .expect("no error");
}

#[test]
fn two_hundred_blocks_are_drawn() {
    in_own_thread(|| {
        let table = build::table(64, 183)?;
        for _ in 0..9 {
            build::node(1, MallocPointer::null())?;
        }
        let tree = build::tree(1, 60)?;
        let list = build::list(&(0..50).collect::<Vec<_>>())?;
        let map = heap::snapshot()
            .named("table", table)
            .named("tree", tree)
            .named("list", list)
            .names_are_all();
        show("many", &map);
        let text = format!("{map:100}");
        assert!(text.contains("one of 9 blocks that are alike"), "{text}");
        assert!(text.lines().all(|line| line.chars().count() <= 100));
        let svg = map.to_svg();
        // Nothing is left out silently.
        assert!(svg.contains("+"), "long chains say how many more there are");
        Ok(())
    });
}

#[test]
fn very_many_blocks_are_counted_by_the_line_that_allocated_them() {
    in_own_thread(|| {
        let list = build::list(&(0..3000).collect::<Vec<_>>())?;
        malloc::<u8>(64)?;
        let map = heap::snapshot().named("list", list).names_are_all();
        show("table_of_lines", &map);
        let text = format!("{map:140}");
        let bytes = match size_of::<build::Node>() {
            24 => "72,064",
            16 => "48,064",
            size => panic!("a node has {size} bytes"),
        };
        let blocks = format!("3,001 blocks live, {bytes} bytes");
        assert!(text.contains(&blocks), "{text}");
        assert!(text.contains("→ Node 2,999 · NULL 1"), "{text}");
        assert!(text.contains("▲ leaked 1"), "{text}");
        // Below, where it does not fit beside.
        assert!(format!("{map:90}").contains("\n  → Node 2,999 · NULL 1\n"));
        assert!(map.to_svg().contains("→ Node 2,999 · NULL 1"));
        Ok(())
    });
}

/// All handles are followed, also where no values are kept.
#[test]
fn nothing_that_is_pointed_to_is_called_leaked() {
    in_own_thread(|| {
        let count = 6000;
        let all = malloc::<MallocPointer<u16>>(count * size_of::<MallocPointer<u16>>())?;
        for at in 0..count {
            all.add(at)?.write(malloc::<u16>(2)?)?;
        }
        let lost = malloc::<u64>(8)?;
        let map = heap::snapshot().named("all", all).names_are_all();
        let leaked: Vec<usize> = map
            .blocks()
            .filter(|block| block.leaked())
            .map(|block| block.address())
            .collect();
        assert_eq!(leaked, [lost.address()]);
        Ok(())
    });
}

#[derive(Fields)]
#[fields(crate = pointers_core)]
struct Wide {
    parts: [MallocPointer<u8>; 90],
}

#[test]
fn so_are_those_of_an_array_that_is_too_long_to_be_drawn() {
    in_own_thread(|| {
        let wide = malloc::<Wide>(size_of::<Wide>())?;
        heap::describe(wide)?;
        let mut parts = [MallocPointer::null(); 90];
        for part in &mut parts {
            *part = malloc::<u8>(1)?;
        }
        wide.write(Wide { parts })?;
        let map = heap::snapshot().named("wide", wide);
        assert!(!map.to_string().contains("no block points here"), "{map}");
        let map = map.names_are_all();
        assert!(!map.blocks().any(|block| block.leaked()), "{map}");
        Ok(())
    });
}

/// What leaked, and what was freed and is still pointed to, stands in full below the table.
#[test]
fn leaks_and_stale_handles_are_drawn_below_the_table() {
    in_own_thread(|| {
        let list = build::list(&(0..3000).collect::<Vec<_>>())?;
        build::list(&[41, 42, 43])?;
        for at in 0..30 {
            malloc::<u64>(8)?.write(1000 + at)?;
        }
        let gone = build::node(1, MallocPointer::null())?;
        let cache = build::cache(12, gone, pointers_core::Pointer::null())?;
        free(gone)?;
        let map = heap::snapshot()
            .named("list", list)
            .named("cache", cache)
            .names_are_all();
        show("table_and_leaks", &map);
        let text = format!("{map:120}");
        // A node is a number and a handle.
        let node = size_of::<build::Node>();
        let leaked = format!("33 blocks, {} bytes", 240 + 3 * node);
        let each = format!("▲ leaked, {node} bytes");
        for said in [
            leaked.as_str(),
            "List of 3 Node",
            "value   42",
            &each,
            "13 blocks more leaked, and 1 block more were freed and are still pointed to: see the table above",
        ] {
            assert!(text.contains(said), "{said}: {text}");
        }
        assert!(map.to_svg().contains(">42<") && map.to_html().contains(">42<"));
        // Where there is room the stale one is drawn, too.
        let map = heap::snapshot().named("list", list);
        let text = format!("{map:120}");
        assert!(
            text.contains("was Node") && text.contains("stale ○"),
            "{text}"
        );
        assert!(text.contains("✕ freed at"), "{text}");
        let lines = format!("{map:#60}");
        assert!(lines.is_ascii() && lines.lines().all(|line| line.len() <= 60));
        Ok(())
    });
}

#[test]
fn long_blocks_say_how_much_is_not_shown() {
    in_own_thread(|| {
        let p = malloc::<u16>(2 * 1000)?;
        p.fill(0, 1000)?;
        let q = malloc::<u32>(4 * 100_000)?;
        q.fill(3, 50)?;
        let map = heap::snapshot().named("p", p).named("q", q);
        show("long_blocks", &map);
        let text = format!("{map:100}");
        assert!(text.contains("0 × 990"), "{text}");
        assert!(text.contains("99,992 more"), "{text}");
        Ok(())
    });
}

#[cfg(unix)]
/// A million blocks: a list, a table with chains, and arrays of different sizes, from a dozen lines.
fn a_million() -> Result<heap::Snapshot> {
    let list = build::list(&(0..400_000).collect::<Vec<_>>())?;
    let table = build::table(1 << 16, 400_000)?;
    let handles = malloc::<MallocPointer<u64>>(200_000 * size_of::<MallocPointer<u64>>())?;
    for at in 0..200_000 {
        let block = malloc::<u64>(8 * (1 + at % 40))?;
        block.write(at as u64)?;
        handles.add(at)?.write(block)?;
    }
    malloc::<u8>(64)?;
    let map = heap::snapshot();
    Ok(map
        .named("list", list)
        .named("table", table)
        .named("handles", handles)
        .names_are_all())
}

#[cfg(unix)]
/// How long the processor has worked for this thread, whatever else the machine does.
fn spent() -> std::time::Duration {
    let mut time = libc::timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    // SAFETY: it writes one `timespec`, which is ours.
    unsafe { libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &raw mut time) };
    std::time::Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

/// `cargo test --release -p pointers-core --test pictures -- --ignored --nocapture million` says how long it takes.
#[cfg(unix)]
#[test]
#[ignore = "it is timed"]
fn a_million_blocks_take_a_moment() {
    in_own_thread(|| {
        let _blocks = a_million()?;
        let time = |what: &str, run: &mut dyn FnMut() -> usize| {
            let start = spent();
            let bytes = run();
            println!("{what}: {:?}, {bytes}", spent() - start);
        };
        let mut map = heap::snapshot();
        for _ in 0..3 {
            time("look", &mut || {
                map = heap::snapshot();
                map.blocks().len()
            });
        }
        let map = map.names_are_all();
        time("terminal", &mut || map.to_string().len());
        time("svg", &mut || map.to_svg().len());
        time("html", &mut || map.to_html().len());
        Ok(())
    });
}
