//! Pointers to what the compiler puts into the program, in half of their size: as a distance from here.
//!
//! What is further away, in another shared library, say, has none.

use core::panic::Location;
use core::ptr;

use crate::error::Site;
use crate::layout::Shape;
use crate::layout::description::Description;

/// Aligned, so that the distances of what is aligned are even.
static HERE: u64 = 0;

const _: () = assert!(
    align_of::<u64>() >= align_of::<Location>()
        && align_of::<Description>() >= 2
        && align_of::<Shape>() >= 2
);

#[inline(always)]
fn of<T>(pointer: &'static T) -> Option<u32> {
    let there = ptr::from_ref(pointer).expose_provenance();
    let distance = there.wrapping_sub((&raw const HERE).addr()).cast_signed();
    i32::try_from(distance).ok().map(i32::cast_unsigned)
}

#[inline(always)]
fn there<T>(short: u32) -> *const T {
    let distance = short.cast_signed() as isize;
    let address = (&raw const HERE).addr().wrapping_add_signed(distance);
    ptr::with_exposed_provenance(address)
}

#[inline(always)]
pub(crate) fn of_site(site: Site) -> Option<u32> {
    of(site)
}

/// # Safety
///
/// It came from [`of_site`].
#[inline(always)]
pub(crate) unsafe fn site(short: u32) -> Site {
    // SAFETY: the caller's promise; a site lives for ever.
    unsafe { &*there::<Location<'static>>(short) }
}

#[inline(always)]
pub(super) fn of_description(description: &'static Description) -> Option<u32> {
    of(description)
}

/// # Safety
///
/// It came from [`of_description`].
pub(super) unsafe fn description(short: u32) -> &'static Description {
    // SAFETY: the caller's promise.
    unsafe { &*there(short) }
}

#[inline(always)]
pub(super) fn of_shape(shape: &'static Shape) -> Option<u32> {
    of(shape)
}

/// # Safety
///
/// It came from [`of_shape`].
pub(super) unsafe fn shape(short: u32) -> &'static Shape {
    // SAFETY: the caller's promise.
    unsafe { &*there(short) }
}
