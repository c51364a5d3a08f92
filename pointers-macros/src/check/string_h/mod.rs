//! C's `string.h`, and texts whose length is certain.

mod call;
mod copies;
mod search;
pub(in crate::check) mod strings;
pub(in crate::check) mod texts;
