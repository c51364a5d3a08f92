//! How values lie in memory: by themselves ([`Shape`]: size, alignment, drop), and in a block ([`Layout`]: from one element to the
//! next, and where the last one ends). Rule 1 of `docs/design.md`, sizes, is here.

pub(crate) mod description;
pub(crate) mod fields;
pub(crate) mod finer;
mod handles;

use core::any::{TypeId, type_name};
use core::marker::PhantomData;
use core::mem::{needs_drop, transmute};
use core::ptr::NonNull;

/// How values of a type lie in memory, and how they are dropped there.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// The size of the value, or of one element of a slice.
    pub(crate) size: usize,
    pub(crate) align: usize,
    /// Whether one value fills the whole place, with a length of its own.
    pub(crate) slice: bool,
    /// Drops the value at an address, aligned or not. `None` where there is nothing to do.
    pub(crate) drop: Option<unsafe fn(*mut u8)>,
    /// Which type it is, whatever the lifetimes in it. A function, since constants cannot ask.
    pub(crate) id: fn() -> TypeId,
    /// What rustc calls it.
    pub(crate) name: fn() -> &'static str,
    /// The types of the handles to it, as `id` has them.
    pub(crate) handles: fn() -> [TypeId; handles::KINDS],
}

/// Which type this is, whatever the lifetimes in it: they change neither how values lie in memory, nor how they are dropped.
pub(crate) fn id_of<T: ?Sized>() -> TypeId {
    trait Erased {
        fn id(&self) -> TypeId
        where
            Self: 'static;
    }

    impl<T: ?Sized> Erased for PhantomData<T> {
        fn id(&self) -> TypeId
        where
            Self: 'static,
        {
            TypeId::of::<T>()
        }
    }

    let kind = PhantomData::<T>;
    let kind: &dyn Erased = &kind;
    // SAFETY: only the bound on the lifetimes in `T` changes, of which a `TypeId` knows nothing; there is no `T` here.
    unsafe { transmute::<&dyn Erased, &(dyn Erased + 'static)>(kind) }.id()
}

impl Shape {
    pub(crate) const fn of<T>() -> &'static Self {
        <T as Shaped>::SHAPE
    }

    /// From one element to the next in a `malloc` block: a value without size takes its alignment.
    pub(crate) const fn stride(&self) -> usize {
        if self.size == 0 {
            self.align
        } else {
            self.size
        }
    }

    /// Whether values can be in a `malloc` block of this length: it is a whole number of them.
    #[inline(always)]
    pub(crate) const fn fits_block(&self, length: usize) -> bool {
        self.slice || self.size == 0 || length >= self.size && length.is_multiple_of(self.size)
    }

    /// Whether values can be in chunks of this size.
    pub(crate) const fn fits_chunk(&self, chunk_size: usize) -> bool {
        self.slice || self.size <= chunk_size
    }

    /// Whether zeroed chunks of this size hold values from the start. Those that are too small for one hold
    /// none that could be dropped, but can be cast to a smaller type.
    pub(crate) const fn reads_zeroed(&self, chunk_size: usize) -> bool {
        !self.slice && (self.size <= chunk_size || self.drop.is_none())
    }
}

/// What memory can hold: the part of [`Value`](crate::Value) that users neither see nor implement.
pub trait Shaped {
    const SHAPE: &'static Shape;

    /// A pointer to the value whose bytes begin here; a slice has `length` bytes.
    fn at(bytes: NonNull<u8>, length: usize) -> NonNull<Self>;
}

/// # Safety
///
/// A `T` that nobody else owns lies at the address, aligned or not.
unsafe fn drop_at<T>(address: *mut u8) {
    let value = address.cast::<T>();
    if value.is_aligned() {
        // SAFETY: the caller's promise.
        unsafe { value.drop_in_place() };
    } else {
        // SAFETY: the caller's promise.
        drop(unsafe { value.read_unaligned() });
    }
}

impl<T> Shaped for T {
    const SHAPE: &'static Shape = &Shape {
        size: size_of::<T>(),
        align: align_of::<T>(),
        slice: false,
        drop: if needs_drop::<T>() {
            Some(drop_at::<T>)
        } else {
            None
        },
        id: id_of::<T>,
        name: type_name::<T>,
        handles: handles::to::<T>,
    };

    #[inline]
    fn at(bytes: NonNull<u8>, _: usize) -> NonNull<T> {
        bytes.cast()
    }
}

