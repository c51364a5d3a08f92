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

/// So many blocks: a list, a table with chains, and arrays of different sizes, from a dozen lines.
fn very_many(blocks: usize) -> Result<heap::Snapshot> {
    let list = build::list(&(0..blocks as i32 * 2 / 5).collect::<Vec<_>>())?;
    let table = build::table((blocks / 16).next_power_of_two(), blocks * 2 / 5)?;
    let arrays = blocks / 5;
    let handles = malloc::<MallocPointer<u64>>(arrays * size_of::<MallocPointer<u64>>())?;
    for at in 0..arrays {
        let block = malloc::<u64>(8 * (1 + at % 40))?;
        block.write(at as u64)?;
        handles.add(at)?.write(block)?;
    }
    malloc::<u8>(64)?;
    Ok(looked_at(|| {
        heap::snapshot()
            .named("list", list)
            .named("table", table)
            .named("handles", handles)
            .names_are_all()
    }))
}

/// What callgrind counts: whatever is called from here.
#[inline(never)]
fn looked_at<R>(look: impl FnOnce() -> R) -> R {
    std::hint::black_box(look())
}

/// `POINTERS_BLOCKS=1000000 valgrind --tool=callgrind --toggle-collect='*looked_at*' TEST --exact many::draws_very_many --ignored`
/// says how many instructions it takes, and `time` how long. Built with `--release` that is less than a second.
#[test]
#[ignore = "a program that a test runs"]
fn draws_very_many() {
    in_own_thread(|| {
        let blocks = std::env::var("POINTERS_BLOCKS").ok();
        let blocks = blocks.and_then(|blocks| blocks.parse().ok());
        let map = very_many(blocks.unwrap_or(1000))?;
        let drawn = looked_at(|| [map.to_string(), map.to_svg(), map.to_html()]);
        assert!(drawn.iter().all(|drawn| drawn.contains("▲ leaked")));
        Ok(())
    });
}

/// No clock is asked: four times as many blocks take four times as many instructions.
#[test]
fn each_block_takes_the_same_however_many_there_are() {
    let counted = |blocks: usize| -> Option<u64> {
        let output = std::process::Command::new("valgrind")
            .args([
                "--tool=callgrind",
                "--callgrind-out-file=/dev/null",
                "--toggle-collect=*looked_at*",
            ])
            .arg(std::env::current_exe().ok()?)
            .args(["--exact", "many::draws_very_many", "--ignored"])
            .env("POINTERS_BLOCKS", blocks.to_string())
            .output();
        let said = String::from_utf8_lossy(&output.ok()?.stderr).into_owned();
        let (_, count) = said.split_once("Collected : ")?;
        count.lines().next()?.trim().parse().ok()
    };
    if std::env::var_os("POINTERS_CHECKED").is_some() {
        println!("skipped: the code is instrumented");
        return;
    }
    let Some(few) = counted(4000) else {
        println!("skipped: there is no valgrind");
        return;
    };
    let many = counted(16_000).expect("as before");
    println!("{} and {} for each block", few / 4000, many / 16_000);
    assert!(few > 4000 * 100 && many < few * 9 / 2, "{few}, {many}");
}
