//! What both handle types do alike, written once.

/// The methods of a handle type. `$make` is an expression, as text, that makes such a handle to three
/// `u32`s in the examples, and `$unit` what its arithmetic counts in.
macro_rules! handle_methods {
    ($Pointer:ident, $make:literal, $unit:literal) => {
        impl<T: ?Sized, S> Clone for $Pointer<T, S> {
            fn clone(&self) -> Self {
                *self
            }
        }

        impl<T: ?Sized, S> Copy for $Pointer<T, S> {}

        impl<T: ?Sized, S> Default for $Pointer<T, S> {
            /// NULL.
            fn default() -> Self {
                Self::null()
            }
        }

        impl<T: ?Sized, S> $Pointer<T, S> {
            pub(crate) const fn from_handle(raw: RawHandle) -> Self {
                $Pointer {
                    raw,
                    kind: HandlesStayOnTheirThread::NEW,
                }
            }

            /// NULL: the handle that points nowhere. It is what zeroed memory holds, so that `calloc` makes
            /// nodes whose links are NULL. Using it is a [`NullPointer`](crate::ErrorKind::NullPointer) error.
            ///
            /// C: `NULL`.
            ///
            /// ```
            /// use pointers_core::*;
            #[doc = concat!("let p = ", stringify!($Pointer), "::<u32>::null();")]
            /// assert!(p.is_null());
            /// assert_eq!(p, Default::default());
            /// ```
            #[must_use]
            pub const fn null() -> Self {
                Self::from_handle(RawHandle::NULL)
            }

            /// Whether this is NULL.
            ///
            /// ```
            /// use pointers_core::*;
            #[doc = concat!("let p = ", $make, "?;")]
            /// assert!(!p.is_null());
            /// free(p)?;
            /// assert!(!p.is_null()); // a freed handle is not NULL
            /// # Ok::<(), Error>(())
            /// ```
            #[must_use]
            pub fn is_null(self) -> bool {
                self.raw.is_null()
            }

            /// Whether the memory is gone: freed, or handed over to C. NULL never is.
            ///
            /// The document: "`freed` and `assigned` property are present."
            ///
            /// ```
            /// use pointers_core::*;
            #[doc = concat!("let p = ", $make, "?;")]
            /// let copy = p;
            /// assert!(!copy.freed());
            /// free(p)?;
            /// assert!(copy.freed());
            /// # Ok::<(), Error>(())
            /// ```
            #[must_use]
            pub fn freed(self) -> bool {
                matches!(look_up(self.raw), Err(Fault::Freed | Fault::HandedOver))
            }

            /// The size of the whole block in bytes, as it was asked for; 0 of a block that is gone, and of NULL.
            ///
            /// ```
            /// use pointers_core::*;
            #[doc = concat!("let p = ", $make, "?;")]
            /// assert_eq!(p.size(), 12);
            /// free(p)?;
            /// assert_eq!(p.size(), 0);
            /// # Ok::<(), Error>(())
            /// ```
            #[must_use]
            pub fn size(self) -> usize {
                look_up(self.raw).map_or(0, |place| place.record.size())
            }

            /// The address that the handle points to, as a number. Where the block was moved by a
            /// `realloc`, its address of today; of a block that is gone, the last known one.
            ///
            /// ```
            /// use pointers_core::*;
            #[doc = concat!("let p = ", $make, "?;")]
            /// assert_eq!(p.add(1)?.address() - p.address(), 4);
            /// free(p)?;
            /// # Ok::<(), Error>(())
            /// ```
            #[must_use]
            pub fn address(self) -> usize {
                match look_up(self.raw) {
                    Ok(place) => place.record.base().addr().wrapping_add_signed(place.offset),
                    Err(_) => self.raw.address().addr(),
                }
            }
        }

        impl<T: ?Sized, S> $Pointer<T, S> {
            /// What this points at, as an identity that never comes again: equal for two handles if they
            /// point at the same place of the same block, also after a `realloc` between them. Of a block
            /// that was freed it stays what it was, and is never another block's.
            ///
            /// Use it as the key of a map: `==` and the hash of a handle go by its address, which the next
            /// block may have, so that a map keyed by handles may find a dead block's entry.
            ///
            /// Only of a handle that was made after a `realloc` it may be another one once the block was
            /// freed.
            ///
            /// ```
            /// use pointers_core::*;
            #[doc = concat!("let p = ", $make, "?;")]
            /// let id = p.id();
            /// assert_eq!((p + 1).id(), p.add(1)?.id());
            /// assert_ne!((p + 1).id(), id);
            /// let longer = realloc(p, 12000)?;
            /// assert_eq!((p.id(), longer.id()), (id, id));
            /// free(longer)?;
            /// assert_eq!(p.id(), id);
            /// # Ok::<(), Error>(())
            /// ```
            #[must_use]
            pub fn id(self) -> PointerId {
                PointerId::of(self.raw)
            }
        }

        // `add`, `sub` and `offset` are the names of std's pointers.
        #[allow(clippy::should_implement_trait)]
        impl<T: Value + ?Sized, S> $Pointer<T, S> {
            /// Whether the element that the handle points at holds a value, and so can be read.
            ///
            /// The document: "`freed` and `assigned` property are present."
            ///
            /// ```
            /// use pointers_core::*;
            /// let p = calloc_safe::<u32>(3, 4)?;
            /// assert!(!p.assigned());
            /// p.write(1)?;
            /// assert!(p.assigned());
            /// free(p)?;
            /// assert!(!p.assigned());
            /// # Ok::<(), Error>(())
            /// ```
            #[must_use]
            pub fn assigned(self) -> bool {
                access::is_assigned(self.raw, T::SHAPE)
            }

            /// The value, copied: a `T: Copy` itself, a `String` of a `str`, a `Vec<U>` of a `[U]`. In the
            /// macro: `~p`. The document: `print(~ptr)`. C: `*p`.
            ///
            /// # Errors
            ///
            /// `Dereference` if nothing was moved in; `Memory` after `free`; `NotEnoughChunks` or
            /// `OutOfBounds` outside the block; `NullPointer`; `Borrow` while a
            /// [`borrow_mut`](Self::borrow_mut) of the value lives.
            ///
            /// ```
            /// use pointers_core::*;
            #[doc = concat!("let p = ", $make, "?;")]
            /// p.write(7)?;
            /// assert_eq!(p.read()?, 7);
            /// free(p)?;
            /// # Ok::<(), Error>(())
            /// ```
            #[inline(always)]
            #[track_caller]
            pub fn read(self) -> Result<T::Output>
            where
                T: Read,
            {
                // SAFETY: `T` is the handle's type.
                unsafe { T::read_from(self.raw) }
            }

            /// A guard through which the value can be read where it is. While it lives, what would change
            /// or move the value is a `Borrow` error; it ends when it is dropped.
            ///
            /// # Errors
            ///
            /// As for [`read`](Self::read), and `InvalidSize` where the address is not aligned for `T`.
            ///
            /// ```
            /// use pointers_core::*;
            #[doc = concat!("let p = ", $make, "?;")]
            /// p.write(7)?;
            /// let value = p.borrow()?;
            /// assert_eq!(*value, 7);
            /// assert_eq!(p.write(8).unwrap_err().kind(), ErrorKind::Borrow);
            /// # drop(value); free(p)?;
            /// # Ok::<(), Error>(())
            /// ```
            #[track_caller]
            pub fn borrow(self) -> Result<Ref<T>> {
                // SAFETY: `T` is the handle's type.
                unsafe { guard::borrow(self.raw) }
            }

            /// A guard through which the value can be changed where it is. While it lives, every other access
            /// to the value is a `Borrow` error.
            ///
            /// # Errors
            ///
            /// As for [`borrow`](Self::borrow).
            ///
            /// ```
            /// use pointers_core::*;
            #[doc = concat!("let p = ", $make, "?;")]
            /// p.write(7)?;
            /// *p.borrow_mut()? += 1;
            /// assert_eq!(p.read()?, 8);
            /// # free(p)?;
            /// # Ok::<(), Error>(())
            /// ```
            #[track_caller]
            pub fn borrow_mut(self) -> Result<RefMut<T>> {
                // SAFETY: `T` is the handle's type.
                unsafe { guard::borrow_mut(self.raw) }
            }

            #[doc = concat!("The handle `n` ", $unit, " further. One past the last may be pointed at, but not used.")]
            ///
            /// C: `p + n`. As an operator, `p + n` reports what is wrong when the result is used.
            ///
            /// # Errors
            ///
            /// `NotEnoughChunks` (of a `calloc` block) or `OutOfBounds` beyond one past the last;
            /// `Memory`; `NullPointer`.
            ///
            /// ```
            /// use pointers_core::*;
            #[doc = concat!("let p = ", $make, "?;")]
            /// p.add(2)?.write(3)?;
            /// assert!(p.add(3)?.write(4).is_err());
            /// assert!(p.add(4).is_err());
            /// # free(p)?;
            /// # Ok::<(), Error>(())
            /// ```
            #[inline]
            #[track_caller]
            pub fn add(self, n: usize) -> Result<Self> {
                self.moved(n)
            }

            #[doc = concat!("The handle `n` ", $unit, " back.")]
            ///
            /// C: `p - n`.
            ///
            /// # Errors
            ///
            /// `OutOfBounds` below the first; `Memory`; `NullPointer`.
            ///
            /// ```
            /// use pointers_core::*;
            #[doc = concat!("let p = ", $make, "?;")]
            /// assert_eq!(p.add(2)?.sub(2)?, p);
            /// assert_eq!(p.sub(1).unwrap_err().kind(), ErrorKind::OutOfBounds);
            /// # free(p)?;
            /// # Ok::<(), Error>(())
            /// ```
            #[inline]
            #[track_caller]
            pub fn sub(self, n: usize) -> Result<Self> {
                self.moved(arithmetic::Back(n))
            }

            #[doc = concat!("The handle `by` ", $unit, " further, or back if `by` is negative.")]
            ///
            /// C: `p + by`.
            ///
            /// # Errors
            ///
            /// As for [`add`](Self::add) and [`sub`](Self::sub).
            ///
            /// ```
            /// use pointers_core::*;
            #[doc = concat!("let p = ", $make, "?;")]
            /// assert_eq!(p.offset(2)?.offset(-1)?, p.add(1)?);
            /// # free(p)?;
            /// # Ok::<(), Error>(())
            /// ```
            #[inline]
            #[track_caller]
            pub fn offset(self, by: isize) -> Result<Self> {
                self.moved(by)
            }

            #[inline(always)]
            #[track_caller]
            pub(crate) fn moved(self, by: impl arithmetic::Step) -> Result<Self> {
                arithmetic::checked(self.raw, by, T::SHAPE, Self::CHUNKED).map(Self::from_handle)
            }

            #[doc = concat!("How many ", $unit, " this handle is above `origin`; negative if below.")]
            ///
            /// C: `p - origin`.
            ///
            /// # Errors
            ///
            /// `OutOfBounds` if the two belong to different blocks; `Memory`; `NullPointer`.
            ///
            /// ```
            /// use pointers_core::*;
            #[doc = concat!("let p = ", $make, "?;")]
            /// assert_eq!(p.add(2)?.offset_from(p)?, 2);
            /// # free(p)?;
            /// # Ok::<(), Error>(())
            /// ```
            #[track_caller]
            pub fn offset_from(self, origin: Self) -> Result<isize> {
                arithmetic::offset_from(self.raw, origin.raw, T::SHAPE)
            }

            /// Hands the block over to C, which frees it: `libc::free`. Every handle to it goes stale, and nothing in
            /// it is dropped.
            ///
            /// # Errors
            ///
            /// `InvalidFree` away from the block's start; `Memory`; `NullPointer`; `Borrow` while a guard lives.
            ///
            /// ```
            /// use pointers_core::*;
            #[doc = concat!("let p = ", $make, "?;")]
            /// p.write(7)?;
            /// let raw = p.into_raw()?;
            /// assert_eq!(p.read().unwrap_err().kind(), ErrorKind::Memory);
            /// // SAFETY: the block is C's `malloc`'s, and nobody else's now.
            /// unsafe { libc::free(raw) };
            /// # Ok::<(), Error>(())
            /// ```
            #[track_caller]
            pub fn into_raw(self) -> Result<*mut c_void> {
                let remains = life::end(self.raw, T::SHAPE, Location::caller(), true)?;
                Ok(remains.into_raw().as_ptr().cast())
            }
        }

        impl<T, S: SizeModel<T>> $Pointer<T, S> {
            /// Moves a value into the memory. The value that was there is dropped. In the macro: `p <<= value`,
            /// as in the document. C: `*p = value`.
            ///
            /// # Errors
            ///
            /// `InvalidSize` if the value does not fit, or the block is not a whole number of such values; `Memory`;
            /// `NotEnoughChunks` or `OutOfBounds`; `NullPointer`; `Borrow`. The memory is unchanged then,
            /// and the value is dropped.
            ///
            /// ```
            /// use pointers_core::*;
            #[doc = concat!("let p = ", $make, "?;")]
            /// p.write(7)?;
            /// assert_eq!(p.read()?, 7);
            /// # free(p)?;
            /// # Ok::<(), Error>(())
            /// ```
            #[inline(always)]
            #[track_caller]
            pub fn write(self, value: T) -> Result<()> {
                S::admit(self.raw, &value)?;
                // SAFETY: `T` is the handle's type.
                unsafe { access::write(self.raw, value) }
            }

            /// Moves the value out of the memory, which is unassigned again.
            ///
            /// # Errors
            ///
            /// As for [`read`](Self::read).
            ///
            /// ```
            /// use pointers_core::*;
            #[doc = concat!("let p = ", $make, "?;")]
            /// p.write(7)?;
            /// assert_eq!(p.take()?, 7);
            /// assert_eq!(p.take().unwrap_err().kind(), ErrorKind::Dereference);
            /// # free(p)?;
            /// # Ok::<(), Error>(())
            /// ```
            #[track_caller]
            pub fn take(self) -> Result<T> {
                // SAFETY: `T` is the handle's type.
                unsafe { access::take(self.raw) }
            }

            /// Moves a value in, and the one that was there out.
            ///
            /// # Errors
            ///
            /// As for [`read`](Self::read); the new value is dropped then.
            ///
            /// ```
            /// use pointers_core::*;
            #[doc = concat!("let p = ", $make, "?;")]
            /// p.write(7)?;
            /// assert_eq!(p.replace(8)?, 7);
            /// assert_eq!(p.read()?, 8);
            /// # free(p)?;
            /// # Ok::<(), Error>(())
            /// ```
            #[track_caller]
            pub fn replace(self, value: T) -> Result<T> {
                S::admit(self.raw, &value)?;
                // SAFETY: `T` is the handle's type.
                unsafe { access::replace(self.raw, value) }
            }

            /// A guard of `count` elements from this one on, as a slice: one check for all of them.
            ///
            /// # Errors
            ///
            /// As for [`borrow`](Self::borrow), of any of the elements; `InvalidSize` if the chunks are larger than
            /// the values, so that there are gaps.
            ///
            /// ```
            /// use pointers_core::*;
            #[doc = concat!("let p = ", $make, "?;")]
            /// p.copy_from_slice(&[1, 2, 3])?;
            /// assert_eq!(p.borrow_slice(3)?.iter().sum::<u32>(), 6);
            /// # free(p)?;
            /// # Ok::<(), Error>(())
            /// ```
            #[track_caller]
            pub fn borrow_slice(self, count: usize) -> Result<Ref<[T]>> {
                // SAFETY: `T` is the handle's type.
                unsafe { slices::borrow(self.raw, count) }
            }

            /// A guard of `count` elements from this one on, as a mutable slice: one check for all of them.
            ///
            /// # Errors
            ///
            /// As for [`borrow_slice`](Self::borrow_slice).
            ///
            /// ```
            /// use pointers_core::*;
            #[doc = concat!("let p = ", $make, "?;")]
            /// p.copy_from_slice(&[3, 1, 2])?;
            /// p.borrow_slice_mut(3)?.sort();
            /// assert_eq!(*p.borrow_slice(3)?, [1, 2, 3]);
            /// # free(p)?;
            /// # Ok::<(), Error>(())
            /// ```
            #[track_caller]
            pub fn borrow_slice_mut(self, count: usize) -> Result<RefMut<[T]>> {
                // SAFETY: `T` is the handle's type.
                unsafe { slices::borrow_mut(self.raw, count) }
            }

            /// The values from this element to the last, copied one after another.
            ///
            /// ```
            /// use pointers_core::*;
            #[doc = concat!("let p = ", $make, "?;")]
            /// p.copy_from_slice(&[1, 2, 3])?;
            /// assert_eq!(p.add(1)?.values().collect::<Result<Vec<_>>>()?, [2, 3]);
            /// # free(p)?;
            /// # Ok::<(), Error>(())
            /// ```
            #[track_caller]
            pub fn values(self) -> Values<Self>
            where
                T: Copy,
            {
                Values::new(self)
            }
        }

        impl<T> $Pointer<T> {
            /// Copies `count` elements from another handle, with one check for all of them. The two runs may overlap.
            ///
            /// C: `memmove`.
            ///
            /// # Errors
            ///
            /// As for [`read`](Self::read) and [`write`](Self::write), of any of the elements; `InvalidSize` if
            /// the chunks are larger than the values.
            ///
            /// ```
            /// use pointers_core::*;
            #[doc = concat!("let p = ", $make, "?;")]
            /// p.copy_from_slice(&[1, 2, 3])?;
            /// p.add(1)?.copy_from(p, 2)?;
            /// assert_eq!(*p.borrow_slice(3)?, [1, 1, 2]);
            /// # free(p)?;
            /// # Ok::<(), Error>(())
            /// ```
            #[track_caller]
            pub fn copy_from(self, source: impl Handle<Value = T>, count: usize) -> Result<()>
            where
                T: Copy,
            {
                // SAFETY: `T` is the type of both handles.
                unsafe { slices::copy::<T>(self.raw, source.raw(), count) }
            }

            /// Copies a slice into the memory from this element on, with one check for all of them.
            ///
            /// C: `memcpy`.
            ///
            /// # Errors
            ///
            /// As for [`write`](Self::write), of any of the elements; `InvalidSize` if the chunks are larger than
            /// the values. Nothing is written then.
            ///
            /// ```
            /// use pointers_core::*;
            #[doc = concat!("let p = ", $make, "?;")]
            /// p.copy_from_slice(&[1, 2, 3])?;
            /// assert!(p.copy_from_slice(&[1, 2, 3, 4]).is_err());
            /// # free(p)?;
            /// # Ok::<(), Error>(())
            /// ```
            #[track_caller]
            pub fn copy_from_slice(self, values: &[T]) -> Result<()>
            where
                T: Copy,
            {
                // SAFETY: `T` is the handle's type.
                unsafe { slices::copy_from_slice(self.raw, values) }
            }

            /// Moves clones of a value into `count` elements from this one on, with one check for all of them.
            /// What was there is dropped.
            ///
            /// C: `memset`, for values of any size.
            ///
            /// # Errors
            ///
            /// As for [`write`](Self::write), of any of the elements; `InvalidSize` if the chunks are larger than
            /// the values.
            ///
            /// ```
            /// use pointers_core::*;
            #[doc = concat!("let p = ", $make, "?;")]
            /// p.fill(7, 3)?;
            /// assert_eq!(*p.borrow_slice(3)?, [7, 7, 7]);
            /// # free(p)?;
            /// # Ok::<(), Error>(())
            /// ```
            #[track_caller]
            pub fn fill(self, value: T, count: usize) -> Result<()>
            where
                T: Clone,
            {
                // SAFETY: `T` is the handle's type.
                unsafe { slices::fill(self.raw, &value, count) }
            }

            /// The same bytes as another type. What is assigned is known in bytes.
            ///
            /// C: `(U *)p`.
            ///
            /// # Errors
            ///
            /// `InvalidSize` if the block, or the distance of the handle from its start, is not a whole number of
            /// `U`s, or the chunk is smaller than one; `Memory`; `NullPointer`.
            ///
            /// ```
            /// use pointers_core::*;
            #[doc = concat!("let p = ", $make, "?;")]
            /// p.write(u32::from_ne_bytes(*b"abcd"))?;
            /// let bytes = p.cast::<u8>()?;
            /// assert_eq!(bytes.read()?, b'a');
            /// # free(p)?;
            /// # Ok::<(), Error>(())
            /// ```
            #[track_caller]
            pub fn cast<U>(self) -> Result<$Pointer<U>>
            where
                T: Castable,
                U: Castable,
            {
                cast::cast(self.raw, Shape::of::<T>(), Shape::of::<U>())
                    .map($Pointer::from_handle)
            }
        }

        impl<T: Value + ?Sized, S: SizeModel<T>> Handle for $Pointer<T, S> {
            type Value = T;

            #[inline(always)]
            #[track_caller]
            fn __pointers_admit(self, value: &T) -> Result<()> {
                S::admit(self.raw, value)
            }

            #[inline]
            #[track_caller]
            fn __pointers_write(self, value: T) -> Result<()>
            where
                T: Sized,
            {
                self.write(value)
            }
        }

        impl<T: Value + ?Sized, S: SizeModel<T>> Sealed for $Pointer<T, S> {
            const NATIVE: bool = S::NATIVE;
            const CHUNKED: bool = Self::CHUNKED;
            const SHAPE: &'static Shape = T::SHAPE;

            fn raw(self) -> RawHandle {
                self.raw
            }

            #[inline]
            #[track_caller]
            fn free_at(self, site: Site) -> Result<()> {
                if self.is_null() {
                    return Ok(());
                }
                if !T::SHAPE.drops {
                    return life::free_plain(self.raw, site);
                }
                let remains = life::end(self.raw, T::SHAPE, site, false)?;
                // SAFETY: `T` is the handle's type, and so that of the block's values.
                unsafe { T::drop_contents(remains) };
                Ok(())
            }

            #[track_caller]
            fn realloc(self, size: usize) -> Result<Self> {
                if self.is_null() {
                    return Self::realloc_null(size);
                }
                // SAFETY: `T` is the handle's type.
                unsafe { S::resize(self.raw, size) }.map(Self::from_handle)
            }
        }
    };
}

pub(super) use handle_methods;
