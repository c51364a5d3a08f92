//! Certainty across functions: random programs with helpers, structures, and handles in memory are run with random
//! conditions, as in [`super::certainty`]. Where something is reported, no run that gets there may end well.

use std::{collections::HashSet, fmt::Write as _};

use syn::{BinOp, Block, Expr, FnArg, Item, ItemFn, Pat, Stmt};

use crate::{
    check::follow,
    errors::Errors,
    model::Model,
    syntax::{self, Body, Source, deref_operand},
};

/// A small generator of random numbers.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }

    fn one<'t>(&mut self, texts: &[&'t str]) -> &'t str {
        texts[self.below(texts.len())]
    }
}

/// Writes random programs.
struct Writer {
    random: Random,
    text: String,
    /// The places that hold a handle here.
    handles: Vec<&'static str>,
    loops: usize,
    /// Whether what is written is a helper, and what it returns at its end.
    result: Option<&'static str>,
    /// How much goes on only on some paths.
    straight: bool,
}

/// The helpers: what they are given, what is a handle in them, and what they return.
const HELPERS: [(&str, &[&str], &str, &str); 6] = [
    (
        "x: MallocPointer<Node>, y: MallocPointer<Node>",
        &["x", "y", "x->next", "y->other"],
        "MallocPointer<Node>",
        "x",
    ),
    (
        "s: &mut Pair, y: MallocPointer<Node>",
        &["s.a", "s.b", "y", "s.a->next"],
        "()",
        "()",
    ),
    (
        "x: MallocPointer<Node>",
        &["x", "x->next", "x->next->next"],
        "()",
        "()",
    ),
    ("mut s: Pair", &["s.a", "s.b", "s.b->other"], "Pair", "s"),
    ("x: &mut MallocPointer<Node>", &["(*x)"], "()", "()"),
    (
        "x: MallocPointer<Node>, n: usize",
        &["x", "x->next"],
        "()",
        "()",
    ),
];

