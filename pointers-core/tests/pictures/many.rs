//! Many blocks.

use pointers_core::{Result, heap, malloc};

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
            build::node(1, pointers_core::MallocPointer::null())?;
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

/// A million blocks: a list, a table with chains, and arrays of different sizes, from a dozen lines.
fn a_million() -> Result<heap::Snapshot> {
    let list = build::list(&(0..400_000).collect::<Vec<_>>())?;
    let table = build::table(1 << 16, 400_000)?;
    let handles = malloc::<pointers_core::MallocPointer<u64>>(
        200_000 * size_of::<pointers_core::MallocPointer<u64>>(),
    )?;
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

/// `cargo test --release -p pointers-core --test pictures -- --ignored --nocapture million` says how long it takes.
#[test]
#[ignore = "it is timed"]
fn a_million_blocks_take_a_moment() {
    in_own_thread(|| {
        let _blocks = a_million()?;
        let time = |what: &str, run: &mut dyn FnMut() -> usize| {
            let start = std::time::Instant::now();
            let bytes = run();
            println!("{what}: {:?}, {bytes}", start.elapsed());
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
