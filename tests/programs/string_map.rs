#[path = "../../examples/string_map/main.rs"]
#[allow(dead_code)]
pub(crate) mod program;

use std::collections::HashMap;

use pointers::prelude::*;
use pointers::string::{strdup, text};
use program::map::{delete, each, get, longest, new, remove, set};
use program::release;

use crate::{assert_mistake, assert_nothing_lives, numbers, output};

#[test]
fn what_it_prints() {
    assert_eq!(
        output(program::run),
        "\
5 countries
Norway: Oslo
Peru goes: true
Peru goes: false
Nairobi of Kenya, Oslo of Norway, Paris of France, Tokyo of Japan
1000 squares, in all 332833500
none is far away: true
"
    );
}

#[test]
fn it_does_what_a_hash_map_does() -> Result<()> {
    let (map, mut model) = (new(None)?, HashMap::new());
    for (at, number) in numbers(3000).enumerate() {
        let key = (number % 97).to_string();
        if number % 3 == 0 {
            assert_eq!(remove(map, &key)?, model.remove(&key).is_some());
        } else {
            set(map, &key, at)?;
            model.insert(key.clone(), at);
        }
        assert_eq!(get(map, &key)?, model.get(&key).copied());
    }
    let mut entries = HashMap::new();
    each(map, &mut |key, value| {
        entries.insert(text(key)?, value);
        Ok(true)
    })?;
    assert_eq!(entries, model);
    assert!(!each(map, &mut |_, _| Ok(false))?);
    assert!(longest(map)? < 16);
    delete(map)?;
    assert_nothing_lives();
    Ok(())
}

#[test]
fn it_stays_whole_when_memory_runs_out() -> Result<()> {
    let map = new(None)?;
    for key in 0..6 {
        set(map, &key.to_string(), key)?;
    }
    // For the key, and for the slots.
    for allocations in 0..2 {
        let _failing = pointers::heap::fail_after(allocations);
        let error = set(map, "more", 7).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Allocation);
    }
    assert_eq!((get(map, "5")?, get(map, "more")?), (Some(5), None));
    delete(map)?;
    assert_nothing_lives();
    Ok(())
}

// The mistakes.

/// What the map gave is the map's.
#[test]
fn a_value_is_freed_by_its_user() -> Result<()> {
    let map = new(Some(release as fn(_) -> _))?;
    set(map, "a", strdup("b")?)?;
    let value = get(map, "a")?.expect("it was just set");
    free(value)?;
    let places = ["free(value)", "strdup(", "free(value)"];
    assert_mistake(delete(map), ErrorKind::Memory, places);
    Ok(())
}

/// It was replaced: the old value is gone.
#[test]
fn a_value_is_kept_over_set() -> Result<()> {
    let map = new(Some(release as fn(_) -> _))?;
    set(map, "a", strdup("b")?)?;
    let old = get(map, "a")?.expect("it was just set");
    set(map, "a", strdup("c")?)?;
    assert_mistake(
        text(old),
        ErrorKind::Memory,
        ["text(", "strdup(", "free(value)"],
    );
    delete(map)?;
    assert_nothing_lives();
    Ok(())
}

#[test]
fn the_map_is_used_after_it_was_deleted() -> Result<()> {
    let map = new(None)?;
    set(map, "a", 1)?;
    delete(map)?;
    assert_mistake(
        get(map, "a"),
        ErrorKind::Memory,
        ["->size", "malloc(", "free(map)"],
    );
    assert_nothing_lives();
    Ok(())
}
