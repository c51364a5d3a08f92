//! A call of a function of the same body: what it gives the function, what the caller has for each block of the summary, and
//! what messages call that.

use syn::Expr;

use super::called::CalledFunction;
use crate::check::{
    across::Across,
    arena::Key,
    constant,
    lattice::{BlockId, Handle, Number, Value},
    outcome::{Parameter, Summary},
    places::KnownPlace,
    report, spelling,
    state::State,
};
use crate::map::Map;

/// What a call gives a function.
pub(crate) struct Argument<'a> {
    pub(crate) value: Value<'a>,
    /// The place that it may assign.
    pub(crate) place: Option<KnownPlace>,
    pub(crate) expression: &'a Expr,
}

/// The number that a function is given, if it is one that is certain, and nothing that is asked of a handle.
pub(crate) fn number<'a>(
    (argument, parameter): (&Argument<'a>, &Parameter<'a>),
) -> Option<Number<'a>> {
    let Value::Number(number) = argument.value else {
        return None;
    };
    parameter.name?;
    (number.about.is_none() && constant::is_number(parameter.ty?)).then_some(number)
}

/// ", where `n` is 0": the numbers that a function is given.
pub(crate) fn with(parameters: &[Parameter<'_>], numbers: &[Option<Number<'_>>]) -> String {
    let mut text = String::new();
    for (parameter, number) in parameters.iter().zip(numbers) {
        if let (Some(name), Some(number)) = (parameter.name, number) {
            text.push_str(if text.is_empty() { ", where " } else { " and " });
            text.push_str(&report::is(name, number));
        }
    }
    text
}

/// A call of a function of the same body.
pub(crate) struct HelperCall<'a, 'c> {
    pub(crate) place: &'a Expr,
    pub(crate) called: &'c CalledFunction<'a>,
    /// What it does, with the numbers that it is given.
    pub(crate) summary: &'c Summary<'a>,
    /// How a message names these.
    pub(crate) given: String,
    /// What is known before it.
    pub(crate) before: State<'a>,
    pub(crate) arguments: Vec<Argument<'a>>,
    pub(crate) parameters: Vec<Parameter<'a>>,
    /// What the caller has for each block that it gave.
    pub(crate) known: Map<BlockId, Value<'a>>,
    /// The blocks that it allocates.
    pub(crate) begun: Map<BlockId, Option<BlockId>>,
}

impl<'a> HelperCall<'a, '_> {
    /// What the caller has where the function was given a block.
    pub(crate) fn actual(&mut self, id: BlockId) -> Value<'a> {
        if let Some(value) = self.known.get(&id) {
            return *value;
        }
        let value = match self.before.arena.given(id).and_then(|given| given.parent) {
            Some((parent, key)) => {
                let whole = self.actual(parent);
                self.part(whole, key)
            }
            None => {
                let root = self.parameters.iter().position(|parameter| {
                    matches!(parameter.value, Value::Handle(handle) if handle.block == id)
                });
                let argument = root.and_then(|at| self.arguments.get(at));
                argument.map_or(Value::Unknown, |argument| argument.value)
            }
        };
        self.known.insert(id, value);
        value
    }

    pub(crate) fn part(&mut self, whole: Value<'a>, key: Key) -> Value<'a> {
        match (whole, key) {
            (Value::Handle(handle), Key::Element(at))
                if self.before.block(handle.block).kind != crate::model::Kind::Unknown
                    || self.before.block(handle.block).across.content != Value::Unknown =>
            {
                let offset = handle.offset.and_then(|offset| offset.checked_add(at));
                self.before.content(Handle { offset, ..handle })
            }
            (whole, key) => self.before.part(whole, key),
        }
    }

    /// The number of the parameter that a block belongs to, and how it gets from there to the block: `->head`.
    pub(crate) fn way(&self, id: BlockId) -> (Option<usize>, String) {
        let arena = &self.before.arena;
        let (mut steps, mut at) = (Vec::new(), id);
        while let Some((parent, key)) = arena.given(at).and_then(|given| given.parent) {
            steps.push(key);
            at = parent;
        }
        let root = self.parameters.iter().position(
            |parameter| matches!(parameter.value, Value::Handle(handle) if handle.block == at),
        );
        let mut text = String::new();
        let mut steps = steps.into_iter().rev().peekable();
        while let Some(step) = steps.next() {
            match (step, steps.peek()) {
                (Key::Element(0), Some(Key::Field(name))) => {
                    text.push_str("->");
                    text.push_str(&arena.spelt(*name));
                    steps.next();
                }
                (Key::Element(at), _) => text.push_str(&format!("[{at}]")),
                (Key::Field(name), _) => {
                    text.push('.');
                    text.push_str(&arena.spelt(name));
                }
            }
        }
        (root, text)
    }

    /// What the function calls a block: its parameter, or `list->head`.
    pub(crate) fn inner_name(&self, id: BlockId) -> String {
        let (root, way) = self.way(id);
        let name = root.and_then(|at| self.parameters[at].name);
        let name = name.map_or_else(|| "self".to_owned(), ToString::to_string);
        if way.is_empty() {
            format!("its parameter `{name}`")
        } else {
            format!("`{name}{way}`")
        }
    }

    /// What the caller calls it.
    pub(crate) fn outer_name(&self, id: BlockId) -> String {
        let (root, way) = self.way(id);
        let argument = root.and_then(|at| self.arguments.get(at));
        let Some(argument) = argument else {
            return "this handle".to_owned();
        };
        match spelling::name(argument.expression).strip_prefix('`') {
            Some(name) => format!("`{}{way}`", name.trim_end_matches('`')),
            None => "this handle".to_owned(),
        }
    }

    /// The numbers that a message names, unless what it says is so whatever the function is given.
    pub(crate) fn given_for(&self, id: BlockId, is_so: impl Fn(&Across<'a>) -> bool) -> &str {
        let always = self.called.summary.ends.as_ref();
        if always.is_some_and(|ends| is_so(&ends.block(id).across)) {
            ""
        } else {
            &self.given
        }
    }
}
