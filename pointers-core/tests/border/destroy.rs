//! Memory with a destructor of C's own.

use std::cell::Cell;
use std::ffi::c_void;
use std::ptr;
use std::sync::atomic::AtomicU32;

use pointers_core::{
    CallocPointer, Malloc, MallocPointer, Owned, Result, free, heap, realloc, string,
};

use crate::common::{Log, Noted, fails};
use crate::leaves_nothing;

const DESTRUCTOR: &str =
    "InvalidFreeError: memory has a destructor of C's own, so that it can only be freed";

#[repr(C)]
struct Widget {
    id: u32,
    parts: u32,
}

thread_local! {
    static DESTROYED: Cell<u32> = const { Cell::new(0) };
    /// A handle that the destructor looks at.
    static WATCHED: Cell<MallocPointer<u32>> = const { Cell::new(MallocPointer::null()) };
}

unsafe extern "C" fn widget_new(id: u32) -> *mut Widget {
    // SAFETY: `malloc` has no preconditions; the block has room for one.
    unsafe {
        let widget = libc::malloc(size_of::<Widget>()).cast::<Widget>();
        widget.write(Widget { id, parts: 3 });
        widget
    }
}

/// Counts, and returns what nobody asked for.
unsafe extern "C" fn widget_destroy(widget: *mut Widget) -> i32 {
    // SAFETY: it is one of `widget_new`'s, which nobody uses any more.
    unsafe {
        assert_eq!((*widget).parts, 3);
        (*widget).parts = 0;
        libc::free(widget.cast());
    }
    DESTROYED.set(DESTROYED.get() + 1);
    7
}

fn widget(id: u32) -> Result<MallocPointer<Widget>> {
    // SAFETY: the widget is fresh, and `widget_destroy` is for it.
    unsafe { MallocPointer::from_raw_with(widget_new(id), size_of::<Widget>(), widget_destroy) }
}

#[test]
fn free_calls_it_once() -> Result<()> {
    leaves_nothing(|| {
        DESTROYED.set(0);
        let p = widget(1)?;
        assert_eq!(p.borrow()?.id, 1);
        assert_eq!(DESTROYED.get(), 0);
        free(p)?;
        assert_eq!(DESTROYED.get(), 1);
        fails!(free(p), Memory);
        fails!(p.borrow(), Memory);
        drop(Owned::new(widget(2)?));
        assert_eq!(DESTROYED.get(), 2);
        Ok(())
    })
}

#[test]
fn nothing_else_ends_or_moves_it() -> Result<()> {
    leaves_nothing(|| {
        DESTROYED.set(0);
        let p = widget(1)?;
        for size in [8, 16, 0] {
            fails!(realloc(p, size), InvalidFree, DESTRUCTOR);
        }
        fails!(p.into_raw(), InvalidFree, DESTRUCTOR);
        fails!(p.detach(), InvalidFree, DESTRUCTOR);
        fails!(p.into_vec(), InvalidFree, DESTRUCTOR);
        fails!(p.into_box(), InvalidFree, DESTRUCTOR);
        let guard = p.borrow()?;
        fails!(free(p), Borrow);
        drop(guard);
        fails!(free(p + 1), InvalidFree);
        assert_eq!((DESTROYED.get(), p.borrow()?.id), (0, 1));
        free(p)?;
        assert_eq!(DESTROYED.get(), 1);
        Ok(())
    })
}

