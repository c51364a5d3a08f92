//! Elements that are assigned in part. What is noted of them does not come from the global allocator, whatever is done: so it
//! cannot call back in the midst of it.

use pointers_core::__private::At;
use pointers_core::{MallocPointer, Result, free, heap, malloc, realloc};
use pointers_macros::Fields;

use crate::allocator;

#[derive(Fields, Clone, Copy)]
#[fields(crate = pointers_core)]
struct Node<const N: usize> {
    first: u32,
    unit: (),
    list: [u16; N],
}

/// Every operation that notes anything of a part, and every error that names one.
fn everything<const N: usize>() -> Result<usize> {
    let p: MallocPointer<Node<N>> = malloc(5 * size_of::<Node<N>>())?;
    let node = Node {
        first: 1,
        unit: (),
        list: [1; N],
    };
    let mut errors = 0;
    for index in [3, 0, 1] {
        let Ok(at) = p.add(index)?.__pointers_p_arrow();
        let Ok(first) = at.__pointers_p_field(|m| &m.first);
        let Ok(unit) = at.__pointers_p_field(|m| &m.unit);
        let Ok(list) = at.__pointers_p_field(|m| &m.list);
        errors += usize::from(first.__pointers_p_value().is_err());
        first.__pointers_p_assign(2)?;
        At(list, 1).__pointers_p_at()?.__pointers_p_assign(3)?;
        errors += usize::from(p.add(index)?.read().is_err());
        let pointer = first.__pointers_p_raw()?;
        let guard = pointer.borrow_mut()?;
        errors += usize::from(first.__pointers_p_assign(2).is_err());
        drop(guard);
        p.add(index)?.write(node)?;
        pointer.take()?;
        errors += usize::from(pointer.take().is_err());
        unit.__pointers_p_raw()?.take()?;
    }
    heap::describe(p)?;
    let longer = realloc(p, 50 * size_of::<Node<N>>())?;
    longer.fill(node, 2)?;
    let shorter = realloc(longer, 2 * size_of::<Node<N>>())?;
    errors += usize::from(free(shorter.add(1)?).is_err());
    free(shorter)?;
    Ok(errors)
}

#[test]
fn nothing_of_parts_is_asked_of_the_allocator() -> Result<()> {
    let (few, requests) = allocator::requests(everything::<4>);
    assert_eq!((few?, requests), (13, 0));
    let (many, requests) = allocator::requests(everything::<100>);
    assert_eq!((many?, requests), (13, 0));
    Ok(())
}
