//! A string in an array inside a structure, `char name[32]`: what a [`Pointer`] to an array of units leads
//! to.

use core::panic::Location;

use super::Unit;
use super::in_array::{no_room, whole};
use super::source::{Buffer, Source, sealed};
use super::span::Span;
use super::target::Target;
use crate::block::part::point;
use crate::block::path::{Path, Root};
use crate::block::recorded;
use crate::error::{Result, Wanted};
use crate::handle::Pointer;
use crate::heap::recorder::What;
use crate::layout::Shape;
use crate::layout::fields::Fields;

impl<U: Unit, const N: usize> sealed::Sealed for Pointer<[U; N]> {}

impl<U: Unit, const N: usize> Source for Pointer<[U; N]> {
    type Unit = U;
    type Width = U::Width;
    type Found = Pointer<U>;

    fn __pointers_span(&self, limit: usize) -> Result<Span<'_, U::Width>> {
        let spot = whole(self.raw, root::<U, N>())?;
        let start = spot.place.aligned(spot.offset, align_of::<U>())?;
        let count = spot.readable_elements(size_of::<U>());
        Ok(Span::of_array(
            start,
            count,
            limit,
            self.raw,
            root::<U, N>(),
        ))
    }

    fn __pointers_found(&self, index: Option<usize>) -> Result<Pointer<U>> {
        let Some(index) = index else {
            return Ok(Pointer::null());
        };
        let unit = Path::to(root::<U, N>()).down(root::<U, N>(), index, index * size_of::<U>());
        point(self.raw, &unit.end::<U>()).map(Pointer::from_handle)
    }
}

impl<U: Unit, const N: usize> Buffer for Pointer<[U; N]> {
    fn __pointers_quick_target(self, _: usize) -> Option<Target<U::Width>> {
        None
    }

    fn __pointers_only_target(self, count: usize) -> Result<Target<U::Width>> {
        self.__pointers_before_change();
        self.__pointers_target::<false>(0, count)
    }

    fn __pointers_before_change(self) {
        recorded::before_change(self.raw, What::Moved, Location::caller());
    }

    fn __pointers_target<const STRING: bool>(
        self,
        skip: usize,
        count: usize,
    ) -> Result<Target<U::Width>> {
        let spot = whole(self.raw, root::<U, N>())?;
        let room = N.saturating_sub(skip);
        if count > room {
            let wanted = if STRING {
                Wanted::String
            } else {
                Wanted::Target
            };
            return Err(no_room(
                &spot,
                (wanted, count.saturating_add(skip)),
                Shape::of::<U>(),
            ));
        }
        let start = spot.offset + skip * size_of::<U>();
        let bytes = start..start + count * size_of::<U>();
        spot.place.not_borrowed(&bytes, true)?;
        let start = spot.place.aligned(start, align_of::<U>())?;
        Ok(Target::of_array(
            start,
            count,
            self.raw,
            (root::<U, N>(), skip),
        ))
    }
}

/// What is known of the array.
const fn root<U, const N: usize>() -> &'static Root {
    const { &Root::described(<[U; N]>::TABLE.description, true) }
}
