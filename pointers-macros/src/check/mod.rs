//! The third stage: what is certainly wrong is an error.
//!
//! A flow analysis follows each function, and the block itself, statement by statement, as a reader would with a pencil: it
//! knows of each block whether it is live, where it was freed, its size, which elements have a value, and of each variable
//! which handle or number it holds. What is not followed becomes unknown, and what is unknown is silent: a program that
//! may be right compiles. Reported is what fails on every path that gets to it.
//!
//! # The rooms
//!
//! In the order in which they know of one another: each imports only those above it (`tests/imports.rs`). Whoever meets an
//! expression or a block in what it looks at has it followed through [`Follow`](context::Follow), which only the last row gives.
//!
//! | folder, file | what it does |
//! | --- | --- |
//! | `source/` | what the source says by itself, whatever is known where it stands |
//! | `peeled`, `by_name`, `conditional`, `shadow` | what is left without what is around it; what a name says of what is called; what may not be compiled; names that mean something else |
//! | `ends`, `constant`, `value_size`, `spelling` | blocks that may not end; literals; the least size of a value; how a message names a handle |
//! | `scan` | what a body may do, in advance |
//! | `known/` | what is known, by itself |
//! | `lattice`, `written`, `units`, `across`, `block` | what is known of a value, and of a block: its life, elements, text, and what a function does with it |
//! | `arena`, `state`, `parts` | what all points share; what is known at one, and how two paths join; values with parts |
//! | `names`, `outcome`, `functions`, `held`, `round` | constants; what is known where a function ends; the functions of the body; closures in variables; a round of a loop |
//! | `report/` | every message, by kind |
//! | `context` | what is at hand everywhere |
//! | `handles`, `variables`, `leaks` | what is known of the block of a handle, and what else reaches it; what variables hold, and which of them other code has; `#![deny(leaks)]` |
//! | `constants`, `numbers`, `texts` | `const` items; numbers; literals, and texts whose length is certain |
//! | `places`, `alias`, `sizes` | places, without evaluating them; expressions that make handles of handles; sizes that do not come out even |
//! | `std_cell`, `frames`, `memory`, `wholes` | `Cell`; where blocks begin and end; what memory holds; values with parts, made and taken apart |
//! | `given`, `called`, `collect`, `groups` | functions: what they do first with what they were given; which one is called; how they are found; who calls whom |
//! | `declare`, `options`, `questions` | what patterns declare, and assignment; methods of `Option`; what is asked of handles |
//! | `patterns`, `conditions` | arms of a `match`; conditions |
//! | `exits`, `items`, `summary`, `closures` | how a function begins and ends; how it is followed; what it does; closures |
//! | `counters`, `bodies`, `progress`, `rounds` | what a `for` counts; a loop and its body; what a `while` counts; rounds that are certain |
//! | `flow`, `loops` | branches and jumps; all loops |
//! | `helper_call`, `applied`, `needs`, `helpers` | a call of a function of the body; what it changes; what it needs; how it is followed |
//! | `operations` | what every access needs of a handle |
//! | `allocation`, `moves`, `paths`, `steps`, `slices` | where blocks of memory begin and end; what is moved in and out; parts that are evaluated; handles that are moved and cast; several elements at once |
//! | `call`, `search`, `copies`, `strings` | C's `string.h`: its calls; what they find; what they leave in memory; what they need |
//! | `mistyped` | what is used as if it were of another type; it follows nothing |
//! | `calls`, `statements`, `expressions` | functions, methods and macros; each kind of statement; each kind of expression |
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
//! A block is named by the place that allocates it. What other code may reach ([`block::Block::escaped`]) is never
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
//! | far ones of `for i in 0..9000`, `while i < 9000 { ..; i += 1; }` | the last, and if that fails the first that does, by halving; the number of each follows from the first, the step and the end ([`progress`]) | that one |
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
//! A function is followed once more for the first few calls that give it certain numbers, `fill(p, 3)?`, so that its loops and
//! conditions are those of the call; what is so for these numbers only the message says: "where `n` is 3". Its constants are
//! those of where it stands. Where a field, a parameter or a return type names what is in a block, the block is of that.
//!
//! Functions that call themselves or one another are followed together, first as if none of these calls returned, until
//! nothing new is learned; if that takes too long nothing is known of them. With an error a call that is not followed by
//! `?` may have done anything. Two parameters may be the same block: what is stored through one is not
//! known behind the other any more, and likewise after a call of code that is not followed.
//!
//! # Closures and cells
//!
//! | | followed | otherwise |
//! | --- | --- | --- |
//! | `(\|\| free(p))()` | where it stands | other code has what it mentions |
//! | `let end = \|q\| ..; end(p)?;` | at each call, if all that happens to `end` are calls whose `Result` is waited for | other code has what it mentions, from the first other call on |
//! | `let cell = std::cell::Cell::new(p)` | as long as only `get`, `set`, `replace` are called | anyone may assign it |
//!
//! What goes wrong in a closure that a variable holds is reported at the call: in others it may be right.
//!
//! # What it costs
//!
//! All certain rounds of an outermost loop together are as many steps as the loop has expressions, times a constant; each
//! other expression is followed a fixed number of times, in functions once more for their summaries and for each of six calls with
//! numbers, in closures for each of sixteen calls. So the cost is linear,
//! and a test counts it in steps.