impl Shaped for str {
    const SHAPE: &'static Shape = &Shape {
        size: 1,
        align: 1,
        slice: true,
        drop: None,
        id: id_of::<str>,
        name: type_name::<str>,
        handles: handles::to::<str>,
    };

    fn at(bytes: NonNull<u8>, length: usize) -> NonNull<str> {
        let bytes = <[u8]>::at(bytes, length);
        // The cast keeps the length; that the bytes are UTF-8 is for whoever reads them.
        let text = bytes.as_ptr() as *mut str;
        NonNull::new(text).unwrap_or(NonNull::from(""))
    }
}

impl<U: Copy> Shaped for [U] {
    const SHAPE: &'static Shape = &Shape {
        size: size_of::<U>(),
        align: align_of::<U>(),
        slice: true,
        drop: None,
        id: id_of::<[U]>,
        name: type_name::<[U]>,
        handles: handles::to::<[U]>,
    };

    fn at(bytes: NonNull<u8>, length: usize) -> NonNull<[U]> {
        // A slice of values without size has as many as was noted in place of the bytes.
        let count = length.checked_div(size_of::<U>()).unwrap_or(length);
        NonNull::slice_from_raw_parts(bytes.cast(), count)
    }
}

/// How values of a shape lie in a certain block.
#[derive(Clone, Copy)]
pub(crate) struct Layout {
    /// From one element, or chunk, to the next, in bytes.
    pub(crate) stride: usize,
    /// Where the last element ends.
    pub(crate) end: usize,
    /// How many bytes of its stride an element takes.
    pub(crate) extent: usize,
    /// How many bytes it is known of whether they are assigned. More than `end` where the block is no
    /// whole number of elements, as another type sees it after a cast.
    pub(crate) tracked: usize,
    /// Whether a value may be in the block at all (rule 1).
    pub(crate) fits: bool,
}

impl Layout {
    pub(crate) fn of(shape: &'static Shape, length: usize, chunk_size: Option<usize>) -> Self {
        match chunk_size {
            Some(stride) => Layout {
                stride,
                end: length,
                tracked: length,
                extent: match *shape {
                    Shape { slice: true, .. } => stride,
                    Shape { size: 0, align, .. } => align.min(stride),
                    Shape { size, .. } => size,
                },
                fits: shape.fits_chunk(stride),
            },
            None if shape.slice => {
                let whole = length.max(1);
                Layout {
                    stride: whole,
                    end: whole,
                    tracked: whole,
                    extent: whole,
                    fits: true,
                }
            }
            None => {
                let stride = shape.stride();
                let count = length / stride;
                let count = if shape.size == 0 { count.max(1) } else { count };
                Layout {
                    stride,
                    end: count * stride,
                    tracked: length.max(count * stride),
                    extent: stride,
                    fits: shape.fits_block(length),
                }
            }
        }
    }

    pub(crate) fn count(self) -> usize {
        self.end / self.stride
    }

    /// How many elements hold values, of which so many bytes from the start on are assigned.
    pub(crate) fn filled(self, bytes: usize) -> usize {
        match bytes.checked_sub(self.extent) {
            Some(rest) => rest / self.stride + 1,
            None => 0,
        }
    }

    /// Whether an element begins so many bytes into the block. The end of a slice's block is inside
    /// of it when the block has grown, and still no element.
    pub(crate) fn is_element(self, offset: usize) -> bool {
        offset < self.end && offset.is_multiple_of(self.stride)
    }

    /// The index of the element that begins at an offset; where none does, of the next one away from the
    /// start.
    pub(crate) fn index(self, offset: isize) -> i128 {
        // Divisions of wide numbers are calls.
        if let Ok(stride) = isize::try_from(self.stride) {
            return (offset / stride + (offset % stride).signum()) as i128;
        }
        let (offset, stride) = (offset as i128, self.stride as i128);
        let away = (offset % stride).signum();
        offset / stride + away
    }
}
