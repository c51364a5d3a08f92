//! Functions of the same block: what they free, keep, return and look at.

use std::cell::{Cell, RefCell};

use pointers::prelude::*;
use pointers::string::*;

/// Not known when the program is built.
fn yes() -> bool {
    std::hint::black_box(true)
}

fn no() -> bool {
    std::hint::black_box(false)
}

#[test]
fn freed_on_one_path_only() -> Result<()> {
    pointers! {
        fn drop_if(p: MallocPointer<u32>, really: bool) -> Result<bool> {
            if really {
                free(p);
                return Ok(true);
            }
            Ok(false)
        }
        let p: MallocPointer<u32> = malloc(4);
        p <<= 1;
        if !drop_if(p, no())? {
            println!("{}", ~p);
            free(p);
        }
    }
}

#[test]
fn an_early_return_before_the_free() -> Result<()> {
    pointers! {
        fn end(p: MallocPointer<u32>, keep: bool) -> Result<()> {
            if keep {
                return Ok(());
            }
            free(p);
            Ok(())
        }
        let p: MallocPointer<u32> = malloc(4);
        p <<= 1;
        end(p, yes())?;
        println!("{}", ~p);
        free(p);
    }
}

#[test]
fn an_error_before_the_free() -> Result<()> {
    pointers! {
        fn end(p: MallocPointer<u32>, fail: bool) -> std::result::Result<(), String> {
            if fail {
                return Err("not yet".to_owned());
            }
            pointers::free(p).map_err(|error| error.to_string())
        }
        let p: MallocPointer<u32> = malloc(4);
        p <<= 1;
        if end(p, yes()).is_err() {
            println!("{}", ~p);
            free(p);
        }
    }
}

#[test]
fn its_error_is_looked_at() -> Result<()> {
    pointers! {
        fn end(p: MallocPointer<u32>) -> Result<()> {
            free(p);
            Ok(())
        }
        let p: MallocPointer<u32> = malloc(4);
        end(p)?;
        assert!(end(p).is_err());
        let again = end(p);
        assert!(again.is_err());
        match end(p) {
            Ok(()) => println!("{}", ~p),
            Err(error) => println!("{error}"),
        }
    }
}

#[test]
fn its_error_is_caught() -> Result<()> {
    pointers! {
        fn show(p: MallocPointer<u32>) -> Result<()> {
            println!("{}", ~p);
            Ok(())
        }
        let p: MallocPointer<u32> = malloc(4);
        try {
            show(p)?;
        } except Dereference {
            p <<= 1;
        }
        show(p)?;
        free(p);
        try {
            show(p)?;
        } except _ {
            println!("gone");
        }
    }
}

#[test]
fn the_variable_is_assigned_again() -> Result<()> {
    pointers! {
        fn end(p: MallocPointer<u32>) -> Result<()> {
            free(p);
            Ok(())
        }
        let mut p: MallocPointer<u32> = malloc(4);
        for i in 0..3 {
            end(p)?;
            p = malloc(4);
            p <<= i;
        }
        println!("{}", ~p);
        end(p)?;
    }
}

#[test]
fn freed_by_nobody() -> Result<()> {
    pointers! {
        fn look(p: MallocPointer<u32>) -> Result<u32> {
            Ok(~p + 1)
        }
        fn twice(p: MallocPointer<u32>) -> Result<u32> {
            Ok(look(p)? + look(p)?)
        }
        let p: MallocPointer<u32> = malloc(4);
        p <<= 1;
        println!("{} {}", twice(p)?, ~p);
        free(p);
    }
}

#[test]
fn a_null_may_be_freed() -> Result<()> {
    pointers! {
        fn end(p: MallocPointer<u32>) -> Result<()> {
            free(p);
            Ok(())
        }
        let p = MallocPointer::<u32>::null();
        end(p)?;
        end(p)?;
    }
}

