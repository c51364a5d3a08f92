//! The third stage: what is certainly wrong is an error.

mod chunks;

use crate::{model::Model, report::Errors, syntax::Source};

/// Reports what is certainly wrong in `source`.
pub(crate) fn check(source: &Source, model: &Model, errors: &mut Errors) {
    if !source.header.allow_misuse {
        chunks::check(&source.body, model, errors);
    }
}
