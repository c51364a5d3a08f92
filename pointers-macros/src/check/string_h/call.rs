//! A call of a function of `string.h`.

use proc_macro2::Ident;
use syn::{Expr, Lit, Type};

use crate::check::{
    Check,
    block::ElementType,
    lattice::{Text, Value},
    report, rounds, spelling, variables,
};
use crate::model::{handle_root, is_uncertain};
use crate::syntax::{functions::UnitsNeeded, peel_parens};

/// A call of such a function.
pub(crate) struct StringCall<'a> {
    pub(crate) place: &'a Expr,
    pub(crate) name: String,
    /// The units that it is told to use.
    pub(crate) limit: Option<u128>,
    /// The unit that it is given.
    pub(crate) unit: Option<i128>,
    /// How long the text is that it reads.
    pub(crate) text: Option<u128>,
}

impl StringCall<'_> {
    /// How many units are needed at least.
    pub(crate) fn needed(&self, extent: UnitsNeeded) -> Option<u128> {
        match extent {
            UnitsNeeded::Any | UnitsNeeded::Part => None,
            UnitsNeeded::Count => self.limit,
            UnitsNeeded::UpToCount => self.limit.map(|count| count.min(1)),
            UnitsNeeded::Text => self.text.and_then(|length| length.checked_add(1)),
            UnitsNeeded::WhereText => self.text.map(|length| length.min(1)),
        }
    }
}

/// Whether a range of bytes stays in the block.
pub(crate) fn reaches<'a>(
    cx: &mut Check<'a, '_>,
    call: &StringCall<'a>,
    made: &'a Expr,
    value: Value<'a>,
    needed: Option<u128>,
) {
    if let (
        Value::Text(Text {
            units: Some(units), ..
        }),
        Some(needed),
    ) = (value, needed)
        && needed > units
    {
        let finding = report::range(&call.name, &spelling::name(made), needed, units, None);
        return cx.report(call.place, finding);
    }
    let Value::Handle(handle) = value else { return };
    let (Some(state), Some(needed)) = (&cx.state, needed) else {
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
        ElementType::Named(Some(size @ (1 | 4))) => size,
        ElementType::Named(Some(_)) => return,
        _ => 1,
    };
    let before = offset.checked_mul(block.chunk.unwrap_or(unit));
    let (Some(before), Some(needed)) = (before, needed.checked_mul(unit)) else {
        return;
    };
    let room = size.saturating_sub(before);
    if needed > room {
        let finding = report::range(&call.name, &spelling::name(made), needed, room, block.sized);
        cx.report(call.place, finding.in_round(rounds::current(cx)));
    }
}

/// Whether a character that is written out is one of those that the memory consists of.
pub(crate) fn is_a_unit<'a>(
    cx: &mut Check<'a, '_>,
    function: &Ident,
    memory: &'a Expr,
    character: &'a Expr,
) {
    if let Expr::Lit(literal) = peel_parens(character)
        && let Lit::Char(wide) = &literal.lit
        && !wide.value().is_ascii()
        && consists_of_bytes(cx, memory)
    {
        let finding = report::wide_character(function, &spelling::name(memory), wide.value());
        cx.report(character, finding.in_round(rounds::current(cx)));
    }
}

/// Whether a handle leads to bytes: its type says so, or it is what `strdup` made of a literal.
fn consists_of_bytes(cx: &Check<'_, '_>, memory: &Expr) -> bool {
    let Some(id) = handle_root(memory).filter(|_| !is_uncertain(memory)) else {
        return false;
    };
    if let Some(Type::Path(ty)) = cx.model.element(id) {
        return ty.path.is_ident("u8") || ty.path.is_ident("i8");
    }
    let (Value::Handle(handle), Some(state)) = (variables::variable(cx, id), &cx.state) else {
        return false;
    };
    let block = state.block(handle.block);
    match block.origin.map(|origin| peel_parens(origin.0)) {
        Some(Expr::Call(call)) if block.element != ElementType::Mixed => {
            let is_copy = matches!(&*call.func, Expr::Path(path) if path.path.is_ident("strdup"));
            is_copy && matches!(call.args.first(), Some(Expr::Lit(_)))
        }
        _ => false,
    }
}