impl Writer {
    fn handle(&mut self) -> &'static str {
        let at = self.random.below(self.handles.len());
        self.handles[at]
    }

    fn program(&mut self) {
        self.text.push_str(
            "#![deny(leaks)] struct Node { next: MallocPointer<Node>, other: MallocPointer<Node> } \
             struct Pair { a: MallocPointer<Node>, b: MallocPointer<Node> } ",
        );
        for (at, (parameters, handles, result, returned)) in HELPERS.iter().enumerate() {
            let _ = write!(self.text, "fn h{at}({parameters}) -> Result<{result}> {{ ");
            self.handles = handles.to_vec();
            self.result = Some(returned);
            for _ in 0..1 + self.random.below(3) {
                let depth = if self.straight { 0 } else { 2 };
                if parameters.ends_with("usize") {
                    let number = self.random.below(3);
                    let _ = write!(self.text, "if n == {number} {{ ");
                    self.statement(depth);
                    self.text.push_str(" } ");
                } else {
                    self.statement(depth);
                }
            }
            let _ = write!(self.text, " Ok({returned}) }} ");
        }
        self.text.push_str(
            "let mut p = malloc::<Node>(1); let mut q = malloc::<Node>(1); \
             let mut s = Pair { a: MallocPointer::null(), b: q }; let mut t = (p, MallocPointer::<Node>::null()); ",
        );
        self.handles = vec![
            "p",
            "q",
            "s.a",
            "s.b",
            "p->next",
            "q->other",
            "t.0",
            "t.1",
            "p->next->next",
        ];
        self.result = None;
        if self.random.below(4) > 0 {
            self.text.push_str(
                "q <<= Node { next: MallocPointer::null(), other: q }; p <<= Node { next: q, other: p }; ",
            );
        }
        self.closure();
        for _ in 0..4 + self.random.below(5) {
            let depth = if self.straight { 0 } else { 2 };
            self.statement(depth);
        }
    }

    /// A closure that a variable holds.
    fn closure(&mut self) {
        self.text
            .push_str("let c = |x: MallocPointer<Node>| -> Result<()> { ");
        for _ in 0..1 + self.random.below(3) {
            let (a, b) = (
                self.random.one(&["x", "x", "p"]),
                self.random.one(&["x", "q"]),
            );
            let _ = match self.random.below(if self.straight { 4 } else { 5 }) {
                0 | 1 => write!(self.text, "free({a})?; "),
                2 => write!(self.text, "~{a}; "),
                3 => write!(self.text, "{a} <<= Node {{ next: {b}, other: {a} }}; "),
                _ => write!(self.text, "if maybe() {{ free({a})?; }} "),
            };
        }
        self.text.push_str("Ok(()) }; ");
    }

    fn nested(&mut self, depth: u32) {
        self.text.push('{');
        for _ in 0..1 + self.random.below(3) {
            self.statement(depth - 1);
        }
        self.text.push('}');
    }

    fn condition(&mut self) {
        let (a, b) = (self.handle(), self.handle());
        let _ = match self.random.below(6) {
            0 => write!(self.text, "{a}.is_null()"),
            1 => write!(self.text, "{a} != MallocPointer::null()"),
            2 => write!(self.text, "{a} == {b}"),
            3 => write!(self.text, "!{a}.freed()"),
            _ => write!(self.text, "maybe()"),
        };
    }

    /// A call of a helper, without what handles its error.
    fn call(&mut self) {
        let kind = self.random.below(HELPERS.len());
        let (a, b) = (self.handle(), self.handle());
        let place = self.random.one(&["p", "q", "s.a", "t.1"]);
        let is_main = self.result.is_none();
        let _ = match kind {
            0 => write!(self.text, "h0({a}, {b})"),
            1 if is_main => write!(self.text, "h1(&mut s, {b})"),
            3 if is_main => write!(self.text, "h3(s)"),
            4 if is_main => write!(self.text, "h4(&mut {place})"),
            5 if is_main && self.random.below(2) == 0 => write!(self.text, "c({a})"),
            5 => {
                let number = self.random.below(3);
                write!(self.text, "h5({a}, {number})")
            }
            _ => write!(self.text, "h2({a})"),
        };
    }

    fn statement(&mut self, depth: u32) {
        let (a, b, c) = (self.handle(), self.handle(), self.handle());
        let kind = self.random.below(if depth == 0 { 14 } else { 22 });
        let _ = match kind {
            0 => write!(self.text, "{a} = malloc::<Node>(1);"),
            1 => write!(self.text, "{a} = {b};"),
            2 => write!(self.text, "{a} = MallocPointer::null();"),
            3..=5 => write!(self.text, "{a} <<= Node {{ next: {b}, other: {c} }};"),
            6 if depth > 0 => write!(self.text, "if !{a}.is_null() && !{a}.freed() {{ ~{a}; }}"),
            6 => write!(self.text, "~{a};"),
            7 | 8 => write!(self.text, "free({a});"),
            9 | 10 => {
                self.call();
                write!(self.text, "?;")
            }
            11 => match self.random.below(4) {
                0 if self.result.is_none() => write!(self.text, "s = h3(s)?;"),
                1 if self.result.is_none() => write!(self.text, "t = ({a}, {b});"),
                2 => write!(self.text, "{a} = h0({b}, {c})?;"),
                _ if self.result.is_none() => write!(self.text, "s = Pair {{ a: {a}, b: {b} }};"),
                _ => write!(self.text, "~{a};"),
            },
            12 if !self.straight => match self.random.below(4) {
                0 => write!(self.text, "take({a});"),
                1 => {
                    self.text.push_str("let _ = ");
                    self.call();
                    write!(self.text, ";")
                }
                2 => write!(self.text, "fails()?;"),
                _ => write!(self.text, "change();"),
            },
            12 | 13 => {
                let _ = write!(self.text, "if let Some(o) = Some({a}) {{ ");
                self.handles.push("o");
                for _ in 0..1 + self.random.below(2) {
                    self.statement(0);
                }
                self.handles.pop();
                write!(self.text, "}}")
            }
            14..=16 => {
                self.text.push_str("if ");
                self.condition();
                self.text.push(' ');
                self.nested(depth);
                if self.random.below(2) == 0 {
                    self.text.push_str(" else ");
                    self.nested(depth);
                }
                Ok(())
            }
            17 => {
                self.text.push_str("for i in 0..2 ");
                self.loops += 1;
                self.nested(depth);
                self.loops -= 1;
                Ok(())
            }
            18 => {
                self.text.push_str("while ");
                self.condition();
                self.loops += 1;
                self.nested(depth);
                self.loops -= 1;
                Ok(())
            }
            19 => {
                self.text.push_str("try ");
                self.nested(depth);
                self.text.push_str(" except _ ");
                self.nested(depth);
                Ok(())
            }
            20 if self.loops > 0 => write!(self.text, "if maybe() {{ break; }}"),
            _ => match self.result {
                Some(result) => write!(self.text, "if maybe() {{ return Ok({result}); }}"),
                None => write!(self.text, "if maybe() {{ return; }}"),
            },
        };
    }
}

