//! The third stage: what is certainly wrong is an error.
//!
//! A flow analysis follows each function, and the block itself, statement by statement. It knows of each allocation
//! whether it is live, where it was freed, its size, which elements have a value, and which variables are handles to
//! it ([`lattice`]); paths that meet are joined, loops are entered with what their body may do ([`scan`]), so that
//! each statement is visited a fixed number of times. What is not followed becomes unknown, and what is unknown is
//! silent: a program that may be right on some path compiles.
//!
//! | file | what it does |
//! | --- | --- |
//! | [`lattice`], [`state`] | what is known at a point, and how two paths join |
//! | [`scan`] | what a loop's body may do, in advance |
//! | [`flow`], [`loops`] | statements, branches, jumps; loops |
//! | [`expressions`], [`calls`] | operators; functions, methods and macros |
//! | [`alias`] | variables, and the expressions that make handles of handles |
//! | [`operations`], [`steps`] | what reading, moving, freeing, reallocating, stepping needs and does |
//! | [`strings`] | the functions of C's `string.h` |
//! | [`leaks`] | `#![deny(leaks)]` |
//! | [`constant`], [`forms`], [`shadow`] | what an expression, or a name, says by itself |
//! | [`report`] | every message |

mod alias;
mod calls;
mod conditions;
mod constant;
mod constants;
mod copies;
mod counters;
mod expressions;
mod flow;
mod forms;
mod lattice;
mod leaks;
mod loops;
mod numbers;
mod operations;
mod patterns;
mod questions;
mod report;
mod rounds;
mod scan;
mod shadow;
mod sizes;
mod slices;
mod state;
mod steps;
mod strings;
mod texts;

use std::{
    collections::{HashMap, HashSet},
    rc::Rc,
};

use proc_macro2::Ident;
use syn::{
    Block, Expr, ExprAssign, ImplItemFn, Item, ItemFn, Signature, TraitItemFn,
    visit::{self, Visit},
};

use crate::{
    model::{BindingId, Model},
    report::Errors,
    syntax::{Body, Header, Source, is_conditional},
};
use constants::Constants;
use lattice::{BlockId, TypeId};
use report::Finding;
use rounds::Round;
use scan::Effects;
use state::State;

/// Reports what is certainly wrong in `source`.
pub(crate) fn check(source: &Source, model: &Model, errors: &mut Errors) {
    if !source.header.allow_misuse || source.header.deny_leaks {
        follow(source, model, errors);
    }
}

/// Follows `source`. Gives the places where something was reported, and how many expressions were followed.
fn follow(source: &Source, model: &Model, errors: &mut Errors) -> (HashSet<*const Expr>, usize) {
    let mut check = Check {
        model,
        header: source.header,
        errors,
        shadowed: shadow::names(&source.body),
        state: Some(State::start(0)),
        scope: Vec::new(),
        slots: HashMap::new(),
        frames: Vec::new(),
        function: 0,
        caught: Vec::new(),
        plain_calls: false,
        configured: 0,
        shown: 0,
        assigned: None,
        rounds: Vec::new(),
        deadline: 0,
        ended: HashMap::new(),
        probe: None,
        constants: Constants::default(),
        types: HashMap::new(),
        effects: HashMap::new(),
        sites: HashMap::new(),
        reported: HashSet::new(),
        lost: HashSet::new(),
        steps: 0,
    };
    match &source.body {
        Body::Block(block) => check.body(block),
        Body::Items(items) => {
            constants::enter_items(&mut check, items);
            items.iter().for_each(|item| check.visit_item(item));
        }
    }
    (check.reported, check.steps)
}

struct Check<'a, 'm> {
    model: &'m Model,
    header: Header,
    errors: &'m mut Errors,
    /// The names of ours that mean something else in this body.
    shadowed: HashSet<String>,
    /// What is known here; `None` where no path gets.
    state: Option<State<'a>>,
    /// The names of the variables in scope. The place in this list is that in [`State::variables`].
    scope: Vec<String>,
    slots: HashMap<BindingId, usize>,
    /// The loops and labelled blocks around.
    frames: Vec<Frame<'a>>,
    /// How many variables are in scope around the innermost function or closure.
    function: usize,
    /// For each `try` around, the kinds that its handlers name.
    caught: Vec<Caught>,
    /// In a closure the functions return their `Result`.
    plain_calls: bool,
    /// How many parts are around that may not be compiled.
    configured: usize,
    /// How many macros that only look at their arguments are around.
    shown: usize,
    /// The assignment whose right side is followed.
    assigned: Option<&'a ExprAssign>,
    /// The loops around of which a certain round is followed.
    rounds: Vec<Round>,
    /// How many steps the certain rounds of the outermost of them may take.
    deadline: usize,
    /// In which rounds the ends of blocks were followed, for messages.
    ended: HashMap<*const Expr, Vec<i128>>,
    /// Nothing is reported: only whether something would be is found out.
    probe: Option<bool>,
    /// The constants in scope.
    constants: Constants<'a>,
    /// The types that sizes are counted by, by their text.
    types: HashMap<String, TypeId>,
    /// What the bodies of loops and of `try` may do.
    effects: HashMap<*const Block, Rc<Effects>>,
    /// The block that each place allocates.
    sites: HashMap<*const Expr, BlockId>,
    /// Where something was reported.
    reported: HashSet<*const Expr>,
    /// What was reported as lost, and where.
    lost: HashSet<(*const Expr, Option<*const Expr>)>,
    /// How many expressions were followed, each as often as it was: what the analysis costs.
    steps: usize,
}

