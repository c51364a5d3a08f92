//! Handles in structures, tuples, arrays and options, and methods that keep and free them.

use pointers::prelude::*;

fn yes() -> bool {
    std::hint::black_box(true)
}

#[derive(Clone, Copy)]
struct Pair {
    first: MallocPointer<u32>,
    second: MallocPointer<u32>,
}

fn swap(pair: &mut Pair) {
    std::mem::swap(&mut pair.first, &mut pair.second);
}

#[test]
fn each_field_once() -> Result<()> {
    pointers! {
        let pair = Pair { first: malloc(4), second: malloc(4) };
        pair.first <<= 1;
        pair.second <<= 2;
        println!("{} {}", ~pair.first, ~pair.second);
        free(pair.first);
        println!("{}", ~pair.second);
        free(pair.second);
    }
}

#[test]
fn the_field_is_assigned_after_the_free() -> Result<()> {
    pointers! {
        let mut pair = Pair { first: malloc(4), second: MallocPointer::null() };
        free(pair.first);
        pair.first = malloc(4);
        pair.first <<= 1;
        println!("{}", ~pair.first);
        free(pair.first);
        free(pair.second);
    }
}

#[test]
fn changed_by_another_function() -> Result<()> {
    pointers! {
        let mut pair = Pair { first: malloc(4), second: malloc(4) };
        pair.first <<= 1;
        free(pair.first);
        swap(&mut pair);
        pair.first <<= 2;
        println!("{}", ~pair.first);
        free(pair.first);
    }
}

#[test]
fn swapped_here() -> Result<()> {
    pointers! {
        let mut pair = Pair { first: malloc(4), second: malloc(4) };
        pair.second <<= 2;
        free(pair.first);
        std::mem::swap(&mut pair.first, &mut pair.second);
        println!("{}", ~pair.first);
        free(pair.first);
    }
}

#[test]
fn a_copy_is_another() -> Result<()> {
    pointers! {
        let pair = Pair { first: malloc(4), second: malloc(4) };
        let mut other = pair;
        other.first = malloc(4);
        free(other.first);
        pair.first <<= 1;
        println!("{}", ~pair.first);
        free(pair.first);
        free(other.second);
    }
}

#[test]
fn the_rest_of_another() -> Result<()> {
    pointers! {
        let pair = Pair { first: malloc(4), second: malloc(4) };
        let other = Pair { first: MallocPointer::null(), ..pair };
        free(other.first);
        free(pair.first);
        free(other.second);
    }
}

#[test]
fn one_of_two_structures() -> Result<()> {
    pointers! {
        let left = Pair { first: malloc(4), second: MallocPointer::null() };
        let right = Pair { first: malloc(4), second: MallocPointer::null() };
        let chosen = if yes() { left } else { right };
        free(chosen.first);
        right.first <<= 1;
        println!("{}", ~right.first);
        free(right.first);
    }
}

#[test]
fn a_field_on_one_path() -> Result<()> {
    pointers! {
        let mut pair = Pair { first: malloc(4), second: MallocPointer::null() };
        if yes() {
            pair.second = malloc(4);
        }
        if pair.second != MallocPointer::null() {
            pair.second <<= 1;
            println!("{}", ~pair.second);
        }
        free(pair.first);
        free(pair.second);
    }
}

#[test]
fn freed_on_one_path() -> Result<()> {
    pointers! {
        let mut pair = Pair { first: malloc(4), second: MallocPointer::null() };
        pair.first <<= 1;
        if !yes() {
            free(pair.first);
            pair.first = MallocPointer::null();
        }
        if !pair.first.is_null() {
            println!("{}", ~pair.first);
        }
        free(pair.first);
    }
}

#[test]
fn fields_in_a_loop() -> Result<()> {
    pointers! {
        let mut pair = Pair { first: malloc(4), second: MallocPointer::null() };
        for i in 0..4 {
            free(pair.second);
            pair.second = pair.first;
            pair.first = malloc(4);
            pair.first <<= i;
        }
        println!("{}", ~pair.first);
        free(pair.first);
        free(pair.second);
    }
}

#[test]
fn borrowed_mutably() -> Result<()> {
    pointers! {
        let mut pair = Pair { first: malloc(4), second: MallocPointer::null() };
        free(pair.first);
        {
            let other = &mut pair;
            other.first = malloc(4);
        }
        pair.first <<= 1;
        println!("{}", ~pair.first);
        free(pair.first);
    }
}

#[test]
fn a_field_borrowed_mutably() -> Result<()> {
    pointers! {
        let mut pair = Pair { first: malloc(4), second: MallocPointer::null() };
        free(pair.first);
        let first = &mut pair.first;
        *first = malloc(4);
        pair.first <<= 1;
        println!("{}", ~pair.first);
        free(pair.first);
    }
}

