//! What a snapshot sees.

use pointers_core::heap::{self, State, Target, Value};
use pointers_core::{
    CallocPointer, MallocPointer, Result, calloc, calloc_safe, free, malloc, realloc,
};
use pointers_macros::Fields;

use crate::build;

/// What the elements of the block at this address hold, as text.
#[track_caller]
fn values(address: usize) -> Vec<String> {
    let map = heap::snapshot();
    let block = map
        .blocks()
        .find(|block| block.address() == address)
        .expect("the block is there");
    (0..block.elements_seen())
        .flat_map(|element| block.values(element).collect::<Vec<_>>())
        .map(|(field, value)| {
            format!(
                "{}{value:?}",
                if field.name().is_empty() {
                    String::new()
                } else {
                    format!("{}: ", field.name())
                }
            )
        })
        .collect()
}

fn in_own_thread(test: fn() -> Result<()>) {
    let thread = std::thread::Builder::new().name("test".to_string());
    thread
        .spawn(test)
        .expect("a thread")
        .join()
        .expect("no panic")
        .expect("no error");
}

#[test]
fn an_empty_heap_has_no_blocks() {
    in_own_thread(|| {
        let map = heap::snapshot();
        assert_eq!((map.blocks().len(), map.left_out()), (0, 0));
        assert!(
            map.to_string()
                .starts_with("Heap of thread “test”: 0 blocks live, 0 bytes")
        );
        assert!(map.to_svg().contains("0 blocks live"));
        Ok(())
    });
}

#[test]
fn numbers_are_read_as_they_were_written() -> Result<()> {
    macro_rules! number {
        ($($of:ty: $value:expr => $expected:expr;)*) => {$({
            let p = malloc::<$of>(2 * size_of::<$of>())?;
            p.write($value)?;
            assert_eq!(values(p.address()), [$expected, "Unassigned"]);
            free(p)?;
        })*};
    }
    number! {
        i8: -3 => "Signed(-3)";
        u16: 65_535 => "Unsigned(65535)";
        i64: i64::MIN => "Signed(-9223372036854775808)";
        u128: u128::MAX => "Unsigned(340282366920938463463374607431768211455)";
        usize: 7 => "Unsigned(7)";
        f32: 0.1 => "Float(0.1)";
        f64: -3.25 => "Float(-3.25)";
        bool: true => "Bool(true)";
        char: 'é' => "Char('é')";
    }
    Ok(())
}

#[test]
fn text_is_read() -> Result<()> {
    let p: MallocPointer<str> = malloc(8)?;
    assert_eq!(values(p.address()), ["Unassigned"]);
    pointers_core::traits::SlicePointer::write(p, "dérive")?;
    assert_eq!(
        values(p.address()),
        ["Text { text: \"dérive\", length: 7 }"]
    );
    let s: MallocPointer<String> = malloc(2 * size_of::<String>())?;
    s.write("é".repeat(300))?;
    let cut = "é".repeat(Value::MOST_TEXT / 2);
    let expected = format!("Text {{ text: \"{cut}\", length: 600 }}");
    assert_eq!(values(s.address()), [&expected[..], "Unassigned"]);
    let slice: MallocPointer<[u16]> = malloc(8)?;
    pointers_core::traits::SlicePointer::write(slice, &[1_u16, 2, 3])?;
    assert_eq!(
        values(slice.address()),
        ["List { values: [Unsigned(1), Unsigned(2), Unsigned(3)], length: 3 }"]
    );
    free(p)?;
    free(s)?;
    free(slice)
}

#[test]
fn what_is_not_assigned_is_not_read() -> Result<()> {
    let p = malloc::<u32>(16)?;
    p.add(2)?.write(7)?;
    assert_eq!(
        values(p.address()),
        ["Unassigned", "Unassigned", "Unsigned(7)", "Unassigned"]
    );
    p.fill(1, 4)?;
    p.add(1)?.take()?;
    assert_eq!(
        values(p.address()),
        ["Unsigned(1)", "Unassigned", "Unsigned(1)", "Unsigned(1)"]
    );
    let zeroed = calloc::<u8>(3, 1)?;
    assert_eq!(values(zeroed.address()), ["Unsigned(0)"; 3]);
    let safe = calloc_safe::<u8>(2, 1)?;
    assert_eq!(values(safe.address()), ["Unassigned"; 2]);
    free(p)?;
    free(zeroed)?;
    free(safe)
}

