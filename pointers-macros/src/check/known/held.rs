//! The closures that variables hold, and which calls of them are around.

use syn::Expr;

use crate::map::Map;
use crate::model::BindingId;

/// The closures that variables hold which are only called.
#[derive(Default)]
pub(crate) struct HeldClosures<'a> {
    pub(crate) all: Map<BindingId, &'a Expr>,
    pub(crate) calls: Map<BindingId, usize>,
    /// The calls of them that are around, the outermost first.
    pub(crate) around: Vec<Around<'a>>,
}

/// A call of a closure that is followed.
pub(crate) struct Around<'a> {
    pub(crate) place: &'a Expr,
    /// How many branches are around, within the closure.
    pub(crate) branches: usize,
    /// The closure may have been left.
    pub(crate) left: bool,
}

impl<'a> HeldClosures<'a> {
    /// The call in which what is followed happens: in other calls of the closure it may be right.
    pub(crate) fn call(&self) -> Option<&'a Expr> {
        self.around.first().map(|call| call.place)
    }

    /// Whether the calls around may not get to what is followed.
    pub(crate) fn is_uncertain(&self) -> bool {
        self.around
            .iter()
            .any(|call| call.branches > 0 || call.left)
    }

    /// What is followed apart is in no call, and then in these again.
    pub(crate) fn apart(&mut self, calls: Vec<Around<'a>>) -> Vec<Around<'a>> {
        std::mem::replace(&mut self.around, calls)
    }

    /// Follows what only some paths get to; then that is over.
    pub(crate) fn branch(&mut self, begins: bool) {
        if let Some(call) = self.around.last_mut() {
            call.branches = if begins {
                call.branches + 1
            } else {
                call.branches.saturating_sub(1)
            };
        }
    }

    /// A way out of all that is around.
    pub(crate) fn leave(&mut self, maybe: bool) {
        let mut uncertain = maybe;
        for call in self.around.iter_mut().rev() {
            uncertain |= call.branches > 0 || call.left;
            call.left |= uncertain;
        }
    }
}
