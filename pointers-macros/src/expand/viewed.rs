//! Accesses through a view, beside the usual expansion. Which of the two runs is a constant of the variable's type; the
//! usual one comes first, so that types are inferred from it.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::{Expr, ExprIndex};

use super::{
    Expander, View, call, hidden, kinds, leave,
    words::{self, Words},
};
use crate::{
    model::{self, Base, Kind, Model, Variable, Way},
    syntax::{self, deref_operand, marker},
    walk::visit_mut::VisitMut,
};

/// The `p[i]` of a variable that has a view.
pub(crate) struct Viewed {
    pub(crate) view: Ident,
    /// The variable, where it may no longer hold the handle that was looked up.
    pub(crate) guard: Option<TokenStream>,
    pub(crate) span: Span,
    /// The index, where it is not evaluated before both: the usual expansion has it too.
    pub(crate) index: TokenStream,
    /// The index, where it is evaluated before: what stands for it is then named `its_index`.
    pub(crate) early: Option<TokenStream>,
    /// What the usual expansion's errors say, which then are where the index is.
    words: Words,
    /// They are where the operator is.
    at_operator: bool,
}

impl Viewed {
    /// Of what is an element of a handle, as far as the usual expansion knows too.
    pub(super) fn told(mut self, element: &ExprIndex) -> Self {
        self.words = Words::of_element(element);
        self
    }

    /// The same by these words.
    pub(super) fn named(mut self, words: Words) -> Self {
        self.words = words;
        self
    }

    /// The same of what is assigned by `=`.
    pub(super) fn assigned(self, words: Words) -> Self {
        Viewed {
            at_operator: true,
            ..self.named(words)
        }
    }

    /// Where what it raises is, if it is not the index that is wrong.
    fn at(&self, at: Span) -> Span {
        match self.at_operator || self.words.place.is_empty() {
            true => at,
            false => self.span,
        }
    }

    /// `usual`, or what goes through the view, where `its_index` is the index.
    pub(super) fn either(
        &self,
        at: Span,
        asked: &str,
        usual: &TokenStream,
        viewed: &TokenStream,
    ) -> TokenStream {
        let inner = hidden(at);
        let Self { view, index, .. } = self;
        let silent = self.silent(at, asked);
        let either = quote_spanned!(inner=> if #silent { #usual } else {
            match #view.__pointers_index(#index) { its_index => #viewed }
        });
        match &self.early {
            Some(early) => quote_spanned!(inner=> (match #early { its_index => #either })),
            None => quote_spanned!(inner=> (#either)),
        }
    }

    /// Whether the view has no answer here to what it is `asked`.
    pub(crate) fn silent(&self, at: Span, asked: &str) -> TokenStream {
        let inner = hidden(at);
        let view = &self.view;
        let asked = Ident::new(asked, inner);
        let other = self
            .guard
            .as_ref()
            .map(|variable| quote_spanned!(inner=> || !#view.__pointers_is_of(&#variable)));
        quote_spanned!(inner=> !#view.#asked() #other)
    }

    fn index(&self) -> TokenStream {
        quote_spanned!(hidden(self.span)=> &its_index)
    }

    /// `~p[i]`.
    pub(crate) fn read(&self, expander: &Expander, at: Span, usual: &TokenStream) -> TokenStream {
        let viewed = self.value_of(expander, at);
        self.either(at, "__pointers_reads", usual, &viewed)
    }

    /// `p[i]` that is looked at.
    pub(super) fn look(&self, expander: &Expander, at: Span, usual: &TokenStream) -> TokenStream {
        let (view, value) = (&self.view, self.value_of(expander, at));
        let viewed = quote_spanned!(hidden(at)=> #view.__pointers_looked(#value));
        self.either(at, "__pointers_reads", usual, &viewed)
    }

    fn value_of(&self, expander: &Expander, at: Span) -> TokenStream {
        let inner = hidden(at);
        let private = expander.private(at);
        let (view, index) = (&self.view, self.index());
        // As usual, the error says whether the index or what is there was wrong.
        let reach = self.reach(expander);
        let late = call(self.at(at), view, "__pointers_late", &index);
        let late = leave::raise_named(expander, at, &late, &self.words);
        quote_spanned!(inner=> match #view.__pointers_get(#index) {
            #private::Some(value) => value,
            #private::None => { #reach; #late }
        })
    }

    /// The handle in `p[i]`, of which an index or a star asks for an element. What the view has no answer to, and what is wrong,
    /// is the usual expansion's, for which the view gives the index back: it is evaluated once.
    pub(crate) fn loaded(&self, expander: &Expander, at: Span, usual: &TokenStream) -> TokenStream {
        let private = expander.private(at);
        let Self { view, index, .. } = self;
        let silent = self.silent(at, "__pointers_has_rows");
        quote_spanned!(hidden(at)=> (match #index { its_index => if #silent { #usual } else {
            match #view.__pointers_kept_index(its_index) {
                (its_distance, its_index) => match #view.__pointers_row(&its_distance) {
                    #private::Some(its_row) => its_row,
                    #private::None => #usual,
                }
            }
        }}))
    }

    /// `p[i] <<= value`: the value is there before the index. `usual` moves the `operand` in.
    pub(crate) fn store(
        &self,
        expander: &Expander,
        at: Span,
        value: &impl ToTokens,
        usual: &TokenStream,
    ) -> TokenStream {
        let viewed = self.set(expander, at);
        let stored = self.either(at, "__pointers_writes", usual, &viewed);
        quote_spanned!(hidden(at)=> match #value { operand => #stored })
    }

    /// `p[i] = value`: the element is reached before the value is there. `usual` assigns the `operand` to what `its_left` is, which
    /// is `left`.
    pub(super) fn assign(
        &self,
        expander: &Expander,
        at: Span,
        value: &impl ToTokens,
        (left, usual): (&TokenStream, &TokenStream),
    ) -> TokenStream {
        let inner = hidden(at);
        let private = expander.private(at);
        let Self { view, index, .. } = self;
        let silent = self.silent(at, "__pointers_writes");
        let (reach, set) = (self.reach(expander), self.set_reached(expander, at, None));
        let value = self.value(at, value);
        let assigned = quote_spanned!(inner=> {
            let its_left = if #silent { #private::Some(#left) } else {
                match #view.__pointers_index(#index) {
                    its_index => if !#view.__pointers_reaches(&its_index) { #reach },
                }
                #private::None
            };
            match #value { operand => match its_left {
                #private::Some(its_left) => #usual,
                #private::None => match #view.__pointers_index(#index) { its_index => #set },
            } }
        });
        match &self.early {
            Some(early) => quote_spanned!(inner=> match #early { its_index => #assigned }),
            None => assigned,
        }
    }

