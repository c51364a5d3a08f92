//! Blocks of one element, which are filled and freed on a shorter way than others: whatever is done with one first, it is what
//! any other block would do.

use pointers_core::{ErrorKind, MallocPointer, Pointer, Result, free, heap, malloc, realloc};
use pointers_macros::Fields;

#[derive(Fields, Clone, Copy, Debug, PartialEq)]
#[fields(crate = pointers_core)]
struct Node {
    key: u32,
    next: MallocPointer<Node>,
    count: u64,
}

fn node() -> Result<MallocPointer<Node>> {
    malloc(size_of::<Node>())
}

macro_rules! field {
    ($node:expr, $field:ident = $value:expr) => {{
        let Ok(place) = $node.__pointers_p_arrow();
        let Ok(field) = place.__pointers_p_field_mut(|m| &mut m.$field);
        field.__pointers_p_assign($value)
    }};
    ($node:expr, $field:ident) => {{
        let Ok(place) = $node.__pointers_p_arrow();
        let Ok(field) = place.__pointers_p_field(|m| &m.$field);
        field.__pointers_p_value()
    }};
}

#[test]
fn it_begins_without_a_value() -> Result<()> {
    let p: MallocPointer<u64> = malloc(8)?;
    assert!(!p.assigned());
    assert_eq!(p.read().unwrap_err().kind(), ErrorKind::Dereference);
    // What was asked changes nothing: it can be filled still.
    p.write(7)?;
    assert_eq!((p.read()?, p.assigned()), (7, true));
    free(p)
}

#[test]
fn every_way_to_ask_says_so_first() -> Result<()> {
    let ways: [fn(MallocPointer<u64>) -> Result<()>; 8] = [
        |p| p.read().map(drop),
        |p| p.take().map(drop),
        |p| p.replace(1).map(drop),
        |p| p.borrow().map(drop),
        |p| p.as_pointer().read().map(drop),
        |p| p.cast::<u8>()?.read().map(drop),
        |p| p.borrow_slice(1).map(drop),
        |p| p.view()?.get(0).map(drop),
    ];
    for (at, ask) in ways.into_iter().enumerate() {
        let p: MallocPointer<u64> = malloc(8)?;
        assert_eq!(ask(p).unwrap_err().kind(), ErrorKind::Dereference, "{at}");
        free(p)?;
    }
    Ok(())
}

#[test]
fn what_another_type_writes_first_is_all_that_is_there() -> Result<()> {
    let p: MallocPointer<u64> = malloc(8)?;
    let bytes = p.cast::<u8>()?;
    bytes.write(1)?;
    assert_eq!(bytes.read()?, 1);
    assert_eq!(p.read().unwrap_err().kind(), ErrorKind::Dereference);
    assert_eq!(
        bytes.add(1)?.read().unwrap_err().kind(),
        ErrorKind::Dereference
    );
    free(bytes)
}

/// The cell of a block that was cast is not known by the size of the type that it has at its end.
#[test]
fn a_cast_block_goes_back_to_its_own_class() -> Result<()> {
    for _ in 0..3 {
        let wide: MallocPointer<[u64; 4]> = malloc(32)?;
        wide.write([1; 4])?;
        let place = wide.address();
        free(wide.cast::<[u8; 32]>()?)?;
        let again: MallocPointer<[u64; 4]> = malloc(32)?;
        // C may do as well, or not.
        let is_last = again.address() == place;
        assert!(is_last || cfg!(pointers_no_spare), "the last one first");
        free(again)?;
    }
    Ok(())
}

#[test]
fn fields_fill_it_in_any_order() -> Result<()> {
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0], [1, 0, 2]] {
        let p = node()?;
        for (at, which) in order.into_iter().enumerate() {
            assert_eq!(p.read().unwrap_err().kind(), ErrorKind::Dereference);
            match which {
                0 => field!(p, key = 5)?,
                1 => field!(p, next = MallocPointer::null())?,
                _ => field!(p, count = 6)?,
            }
            assert_eq!(field!(p, key).is_ok(), order[..=at].contains(&0));
            assert_eq!(field!(p, next).is_ok(), order[..=at].contains(&1));
            assert_eq!(field!(p, count).is_ok(), order[..=at].contains(&2));
        }
        // Again: over what is there.
        field!(p, key = 7)?;
        assert_eq!((p.read()?.key, p.read()?.count), (7, 6));
        free(p)?;
    }
    Ok(())
}