#[test]
fn what_cannot_be_adopted_stays_cs() -> Result<()> {
    leaves_nothing(|| {
        DESTROYED.set(0);
        // SAFETY: each of these is refused, and the widget destroyed at the end.
        unsafe {
            let raw = widget_new(1);
            let inside = raw.cast::<c_void>().wrapping_byte_add(1).cast::<Widget>();
            fails!(
                MallocPointer::<Widget>::from_raw_with(ptr::null_mut(), 8, widget_destroy),
                NullPointer
            );
            fails!(
                MallocPointer::<Widget>::from_raw_with(inside, 8, widget_destroy),
                InvalidSize
            );
            fails!(
                MallocPointer::<Widget>::from_raw_with(raw, 4, widget_destroy),
                InvalidSize
            );
            fails!(
                MallocPointer::<Widget>::from_raw_with(raw, 12, widget_destroy),
                InvalidSize
            );
            fails!(
                MallocPointer::<u8>::from_raw_with(raw, usize::MAX, widget_destroy),
                Allocation
            );
            fails!(
                CallocPointer::<Widget>::from_raw_with(ptr::null_mut(), 1, 8, widget_destroy),
                NullPointer
            );
            fails!(
                CallocPointer::<Widget>::from_raw_with(inside, 1, 8, widget_destroy),
                InvalidSize
            );
            fails!(
                CallocPointer::<Widget>::from_raw_with(raw, usize::MAX, 8, widget_destroy),
                Allocation
            );
            fails!(
                CallocPointer::<Widget>::from_raw_with(raw, 1, 0, widget_destroy),
                InvalidSize
            );
            fails!(
                CallocPointer::<Widget>::from_raw_with(raw, 2, 4, widget_destroy),
                InvalidSize
            );
            assert_eq!(DESTROYED.get(), 0);
            widget_destroy(raw);
        }
        Ok(())
    })
}

/// Memory of an allocator that aligns as it likes, seen as numbers: what needs a reference is refused, and the rest copied.
#[test]
fn what_is_not_aligned_is_copied_and_never_borrowed() -> Result<()> {
    extern "C" fn keep(_: *mut u8) {
        DESTROYED.set(DESTROYED.get() + 1);
    }

    leaves_nothing(|| {
        DESTROYED.set(0);
        let mut bytes = [0_u8; 16];
        // One of two addresses beside each other is not that of a number.
        let first = 1 + usize::from(bytes[1..].as_ptr().addr().is_multiple_of(4));
        // SAFETY: the bytes outlive the block, and nobody else uses them until it is freed.
        let bytes =
            unsafe { MallocPointer::<u8>::from_raw_with((&raw mut bytes[first]).cast(), 8, keep)? };
        let p = bytes.cast::<u32>()?;
        p.add(1)?.write(7)?;
        assert_eq!(p.to_vec()?, [0, 7]);
        p.copy_from_slice(&[1, 2])?;
        let mut two = [0; 2];
        p.copy_to_slice(&mut two)?;
        assert_eq!(two, [1, 2]);
        fails!(p.borrow(), InvalidSize);
        fails!(p.borrow_mut(), InvalidSize);
        fails!(p.borrow_slice(2), InvalidSize);
        fails!(p.borrow_slice_mut(2), InvalidSize);
        fails!(p.into_vec(), InvalidFree, DESTRUCTOR);
        fails!(p.detach(), InvalidFree, DESTRUCTOR);
        assert_eq!(p.take()?, 1);
        fails!(p.borrow_unassigned(1), InvalidSize);
        // SAFETY: the block is plain bytes.
        let found = unsafe { heap::find::<u32, Malloc>(p.add(1)?.as_ptr()?.cast())? };
        assert_eq!(
            (found.read()?, found.add(1)?.address()),
            (2, p.address() + 8)
        );
        // SAFETY: as above; a byte behind a number is none.
        unsafe {
            fails!(
                heap::find::<u32, Malloc>(bytes.add(1)?.as_ptr()?.cast()),
                InvalidSize
            )
        };
        free(p)?;
        assert_eq!(DESTROYED.get(), 1);
        Ok(())
    })
}