#[test]
fn null_is_asked_for_by_a_helper() -> Result<()> {
    pointers! {
        fn there(p: MallocPointer<u32>) -> bool {
            p != MallocPointer::null()
        }
        fn number(p: MallocPointer<u32>) -> Result<u32> {
            if p.is_null() {
                return Ok(0);
            }
            Ok(~p)
        }
        let p = MallocPointer::<u32>::null();
        if there(p) {
            println!("{}", ~p);
        }
        assert_eq!(number(p)?, 0);
    }
}

#[test]
fn freed_is_asked_for_by_a_helper() -> Result<()> {
    pointers! {
        fn gone(p: MallocPointer<u32>) -> bool {
            p.freed()
        }
        let p: MallocPointer<u32> = malloc(4);
        free(p);
        if !gone(p) {
            println!("{}", ~p);
        }
    }
}

#[test]
fn a_helper_knows_which_is_which() -> Result<()> {
    pointers! {
        fn same(p: MallocPointer<u32>, q: MallocPointer<u32>) -> bool {
            p == q
        }
        let p: MallocPointer<u32> = malloc(4);
        let q = p;
        free(p);
        if !same(p, q) {
            free(q);
        }
    }
}

#[test]
fn one_of_two_is_returned() -> Result<()> {
    pointers! {
        fn larger(p: MallocPointer<u32>, q: MallocPointer<u32>) -> Result<MallocPointer<u32>> {
            if ~p > ~q { Ok(p) } else { Ok(q) }
        }
        let p: MallocPointer<u32> = malloc(4);
        let q: MallocPointer<u32> = malloc(4);
        p <<= 1;
        q <<= 2;
        let most = larger(p, q)?;
        free(most);
        println!("{}", ~p);
        free(p);
    }
}

#[test]
fn the_other_is_freed_and_this_returned() -> Result<()> {
    pointers! {
        fn keep_first(p: MallocPointer<u32>, q: MallocPointer<u32>) -> Result<MallocPointer<u32>> {
            free(q);
            Ok(p)
        }
        let p: MallocPointer<u32> = malloc(4);
        p <<= 7;
        let kept = keep_first(p, malloc(4))?;
        println!("{}", ~kept);
        free(p);
    }
}

#[test]
fn fresh_each_time() -> Result<()> {
    pointers! {
        fn make(value: u32) -> Result<MallocPointer<u32>> {
            let p = malloc(4);
            p <<= value;
            Ok(p)
        }
        let p = make(1)?;
        let q = make(2)?;
        free(p);
        println!("{}", ~q);
        free(q);
        let mut all = Vec::new();
        for i in 0..4 {
            all.push(make(i)?);
        }
        for p in &all {
            println!("{}", ~*p);
        }
        for p in all {
            free(p);
        }
    }
}

#[test]
fn fresh_from_the_same_call() -> Result<()> {
    pointers! {
        fn make(value: u32) -> Result<MallocPointer<u32>> {
            let p = malloc(4);
            p <<= value;
            Ok(p)
        }
        let mut before = make(0)?;
        for i in 0..5 {
            let now = make(i)?;
            println!("{} {}", ~before, ~now);
            free(before);
            before = now;
        }
        free(before);
    }
}

#[test]
fn fresh_or_null() -> Result<()> {
    pointers! {
        fn maybe_make(really: bool) -> Result<MallocPointer<u32>> {
            if really {
                let p = malloc(4);
                p <<= 1;
                Ok(p)
            } else {
                Ok(MallocPointer::null())
            }
        }
        let p = maybe_make(yes())?;
        if p != MallocPointer::null() {
            println!("{}", ~p);
        }
        free(p);
        let q = maybe_make(no())?;
        free(q);
        free(q);
    }
}

#[test]
fn filled_by_a_helper() -> Result<()> {
    pointers! {
        fn fill_in(p: MallocPointer<u32>, from: usize) -> Result<()> {
            for i in from..4 {
                p[i] <<= 0;
            }
            Ok(())
        }
        let p: MallocPointer<u32> = malloc(16);
        fill_in(p, 0)?;
        println!("{}", ~p[3]);
        free(p);
    }
}

