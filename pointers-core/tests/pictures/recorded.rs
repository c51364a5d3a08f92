//! What a recording keeps, and what is drawn of it.

use pointers_core::heap::{self, Happened, History};
use pointers_core::{ErrorKind, MallocPointer, Result, calloc, free, malloc, realloc};

use crate::{build, give_to_c, in_a_browser};

fn happened(history: &History) -> Vec<(Happened, String, usize)> {
    history
        .events()
        .map(|event| (event.happened(), event.type_name(), event.size()))
        .collect()
}

#[test]
fn everything_that_happens_to_blocks_is_told() -> Result<()> {
    let before = malloc::<u16>(6)?;
    let recording = heap::record();
    let p = malloc::<i32>(4)?;
    p.write(7)?;
    let line = line!() + 1;
    let p = realloc(p, 4000)?;
    let c = calloc::<u8>(3, 1)?;
    free(before)?;
    free(p)?;
    assert!(free(p).is_err());
    give_to_c(c)?;
    let history = recording.stop();
    assert_eq!(
        happened(&history),
        [
            (Happened::Allocated, "i32".to_string(), 4),
            (Happened::MovedIn, "i32".to_string(), 4),
            (Happened::Resized, "i32".to_string(), 4000),
            (Happened::Allocated, "u8".to_string(), 3),
            (Happened::Freed, "u16".to_string(), 6),
            (Happened::Freed, "i32".to_string(), 4000),
            (Happened::Failed(ErrorKind::Memory), String::new(), 4000),
            (Happened::Parted, "u8".to_string(), 3),
        ]
    );
    assert_eq!(
        history.events().nth(2).map(|event| event.at().line()),
        Some(line)
    );
    assert_eq!(history.dropped(), 0);
    // From here on nothing is told.
    let recording = heap::record();
    drop(recording);
    free(malloc::<i32>(4)?)?;
    assert_eq!(heap::record().stop().events().len(), 0);
    Ok(())
}

#[test]
fn recordings_may_overlap() -> Result<()> {
    let outer = heap::record();
    let p = malloc::<u8>(1)?;
    let inner = heap::record();
    free(p)?;
    assert_eq!(
        happened(&inner.stop()),
        [(Happened::Freed, "u8".to_string(), 1)]
    );
    free(malloc::<u8>(2)?)?;
    assert_eq!(outer.stop().events().len(), 4);
    Ok(())
}

#[test]
fn what_is_beyond_the_bound_is_counted() -> Result<()> {
    let recording = heap::record();
    for _ in 0..40_000 {
        free(malloc::<u8>(1)?)?;
    }
    let history = recording.stop();
    assert_eq!(history.events().len() as u64 + history.dropped(), 80_000);
    assert!(history.dropped() > 0);
    assert!(
        history
            .to_svg()
            .contains("events more, which were not kept")
    );
    Ok(())
}

/// Nobody says of a block that was freed that it was not, because its end was not kept.
#[test]
fn what_was_freed_and_not_told_did_not_leak() -> Result<()> {
    let recording = heap::record();
    let blocks = (0..50)
        .map(|_| malloc::<u16>(2))
        .collect::<Result<Vec<_>>>()?;
    for _ in 0..40_000 {
        free(malloc::<u8>(1)?)?;
    }
    let leaks = malloc::<u32>(4)?;
    blocks.into_iter().try_for_each(free)?;
    let timeline = recording.stop().to_svg();
    assert!(timeline.contains("50 blocks: freed, but when was not kept"));
    assert!(!timeline.contains("▲ not freed"));
    free(leaks)
}

/// The program that the player shows.
fn played() -> Result<History> {
    let recording = heap::record();
    let list = build::list(&[1, 2, 3])?;
    let gone = build::node(4, MallocPointer::null())?;
    free(gone)?;
    assert!(gone.read().is_err());
    let text = malloc::<u8>(4)?;
    let text = realloc(text, 5000)?;
    let history = recording.stop();
    free(text)?;
    let mut at = list;
    while !at.is_null() {
        let next = at.read()?.next;
        free(at)?;
        at = next;
    }
    Ok(history)
}

