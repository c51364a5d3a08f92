//! Calls of functions of the same body: what their summaries say happens to what they are given, and what they return.
//!
//! Each block of the summary that the caller gave is replaced by what the caller has there ([`Call::actual`]), and each
//! that the function allocated becomes one that the call allocates.

use std::{collections::HashMap, ptr, rc::Rc};

use syn::{Expr, ExprCall, ExprMethodCall, FnArg};

use super::{
    Check, alias, constant, expressions, forms,
    lattice::{Across, At, Block, BlockId, Element, End, Far, Handle, Life, Number, Value},
    memory, operations,
    parts::{Key, Shape},
    paths::{self, Place},
    report::{self, Finding, Use},
    rounds,
    state::State,
    summary::{self, Parameter, Summary},
    wholes,
};
use crate::model::Kind;

/// Which function a call is of, and by what it is called in messages.
pub(super) struct Called<'a> {
    id: usize,
    name: String,
    /// What it does, whatever it is given.
    summary: Rc<Summary<'a>>,
    receiver: Option<&'a Expr>,
}

/// How a helper ended a block.
#[derive(Clone)]
pub(super) struct Ended<'a> {
    /// The helper.
    name: String,
    /// Where in it that happens, and to which of its parameters, if it is one.
    at: At<'a>,
    parameter: Option<String>,
    /// For which numbers that is so.
    given: String,
}

/// What a call gives a function.
struct Argument<'a> {
    value: Value<'a>,
    /// The place that it may assign.
    place: Option<Place>,
    expression: &'a Expr,
}

/// The function of the body that a call calls, if what it does is known.
pub(super) fn function<'a>(cx: &Check<'a, '_>, call: &'a ExprCall) -> Option<Called<'a>> {
    if crate::syntax::held_macro(call).is_some() || cx.modules > 0 {
        return None;
    }
    let id = cx.functions.called(call, cx.owner)?;
    called(cx, id, None, call.args.len())
}

/// The method that is called, if the receiver's type is certain.
pub(super) fn method<'a>(cx: &Check<'a, '_>, call: &'a ExprMethodCall) -> Option<Called<'a>> {
    if cx.modules > 0 {
        return None;
    }
    let value = paths::peek(cx, cx.state.as_ref()?, &call.receiver);
    let structure = match wholes::shape(cx, value) {
        Some(Shape::Whole(Some(name))) => cx.arena.spelt(name),
        Some(Shape::Given(block)) => cx.arena.structure(block)?,
        None => match value {
            Value::Handle(handle) => cx.arena.structure(handle.block)?,
            _ => return None,
        },
        _ => return None,
    };
    let id = cx.functions.method(&structure, &call.method)?;
    called(cx, id, Some(&call.receiver), call.args.len() + 1)
}

fn called<'a>(
    cx: &Check<'a, '_>,
    id: usize,
    receiver: Option<&'a Expr>,
    arguments: usize,
) -> Option<Called<'a>> {
    let function = cx.functions.get(id);
    let has_receiver = matches!(function.signature.inputs.first(), Some(FnArg::Receiver(_)));
    if function.signature.inputs.len() != arguments || receiver.is_some() && !has_receiver {
        return None;
    }
    let owner = function.owner.and_then(summary::name_of);
    let name = &function.signature.ident;
    Some(Called {
        id,
        name: match (owner, receiver) {
            (Some(owner), None) => format!("`{owner}::{name}`"),
            _ => format!("`{name}`"),
        },
        summary: Rc::clone(function.summary.as_ref()?),
        receiver,
    })
}