#[test]
fn grown_by_a_helper() -> Result<()> {
    pointers! {
        fn grow(p: MallocPointer<u32>, n: usize) -> Result<()> {
            realloc(p, n);
            Ok(())
        }
        let p: MallocPointer<u32> = malloc(4);
        grow(p, 40)?;
        p[9] <<= 1;
        println!("{}", ~p[9]);
        free(p);
    }
}

#[test]
fn replaced_through_a_reference() -> Result<()> {
    pointers! {
        fn renew(p: &mut MallocPointer<u32>) -> Result<()> {
            free(*p);
            *p = malloc(4);
            *p <<= 5;
            Ok(())
        }
        let mut p: MallocPointer<u32> = malloc(4);
        renew(&mut p)?;
        println!("{}", ~p);
        renew(&mut p)?;
        free(p);
    }
}

#[test]
fn an_out_parameter() -> Result<()> {
    pointers! {
        fn make(out: &mut MallocPointer<u32>, really: bool) -> Result<()> {
            if really {
                *out = malloc(4);
                *out <<= 3;
            }
            Ok(())
        }
        let mut p = MallocPointer::<u32>::null();
        make(&mut p, yes())?;
        println!("{}", ~p);
        free(p);
    }
}

#[test]
fn exchanged() -> Result<()> {
    pointers! {
        fn exchange(p: &mut MallocPointer<u32>, q: &mut MallocPointer<u32>) {
            let old = *p;
            *p = *q;
            *q = old;
        }
        let mut p: MallocPointer<u32> = malloc(4);
        let mut q: MallocPointer<u32> = malloc(4);
        p <<= 1;
        q <<= 2;
        exchange(&mut p, &mut q);
        free(p);
        println!("{}", ~q);
        free(q);
    }
}

#[test]
fn recursion_over_a_list() -> Result<()> {
    pointers! {
        #[derive(Clone, Copy)]
        struct Node {
            value: u32,
            next: MallocPointer<Node>,
        }
        fn push(head: MallocPointer<Node>, value: u32) -> Result<MallocPointer<Node>> {
            let node = malloc(std::mem::size_of::<Node>());
            node <<= Node { value, next: head };
            Ok(node)
        }
        fn sum(node: MallocPointer<Node>) -> Result<u32> {
            if node.is_null() {
                return Ok(0);
            }
            Ok(node->value + sum(node->next)?)
        }
        fn destroy(node: MallocPointer<Node>) -> Result<()> {
            if node.is_null() {
                return Ok(());
            }
            destroy(node->next)?;
            free(node);
            Ok(())
        }
        let mut head = MallocPointer::<Node>::null();
        for i in 0..5 {
            head = push(head, i)?;
        }
        let rest = head->next;
        println!("{}", sum(head)?);
        head->next = MallocPointer::null();
        destroy(head)?;
        println!("{} {}", sum(rest)?, rest->value);
        destroy(rest)?;
    }
}

#[test]
fn recursion_over_a_tree() -> Result<()> {
    pointers! {
        #[derive(Clone, Copy)]
        struct Tree {
            value: u32,
            left: MallocPointer<Tree>,
            right: MallocPointer<Tree>,
        }
        fn insert(tree: MallocPointer<Tree>, value: u32) -> Result<MallocPointer<Tree>> {
            if tree.is_null() {
                let made = malloc(std::mem::size_of::<Tree>());
                made <<= Tree { value, left: MallocPointer::null(), right: MallocPointer::null() };
                return Ok(made);
            }
            if value < tree->value {
                tree->left = insert(tree->left, value)?;
            } else {
                tree->right = insert(tree->right, value)?;
            }
            Ok(tree)
        }
        fn sum(tree: MallocPointer<Tree>) -> Result<u32> {
            if tree.is_null() {
                return Ok(0);
            }
            Ok(tree->value + sum(tree->left)? + sum(tree->right)?)
        }
        fn destroy(tree: MallocPointer<Tree>) -> Result<()> {
            if tree != MallocPointer::null() {
                destroy(tree->left)?;
                destroy(tree->right)?;
                free(tree);
            }
            Ok(())
        }
        let mut root = MallocPointer::<Tree>::null();
        for value in [5, 2, 8, 1, 9] {
            root = insert(root, value)?;
        }
        let left = root->left;
        root->left = MallocPointer::null();
        destroy(root)?;
        println!("{}", sum(left)?);
        destroy(left)?;
    }
}

