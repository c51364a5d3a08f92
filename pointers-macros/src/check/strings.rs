//! The functions of C's `string.h`: what they need of their blocks, and which handle they return.

use syn::{Expr, Lit};

use super::{
    Check,
    lattice::{Block, Value},
    report::{self, Use},
};
use super::{
    forms,
    lattice::{At, Element, Life, Written},
};
use crate::model::Kind;

impl<'a> Check<'a, '_> {
    /// A call of a function of `string.h`, which succeeds or leaves the block; `None` if it is none.
    pub(super) fn string_function(
        &mut self,
        place: &'a Expr,
        name: &str,
        arguments: &[&'a Expr],
    ) -> Option<Value<'a>> {
        let value = match (name, arguments) {
            ("memcpy" | "memmove", [to, from, count]) => {
                self.consume(count);
                let needed = self.size(Some(count));
                self.source(place, name, from, needed);
                self.destination(place, name, to, needed)
            }
            ("memset", [to, byte, count]) => {
                self.consume(byte);
                self.consume(count);
                let needed = self.size(Some(count));
                self.destination(place, name, to, needed)
            }
            ("memcmp", [first, second, count]) => {
                self.consume(count);
                let needed = self.size(Some(count));
                self.source(place, name, first, needed);
                self.source(place, name, second, needed);
                Value::Unknown
            }
            ("memchr", [within, byte, count]) => {
                self.consume(byte);
                self.consume(count);
                // It stops where it finds the byte.
                self.found(place, name, within)
            }
            ("strcpy", [to, from]) => {
                let needed = text_length(from).and_then(|length| length.checked_add(1));
                self.source(place, name, from, None);
                self.destination(place, name, to, needed)
            }
            ("strncpy", [to, from, count]) => {
                self.consume(count);
                let needed = self.size(Some(count));
                self.source(place, name, from, None);
                self.destination(place, name, to, needed)
            }
            ("strcat" | "strncat", [to, from, rest @ ..]) => {
                rest.iter().for_each(|count| self.consume(count));
                let needed = text_length(from)
                    .filter(|_| rest.is_empty())
                    .and_then(|length| length.checked_add(1));
                self.source(place, name, from, None);
                self.source(place, name, to, needed)
            }
            ("strlen", [text]) => {
                self.source(place, name, text, None);
                Value::Unknown
            }
            ("strcmp" | "strncmp", [first, second, rest @ ..]) => {
                rest.iter().for_each(|count| self.consume(count));
                self.source(place, name, first, None);
                self.source(place, name, second, None);
                Value::Unknown
            }
            ("strchr" | "strrchr", [text, byte]) => {
                self.consume(byte);
                self.found(place, name, text)
            }
            ("strstr", [text, part]) => {
                self.source(place, name, part, None);
                self.found(place, name, text)
            }
            ("strdup", [text]) => {
                self.source(place, name, text, None);
                let size = text_length(text).and_then(|length| length.checked_add(1));
                self.begin(
                    place,
                    Block {
                        life: Life::Live,
                        origin: Some(At(place)),
                        size,
                        sized: Some(At(place)),
                        element: Element::Named(Some(1)),
                        written: Written::Any,
                        escaped: false,
                        nullable: false,
                        ..Block::foreign(Kind::Malloc)
                    },
                )
            }
            _ => return None,
        };
        Some(value)
    }

    /// Bytes are read.
    fn source(
        &mut self,
        place: &'a Expr,
        function: &str,
        from: &'a Expr,
        needed: Option<u128>,
    ) -> Value<'a> {
        let value = self.handle(from);
        // No byte is read of nothing.
        if needed != Some(0) {
            self.access(place, from, value, Use::Read);
            self.reaches(place, function, from, value, needed);
        }
        value
    }

    /// Bytes are written.
    fn destination(
        &mut self,
        place: &'a Expr,
        function: &str,
        to: &'a Expr,
        needed: Option<u128>,
    ) -> Value<'a> {
        let value = self.handle(to);
        if needed != Some(0) {
            self.access(place, to, value, Use::Write);
            self.reaches(place, function, to, value, needed);
        }
        self.fill(value);
        value
    }

    /// What is returned may be a handle into the block, or none.
    fn found(&mut self, place: &'a Expr, function: &str, within: &'a Expr) -> Value<'a> {
        let value = self.source(place, function, within, None);
        if let (Value::Handle(handle), Some(state)) = (value, &mut self.state) {
            state.block_mut(handle.block).escaped = true;
        }
        Value::Unknown
    }

    /// Whether a range of bytes stays in the block.
    fn reaches(
        &mut self,
        place: &'a Expr,
        function: &str,
        made: &'a Expr,
        value: Value<'a>,
        needed: Option<u128>,
    ) {
        let Value::Handle(handle) = value else { return };
        let (Some(state), Some(needed)) = (&self.state, needed) else {
            return;
        };
        let block = state.block(handle.block);
        let (Some(size), Some(offset)) = (
            block.size,
            handle.offset.and_then(|offset| u128::try_from(offset).ok()),
        ) else {
            return;
        };
        // An element takes at least one byte.
        let Some(before) = offset.checked_mul(block.chunk.unwrap_or(1)) else {
            return;
        };
        let room = size.saturating_sub(before);
        if needed > room {
            self.report(
                place,
                report::range(&function, &forms::name(made), needed, room, block.sized),
            );
        }
    }
}

/// The length of a text that is written out: `c"abc"`, `b"abc\0"`.
fn text_length(text: &Expr) -> Option<u128> {
    let Expr::Lit(literal) = text else {
        return None;
    };
    let length = match &literal.lit {
        Lit::CStr(text) => text.value().as_bytes().len(),
        Lit::ByteStr(bytes) => bytes.value().iter().position(|byte| *byte == 0)?,
        _ => return None,
    };
    u128::try_from(length).ok()
}
