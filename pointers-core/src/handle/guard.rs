//! Guards: references into memory that keep it where it is.

use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::marker::PhantomData;
use core::ops::{Deref, DerefMut, Index, IndexMut};
use core::panic::Location;
use core::ptr::NonNull;

use super::value::Value;
use crate::access::loan::Loan;
use crate::access::{elements, parts, runs};
use crate::block::path::Path;
use crate::block::{find, recorded};
use crate::error::Error;
use crate::heap::recorder::What;
use crate::table::raw_handle::RawHandle;

/// Takes a shared guard of the value that a handle points at. `one` says whether that is a [`Pointer`](crate::Pointer).
///
/// # Safety
///
/// `T` is the handle's type.
#[track_caller]
pub(crate) unsafe fn borrow<T: Value + ?Sized>(
    handle: RawHandle,
    one: bool,
) -> Result<Ref<T>, Error> {
    // SAFETY: the caller's promise.
    let (value, loan) = unsafe { lend(handle, one, false)? };
    // SAFETY: what is lent is assigned; see `lend`.
    Ok(unsafe { Ref::of(value, loan) })
}

/// Takes the only guard of the value that a handle points at.
///
/// # Safety
///
/// `T` is the handle's type.
#[track_caller]
pub(crate) unsafe fn borrow_mut<T: Value + ?Sized>(
    handle: RawHandle,
    one: bool,
) -> Result<RefMut<T>, Error> {
    // SAFETY: the caller's promise.
    let (value, loan) = unsafe { lend(handle, one, true)? };
    // SAFETY: what is lent is assigned; see `lend`.
    Ok(unsafe { RefMut::of(value, loan) })
}

/// Takes a shared guard of `count` elements.
///
/// # Safety
///
/// `T` is the handle's type.
#[track_caller]
pub(super) unsafe fn borrow_run<T>(handle: RawHandle, count: usize) -> Result<Ref<[T]>, Error> {
    // SAFETY: the caller's promise.
    let (values, loan) = unsafe { runs::lend(handle, count, false)? };
    // SAFETY: what is lent is assigned; see `runs::lend`.
    Ok(unsafe { Ref::of(values, loan) })
}

/// Takes the only guard of `count` elements.
///
/// # Safety
///
/// `T` is the handle's type.
#[track_caller]
pub(super) unsafe fn borrow_run_mut<T>(
    handle: RawHandle,
    count: usize,
) -> Result<RefMut<[T]>, Error> {
    // SAFETY: the caller's promise.
    let (values, loan) = unsafe { runs::lend(handle, count, true)? };
    // SAFETY: what is lent is assigned; see `runs::lend`.
    Ok(unsafe { RefMut::of(values, loan) })
}

/// A value that is there, and the loan that keeps it so. To note the loan may take memory, and runs no code
/// of the user's ("Alone"): what was found before is there still.
///
/// # Safety
///
/// `T` is the handle's type.
#[track_caller]
unsafe fn lend<T: Value + ?Sized>(
    handle: RawHandle,
    one: bool,
    mutable: bool,
) -> Result<(NonNull<T>, Loan), Error> {
    if one && !T::SHAPE.slice {
        let (pointer, loan) = parts::lend(handle, &Path::one::<T>().end::<T>(), mutable)?;
        return Ok((T::at(pointer, 0), loan));
    }
    if mutable {
        recorded::before_change(handle, What::Lent, Location::caller());
    }
    let place = find(handle)?;
    let (pointer, length, bytes) = elements::borrowable(&place, T::SHAPE)?;
    let loan = Loan::take(&place, bytes.clone(), mutable)?;
    if mutable {
        recorded::changed(&place, What::Lent, &bytes, Location::caller());
    }
    Ok((T::at(pointer, length), loan))
}