/// What is dropped comes first, each value once; a panic in a drop does not stop the destructor.
#[test]
fn values_are_dropped_before() -> Result<()> {
    thread_local!(static AT: Cell<usize> = const { Cell::new(0) });
    extern "C" fn release(memory: *mut c_void) {
        AT.set(memory.addr());
        // SAFETY: it is the block of below.
        unsafe { libc::free(memory) };
    }

    let log = Log::new();
    for bomb in [false, true] {
        let size = 2 * size_of::<Noted>();
        // SAFETY: `malloc` has no preconditions; two values are moved into the block before it is adopted.
        let p = unsafe {
            let raw = libc::malloc(size).cast::<Noted>();
            raw.write(if bomb { log.bomb(1) } else { log.value(1) });
            raw.add(1).write(log.value(2));
            MallocPointer::<Noted>::from_raw_with(raw.cast(), size, release)?
        };
        let address = p.address();
        let freed = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| free(p)));
        assert_eq!(freed.is_err(), bomb);
        assert_eq!((log.dropped(), AT.get()), (vec![1, 2], address));
    }
    Ok(())
}

/// C's destructor calls back: the block is gone already, everything else is as it was.
#[test]
fn it_may_use_any_handle() -> Result<()> {
    extern "C" fn look(memory: *mut u32) {
        let watched = WATCHED.get();
        assert!(watched.freed());
        fails!(free(watched), Memory);
        let other = pointers_core::malloc::<u8>(100).expect("memory");
        free(other).expect("its block");
        // SAFETY: it is the block of below.
        unsafe { libc::free(memory.cast()) };
    }

    leaves_nothing(|| {
        // SAFETY: the block is fresh, and zero.
        let p = unsafe { MallocPointer::<u32>::from_raw_with(libc::calloc(1, 4).cast(), 4, look)? };
        WATCHED.set(p);
        free(p)
    })
}

/// Of an object whose size C alone knows.
#[test]
fn an_opaque_object() -> Result<()> {
    leaves_nothing(|| {
        DESTROYED.set(0);
        // SAFETY: the widget is fresh; no byte of it is ours.
        let p = unsafe { MallocPointer::<()>::from_raw_with(widget_new(9), 0, widget_destroy)? };
        let raw = p.as_ptr()?.cast::<Widget>();
        // SAFETY: it is the widget, which lives.
        assert_eq!(unsafe { (*raw).id }, 9);
        assert_eq!(p.size(), 0);
        free(p)?;
        fails!(p.as_ptr(), Memory);
        assert_eq!(DESTROYED.get(), 1);
        Ok(())
    })
}

#[test]
fn a_thread_that_ends_destroys_nothing() {
    let before = heap::stats().live_blocks;
    let thread = std::thread::spawn(|| {
        DESTROYED.set(0);
        let p = widget(1).expect("memory");
        (p.address(), DESTROYED.get())
    });
    let (address, destroyed) = thread.join().expect("it does not panic");
    assert_eq!((destroyed, heap::stats().live_blocks), (0, before));
    // SAFETY: the widget was left there, and is nobody's.
    unsafe { libc::free(ptr::with_exposed_provenance_mut(address)) };
}

/// Bytes may begin anywhere, and what they are cast to only at a multiple of so much.
#[test]
fn wide_strings_are_aligned_whatever_c_had() -> Result<()> {
    unsafe extern "C" fn end(_: *mut u8) {}

    static BYTES: [AtomicU32; 8] = [const { AtomicU32::new(0) }; 8];
    let odd = BYTES.as_ptr().cast::<u8>().cast_mut().wrapping_add(1);
    // SAFETY: so many bytes are there, are no other test's, and can be changed.
    let bytes = unsafe { MallocPointer::<u8>::from_raw_with(odd, 20, end)? };
    let wide = bytes.cast::<u32>()?;
    assert_eq!(wide.read()?, 0);
    let line = &[1, 0_u32];
    fails!(string::strlen(wide), InvalidSize);
    fails!(string::strcmp(wide, line), InvalidSize);
    fails!(string::strcpy(wide, line), InvalidSize);
    fails!(string::memcpy(wide, wide.add(2)?, 2), InvalidSize);
    fails!(string::memset(wide, 5, 2), InvalidSize);
    bytes.add(7)?.take()?;
    fails!(string::strlen(wide), InvalidSize);
    fails!(string::memset(wide, 5, 2), InvalidSize);
    assert_eq!(string::strlen(bytes)?, 0);
    free(bytes)
}