#[derive(Clone, PartialEq, Debug)]
enum Value {
    Null,
    Handle(usize),
    Bool(bool),
    Integer(i64),
    /// A structure or a tuple, by the names of its fields.
    Whole(Vec<(String, Value)>),
    Some(Box<Value>),
    Ok(Box<Value>),
    Unit,
    /// Of a variable of the caller.
    Reference(usize, Vec<String>),
}

struct Memory {
    live: bool,
    fields: [Option<Value>; 2],
}

#[derive(Clone, PartialEq, Debug)]
enum Stop {
    Failed,
    /// An error of the user's.
    Error,
    Break,
    Return(Value),
    Tired,
}

type Step<T = Value> = Result<T, Stop>;

/// Runs a program.
struct Run<'p> {
    random: Random,
    functions: &'p [&'p ItemFn],
    closure: Option<&'p syn::ExprClosure>,
    variables: Vec<(String, Value)>,
    /// Where the variables of the function that runs begin.
    base: usize,
    memory: Vec<Memory>,
    /// What other code has.
    kept: Vec<Value>,
    reached: HashSet<*const Expr>,
    fuel: u32,
    depth: u32,
}

fn field_at(name: &str) -> usize {
    usize::from(name == "other")
}

impl<'p> Run<'p> {
    fn block(&mut self, block: &'p Block) -> Step {
        let depth = self.variables.len();
        let mut value = Value::Unit;
        let mut outcome = Ok(());
        for statement in &block.stmts {
            outcome = match statement {
                Stmt::Local(local) => match &local.init {
                    Some(init) => self.eval(&init.expr).map(|value| {
                        if let Pat::Ident(name) = &local.pat {
                            self.variables.push((name.ident.to_string(), value));
                        }
                    }),
                    None => Ok(()),
                },
                Stmt::Expr(expression, _) => self.eval(expression).map(|result| value = result),
                _ => Ok(()),
            };
            if outcome.is_err() {
                break;
            }
        }
        self.variables.truncate(depth);
        outcome.map(|()| value)
    }

    fn maybe(&mut self) -> bool {
        self.random.below(2) == 0
    }

    fn live(&self, value: &Value) -> Step<usize> {
        match value {
            Value::Handle(block) if self.memory[*block].live => Ok(*block),
            _ => Err(Stop::Failed),
        }
    }

    fn slot(&self, name: &str) -> usize {
        let found = self.variables[self.base..]
            .iter()
            .rposition(|(variable, _)| variable == name);
        self.base + found.unwrap_or_else(|| panic!("no `{name}`"))
    }

