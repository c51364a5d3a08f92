//! What a call of a function of the same body changes: what its summary says of the blocks that it was given happens to those that
//! the caller has there, and each block that the function allocated becomes one that the call allocates.

use std::ptr;

use super::helper_call::HelperCall;
use crate::check::{
    Check,
    across::Across,
    arena::{Composite, Key},
    block::{Block, Ending, Life},
    handles,
    lattice::{BlockId, ExprAt, Handle, Value},
    memory,
    outcome::HelperEnd,
    places, report,
    state::State,
};

impl<'a> HelperCall<'a, '_> {
    /// Does to the caller's blocks what the function does.
    pub(crate) fn effects(&mut self, cx: &mut Check<'a, '_>, state: &State<'a>) {
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
                handles::escape(cx, actual);
            }
            if block.across.asked && matches!(actual, Value::Null(..)) {
                handles::escape(cx, actual);
            }
            let Value::Handle(handle) = actual else {
                continue;
            };
            self.change(cx, state, id, handle, &block);
        }
    }

    pub(crate) fn change(
        &mut self,
        cx: &mut Check<'a, '_>,
        state: &State<'a>,
        id: BlockId,
        handle: Handle,
        block: &Block<'a>,
    ) {
        if block.across.changed {
            handles::change(cx, handle, Block::fill);
        }
        if block.across.resized {
            handles::change(cx, handle, Block::forget_size);
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
                    if before == ExprAt(self.place) && !block.nullable {
                        self.freed_twice(cx, id, handle.block, at);
                    }
                    return;
                }
                block.life = Life::Gone(end, ExprAt(self.place));
                block.across.as_given = as_given && handle.offset == Some(0);
                cx.ended.insert(
                    (ptr::from_ref(self.place), handle.block),
                    HelperEnd {
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
    pub(crate) fn freed_twice(
        &self,
        cx: &mut Check<'a, '_>,
        id: BlockId,
        block: BlockId,
        at: ExprAt<'a>,
    ) {
        if !cx.caught.is_empty() {
            return;
        }
        let Some(HelperEnd {
            name, parameter, ..
        }) = cx.ended.get(&(ptr::from_ref(self.place), block))
        else {
            return;
        };
        let first = parameter.clone().unwrap_or_default();
        let (name, second) = (name.clone(), self.inner_name(id));
        let finding = report::same_freed_twice(&name, &first, &second);
        let note = report::helper_ends(&name, Some(&second), Ending::Freed);
        cx.report(self.place, finding.and(at, note));
    }

    /// What a block of the caller's holds afterwards.
    pub(crate) fn refill(
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
        if parts.shape != Composite::Given(id) {
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
    pub(crate) fn translate(
        &mut self,
        cx: &mut Check<'a, '_>,
        state: &State<'a>,
        value: Value<'a>,
    ) -> Value<'a> {
        match value {
            Value::Null(_, kind) => Value::Null(ExprAt(self.place), kind),
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
                        handles::escape(cx, actual);
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
                    Composite::Given(block) => Some(self.actual(block)),
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
    pub(crate) fn begin(
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
                inner.life = Life::Gone(end, ExprAt(self.place));
                Some(at)
            }
            _ => None,
        };
        let block = Block {
            origin: inner.origin.map(|_| ExprAt(self.place)),
            across: Across::NOTHING,
            ..inner
        };
        let site = cx.arena.site(ptr::from_ref(self.place), Some(id));
        let own = cx.state.as_mut();
        let begun = own.and_then(|own| own.begin(site, block));
        self.begun.insert(id, begun);
        if let (Some(begun), Some(at)) = (begun, ended) {
            let ended = HelperEnd {
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
            _ => handles::escape(cx, content),
        }
        begun
    }

    /// What the function assigned to what it was given as `&mut`.
    pub(crate) fn assign(&mut self, cx: &mut Check<'a, '_>, state: &State<'a>) {
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
                        handles::escape(cx, old);
                    }
                    places::set(cx, &place, value);
                }
                None => handles::escape(cx, value),
            }
        }
    }
}