#[derive(Fields)]
#[fields(crate = pointers_core)]
struct Deep {
    at: Point,
    scores: [u16; 3],
    links: [MallocPointer<u8>; 2],
    owner: Option<Box<u8>>,
    title: String,
}

#[derive(Fields, Clone, Copy)]
#[fields(crate = pointers_core)]
struct Point {
    x: i32,
    y: i32,
}

/// Field by field, as the program assigned them.
#[test]
fn fields_are_seen_one_by_one() -> Result<()> {
    #[allow(unused_imports, reason = "not every form needs one")]
    use pointers_core::__private::traits::*;
    let p = malloc::<Deep>(size_of::<Deep>())?;
    let Ok(place) = p.__pointers_p_arrow();
    let Ok(at) = place.__pointers_p_field(|m| &m.at);
    let Ok(y) = at.__pointers_p_field(|m| &m.y);
    y.__pointers_p_assign(7)?;
    assert_eq!(
        values(p.address()),
        [
            "at.x: Unassigned",
            "at.y: Signed(7)",
            "scores: List { values: [Unassigned, Unassigned, Unassigned], length: 3 }",
            "links[0]: Unassigned",
            "links[1]: Unassigned",
            "owner: Unassigned",
            "title: Unassigned",
        ]
    );
    p.write(Deep {
        at: Point { x: 1, y: 2 },
        scores: [1, 2, 3],
        links: [MallocPointer::null(); 2],
        owner: None,
        title: "Trust".to_string(),
    })?;
    let all = values(p.address());
    assert_eq!(all[..2], ["at.x: Signed(1)", "at.y: Signed(2)"]);
    assert_eq!(
        all[5..],
        [
            "owner: Unknown",
            "title: Text { text: \"Trust\", length: 5 }"
        ]
    );
    let map = heap::snapshot();
    let block = map
        .blocks()
        .find(|block| block.address() == p.address())
        .expect("it lives");
    let offsets: Vec<(String, usize, String)> = block
        .values(0)
        .map(|(field, _)| {
            (
                field.name().to_string(),
                field.offset(),
                field.type_name().to_string(),
            )
        })
        .collect();
    assert!(offsets.contains(&(
        "at.y".to_string(),
        core::mem::offset_of!(Deep, at) + 4,
        "i32".to_string()
    )));
    assert!(
        offsets
            .iter()
            .any(|(name, _, of)| name == "links[1]" && of == "ptr")
    );
    free(p)
}

#[test]
fn links_say_where_they_lead() -> Result<()> {
    let first = build::node(1, MallocPointer::null())?;
    let gone = build::node(2, MallocPointer::null())?;
    let handles = malloc::<MallocPointer<build::Node>>(5 * size_of::<MallocPointer<u8>>())?;
    handles.write(first)?;
    handles.add(1)?.write(gone)?;
    handles.add(2)?.write(MallocPointer::null())?;
    handles.add(3)?.write(first.add(1)?)?;
    free(gone)?;
    let map = heap::snapshot();
    let place = |address: usize| map.blocks().position(|block| block.address() == address);
    let block = map
        .blocks()
        .nth(place(handles.address()).expect("it lives"))
        .expect("it lives");
    let targets: Vec<Target> = (0..4)
        .map(|element| match block.values(element).next() {
            Some((_, Value::Link(link))) => link.target,
            other => panic!("no link: {other:?}"),
        })
        .collect();
    let index = place(first.address()).expect("it lives");
    assert_eq!(targets[0], Target::Block { index, offset: 0 });
    assert_eq!(targets[2], Target::Null);
    assert_eq!(targets[3], Target::Outside { index });
    let Target::Block { index, .. } = targets[1] else {
        panic!("what was freed is remembered");
    };
    let freed = map.blocks().nth(index).expect("it is there");
    assert_eq!(
        (freed.state(), freed.type_name(), freed.size()),
        (State::Freed, "Node", size_of::<build::Node>())
    );
    assert!(
        freed
            .freed_at()
            .is_some_and(|at| at.file().ends_with("taken.rs"))
    );
    assert_eq!(freed.elements_seen(), 0);
    assert!(matches!(
        block.values(4).next(),
        Some((_, Value::Unassigned))
    ));
    free(first)?;
    free(handles)
}

/// Whether or not anybody described the block: a type that one block knows is known of all.
#[test]
fn a_type_is_known_of_all_blocks_once_one_knows_it() -> Result<()> {
    let p = malloc::<Point>(8)?;
    p.write(Point { x: 1, y: 2 })?;
    assert_eq!(values(p.address()), ["Unknown"]);
    let q = malloc::<Point>(8)?;
    heap::describe(q)?;
    assert_eq!(values(p.address()), ["x: Signed(1)", "y: Signed(2)"]);
    free(p)?;
    free(q)
}