    /// A place in a variable: behind a reference that of the caller.
    fn local(&mut self, expression: &'p Expr) -> Option<(usize, Vec<String>)> {
        match expression {
            Expr::Paren(inner) => self.local(&inner.expr),
            Expr::Path(path) => {
                let slot = self.slot(&path.path.segments[0].ident.to_string());
                match &self.variables[slot].1 {
                    Value::Reference(slot, path) => Some((*slot, path.clone())),
                    _ => Some((slot, Vec::new())),
                }
            }
            Expr::Unary(unary) if matches!(unary.op, syn::UnOp::Deref(_)) => {
                self.local(&unary.expr)
            }
            Expr::Field(field) if deref_operand(&field.base).is_none() => {
                let (slot, mut path) = self.local(&field.base)?;
                path.push(name_of(&field.member));
                Some((slot, path))
            }
            _ => None,
        }
    }

    fn local_mut(&mut self, (slot, path): (usize, Vec<String>)) -> &mut Value {
        let mut value = &mut self.variables[slot].1;
        for step in path {
            let Value::Whole(fields) = value else {
                panic!("no fields")
            };
            let found = fields.iter_mut().find(|(name, _)| *name == step);
            value = &mut found.unwrap_or_else(|| panic!("no field")).1;
        }
        value
    }

    fn assign(&mut self, target: &'p Expr, value: Value) -> Step<()> {
        if let Some(place) = self.local(target) {
            *self.local_mut(place) = value;
            return Ok(());
        }
        let Expr::Field(field) = target else {
            panic!("another target")
        };
        let operand = deref_operand(&field.base).unwrap_or_else(|| panic!("another place"));
        let handle = self.eval(operand)?;
        let block = self.live(&handle)?;
        self.memory[block].fields[field_at(&name_of(&field.member))] = Some(value);
        Ok(())
    }

    fn read(&mut self, operand: &'p Expr) -> Step<usize> {
        let handle = self.eval(operand)?;
        self.live(&handle)
    }