/// Follows a call. `succeeded` says that the program goes on only if it does; without that a function that may fail
/// is one that may do anything.
pub(super) fn follow<'a>(
    cx: &mut Check<'a, '_>,
    place: &'a Expr,
    called: &Called<'a>,
    arguments: impl Iterator<Item = &'a Expr>,
    succeeded: bool,
) -> Option<Value<'a>> {
    let is_tail = called.summary.fails && !succeeded && summary::is_tail(cx, place);
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
        known: HashMap::new(),
        begun: HashMap::new(),
    };
    call.needs(cx);
    if summary.errs {
        // Its error is that of the function that it is called in.
        summary::may_end(cx, true);
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
fn number<'a>((argument, parameter): (&Argument<'a>, &Parameter<'a>)) -> Option<Number<'a>> {
    let Value::Number(number) = argument.value else {
        return None;
    };
    parameter.name?;
    (number.about.is_none() && constant::is_number(parameter.ty?)).then_some(number)
}

/// ", where `n` is 0": the numbers that a function is given.
fn with(parameters: &[Parameter<'_>], numbers: &[Option<Number<'_>>]) -> String {
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
fn argument<'a>(
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
        alias::declared(cx, value, ty);
        return Some(Argument {
            value,
            place: None,
            expression,
        });
    }
    let place = paths::local(cx, target);
    let value = match &place {
        Some(place) => paths::get(cx, place),
        None => {
            expressions::share(cx, expression);
            Value::Unknown
        }
    };
    Some(Argument {
        value,
        place,
        expression,
    })
}

struct Call<'a, 'c> {
    place: &'a Expr,
    called: &'c Called<'a>,
    /// What it does, with the numbers that it is given.
    summary: &'c Summary<'a>,
    /// How a message names these.
    given: String,
    /// What is known before it.
    before: State<'a>,
    arguments: Vec<Argument<'a>>,
    parameters: Vec<Parameter<'a>>,
    /// What the caller has for each block that it gave.
    known: HashMap<BlockId, Value<'a>>,
    /// The blocks that it allocates.
    begun: HashMap<BlockId, Option<BlockId>>,
}

