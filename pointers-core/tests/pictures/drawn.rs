//! What is drawn.

use pointers_core::{MallocPointer, Result, free, heap, malloc};

use crate::{build, give_to_c, show};

/// What a thread that does this draws, without the line above the first structure.
fn drawn(test: fn() -> Result<heap::Snapshot>) -> heap::Snapshot {
    let thread = std::thread::Builder::new().name("main".to_string());
    thread
        .spawn(test)
        .expect("a thread")
        .join()
        .expect("no panic")
        .expect("no error")
}

/// Without the places in this file, which change.
fn without_places(text: &str) -> String {
    let mut lines = Vec::new();
    for line in text.lines() {
        let mut line = line.to_string();
        while let Some(at) = line.find("pointers-core/") {
            let end = line[at..]
                .find([' ', ',', ')'])
                .map_or(line.len(), |end| at + end);
            let place = line[at..end].to_string();
            line = line.replacen(&place, "HERE", 1);
        }
        lines.push(line.trim_end_matches(['─', '-', ' ']).to_string());
    }
    lines.join("\n")
}

/// That it is drawn as in the file of this name beside this one, or in the one for addresses of 32 bits, where structures are
/// smaller. `POINTERS_BLESS=1` writes it: look at the difference.
#[track_caller]
fn assert_drawn(name: &str, map: &heap::Snapshot) {
    show(name, map);
    let text = without_places(&format!("{:100}", map.clone().relative())) + "\n";
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pictures/expected");
    let mut file = std::path::PathBuf::from(folder);
    if cfg!(target_pointer_width = "32") {
        file.push("32_bits");
    }
    file.push(format!("{name}.txt"));
    if std::env::var_os("POINTERS_BLESS").is_some() {
        std::fs::write(&file, &text).expect("the folder is there");
    }
    // Where every block is one of C's they are numbered in another order.
    if !cfg!(pointers_no_spare) {
        let expected = std::fs::read_to_string(&file).unwrap_or_default();
        assert_eq!(text, expected, "\n{text}");
    }
    let ascii = format!("{map:#72}");
    assert!(ascii.is_ascii(), "{ascii}");
    assert!(ascii.lines().all(|line| line.len() <= 72), "{ascii}");
}

#[test]
fn a_list_stands_in_a_line() {
    let map = drawn(|| {
        let list = build::list(&[4, 9, 15])?;
        Ok(heap::snapshot().named("list", list))
    });
    assert_drawn("list", &map);
}

#[test]
fn a_long_list_wraps() {
    let map = drawn(|| {
        let list = build::list(&[1, 2, 3, 4, 5, 6, 7, 8, 9])?;
        Ok(heap::snapshot().named("list", list))
    });
    assert_drawn("long_list", &map);
}

#[test]
fn a_tree_is_indented() {
    let map = drawn(|| {
        let tree = build::tree(1, 6)?;
        Ok(heap::snapshot().named("tree", tree))
    });
    assert_drawn("tree", &map);
}

#[test]
fn a_ring_says_where_it_closes() {
    let map = drawn(|| {
        let items = build::items(&["Ada", "Brian", "Dennis", "Grace"], true)?;
        Ok(heap::snapshot().named("ring", items[0]))
    });
    assert_drawn("ring", &map);
}

#[test]
fn a_list_that_is_linked_both_ways() {
    let map = drawn(|| {
        let items = build::items(&["Ada", "Brian", "Dennis"], false)?;
        Ok(heap::snapshot()
            .named("first", items[0])
            .named("last", items[2]))
    });
    assert_drawn("both_ways", &map);
}

#[test]
fn a_table_has_a_row_for_each_chain() {
    let map = drawn(|| {
        let table = build::table(6, 8)?;
        Ok(heap::snapshot().named("table", table))
    });
    assert_drawn("table", &map);
}

#[test]
fn every_state_has_its_own_look() {
    let map = drawn(|| {
        let own = build::node(7, MallocPointer::null())?;
        own.write(build::Node {
            value: 7,
            next: own,
        })?;
        let gone = build::node(1, MallocPointer::null())?;
        let cache = build::cache(12, gone, pointers_core::Pointer::null())?;
        free(gone)?;
        let kept = build::node(36, MallocPointer::null())?;
        let field = {
            #[allow(unused_imports, reason = "not every form needs one")]
            use pointers_core::__private::traits::*;
            let Ok(place) = kept.__pointers_p_arrow();
            let Ok(value) = place.__pointers_p_field(|m| &m.value);
            value.__pointers_p_raw()?
        };
        let other = build::cache(3, kept, field)?;
        let text = malloc::<u8>(12)?;
        pointers_core::string::strcpy(text, "Trust it")?;
        let lent = malloc::<i32>(8)?;
        lent.fill(5, 2)?;
        std::mem::forget(lent.borrow_mut()?);
        let lost = malloc::<u16>(200)?;
        lost.fill(9, 100)?;
        let handed = malloc::<u64>(8)?;
        let holder = malloc::<MallocPointer<u64>>(size_of::<MallocPointer<u64>>())?;
        holder.write(handed)?;
        give_to_c(handed)?;
        let map = heap::snapshot();
        Ok(map
            .named("own", own)
            .named("cache", cache)
            .named("other", other)
            .named("text", text)
            .named("cursor", text.add(6)?)
            .named("lent", lent)
            .named("holder", holder)
            .names_are_all())
    });
    assert_drawn("states", &map);
}