#[test]
fn what_a_guard_to_write_covers_is_not_looked_at() -> Result<()> {
    let p = malloc::<i32>(12)?;
    p.fill(1, 3)?;
    let state = || {
        heap::snapshot()
            .blocks()
            .find(|block| block.address() == p.address())
            .map(|block| block.state())
    };
    {
        let guard = p.add(1)?.borrow_mut()?;
        assert_eq!(values(p.address()), ["Signed(1)", "Borrowed", "Signed(1)"]);
        assert_eq!(state(), Some(State::BorrowedToWrite));
        drop(guard);
    }
    {
        let _guard = p.borrow()?;
        assert_eq!(values(p.address()), ["Signed(1)"; 3]);
        assert_eq!(state(), Some(State::BorrowedToRead));
    }
    assert_eq!(state(), Some(State::Live));
    free(p)
}

/// Looks at the heap when it is dropped.
struct Looks(MallocPointer<Looks>, u32);

impl Drop for Looks {
    fn drop(&mut self) {
        let map = heap::snapshot();
        let found = map
            .blocks()
            .find(|block| block.address() == self.0.address());
        if let Some(block) = found {
            assert_eq!(block.state(), State::BorrowedToWrite);
            assert!(
                block
                    .values(self.1 as usize)
                    .all(|(_, value)| *value == Value::Borrowed)
            );
        }
        assert!(map.to_string().contains("Heap of"));
    }
}

#[test]
fn a_drop_may_look_at_the_heap() -> Result<()> {
    let p = malloc::<Looks>(3 * size_of::<Looks>())?;
    for at in 0..3 {
        p.add(at as usize)?.write(Looks(p, at))?;
    }
    // Drops the last two, while the block is borrowed; then the old first one; then all.
    let p = realloc(p, size_of::<Looks>())?;
    p.take().map(core::mem::forget)?;
    p.write(Looks(MallocPointer::null(), 0))?;
    p.write(Looks(MallocPointer::null(), 0))?;
    free(p)
}

#[test]
fn blocks_that_were_cast_are_known_in_bytes() -> Result<()> {
    let p = malloc::<u32>(8)?;
    let bytes = p.cast::<u8>()?;
    bytes.write(1)?;
    assert_eq!(values(p.address()), ["Unassigned", "Unassigned"]);
    bytes.fill(0, 4)?;
    assert_eq!(values(p.address()), ["Unsigned(0)", "Unassigned"]);
    free(p)
}

#[test]
fn what_is_named_leads_and_the_rest_is_leaked_only_when_all_is_named() {
    in_own_thread(|| {
        let list = build::list(&[1, 2])?;
        let lost = malloc::<u8>(5)?;
        let map = heap::snapshot().named("list", list);
        assert!(!map.blocks().any(|block| block.leaked()));
        let map = map.names_are_all();
        let leaked: Vec<usize> = map
            .blocks()
            .filter(|block| block.leaked())
            .map(|block| block.address())
            .collect();
        assert_eq!(leaked, [lost.address()]);
        let map = heap::snapshot().names_are_all();
        assert_eq!(map.blocks().filter(|block| block.leaked()).count(), 3);
        Ok(())
    });
}

struct Undescribed {
    link: MallocPointer<u8>,
    rest: u64,
}

