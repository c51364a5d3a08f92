//! What the analysis has at hand wherever it is, and how it follows what stands apart: functions, closures.

use std::rc::Rc;

use proc_macro2::Ident;
use syn::{Block, Expr, ExprAssign, Type};

use super::{
    arena::Arena,
    functions::Functions,
    held::HeldClosures,
    lattice::{BlockId, TypeId, Value},
    names::Constants,
    outcome::{Exits, HelperEnd},
    report::Finding,
    round::Round,
    scan::Effects,
    state::{State, join},
};
use crate::map::{Map, Set};
use crate::{
    errors::Errors,
    model::{BindingId, Model},
    syntax::Header,
};

pub(super) struct Check<'a, 'm> {
    pub(super) model: &'m Model,
    pub(super) header: Header,
    pub(super) errors: &'m mut Errors,
    /// The names of ours that mean something else in this body.
    pub(super) shadowed: Set<String>,
    /// What is known here; `None` where no path gets.
    pub(super) state: Option<State<'a>>,
    /// The names of the variables in scope. The place in this list is that in [`State::variables`].
    pub(super) scope: Vec<String>,
    pub(super) slots: Map<BindingId, usize>,
    /// The loops and labelled blocks around.
    pub(super) frames: Vec<Breakable<'a>>,
    /// How many variables are in scope around the innermost function or closure.
    pub(super) function: usize,
    /// For each `try` around, the kinds that its handlers name.
    pub(super) caught: Vec<Caught>,
    /// In a closure the functions return their `Result`.
    pub(super) plain_calls: bool,
    /// How many parts are around that may not be compiled.
    pub(super) configured: usize,
    /// How many macros that only look at their arguments are around.
    pub(super) shown: usize,
    /// The assignment whose right side is followed.
    pub(super) assigned: Option<&'a ExprAssign>,
    /// The loops around of which a certain round is followed.
    pub(super) rounds: Vec<Round>,
    /// How many steps the certain rounds of the outermost of them may take.
    pub(super) deadline: usize,
    /// In which rounds the ends of blocks were followed, for messages.
    pub(super) ended_in: Map<*const Expr, Vec<i128>>,
    /// Nothing is reported: only whether something would be is found out.
    pub(super) probe: Option<bool>,
    /// The constants in scope.
    pub(super) constants: Constants<'a>,
    /// The types that sizes are counted by, by their text.
    pub(super) types: Map<String, TypeId>,
    /// What the bodies of loops and of `try` may do.
    pub(super) effects: Map<*const Block, Rc<Effects>>,
    /// What all states share.
    pub(super) arena: Arena<'a>,
    /// The functions of the body, and what they do.
    pub(super) functions: Functions<'a>,
    /// How the function that is followed ends.
    pub(super) exits: Option<Exits<'a>>,
    /// Where `self` is among the variables, and whose it is.
    pub(super) receiver: Option<usize>,
    pub(super) owner: Option<&'a Type>,
    /// How many modules are around, in which names mean something else.
    pub(super) modules: usize,
    /// What is followed for its summary reports nothing.
    pub(super) quiet: usize,
    /// The calls whose values are those of the functions that they stand in.
    pub(super) tails: Set<*const Expr>,
    /// The calls whose `Result` is that of a closure, which a `?` follows.
    pub(super) waited: Set<*const Expr>,
    /// The closures that variables hold.
    pub(super) closures: HeldClosures<'a>,
    /// Which calls of helpers ended a block.
    pub(super) ended: Map<(*const Expr, BlockId), HelperEnd<'a>>,
    /// Where something was reported.
    pub(super) reported: Set<*const Expr>,
    /// What was reported as lost, and where.
    pub(super) lost: Set<(*const Expr, Option<*const Expr>)>,
    /// How many expressions were followed, each as often as it was: what the analysis costs.
    pub(super) steps: usize,
}

/// A loop or a labelled block.
pub(super) struct Breakable<'a> {
    pub(super) label: Option<&'a Ident>,
    pub(super) is_loop: bool,
    /// How many variables are in scope around it.
    pub(super) depth: usize,
    pub(super) breaks: Option<State<'a>>,
    pub(super) continues: Option<State<'a>>,
}

/// What the handlers of a `try` catch.
pub(super) enum Caught {
    All,
    Kinds(Vec<String>),
}

impl<'a> Check<'a, '_> {
    /// Follows a function's body, or a closure's, apart from what is around it.
    pub(super) fn apart(&mut self, follow: &mut dyn FnMut(&mut Self)) {
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

    /// Reports a mistake that every path to `place` makes, unless the program asks for the error.
    pub(super) fn report(&mut self, place: &'a Expr, finding: Finding<'a>) {
        let caught = self.caught.iter().any(|caught| match caught {
            Caught::All => true,
            Caught::Kinds(kinds) => finding
                .kinds
                .iter()
                .any(|kind| kinds.iter().any(|caught| caught == kind)),
        });
        let (place, finding) = match self.closures.call() {
            // In whatever call it happens, and that is said.
            Some(_) if self.reported.contains(&std::ptr::from_ref(place)) => (place, finding),
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
    pub(super) fn is_uncertain(&self) -> bool {
        let is_doubtful = self.state.as_ref().is_some_and(|state| state.doubtful);
        self.configured > 0
            || is_doubtful
            || self.closures.is_uncertain()
            || self.rounds.iter().any(Round::is_uncertain)
    }

    /// Follows what may be left out.
    pub(super) fn maybe(&mut self, follow: impl FnOnce(&mut Self)) {
        let skipped = self.state.clone();
        self.branch(follow);
        self.state = join(self.state.take(), skipped);
    }

    /// Follows what is only compiled under a condition.
    pub(super) fn configured(&mut self, follow: impl FnOnce(&mut Self)) {
        self.configured += 1;
        self.maybe(follow);
        self.configured -= 1;
    }

    /// Follows what only some paths get to.
    pub(super) fn branch<T>(&mut self, follow: impl FnOnce(&mut Self) -> T) -> T {
        let innermost = self.rounds.len().wrapping_sub(1);
        self.branches(innermost, true);
        let value = follow(self);
        self.branches(innermost, false);
        value
    }

    /// A branch begins or ends in a round.
    fn branches(&mut self, round: usize, begins: bool) {
        self.closures.branch(begins);
        if let Some(round) = self.rounds.get_mut(round) {
            match begins {
                true => round.branches += 1,
                false => round.branches -= 1,
            }
        }
    }

    /// Follows one of two ways. Where the other is certainly not taken, this is no branch.
    pub(super) fn way<T>(&mut self, certain: bool, follow: impl FnOnce(&mut Self) -> T) -> T {
        if certain {
            follow(self)
        } else {
            self.branch(follow)
        }
    }
}

/// What an expression or a block holds is followed through this. The files that know the kinds of expressions need it, and
/// only what stands above them all, [`expressions`](super::expressions), gives it: so none of them imports that.
pub(super) trait Follow<'a> {
    /// Follows an expression, and gives its value.
    fn eval(&mut self, expression: &'a Expr) -> Value<'a>;

    /// Follows an operation whose success the program waits for, and gives its value; `None` if it is none.
    fn succeed(&mut self, expression: &'a Expr) -> Option<Value<'a>>;

    /// Follows a block, and gives its value.
    fn block(&mut self, block: &'a Block) -> Value<'a>;
}