    fn eval(&mut self, expression: &'p Expr) -> Step {
        self.fuel = self.fuel.checked_sub(1).ok_or(Stop::Tired)?;
        self.reached.insert(expression);
        if let Some(operand) = deref_operand(expression) {
            let block = self.read(operand)?;
            let all = self.memory[block].fields.iter().all(Option::is_some);
            return if all {
                Ok(Value::Unit)
            } else {
                Err(Stop::Failed)
            };
        }
        match expression {
            Expr::Closure(closure) => {
                self.closure = Some(closure);
                Ok(Value::Unit)
            }
            Expr::Lit(literal) => match &literal.lit {
                syn::Lit::Int(value) => Ok(Value::Integer(value.base10_parse().unwrap_or(0))),
                _ => panic!("another literal"),
            },
            Expr::Paren(inner) => self.eval(&inner.expr),
            Expr::Block(block) => self.block(&block.block),
            Expr::Path(_) => {
                let place = self.local(expression);
                let value = place.map(|place| self.local_mut(place).clone());
                Ok(value.unwrap_or(Value::Unit))
            }
            Expr::Field(field) => match deref_operand(&field.base) {
                Some(operand) => {
                    self.reached.insert(&*field.base);
                    let block = self.read(operand)?;
                    let value =
                        self.memory[block].fields[field_at(&name_of(&field.member))].clone();
                    value.ok_or(Stop::Failed)
                }
                None => {
                    let place = self.local(expression);
                    let value = place.map(|place| self.local_mut(place).clone());
                    Ok(value.unwrap_or(Value::Unit))
                }
            },
            Expr::Unary(unary) if matches!(unary.op, syn::UnOp::Deref(_)) => {
                let place = self.local(expression);
                let value = place.map(|place| self.local_mut(place).clone());
                Ok(value.unwrap_or(Value::Unit))
            }
            Expr::Unary(unary) => match self.eval(&unary.expr)? {
                Value::Bool(value) => Ok(Value::Bool(!value)),
                value => panic!("!{value:?}"),
            },
            Expr::Reference(reference) => {
                let (slot, path) = self
                    .local(&reference.expr)
                    .unwrap_or_else(|| panic!("no place"));
                Ok(Value::Reference(slot, path))
            }
            Expr::Struct(made) => {
                let mut fields = Vec::new();
                for field in &made.fields {
                    fields.push((name_of(&field.member), self.eval(&field.expr)?));
                }
                Ok(Value::Whole(fields))
            }
            Expr::Tuple(made) => {
                let mut fields = Vec::new();
                for (at, field) in made.elems.iter().enumerate() {
                    fields.push((at.to_string(), self.eval(field)?));
                }
                Ok(if fields.is_empty() {
                    Value::Unit
                } else {
                    Value::Whole(fields)
                })
            }
            Expr::Assign(assign) => {
                let value = self.eval(&assign.right)?;
                if !matches!(*assign.left, Expr::Infer(_)) {
                    self.assign(&assign.left, value)?;
                }
                Ok(Value::Unit)
            }
            Expr::Binary(binary) => match binary.op {
                BinOp::ShlAssign(_) => {
                    let value = self.eval(&binary.right)?;
                    let handle = self.eval(&binary.left)?;
                    let block = self.live(&handle)?;
                    let Value::Whole(fields) = value else {
                        panic!("no node")
                    };
                    for (name, value) in fields {
                        self.memory[block].fields[field_at(&name)] = Some(value);
                    }
                    Ok(Value::Unit)
                }
                BinOp::Eq(_) => Ok(Value::Bool(
                    self.eval(&binary.left)? == self.eval(&binary.right)?,
                )),
                _ => Ok(Value::Bool(
                    self.eval(&binary.left)? != self.eval(&binary.right)?,
                )),
            },
            Expr::MethodCall(call) => {
                let value = self.eval(&call.receiver)?;
                Ok(Value::Bool(if call.method == "is_null" {
                    value == Value::Null
                } else {
                    matches!(value, Value::Handle(block) if !self.memory[block].live)
                }))
            }
            Expr::Try(tried) => match self.eval(&tried.expr)? {
                Value::Ok(value) => Ok(*value),
                // `free`, in a closure.
                Value::Unit => Ok(Value::Unit),
                _ => Err(Stop::Error),
            },
            Expr::Call(call) => self.call(call),
            Expr::If(branches) => self.branch(branches),
            Expr::ForLoop(repeated) => {
                for value in 0..2 {
                    self.variables.push(("i".to_owned(), Value::Integer(value)));
                    let outcome = self.block(&repeated.body);
                    self.variables.pop();
                    match outcome {
                        Err(Stop::Break) => break,
                        outcome => outcome.map(|_| ())?,
                    }
                }
                Ok(Value::Unit)
            }
            Expr::While(repeated) => {
                while self.eval(&repeated.cond)? == Value::Bool(true) {
                    match self.block(&repeated.body) {
                        Err(Stop::Break) => break,
                        outcome => outcome.map(|_| ())?,
                    }
                }
                Ok(Value::Unit)
            }
            Expr::Break(_) => Err(Stop::Break),
            Expr::Return(jump) => {
                let value = match &jump.expr {
                    Some(value) => self.eval(value)?,
                    None => Value::Unit,
                };
                Err(Stop::Return(value))
            }
            Expr::Match(matched) => {
                let tried = syntax::try_except(matched).unwrap_or_else(|| panic!("a match"));
                let depth = self.variables.len();
                match self.block(tried.body) {
                    Err(Stop::Failed) => {
                        self.variables.truncate(depth);
                        self.eval(tried.handlers[0].body)
                    }
                    outcome => outcome,
                }
            }
            _ => panic!("another expression"),
        }
    }

