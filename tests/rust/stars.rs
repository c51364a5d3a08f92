//! `*x` of a name whose type the source does not say: where Rust's is a place, it stays one.

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Named {
    name: String,
    count: u8,
}

#[derive(Debug, PartialEq)]
pub(super) enum Tree {
    Leaf(String),
    Pair(u8, u8),
    Sum(u8),
}

#[derive(Debug, PartialEq)]
pub(super) struct Holder {
    tree: Box<Tree>,
    count: u8,
}

both! {
    pub(super) fn rest(named: Option<&Named>) -> Option<Named> {
        if let Some(named) = named { Some(Named { name: String::new(), ..*named }) } else { None }
    }

    pub(super) fn ignored(named: Option<&Named>) -> u8 {
        if let Some(named) = named { _ = *named; named.count } else { 0 }
    }

    pub(super) fn called(one: Option<&dyn Fn(u8) -> u8>, many: &mut [Box<dyn FnMut(u8)>]) -> u8 {
        for f in many { (**f)(3); }
        if let Some(one) = one { (*one)((*one)(1)) } else { 0 }
    }

    pub(super) fn moved_back(mut text: Box<String>) -> Box<String> {
        let old = *text;
        *text = old + "!";
        drop(*text);
        *text = String::from("new");
        text
    }

    pub(super) fn field_moved_back(mut holder: Holder) -> Holder {
        if let Tree::Leaf(text) = *holder.tree { *holder.tree = Tree::Leaf(text + "!"); }
        holder
    }

    pub(super) fn borrowed_until_now(tree: Option<&mut Tree>, number: Option<&mut u32>) {
        if let Some(tree) = tree {
            if let Tree::Pair(_, n) = tree { *tree = Tree::Sum(*n); }
        }
        if let Some(number) = number {
            let borrowed = &mut *number;
            *number = { *borrowed += 1; *borrowed * 2 };
        }
    }
}

#[test]
fn what_is_left_of_a_structure() {
    let named = Named {
        name: "a".to_owned(),
        count: 3,
    };
    assert_eq!(rust::rest(Some(&named)), ours::rest(Some(&named)));
    assert_eq!(
        (rust::ignored(Some(&named)), ours::ignored(Some(&named))),
        (3, 3)
    );
    assert_eq!(ours::rest(None), None);
}

#[test]
fn callees() {
    let outcome = |f: fn(Option<&dyn Fn(u8) -> u8>, &mut [Box<dyn FnMut(u8)>]) -> u8| {
        let sum = std::rc::Rc::new(std::cell::Cell::new(0));
        let its = sum.clone();
        let add: Box<dyn FnMut(u8)> = Box::new(move |n| its.set(its.get() + n));
        (f(Some(&|x| x * 3 + 1), &mut [add]), sum.get())
    };
    assert_eq!(outcome(rust::called), outcome(ours::called));
}

#[test]
fn what_was_moved_out_of_a_box_is_moved_back() {
    let text = || Box::new("text".to_owned());
    assert_eq!(rust::moved_back(text()), ours::moved_back(text()));
    let holder = || Holder {
        tree: Box::new(Tree::Leaf("leaf".to_owned())),
        count: 1,
    };
    assert_eq!(
        rust::field_moved_back(holder()),
        ours::field_moved_back(holder())
    );
}

#[test]
fn the_right_side_of_an_assignment_is_evaluated_before_anything_is_borrowed() {
    let outcome = |f: fn(Option<&mut Tree>, Option<&mut u32>)| {
        let (mut tree, mut number) = (Tree::Pair(1, 2), 5);
        f(Some(&mut tree), Some(&mut number));
        (tree, number)
    };
    assert_eq!(
        outcome(rust::borrowed_until_now),
        outcome(ours::borrowed_until_now)
    );
    assert_eq!(outcome(ours::borrowed_until_now), (Tree::Sum(2), 12));
}
