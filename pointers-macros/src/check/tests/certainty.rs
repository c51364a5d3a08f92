//! Certainty, tried out: random programs are run with random conditions. Where something is reported, no run
//! that gets there may end well; and what goes wrong in the straightest programs has to be reported.

use std::{collections::HashSet, fmt::Write as _};

use syn::{BinOp, Block, Expr, Lit, Pat, Stmt};

use crate::{
    check::follow,
    errors::Errors,
    model::Model,
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
        let number = self.random.below(4);
        match self.random.below(16) {
            7 => format!(
                "n {} {number}",
                ["<", "==", ">=", "!="][self.random.below(4) as usize]
            ),
            8 => ["n == m", "m > n", "LIMIT > n", "true", "false"][self.random.below(5) as usize]
                .to_owned(),
            9 => format!("{name}.size() > {}", ["n", "1", "2", "m"][number as usize]),
            10 => format!("{name}.assigned()"),
            11 => format!("({} && {})", self.condition(), self.condition()),
            12 => format!("({} || {})", self.condition(), self.condition()),
            13 => format!("!({})", self.condition()),
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

    /// What changes a number, or uses one.
    fn counted(&mut self, a: char, b: char) {
        let number = self.random.below(4);
        let variable = ["n", "m"][self.random.below(2) as usize];
        let _ = match self.random.below(12) {
            0 => write!(self.text, "{variable} = {number};"),
            1 => write!(self.text, "{variable} += 1;"),
            2 => write!(self.text, "n = m + {number};"),
            3 => write!(self.text, "{a}[{variable}] <<= 1;"),
            4 => write!(self.text, "~{a}[{variable}];"),
            5 => write!(self.text, "{a} = {b} + {variable};"),
            6 => write!(self.text, "{a} = malloc::<u8>({variable} + 1);"),
            7 => write!(self.text, "{a} += {variable} % 2;"),
            8 => write!(self.text, "{a}.address();"),
            9 => write!(self.text, "n = {a}.size();"),
            10 => write!(self.text, "n++;"),
            _ => {
                let condition = self.condition();
                write!(self.text, "flag = {condition};")
            }
        };
    }

    /// A loop that counts, or a branch by a number.
    fn counting(&mut self, depth: u32, name: char) {
        let number = self.random.below(4);
        match self.random.below(8) {
            0 => {
                let _ = write!(self.text, "n = 0; while n < {number} ");
                self.nested_with(depth, &format!("{name}[n] <<= 1; n += 1;"));
            }
            1 => {
                let _ = write!(self.text, "n = {number}; while n > 0 ");
                self.nested_with(depth, "n -= 1;");
            }
            2 => {
                let _ = write!(self.text, "m = 0; loop {{ if m == {number} {{ break; }} ");
                self.nested(depth);
                let _ = write!(self.text, "{name}[m] <<= 1; m++; }}");
            }
            3 => {
                let _ = write!(self.text, "for i in (0..{number}).rev() ");
                let _ = self.repeated(depth, name);
            }
            4 => {
                let _ = write!(self.text, "for i in (0..5).step_by({}) ", number + 1);
                let _ = self.repeated(depth, name);
            }
            5 => {
                let _ = write!(self.text, "for i in n..{number} ");
                let _ = self.repeated(depth, name);
            }
            6 => {
                self.text.push_str("match n { 0 => ");
                self.nested(depth);
                self.text.push_str(" 1 | 2 => ");
                self.nested(depth);
                self.text.push_str(" _ => ");
                self.nested(depth);
                self.text.push('}');
            }
            _ => {
                let condition = self.condition();
                self.text.push_str("'out: {");
                self.statements(depth - 1);
                let _ = write!(self.text, "if {condition} {{ break 'out; }}");
                self.statements(depth - 1);
                self.text.push('}');
            }
        }
    }

    fn nested_with(&mut self, depth: u32, last: &str) {
        self.loops += 1;
        self.text.push('{');
        self.statements(depth - 1);
        let _ = write!(self.text, "{last}}}");
        self.loops -= 1;
    }

    fn statement(&mut self, depth: u32) {
        let (a, b) = (self.random.name(), self.random.name());
        let number = self.random.below(4);
        match self.random.below(if depth == 0 { 4 } else { 5 }) {
            0 => return self.counted(a, b),
            4 => return self.counting(depth, a),
            _ => {}
        }
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
    /// Out of the labelled block.
    Out,
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
            Expr::Path(path) if path.path.is_ident("LIMIT") => Ok(Value::Integer(2)),
            Expr::Path(_) => Ok(*self.variable(expression)),
            Expr::Paren(inner) => self.eval(&inner.expr),
            Expr::Block(block) => match self.block(&block.block) {
                Err(Stop::Out) if block.label.is_some() => Ok(UNIT),
                outcome => outcome,
            },
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
                if call.method == "size" {
                    let size = match self.find(value) {
                        Ok((block, _)) => self.blocks[block].assigned.len(),
                        Err(_) => 0,
                    };
                    return Ok(Value::Integer(size as i64));
                }
                Ok(Value::Bool(match call.method.to_string().as_str() {
                    "address" => false,
                    "assigned" => self.element(value).is_ok_and(|assigned| *assigned),
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
                for value in self.numbers(&repeated.expr)? {
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
            Expr::Break(jump) if jump.label.is_some() => Err(Stop::Out),
            Expr::Break(_) => Err(Stop::Break),
            Expr::Continue(_) => Err(Stop::Continue),
            Expr::Return(_) => Err(Stop::Return),
            Expr::Match(matched) => {
                let Some(tried) = syntax::try_except(matched) else {
                    let value = self.integer(&matched.expr)?;
                    let arm = if value == 0 {
                        0
                    } else if value <= 2 {
                        1
                    } else {
                        2
                    };
                    return self.eval(&matched.arms[arm].body);
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

    /// What a loop counts through.
    fn numbers(&mut self, expression: &Expr) -> Step<Vec<i64>> {
        match expression {
            Expr::Paren(inner) => self.numbers(&inner.expr),
            Expr::Range(range) => {
                let mut end =
                    |end: &Option<Box<Expr>>| end.as_deref().map_or(Ok(0), |end| self.integer(end));
                let (start, last) = (end(&range.start)?, end(&range.end)?);
                Ok((start..last).collect())
            }
            Expr::MethodCall(call) => {
                let mut numbers = self.numbers(&call.receiver)?;
                match call.args.first() {
                    Some(step) => {
                        let step = self.integer(step)?;
                        Ok(numbers.into_iter().step_by(step as usize).collect())
                    }
                    None => {
                        numbers.reverse();
                        Ok(numbers)
                    }
                }
            }
            _ => panic!("not a range"),
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
            BinOp::AddAssign(_) | BinOp::SubAssign(_) => {
                let sign = if matches!(op, BinOp::AddAssign(_)) {
                    1
                } else {
                    -1
                };
                let by = self.integer(right)? * sign;
                let value = *self.variable(left);
                *self.variable(left) = match value {
                    Value::Integer(value) => Value::Integer(value + by),
                    value => self.moved(value, by, true)?,
                };
                Ok(UNIT)
            }
            BinOp::Add(_) => {
                let value = self.eval(left)?;
                let by = self.integer(right)?;
                match value {
                    Value::Integer(value) => Ok(Value::Integer(value + by)),
                    value => self.moved(value, by, false),
                }
            }
            BinOp::Rem(_) => Ok(Value::Integer(self.integer(left)? % self.integer(right)?)),
            BinOp::And(_) | BinOp::Or(_) => match (self.eval(left)?, op) {
                (Value::Bool(true), BinOp::Or(_)) => Ok(Value::Bool(true)),
                (Value::Bool(false), BinOp::And(_)) => Ok(Value::Bool(false)),
                _ => self.eval(right),
            },
            BinOp::Lt(_) => Ok(Value::Bool(self.integer(left)? < self.integer(right)?)),
            BinOp::Gt(_) => Ok(Value::Bool(self.integer(left)? > self.integer(right)?)),
            BinOp::Ge(_) => Ok(Value::Bool(self.integer(left)? >= self.integer(right)?)),
            BinOp::Ne(_) => Ok(Value::Bool(self.eval(left)? != self.eval(right)?)),
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

const DECLARATIONS: &str = "const LIMIT: usize = 2; let mut flag = maybe(); let mut n = 0; let mut m = 1; let i = 0; let mut p = malloc::<u8>(2); let mut q = \
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
    (source, reported.into_all().into_iter().collect(), errors)
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
    let (mut certain, mut found) = (0, 0);
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
        let (source, reported, errors) = followed(&text);
        reports += reported.len();
        let mut fails = true;
        for number in 0..60 {
            let (run, outcome) = run(&source.body, seed * 1_000 + number);
            fails &= matches!(outcome, Err(Stop::Failed(_)));
            if matches!(outcome, Ok(_) | Err(Stop::Return)) {
                well += 1;
                let wrong = reported.intersection(&run.reached).next();
                assert!(wrong.is_none(), "{seed}: {text}\n{}", errors.to_tokens());
            }
            if reported.is_empty() && !fails {
                break;
            }
        }
        if fails {
            certain += 1;
            if !reported.is_empty() {
                found += 1;
            } else if std::env::var_os("SHOW").is_some() {
                println!("{seed}: {text}");
            }
        }
    }
    println!(
        "{reports} reports, {well} runs that ended well; {found} of {certain} that always fail are refused"
    );
    assert!(found * 10 > certain * 9, "only {found} of {certain}");
    assert!(
        reports > 200 && well > 1_000,
        "only {reports} reports, {well} runs that ended well"
    );
}