/// Where a handle may lie that nobody sees, nothing is called leaked.
#[test]
fn what_cannot_be_looked_into_may_point_to_what_nobody_names() {
    fn leaked(map: &heap::Snapshot) -> usize {
        map.blocks().filter(|block| block.leaked()).count()
    }
    in_own_thread(|| {
        let owner = malloc::<Undescribed>(size_of::<Undescribed>())?;
        let link = malloc::<u8>(1)?;
        owner.write(Undescribed { link, rest: 1 })?;
        assert_eq!((owner.borrow()?.rest, owner.borrow()?.link), (1, link));
        let map = heap::snapshot().named("owner", owner).names_are_all();
        assert_eq!(leaked(&map), 0);
        let said =
            "1 block: leaked, or pointed to by what cannot be looked into, such as Undescribed";
        assert!(map.to_string().contains(said), "{map}");
        assert!(map.to_svg().contains(said));
        assert!(
            format!("{map:120}").contains("no block that can be looked into points here"),
            "{map}"
        );
        // Nobody leads to it: then nothing hides in it.
        assert_eq!(leaked(&heap::snapshot().names_are_all()), 2);
        owner.take()?;
        assert_eq!(
            leaked(&heap::snapshot().named("owner", owner).names_are_all()),
            1
        );
        Ok(())
    });
    in_own_thread(|| {
        let link = malloc::<MallocPointer<u8>>(size_of::<MallocPointer<u8>>())?;
        link.write(malloc::<u8>(1)?)?;
        let _guard = link.borrow_mut()?;
        let map = heap::snapshot().named("link", link).names_are_all();
        assert_eq!(leaked(&map), 0);
        Ok(())
    });
    in_own_thread(|| {
        // Of these everybody knows that they hold no handles.
        type Words = (&'static str, Option<u64>, Vec<u8>);
        let words = malloc::<Words>(size_of::<Words>())?;
        heap::describe(words)?;
        words.write(("a", Some(1), vec![1]))?;
        malloc::<u8>(1)?;
        assert_eq!(
            leaked(&heap::snapshot().named("words", words).names_are_all()),
            1
        );
        Ok(())
    });
}

/// A handle that is named later than the picture was taken leads to no other block than its own.
#[test]
fn what_is_allocated_later_is_not_in_the_picture() {
    in_own_thread(|| {
        let old = malloc::<u32>(4)?;
        let map = heap::snapshot();
        free(old)?;
        let new = malloc::<u32>(4)?;
        // Blocks that are C's own need not be there again.
        if !cfg!(pointers_no_spare) {
            assert_eq!(new.address(), old.address());
        }
        let map = map.named("new", new);
        assert!(
            map.to_string()
                .contains("new → a block that is not in the picture"),
            "{map}"
        );
        Ok(())
    });
}

/// Each is told as it is, also among blocks that are otherwise alike.
#[test]
fn who_points_here_is_told_of_each_block() {
    in_own_thread(|| {
        let own = build::node(7, MallocPointer::null())?;
        own.write(build::Node {
            value: 7,
            next: own,
        })?;
        let past = build::node(8, MallocPointer::null())?;
        let alone = build::node(8, MallocPointer::null())?;
        let holder = malloc::<MallocPointer<build::Node>>(size_of::<MallocPointer<u8>>())?;
        holder.write(past.add(1)?)?;
        let map = heap::snapshot().named("holder", holder);
        let text = format!("{map:160}");
        for said in [
            "only itself points here",
            "a block points past its end",
            "no block points here",
        ] {
            assert_eq!(text.matches(said).count(), 1, "{said}: {text}");
        }
        free(alone)
    });
}

#[test]
fn chunks_of_odd_sizes_are_read() -> Result<()> {
    let p: CallocPointer<u32> = calloc(2, 7)?;
    p.add(1)?.write(9)?;
    assert_eq!(values(p.address()), ["Unsigned(0)", "Unsigned(9)"]);
    // No value of this type fits.
    let q = malloc::<u64>(12)?;
    assert_eq!(values(q.address()), [""; 0]);
    free(p)?;
    free(q)
}

#[cfg(feature = "serde")]
#[test]
fn a_snapshot_can_be_serialised() -> Result<()> {
    let list = build::list(&[4, 9])?;
    let map = heap::snapshot().named("list", list);
    let json = serde_json::to_value(&map).expect("it is plain data");
    let index = json["variables"][0]["link"]["block"]
        .as_u64()
        .expect("it leads to a block") as usize;
    let block = &json["blocks"][index];
    assert_eq!(
        (&block["type"], &block["state"]),
        (&"Node".into(), &"live".into())
    );
    assert_eq!(
        block["values"][0]["value"],
        serde_json::json!({"signed": 4})
    );
    assert!(block["values"][0]["next"]["link"]["block"].is_u64());
    Ok(())
}

/// C's allocator does not extend blocks of such an alignment in place.
#[derive(Clone, Copy)]
#[repr(align(64))]
struct Moving(u32);

/// A handle that is older than the moves that are remembered cannot be used, and the block that it is to is not gone.
#[test]
fn a_handle_that_is_too_old_is_outdated_and_its_block_lives() {
    in_own_thread(|| {
        let size = size_of::<Moving>();
        let p = malloc::<Moving>(size)?;
        p.write(Moving(7))?;
        let holder = malloc::<MallocPointer<Moving>>(size_of::<MallocPointer<Moving>>())?;
        holder.write(p)?;
        let mut current = p;
        for round in 0..70 {
            current = realloc(current, size * (2 - round % 2))?;
        }
        let is_outdated = |map: &heap::Snapshot| {
            let holds = map
                .blocks()
                .find(|block| block.address() == holder.address());
            let values: Vec<_> = holds.iter().flat_map(|block| block.values(0)).collect();
            let [(_, Value::Link(link))] = values[..] else {
                panic!("{values:?}")
            };
            let Target::Outdated { index } = link.target else {
                panic!("{link:?}")
            };
            let block = map.blocks().nth(index).expect("it is there");
            assert_eq!(
                (block.address(), block.state()),
                (current.address(), State::Live)
            );
            assert_eq!(link.target.block(), None);
        };
        let map = heap::snapshot().named("first", p).named("holder", holder);
        is_outdated(&map);
        let text = map.to_string();
        assert!(
            text.contains("outdated ○→ …") && text.contains("first → outdated: Moving"),
            "{text}"
        );
        let svg = map.to_svg();
        assert!(
            svg.contains("outdated → Moving …")
                && svg.contains("outdated: reallocated too often since")
        );
        for drawn in [&text, &svg, &map.to_html()] {
            assert!(
                !drawn.contains("stale") && !drawn.contains("✕ freed"),
                "{drawn}"
            );
        }
        let _ = map.to_dot();
        // Nobody can free it any more.
        let lost = map.names_are_all();
        assert_eq!(lost.blocks().filter(|block| block.leaked()).count(), 1);
        assert_eq!(current.read()?.0, 7);
        free(current)
    });
}

/// Everything that a picture tells apart, in what is written; and what is written can be read again.
#[cfg(feature = "serde")]
#[test]
fn what_is_serialised_tells_everything_apart() {
    in_own_thread(|| {
        let gone = build::node(1, MallocPointer::null())?;
        let kept = build::node(2, MallocPointer::null())?;
        let past = build::node(3, kept.add(1)?)?;
        let stale = build::node(4, gone)?;
        free(gone)?;
        let numbers = malloc::<i32>(12)?;
        numbers.fill(1, 2)?;
        let _guard = numbers.borrow_mut()?;
        let text: MallocPointer<String> = malloc(size_of::<String>())?;
        text.write("a\"\u{1b}".to_string())?;
        let map = heap::snapshot().named("past", past).named("stale", stale);
        let text = serde_json::to_string(&map).expect("it is plain data");
        let json: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
        assert_eq!(json["live_blocks"], 5);
        let said = json["blocks"].to_string();
        for what in [
            r#"{"null":true}"#.trim_matches(['{', '}']),
            r#""outside_of":"#,
            r#""state":"freed""#,
            r#""state":"borrowed to write""#,
            r#""unassigned""#,
            r#""borrowed""#,
            r#"{"text":"a\"\u001b"}"#,
        ] {
            assert!(said.contains(what), "{what}: {said}");
        }
        let freed = json["blocks"]
            .as_array()
            .and_then(|blocks| blocks.iter().find(|block| block["state"] == "freed"));
        let freed = freed.expect("it is there");
        assert!(
            freed["freed_at"]
                .as_str()
                .is_some_and(|at| at.contains("taken.rs:"))
        );
        assert_eq!(freed["values"], serde_json::json!([]));
        Ok(())
    });
}

/// When it is dropped with the other thread-locals of its thread.
struct LooksLate(MallocPointer<u32>);

impl Drop for LooksLate {
    fn drop(&mut self) {
        let map = heap::snapshot().names_are_all();
        assert!(
            map.blocks()
                .any(|block| block.address() == self.0.address() && block.leaked())
        );
        assert!(map.to_svg().contains("leaked"));
        let history = heap::record();
        assert!(free(self.0).is_ok());
        assert_eq!(history.stop().events().len(), 1);
    }
}

#[test]
fn a_thread_that_ends_can_still_be_looked_at() {
    thread_local! {
        static LATE: std::cell::RefCell<Option<LooksLate>> = const { std::cell::RefCell::new(None) };
    }
    for first in [true, false] {
        let thread = std::thread::spawn(move || -> Result<()> {
            // Before the heap's own end, or after it.
            if first {
                LATE.with(|late| drop(late.borrow()));
            }
            let p = malloc::<u32>(4)?;
            p.write(1)?;
            LATE.with(|late| *late.borrow_mut() = Some(LooksLate(p)));
            Ok(())
        });
        thread.join().expect("no panic").expect("no error");
    }
}
