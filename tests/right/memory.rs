//! Handles in memory: what `v->data` and `m[i]` hold.

use pointers::prelude::*;

fn yes() -> bool {
    std::hint::black_box(true)
}

#[derive(Clone, Copy)]
struct Vector {
    length: usize,
    data: MallocPointer<u32>,
}

#[derive(Clone, Copy)]
struct Node {
    value: u32,
    next: MallocPointer<Node>,
}

#[test]
fn a_field_once() -> Result<()> {
    pointers! {
        let v: MallocPointer<Vector> = malloc(24);
        v <<= Vector { length: 0, data: malloc(16) };
        free(v->data);
        v->data = malloc(4);
        free(v->data);
        free(v);
    }
}

#[test]
fn assigned_through_another_name() -> Result<()> {
    pointers! {
        let v: MallocPointer<Vector> = malloc(24);
        v <<= Vector { length: 0, data: malloc(16) };
        let w = v;
        free(v->data);
        w->data = malloc(4);
        v->length = 1;
        free(v->data);
        free(w);
    }
}

#[test]
fn moved_in_anew() -> Result<()> {
    pointers! {
        let v: MallocPointer<Vector> = malloc(24);
        v <<= Vector { length: 0, data: malloc(16) };
        free(v->data);
        v <<= Vector { length: 0, data: malloc(16) };
        free(v->data);
        free(v);
    }
}

#[test]
fn one_of_several_elements() -> Result<()> {
    pointers! {
        let m: MallocPointer<MallocPointer<u32>> = malloc(32);
        m[0] <<= malloc(4);
        m[1] <<= malloc(4);
        let at = usize::from(yes());
        let row = ~m[at];
        row <<= 1;
        free(row);
        let other = ~m[1 - at];
        free(other);
        free(m);
    }
}

#[test]
fn rows_and_columns() -> Result<()> {
    pointers! {
        let m: MallocPointer<MallocPointer<u32>> = malloc(32);
        for i in 0..2 {
            m[i] <<= malloc(8);
        }
        for i in 0..2 {
            for j in 0..2 {
                m[i][j] <<= (i * 2 + j) as u32;
            }
        }
        println!("{}", m[1][1]);
        for i in 0..2 {
            free(m[i]);
        }
        free(m);
    }
}

#[test]
fn the_element_is_known_by_the_loop_only() -> Result<()> {
    pointers! {
        let m: MallocPointer<MallocPointer<u32>> = malloc(48);
        for i in 0..3 {
            let row: MallocPointer<u32> = malloc(4);
            row <<= i as u32;
            m[i] <<= row;
        }
        free(m[1]);
        println!("{} {}", ~~m[0], ~~m[2]);
        free(m[0]);
        free(m[2]);
        free(m);
    }
}

#[test]
fn a_list_by_hand() -> Result<()> {
    pointers! {
        let second: MallocPointer<Node> = malloc(24);
        second <<= Node { value: 2, next: MallocPointer::null() };
        let first: MallocPointer<Node> = malloc(24);
        first <<= Node { value: 1, next: second };
        let next = first->next;
        free(first);
        println!("{}", next->value);
        free(next);
    }
}

#[test]
fn a_ring() -> Result<()> {
    pointers! {
        let first: MallocPointer<Node> = malloc(24);
        let second: MallocPointer<Node> = malloc(24);
        first <<= Node { value: 1, next: second };
        second <<= Node { value: 2, next: first };
        println!("{}", first->next->next->value);
        first->next = MallocPointer::null();
        free(second);
        println!("{}", first->value);
        free(first);
    }
}

#[test]
fn unlinked_in_a_loop() -> Result<()> {
    pointers! {
        let mut head = MallocPointer::<Node>::null();
        for value in 0..6 {
            let node: MallocPointer<Node> = malloc(24);
            node <<= Node { value, next: head };
            head = node;
        }
        let mut at = head;
        while !at.is_null() && !at->next.is_null() {
            let gone = at->next;
            at->next = gone->next;
            free(gone);
            at = at->next;
        }
        while !head.is_null() {
            let next = head->next;
            println!("{}", head->value);
            free(head);
            head = next;
        }
    }
}

#[test]
fn linked_and_reversed() -> Result<()> {
    pointers! {
        let third: MallocPointer<Node> = malloc(24);
        let second: MallocPointer<Node> = malloc(24);
        let first: MallocPointer<Node> = malloc(24);
        third <<= Node { value: 3, next: MallocPointer::null() };
        second <<= Node { value: 2, next: third };
        first <<= Node { value: 1, next: second };
        let mut back = MallocPointer::<Node>::null();
        let mut at = first;
        while at != MallocPointer::null() {
            let next = at->next;
            at->next = back;
            back = at;
            at = next;
        }
        println!("{}", back->value);
        free(third);
        free(second);
        free(first);
    }
}

#[test]
fn other_code_assigns_it() -> Result<()> {
    fn renew(v: MallocPointer<Vector>) -> Result<()> {
        v.write(Vector {
            length: 1,
            data: malloc(4)?,
        })
    }
    pointers! {
        let v: MallocPointer<Vector> = malloc(24);
        v <<= Vector { length: 0, data: malloc(4) };
        free(v->data);
        renew(v)?;
        free(v->data);
        free(v);
    }
}