#[test]
fn the_pictures_show_what_was_moved_in_after_each_step() -> Result<()> {
    let history = played()?;
    let page = history.to_html();
    assert_eq!(
        page.matches("<section class=\"st\"").count(),
        history.events().len()
    );
    assert_eq!(page.matches("<svg").count(), history.events().len());
    assert!(
        page.contains("Step 10 of 12</b>: failed: MemoryError at "),
        "the error is a step"
    );
    assert!(!page.contains("No picture was kept"));
    let timeline = history.to_svg();
    assert!(timeline.contains("▲ not freed at the end: 4 blocks"));
    if let Some(folder) = std::env::var_os("POINTERS_PICTURES") {
        let folder = std::path::Path::new(&folder);
        std::fs::write(folder.join("steps.html"), page).expect("the folder is there");
        std::fs::write(folder.join("timeline.svg"), timeline).expect("the folder is there");
    }
    Ok(())
}

/// Where each block is in each picture of a page: by what it is, and its address.
fn places(page: &str) -> Vec<Vec<(String, String)>> {
    let after = |text: &str, what: &str| text.split(what).nth(1).unwrap_or_default().to_string();
    let until = |text: &str, what: &str| text.split(what).next().unwrap_or_default().to_string();
    let pictures = page.split("<svg").skip(1).map(|picture| {
        let blocks = picture.split("<g class=\"bk\"").skip(1);
        let block = |block: &str| {
            let title = until(&after(block, "<title>"), "</title>");
            let of = until(&title, ",").replace("was ", "") + &until(&after(&title, " at "), ",");
            (of, until(&after(block, "<rect "), " width"))
        };
        blocks.map(block).collect()
    });
    pictures.collect()
}

/// A learner sees one thing change: whatever comes, goes, grows or is linked otherwise, all that stays is where it was.
#[test]
fn every_block_keeps_its_place() -> Result<()> {
    let recording = heap::record();
    let tree = build::tree(1, 6)?;
    let list = build::list(&[1, 20, -300_000])?;
    let table = build::table(4, 5)?;
    let items = build::items(&["Ada", "Brian", "Dennis"], true)?;
    let bytes = realloc(malloc::<u8>(4)?, 5000)?;
    // Another is put between the first two, and the tree loses a branch.
    let node = list.read()?;
    let between = build::node(7, node.next)?;
    list.write(build::Node {
        next: between,
        ..node
    })?;
    let leaf = tree.read()?.left;
    free(leaf)?;
    let after = malloc::<u64>(8)?;
    free(between)?;
    free(list)?;
    free(items[1])?;
    free(after)?;
    let page = recording.stop().to_html();
    let pictures = places(&page);
    assert!(pictures.len() > 25 && pictures.iter().any(|blocks| blocks.len() > 20));
    let mut known = std::collections::HashMap::new();
    for (of, place) in pictures.into_iter().flatten() {
        let before = known.entry(of.clone()).or_insert_with(|| place.clone());
        assert_eq!(*before, place, "{of}");
    }
    free(table)?;
    free(bytes)
}

/// A loop that allocates and frees needs one place, not one for each round.
#[test]
fn a_block_that_stands_alone_takes_the_place_of_the_one_before() -> Result<()> {
    let recording = heap::record();
    let kept = malloc::<u16>(2)?;
    for n in 0..20 {
        let p = malloc::<u32>(4)?;
        p.write(n)?;
        free(p)?;
    }
    free(kept)?;
    let page = recording.stop().to_html();
    let all: Vec<_> = places(&page).into_iter().flatten().collect();
    let is_u32 = |of: &&(String, String)| of.0.starts_with("u32");
    let rounds: std::collections::HashSet<_> =
        all.iter().filter(is_u32).map(|(_, at)| at).collect();
    assert_eq!(rounds.len(), 1, "{all:?}");
    Ok(())
}