/// A shared guard of a value in memory. While it lives, the memory can be read, but what would change or
/// move the value is a [`Borrow`](crate::ErrorKind::Borrow) error.
///
/// ```
/// use pointers::{ErrorKind, free, malloc};
///
/// let p = malloc::<String>(size_of::<String>())?;
/// p.write("abc".to_owned())?;
/// let text = p.borrow()?;
/// assert_eq!(text.len(), 3);
/// assert_eq!(free(p).unwrap_err().kind(), ErrorKind::Borrow);
/// drop(text);
/// free(p)?;
/// # Ok::<(), pointers::Error>(())
/// ```
#[must_use = "the memory is borrowed only while the guard lives"]
pub struct Ref<T: ?Sized> {
    value: NonNull<T>,
    loan: Loan,
    invariant: PhantomData<*mut T>,
}

/// The only guard of a value in memory. While it lives, every other access to the value is a
/// [`Borrow`](crate::ErrorKind::Borrow) error.
///
/// ```
/// use pointers::{ErrorKind, free, malloc};
///
/// let p = malloc::<Vec<i32>>(size_of::<Vec<i32>>())?;
/// p.write(vec![3, 1, 2])?;
/// let mut numbers = p.borrow_mut()?;
/// numbers.sort();
/// assert_eq!(p.borrow().unwrap_err().kind(), ErrorKind::Borrow);
/// drop(numbers);
/// assert_eq!(*p.borrow()?, [1, 2, 3]);
/// free(p)?;
/// # Ok::<(), pointers::Error>(())
/// ```
#[must_use = "the memory is borrowed only while the guard lives"]
pub struct RefMut<T: ?Sized> {
    value: NonNull<T>,
    loan: Loan,
    /// A guard of a `&'static str` must not become one of a shorter-lived reference: that could be
    /// written through it.
    invariant: PhantomData<*mut T>,
}

impl<T: ?Sized> Ref<T> {
    /// # Safety
    ///
    /// A valid value is there, which the loan covers.
    pub(crate) unsafe fn of(value: NonNull<T>, loan: Loan) -> Self {
        Ref {
            value,
            loan,
            invariant: PhantomData,
        }
    }

    /// A guard of a part of the value. An associated function, as the guard stands for its value
    /// otherwise.
    pub fn map<U: ?Sized>(guard: Self, part: impl FnOnce(&T) -> &U) -> Ref<U> {
        let part = NonNull::from(part(&guard));
        // SAFETY: the part is reached through the value, which the loan covers.
        unsafe { Ref::of(part, guard.loan) }
    }

    /// # Safety
    ///
    /// The part is reached through the value.
    pub(crate) unsafe fn narrowed<U: ?Sized>(self, part: NonNull<U>) -> Ref<U> {
        // SAFETY: the loan covers the value, and so the part.
        unsafe { Ref::of(part, self.loan) }
    }

    /// What `value[index]` is: a closure would not say on which line an index panics.
    #[track_caller]
    pub(crate) fn at<I>(guard: Self, index: I) -> Ref<T::Output>
    where
        T: Index<I>,
    {
        let part = NonNull::from(&(*guard)[index]);
        // SAFETY: the part is reached through the value, which the loan covers.
        unsafe { Ref::of(part, guard.loan) }
    }
}

impl<T: ?Sized> RefMut<T> {
    /// # Safety
    ///
    /// A valid value is there, which the loan covers.
    pub(crate) unsafe fn of(value: NonNull<T>, loan: Loan) -> Self {
        RefMut {
            value,
            loan,
            invariant: PhantomData,
        }
    }

    /// A guard of a part of the value. An associated function, as the guard stands for its value
    /// otherwise.
    pub fn map<U: ?Sized>(mut guard: Self, part: impl FnOnce(&mut T) -> &mut U) -> RefMut<U> {
        let part = NonNull::from(part(&mut guard));
        // SAFETY: the part is reached through the value, which the loan covers.
        unsafe { RefMut::of(part, guard.loan) }
    }

    /// # Safety
    ///
    /// The part is reached through the value.
    pub(crate) unsafe fn narrowed<U: ?Sized>(self, part: NonNull<U>) -> RefMut<U> {
        // SAFETY: the loan covers the value, and so the part.
        unsafe { RefMut::of(part, self.loan) }
    }

    #[track_caller]
    pub(crate) fn at<I>(mut guard: Self, index: I) -> RefMut<T::Output>
    where
        T: IndexMut<I>,
    {
        let part = NonNull::from(&mut (*guard)[index]);
        // SAFETY: the part is reached through the value, which the loan covers.
        unsafe { RefMut::of(part, guard.loan) }
    }
}