#[test]
fn a_helper_assigns_it() -> Result<()> {
    pointers! {
        fn renew(v: MallocPointer<Vector>) -> Result<()> {
            free(v->data);
            v->data = malloc(8);
            v->data[1] <<= 3;
            Ok(())
        }
        let v: MallocPointer<Vector> = malloc(24);
        v <<= Vector { length: 0, data: malloc(4) };
        renew(v)?;
        renew(v)?;
        println!("{}", v->data[1]);
        free(v->data);
        free(v);
    }
}

#[test]
fn a_helper_assigns_it_through_an_alias() -> Result<()> {
    pointers! {
        fn exchange(a: MallocPointer<Vector>, b: MallocPointer<Vector>) -> Result<()> {
            a->data = MallocPointer::null();
            free(b->data);
            Ok(())
        }
        let v: MallocPointer<Vector> = malloc(24);
        let data: MallocPointer<u32> = malloc(4);
        data <<= 1;
        v <<= Vector { length: 0, data };
        exchange(v, v)?;
        println!("{}", ~data);
        free(data);
        free(v);
    }
}

#[test]
fn a_helper_lets_other_code_run() -> Result<()> {
    pointers! {
        fn end(v: MallocPointer<Vector>, before: impl Fn(MallocPointer<Vector>) -> Result<()>) -> Result<()> {
            before(v)?;
            free(v->data);
            Ok(())
        }
        let v: MallocPointer<Vector> = malloc(24);
        let data: MallocPointer<u32> = malloc(4);
        data <<= 1;
        v <<= Vector { length: 0, data };
        end(v, |v| v.write(Vector { length: 0, data: malloc(4)? }))?;
        println!("{}", ~data);
        free(data);
        free(v);
    }
}

#[test]
fn a_vector_that_grows() -> Result<()> {
    pointers! {
        fn new() -> Result<MallocPointer<Vector>> {
            let v = malloc(24);
            v <<= Vector { length: 0, data: malloc(4) };
            Ok(v)
        }
        fn push(v: MallocPointer<Vector>, value: u32) -> Result<()> {
            let n = v->length;
            realloc(v->data, (n + 1) * 4);
            v->data[n] <<= value;
            v->length += 1;
            Ok(())
        }
        fn destroy(v: MallocPointer<Vector>) -> Result<()> {
            free(v->data);
            free(v);
            Ok(())
        }
        let v = new()?;
        for value in 0..5 {
            push(v, value)?;
        }
        println!("{} {}", v->length, v->data[4]);
        destroy(v)?;
    }
}

#[test]
fn read_back_on_one_path() -> Result<()> {
    pointers! {
        let v: MallocPointer<Vector> = malloc(24);
        let data: MallocPointer<u32> = malloc(4);
        data <<= 1;
        v <<= Vector { length: 0, data };
        if !yes() {
            free(v->data);
            v->data = MallocPointer::null();
        }
        if v->data != MallocPointer::null() {
            println!("{}", ~data);
        }
        free(v->data);
        free(v);
    }
}

#[test]
fn moved_out() -> Result<()> {
    pointers! {
        let m: MallocPointer<MallocPointer<u32>> = malloc(16);
        m <<= malloc(4);
        let row = m.take()?;
        free(row);
        m <<= malloc(4);
        free(~m);
        free(m);
    }
}

#[test]
fn copied_from_another_element() -> Result<()> {
    pointers! {
        let m: MallocPointer<MallocPointer<u32>> = malloc(32);
        m[0] <<= malloc(4);
        m[1] <<= MallocPointer::null();
        let old = ~m[0];
        m[0] <<= ~m[1];
        free(~m[0]);
        free(old);
        free(m);
    }
}

#[test]
fn one_past_the_first_row() -> Result<()> {
    pointers! {
        let m: MallocPointer<MallocPointer<u8>> = malloc(16);
        m <<= malloc(4) + 1;
        let inner = ~m;
        inner <<= 5;
        println!("{}", ~inner);
        free(inner - 1);
        free(m);
    }
}

#[test]
fn other_code_has_what_it_leads_to() -> Result<()> {
    fn link(node: MallocPointer<Node>, next: MallocPointer<Node>) -> Result<()> {
        node.write(Node { value: 0, next })
    }
    pointers! {
        let third: MallocPointer<Node> = malloc(24);
        third <<= Node { value: 3, next: MallocPointer::null() };
        let second: MallocPointer<Node> = malloc(24);
        second <<= Node { value: 2, next: MallocPointer::null() };
        let first: MallocPointer<Node> = malloc(24);
        first <<= Node { value: 1, next: second };
        link(second, third)?;
        println!("{}", first->next->next->value);
        free(third);
        free(second);
        free(first);
    }
}

#[test]
fn a_guard_changes_it() -> Result<()> {
    pointers! {
        let v: MallocPointer<Vector> = malloc(24);
        v <<= Vector { length: 0, data: malloc(4) };
        free(v->data);
        {
            let mut guard = v.borrow_mut()?;
            guard.data = MallocPointer::null();
        }
        free(v->data);
        let old = v.replace(Vector { length: 1, data: malloc(4) })?;
        println!("{}", old.data.is_null());
        free(v->data);
        free(v);
    }
}
