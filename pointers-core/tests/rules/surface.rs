//! What `docs/design.md#handles` says of the handles themselves.

use pointers_core::{CallocPointer, Handle, MallocPointer, Result, calloc, free, malloc};

fn copies<T: Copy>() {}

#[test]
fn handles_are_copy_and_as_small_whatever_they_point_to() {
    /// 16 bytes, or 12 where addresses have 32 bits.
    const SIZE: usize = size_of::<usize>() + 8;
    struct NotCopy(#[allow(dead_code)] String);
    copies::<MallocPointer<NotCopy>>();
    copies::<CallocPointer<str>>();
    assert_eq!(size_of::<MallocPointer<NotCopy>>(), SIZE);
    assert_eq!(size_of::<CallocPointer<[u64]>>(), SIZE);
}

#[test]
fn debug_says_how_many_bytes_and_where() -> Result<()> {
    let p = malloc::<str>(52)?;
    assert_eq!(
        format!("{p:?}"),
        format!("<pointer to 52 bytes of memory at {:#x}>", p.address())
    );
    free(p)?;
    let c = calloc::<u32>(3, 28)?;
    let second = c.add(1)?;
    assert_eq!(
        format!("{second:?}"),
        format!("<pointer to 84 bytes of memory at {:#x}>", c.address() + 28)
    );
    free(c)
}

#[test]
fn the_properties_of_the_document_are_plain_values() -> Result<()> {
    let p = malloc::<u32>(52)?;
    let (freed, assigned, size): (bool, bool, usize) = (p.freed(), p.assigned(), p.size());
    assert_eq!((freed, assigned, size), (false, false, 52));
    p.write(1)?;
    assert!(p.assigned() && !p.add(1)?.assigned());
    free(p)?;
    assert_eq!((p.freed(), p.assigned(), p.size()), (true, false, 0));

    let c = calloc::<u32>(4, 28)?;
    let facts: (usize, usize, usize, bool) =
        (c.chunks(), c.chunk_size(), c.current_index(), c.safe());
    assert_eq!(facts, (4, 28, 0, false));
    assert_eq!(c.add(4)?.current_index(), 4);
    free(c)
}

#[test]
fn one_function_takes_both_handle_types() -> Result<()> {
    fn twice<P: Handle>(p: P) -> Result<P> {
        pointers_core::realloc(pointers_core::realloc(p, 56)?, 84)
    }
    free(twice(malloc::<u32>(28)?)?)?;
    free(twice(calloc::<u32>(1, 28)?)?)
}

#[test]
fn write_keeps_all_coercions() -> Result<()> {
    let boxed = malloc::<Box<dyn Fn(u32) -> u32>>(16)?;
    boxed.write(Box::new(|x| x + 1))?;
    assert_eq!(boxed.borrow()?(1), 2);
    free(boxed)?;

    let text = malloc::<str>(8)?;
    let owned = String::from("abc");
    pointers_core::traits::SlicePointer::write(text, &owned)?;
    assert_eq!(text.read()?, "abc");
    free(text)
}

/// Cycles and shared links without `unsafe`: what the crate is for.
#[test]
fn a_doubly_linked_ring() -> Result<()> {
    #[derive(Clone, Copy)]
    struct Node {
        value: u32,
        next: MallocPointer<Node>,
        before: MallocPointer<Node>,
    }

    let nodes: Vec<MallocPointer<Node>> = (0..5)
        .map(|_| malloc(size_of::<Node>()))
        .collect::<Result<_>>()?;
    for (n, node) in nodes.iter().enumerate() {
        node.write(Node {
            value: n as u32,
            next: nodes[(n + 1) % 5],
            before: nodes[(n + 4) % 5],
        })?;
    }
    let mut at = nodes[0];
    for n in 0..12 {
        assert_eq!(at.read()?.value, n % 5);
        assert_eq!(at.read()?.next.read()?.before, at);
        at = at.read()?.next;
    }
    free(nodes[3])?;
    assert!(nodes[2].read()?.next.read().is_err());
    for n in [0, 1, 2, 4] {
        free(nodes[n])?;
    }
    Ok(())
}
