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

#[derive(Debug, Default, PartialEq)]
pub(super) struct Cell {
    count: u32,
    rows: [[u32; 2]; 2],
    name: String,
}

fn two<'a, T>(a: &'a mut T, b: &'a mut T) -> [&'a mut T; 2] {
    [a, b]
}

both! {
    /// What is lent is changed through an array that is not `mut`.
    pub(super) fn lent(a: &mut u32, b: &mut u32, by: u32) {
        let lent = two(a, b);
        let i = 1;
        *lent[0] = by;
        *lent[i] += by;
        *lent[i] *= 2;
        *lent[0] <<= by;
        let mut seven = 7;
        std::mem::swap(&mut *lent[0], &mut seven);
    }

    pub(super) fn cells_lent(a: &mut Cell, b: &mut Cell, i: usize) {
        let lent = two(a, b);
        lent[i].count += 1;
        (*lent[0]).count = 4;
        (*lent[i]).count += 2;
        (*lent[i]).rows[i][0] = 5;
        (*lent[i]).rows[0][i] <<= 1;
        (*lent[0]).rows[0][i] += (*lent[1]).rows[0][i];
        (*lent[i]).name.push('!');
        (*lent[i]).name = (*lent[0]).name.clone() + &(*lent[i]).name;
    }

    /// Boxes are changed through a slice that is.
    pub(super) fn boxes(cells: &mut [Box<Cell>], i: usize) -> u32 {
        (*cells[i]).rows[1][1] = 3;
        (*cells[i]).count += (*cells[i]).rows[1][1];
        *cells[0] = Cell { name: String::from("new"), ..*cells[0] };
        (*cells[0]).count + (*cells[i]).count
    }

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
fn what_lies_in_an_array_that_is_not_mut() {
    let numbers = |f: fn(&mut u32, &mut u32, u32)| {
        let (mut a, mut b) = (1, 2);
        f(&mut a, &mut b, 3);
        (a, b)
    };
    assert_eq!(numbers(rust::lent), numbers(ours::lent));
    assert_eq!(numbers(ours::lent), (7, 10));
    let cell = |count| Cell {
        count,
        rows: [[3, 8], [1, 2]],
        name: "a".to_owned(),
    };
    let cells = |f: fn(&mut Cell, &mut Cell, usize)| {
        let (mut a, mut b) = (cell(1), cell(2));
        f(&mut a, &mut b, 1);
        (a, b)
    };
    assert_eq!(cells(rust::cells_lent), cells(ours::cells_lent));
    let boxes = |f: fn(&mut [Box<Cell>], usize) -> u32| {
        let mut cells = [Box::new(cell(1)), Box::new(cell(2))];
        (f(&mut cells, 1), cells)
    };
    assert_eq!(boxes(rust::boxes), boxes(ours::boxes));
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