    fn branch(&mut self, branches: &'p syn::ExprIf) -> Step {
        let depth = self.variables.len();
        let taken = match &*branches.cond {
            Expr::Let(condition) => {
                let Value::Some(value) = self.eval(&condition.expr)? else {
                    panic!("no option")
                };
                self.variables.push(("o".to_owned(), *value));
                true
            }
            condition => self.eval(condition)? == Value::Bool(true),
        };
        let outcome = match &branches.else_branch {
            _ if taken => self.block(&branches.then_branch),
            Some((_, otherwise)) => self.eval(otherwise),
            None => Ok(Value::Unit),
        };
        self.variables.truncate(depth);
        outcome
    }

    fn call(&mut self, call: &'p syn::ExprCall) -> Step {
        let Expr::Path(path) = &*call.func else {
            panic!("another call")
        };
        let name = path.path.segments.last().unwrap().ident.to_string();
        let mut arguments = Vec::new();
        for argument in &call.args {
            arguments.push(self.eval(argument)?);
        }
        let first = arguments.first().cloned();
        match (name.as_str(), first) {
            ("null", _) => Ok(Value::Null),
            ("maybe", _) => Ok(Value::Bool(self.maybe())),
            ("malloc", _) => {
                self.memory.push(Memory {
                    live: true,
                    fields: [None, None],
                });
                Ok(Value::Handle(self.memory.len() - 1))
            }
            ("free", Some(Value::Null)) => Ok(Value::Unit),
            ("free", Some(value)) => {
                let block = self.live(&value)?;
                self.memory[block].live = false;
                Ok(Value::Unit)
            }
            ("Some", Some(value)) => Ok(Value::Some(Box::new(value))),
            ("Ok", Some(value)) => Ok(Value::Ok(Box::new(value))),
            ("take", Some(value)) => {
                self.kept.push(value);
                self.change();
                Ok(Value::Unit)
            }
            ("change", _) => {
                self.change();
                Ok(Value::Unit)
            }
            ("fails", _) => {
                if self.maybe() {
                    Ok(Value::Ok(Box::new(Value::Unit)))
                } else {
                    Ok(Value::Null)
                }
            }
            ("c", Some(value)) => {
                let Some(closure) = self.closure else {
                    panic!("no closure")
                };
                let depth = self.variables.len();
                self.variables.push(("x".to_owned(), value));
                let reached = self.reached.clone();
                let outcome = self.eval(&closure.body);
                if outcome == Err(Stop::Failed) {
                    // As in helpers.
                    self.reached = reached;
                }
                self.variables.truncate(depth);
                outcome
            }
            (name, _) => self.helper(name, arguments),
        }
    }

    fn helper(&mut self, name: &str, arguments: Vec<Value>) -> Step {
        let functions = self.functions;
        let function = functions
            .iter()
            .find(|function| function.sig.ident == name)
            .copied();
        let function = function.unwrap_or_else(|| panic!("no `{name}`"));
        self.depth += 1;
        if self.depth > 20 {
            return Err(Stop::Tired);
        }
        let (base, depth) = (self.base, self.variables.len());
        for (input, value) in function.sig.inputs.iter().zip(arguments) {
            if let FnArg::Typed(input) = input
                && let Pat::Ident(name) = &*input.pat
            {
                self.variables.push((name.ident.to_string(), value));
            }
        }
        self.base = depth;
        let reached = self.reached.clone();
        let outcome = self.block(&function.block);
        if outcome == Err(Stop::Failed) {
            // Inside it went wrong, whoever handles that.
            self.reached = reached;
        }
        self.variables.truncate(depth);
        self.base = base;
        self.depth -= 1;
        match outcome {
            Err(Stop::Return(value)) => Ok(value),
            // What the caller does with it is the caller's.
            Err(Stop::Error) => Ok(Value::Null),
            outcome => outcome,
        }
    }