impl<T: ?Sized> Deref for Ref<T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        // SAFETY: "Loans": while `self.loan` lives, a valid value is there that nobody changes.
        unsafe { self.value.as_ref() }
    }
}

impl<T: ?Sized> Deref for RefMut<T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        // SAFETY: "Loans": while `self.loan` lives, a valid value is there that only this guard reaches.
        unsafe { self.value.as_ref() }
    }
}

impl<T: ?Sized> DerefMut for RefMut<T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: as in `deref`, and this guard is borrowed mutably.
        unsafe { self.value.as_mut() }
    }
}

/// What a guard does as its value does.
macro_rules! forward {
    ($($guard:ident)*) => {$(
        impl<T: ?Sized + fmt::Debug> fmt::Debug for $guard<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                (**self).fmt(f)
            }
        }

        impl<T: ?Sized + fmt::Display> fmt::Display for $guard<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                (**self).fmt(f)
            }
        }

        impl<T: ?Sized + PartialEq> PartialEq for $guard<T> {
            fn eq(&self, other: &Self) -> bool {
                **self == **other
            }
        }

        impl<T: ?Sized + Eq> Eq for $guard<T> {}

        impl<T: ?Sized + PartialOrd> PartialOrd for $guard<T> {
            fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
                (**self).partial_cmp(&**other)
            }
        }

        impl<T: ?Sized + Ord> Ord for $guard<T> {
            fn cmp(&self, other: &Self) -> Ordering {
                (**self).cmp(&**other)
            }
        }

        impl<T: ?Sized + Hash> Hash for $guard<T> {
            fn hash<H: Hasher>(&self, state: &mut H) {
                (**self).hash(state);
            }
        }

        impl<T: ?Sized> AsRef<T> for $guard<T> {
            fn as_ref(&self) -> &T {
                self
            }
        }
    )*};
}

forward!(Ref RefMut);

/// Guards of text and of lists compare with literals, and with what owns such values.
macro_rules! compare {
    ($guard:ident: $([$($generics:tt)*] $other:ty),*) => {$(
        impl<$($generics)* T: ?Sized + PartialEq<$other>> PartialEq<$other> for $guard<T> {
            fn eq(&self, other: &$other) -> bool {
                **self == *other
            }
        }
    )*};
}

compare!(Ref: [] str, [] String, [U,] Vec<U>, [U,] [U], [const N: usize, U,] [U; N]);
compare!(RefMut: [] str, [] String, [U,] Vec<U>, [U,] [U], [const N: usize, U,] [U; N]);

macro_rules! compare_with_reference {
    ($guard:ident: $([$($generics:tt)*] $other:ty),*) => {$(
        impl<$($generics)* T: ?Sized + PartialEq<$other>> PartialEq<&$other> for $guard<T> {
            fn eq(&self, other: &&$other) -> bool {
                **self == **other
            }
        }
    )*};
}

compare_with_reference!(Ref: [] str, [U,] [U]);
compare_with_reference!(RefMut: [] str, [U,] [U]);

#[cfg(test)]
mod tests {
    use crate::{SlicePointer, free, malloc};

    #[test]
    fn guards_compare_with_literals_and_with_each_other() -> crate::Result<()> {
        let text = malloc::<str>(3)?;
        text.write("abc")?;
        let owned = malloc::<String>(size_of::<String>())?;
        owned.write("abc".to_owned())?;
        assert_eq!(text.borrow()?, "abc");
        assert_eq!(owned.borrow()?, "abc");
        assert_eq!(owned.borrow()?, String::from("abc"));
        assert_eq!(owned.borrow()?, owned.borrow()?);
        let list = malloc::<Vec<u8>>(size_of::<Vec<u8>>())?;
        list.write(vec![1, 2])?;
        assert_eq!(list.borrow()?, [1, 2]);
        assert_eq!(list.borrow_mut()?, vec![1, 2]);
        free(text)?;
        free(owned)?;
        free(list)
    }
}
