//! Handles that are moved within their block: `p += n`, `p.add(n)?`, and to another type.

use syn::{Expr, ExprBinary};

use super::{
    Check,
    lattice::{Block, Element, Handle, Value, Written},
    report::Use,
};
use crate::model::binding;

impl<'a> Check<'a, '_> {
    /// `p += n`, `p -= n`: the handle moves at once.
    pub(super) fn step(&mut self, place: &'a Expr, expression: &'a ExprBinary, forwards: bool) {
        self.consume(&expression.right);
        let value = self.handle(&expression.left);
        let id = binding(&expression.left);
        let moved = self.offset(value, &expression.right, forwards);
        if let Some(id) = id {
            let kept = matches!(value, Value::Handle(handle) if self.is_handle(handle))
                || value == Value::Shared;
            self.set(id, if kept { moved } else { Value::Unknown });
        }
        let Some((_, block)) = self.present(place, &expression.left, value, Use::Step) else {
            return;
        };
        if let Value::Handle(handle) = moved
            && !self.inside(place, &expression.left, handle, &block)
            && let Some(id) = id
        {
            self.set(
                id,
                Value::Handle(Handle {
                    offset: None,
                    ..handle
                }),
            );
        }
    }

    /// Whether a handle that was moved may point where it does: from the first element to one past the last.
    pub(super) fn inside(
        &mut self,
        place: &'a Expr,
        made: &'a Expr,
        handle: Handle,
        block: &Block<'a>,
    ) -> bool {
        let (Some(offset), Some(length)) = (handle.offset, block.length()) else {
            return true;
        };
        if (0..=length).contains(&offset) {
            return true;
        }
        self.outside(place, made, Use::Step, (offset, length), block);
        false
    }

    /// `p.add(n)?`.
    pub(super) fn derive(
        &mut self,
        place: &'a Expr,
        receiver: &'a Expr,
        by: &'a Expr,
        forwards: bool,
    ) -> Value<'a> {
        let value = self.handle(receiver);
        self.consume(by);
        let moved = self.offset(value, by, forwards);
        let Some((_, block)) = self.present(place, receiver, value, Use::Step) else {
            return Value::Unknown;
        };
        match moved {
            Value::Handle(handle) if self.inside(place, receiver, handle, &block) => moved,
            _ => Value::Unknown,
        }
    }

    /// `p.cast::<U>()?`.
    pub(super) fn cast(&mut self, place: &'a Expr, receiver: &'a Expr) -> Value<'a> {
        let value = self.handle(receiver);
        let Some((handle, _)) = self.present(place, receiver, value, Use::Cast) else {
            return Value::Unknown;
        };
        self.change(handle, |block| {
            block.element = Element::Mixed;
            block.written = Written::Any;
            block.stored = None;
        });
        Value::Handle(Handle {
            offset: handle.offset.filter(|offset| *offset == 0),
            reference: false,
            ..handle
        })
    }
}