#[test]
fn a_list_freed_in_a_loop() -> Result<()> {
    pointers! {
        #[derive(Clone, Copy)]
        struct Node {
            value: u32,
            next: MallocPointer<Node>,
        }
        fn destroy(head: MallocPointer<Node>) -> Result<u32> {
            let mut freed = 0;
            let mut at = head;
            while at != MallocPointer::null() {
                let next = at->next;
                free(at);
                at = next;
                freed += 1;
            }
            Ok(freed)
        }
        let second = malloc(24);
        second <<= Node { value: 2, next: MallocPointer::null() };
        let first = malloc(24);
        first <<= Node { value: 1, next: second };
        println!("{} {}", first->value, destroy(first)?);
    }
}

#[test]
fn freed_by_one_of_two_that_call_each_other() -> Result<()> {
    pointers! {
        fn ping(p: MallocPointer<u32>, n: u32) -> Result<()> {
            if n == 0 {
                return Ok(());
            }
            pong(p, n - 1)
        }
        fn pong(p: MallocPointer<u32>, n: u32) -> Result<()> {
            if n == 0 {
                free(p);
                return Ok(());
            }
            ping(p, n - 1)
        }
        let p: MallocPointer<u32> = malloc(4);
        p <<= 1;
        ping(p, 4)?;
        println!("{}", ~p);
        ping(p, 3)?;
    }
}

#[test]
fn kept_in_a_cell() -> Result<()> {
    pointers! {
        fn keep(kept: &Cell<MallocPointer<u32>>, p: MallocPointer<u32>) {
            kept.set(p);
        }
        fn drop_kept(kept: &Cell<MallocPointer<u32>>) -> Result<()> {
            free(kept.replace(MallocPointer::null()));
            Ok(())
        }
        let kept = Cell::new(MallocPointer::<u32>::null());
        let p: MallocPointer<u32> = malloc(4);
        p <<= 1;
        keep(&kept, p);
        println!("{}", ~kept.get());
        drop_kept(&kept)?;
    }
}

#[test]
fn kept_in_a_static() -> Result<()> {
    pointers! {
        thread_local! {
            static KEPT: RefCell<Vec<MallocPointer<u32>>> = const { RefCell::new(Vec::new()) };
        }
        fn keep(p: MallocPointer<u32>) {
            KEPT.with(|kept| kept.borrow_mut().push(p));
        }
        fn assign_all() -> Result<()> {
            for p in KEPT.with(|kept| kept.borrow().clone()) {
                p <<= 1;
            }
            Ok(())
        }
        let p: MallocPointer<u32> = malloc(4);
        keep(p);
        assign_all()?;
        println!("{}", ~p);
        free(p);
    }
}

#[test]
fn called_back() -> Result<()> {
    pointers! {
        fn each(p: MallocPointer<u32>, n: usize, then: impl Fn(MallocPointer<u32>) -> Result<()>) -> Result<()> {
            for i in 0..n {
                then(p + i)?;
            }
            Ok(())
        }
        let p: MallocPointer<u32> = malloc(16);
        each(p, 4, |at| { at <<= 1; Ok(()) })?;
        println!("{}", ~p[3]);
        each(p, 1, |at| free(at))?;
    }
}