#[test]
fn captured_by_a_closure() -> Result<()> {
    pointers! {
        let mut pair = Pair { first: malloc(4), second: MallocPointer::null() };
        free(pair.first);
        let mut renew = || -> Result<()> {
            pair.first = malloc(4)?;
            Ok(())
        };
        renew()?;
        pair.first <<= 1;
        println!("{}", ~pair.first);
        free(pair.first);
    }
}

#[test]
fn matched_by_reference() -> Result<()> {
    pointers! {
        let mut pair = Pair { first: malloc(4), second: MallocPointer::null() };
        free(pair.first);
        match pair {
            Pair { ref mut first, .. } => *first = malloc(4),
        }
        pair.first <<= 1;
        println!("{}", ~pair.first);
        free(pair.first);
    }
}

#[test]
fn tuples() -> Result<()> {
    pointers! {
        let p: MallocPointer<u32> = malloc(4);
        let q: MallocPointer<u32> = malloc(4);
        q <<= 2;
        let mut both = (p, q);
        both = (both.1, both.0);
        free(both.1);
        println!("{}", ~both.0);
        free(both.0);
    }
}

#[test]
fn a_tuple_in_a_loop() -> Result<()> {
    pointers! {
        let (mut p, mut q): (MallocPointer<u32>, MallocPointer<u32>) = (malloc(4), malloc(4));
        p <<= 1;
        q <<= 2;
        for _ in 0..3 {
            (p, q) = (q, p);
        }
        free(p);
        println!("{}", ~q);
        free(q);
    }
}

#[test]
fn an_array_by_index() -> Result<()> {
    pointers! {
        let all: [MallocPointer<u32>; 3] = [malloc(4), malloc(4), malloc(4)];
        for i in 0..3 {
            all[i] <<= i as u32;
        }
        let at = usize::from(yes());
        free(all[at]);
        println!("{} {}", ~all[0], ~all[2]);
        free(all[0]);
        free(all[2]);
    }
}

#[test]
fn an_array_of_one_each_round() -> Result<()> {
    pointers! {
        let mut all = [MallocPointer::<u32>::null(); 3];
        for i in 0..3 {
            all[i] = malloc(4);
            all[i] <<= i as u32;
        }
        for p in all {
            println!("{}", ~p);
        }
        for p in all {
            free(p);
        }
    }
}

#[test]
fn an_element_that_is_not_known() -> Result<()> {
    pointers! {
        let p: MallocPointer<u32> = malloc(4);
        let q: MallocPointer<u32> = malloc(4);
        q <<= 1;
        let mut all = [p, p];
        let at = usize::from(yes());
        all[at] = q;
        free(all[1]);
        free(all[0]);
    }
}

#[test]
fn a_vector_of_handles() -> Result<()> {
    pointers! {
        let mut all = vec![malloc::<u32>(4), malloc::<u32>(4)];
        all[0] <<= 1;
        free(all[1]);
        all.truncate(1);
        all.push(malloc(4));
        all[1] <<= 2;
        println!("{} {}", ~all[0], ~all[1]);
        for p in all {
            free(p);
        }
    }
}

#[test]
fn a_vector_that_is_sorted() -> Result<()> {
    pointers! {
        let mut all = vec![malloc::<u32>(4), malloc::<u32>(4)];
        all[0] <<= 1;
        all[1] <<= 2;
        all.reverse();
        free(all[0]);
        let last = all.pop().unwrap();
        println!("{}", ~last);
        free(last);
    }
}

#[test]
fn an_option_that_is_taken() -> Result<()> {
    pointers! {
        let mut slot = Some(malloc::<u32>(4));
        for _ in 0..2 {
            if let Some(p) = slot.take() {
                free(p);
            }
        }
        slot = Some(malloc(4));
        if let Some(p) = slot {
            p <<= 1;
            println!("{}", ~p);
            free(p);
        }
    }
}

#[test]
fn an_option_that_is_replaced() -> Result<()> {
    pointers! {
        let mut slot = Some(malloc::<u32>(4));
        let old = slot.replace(malloc(4));
        free(old.unwrap());
        let new = slot.unwrap();
        new <<= 1;
        println!("{}", ~new);
        free(new);
    }
}

#[test]
fn an_option_on_one_path() -> Result<()> {
    pointers! {
        let mut slot = None;
        if yes() {
            slot = Some(malloc::<u32>(4));
        }
        match slot {
            Some(p) => free(p),
            None => println!("none"),
        }
    }
}

