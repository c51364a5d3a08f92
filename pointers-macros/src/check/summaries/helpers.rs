//! Calls of functions of the same body: what their summaries say happens to what they are given, and what they return.
//!
//! Each block of the summary that the caller gave is replaced by what the caller has there ([`Call::actual`]), and each
//! that the function allocated becomes one that the call allocates.

use std::{ptr, rc::Rc};

use syn::Expr;

use super::{called::Called, exits, summary};
use crate::check::{
    Check,
    across::Across,
    alias,
    arena::{Key, Shape},
    block::{Block, End, Life},
    constant,
    lattice::{At, BlockId, Handle, Number, Value},
    memory,
    outcome::{Ended, Parameter, Summary},
    places::{self, Place},
    report, rounds,
    state::State,
    variables, wholes,
};
use crate::map::Map;

/// What a call gives a function.
pub(in crate::check) struct Argument<'a> {
    pub(in crate::check) value: Value<'a>,
    /// The place that it may assign.
    pub(in crate::check) place: Option<Place>,
    pub(in crate::check) expression: &'a Expr,
}

/// Follows a call. `succeeded` says that the program goes on only if it does; without that a function that may fail
/// is one that may do anything.
pub(in crate::check) fn follow<'a>(
    cx: &mut Check<'a, '_>,
    place: &'a Expr,
    called: &Called<'a>,
    arguments: impl Iterator<Item = &'a Expr>,
    succeeded: bool,
) -> Option<Value<'a>> {
    let is_tail = called.summary.fails && !succeeded && exits::is_tail(cx, place);
    if called.summary.fails && !succeeded && !is_tail {
        return None;
    }
    let parameters = called.summary.parameters.clone();
    let mut given = Vec::new();
    for (at, expression) in called.receiver.into_iter().chain(arguments).enumerate() {
        let parameter = parameters.get(at).copied();
        given.push(argument(cx, expression, parameter)?);
    }
    let numbers: Vec<_> = given.iter().zip(&parameters).map(number).collect();
    let summary = match &cx.state {
        Some(_) => summary::with_numbers(cx, called.id, numbers.clone()),
        None => None,
    };
    let summary = summary.unwrap_or_else(|| Rc::clone(&called.summary));
    let (Some(before), false) = (cx.state.clone(), summary.ends.is_none()) else {
        // It is followed for the first time, and calls itself; or it never ends.
        cx.state = None;
        return Some(Value::Unknown);
    };
    let mut call = Call {
        place,
        called,
        summary: &summary,
        given: with(&parameters, &numbers),
        before,
        arguments: given,
        parameters,
        known: Map::new(),
        begun: Map::new(),
    };
    call.needs(cx);
    if summary.errs {
        // Its error is that of the function that it is called in.
        exits::may_end(cx, true);
        rounds::leave(cx, None, false, true);
    }
    let Some((state, value)) = &summary.normal else {
        cx.state = None;
        return Some(Value::Unknown);
    };
    if let Some(own) = &mut cx.state {
        own.doubtful |= state.doubtful;
    }
    call.effects(cx, state);
    let value = call.translate(cx, state, *value);
    call.assign(cx, state);
    Some(if called.summary.fails && !is_tail {
        wholes::unwrapped(cx, value)
    } else {
        value
    })
}

/// The number that a function is given, if it is one that is certain, and nothing that is asked of a handle.
pub(in crate::check) fn number<'a>(
    (argument, parameter): (&Argument<'a>, &Parameter<'a>),
) -> Option<Number<'a>> {
    let Value::Number(number) = argument.value else {
        return None;
    };
    parameter.name?;
    (number.about.is_none() && constant::is_number(parameter.ty?)).then_some(number)
}

/// ", where `n` is 0": the numbers that a function is given.
pub(in crate::check) fn with(
    parameters: &[Parameter<'_>],
    numbers: &[Option<Number<'_>>],
) -> String {
    let mut text = String::new();
    for (parameter, number) in parameters.iter().zip(numbers) {
        if let (Some(name), Some(number)) = (parameter.name, number) {
            text.push_str(if text.is_empty() { ", where " } else { " and " });
            text.push_str(&report::is(name, number));
        }
    }
    text
}

/// Evaluates an argument. `None` where a function may assign what is not followed.
pub(in crate::check) fn argument<'a>(
    cx: &mut Check<'a, '_>,
    expression: &'a Expr,
    parameter: Option<Parameter<'a>>,
) -> Option<Argument<'a>> {
    let (mutable, ty) =
        parameter.map_or((false, None), |parameter| (parameter.mutable, parameter.ty));
    let target = match expression {
        Expr::Reference(reference) if reference.mutability.is_some() => &reference.expr,
        expression => expression,
    };
    if !mutable {
        let value = alias::alias(cx, expression);
        variables::declared(cx, value, ty);
        return Some(Argument {
            value,
            place: None,
            expression,
        });
    }
    let place = places::local(cx, target);
    let value = match &place {
        Some(place) => places::get(cx, place),
        None => {
            variables::share(cx, expression);
            Value::Unknown
        }
    };
    Some(Argument {
        value,
        place,
        expression,
    })
}