#[test]
fn a_generic_helper() -> Result<()> {
    pointers! {
        fn second<T: Copy>(first: T, second: T) -> T {
            let _ = first;
            second
        }
        fn boxed<T: Copy + 'static>(value: T) -> Result<MallocPointer<T>> {
            let p = malloc(std::mem::size_of::<T>());
            p <<= value;
            Ok(p)
        }
        let p = boxed(1u32)?;
        let q = boxed(2u32)?;
        let r = second(p, q);
        free(p);
        println!("{}", ~r);
        free(r);
    }
}

#[test]
fn two_of_one_name() -> Result<()> {
    pointers! {
        fn end(p: MallocPointer<u32>) -> Result<()> {
            free(p);
            Ok(())
        }
        let p: MallocPointer<u32> = malloc(4);
        {
            fn end(p: MallocPointer<u32>) -> Result<()> {
                p <<= 1;
                Ok(())
            }
            end(p)?;
        }
        println!("{}", ~p);
        end(p)?;
    }
}

mod other {
    use pointers::prelude::*;

    pub(super) fn end(p: MallocPointer<u32>) -> Result<()> {
        p.write(1)
    }
}

#[test]
fn imported_under_the_name() -> Result<()> {
    pointers! {
        fn end(p: MallocPointer<u32>) -> Result<()> {
            free(p);
            Ok(())
        }
        let p: MallocPointer<u32> = malloc(4);
        {
            use other::end;
            end(p)?;
        }
        println!("{}", ~p);
        end(p)?;
    }
}

#[test]
fn everything_imported() -> Result<()> {
    pointers! {
        fn end(p: MallocPointer<u32>) -> Result<()> {
            free(p);
            Ok(())
        }
        let p: MallocPointer<u32> = malloc(4);
        {
            use other::*;
            end(p)?;
        }
        println!("{}", ~p);
        end(p)?;
    }
}

#[test]
fn a_variable_of_that_name() -> Result<()> {
    pointers! {
        fn end(p: MallocPointer<u32>) -> Result<()> {
            free(p);
            Ok(())
        }
        let p: MallocPointer<u32> = malloc(4);
        {
            let end = |p: MallocPointer<u32>| p.write(1);
            end(p)?;
        }
        println!("{}", ~p);
        end(p)?;
    }
}

#[test]
fn cleanup_at_the_end() -> Result<()> {
    pointers! {
        fn both(p: MallocPointer<u8>, q: MallocPointer<u8>) -> Result<()> {
            free(p);
            free(q);
            Ok(())
        }
        let p: MallocPointer<u8> = malloc(8);
        let q: MallocPointer<u8> = malloc(8);
        let done = 'work: {
            p <<= 1;
            if yes() {
                break 'work false;
            }
            q <<= 2;
            true
        };
        if done {
            println!("{} {}", ~p, ~q);
        }
        both(p, q)?;
    }
}

#[test]
fn a_helper_that_never_returns() -> Result<()> {
    pointers! {
        fn give_up(p: MallocPointer<u32>) -> ! {
            let _ = pointers::free(p);
            panic!("no more")
        }
        let p: MallocPointer<u32> = malloc(4);
        p <<= 1;
        if no() {
            give_up(p);
        }
        println!("{}", ~p);
        free(p);
    }
}

#[test]
fn a_helper_that_may_panic_first() -> Result<()> {
    let outcome = std::panic::catch_unwind(|| -> Result<()> {
        pointers! {
            fn show(p: MallocPointer<u32>, wanted: bool) -> Result<()> {
                assert!(wanted, "not wanted");
                println!("{}", ~p);
                Ok(())
            }
            let p: MallocPointer<u32> = malloc(4);
            free(p);
            if yes() {
                panic!("before");
            }
            show(p, no())?;
        }
    });
    assert!(outcome.is_err());
    Ok(())
}

#[test]
fn freed_only_when_it_succeeds() -> Result<()> {
    pointers! {
        fn consume(p: MallocPointer<u32>) -> Result<()> {
            let _ = ~p;
            free(p);
            Ok(())
        }
        let p: MallocPointer<u32> = malloc(4);
        if consume(p).is_err() {
            p <<= 1;
            println!("{}", ~p);
        }
        consume(p)?;
    }
}