#[test]
fn results_of_handles() -> Result<()> {
    pointers! {
        let made: std::result::Result<MallocPointer<u32>, String> = if yes() {
            Ok(malloc(4))
        } else {
            Err("no".to_owned())
        };
        if let Ok(p) = made {
            p <<= 1;
            println!("{}", ~p);
            free(p);
        }
    }
}

#[test]
fn a_stack() -> Result<()> {
    pointers! {
        struct Stack {
            items: MallocPointer<u32>,
            length: usize,
            room: usize,
        }
        impl Stack {
            fn new() -> Result<Stack> {
                Ok(Stack { items: malloc(8), length: 0, room: 2 })
            }
            fn push(&mut self, value: u32) -> Result<()> {
                if self.length == self.room {
                    self.room *= 2;
                    realloc(self.items, self.room * 4);
                }
                self.items[self.length] <<= value;
                self.length += 1;
                Ok(())
            }
            fn pop(&mut self) -> Result<u32> {
                self.length -= 1;
                Ok(~self.items[self.length])
            }
            fn destroy(self) -> Result<()> {
                free(self.items);
                Ok(())
            }
        }
        let mut stack = Stack::new()?;
        for value in 0..9 {
            stack.push(value)?;
        }
        println!("{} {}", stack.pop()?, stack.pop()?);
        stack.destroy()?;
        let mut stack = Stack::new()?;
        stack.push(1)?;
        stack.destroy()?;
    }
}

#[test]
fn cleared_and_used_again() -> Result<()> {
    pointers! {
        struct Buffer {
            data: MallocPointer<u8>,
        }
        impl Buffer {
            fn clear(&mut self) -> Result<()> {
                free(self.data);
                self.data = MallocPointer::null();
                Ok(())
            }
            fn reserve(&mut self, n: usize) -> Result<()> {
                if self.data.is_null() {
                    self.data = malloc(n);
                }
                Ok(())
            }
        }
        let mut buffer = Buffer { data: malloc(4) };
        buffer.clear()?;
        buffer.clear()?;
        buffer.reserve(8)?;
        buffer.data <<= 7;
        println!("{}", ~buffer.data);
        buffer.clear()?;
    }
}

#[test]
fn a_list_with_a_head() -> Result<()> {
    pointers! {
        #[derive(Clone, Copy)]
        struct Node {
            value: u32,
            next: MallocPointer<Node>,
        }
        struct List {
            head: MallocPointer<Node>,
        }
        impl List {
            fn push(&mut self, value: u32) -> Result<()> {
                let node = malloc(24);
                node <<= Node { value, next: self.head };
                self.head = node;
                Ok(())
            }
            fn pop(&mut self) -> Result<Option<u32>> {
                if self.head.is_null() {
                    return Ok(None);
                }
                let node = self.head;
                let value = node->value;
                self.head = node->next;
                free(node);
                Ok(Some(value))
            }
            fn destroy(mut self) -> Result<()> {
                while self.pop()?.is_some() {}
                Ok(())
            }
        }
        let mut list = List { head: MallocPointer::null() };
        list.push(1)?;
        list.push(2)?;
        list.push(3)?;
        let first = list.head;
        println!("{:?} {}", list.pop()?, first.freed());
        println!("{}", list.head->value);
        list.destroy()?;
    }
}

#[test]
fn a_method_that_frees_one_of_two() -> Result<()> {
    pointers! {
        struct Two {
            left: MallocPointer<u32>,
            right: MallocPointer<u32>,
        }
        impl Two {
            fn drop_one(&mut self, left: bool) -> Result<()> {
                if left {
                    free(self.left);
                    self.left = MallocPointer::null();
                } else {
                    free(self.right);
                    self.right = MallocPointer::null();
                }
                Ok(())
            }
        }
        let mut two = Two { left: malloc(4), right: malloc(4) };
        two.right <<= 2;
        two.drop_one(yes())?;
        println!("{}", ~two.right);
        two.drop_one(false)?;
        two.drop_one(false)?;
    }
}

trait Release {
    fn release(self) -> Result<()>;
}

impl Release for Pair {
    fn release(self) -> Result<()> {
        pointers::free(self.first)?;
        pointers::free(self.second)
    }
}

#[test]
fn a_method_from_elsewhere() -> Result<()> {
    pointers! {
        let pair = Pair { first: malloc(4), second: malloc(4) };
        pair.release()?;
        let again = pair.release();
        println!("{}", again.is_err());
    }
}

#[test]
fn a_structure_that_drops() -> Result<()> {
    pointers! {
        struct Owner {
            p: MallocPointer<u32>,
        }
        impl Drop for Owner {
            fn drop(&mut self) {
                let _ = pointers::free(self.p);
            }
        }
        let p: MallocPointer<u32> = malloc(4);
        p <<= 1;
        {
            let owner = Owner { p };
            println!("{}", ~owner.p);
        }
        println!("{}", p.freed());
    }
}

