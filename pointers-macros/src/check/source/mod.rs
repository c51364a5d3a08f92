//! What the source says by itself, whatever is known where it stands: nothing in here has a state, or asks for one.

pub(in crate::check) mod by_name;
pub(in crate::check) mod conditional;
pub(in crate::check) mod constant;
pub(in crate::check) mod ends;
pub(in crate::check) mod peeled;
pub(in crate::check) mod scan;
pub(in crate::check) mod shadow;
pub(in crate::check) mod spelling;
pub(in crate::check) mod value_size;
