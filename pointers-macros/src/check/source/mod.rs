//! What the source says by itself, whatever is known where it stands: nothing in here has a state, or asks for one.

pub(crate) mod by_name;
pub(crate) mod conditional;
pub(crate) mod constant;
pub(crate) mod ends;
pub(crate) mod peeled;
pub(crate) mod scan;
pub(crate) mod shadow;
pub(crate) mod spelling;
pub(crate) mod value_size;