/// In a real browser, where one is installed.
#[test]
fn the_player_steps_forward_and_back() -> Result<()> {
    const SCRIPT: &str = "<pre id=r></pre><script>window.onerror=m=>{r.textContent+='ERR '+m};\
        const out=[],seen=()=>all.filter(s=>!s.hidden).map(s=>s.id).join(),\
        key=k=>document.dispatchEvent(new KeyboardEvent('keydown',{key:k,bubbles:true,cancelable:true}));\
        out.push(seen());key('ArrowRight');out.push(seen());key('End');out.push(seen());key('ArrowRight');out.push(seen());\
        key('ArrowLeft');out.push(seen());id('first').click();out.push(seen());id('next').click();out.push(seen());\
        at.value=6;at.dispatchEvent(new Event('input'));out.push(seen(),live.textContent.slice(0,11));\
        document.getElementById('r').textContent+=out.join(' ');</script></body>";
    let page = played()?.to_html().replace("</body>", SCRIPT);
    let Some(page) = in_a_browser("steps.html", &page) else {
        return Ok(());
    };
    let result = page
        .split("<pre id=\"r\">")
        .nth(1)
        .and_then(|rest| rest.split("</pre>").next());
    assert_eq!(
        result,
        Some("st1 st2 st12 st12 st11 st1 st2 st6 Step 6 of 1")
    );
    Ok(())
}

/// What a panic in a drop does not stop is told.
#[test]
fn a_block_that_shrinks_while_a_drop_panics_is_told() -> Result<()> {
    struct Bomb(bool);

    impl Drop for Bomb {
        fn drop(&mut self) {
            assert!(!self.0, "it goes off");
        }
    }

    let p = malloc::<Bomb>(2)?;
    p.write(Bomb(false))?;
    p.add(1)?.write(Bomb(true))?;
    let recording = heap::record();
    let line = line!() + 1;
    let shrunk = std::panic::catch_unwind(|| realloc(p, 1).map(drop));
    assert!(shrunk.is_err());
    let history = recording.stop();
    let told = history
        .events()
        .map(|event| (event.happened(), event.size(), event.at().line()));
    assert_eq!(told.collect::<Vec<_>>(), [(Happened::Resized, 1, line)]);
    assert_eq!(p.size(), 1);
    free(p)
}

/// Each event has a picture, also where the next one ends a block in another way than `free`.
#[test]
fn every_event_has_its_picture() -> Result<()> {
    let bytes = *b"ab";
    let p: MallocPointer<u8> = malloc(2)?;
    // SAFETY: there are two bytes, which outlive the guard.
    let lent = unsafe { MallocPointer::<u8>::borrow_raw(bytes.as_ptr().cast(), 2)? };
    let recording = heap::record();
    p.write(1)?;
    drop(lent);
    p.add(1)?.write(2)?;
    assert_eq!(p.into_vec()?, [1, 2]);
    let history = recording.stop();
    assert_eq!(history.events().len(), 4);
    assert_eq!(history.to_html().matches("<svg").count(), 4);
    Ok(())
}

/// An error that is made anew on its way stands for itself alone, also where it is not kept.
#[test]
fn errors_beyond_the_bound_change_no_other() -> Result<()> {
    let p = malloc::<u8>(1)?;
    free(p)?;
    let recording = heap::record();
    let line = line!() + 2;
    for _ in 0..1 << 16 {
        assert!(free(p).is_err());
    }
    for _ in 0..3 {
        assert!(free(p).is_err());
    }
    let history = recording.stop();
    assert_eq!((history.events().len(), history.dropped()), (1 << 16, 3));
    assert!(history.events().all(|event| event.at().line() == line));
    Ok(())
}
