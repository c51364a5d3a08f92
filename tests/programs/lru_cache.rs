#[path = "../../examples/lru_cache/main.rs"]
#[allow(dead_code)]
pub(crate) mod program;

use pointers::prelude::*;
use program::cache::Cache;

use crate::{assert_mistake, assert_nothing_lives, numbers, output};

#[test]
fn what_it_prints() {
    let text = output(program::run);
    let last = "
news    hit   newest first: news help index
index   hit   newest first: index news help
6 of 14 visits were answered from the cache.
Freed 3 pages.
";
    assert!(
        text.starts_with("index   miss  newest first: index\n") && text.ends_with(last),
        "{text}"
    );
}

#[test]
fn it_forgets_as_a_plain_list_does() -> Result<()> {
    let mut cache = Cache::new(10)?;
    let mut plain: Vec<usize> = Vec::new();
    for number in numbers(2000) {
        let key = number as usize % 24;
        let known = plain.contains(&key);
        assert_eq!(cache.get(key)?.is_some(), known);
        if !known {
            cache.put(key, &key.to_string())?;
        }
        plain.retain(|other| *other != key);
        plain.insert(0, key);
        plain.truncate(10);
        let names: Vec<String> = plain.iter().map(ToString::to_string).collect();
        assert_eq!(cache.newest_first()?, names);
    }
    assert_eq!(cache.free()?, 10);
    assert_nothing_lives();
    Ok(())
}

#[test]
fn small_capacities_and_new_values() -> Result<()> {
    let mut none = Cache::new(0)?;
    none.put(1, "one")?;
    assert_eq!(none.get(1)?, None);
    assert_eq!(none.free()?, 0);
    let mut one = Cache::new(1)?;
    one.put(1, "one")?;
    one.put(1, "uno")?;
    assert_eq!(one.get(1)?.as_deref(), Some("uno"));
    one.put(2, "due")?;
    assert_eq!((one.get(1)?, one.get(2)?.as_deref()), (None, Some("due")));
    assert_eq!(one.free()?, 1);
    assert_nothing_lives();
    Ok(())
}

// The mistakes.

#[test]
fn a_value_is_kept_until_the_cache_has_forgotten_it() -> Result<()> {
    let mut cache = Cache::new(1)?;
    cache.put(1, "one")?;
    let value = pointers! { cache.newest->value }?;
    cache.put(2, "two")?;
    let places = ["~value", "malloc(value.len())", "free(node->value)"];
    assert_mistake(pointers! { ~value }, ErrorKind::Memory, places);
    cache.free()?;
    assert_nothing_lives();
    Ok(())
}

#[test]
fn a_node_is_taken_out_of_one_structure_and_left_in_the_other() -> Result<()> {
    let mut cache = Cache::new(4)?;
    cache.put(1, "one")?;
    cache.put(2, "two")?;
    pointers! {
        let one = cache.find(1)?;
        cache.oldest = one->newer;
        cache.oldest->older = MallocPointer::null();
        free(one->value);
        free(one); // its bucket still points to it
    }?;
    let places = ["->key != key", "malloc(size_of::<Node>())", "free(one)"];
    assert_mistake(cache.get(1), ErrorKind::Memory, places);
    cache.free()?;
    assert_nothing_lives();
    Ok(())
}

#[test]
fn an_empty_cache_is_asked_to_forget() -> Result<()> {
    let mut cache = Cache::new(4)?;
    let outcome = cache.forget(cache.oldest);
    assert_mistake(outcome, ErrorKind::NullPointer, ["~node", "", ""]);
    cache.free()?;
    assert_nothing_lives();
    Ok(())
}

#[test]
fn the_cache_is_freed_twice() -> Result<()> {
    let mut cache = Cache::new(4)?;
    cache.put(1, "one")?;
    let copy = cache;
    cache.free()?;
    let places = ["~node", "malloc(size_of::<Node>())", "free(node)"];
    assert_mistake(copy.free(), ErrorKind::Memory, places);
    assert_nothing_lives();
    Ok(())
}