mod alias;
mod allocation;
mod calls;
mod conditions;
mod constants;
mod context;
mod declare;
mod expressions;
mod flow;
mod frames;
mod handles;
mod items;
mod iteration;
mod known;
mod leaks;
mod memory;
mod mistyped;
mod moves;
mod numbers;
mod operations;
mod options;
mod paths;
mod patterns;
mod places;
mod questions;
mod report;
mod sizes;
mod slices;
mod source;
mod statements;
mod std_cell;
mod steps;
mod string_h;
mod summaries;
mod variables;
mod wholes;

use syn::Expr;

use crate::map::{Map, Set};
use crate::walk::visit::Visit;
use crate::{
    errors::Errors,
    model::Model,
    syntax::{Body, Source},
};
use context::Check;

// Where each stands, so that the others call it by its name: `super::lattice`.
use arena::Arena;
use functions::Functions;
use iteration::{bodies, loops, rounds};
use known::{
    across, arena, block, functions, held, lattice, names, outcome, round, state, units, written,
};
use names::Constants;
use source::{by_name, conditional, constant, ends, peeled, scan, shadow, spelling, value_size};
use state::State;
use string_h::{strings, texts};
use summaries::{called, closures, exits, given, helpers, needs, summary};

/// Reports what is certainly wrong in `source`.
pub(crate) fn check(source: &Source, model: &Model, errors: &mut Errors) {
    if !source.header.allow_misuse || source.header.deny_leaks {
        follow(source, model, errors);
    }
}

/// Follows `source`. Gives the places where something was reported, and how many expressions were followed.
fn follow(source: &Source, model: &Model, errors: &mut Errors) -> (Set<*const Expr>, usize) {
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
        tails: Set::new(),
        waited: Set::new(),
        closures: closures::find(&source.body),
        ended: Map::new(),
        scope: Vec::new(),
        slots: Map::new(),
        frames: Vec::new(),
        function: 0,
        caught: Vec::new(),
        plain_calls: false,
        configured: 0,
        shown: 0,
        assigned: None,
        rounds: Vec::new(),
        deadline: 0,
        ended_in: Map::new(),
        probe: None,
        constants: Constants::default(),
        types: Map::new(),
        effects: Map::new(),
        reported: Set::new(),
        lost: Set::new(),
        steps: 0,
    };
    summary::find(&mut check, &source.body);
    mistyped::report(&mut check, &source.body);
    match &source.body {
        Body::Block(block) => items::body(&mut check, block),
        Body::Items(items) => {
            constants::enter_items(&mut check, items);
            items.iter().for_each(|item| check.visit_item(item));
        }
    }
    (check.reported, check.steps)
}

#[cfg(test)]
mod tests;