impl<'a> Call<'a, '_> {
    /// What the caller has where the function was given a block.
    fn actual(&mut self, id: BlockId) -> Value<'a> {
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

    fn part(&mut self, whole: Value<'a>, key: Key) -> Value<'a> {
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
    fn way(&self, id: BlockId) -> (Option<usize>, String) {
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
    fn inner_name(&self, id: BlockId) -> String {
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
    fn outer_name(&self, id: BlockId) -> String {
        let (root, way) = self.way(id);
        let argument = root.and_then(|at| self.arguments.get(at));
        let Some(argument) = argument else {
            return "this handle".to_owned();
        };
        match forms::name(argument.expression).strip_prefix('`') {
            Some(name) => format!("`{}{way}`", name.trim_end_matches('`')),
            None => "this handle".to_owned(),
        }
    }

    /// Reports what the function certainly does with what does not allow it.
    fn needs(&mut self, cx: &mut Check<'a, '_>) {
        let Some(ends) = self.summary.ends.clone() else {
            return;
        };
        if !cx.caught.is_empty() {
            return;
        }
        for (id, block) in ends.blocks() {
            if self.before.arena.given(*id).is_none() {
                continue;
            }
            let actual = self.actual(*id);
            if let Value::Handle(handle) = actual {
                self.pass_on(cx, handle, block);
            }
            let Some(finding) = self.finding(cx, *id, block, actual) else {
                continue;
            };
            cx.report(self.place, finding);
            // One report for each.
            match actual {
                Value::Handle(handle) => operations::change(cx, handle, Block::forget),
                value => alias::escape(cx, value),
            }
        }
    }

    /// What the function certainly does with what the caller itself was given.
    fn pass_on(&self, cx: &mut Check<'a, '_>, handle: Handle, block: &Block<'a>) {
        let across = block.across;
        // Each by itself: what is read where it is not NULL is not accessed on the path where it is.
        let here = |done: Option<(Use, At<'a>)>| done.map(|(usage, _)| (usage, At(self.place)));
        let done = [across.used, across.accessed, across.read].map(here);
        record(cx, handle, done);
        // Of a handle that is moved for a call of the same function that would never settle.
        if let (Some(far), Some(0)) = (across.far, handle.offset) {
            let offset = Some(far.index);
            reached(cx, Handle { offset, ..handle }, far.usage, self.place);
        }
    }

    fn finding(
        &self,
        cx: &Check<'a, '_>,
        id: BlockId,
        block: &Block<'a>,
        actual: Value<'a>,
    ) -> Option<Finding<'a>> {
        let helper = &self.called.name;
        let (path, name) = (self.inner_name(id), self.outer_name(id));
        let note = |(usage, at): (Use, At<'a>), finding: Finding<'a>| {
            let given = self.given_for(id, |across| {
                let done = [across.used, across.accessed, across.read];
                done.contains(&Some((usage, at)))
            });
            finding.and(at, report::helper_uses(helper, &path, usage) + given)
        };
        match actual {
            Value::Null(at, _) => {
                let used = block.across.accessed?;
                Some(note(used, report::null(&name, used.0, at)))
            }
            Value::Handle(handle) => {
                let known = cx.state.as_ref()?.block(handle.block);
                if let Life::Gone(end, at) = known.life {
                    let used = block.across.used?;
                    if known.nullable && matches!(used.0, Use::Free | Use::Realloc) {
                        return None;
                    }
                    let finding = report::gone_in_helper(&name, helper, used.0, (end, at));
                    return Some(note(used, finding));
                }
                if let (Life::Gone(end, at), Some(offset)) = (block.life, handle.offset)
                    && offset != 0
                    && block.across.as_given
                    && !known.nullable
                    && self.before.arena.given(handle.block).is_none()
                {
                    let usage = end.usage();
                    let finding = report::interior(&name, usage, offset, known.kind, known.origin);
                    let note = report::helper_ends(helper, Some(&path), end) + &self.given;
                    return Some(finding.and(at, note));
                }
                if let Some(finding) = self.outside(id, (&name, &path), block, handle, &known) {
                    return Some(finding);
                }
                let used = block.across.read?;
                let unassigned = known.life == Life::Live && !known.escaped;
                (unassigned && known.written.lacks(None)).then(|| {
                    let way_in = "`<<=` moves one in";
                    let finding = report::unassigned(&name, used.0, way_in, known.origin);
                    note(used, finding)
                })
            }
            _ => None,
        }
    }

    /// The function uses an element that the caller's block does not have.
    fn outside(
        &self,
        id: BlockId,
        (name, path): (&str, &str),
        block: &Block<'a>,
        handle: Handle,
        known: &Block<'a>,
    ) -> Option<Finding<'a>> {
        let far = block.across.far?;
        let index = handle.offset?.checked_add(far.index)?;
        let length = known.length().filter(|length| *length <= index)?;
        let helper = &self.called.name;
        let (kind, sized) = (known.kind, known.sized);
        let finding =
            report::outside_in_helper((name, helper), far.index, kind, (index, length), sized);
        let given = self.given_for(id, |across| across.far == Some(far));
        let used = report::helper_uses_element(helper, path, far.usage, far.index);
        Some(finding.and(far.at, used + given))
    }

    /// The numbers that a message names, unless what it says is so whatever the function is given.
    fn given_for(&self, id: BlockId, is_so: impl Fn(&Across<'a>) -> bool) -> &str {
        let always = self.called.summary.ends.as_ref();
        if always.is_some_and(|ends| is_so(&ends.block(id).across)) {
            ""
        } else {
            &self.given
        }
    }

    /// Does to the caller's blocks what the function does.
    fn effects(&mut self, cx: &mut Check<'a, '_>, state: &State<'a>) {
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
                alias::escape(cx, actual);
            }
            if block.across.asked && matches!(actual, Value::Null(..)) {
                alias::escape(cx, actual);
            }
            let Value::Handle(handle) = actual else {
                continue;
            };
            self.change(cx, state, id, handle, &block);
        }
    }

    fn change(
        &mut self,
        cx: &mut Check<'a, '_>,
        state: &State<'a>,
        id: BlockId,
        handle: Handle,
        block: &Block<'a>,
    ) {
        if block.across.changed {
            operations::change(cx, handle, Block::fill);
        }
        if block.across.resized {
            operations::change(cx, handle, Block::forget_size);
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
    fn freed_twice(&self, cx: &mut Check<'a, '_>, id: BlockId, block: BlockId, at: At<'a>) {
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
    fn refill(
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
    fn translate(
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
                        alias::escape(cx, actual);
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
    fn begin(&mut self, cx: &mut Check<'a, '_>, state: &State<'a>, id: BlockId) -> Option<BlockId> {
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
            _ => alias::escape(cx, content),
        }
        begun
    }

    /// What the function assigned to what it was given as `&mut`.
    fn assign(&mut self, cx: &mut Check<'a, '_>, state: &State<'a>) {
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
                        let old = paths::get(cx, &place);
                        alias::escape(cx, old);
                    }
                    paths::set(cx, &place, value);
                }
                None => alias::escape(cx, value),
            }
        }
    }
}

/// A handle is used whose block the caller gave: the first certain use of each kind.
pub(super) fn used<'a>(cx: &mut Check<'a, '_>, handle: Handle, usage: Use, place: &'a Expr) {
    let done = Some((usage, At(place)));
    let accessed = done.filter(|_| !matches!(usage, Use::Free | Use::Realloc));
    let read = done.filter(|_| matches!(usage, Use::Read | Use::Change));
    record(cx, handle, [done, accessed, read]);
}

/// What is done with such a block: anything, what NULL does not allow, and what needs a value.
fn record<'a>(
    cx: &mut Check<'a, '_>,
    handle: Handle,
    [used, accessed, read]: [Option<(Use, At<'a>)>; 3],
) {
    let silent = !cx.caught.is_empty() || cx.configured > 0;
    let Some(state) = cx.state.as_mut().filter(|state| !silent && !state.doubtful) else {
        return;
    };
    if state.arena.given(handle.block).is_none() {
        return;
    }
    let block = state.block_mut(handle.block);
    if block.life != Life::Given {
        return;
    }
    let across = &mut block.across;
    across.used = across.used.or(used);
    across.accessed = across.accessed.or(accessed);
    if !across.changed {
        across.read = across.read.or(read);
    }
}

/// An element is used of a block that the caller gave, which may be too small for it.
pub(super) fn reached<'a>(cx: &mut Check<'a, '_>, handle: Handle, usage: Use, place: &'a Expr) {
    let silent = !cx.caught.is_empty() || cx.configured > 0;
    let Some(state) = cx.state.as_mut().filter(|state| !silent && !state.doubtful) else {
        return;
    };
    let Some(index) = handle.offset.filter(|index| *index > 0) else {
        return;
    };
    if state.arena.given(handle.block).is_none() {
        return;
    }
    let block = state.block_mut(handle.block);
    let counted = block.kind != Kind::Unknown && block.element != Element::Mixed;
    let across = &mut block.across;
    if block.life != Life::Given || !counted || across.resized {
        return;
    }
    if across.far.is_none_or(|far| far.index < index) {
        let at = At(place);
        across.far = Some(Far { index, usage, at });
    }
}

/// A handle that the function was given is compared. Unless that is with NULL, the function knows which other it is.
pub(super) fn compared(cx: &mut Check<'_, '_>, handle: Handle, left: &Expr, right: &Expr) {
    if let Some(state) = &mut cx.state
        && state.arena.given(handle.block).is_some()
    {
        let block = state.block_mut(handle.block);
        block.across.asked = true;
        if !paths::is_null(left) && !paths::is_null(right) {
            block.forget_life();
        }
    }
}

/// Code runs that is not followed.
pub(super) fn unknown(cx: &mut Check<'_, '_>) {
    if let Some(state) = &mut cx.state {
        state.disturb(None);
    }
}

/// What is reported of a use of a block that a helper ended; `None` if it was not a helper.
pub(super) fn gone<'a>(
    cx: &Check<'a, '_>,
    name: &str,
    usage: Use,
    block: BlockId,
    (end, at): (End, At<'a>),
) -> Option<Finding<'a>> {
    let again = rounds::current(cx).is_some();
    let ended = cx.ended.get(&(ptr::from_ref(at.0), block))?;
    let helper = &ended.name;
    let finding = match &ended.parameter {
        Some(_) => report::gone_by_helper(name, usage, helper, (end, at), again),
        None => report::returned_gone(name, usage, helper, at),
    };
    let note = report::helper_ends(helper, ended.parameter.as_deref(), end);
    Some(finding.and(ended.at, note + &ended.given))
}
