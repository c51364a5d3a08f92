#[path = "../../examples/list/main.rs"]
#[allow(dead_code)]
pub(crate) mod program;

use pointers::prelude::*;
use program::doubly::List;
use program::singly::{self, Node};

use crate::{assert_mistake, assert_nothing_lives, numbers, output};

#[test]
fn what_it_prints() {
    assert_eq!(
        output(program::run),
        "\
A list that knows the way forward:
  pushed    26 -> 9 -> 15 -> 4 -> 31 -> NULL
  reversed  31 -> 4 -> 15 -> 9 -> 26 -> NULL
  sorted    4 -> 9 -> 15 -> 26 -> 31 -> NULL
  inserted  4 -> 5 -> 9 -> 15 -> 20 -> 26 -> 31 -> NULL
  removed   5 -> 9 -> 20 -> 26 -> NULL
  freed     4 nodes
A list that also knows the way back:
  forward   Grace Ada Brian Dennis
  backward  Dennis Brian Ada Grace
  changed   Grace Ada Barbara Dennis
  reversed  Dennis Barbara Ada Grace
  sorted    Ada Barbara Dennis Grace
  freed     4 nodes
"
    );
}

#[test]
fn empty_lists_and_lists_of_one_node() -> Result<()> {
    let empty = MallocPointer::null();
    assert_eq!(singly::show(singly::reverse(empty)?)?, "NULL");
    assert_eq!(singly::show(singly::merge_sort(empty)?)?, "NULL");
    assert_eq!(singly::show(singly::remove(empty, 1)?)?, "NULL");
    assert_eq!(singly::free_list(empty)?, 0);
    let one = singly::push(empty, 1)?;
    assert_eq!(singly::show(singly::reverse(one)?)?, "1 -> NULL");
    assert_eq!(singly::show(singly::merge_sort(one)?)?, "1 -> NULL");
    assert_eq!(singly::show(singly::remove(one, 1)?)?, "NULL");

    let mut list = List::default();
    list.reverse()?;
    list.merge_sort()?;
    assert_eq!((list.names_forward()?.as_str(), list.free()?), ("", 0));
    assert!(list.find("Ada")?.is_null());
    list.push_back("Ada")?;
    list.reverse()?;
    list.merge_sort()?;
    assert_eq!(list.names_backward()?, "Ada");
    list.remove(list.first)?;
    assert!(list.first.is_null() && list.last.is_null());
    assert_nothing_lives();
    Ok(())
}

#[test]
fn many_nodes_are_sorted_as_a_vec_sorts_them() -> Result<()> {
    let mut expected: Vec<i32> = numbers(1000).collect();
    let mut head = MallocPointer::null();
    let mut list = List::default();
    for number in &expected {
        head = singly::push(head, *number)?;
        list.push_front(&format!("{number:03}"))?;
    }
    expected.sort_unstable();
    head = singly::merge_sort(head)?;
    list.merge_sort()?;

    let names: Vec<String> = expected.iter().map(|n| format!("{n:03}")).collect();
    assert_eq!(list.names_forward()?, names.join(" "));
    list.reverse()?;
    assert_eq!(list.names_backward()?, names.join(" "));
    let mut sorted = Vec::new();
    pointers! {
        let mut at = head;
        while !at.is_null() {
            sorted.push(at->value);
            at = at->next;
        }
    }?;
    assert_eq!(sorted, expected);
    assert_eq!((singly::free_list(head)?, list.free()?), (1000, 1000));
    assert_nothing_lives();
    Ok(())
}

#[test]
fn the_list_is_kept_when_memory_runs_out() -> Result<()> {
    let mut list = List::default();
    list.push_back("Ada")?;
    for allocations in 0..2 {
        let _failing = pointers::heap::fail_after(allocations);
        let outcome = list.push_back("Grace");
        assert_eq!(
            outcome.map_err(|error| error.kind()),
            Err(ErrorKind::Allocation)
        );
    }
    assert_eq!(list.names_forward()?, "Ada");
    list.free()?;
    assert_nothing_lives();
    Ok(())
}