#[test]
fn a_pointer_to_a_field_of_it_fills_that_field_alone() -> Result<()> {
    let p = node()?;
    let Ok(place) = p.__pointers_p_arrow();
    let Ok(field) = place.__pointers_p_field_mut(|m| &mut m.key);
    let key: Pointer<u32> = field.__pointers_p_raw()?;
    key.write(1)?;
    assert_eq!(key.read()?, 1);
    assert_eq!(p.read().unwrap_err().kind(), ErrorKind::Dereference);
    free(p)
}

#[test]
fn a_reallocation_keeps_it_without_a_value() -> Result<()> {
    let p: MallocPointer<u64> = malloc(8)?;
    let more = realloc(p, 24)?;
    assert_eq!(more.read().unwrap_err().kind(), ErrorKind::Dereference);
    p.write(3)?;
    assert_eq!((more.read()?, more.assigned()), (3, true));
    assert_eq!(
        more.add(1)?.read().unwrap_err().kind(),
        ErrorKind::Dereference
    );
    free(p)
}

#[test]
fn it_is_freed_once_and_names_its_places() -> Result<()> {
    let (p, allocated) = (malloc::<u64>(8)?, line!());
    let copy = p;
    let freed = line!() + 1;
    free(p)?;
    let later: MallocPointer<u64> = malloc(8)?;
    for error in [free(copy).unwrap_err(), copy.read().unwrap_err()] {
        assert_eq!(error.kind(), ErrorKind::Memory);
        assert_eq!(error.allocated_at().map(|at| at.line()), Some(allocated));
        assert_eq!(error.freed_at().map(|at| at.line()), Some(freed));
    }
    free(later)
}

#[test]
fn what_is_dropped_is_what_was_moved_in() -> Result<()> {
    let drops = std::rc::Rc::new(());
    let p: MallocPointer<std::rc::Rc<()>> = malloc(size_of::<usize>())?;
    p.write(drops.clone())?;
    p.write(drops.clone())?;
    assert_eq!(std::rc::Rc::strong_count(&drops), 2);
    free(p)?;
    assert_eq!(std::rc::Rc::strong_count(&drops), 1);
    // And nothing of what never was filled.
    free::<MallocPointer<std::rc::Rc<()>>>(malloc(size_of::<usize>())?)
}

#[test]
fn a_picture_of_it_shows_no_value_and_leaves_it_as_it_was() -> Result<()> {
    let p: MallocPointer<u64> = malloc(8)?;
    let map = heap::snapshot().named("p", p).to_string();
    assert!(map.contains('░'), "{map}");
    p.write(1_234_567)?;
    let map = heap::snapshot().named("p", p).to_string();
    assert!(map.contains("1234567"), "{map}");
    free(p)
}

#[test]
fn it_is_recorded_and_rehearsed_as_any_other() -> Result<()> {
    let early: MallocPointer<u64> = malloc(8)?;
    let recording = heap::record();
    early.write(1)?;
    free(early)?;
    let p: MallocPointer<u64> = malloc(8)?;
    p.write(1)?;
    free(p)?;
    assert_eq!(recording.stop().events().count(), 5);
    let failing = heap::fail_after(0);
    assert_eq!(malloc::<u64>(8).unwrap_err().kind(), ErrorKind::Allocation);
    drop(failing);
    let live = heap::stats().live_blocks;
    let p: MallocPointer<u64> = malloc(8)?;
    assert_eq!(heap::stats().live_blocks, live + 1);
    free(p)?;
    assert_eq!(heap::stats().live_blocks, live);
    Ok(())
}
