//! The functions of C's `string.h`: what they need of their blocks, and which handle they return. They count in units,
//! of one byte or of four.

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
                let least = self.size(Some(count)).map(|count| count.min(1));
                self.found(place, name, within, least)
            }
            ("strcpy", [to, from]) => {
                let needed = text_length(from).and_then(|length| length.checked_add(1));
                self.source(place, name, from, None);
                self.destination(place, name, to, needed)
            }
            ("strncpy", [to, from, count]) => {
                self.consume(count);
                let needed = self.size(Some(count));
                self.source(place, name, from, needed.map(|count| count.min(1)));
                self.destination(place, name, to, needed)
            }
            ("strcat", [to, from]) => {
                let needed = text_length(from).and_then(|length| length.checked_add(1));
                self.source(place, name, from, None);
                self.source(place, name, to, needed)
            }
            ("strncat", [to, from, count]) => {
                self.consume(count);
                let least = self.size(Some(count)).map(|count| count.min(1));
                self.source(place, name, from, least);
                self.source(place, name, to, None)
            }
            ("strlen", [text]) => {
                self.source(place, name, text, None);
                Value::Unknown
            }
            ("strcmp" | "strncmp", [first, second, rest @ ..]) => {
                rest.iter().for_each(|count| self.consume(count));
                let least = rest
                    .first()
                    .and_then(|count| self.size(Some(count)))
                    .map(|count| count.min(1));
                self.source(place, name, first, least);
                self.source(place, name, second, least);
                Value::Unknown
            }
            ("strchr" | "strrchr", [text, byte]) => {
                self.consume(byte);
                self.found(place, name, text, None)
            }
            ("strstr", [text, part]) => {
                self.source(place, name, part, None);
                // The empty string is everywhere.
                let least = text_length(part).map(|length| length.min(1));
                self.found(place, name, text, least)
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
                        element: Element::Named(text_length(text).map(|_| 1)),
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
    fn found(
        &mut self,
        place: &'a Expr,
        function: &str,
        within: &'a Expr,
        needed: Option<u128>,
    ) -> Value<'a> {
        let value = self.source(place, function, within, needed);
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
        // A unit takes at least one byte. Of other sizes there are none, and the types say so.
        let unit = match block.element {
            Element::Named(Some(size @ (1 | 4))) => size,
            Element::Named(Some(_)) => return,
            _ => 1,
        };
        let before = offset.checked_mul(block.chunk.unwrap_or(unit));
        let (Some(before), Some(needed)) = (before, needed.checked_mul(unit)) else {
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
