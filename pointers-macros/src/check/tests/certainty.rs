//! Certainty, tried out: random programs are run with random conditions. Where something is reported, no run
//! that gets there may end well; and what goes wrong in the straightest programs has to be reported.

use std::{collections::HashSet, fmt::Write as _};

use syn::{BinOp, Block, Expr, Lit, Pat, Stmt};

use crate::{
    check::follow,
    model::Model,
    report::Errors,
    syntax::{self, Body, Source, deref_operand, raising_call},
};

/// A small generator of random numbers.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    fn name(&mut self) -> char {
        ['p', 'q', 'r'][self.below(3) as usize]
    }
}

/// Writes random statements.
struct Writer {
    random: Random,
    text: String,
    loops: usize,
}

impl Writer {
    fn statements(&mut self, depth: u32) {
        for _ in 0..1 + self.random.below(4) {
            self.statement(depth);
        }
    }

    fn nested(&mut self, depth: u32) {
        self.text.push('{');
        self.statements(depth - 1);
        self.text.push('}');
    }

    fn condition(&mut self) -> String {
        let name = self.random.name();
        match self.random.below(7) {
            0 => format!(
                "{}{name}.is_null()",
                ["", "!"][self.random.below(2) as usize]
            ),
            1 => format!("{}{name}.freed()", ["", "!"][self.random.below(2) as usize]),
            2 => ["flag", "!flag"][self.random.below(2) as usize].to_owned(),
            3 => format!("{name} == {}", self.random.name()),
            _ => "maybe()".to_owned(),
        }
    }

    fn statement(&mut self, depth: u32) {
        let (a, b) = (self.random.name(), self.random.name());
        let number = self.random.below(4);
        let kind = self.random.below(if depth == 0 { 16 } else { 26 });
        let _ = match kind {
            0 => write!(self.text, "{a} = malloc::<u8>({});", number + 1),
            1 => write!(self.text, "{a} = calloc_safe::<u8>({}, 1);", number + 1),
            2 => write!(self.text, "let {a} = malloc::<u8>({});", number + 1),
            3 | 4 => write!(self.text, "{a} <<= 1;"),
            5 | 6 => write!(self.text, "~{a};"),
            7 | 8 => write!(self.text, "free({a});"),
            9 => write!(self.text, "{a} = {b};"),
            10 => write!(self.text, "{a} += {};", number % 2),
            11 => write!(self.text, "{a} = {b} + {number};"),
            12 => write!(self.text, "~{a}[{number}];"),
            13 => write!(self.text, "{a}[{number}] <<= 1;"),
            14 => write!(
                self.text,
                "flag = {};",
                ["true", "false", "maybe()"][number as usize % 3]
            ),
            15 => match number {
                0 => write!(self.text, "{a} = MallocPointer::null();"),
                1 => write!(self.text, "take({a});"),
                2 => write!(self.text, "realloc({a}, {});", 1 + self.random.below(4)),
                _ => write!(self.text, "let {a} = {b};"),
            },
            16..=18 => {
                let condition = self.condition();
                let _ = write!(self.text, "if {condition} ");
                self.nested(depth);
                if number > 1 {
                    self.text.push_str(" else ");
                    self.nested(depth);
                }
                Ok(())
            }
            19 | 20 => {
                let _ = write!(self.text, "for i in 0..{number} ");
                self.repeated(depth, a)
            }
            21 => {
                let condition = self.condition();
                let _ = write!(self.text, "while {condition} ");
                self.repeated(depth, a)
            }
            22 => {
                self.text.push_str("loop ");
                self.repeated(depth, a)
            }
            23 => {
                self.text.push_str("try ");
                self.nested(depth);
                self.text
                    .push_str([" except Memory ", " except _ "][number as usize % 2]);
                self.nested(depth);
                Ok(())
            }
            24 => {
                self.nested(depth);
                Ok(())
            }
            _ if self.loops > 0 => write!(
                self.text,
                "if maybe() {{ {}; }}",
                ["break", "continue"][number as usize % 2]
            ),
            _ => write!(self.text, "if maybe() {{ return; }}"),
        };
    }

    fn repeated(&mut self, depth: u32, name: char) -> std::fmt::Result {
        self.loops += 1;
        self.text.push('{');
        self.statements(depth - 1);
        match self.random.below(6) {
            0 => self.text.push_str("if maybe() { break; }"),
            1 => self.text.push_str("if maybe() { continue; }"),
            2 => self.text.push_str("break;"),
            3 => {
                let _ = write!(self.text, "if i == 1 {{ free({name}); }}");
            }
            4 => {
                let _ = write!(self.text, "{name}[i] <<= 1;");
            }
            _ => {}
        }
        self.text.push('}');
        self.loops -= 1;
        Ok(())
    }
}

