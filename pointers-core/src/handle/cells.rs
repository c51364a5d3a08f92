//! A run of elements, borrowed by a loop that is known to do nothing but use them.

use core::marker::PhantomData;

use super::{Handle, view};
use crate::access::loan::Loan;
use crate::access::runs::Run;
use crate::error::Error;
use crate::layout::Shape;
use crate::table::raw_handle::RawHandle;

/// For fewer elements than this a loan costs more than it saves: as much as about so many accesses through a view.
const FEWEST: usize = 64;

/// The elements from a handle on, borrowed as long as this lives.
pub struct Lent<P> {
    /// Its address is where the first of them begins. Being a handle, it does not leave its thread.
    pointer: P,
    count: usize,
    /// Whether the elements are borrowed mutably.
    write: bool,
    _loan: Loan,
}

/// What is lent, reached without a check but that of the index. Apart from the loan, whose drop keeps it in memory, so
/// that a loop has this in registers. It cannot outlive the loan:
/// ```compile_fail,E0505
/// let p = pointers::calloc::<u8>(100, 1).unwrap();
/// let lent = pointers::__private::Probe(&p).__pointers_cells(true, None).unwrap();
/// let cells = lent.__pointers_lent();
/// drop(lent);
/// cells.__pointers_len();
/// ```
pub struct Cells<'a, P> {
    pointer: P,
    count: usize,
    write: bool,
    lent: PhantomData<&'a Lent<P>>,
}

impl<P: Handle> Lent<P> {
    /// The first `need` elements from the handle on, or all that are assigned, if they can be borrowed, and if it pays.
    #[inline]
    #[track_caller]
    pub(crate) fn of(pointer: P, write: bool, need: Option<usize>) -> Option<Self> {
        if !P::NATIVE || !is_plain::<P::Value>() {
            return None;
        }
        let (count, loan) = lend(pointer.raw(), write, need, P::SHAPE)?;
        Some(Lent {
            pointer,
            // The same number: so that it is seen to be.
            count: need.unwrap_or(count),
            write,
            _loan: loan,
        })
    }

    #[inline(always)]
    pub(crate) fn cells(&self) -> Cells<'_, P> {
        Cells {
            pointer: self.pointer,
            count: self.count,
            write: self.write,
            lent: PhantomData,
        }
    }
}

/// Borrows elements that all hold values, from one on whose address is aligned. To note the loan runs no
/// code of the user's ("Alone"), so that they still do.
#[inline(never)]
#[track_caller]
fn lend(
    handle: RawHandle,
    write: bool,
    need: Option<usize>,
    shape: &'static Shape,
) -> Option<(usize, Loan)> {
    // Refuses whatever has a guard, even of other elements: the loop may have more handles to this block.
    let run = Run::quick(handle, need.unwrap_or(0), shape)?;
    let (record, start) = (run.place.record, run.bytes.start);
    let end = match need {
        Some(_) => run.bytes.end,
        None => record.assigned_until(start, record.length()),
    };
    let count = (end - start) / shape.size;
    let bytes = start..start + count * shape.size;
    // The handle is up to date, or there were no run.
    let aligned = handle.address().addr().is_multiple_of(shape.align);
    if count < FEWEST || !aligned || !record.is_assigned(&bytes) {
        return None;
    }
    let loan = Loan::take(&run.place, bytes, write).ok()?;
    Some((count, loan))
}

impl<P: Handle> Cells<'_, P> {
    pub(crate) fn pointer(&self) -> P {
        self.pointer
    }

    /// The first of them: exactly so many, which the compiler then knows in a loop that counts to it.
    #[inline(always)]
    pub(crate) fn first(&self, count: usize) -> Option<Self> {
        (count <= self.count).then_some(Cells { count, ..*self })
    }

    #[inline(always)]
    pub(crate) fn len(&self) -> usize {
        self.count
    }

    /// Whether there is such an element.
    #[inline(always)]
    pub(crate) fn reaches(&self, index: usize) -> bool {
        index < self.count
    }

    /// Whether there is such an element, and it was borrowed to be changed.
    #[inline(always)]
    pub(crate) fn holds(&self, index: usize) -> bool {
        self.write && index < self.count
    }
}

impl<P: Handle<Value: Sized>> Cells<'_, P> {
    /// Stores, or gives the value back.
    #[inline(always)]
    pub(crate) fn store(&self, index: usize, value: P::Value) -> Result<(), P::Value> {
        if !self.holds(index) {
            return Err(value);
        }
        let start = self.pointer.raw().address().cast::<P::Value>();
        // SAFETY: "Loans": `count` aligned elements from the handle's on are lent to this alone, which gives nobody a
        // reference to them. Plain values need no drop.
        unsafe { start.add(index).write(value) };
        Ok(())
    }

    /// Stores, where `set` did not: the handle says what is wrong, or does it.
    #[inline(always)]
    #[track_caller]
    pub(crate) fn set_late(&self, by: isize, value: P::Value) -> Result<(), Error> {
        view::write(self.pointer, 0, by, value)
    }
}

impl<P: Handle<Value: Copy>> Cells<'_, P> {
    /// The element, if it is one of those that are borrowed.
    #[inline(always)]
    pub(crate) fn look(&self, index: usize) -> Option<P::Value> {
        if index >= self.count {
            return None;
        }
        let start = self.pointer.raw().address().cast::<P::Value>();
        // SAFETY: "Loans": `count` aligned elements from the handle's on are lent to this, and all hold a valid value.
        Some(unsafe { start.add(index).read() })
    }
}

/// Whether the type is one of the language's own numbers, `bool` or `char`, whose operators run no code of the user's.
/// By name: a bound could only ask about a type that is known by then, and no other type has such a name, without a path.
#[inline]
pub(crate) fn is_plain<T: ?Sized>() -> bool {
    is_integer::<T>() || matches!(core::any::type_name::<T>(), "f32" | "f64" | "bool" | "char")
}

/// Whether the type is one of the integers.
#[inline]
pub(crate) fn is_integer<T: ?Sized>() -> bool {
    matches!(
        core::any::type_name::<T>(),
        "u8" | "u16"
            | "u32"
            | "u64"
            | "u128"
            | "usize"
            | "i8"
            | "i16"
            | "i32"
            | "i64"
            | "i128"
            | "isize"
    )
}