// The mistakes.

fn three_nodes() -> Result<MallocPointer<Node>> {
    singly::push(singly::push(singly::push(MallocPointer::null(), 3)?, 2)?, 1)
}

#[test]
fn the_head_is_freed_before_its_next_is_read() -> Result<()> {
    let head = three_nodes()?;
    let rest = pointers! { head->next }?;
    let outcome = pointers! {
        #![allow(misuse)]
        let mut at = head;
        while !at.is_null() {
            free(at);
            at = at->next;
        }
    };
    let places = ["->next", "malloc(size_of::<Node>())", "free(at);"];
    assert_mistake(outcome, ErrorKind::Memory, places);
    assert_eq!(singly::free_list(rest)?, 2);
    assert_nothing_lives();
    Ok(())
}

#[test]
fn the_node_before_a_removed_one_still_points_to_it() -> Result<()> {
    let head = three_nodes()?;
    let last = pointers! {
        let removed = head->next;
        let last = removed->next;
        free(removed); // and `head->next = last` is forgotten
        last
    }?;
    let places = ["->value", "malloc(size_of::<Node>())", "free(removed)"];
    assert_mistake(singly::show(head), ErrorKind::Memory, places);
    free(head)?;
    free(last)?;
    assert_nothing_lives();
    Ok(())
}

#[test]
fn an_alias_of_the_first_node_outlives_the_list() -> Result<()> {
    let head = three_nodes()?;
    let alias = head;
    singly::free_list(head)?;
    let places = ["->next, value", "malloc(size_of::<Node>())", "free(at);"];
    assert_mistake(singly::insert_after(alias, 7), ErrorKind::Memory, places);
    assert_mistake(
        singly::free_list(alias),
        ErrorKind::Memory,
        ["->next;", places[1], places[2]],
    );
    assert_nothing_lives();
    Ok(())
}

#[test]
fn a_search_that_finds_nothing_is_used_without_a_test_for_null() -> Result<()> {
    let mut list = List::default();
    list.push_back("Ada")?;
    let nobody = list.find("Grace")?;
    assert_mistake(
        list.remove(nobody),
        ErrorKind::NullPointer,
        ["~node", "", ""],
    );
    list.free()?;
    assert_nothing_lives();
    Ok(())
}

#[test]
fn the_neighbours_of_a_removed_node_are_not_told() -> Result<()> {
    let mut list = List::default();
    for name in ["Ada", "Brian", "Dennis"] {
        list.push_back(name)?;
    }
    pointers! {
        let brian = list.find("Brian")?;
        brian->before->next = brian->next; // and `brian->next->before` is forgotten
        free(brian->name);
        free(brian);
    }?;
    assert_eq!(list.names_forward()?, "Ada Dennis");
    let places = ["->name", "malloc(size_of::<Node>())", "free(brian);"];
    assert_mistake(list.names_backward(), ErrorKind::Memory, places);
    pointers! { list.last->before = list.first; }?;
    list.free()?;
    assert_nothing_lives();
    Ok(())
}

#[test]
fn the_node_is_freed_before_its_name() -> Result<()> {
    let mut list = List::default();
    list.push_back("Ada")?;
    let name = pointers! { list.first->name }?;
    let outcome = pointers! {
        #![allow(misuse)]
        let node = list.first;
        free(node);
        free(node->name);
    };
    let places = ["->name", "malloc(size_of::<Node>())", "free(node);"];
    assert_mistake(outcome, ErrorKind::Memory, places);
    free(name)?;
    assert_nothing_lives();
    Ok(())
}

#[test]
fn a_node_is_removed_twice() -> Result<()> {
    let mut list = List::default();
    list.push_back("Ada")?;
    let node = list.first;
    list.remove(node)?;
    let places = ["~node", "malloc(size_of::<Node>())", "free(node);"];
    assert_mistake(list.remove(node), ErrorKind::Memory, places);
    assert_nothing_lives();
    Ok(())
}