    /// The value of a move, of the type that the memory has.
    pub(crate) fn value(&self, at: Span, value: &impl ToTokens) -> TokenStream {
        let view = &self.view;
        quote_spanned!(hidden(at)=> #view.__pointers_value(#value))
    }

    /// `p[i] += operand`: changes a copy by `update`. `usual` takes the `place`, which a closure that is never called names,
    /// to tell the type of what there is no view of.
    pub(crate) fn step(
        &self,
        expander: &Expander,
        at: Span,
        place: &TokenStream,
        usual: &TokenStream,
        update: &TokenStream,
    ) -> TokenStream {
        let inner = hidden(at);
        let private = expander.private(at);
        let (view, index) = (&self.view, self.index());
        let place_late = call(at, view, "__pointers_place_late", &index);
        let place_late = leave::raise_named(expander, at, &place_late, &self.words);
        let arguments = quote_spanned!(inner=> #index, place);
        let commit_late = call(at, view, "__pointers_commit_late", &arguments);
        let commit_late = leave::raise_step(expander, at, &commit_late, &self.words, "");
        // A closure's body would be checked for what it borrows, were it not for what never returns.
        let named = quote_spanned!(inner=> match () {
            #[allow(unreachable_code)]
            () => { #private::never(); #place }
        });
        let viewed = quote_spanned!(inner=> {
            let mut place = match #view.__pointers_place(#index, |its_index| #named) {
                #private::Some(place) => place,
                #private::None => #place_late,
            };
            #update;
            match #view.__pointers_commit(#arguments) {
                #private::Ok(()) => (),
                #private::Err(place) => #commit_late,
            }
        });
        self.either(at, "__pointers_steps", usual, &viewed)
    }

    /// Says what is wrong with an index at which there is nothing.
    pub(crate) fn reach(&self, expander: &Expander) -> TokenStream {
        let reach = call(self.span, &self.view, "__pointers_reach", &self.index());
        leave::raise_step(expander, self.span, &reach, &self.words, "")
    }

    /// Stores `operand`, or says what keeps it from being stored: first what is wrong with the index.
    pub(crate) fn set(&self, expander: &Expander, at: Span) -> TokenStream {
        self.set_reached(expander, at, Some(self.reach(expander)))
    }

    /// The same after `reach`, if it was not reached before.
    fn set_reached(
        &self,
        expander: &Expander,
        at: Span,
        reach: Option<TokenStream>,
    ) -> TokenStream {
        let inner = hidden(at);
        let private = expander.private(at);
        let (view, index) = (&self.view, self.index());
        let reach = reach.map(|reach| quote_spanned!(inner=> #reach;));
        let store = quote_spanned!(inner=> (#private::Store { view: &#view, value: operand }));
        let set = call(inner, &store, "__pointers_set", &index);
        let late = call(self.at(at), &store, "__pointers_set_late", &index);
        let late = leave::raise_step(expander, at, &late, &self.words, "");
        quote_spanned!(inner=> match #set {
            #private::Ok(()) => (),
            #private::Err(operand) => { #reach #late }
        })
    }
}

/// Whether `p[i] = value` is assigned through a view: no value that has to be told its type, as what a call gives may have to.
pub(crate) fn is_assigned(model: &Model, element: &Expr, value: &Expr) -> bool {
    fn is_typed(value: &Expr) -> bool {
        let value = syntax::peel_parens(value);
        match value {
            Expr::Lit(_) => true,
            Expr::Path(path) => !path.path.is_ident("NULL"),
            Expr::Unary(unary) => is_typed(&unary.expr),
            Expr::Cast(cast) => is_typed(&cast.expr),
            Expr::Field(field) => is_typed(&field.base),
            Expr::Binary(binary) => is_typed(&binary.left) && is_typed(&binary.right),
            Expr::Index(index) => is_typed(&index.expr) && is_typed(&index.index),
            _ => false,
        }
    }
    let certain = match syntax::peel_parens(element) {
        Expr::Index(index) => model::binding(&index.expr).is_some_and(|id| {
            matches!(model.kind(id), Kind::Malloc | Kind::Calloc) && !model.is_reference(id)
        }),
        _ => false,
    };
    certain && !kinds::infers_from_value(model, element) && is_typed(value)
}

/// Whether an expression may stand twice in the expansion, of which one is evaluated: it is short, and stays so.
pub(crate) fn is_simple(value: &Expr) -> bool {
    let value = syntax::peel_parens(value);
    match value {
        _ if deref_operand(value).is_some() => false,
        Expr::Lit(_) | Expr::Path(_) => true,
        Expr::Unary(unary) => is_simple(&unary.expr),
        Expr::Binary(binary) => {
            !crate::syntax::is_compound(&binary.op)
                && is_simple(&binary.left)
                && is_simple(&binary.right)
        }
        Expr::Group(inner) => is_simple(&inner.expr),
        Expr::Cast(cast) => is_simple(&cast.expr),
        Expr::Field(field) => is_simple(&field.base),
        Expr::Reference(reference) => is_simple(&reference.expr),
        Expr::MethodCall(call) => is_simple(&call.receiver) && call.args.iter().all(is_simple),
        _ => false,
    }
}

pub(crate) fn view_of<'v>(ex: &'v Expander<'_>, base: &Base) -> Option<&'v View> {
    ex.views.iter().rev().find(|view| view.base == *base)
}

/// The view of a variable that `realloc` gives another handle.
pub(super) fn renewed<'v>(ex: &'v Expander<'_>, variable: &Expr) -> Option<&'v Ident> {
    let view = view_of(ex, &Base::Variable(Variable::of(variable)?))?;
    view.renewed.then_some(&view.name)
}

/// Takes the index out of a `p[i]` whose `p` has a view.
pub(crate) fn viewed(ex: &mut Expander<'_>, expression: &mut Expr) -> Option<Viewed> {
    match syntax::peel_parens_mut(expression) {
        Expr::Index(index) if !matches!(*index.index, Expr::Range(_)) => viewed_index(ex, index),
        _ => None,
    }
}

/// The `p[i]` of `p[i][j]` whose `p` has a view, and whose index is evaluated where it stands. From here on `its_index` stands
/// for it.
pub(super) fn row(ex: &mut Expander<'_>, base: &mut Expr) -> Option<Viewed> {
    match syntax::peel_parens_mut(base) {
        Expr::Index(index)
            if is_simple(&index.index) && !matches!(*index.index, Expr::Range(_)) =>
        {
            let viewed = viewed_index(ex, index)?;
            let its_index = Ident::new("its_index", hidden(viewed.span));
            *index.index = syn::parse_quote!(#its_index);
            Some(viewed)
        }
        Expr::Unary(unary) if marker::has(&unary.attrs, marker::ELEMENT) => {
            row(ex, &mut unary.expr)
        }
        _ => None,
    }
}

pub(crate) fn viewed_index(ex: &mut Expander<'_>, index: &mut ExprIndex) -> Option<Viewed> {
    if ex.views.is_empty() || ex.only_reads {
        return None;
    }
    let view = view_of(ex, &Base::Variable(Variable::of(&index.expr)?))?;
    let (view, guard) = (view.name.clone(), view.guard.clone());
    Some(through(ex, index, view, guard))
}

/// Takes the index out of a `row->chars[i]` whose handle was read before the loop.
pub(super) fn kept(ex: &mut Expander<'_>, path: &mut Expr) -> Option<Viewed> {
    let index = match syntax::peel_parens_mut(path) {
        Expr::Index(index) if !matches!(*index.index, Expr::Range(_)) && !ex.only_reads => index,
        _ => return None,
    };
    let view = view_of(ex, &Base::Way(Way::of(&index.expr)?))?;
    let view = view.name.clone();
    let words = Words::of_element(index);
    Some(through(ex, index, view, None).named(words))
}

fn through(
    ex: &mut Expander<'_>,
    index: &mut ExprIndex,
    view: Ident,
    guard: Option<TokenStream>,
) -> Viewed {
    let span = index.bracket_token.span.open();
    let simple = is_simple(&index.index);
    words::note_index(index);
    ex.visit_expr_mut(&mut index.index);
    let written = index.index.to_token_stream();
    let (inside, early) = if simple {
        (written, None)
    } else {
        (quote_spanned!(hidden(span)=> its_index), Some(written))
    };
    *index.index = Expr::Verbatim(inside.clone());
    Viewed {
        view,
        guard,
        span,
        index: inside,
        early,
        words: Words::default(),
        at_operator: false,
    }
}
