//! C's `string.h`, and texts whose length is certain.

mod call;
mod copies;
mod search;
pub(crate) mod strings;
pub(crate) mod texts;
