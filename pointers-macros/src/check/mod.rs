//! The third stage: what is certainly wrong is an error.
//!
//! A flow analysis follows each function, and the block itself, statement by statement, as a reader would with a pencil: it
//! knows of each block whether it is live, where it was freed, its size, which elements have a value, and of each variable
//! which handle or number it holds. What is not followed becomes unknown, and what is unknown is silent: a program that
//! may be right compiles. Reported is what fails on every path that gets to it.
//!
//! # What is known, and how two paths join
//!
//! | of | at first | certain | unknown | two different ones join to |
//! | --- | --- | --- | --- | --- |
//! | a block's life | absent | live, or gone (freed, handed over) | unknown | unknown; two that are gone stay gone |
//! | a block's size | | bytes, chunks, `N * size_of::<T>()` | unknown | unknown |
//! | its elements | none has a value | these have one | any may have one | what one of both has |
//! | a variable | unset | NULL, a handle and how far into its block, a number, a text, a structure's parts | unknown | unknown, and its block is taken to be reached by other code |
//!
//! A block is named by the place that allocates it. What other code may reach ([`lattice::Block::escaped`]) is never
//! taken to be live, unassigned, or of a size.
//!
//! # Conditions, and what is asked of a handle
//!
//! A condition gives two states, for where it is true and where it is false ([`conditions`]). Where it certainly is one
//! of both the other way has no state: nothing is reported there, and nothing of it joins.
//!
//! | condition | is certain where |
//! | --- | --- |
//! | `i < 3`, `N == 4`, `flag`, `match i { .. }`, `let 3 = i` | the numbers are: literals, `const` items, variables that hold them, what operators and casts make of them ([`numbers`]) |
//! | `p.is_null()`, `p == NULL` | `p` is NULL, or comes from a call that raises |
//! | `p.freed()`, `p.assigned()`, `p.size()`, `p == q` | the block's life, elements, size or place are ([`questions`]) |
//! | `a && b`, `!a` | that follows from the parts |
//!
//! The answer to a question is a number like any other, with what it is [about](lattice::About). So asking forgets
//! nothing; but where code that is not followed gets the answer (`if fits(p.size()) { .. }`) it may act on it, and then
//! what was asked about is unknown.
//!
//! # Loops
//!
//! | rounds | followed | what is reported |
//! | --- | --- | --- |
//! | that are certain: `for i in 0..9`, `while i < 9`, `loop` with `if i == 9 { break; }` | one by one, with their numbers ([`rounds`]), the loops in them too | what each such round gets to, with the round in the message |
//! | the first | by itself, whatever the condition says | what it gets to |
//! | behind one in which the loop may be left | no longer by themselves | nothing of their own |
//! | far ones of `for i in 0..9000` | the last, and if that fails the first that does, by halving | that one |
//! | behind a condition that may be either | as those below; what was known before them stays known behind the loop | nothing |
//! | all others | all at once, from what holds before the loop less what [`scan`] finds in the body | what fails in every round |
//!
//! A loop all of whose rounds were followed leaves exactly what holds after them.
//!
//! # Structures, and what memory holds
//!
//! A structure, a tuple, an array, `Some(..)` and the elements of a block are values with parts ([`parts`]), by field or by
//! index. `pair.first = p`, `v->data = p` and `m[0] <<= p` make a new value with another part; reading follows the same
//! way. An index that is not constant is one of all, so that other code is taken to have them.
//!
//! # Summaries
//!
//! Before anything is reported, each function of the body is followed alone for its summary ([`summary`]), those that
//! are called before those that call. Its parameters are blocks *as the caller gave them*; what is behind
//! them, `list->head->next`, is made when it is asked for. Where it returns, this is known of each:
//!
//! | in the function | in the summary | at a call, of what the caller has there |
//! | --- | --- | --- |
//! | nothing | as given | nothing changes |
//! | freed on every path that returns | gone | it is gone: "`destroy` freed it" |
//! | freed on some path, or asked whether it was | unknown | nothing is known of its life |
//! | NULL on a path (`if p == NULL { return }`) | absent there, which joins to what the other paths do | as on the other paths; NULL itself stays |
//! | moved into, resized, passed on to other code | changed, resized, kept | it has values, any size; other code has it |
//! | `v->data = ..`, `*p = ..`, `self.items = ..` | what it holds in the end | assigned |
//! | read, written, freed before anything else, wherever it ends | what it needs | reported where that is missing: it is freed, NULL, without a value |
//! | `p[9]`, or each of `p[0]` to `p[9]`, on every path | at least so far | reported where the block has fewer elements |
//! | allocated, and returned or stored | a block of its own | a new block that the call allocates |
//!
//! Functions that call themselves or one another are followed together, first as if none of these calls returned, until
//! nothing new is learned; if that takes too long nothing is known of them. With an error a call that is not followed by
//! `?` may have done anything. Two parameters may be the same block: what is stored through one is not
//! known behind the other any more, and likewise after a call of code that is not followed.
//!
//! # What it costs
//!
//! All certain rounds of an outermost loop together are as many steps as the loop has expressions, times a constant; each
//! other expression is followed a fixed number of times, in functions once more for their summaries. So the cost is linear,
//! and a test counts it in steps.
//!
//! | file | what it does |
//! | --- | --- |
//! | [`lattice`], [`state`] | what is known at a point, and how two paths join |
//! | [`flow`], [`ends`], [`conditions`], [`patterns`] | statements, branches, jumps; their ends; conditions; arms of a `match` |
//! | [`loops`], [`rounds`], [`counters`], [`scan`] | loops; certain rounds; what a `for` counts; what a body may do, in advance |
//! | [`expressions`], [`calls`] | operators; functions, methods and macros |
//! | [`numbers`], [`constant`], [`constants`], [`texts`] | numbers; what literals and operators make; `const` items; lengths of texts |
//! | [`alias`], [`questions`] | variables, and the expressions that make handles of handles; what is asked of handles |
//! | [`operations`], [`steps`], [`sizes`], [`slices`] | what reading, moving, freeing, stepping, casting, several elements at once need and do |
//! | [`strings`], [`copies`] | the functions of C's `string.h`; what they leave in memory |
//! | [`parts`], [`paths`], [`wholes`], [`memory`], [`options`] | values with parts; places in them; how they are made and taken apart; what memory holds |
//! | [`summary`], [`helpers`], [`closures`] | what a function of the body does, and its calls; closures that are called at once |
//! | [`leaks`] | `#![deny(leaks)]` |
//! | [`forms`], [`shadow`] | what an expression, or a name, says by itself |
//! | [`report`] | every message |

