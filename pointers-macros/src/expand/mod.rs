//! The last stage: from the tree to Rust.
//!
//! Each operation becomes a method call whose meaning the type decides: a hidden inherent method on the handles,
//! which method lookup finds first, and a trait of the same name for every type that has the standard operator (see
//! `pointers_core::expansion`). Generated names have `Span::mixed_site()`, so they meet none of the user's; the names of
//! those methods have the user's span, so that `#[track_caller]` names the user's line.
//!
//! Whoever meets an expression in what it looks at has it expanded by `ex.visit_expr_mut`, syn's visitor, which only
//! `expressions` implements. So no file imports one that imports it (`tests/imports.rs`).
//!
//! | files | what they make |
//! | --- | --- |
//! | `context`, `frame` | what is at hand everywhere; what an error leaves |
//! | `ours`, `kinds`, `chains`, `words`, `spans` | what the source says of a place before the types are known; how errors name it; where an expansion lies |
//! | `leave`, `catch`, `items`, `statements`, `show` | how an error leaves; `try`; functions; declarations; `#![show]` |
//! | `handles`, `found`, `path`, `reads` | the handle that an operator works on; `v->data[i]`: the chain of calls, and what is done with the place that it finds; `~p` |
//! | `sides`, `stars`, `bases`, `arms`, `by_type` | two arms, where only the type says whose an operator, a `*p`, or a `base[i]` is |
//! | `moves`, `additions`, `steps`, `starred`, `places`, `assignments` | `p <<= v`; `p += n`; `p++`; `*p = v`; `~p` as a place; `=` and `&`, which go to all of these |
//! | `rights` | right sides: what they only look at is let go of before the place is written |
//! | `parts`, `receivers`, `lent`, `refused` | parts that are only read; what may change its receiver; what its arguments lend; handles where none can stand |
//! | `raising`, `renewal` | calls that raise; `realloc(place, n)`, which assigns to the place |
//! | `sizes`, `viewed` | proofs of sizes; accesses in loops |
//! | `operators`, `expressions` | which file an operator, and an expression, goes to |

mod additions;
mod arms;
mod assignments;
mod bases;
mod by_type;
mod catch;
mod chains;
mod context;
mod expressions;
mod found;
mod frame;
mod handles;
mod items;
pub(crate) mod kinds;
pub(crate) mod leave;
mod lent;
mod moves;
mod operators;
mod ours;
mod parts;
pub(crate) mod path;
pub(crate) mod places;
pub(crate) mod raising;
pub(crate) mod reads;
mod receivers;
mod refused;
mod renewal;
mod rights;
mod show;
mod sides;
mod sizes;
mod spans;
mod starred;
mod stars;
pub(crate) mod statements;
mod steps;
pub(crate) mod viewed;
mod words;

use proc_macro2::{Span, TokenStream};
use quote::quote;

use crate::map::Set;
use crate::walk::visit_mut::VisitMut;
use crate::{
    errors::Errors,
    model::Model,
    syntax::{Body, Source},
};
pub(crate) use context::{Expander, Kept, Loops, View, call, hidden, receiver, take};
pub(crate) use kinds::names_constant;

/// Expands `source`, with the errors after it: what stands before a mistake is to be what it is without one. `krate` is
/// the path to `pointers` as the user's crate knows it, and `loops` the stage after this one.
pub(crate) fn expand(
    source: Source,
    model: &Model,
    krate: TokenStream,
    errors: &mut Errors,
    loops: Loops,
) -> TokenStream {
    let proves_sizes = !source.header.allow_misuse;
    let mut expander = Expander {
        model,
        krate,
        errors,
        frames: Vec::new(),
        labels: 0,
        only_reads: false,
        proves_sizes,
        hoists: !source.header.deny_hoisting && !source.header.show,
        shows: source.header.show,
        handed_on: match source.header.show {
            true => show::handed_on(&source.body, model),
            false => Set::new(),
        },
        loops,
        views: Vec::new(),
        kept: Vec::new(),
        seen: None,
        lent: Vec::new(),
        twice: false,
        types_values: false,
        copies: 1,
        handles_only: false,
        slots: None,
    };
    match source.body {
        Body::Block(block) => {
            let imports = expander.imports();
            let labelled = leave::labelled(&mut expander, block, false);
            quote::quote_spanned!(Span::mixed_site()=> { #imports #labelled })
        }
        Body::Items(mut items) => {
            items
                .iter_mut()
                .for_each(|item| expander.visit_item_mut(item));
            let errors = expander.errors.to_tokens();
            quote!(#(#items)* #errors)
        }
    }
}
