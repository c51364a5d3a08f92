//! The operators of handles: arithmetic that is checked when its result is used, and comparison by
//! address.

macro_rules! handle_operators {
    ($Pointer:ident) => {
        /// C's `p + n`. A result outside the block is reported when it is used.
        impl<T: Value + ?Sized, S, N: crate::handle::Distance> core::ops::Add<N>
            for $Pointer<T, S>
        {
            type Output = Self;

            #[inline]
            fn add(self, n: N) -> Self {
                Self::from_handle(arithmetic::lazy(self.raw, n, T::SHAPE, Self::CHUNKED))
            }
        }

        /// C's `p - n`. A result outside the block is reported when it is used.
        impl<T: Value + ?Sized, S, N: crate::handle::Distance> core::ops::Sub<N>
            for $Pointer<T, S>
        {
            type Output = Self;

            #[inline]
            fn sub(self, n: N) -> Self {
                let by = arithmetic::Back(n);
                Self::from_handle(arithmetic::lazy(self.raw, by, T::SHAPE, Self::CHUNKED))
            }
        }

        impl<T: ?Sized, S> PartialEq for $Pointer<T, S> {
            /// By the address that the handles hold, as in C. Once a block is freed the next one may have
            /// its address: a handle to it is then equal to a dead one, and a map keyed by handles finds
            /// the dead block's entry. [`id`](Self::id) is the identity that never comes again.
            fn eq(&self, other: &Self) -> bool {
                self.raw.address() == other.raw.address()
            }
        }

        impl<T: ?Sized, S> Eq for $Pointer<T, S> {}

        impl<T: ?Sized, S> PartialOrd for $Pointer<T, S> {
            fn partial_cmp(&self, other: &Self) -> Option<core::cmp::Ordering> {
                Some(self.cmp(other))
            }
        }

        impl<T: ?Sized, S> Ord for $Pointer<T, S> {
            fn cmp(&self, other: &Self) -> core::cmp::Ordering {
                self.raw.address().cmp(&other.raw.address())
            }
        }

        impl<T: ?Sized, S> core::hash::Hash for $Pointer<T, S> {
            fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
                self.raw.address().hash(state);
            }
        }
    };
}

pub(super) use handle_operators;