/// A loop or a labelled block.
struct Frame<'a> {
    label: Option<&'a Ident>,
    is_loop: bool,
    /// How many variables are in scope around it.
    depth: usize,
    breaks: Option<State<'a>>,
    continues: Option<State<'a>>,
}

/// What the handlers of a `try` catch.
enum Caught {
    All,
    Kinds(Vec<String>),
}

impl<'a> Check<'a, '_> {
    /// Follows a function's body, or a closure's, apart from what is around it.
    fn apart(&mut self, follow: impl FnOnce(&mut Self)) {
        let depth = self.scope.len();
        let state = self.state.replace(State::start(depth));
        let frames = std::mem::take(&mut self.frames);
        let caught = std::mem::take(&mut self.caught);
        let function = std::mem::replace(&mut self.function, depth);
        let rounds = std::mem::take(&mut self.rounds);
        let shown = std::mem::take(&mut self.shown);
        follow(self);
        self.scope.truncate(depth);
        self.state = state;
        self.frames = frames;
        self.caught = caught;
        self.function = function;
        self.rounds = rounds;
        self.shown = shown;
    }

    fn function(&mut self, signature: &'a Signature, body: &'a Block) {
        let plain_calls = std::mem::take(&mut self.plain_calls);
        self.apart(|cx| {
            for input in &signature.inputs {
                if let syn::FnArg::Typed(input) = input {
                    alias::declare_unknown(cx, &input.pat);
                }
            }
            let scope = constants::enter_generics(cx, &signature.generics);
            cx.body(body);
            constants::leave(cx, scope);
        });
        self.plain_calls = plain_calls;
    }

    /// A body whose value is returned.
    fn body(&mut self, body: &'a Block) {
        let value = flow::follow_block(self, body);
        alias::escape(self, value);
    }

    /// Reports a mistake that every path to `place` makes, unless the program asks for the error.
    fn report(&mut self, place: &'a Expr, finding: Finding<'a>) {
        let caught = self.caught.iter().any(|caught| match caught {
            Caught::All => true,
            Caught::Kinds(kinds) => finding
                .kinds
                .iter()
                .any(|kind| kinds.iter().any(|caught| caught == kind)),
        });
        let silent = self.header.allow_misuse || caught || self.is_uncertain();
        if self.state.is_some() && !silent {
            match &mut self.probe {
                Some(found) => *found = true,
                None if self.reported.insert(place) => finding.report(place, self.errors),
                None => {}
            }
        }
        if caught {
            // It certainly fails, so the handler is next.
            self.state = None;
        }
    }

    /// Whether what is followed may not be part of the program, or of the round that is followed.
    fn is_uncertain(&self) -> bool {
        self.configured > 0 || self.rounds.iter().any(Round::is_uncertain)
    }

    /// Follows what is only compiled under a condition.
    fn configured(&mut self, follow: impl FnOnce(&mut Check<'a, '_>)) {
        self.configured += 1;
        flow::maybe(self, follow);
        self.configured -= 1;
    }

    /// Follows what only some paths get to.
    fn branch<T>(&mut self, follow: impl FnOnce(&mut Self) -> T) -> T {
        let innermost = self.rounds.len().wrapping_sub(1);
        if let Some(round) = self.rounds.get_mut(innermost) {
            round.branches += 1;
        }
        let value = follow(self);
        if let Some(round) = self.rounds.get_mut(innermost) {
            round.branches -= 1;
        }
        value
    }

    /// Follows one of two ways. Where the other is certainly not taken, this is no branch.
    fn way<T>(&mut self, certain: bool, follow: impl FnOnce(&mut Self) -> T) -> T {
        if certain {
            follow(self)
        } else {
            self.branch(follow)
        }
    }
}

impl<'a> Visit<'a> for Check<'a, '_> {
    fn visit_item_fn(&mut self, function: &'a ItemFn) {
        self.function(&function.sig, &function.block);
    }

    fn visit_impl_item_fn(&mut self, function: &'a ImplItemFn) {
        if !is_conditional(&function.attrs) {
            self.function(&function.sig, &function.block);
        }
    }

    fn visit_trait_item_fn(&mut self, function: &'a TraitItemFn) {
        if let Some(body) = &function.default
            && !is_conditional(&function.attrs)
        {
            self.function(&function.sig, body);
        }
    }

    fn visit_item(&mut self, item: &'a Item) {
        if is_conditional(forms::item_attributes(item)) {
            return;
        }
        let scope = match item {
            Item::Mod(syn::ItemMod {
                content: Some((_, items)),
                ..
            }) => constants::enter_module(self, items),
            Item::Impl(item) => constants::enter_generics(self, &item.generics),
            _ => return visit::visit_item(self, item),
        };
        visit::visit_item(self, item);
        constants::leave(self, scope);
    }

    /// A constant allocates nothing.
    fn visit_expr(&mut self, _: &'a Expr) {}
}

#[cfg(test)]
mod tests;