#[test]
fn in_a_box() -> Result<()> {
    pointers! {
        let mut pair = Box::new(Pair { first: malloc(4), second: malloc(4) });
        free(pair.first);
        pair.first = malloc(4);
        pair.first <<= 1;
        println!("{}", ~pair.first);
        free(pair.first);
        free(pair.second);
    }
}

#[test]
fn in_a_cell() -> Result<()> {
    pointers! {
        let pair = std::cell::RefCell::new(Pair { first: malloc(4), second: malloc(4) });
        free(pair.borrow().first);
        pair.borrow_mut().first = malloc(4);
        let first = pair.borrow().first;
        first <<= 1;
        println!("{}", ~first);
        free(first);
        free(pair.borrow().second);
    }
}

#[test]
fn a_copy_of_the_reference() -> Result<()> {
    pointers! {
        fn renew(pair: &mut Pair) -> Result<()> {
            let other = pair;
            other.first = malloc(4);
            Ok(())
        }
        fn instead<'a>(pair: &'a mut Pair, other: &'a mut Pair) -> &'a mut Pair {
            if yes() { pair } else { other }
        }
        let mut pair = Pair { first: malloc(4), second: MallocPointer::null() };
        let mut other = Pair { first: malloc(4), second: MallocPointer::null() };
        free(pair.first);
        renew(&mut pair)?;
        free(pair.first);
        instead(&mut pair, &mut other).first = MallocPointer::null();
        free(pair.first);
        free(other.first);
    }
}

#[test]
fn an_option_after_it_was_taken() -> Result<()> {
    pointers! {
        let mut slot = Some(malloc::<u32>(4));
        let taken = slot.take();
        free(taken.unwrap());
        match slot {
            Some(p) => free(p),
            None => println!("none"),
        }
        slot = taken.clone();
        println!("{}", slot.is_some());
    }
}

#[test]
fn variants_of_an_enum() -> Result<()> {
    pointers! {
        enum Held {
            Owned { p: MallocPointer<u32> },
            Lent { p: MallocPointer<u32> },
        }
        use Held::Lent;
        let p: MallocPointer<u32> = malloc(4);
        p <<= 1;
        let owned = Held::Owned { p };
        let lent = Lent { p };
        println!("{}", ~p);
        free(p);
        for held in [owned, lent] {
            match held {
                Held::Lent { p } => println!("{}", p.freed()),
                Held::Owned { p } => {
                    let _ = pointers::free(p);
                }
            }
        }
        match (Held::Lent { p }) {
            Held::Owned { p } => free(p),
            Held::Lent { .. } => println!("lent"),
        }
    }
}

/// A structure that other code can name, which has its `Drop` there.
mod dropped_outside {
    use pointers::prelude::*;

    pointers! {
        #![deny(leaks)]

        struct Owner {
            data: MallocPointer<u32>,
        }

        pub(super) fn owned() -> Result<u32> {
            let owner = Owner { data: malloc(4) };
            owner.data <<= 7;
            Ok(*owner.data)
        }

        pub(super) fn cleared() -> Result<u32> {
            let data = malloc::<u32>(4);
            {
                let _owner = Filler { data };
            }
            let value = *data;
            free(data);
            Ok(value)
        }

        struct Filler {
            data: MallocPointer<u32>,
        }
    }

    impl Drop for Owner {
        fn drop(&mut self) {
            let data = self.data;
            let freed: Result<()> = pointers! { free(data); };
            assert!(freed.is_ok());
        }
    }

    impl Drop for Filler {
        fn drop(&mut self) {
            let data = self.data;
            let filled: Result<()> = pointers! { data <<= 3; };
            assert!(filled.is_ok());
        }
    }
}

#[test]
fn a_drop_outside_of_the_body_frees() -> Result<()> {
    assert_eq!(dropped_outside::owned()?, 7);
    assert_eq!(dropped_outside::cleared()?, 3);
    Ok(())
}

#[test]
fn a_drop_that_a_macro_writes() -> Result<()> {
    macro_rules! frees_itself {
        ($name:ident) => {
            impl Drop for $name {
                fn drop(&mut self) {
                    let data = self.data;
                    let freed: Result<()> = pointers! { free(data); };
                    assert!(freed.is_ok());
                }
            }
        };
    }
    pointers! {
        #![deny(leaks)]
        struct Owner {
            data: MallocPointer<u32>,
        }
        frees_itself!(Owner);
        let owner = Owner { data: malloc(4) };
        owner.data <<= 7;
    }
}
