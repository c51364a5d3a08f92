//! NULL.

use pointers_core::traits::SlicePointer;
use pointers_core::{CallocPointer, MallocPointer, Result, calloc, free, malloc, zerocopy};
use zerocopy::FromZeros;

use crate::common::fails;

const NULL: &str = "NullPointerError: cannot perform operation when pointing to NULL";

macro_rules! using_null {
    ($($name:ident: $P:ident;)*) => {$(
        #[test]
        fn $name() -> Result<()> {
            const CONST: $P<u32> = $P::null();
            let p = CONST;
            assert!(p.is_null() && !p.freed() && !p.assigned());
            assert_eq!((p.size(), p.address()), (0, 0));
            assert_eq!(p, $P::default());
            assert_eq!(format!("{p:?}"), "<pointer to 0 bytes of memory at 0x0>");
            for p in [p, p + 1, p - 1, p + usize::MAX] {
                assert!(p.is_null());
                fails!(p.read(), NullPointer, NULL);
                fails!(p.write(1), NullPointer, NULL);
                fails!(p.take(), NullPointer, NULL);
                fails!(p.replace(1), NullPointer, NULL);
                fails!(p.borrow(), NullPointer, NULL);
                fails!(p.borrow_mut(), NullPointer, NULL);
                fails!(p.borrow_slice(1), NullPointer, NULL);
                fails!(p.borrow_slice_mut(0), NullPointer, NULL);
                fails!(p.fill(1, 1), NullPointer, NULL);
                fails!(p.copy_from_slice(&[]), NullPointer, NULL);
                fails!(p.copy_from(p, 1), NullPointer, NULL);
                fails!(p.values().next().unwrap(), NullPointer, NULL);
                fails!(p.add(0), NullPointer, NULL);
                fails!(p.sub(1), NullPointer, NULL);
                fails!(p.offset(1), NullPointer, NULL);
                fails!(p.offset_from(p), NullPointer, NULL);
                fails!(p.cast::<u8>(), NullPointer, NULL);
                let error = fails!(p.into_raw(), NullPointer, NULL);
                assert!(error.allocated_at().is_none() && error.freed_at().is_none());
                free(p)?;
            }
            let text = $P::<str>::null();
            fails!(text.read(), NullPointer, NULL);
            fails!(text.write("abc"), NullPointer, NULL);
            fails!(SlicePointer::take(text), NullPointer, NULL);
            fails!(text.replace("abc"), NullPointer, NULL);
            free(text)
        }
    )*};
}

using_null! {
    using_a_null_malloc_pointer_is_null_pointer: MallocPointer;
    using_a_null_calloc_pointer_is_null_pointer: CallocPointer;
}

#[test]
fn a_handle_whose_address_would_be_zero_is_not_null() -> Result<()> {
    let p = malloc::<u8>(4)?;
    let lost = p - p.address();
    assert!(!lost.is_null());
    assert_ne!(lost, MallocPointer::null());
    fails!(lost.read(), OutOfBounds);
    free(p)
}

#[test]
fn a_loop_over_null_meets_the_error() {
    let chunks: Vec<_> = CallocPointer::<u32>::null().into_iter().collect();
    assert_eq!(chunks.len(), 1);
    fails!(chunks[0].read(), NullPointer, NULL);
    let p = CallocPointer::<u32>::null();
    assert_eq!(
        (p.chunks(), p.chunk_size(), p.current_index(), p.safe()),
        (0, 0, 0, false)
    );
}

#[test]
fn calloc_gives_nodes_whose_links_are_null() -> Result<()> {
    #[derive(Clone, Copy, FromZeros)]
    #[zerocopy(crate = "pointers_core::zerocopy")]
    struct Node {
        value: u32,
        next: CallocPointer<Node>,
        first: MallocPointer<str>,
    }

    let p = calloc::<Node>(2, size_of::<Node>())?;
    let node = p.read()?;
    assert!(node.value == 0 && node.next.is_null() && node.first.is_null());
    fails!(node.next.read(), NullPointer, NULL);
    p.write(Node {
        next: p.add(1)?,
        ..node
    })?;
    assert_eq!(p.read()?.next.read()?.value, 0);
    free(p)
}