#[test]
fn options_of_handles() -> Result<()> {
    pointers! {
        fn find(all: &[MallocPointer<u32>], wanted: u32) -> Result<Option<MallocPointer<u32>>> {
            for p in all {
                if ~*p == wanted {
                    return Ok(Some(*p));
                }
            }
            Ok(None)
        }
        let p: MallocPointer<u32> = malloc(4);
        let q: MallocPointer<u32> = malloc(4);
        p <<= 1;
        q <<= 2;
        if let Some(found) = find(&[p, q], 2)? {
            free(found);
        }
        println!("{}", ~p);
        free(p);
    }
}

#[test]
fn a_step_past_what_was_given() -> Result<()> {
    pointers! {
        fn last(p: MallocPointer<u8>) -> MallocPointer<u8> {
            p + 3
        }
        fn start(p: MallocPointer<u8>) -> Result<()> {
            free(p - 3);
            Ok(())
        }
        let p: MallocPointer<u8> = malloc(4);
        p[3] <<= 9;
        println!("{}", ~last(p));
        start(last(p))?;
    }
}

#[test]
fn chunks_in_a_helper() -> Result<()> {
    pointers! {
        fn zero(all: CallocPointer<u32>) -> Result<()> {
            for one in all {
                one <<= 0;
            }
            Ok(())
        }
        let all: CallocPointer<u32> = calloc_safe(4, 4);
        zero(all)?;
        println!("{}", ~all[3]);
        free(all);
    }
}

#[test]
fn in_a_closure() -> Result<()> {
    pointers! {
        fn end(p: MallocPointer<u32>) -> Result<()> {
            free(p);
            Ok(())
        }
        let p: MallocPointer<u32> = malloc(4);
        p <<= 1;
        let later = || end(p);
        println!("{}", ~p);
        later()?;
    }
}

#[test]
fn the_condition_and_the_flag() -> Result<()> {
    pointers! {
        fn drop_it(p: MallocPointer<u32>, really: bool) -> Result<()> {
            if really {
                free(p);
            }
            Ok(())
        }
        let p: MallocPointer<u32> = malloc(4);
        p <<= 1;
        let really = no();
        drop_it(p, really)?;
        if !really {
            println!("{}", ~p);
            drop_it(p, true)?;
        }
    }
}

#[test]
fn a_macro_of_the_users() -> Result<()> {
    macro_rules! leave {
        ($($tokens:tt)*) => {
            return Ok(())
        };
    }
    pointers! {
        fn end(p: MallocPointer<u32>) -> Result<()> {
            if yes() {
                leave!(p);
            }
            free(p);
            Ok(())
        }
        let p: MallocPointer<u32> = malloc(4);
        p <<= 1;
        end(p)?;
        println!("{}", ~p);
        free(p);
    }
}

#[test]
fn only_for_some_builds() -> Result<()> {
    pointers! {
        #[cfg(any())]
        fn end(p: MallocPointer<u32>) -> Result<()> {
            free(p);
            Ok(())
        }
        #[cfg(not(any()))]
        fn end(p: MallocPointer<u32>) -> Result<()> {
            p <<= 1;
            Ok(())
        }
        let p: MallocPointer<u32> = malloc(4);
        end(p)?;
        println!("{}", ~p);
        free(p);
    }
}

#[test]
fn strings_in_helpers() -> Result<()> {
    pointers! {
        fn copy(text: MallocPointer<u8>) -> Result<MallocPointer<u8>> {
            let made = malloc(strlen(text) + 1);
            strcpy(made, text);
            Ok(made)
        }
        let text: MallocPointer<u8> = malloc(6);
        strcpy(text, c"hello");
        let other = copy(text)?;
        free(text);
        puts(other);
        free(other);
    }
}