    /// Other code does what it likes with what it has.
    fn change(&mut self) {
        let Some(value) = (!self.kept.is_empty()).then(|| {
            let at = self.random.below(self.kept.len());
            self.kept[at].clone()
        }) else {
            return;
        };
        let Ok(block) = self.live(&value) else { return };
        match self.random.below(5) {
            0 => self.memory[block].live = false,
            1 => {
                let at = self.random.below(2);
                let other = self.random.below(self.kept.len());
                self.memory[block].fields[at] = Some(self.kept[other].clone());
            }
            2 => self.memory[block].fields = [Some(Value::Null), Some(Value::Null)],
            3 => {
                // It follows what is in there.
                let at = self.random.below(2);
                if let Some(inner) = self.memory[block].fields[at].clone() {
                    self.kept.push(inner);
                }
            }
            _ => {}
        }
    }
}

fn name_of(member: &syn::Member) -> String {
    match member {
        syn::Member::Named(name) => name.to_string(),
        syn::Member::Unnamed(index) => index.index.to_string(),
    }
}

fn parse(text: &str) -> (Source, HashSet<*const Expr>, Errors) {
    let mut errors = Errors::default();
    let tokens = text
        .parse()
        .unwrap_or_else(|error| panic!("{text}: {error}"));
    let Some(mut source) = syntax::parse(tokens, &mut errors) else {
        panic!("{text}: {}", errors.to_tokens())
    };
    let model = Model::of(&mut source.body);
    let (reported, _) = follow(&source, &model, &mut errors);
    (source, reported.into_all().into_iter().collect(), errors)
}

/// A run, and how it ends.
fn run<'p>(body: &'p Block, functions: &'p [&'p ItemFn], seed: u64) -> (Run<'p>, Step) {
    let mut run = Run {
        random: Random(seed),
        functions,
        closure: None,
        variables: Vec::new(),
        base: 0,
        memory: Vec::new(),
        kept: Vec::new(),
        reached: HashSet::new(),
        fuel: 3_000,
        depth: 0,
    };
    let outcome = run.block(body);
    (run, outcome)
}

fn written(seed: u64, straight: bool) -> String {
    let mut writer = Writer {
        random: Random(seed),
        text: String::new(),
        handles: Vec::new(),
        loops: 0,
        result: None,
        straight,
    };
    writer.program();
    writer.text
}

fn functions(body: &Block) -> Vec<&ItemFn> {
    let items = body.stmts.iter().filter_map(|statement| match statement {
        Stmt::Item(Item::Fn(function)) => Some(function),
        _ => None,
    });
    items.collect()
}

#[test]
fn what_helpers_do_is_certain() {
    // More of them: `PROGRAMS=20000 cargo test -p pointers-macros what_helpers_do`.
    let number = |name| std::env::var(name).ok().and_then(|text| text.parse().ok());
    let (start, programs) = (
        number("START").unwrap_or(0),
        number("PROGRAMS").unwrap_or(300),
    );
    let (mut reports, mut well, mut certain, mut found) = (0, 0, 0, 0);
    for seed in start..start + programs {
        let straight = seed % 3 == 0;
        let text = written(seed, straight);
        let (source, reported, errors) = parse(&text);
        let Body::Block(body) = &source.body else {
            panic!("not a block")
        };
        let functions = functions(body);
        reports += reported.len();
        let mut always = true;
        for number in 0..if straight { 1 } else { 40 } {
            let (run, outcome) = run(body, &functions, seed * 1_000 + number);
            if matches!(outcome, Ok(_) | Err(Stop::Return(_) | Stop::Error)) {
                always = false;
                well += 1;
                let wrong = reported.intersection(&run.reached).next();
                assert!(
                    wrong.is_none(),
                    "seed {seed}: {text}\n{}",
                    errors.to_tokens()
                );
            } else if outcome != Err(Stop::Failed) {
                always = false;
            }
        }
        if always {
            certain += 1;
            found += usize::from(!reported.is_empty());
        }
    }
    println!(
        "{reports} reports, {well} runs that ended well; {found} of {certain} that always fail are refused"
    );
    assert!(
        reports > 100 && well > 500,
        "{reports} reports, {well} runs that ended well"
    );
}