mod alias;
mod calls;
mod cells;
mod closures;
mod conditions;
mod constant;
mod constants;
mod copies;
mod counters;
mod ends;
mod expressions;
mod flow;
mod forms;
mod helpers;
mod lattice;
mod leaks;
mod loops;
mod memory;
mod numbers;
mod operations;
mod options;
mod parts;
mod paths;
mod patterns;
mod progress;
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
mod summary;
mod texts;
mod wholes;

use std::{
    collections::{HashMap, HashSet},
    rc::Rc,
};

use proc_macro2::Ident;
use syn::{
    Block, Expr, ExprAssign, ImplItemFn, Item, ItemFn, Signature, TraitItemFn, Type,
    visit::{self, Visit},
};

use crate::{
    errors::Errors,
    model::{BindingId, Model},
    syntax::{Body, Header, Source, is_conditional},
};
use constants::Constants;
use helpers::Ended;
use lattice::{BlockId, Number, TypeId};
use parts::Arena;
use report::Finding;
use rounds::Round;
use scan::Effects;
use state::State;
use summary::{Exits, Functions};

/// Reports what is certainly wrong in `source`.
pub(crate) fn check(source: &Source, model: &Model, errors: &mut Errors) {
    if !source.header.allow_misuse || source.header.deny_leaks {
        follow(source, model, errors);
    }
}

