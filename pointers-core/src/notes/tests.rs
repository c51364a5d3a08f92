//! A list is a vector, a box a box, and both change nothing where there is no memory.

use std::rc::Rc;

use proptest::prelude::*;

use super::{Note, Notes, failing};

#[derive(Clone, Copy, Debug)]
enum Change {
    Reserve(usize),
    Push(u16),
    Resize(usize, u16),
    Truncate(usize),
    SwapRemove(usize),
    Set(usize, u16),
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        (0..100_usize).prop_map(Change::Reserve),
        any::<u16>().prop_map(Change::Push),
        (0..100_usize, any::<u16>()).prop_map(|(length, value)| Change::Resize(length, value)),
        (0..100_usize).prop_map(Change::Truncate),
        (0..100_usize).prop_map(Change::SwapRemove),
        (0..100_usize, any::<u16>()).prop_map(|(index, value)| Change::Set(index, value)),
    ]
}

proptest! {
    #[test]
    fn a_list_is_a_vector(changes in prop::collection::vec((change(), any::<bool>()), 0..60)) {
        let (mut notes, mut model) = (Notes::new(), Vec::new());
        for (change, fails) in changes {
            failing::after(if fails { 0 } else { 1 }, || match change {
                Change::Reserve(length) => {
                    if notes.reserve(length).is_some() {
                        let before = notes.as_ptr();
                        let more = length.saturating_sub(notes.len());
                        failing::after(0, || (0..more).for_each(|_| assert!(notes.push(0).is_some())));
                        assert_eq!(before, notes.as_ptr());
                        notes.truncate(model.len());
                    } else {
                        assert!(fails);
                    }
                }
                Change::Push(value) => match notes.push(value) {
                    Some(()) => model.push(value),
                    None => assert!(fails),
                },
                Change::Resize(length, value) => match notes.resize(length, value) {
                    Some(()) => model.resize(length, value),
                    None => assert!(fails && length > model.len()),
                },
                Change::Truncate(length) => {
                    notes.truncate(length);
                    model.truncate(length);
                }
                Change::SwapRemove(index) if index < model.len() => {
                    notes.swap_remove(index);
                    model.swap_remove(index);
                }
                Change::Set(index, value) if index < model.len() => {
                    notes[index] = value;
                    model[index] = value;
                }
                Change::SwapRemove(_) | Change::Set(..) => {}
            });
            prop_assert_eq!(&notes[..], &model[..]);
        }
    }
}

#[test]
fn more_than_there_can_be_is_no_memory() {
    let mut notes = Notes::<u64>::new();
    assert!(notes.reserve(usize::MAX).is_none());
    assert!(notes.reserve(usize::MAX / 8).is_none());
    assert!(notes.resize(usize::MAX / 2, 0).is_none());
    assert!(notes.is_empty());
}

#[test]
fn nothing_is_taken_out_of_nothing() {
    let mut notes = Notes::<u64>::new();
    notes.swap_remove(0);
    assert!(notes.is_empty());
}

#[test]
fn a_box_drops_its_value_once() {
    let value = Rc::new(5);
    let note = Note::new(value.clone()).expect("memory");
    assert_eq!((**note, Rc::strong_count(&value)), (5, 2));
    // SAFETY: it was just made one.
    let note = unsafe { Note::from_raw(note.into_raw()) };
    assert_eq!(Rc::strong_count(&value), 2);
    drop(note);
    assert_eq!(Rc::strong_count(&value), 1);
    let again = failing::after(0, || Note::new(value.clone()));
    assert!(again.is_err_and(|value| *value == 5));
    assert_eq!(Rc::strong_count(&value), 1);
}