pub(in crate::check) struct Call<'a, 'c> {
    pub(in crate::check) place: &'a Expr,
    pub(in crate::check) called: &'c Called<'a>,
    /// What it does, with the numbers that it is given.
    pub(in crate::check) summary: &'c Summary<'a>,
    /// How a message names these.
    pub(in crate::check) given: String,
    /// What is known before it.
    pub(in crate::check) before: State<'a>,
    pub(in crate::check) arguments: Vec<Argument<'a>>,
    pub(in crate::check) parameters: Vec<Parameter<'a>>,
    /// What the caller has for each block that it gave.
    pub(in crate::check) known: Map<BlockId, Value<'a>>,
    /// The blocks that it allocates.
    pub(in crate::check) begun: Map<BlockId, Option<BlockId>>,
}

impl<'a> Call<'a, '_> {
    /// What the caller has where the function was given a block.
    pub(in crate::check) fn actual(&mut self, id: BlockId) -> Value<'a> {
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

    pub(in crate::check) fn part(&mut self, whole: Value<'a>, key: Key) -> Value<'a> {
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

    /// Does to the caller's blocks what the function does.
    pub(in crate::check) fn effects(&mut self, cx: &mut Check<'a, '_>, state: &State<'a>) {
        let given: Vec<_> = state
            .blocks()
            .iter()
            .filter(|(id, _)| self.before.arena.given(*id).is_some())
            .copied()
            .collect();
        for (id, _) in &given {
            self.actual(*id);
        }
        if state.disturbed
            && let Some(own) = &mut cx.state
        {
            own.disturb(None);
        }
        for (id, block) in given {
            let actual = self.actual(id);
            if block.across.kept {
                variables::escape(cx, actual);
            }
            if block.across.asked && matches!(actual, Value::Null(..)) {
                variables::escape(cx, actual);
            }
            let Value::Handle(handle) = actual else {
                continue;
            };
            self.change(cx, state, id, handle, &block);
        }
    }

    pub(in crate::check) fn change(
        &mut self,
        cx: &mut Check<'a, '_>,
        state: &State<'a>,
        id: BlockId,
        handle: Handle,
        block: &Block<'a>,
    ) {
        if block.across.changed {
            variables::change(cx, handle, Block::fill);
        }
        if block.across.resized {
            variables::change(cx, handle, Block::forget_size);
        }
        self.refill(cx, state, id, handle, block);
        let end = match block.life {
            Life::Gone(end, at) => Some((end, at)),
            Life::Unknown => None,
            _ => return,
        };
        let as_given = block.across.as_given;
        let actual = Value::Handle(handle);
        let Some(own) = &mut cx.state else { return };
        match end {
            Some((end, at)) => {
                let path = self.inner_name(id);
                let always = self.called.summary.normal.as_ref();
                let always =
                    always.is_some_and(|(state, _)| matches!(state.block(id).life, Life::Gone(..)));
                let given = if always { "" } else { &self.given };
                let block = own.block_mut(handle.block);
                if let Life::Gone(_, before) = block.life {
                    if before == At(self.place) && !block.nullable {
                        self.freed_twice(cx, id, handle.block, at);
                    }
                    return;
                }
                block.life = Life::Gone(end, At(self.place));
                block.across.as_given = as_given && handle.offset == Some(0);
                cx.ended.insert(
                    (ptr::from_ref(self.place), handle.block),
                    Ended {
                        name: self.called.name.clone(),
                        at,
                        parameter: Some(path),
                        given: given.to_owned(),
                    },
                );
            }
            // It may have been freed, or the function knows whether it was.
            None => own.forget(actual),
        }
    }

    /// Two of what the function frees are the same block.
    pub(in crate::check) fn freed_twice(
        &self,
        cx: &mut Check<'a, '_>,
        id: BlockId,
        block: BlockId,
        at: At<'a>,
    ) {
        if !cx.caught.is_empty() {
            return;
        }
        let Some(Ended {
            name, parameter, ..
        }) = cx.ended.get(&(ptr::from_ref(self.place), block))
        else {
            return;
        };
        let first = parameter.clone().unwrap_or_default();
        let (name, second) = (name.clone(), self.inner_name(id));
        let finding = report::same_freed_twice(&name, &first, &second);
        let note = report::helper_ends(&name, Some(&second), End::Freed);
        cx.report(self.place, finding.and(at, note));
    }

    /// What a block of the caller's holds afterwards.
    pub(in crate::check) fn refill(
        &mut self,
        cx: &mut Check<'a, '_>,
        state: &State<'a>,
        id: BlockId,
        handle: Handle,
        block: &Block<'a>,
    ) {
        let parts = match block.across.content {
            Value::Parts(parts) => state.arena.get(parts),
            _ => {
                if let Some(own) = &mut cx.state {
                    own.open(handle.block);
                }
                return;
            }
        };
        if parts.shape != Shape::Given(id) {
            if let Some(own) = &mut cx.state {
                own.open(handle.block);
            }
            return;
        }
        for (key, value) in parts.parts.clone() {
            let Key::Element(at) = key else { continue };
            let value = self.translate(cx, state, value);
            let offset = handle.offset.and_then(|offset| offset.checked_add(at));
            let target = Value::Handle(Handle { offset, ..handle });
            memory::store(cx, target, &[], value);
        }
    }

    /// The function's value as the caller's.
    pub(in crate::check) fn translate(
        &mut self,
        cx: &mut Check<'a, '_>,
        state: &State<'a>,
        value: Value<'a>,
    ) -> Value<'a> {
        match value {
            Value::Null(_, kind) => Value::Null(At(self.place), kind),
            Value::Number(number) if number.about.is_none() => value,
            Value::Number(_) | Value::Sizes(..) | Value::Text(_) => Value::Unknown,
            Value::Handle(handle) if state.arena.given(handle.block).is_some() => {
                match self.actual(handle.block) {
                    Value::Handle(actual) => Value::Handle(Handle {
                        offset: actual
                            .offset
                            .zip(handle.offset)
                            .and_then(|(offset, by)| offset.checked_add(by)),
                        reference: handle.reference,
                        ..actual
                    }),
                    actual if handle.offset == Some(0) => actual,
                    actual => {
                        variables::escape(cx, actual);
                        Value::Unknown
                    }
                }
            }
            Value::Handle(handle) => {
                let begun = self.begin(cx, state, handle.block);
                begun.map_or(Value::Unknown, |block| {
                    Value::Handle(Handle { block, ..handle })
                })
            }
            Value::Parts(id) => {
                let parts = state.arena.get(id);
                let base = match parts.shape {
                    Shape::Given(block) => Some(self.actual(block)),
                    _ => None,
                };
                let mut translated = Vec::new();
                for (key, value) in &parts.parts {
                    translated.push((*key, self.translate(cx, state, *value)));
                }
                let Some(own) = &mut cx.state else {
                    return Value::Unknown;
                };
                let made = match base {
                    None => own.whole(parts.shape, translated.clone()),
                    Some(base) => translated
                        .iter()
                        .try_fold(base, |whole, (key, value)| own.with(whole, &[*key], *value)),
                };
                made.unwrap_or_else(|| {
                    base.into_iter().for_each(|base| own.escape(base));
                    translated
                        .into_iter()
                        .for_each(|(_, value)| own.escape(value));
                    Value::Unknown
                })
            }
            Value::Unset | Value::Unknown | Value::Shared => Value::Unknown,
        }
    }

    /// A block that the function allocated is one that the call allocates.
    pub(in crate::check) fn begin(
        &mut self,
        cx: &mut Check<'a, '_>,
        state: &State<'a>,
        id: BlockId,
    ) -> Option<BlockId> {
        if let Some(begun) = self.begun.get(&id) {
            return *begun;
        }
        let mut inner = state.block(id);
        let ended = match inner.life {
            Life::Gone(end, at) => {
                inner.life = Life::Gone(end, At(self.place));
                Some(at)
            }
            _ => None,
        };
        let block = Block {
            origin: inner.origin.map(|_| At(self.place)),
            across: Across::NOTHING,
            ..inner
        };
        let site = cx.arena.site(ptr::from_ref(self.place), Some(id));
        let own = cx.state.as_mut();
        let begun = own.and_then(|own| own.begin(site, block));
        self.begun.insert(id, begun);
        if let (Some(begun), Some(at)) = (begun, ended) {
            let ended = Ended {
                name: self.called.name.clone(),
                at,
                parameter: None,
                given: String::new(),
            };
            cx.ended.insert((ptr::from_ref(self.place), begun), ended);
        }
        let content = self.translate(cx, state, inner.across.content);
        match (begun, &mut cx.state) {
            (Some(begun), Some(own)) => own.block_mut(begun).across.content = content,
            _ => variables::escape(cx, content),
        }
        begun
    }

    /// What the function assigned to what it was given as `&mut`.
    pub(in crate::check) fn assign(&mut self, cx: &mut Check<'a, '_>, state: &State<'a>) {
        let first = state.variables.len().saturating_sub(self.parameters.len());
        for at in 0..self.parameters.len() {
            if !self.parameters[at].mutable {
                continue;
            }
            let value = match self.parameters[at].value {
                Value::Unknown => Value::Unknown,
                _ => state.variable(first + at),
            };
            let value = self.translate(cx, state, value);
            match self
                .arguments
                .get(at)
                .and_then(|argument| argument.place.clone())
            {
                Some(place) => {
                    if value == Value::Unknown {
                        let old = places::get(cx, &place);
                        variables::escape(cx, old);
                    }
                    places::set(cx, &place, value);
                }
                None => variables::escape(cx, value),
            }
        }
    }
}
