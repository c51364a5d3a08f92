//! `#![show]`: is told each variable that a statement declares or changes, and draws the heap after each statement that changed it.
//!
//! A block is called leaked only in the outermost block of the macro, and only where all variables of it are known: handles,
//! and values that hold none; and only a block to which a variable had a handle that was never passed on to somebody else.

use core::cell::RefCell;
use core::marker::PhantomData;
use core::panic::Location;
use std::io::Write;

use crate::error::Site;
use crate::handle::{Kind, Pointer};
use crate::picture::{AnyHandle, Snapshot, holds_no_handle, snapshot};

thread_local! {
    static SHOWN: RefCell<State> = const { RefCell::new(State::NEW) };
}

struct State {
    depth: usize,
    variables: Vec<Variable>,
    /// What is never called leaked: of handles that were passed on.
    elsewhere: Vec<AnyHandle>,
    /// What alone may be called so: of handles that a variable had which was not passed on.
    held: Vec<AnyHandle>,
    /// The heap as it was when the outermost block began, and as it was drawn last.
    before: Option<Snapshot>,
    last: Option<Snapshot>,
}

struct Variable {
    depth: usize,
    name: &'static str,
    /// The handle, or nothing where it is not known whether it holds one.
    root: Option<AnyHandle>,
}

impl State {
    const NEW: State = State {
        depth: 0,
        variables: Vec::new(),
        elsewhere: Vec::new(),
        held: Vec::new(),
        before: None,
        last: None,
    };

    /// A variable has got a value. One that is declared hides those of its name outside.
    #[inline]
    fn note(&mut self, name: &'static str, declares: bool, root: Option<AnyHandle>) {
        let depth = self.depth;
        let known = self
            .variables
            .iter_mut()
            .rev()
            .find(|known| known.name == name && !name.is_empty());
        match known {
            Some(known) if known.depth == depth || !declares => known.root = root,
            _ => self.variables.push(Variable { depth, name, root }),
        }
    }
}

/// Does something with what is shown, unless that is going on already: an allocator may be code of the user's.
#[inline]
fn shown<R>(run: impl FnOnce(&mut State) -> R) -> Option<R> {
    SHOWN.with(|state| state.try_borrow_mut().ok().map(|mut state| run(&mut state)))
}

/// A block of the macro, while it is run.
pub struct Scope(PhantomData<*mut ()>);

impl Scope {
    #[allow(clippy::new_without_default, reason = "it is no value")]
    #[inline]
    pub fn begin() -> Self {
        let before = snapshot();
        shown(|state| {
            state.depth += 1;
            if state.depth == 1 {
                state.before = Some(before);
            }
        });
        Scope(PhantomData)
    }
}

impl Drop for Scope {
    #[inline]
    fn drop(&mut self) {
        let gone = shown(|state| {
            state.depth = state.depth.saturating_sub(1);
            let depth = state.depth;
            state.variables.retain(|variable| variable.depth <= depth);
            match depth {
                0 => Some(core::mem::replace(state, State::NEW)),
                _ => None,
            }
        });
        drop(gone);
    }
}

/// There are variables that nobody is told of.
#[inline]
pub fn opaque() {
    shown(|state| state.note("", true, None));
}

/// A variable that has just got a value.
pub struct Shown<'a, T: ?Sized>(pub &'a T);

impl<T: ?Sized, K: Kind> Shown<'_, Pointer<T, K>> {
    #[inline]
    pub fn __pointers_shown(self, name: &'static str, declares: bool, escapes: bool) {
        let root = AnyHandle::of(*self.0);
        shown(|state| {
            state.note(name, declares, Some(root));
            match escapes {
                true => state.elsewhere.push(root),
                false => state.held.push(root),
            }
        });
    }
}

/// Every other type.
pub trait ShownOther {
    fn __pointers_shown(self, name: &'static str, declares: bool, escapes: bool);
}

impl<T: ?Sized> ShownOther for Shown<'_, T> {
    #[inline]
    fn __pointers_shown(self, name: &'static str, declares: bool, _: bool) {
        if !holds_no_handle::<T>() {
            shown(|state| state.note(name, declares, None));
        }
    }
}

/// A statement has been run.
pub struct Look;

impl Look {
    /// Draws the heap on standard error, if it is not as it was when it was drawn last.
    #[track_caller]
    #[inline]
    pub fn after(self) {
        draw(Location::caller());
    }
}

#[inline]
fn draw(at: Site) {
    let map = snapshot();
    let drawn = shown(|state| {
        if let Some(last) = state.last.as_ref().or(state.before.as_ref())
            && !map.differs(last)
        {
            return None;
        }
        state.last = Some(map.clone());
        let all_known =
            state.depth == 1 && state.variables.iter().all(|known| known.root.is_some());
        let mut map = map;
        for variable in &state.variables {
            if let Some(root) = variable.root {
                map = map.with_variable(variable.name, root);
            }
        }
        if all_known {
            map = map
                .with_others(&state.elsewhere, &state.held, state.before.as_ref())
                .names_are_all();
        }
        Some(map)
    });
    if let Some(Some(map)) = drawn {
        // What cannot be written is left out.
        let _ = write!(std::io::stderr().lock(), "\nafter {at}\n{map}");
    }
}