#[test]
fn a_helper_takes_what_another_gives() -> Result<()> {
    pointers! {
        fn make() -> Result<MallocPointer<u32>> {
            let p = malloc(4);
            p <<= 4;
            Ok(p)
        }
        fn take(p: MallocPointer<u32>) -> Result<u32> {
            let value = ~p;
            free(p);
            Ok(value)
        }
        println!("{}", take(make()?)? + take(make()?)?);
    }
}

#[test]
fn as_many_elements_as_there_are() -> Result<()> {
    pointers! {
        fn clear(p: MallocPointer<u32>) -> Result<()> {
            for i in 0..5 {
                p[i] <<= 0;
            }
            Ok(())
        }
        let p: MallocPointer<u32> = malloc(20);
        clear(p)?;
        free(p);
        let p: MallocPointer<u32> = malloc(24);
        clear(p + 1)?;
        free(p);
    }
}

#[test]
fn elements_on_one_path_only() -> Result<()> {
    pointers! {
        fn put(p: MallocPointer<u32>, n: usize) -> Result<()> {
            if n > 5 {
                p[5] <<= 1;
            } else {
                p[0] <<= 1;
            }
            Ok(())
        }
        fn put_some(p: MallocPointer<u32>, n: usize) -> Result<()> {
            for i in 0..10 {
                if i == n {
                    return Ok(());
                }
                p[i] <<= 1;
            }
            Ok(())
        }
        let p: MallocPointer<u32> = malloc(8);
        put(p, 2)?;
        put_some(p, 2)?;
        free(p);
    }
}

#[test]
fn elements_behind_a_realloc_or_a_cast() -> Result<()> {
    pointers! {
        fn grow(p: MallocPointer<u32>) -> Result<MallocPointer<u32>> {
            let p = realloc(p, 40);
            p[9] <<= 1;
            Ok(p)
        }
        fn sixth_byte(p: MallocPointer<u32>) -> Result<u8> {
            let q: MallocPointer<u8> = p.cast::<u8>()?;
            Ok(*q[5])
        }
        let mut p: MallocPointer<u32> = malloc(8);
        p <<= 1;
        p[1] <<= 2;
        println!("{}", sixth_byte(p)?);
        p = grow(p)?;
        free(p);
    }
}

#[test]
fn a_helper_of_a_helper_asks_for_null() -> Result<()> {
    pointers! {
        fn add_one(p: MallocPointer<u32>) -> Result<()> {
            if p != MallocPointer::null() {
                ~p += 1;
            }
            Ok(())
        }
        fn add_all(p: MallocPointer<u32>) -> Result<()> {
            add_one(p)?;
            Ok(())
        }
        add_all(MallocPointer::null())?;
    }
}

/// What an out parameter holds is allocated, and then filled through it.
#[test]
fn out_parameters() -> Result<()> {
    pointers! {
        fn behind_a_pointer(out: Pointer<MallocPointer<i32>>) -> Result<()> {
            *out = malloc(16);
            (*out)[0] = 1;
            (*out)[1] <<= 2;
            (*out)[0] += 1;
            **out *= 2;
            Ok(())
        }
        fn behind_a_handle(out: MallocPointer<MallocPointer<i32>>) -> Result<()> {
            *out = malloc(16);
            (*out)[0] = 1;
            (*out)[1] <<= 2;
            Ok(())
        }
        fn behind_a_reference(out: &mut MallocPointer<i32>) -> Result<()> {
            *out = malloc(16);
            (*out)[0] = 1;
            **out += 1;
            Ok(())
        }
        let p: MallocPointer<MallocPointer<i32>> = malloc(16);
        *p = NULL;
        behind_a_pointer(p.as_pointer())?;
        assert_eq!((p[0][0], p[0][1]), (4, 2));
        free(p[0]);
        behind_a_handle(p)?;
        free(p[0]);
        let q: MallocPointer<i32> = NULL;
        behind_a_reference(&mut q)?;
        assert_eq!(q[0], 2);
        free(q);
        free(p);
    }
}