#[derive(Clone, Copy, PartialEq, Debug)]
enum Value {
    Null,
    Handle(usize, i64),
    Bool(bool),
    Integer(i64),
}

struct Memory {
    live: bool,
    chunks: bool,
    assigned: Vec<bool>,
}

/// Why a run does not go on.
#[derive(Clone, Copy, PartialEq)]
enum Stop {
    Failed(&'static str),
    Break,
    Continue,
    Return,
    /// It ran for too long.
    Tired,
}

type Step<T = Value> = Result<T, Stop>;

/// Runs a program as the document describes it.
struct Run {
    random: Random,
    variables: Vec<(String, Value)>,
    blocks: Vec<Memory>,
    reached: HashSet<*const Expr>,
    fuel: u32,
}

const UNIT: Value = Value::Bool(false);

impl Run {
    fn block(&mut self, block: &Block) -> Step {
        let depth = self.variables.len();
        let outcome = block
            .stmts
            .iter()
            .try_for_each(|statement| self.statement(statement));
        self.variables.truncate(depth);
        outcome.map(|()| UNIT)
    }

    fn statement(&mut self, statement: &Stmt) -> Step<()> {
        match statement {
            Stmt::Local(local) => {
                let Some(init) = &local.init else {
                    return Ok(());
                };
                let value = self.eval(&init.expr)?;
                if let Pat::Ident(name) = &local.pat {
                    self.variables.push((name.ident.to_string(), value));
                }
                Ok(())
            }
            Stmt::Expr(expression, _) => self.eval(expression).map(|_| ()),
            _ => Ok(()),
        }
    }

    fn variable(&mut self, expression: &Expr) -> &mut Value {
        let Expr::Path(path) = expression else {
            panic!("not a variable")
        };
        let name = path.path.segments[0].ident.to_string();
        let found = self
            .variables
            .iter_mut()
            .rev()
            .find(|(variable, _)| *variable == name);
        &mut found.unwrap_or_else(|| panic!("no `{name}`")).1
    }

    fn maybe(&mut self) -> bool {
        self.random.below(2) == 0
    }

    fn integer(&mut self, expression: &Expr) -> Step<i64> {
        match self.eval(expression)? {
            Value::Integer(value) => Ok(value),
            value => panic!("{value:?} is no integer"),
        }
    }

    /// Where a handle points to: its block, and the element.
    fn find(&self, value: Value) -> Step<(usize, i64)> {
        match value {
            Value::Handle(block, at) if self.blocks[block].live => Ok((block, at)),
            Value::Handle(..) => Err(Stop::Failed("Memory")),
            _ => Err(Stop::Failed("NullPointer")),
        }
    }

    fn element(&mut self, value: Value) -> Step<&mut bool> {
        let (block, at) = self.find(value)?;
        let fault = if self.blocks[block].chunks && at >= 0 {
            "NotEnoughChunks"
        } else {
            "OutOfBounds"
        };
        let element = usize::try_from(at)
            .ok()
            .and_then(|at| self.blocks[block].assigned.get_mut(at));
        element.ok_or(Stop::Failed(fault))
    }

    fn moved(&self, value: Value, by: i64, at_once: bool) -> Step {
        match (value, self.find(value)) {
            (_, Ok((block, at))) => {
                let at = at + by;
                let inside = (0..=self.blocks[block].assigned.len() as i64).contains(&at);
                let fault = if self.blocks[block].chunks && at >= 0 {
                    "NotEnoughChunks"
                } else {
                    "OutOfBounds"
                };
                if at_once && !inside {
                    Err(Stop::Failed(fault))
                } else {
                    Ok(Value::Handle(block, at))
                }
            }
            (_, Err(fault)) if at_once => Err(fault),
            _ => Ok(value),
        }
    }

