//! Memory that is assigned field by field: `#[derive(Fields)]`.
#![forbid(unsafe_code)]

#[path = "../common/mod.rs"]
mod common;

mod assigned;
mod derive;
mod dropped;
mod lives;
mod nested;
mod random;
mod traps;

use pointers_core::{Error, ErrorKind};

/// `place.a.b`, of what a handle points to.
macro_rules! at {
    ($p:expr $(, $field:tt)*) => {{
        #[allow(unused_imports)]
        use pointers_core::__private::traits::*;
        let Ok(place) = $p.__pointers_p_arrow();
        $(let Ok(place) = place.__pointers_p_field(|m| &m.$field);)*
        place
    }};
}

/// Its value, a write, and a pointer to it.
macro_rules! get {
    ($($path:tt)*) => {{
        #[allow(unused_imports)]
        use pointers_core::__private::traits::*;
        $crate::at!($($path)*).__pointers_p_value()
    }};
}

macro_rules! set {
    ($($path:tt),* => $value:expr) => {{
        #[allow(unused_imports)]
        use pointers_core::__private::traits::*;
        $crate::at!($($path),*).__pointers_p_assign($value)
    }};
}

macro_rules! raw {
    ($($path:tt)*) => {{
        #[allow(unused_imports)]
        use pointers_core::__private::traits::*;
        $crate::at!($($path)*).__pointers_p_raw()
    }};
}

/// An element of an array that lies somewhere.
macro_rules! element {
    ($place:expr, $index:expr) => {{
        #[allow(unused_imports)]
        use pointers_core::__private::{At, traits::*};
        At($place, $index).__pointers_p_at()
    }};
}

pub(crate) use {at, element, get, raw, set};

/// The error that has to be there, in its words.
#[track_caller]
pub(crate) fn missing<T>(result: Result<T, Error>, what: &str) {
    match result {
        Ok(_) => panic!("this went through, without {what}"),
        Err(error) => {
            assert_eq!(error.kind(), ErrorKind::Dereference);
            assert_eq!(error.to_string(), format!("DereferenceError: {what}"));
        }
    }
}