/// Follows `source`. Gives the places where something was reported, and how many expressions were followed.
fn follow(source: &Source, model: &Model, errors: &mut Errors) -> (HashSet<*const Expr>, usize) {
    let arena = Arena::default();
    let mut check = Check {
        model,
        header: source.header,
        errors,
        shadowed: shadow::names(&source.body),
        state: Some(State::start(0, &arena)),
        arena,
        functions: Functions::default(),
        exits: None,
        receiver: None,
        owner: None,
        modules: 0,
        quiet: 0,
        tails: HashSet::new(),
        waited: HashSet::new(),
        closures: closures::find(&source.body),
        ended: HashMap::new(),
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
        ended_in: HashMap::new(),
        probe: None,
        constants: Constants::default(),
        types: HashMap::new(),
        effects: HashMap::new(),
        reported: HashSet::new(),
        lost: HashSet::new(),
        steps: 0,
    };
    summary::find(&mut check, &source.body);
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
    ended_in: HashMap<*const Expr, Vec<i128>>,
    /// Nothing is reported: only whether something would be is found out.
    probe: Option<bool>,
    /// The constants in scope.
    constants: Constants<'a>,
    /// The types that sizes are counted by, by their text.
    types: HashMap<String, TypeId>,
    /// What the bodies of loops and of `try` may do.
    effects: HashMap<*const Block, Rc<Effects>>,
    /// What all states share.
    arena: Arena<'a>,
    /// The functions of the body, and what they do.
    functions: Functions<'a>,
    /// How the function that is followed ends.
    exits: Option<Exits<'a>>,
    /// Where `self` is among the variables, and whose it is.
    receiver: Option<usize>,
    owner: Option<&'a Type>,
    /// How many modules are around, in which names mean something else.
    modules: usize,
    /// What is followed for its summary reports nothing.
    quiet: usize,
    /// The calls whose values are those of the functions that they stand in.
    tails: HashSet<*const Expr>,
    /// The calls whose `Result` is that of a closure, which a `?` follows.
    waited: HashSet<*const Expr>,
    /// The closures that variables hold.
    closures: closures::Held<'a>,
    /// Which calls of helpers ended a block.
    ended: HashMap<(*const Expr, BlockId), Ended<'a>>,
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
        let state = self.state.replace(State::start(depth, &self.arena));
        let exits = self.exits.take();
        let receiver = self.receiver.take();
        let frames = std::mem::take(&mut self.frames);
        let caught = std::mem::take(&mut self.caught);
        let function = std::mem::replace(&mut self.function, depth);
        let rounds = std::mem::take(&mut self.rounds);
        let shown = std::mem::take(&mut self.shown);
        let calls = self.closures.apart(Vec::new());
        follow(self);
        self.closures.apart(calls);
        self.scope.truncate(depth);
        self.state = state;
        self.exits = exits;
        self.receiver = receiver;
        self.frames = frames;
        self.caught = caught;
        self.function = function;
        self.rounds = rounds;
        self.shown = shown;
    }

    /// Follows a function. Gives how it ends.
    fn function(
        &mut self,
        signature: &'a Signature,
        owner: Option<&'a Type>,
        body: &'a Block,
        numbers: &[Option<Number<'a>>],
    ) -> Exits<'a> {
        let plain_calls = std::mem::take(&mut self.plain_calls);
        let owner = std::mem::replace(&mut self.owner, owner);
        let mut exits = Exits::default();
        self.apart(|cx| {
            summary::declare(cx, signature, cx.owner, body, numbers);
            let scope = constants::enter_generics(cx, &signature.generics);
            cx.body(body);
            constants::leave(cx, scope);
            exits = cx.exits.take().unwrap_or_default();
        });
        self.owner = owner;
        self.plain_calls = plain_calls;
        exits
    }

    /// A body whose value is returned.
    fn body(&mut self, body: &'a Block) {
        let value = flow::follow_block(self, body);
        summary::returns(self, value);
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
        let (place, finding) = match self.closures.call() {
            Some(call) => (call, finding.in_closure(place)),
            None => (place, finding),
        };
        let silent = self.header.allow_misuse || caught || self.is_uncertain() || self.quiet > 0;
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
        let is_doubtful = self.state.as_ref().is_some_and(|state| state.doubtful);
        self.configured > 0
            || is_doubtful
            || self.closures.is_uncertain()
            || self.rounds.iter().any(Round::is_uncertain)
    }

    /// Follows what is only compiled under a condition.
    fn configured(&mut self, follow: impl FnOnce(&mut Check<'a, '_>)) {
        self.configured += 1;
        flow::maybe(self, follow);
        self.configured -= 1;
    }

    /// Follows what only some paths get to.
    fn branch<T>(&mut self, follow: impl FnOnce(&mut Self) -> T) -> T {
        self.closures.branch(true);
        let innermost = self.rounds.len().wrapping_sub(1);
        if let Some(round) = self.rounds.get_mut(innermost) {
            round.branches += 1;
        }
        let value = follow(self);
        if let Some(round) = self.rounds.get_mut(innermost) {
            round.branches -= 1;
        }
        self.closures.branch(false);
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
        self.function(&function.sig, None, &function.block, &[]);
    }

    fn visit_impl_item_fn(&mut self, function: &'a ImplItemFn) {
        if !is_conditional(&function.attrs) {
            self.function(&function.sig, self.owner, &function.block, &[]);
        }
    }

    fn visit_trait_item_fn(&mut self, function: &'a TraitItemFn) {
        if let Some(body) = &function.default
            && !is_conditional(&function.attrs)
        {
            self.function(&function.sig, None, body, &[]);
        }
    }

    fn visit_item(&mut self, item: &'a Item) {
        if is_conditional(forms::item_attributes(item)) {
            return;
        }
        let owner = self.owner;
        let scope = match item {
            Item::Mod(syn::ItemMod {
                content: Some((_, items)),
                ..
            }) => {
                self.modules += 1;
                constants::enter_module(self, items)
            }
            Item::Impl(item) => {
                self.owner = Some(&item.self_ty);
                constants::enter_generics(self, &item.generics)
            }
            _ => return visit::visit_item(self, item),
        };
        visit::visit_item(self, item);
        constants::leave(self, scope);
        self.modules -= usize::from(matches!(item, Item::Mod(_)));
        self.owner = owner;
    }

    /// A constant allocates nothing.
    fn visit_expr(&mut self, _: &'a Expr) {}
}

#[cfg(test)]
mod tests;