    fn eval(&mut self, expression: &Expr) -> Step {
        self.fuel = self.fuel.checked_sub(1).ok_or(Stop::Tired)?;
        self.reached.insert(expression);
        if let Some(operand) = deref_operand(expression) {
            let value = self.eval(operand)?;
            return if *self.element(value)? {
                Ok(UNIT)
            } else {
                Err(Stop::Failed("Dereference"))
            };
        }
        match expression {
            Expr::Lit(literal) => match &literal.lit {
                Lit::Int(value) => Ok(Value::Integer(value.base10_parse().unwrap_or(0))),
                Lit::Bool(value) => Ok(Value::Bool(value.value)),
                _ => panic!("another literal"),
            },
            Expr::Path(_) => Ok(*self.variable(expression)),
            Expr::Paren(inner) => self.eval(&inner.expr),
            Expr::Block(block) => self.block(&block.block),
            Expr::Unary(unary) => match self.eval(&unary.expr)? {
                Value::Bool(value) => Ok(Value::Bool(!value)),
                value => panic!("!{value:?}"),
            },
            Expr::Index(index) => {
                let base = self.eval(&index.expr)?;
                let by = self.integer(&index.index)?;
                // Under `~` and left of `<<=` it moves at once.
                self.moved(base, by, true)
            }
            Expr::Assign(assign) => {
                let value = self.eval(&assign.right)?;
                *self.variable(&assign.left) = value;
                Ok(UNIT)
            }
            Expr::Binary(binary) => self.binary(&binary.left, &binary.op, &binary.right),
            Expr::Call(call) => self.call(call),
            Expr::MethodCall(call) => {
                let value = self.eval(&call.receiver)?;
                Ok(Value::Bool(match call.method.to_string().as_str() {
                    "is_null" => value == Value::Null,
                    "freed" => matches!(value, Value::Handle(block, _) if !self.blocks[block].live),
                    method => panic!("no `{method}`"),
                }))
            }
            Expr::If(branches) => match (self.eval(&branches.cond)?, &branches.else_branch) {
                (Value::Bool(true), _) => self.block(&branches.then_branch),
                (_, Some((_, otherwise))) => self.eval(otherwise),
                _ => Ok(UNIT),
            },
            Expr::ForLoop(repeated) => {
                let Expr::Range(range) = &*repeated.expr else {
                    panic!("not a range")
                };
                let end = range
                    .end
                    .as_deref()
                    .map_or(Ok(0), |end| self.integer(end))?;
                for value in 0..end {
                    self.variables.push(("i".to_owned(), Value::Integer(value)));
                    let outcome = self.round(&repeated.body);
                    self.variables.pop();
                    if !outcome? {
                        break;
                    }
                }
                Ok(UNIT)
            }
            Expr::While(repeated) => {
                while self.eval(&repeated.cond)? == Value::Bool(true)
                    && self.round(&repeated.body)?
                {}
                Ok(UNIT)
            }
            Expr::Loop(repeated) => {
                while self.round(&repeated.body)? {}
                Ok(UNIT)
            }
            Expr::Break(_) => Err(Stop::Break),
            Expr::Continue(_) => Err(Stop::Continue),
            Expr::Return(_) => Err(Stop::Return),
            Expr::Match(matched) => {
                let Some(tried) = syntax::try_except(matched) else {
                    panic!("a match")
                };
                let handler = &tried.handlers[0];
                let depth = self.variables.len();
                match self.block(tried.body) {
                    Err(Stop::Failed(kind))
                        if handler
                            .kinds
                            .as_ref()
                            .is_none_or(|kinds| kinds.iter().any(|name| *name == kind)) =>
                    {
                        self.variables.truncate(depth);
                        self.eval(handler.body)
                    }
                    outcome => outcome,
                }
            }
            _ => panic!("another expression"),
        }
    }

    /// Whether the loop goes on.
    fn round(&mut self, body: &Block) -> Step<bool> {
        match self.block(body) {
            Ok(_) | Err(Stop::Continue) => Ok(true),
            Err(Stop::Break) => Ok(false),
            Err(stop) => Err(stop),
        }
    }

    fn binary(&mut self, left: &Expr, op: &BinOp, right: &Expr) -> Step {
        match op {
            BinOp::ShlAssign(_) => {
                let value = self.eval(left)?;
                *self.element(value)? = true;
                Ok(UNIT)
            }
            BinOp::AddAssign(_) => {
                let by = self.integer(right)?;
                let value = *self.variable(left);
                *self.variable(left) = self.moved(value, by, true)?;
                Ok(UNIT)
            }
            BinOp::Add(_) => {
                let value = self.eval(left)?;
                let by = self.integer(right)?;
                self.moved(value, by, false)
            }
            _ => Ok(Value::Bool(self.eval(left)? == self.eval(right)?)),
        }
    }

    fn call(&mut self, call: &syn::ExprCall) -> Step {
        let Some(name) = raising_call(call) else {
            return match call.args.first() {
                Some(handle) => self.taken(handle),
                None if matches!(&*call.func, Expr::Path(path) if path.path.segments.len() == 2) => {
                    Ok(Value::Null)
                }
                None => Ok(Value::Bool(self.maybe())),
            };
        };
        match name.to_string().as_str() {
            function @ ("malloc" | "calloc_safe") => {
                let length = self.integer(&call.args[0])?;
                let chunks = function != "malloc";
                self.blocks.push(Memory {
                    live: true,
                    chunks,
                    assigned: vec![false; length as usize],
                });
                Ok(Value::Handle(self.blocks.len() - 1, 0))
            }
            function => {
                let value = self.eval(&call.args[0])?;
                if function == "free" && value == Value::Null {
                    return Ok(UNIT);
                }
                if value == Value::Null {
                    // It becomes a block, and the variable is brought up to date.
                    let length = self.integer(&call.args[1])?;
                    let assigned = vec![false; length as usize];
                    self.blocks.push(Memory {
                        live: true,
                        chunks: false,
                        assigned,
                    });
                    *self.variable(&call.args[0]) = Value::Handle(self.blocks.len() - 1, 0);
                    return Ok(UNIT);
                }
                let (block, at) = self.find(value)?;
                if at != 0 {
                    return Err(Stop::Failed("InvalidFree"));
                }
                if function == "free" {
                    self.blocks[block].live = false;
                } else {
                    let length = self.integer(&call.args[1])?;
                    self.blocks[block].assigned.resize(length as usize, false);
                }
                Ok(UNIT)
            }
        }
    }

