//! Functions, methods and macros: which of them are ours, and what others do with the handles that they get.

use proc_macro2::Ident;
use syn::{Expr, ExprCall, ExprMethodCall, ExprTry, Macro};

use super::{
    Check,
    forms::{self, Method},
    lattice::{At, Element, End, Value},
    report::{Loss, Use},
    scan,
};
use crate::{
    model::{Allocator, Kind, binding},
    syntax::{held_macro, is_user_macro, raising_call, raising_macro},
};

impl<'a> Check<'a, '_> {
    /// `e?`: of an operation of ours, which then succeeded.
    pub(super) fn tried(&mut self, expression: &'a Expr, tried: &'a ExprTry) -> Value<'a> {
        let inner = &*tried.expr;
        if let Some(value) = self.succeeds(inner) {
            return value;
        }
        self.consume(inner);
        if self.caught.is_empty() && self.header.deny_leaks {
            let stays = self.state.clone();
            self.branch(|this| {
                this.lost(
                    this.function,
                    Value::Unknown,
                    Loss::Question,
                    Some(expression),
                )
            });
            self.state = stays;
        }
        Value::Unknown
    }

    /// Follows an operation of ours whose success the program waits for; `None` if it is none.
    fn succeeds(&mut self, expression: &'a Expr) -> Option<Value<'a>> {
        match expression {
            Expr::Paren(inner) => self.succeeds(&inner.expr),
            Expr::Call(call) if self.operation(call).is_some() => {
                Some(self.call(expression, call, true))
            }
            Expr::MethodCall(call) if forms::method(&call.method) != Method::Other => {
                Some(self.method(expression, call, true))
            }
            _ => None,
        }
    }

    /// The function of ours that is called: under its bare name, or through a path in `pointers`.
    fn operation(&self, call: &'a ExprCall) -> Option<&'a Ident> {
        if held_macro(call).is_some() {
            return raising_macro(call);
        }
        if let Some(name) = raising_call(call) {
            let ours = binding(&call.func).is_none() && !self.shadowed.contains(&name.to_string());
            return ours.then_some(name);
        }
        let Expr::Path(path) = &*call.func else {
            return None;
        };
        let mut segments = path.path.segments.iter().map(|segment| &segment.ident);
        (segments.next()? == "pointers").then_some(())?;
        segments.last()
    }

    /// A call. `succeeded` says that a `?` follows.
    pub(super) fn call(
        &mut self,
        expression: &'a Expr,
        call: &'a ExprCall,
        succeeded: bool,
    ) -> Value<'a> {
        let printing = raising_macro(call);
        if held_macro(call).is_some() && printing.is_none() {
            return self.held(expression, call);
        }
        if let Some(kind) = forms::null(call) {
            return Value::Null(At(expression), kind);
        }
        let raising = raising_call(call).or(printing);
        let raises = succeeded || !self.plain_calls && raising.is_some();
        let arguments: Vec<_> = call.args.iter().collect();
        if let Some(name) = self.operation(call).filter(|_| raises)
            && let Some(value) = self.ours(expression, call, name, &arguments)
        {
            return value;
        }
        self.consume(&call.func);
        arguments
            .into_iter()
            .for_each(|argument| self.consume(argument));
        if forms::ends_program(call) {
            self.state = None;
        }
        Value::Unknown
    }

    /// A function of ours that succeeds, or leaves the block.
    fn ours(
        &mut self,
        expression: &'a Expr,
        call: &'a ExprCall,
        name: &'a Ident,
        arguments: &[&'a Expr],
    ) -> Option<Value<'a>> {
        let function = match (name.to_string().as_str(), arguments) {
            ("malloc", [_]) => Allocator::Malloc,
            ("calloc", [_, _]) => Allocator::Calloc,
            ("calloc_safe", [_, _]) => Allocator::CallocSafe,
            ("free", [operand]) => {
                self.end(expression, operand, End::Freed);
                return Some(Value::Unknown);
            }
            ("realloc", [operand, size]) => {
                return Some(self.reallocate(expression, operand, Some(size)));
            }
            (name, _) => return self.string_function(expression, name, arguments),
        };
        arguments.iter().for_each(|argument| self.consume(argument));
        let value = self.allocate(expression, function, arguments);
        if let (Value::Handle(handle), Some(element)) = (value, forms::turbofish(call)) {
            self.typed(handle, Element::of(element));
        }
        Some(value)
    }

    /// A nested macro whose arguments are known.
    fn held(&mut self, expression: &'a Expr, call: &'a ExprCall) -> Value<'a> {
        if is_user_macro(call) {
            self.share(expression);
            return Value::Unknown;
        }
        if forms::called(call).is_some_and(|name| name == "dbg") && call.args.len() == 1 {
            return call
                .args
                .first()
                .map_or(Value::Unknown, |argument| self.eval(argument));
        }
        let shows = forms::shows(call);
        let (certain, maybe) = forms::evaluated(call);
        self.shown += usize::from(shows);
        for argument in call.args.iter().take(certain) {
            if shows {
                self.eval(argument);
            } else {
                self.consume(argument);
            }
        }
        for argument in call.args.iter().skip(certain).take(maybe) {
            self.maybe(|this| {
                this.eval(argument);
            });
        }
        self.shown -= usize::from(shows);
        if forms::ends_program(call) {
            self.state = None;
        }
        Value::Unknown
    }

    /// A method call. `succeeded` says that a `?` follows.
    pub(super) fn method(
        &mut self,
        expression: &'a Expr,
        call: &'a ExprMethodCall,
        succeeded: bool,
    ) -> Value<'a> {
        let receiver = &*call.receiver;
        let method = forms::method(&call.method);
        if method == Method::Other {
            // A panic is no path that goes on.
            let unwraps = call.method == "unwrap" || call.method == "expect";
            let value = if unwraps {
                self.succeeds(receiver)
            } else {
                None
            };
            return value.unwrap_or_else(|| self.unknown_method(call));
        }
        let ours = binding(receiver).is_none_or(|id| self.model.kind(id) != Kind::Plain);
        let argument = call.args.first();
        match method {
            Method::Add | Method::Sub
                if succeeded
                    && ours
                    && let Some(by) = argument =>
            {
                return self.derive(expression, receiver, by, method == Method::Add);
            }
            Method::Clone => return self.eval(receiver),
            Method::Cast if succeeded && ours => return self.cast(expression, receiver),
            Method::IntoRaw if succeeded && ours => {
                self.end(expression, receiver, End::HandedOver);
                return Value::Unknown;
            }
            _ => {}
        }
        call.args.iter().for_each(|argument| self.consume(argument));
        let value = self.eval(receiver);
        let usage = match method {
            Method::Ask => {
                self.asked(value);
                return Value::Unknown;
            }
            Method::Write | Method::Fill => Use::Write,
            Method::Read | Method::Take => Use::Read,
            _ => {
                self.escape(value);
                return Value::Unknown;
            }
        };
        if succeeded {
            self.access(expression, receiver, value, usage);
        } else {
            // It may fail, and the program goes on.
            self.asked(value);
        }
        match (method, succeeded) {
            (Method::Take, true) => self.move_out(value),
            (Method::Write | Method::Fill | Method::Take, _) => self.fill(value),
            _ => {}
        }
        Value::Unknown
    }

    fn unknown_method(&mut self, call: &'a ExprMethodCall) -> Value<'a> {
        call.args.iter().for_each(|argument| self.consume(argument));
        match &*call.receiver {
            // It may take `&mut self`.
            receiver if binding(receiver).is_some() => self.share(receiver),
            receiver => self.consume(receiver),
        }
        Value::Unknown
    }

    /// A macro whose arguments could not be read may use what it names in any way.
    pub(super) fn unknown_macro(&mut self, call: &Macro) {
        let mut names = Vec::new();
        scan::names(call.tokens.clone(), &mut names);
        let Some(mut state) = self.state.take() else {
            return;
        };
        self.mentioned(&names).for_each(|slot| state.share(slot));
        self.state = Some(state);
    }
}