    /// A function that may do anything with a handle.
    fn taken(&mut self, handle: &Expr) -> Step {
        let value = self.eval(handle)?;
        if let Ok((block, at)) = self.find(value) {
            match self.random.below(3) {
                0 if at == 0 => self.blocks[block].live = false,
                1 => self.blocks[block].assigned.fill(true),
                _ => {}
            }
        }
        Ok(UNIT)
    }
}

const DECLARATIONS: &str = "let mut flag = maybe(); let i = 0; let mut p = malloc::<u8>(2); let mut q = \
    calloc_safe::<u8>(2, 1); let mut r = MallocPointer::null(); ";

/// A program, where something is reported in it, and what.
fn followed(text: &str) -> (Source, HashSet<*const Expr>, Errors) {
    let tokens = text
        .parse()
        .unwrap_or_else(|error| panic!("{text}: {error}"));
    let mut errors = Errors::default();
    let Some(mut source) = syntax::parse(tokens, &mut errors) else {
        panic!("{text}: {}", errors.to_tokens())
    };
    let model = Model::of(&mut source.body);
    let (reported, _) = follow(&source, &model, &mut errors);
    (source, reported, errors)
}

fn run(body: &Body, seed: u64) -> (Run, Result<Value, Stop>) {
    let Body::Block(body) = body else {
        panic!("not a block")
    };
    let mut run = Run {
        random: Random(seed),
        variables: Vec::new(),
        blocks: Vec::new(),
        reached: HashSet::new(),
        fuel: 2_000,
    };
    let outcome = run.block(body);
    (run, outcome)
}

#[test]
fn what_goes_wrong_on_the_only_path_is_reported() {
    let mut wrong = 0;
    for seed in 0..2_000 {
        let text = DECLARATIONS.to_owned();
        let mut writer = Writer {
            random: Random(seed),
            text,
            loops: 0,
        };
        for _ in 0..6 {
            writer.statement(0);
        }
        if writer.text.contains("take") {
            continue;
        }
        let (source, reported, _) = followed(&writer.text);
        let (_, outcome) = run(&source.body, seed);
        if let Err(Stop::Failed(kind)) = outcome {
            wrong += 1;
            assert!(!reported.is_empty(), "{kind}: {}", writer.text);
        }
    }
    assert!(wrong > 500, "only {wrong} wrong programs");
}

#[test]
fn where_something_is_reported_no_run_ends_well() {
    // More of them: `PROGRAMS=100000 cargo test -p pointers-macros certainty`.
    let number = |name| std::env::var(name).ok().and_then(|text| text.parse().ok());
    let (start, programs) = (
        number("START").unwrap_or(0),
        number("PROGRAMS").unwrap_or(600),
    );
    let (mut reports, mut well) = (0, 0);
    for seed in start..start + programs {
        let mut writer = Writer {
            random: Random(seed),
            text: DECLARATIONS.to_owned(),
            loops: 0,
        };
        writer.statements(3);
        if seed % 2 == 0 {
            writer.statements(3);
        }
        let text = writer.text;
        let tokens = text
            .parse()
            .unwrap_or_else(|error| panic!("{text}: {error}"));
        let mut errors = Errors::default();
        let Some(mut source) = syntax::parse(tokens, &mut errors) else {
            panic!("{text}: {}", errors.to_tokens())
        };
        let model = Model::of(&mut source.body);
        let (reported, _) = follow(&source, &model, &mut errors);
        reports += reported.len();
        if reported.is_empty() {
            continue;
        }
        for number in 0..60 {
            let (run, outcome) = run(&source.body, seed * 1_000 + number);
            if matches!(outcome, Ok(_) | Err(Stop::Return)) {
                well += 1;
                let wrong = reported.intersection(&run.reached).next();
                assert!(wrong.is_none(), "{text}\n{}", errors.to_tokens());
            }
        }
    }
    println!("{reports} reports, {well} runs that ended well");
    assert!(
        reports > 200 && well > 1_000,
        "only {reports} reports, {well} runs that ended well"
    );
}
