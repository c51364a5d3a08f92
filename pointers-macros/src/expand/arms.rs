//! `base[i]` of which only the type of `base` says whether it is a handle, and `*base` of what has the name of one (see
//! `model/pointers.rs`): one arm for each base that may be, and one with the user's own tokens. The compiler checks the types of
//! all, and the type decides which can be reached (`pointers_core::expansion::sides`), so that order, moves and borrows of what
//! is Rust's stay Rust's.

use proc_macro2::{Delimiter, Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Expr, ExprIndex, spanned::Spanned};

use super::{
    Expander, additions,
    bases::{self, bases, is_open_base},
    call, handles, hidden, ours, receiver, rights, sides,
    spans::{self, Extent},
    take, words,
};
use crate::{syntax, walk::visit_mut::VisitMut};

/// A path with a base that may be a handle.
pub(super) struct Arms {
    /// From the innermost base to the outermost.
    levels: Vec<Level>,
    /// What the path begins with, where that is made, and not named: it is evaluated before.
    root: Option<(Ident, TokenStream)>,
    use_of: PathUse,
    /// Whether the indices are evaluated before the arms.
    early: bool,
    indices: Vec<(Ident, TokenStream)>,
    /// The path in Rust's arm.
    pub(super) place: TokenStream,
    /// The same, where nothing but what it leads to is changed.
    pub(super) looked: TokenStream,
}

/// What is done with a path.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum PathUse {
    Read,
    Change,
    /// A method of it is called, which may change it.
    Call,
}

/// A path in Rust's arm, or what it begins with: to be used, and to be looked at.
struct RustsPath {
    place: TokenStream,
    looked: TokenStream,
}

impl RustsPath {
    fn of(place: TokenStream) -> Self {
        RustsPath {
            looked: place.clone(),
            place,
        }
    }

    fn map(self, step: impl Fn(TokenStream) -> TokenStream) -> Self {
        RustsPath {
            place: step(self.place),
            looked: step(self.looked),
        }
    }
}

struct Level {
    /// The variable that says whose the index is.
    side: Ident,
    question: TokenStream,
    /// The base, in Rust's arm of the levels before.
    base: TokenStream,
    /// The index, where that depends on the level before.
    at: Option<TokenStream>,
}

/// `used`, in which a `slot` keeps a guard to the end of the statement, or of the right side around, and the names of `kept` what
/// is lent.
pub(super) fn waiting(
    ex: &mut Expander<'_>,
    span: Span,
    kept: &[Ident],
    used: &TokenStream,
) -> TokenStream {
    let inner = hidden(span);
    let private = ex.private(span);
    let new = quote_spanned!(inner=> &mut #private::Waiting::new());
    let slot = match rights::slot(ex, span) {
        Some(slot) => quote_spanned!(inner=> &mut *#slot),
        None => new.clone(),
    };
    if kept.is_empty() {
        return quote_spanned!(inner=> (match #slot { slot => #used }));
    }
    let news = kept.iter().map(|_| &new);
    quote_spanned!(inner=> (match (#slot, #(#news),*) { (slot, #(#kept),*) => #used }))
}

impl Arms {
    /// Those of a path; `None` if none of its bases may be a handle that is not known to be one, or it stays Rust's.
    pub(super) fn of(ex: &mut Expander<'_>, path: &mut Expr, use_of: PathUse) -> Option<Self> {
        let early = !bases::has_seen_index(path);
        Self::made(ex, path, early, use_of)
    }

    /// The same; the indices are evaluated `early`, or in each arm.
    pub(super) fn made(
        ex: &mut Expander<'_>,
        path: &mut Expr,
        early: bool,
        use_of: PathUse,
    ) -> Option<Self> {
        if bases(ex, path)? == 0 || !sides::may_copy(ex) || ex.only_reads {
            return None;
        }
        let mut arms = Arms {
            levels: Vec::new(),
            root: None,
            use_of,
            early,
            indices: Vec::new(),
            place: TokenStream::new(),
            looked: TokenStream::new(),
        };
        words::note(path);
        let RustsPath { place, looked } = sides::copied(ex, |ex| arms.rusts(ex, path));
        Some(Arms {
            place,
            looked,
            ..arms
        })
    }

    /// The path in Rust's arm. The indices in it become names.
    fn rusts(&mut self, ex: &mut Expander<'_>, path: &mut Expr) -> RustsPath {
        match path {
            Expr::Paren(inner) => {
                let span = inner.paren_token.span.open();
                let rusts = self.rusts(ex, &mut inner.expr);
                rusts.map(|place| spans::delimited(Delimiter::Parenthesis, span, place).into())
            }
            Expr::Field(field) => {
                let base = self.rusts(ex, &mut field.base);
                let (dot, member) = (&field.dot_token, &field.member);
                base.map(|base| quote!(#base #dot #member))
            }
            Expr::Index(index) => {
                let base = self.rusts(ex, &mut index.expr);
                self.index(ex, index, base)
            }
            Expr::Unary(unary) if ours::is_open_star(unary) => {
                let base = self.rusts(ex, &mut unary.expr);
                self.star(ex, unary.op.span(), base)
            }
            Expr::Call(_) | Expr::MethodCall(_) | Expr::Try(_) => {
                let span = hidden(span_of(path));
                let name = Ident::new("base", span);
                ex.visit_expr_mut(path);
                self.root = Some((name.clone(), take(path).into_token_stream()));
                *path = Expr::Verbatim(quote_spanned!(span=> (*#name)));
                RustsPath::of(path.to_token_stream())
            }
            _ => {
                ex.visit_expr_mut(path);
                RustsPath::of(receiver(path))
            }
        }
    }

    /// What stands for `*base`, by the exact type of what that is.
    fn star(&mut self, ex: &mut Expander<'_>, span: Span, base: RustsPath) -> RustsPath {
        let inner = hidden(span);
        let private = ex.private(span);
        let side = Ident::new(&format!("side{}", ex.labels), inner);
        ex.labels += 1;
        let RustsPath { place, looked } = base;
        let of = quote_spanned!(inner=> #private::OperandOf::place(&raw const #looked));
        let asked = call(span, &of, "__pointers_p_starred", &quote!());
        let question = sides::ask(ex, span, &quote_spanned!(inner=> #private::side_of(#asked)));
        let shared = quote_spanned!(inner=> #private::Behind(&*#looked));
        let used = match self.use_of {
            PathUse::Read => shared.clone(),
            PathUse::Change => quote_spanned!(inner=> #private::BehindMut(&mut *#place)),
            PathUse::Call => quote_spanned!(inner=> #private::BehindCalled(&mut #place)),
        };
        self.levels.push(Level {
            side,
            question,
            base: looked,
            at: None,
        });
        let behind = |of: TokenStream| {
            let behind = call(span, &of, "__pointers_behind", &quote!());
            spans::in_parentheses(span, quote_spanned!(inner=> *#behind))
        };
        RustsPath {
            place: behind(used),
            looked: behind(shared),
        }
    }

    fn index(
        &mut self,
        ex: &mut Expander<'_>,
        index: &mut ExprIndex,
        base: RustsPath,
    ) -> RustsPath {
        let open = is_open_base(ex, index);
        let mut written = index.index.clone();
        // What is evaluated before the arms does not stand in both.
        let once = open && self.early && !matches!(*written, Expr::Lit(_) | Expr::Path(_));
        match once {
            true => sides::once(ex, |ex| ex.visit_expr_mut(&mut written)),
            false => ex.visit_expr_mut(&mut written),
        }
        if once {
            let name = Ident::new(
                &format!("index{}", ex.labels),
                hidden(span_of(&index.index)),
            );
            ex.labels += 1;
            self.indices.push((name.clone(), written.to_token_stream()));
            *written = additions::variable(name);
        }
        if self.early {
            index.index.clone_from(&written);
        }
        let close = index.bracket_token.span.close();
        if !open {
            let brackets = spans::delimited(Delimiter::Bracket, close, written.to_token_stream());
            return base.map(|base| quote!(#base #brackets));
        }
        let span = index.bracket_token.span.open();
        let inner = hidden(span);
        let private = ex.private(span);
        let side = Ident::new(&format!("side{}", ex.labels), inner);
        ex.labels += 1;
        let at = self.levels.last().map(|Level { side, .. }| {
            quote_spanned!(inner=> #private::Next(#side, #written).__pointers_index())
        });
        let written = at.clone().unwrap_or_else(|| written.to_token_stream());
        let asked = call(
            span,
            &handles::lent(span, &base.looked),
            "__pointers_p_at",
            &written,
        );
        let question = sides::ask(ex, span, &quote_spanned!(inner=> #private::side_of(#asked)));
        let brackets = quote_spanned!(inner=> #side.index(#written));
        let brackets = spans::delimited(Delimiter::Bracket, close, brackets);
        self.levels.push(Level {
            side,
            question,
            base: base.looked.clone(),
            at,
        });
        base.map(|base| quote!(#base #brackets))
    }

    /// A value of Rust's arm, of any type where that is not run.
    pub(super) fn value(&self, span: Span, value: &TokenStream) -> TokenStream {
        let side = self.side(span);
        quote_spanned!(hidden(span)=> #side.value(#value))
    }

    /// The same of what may be moved out of: what lies behind the `*` of a name cannot be.
    pub(super) fn moved(&self, span: Span, path: &Expr) -> TokenStream {
        let (side, place) = (self.side(span), &self.place);
        if ours::holds_star(path) && ours::has_no_index(path) {
            return quote_spanned!(hidden(span)=> #side.out(#place));
        }
        self.value(span, place)
    }

    /// Rust's arm, in which nothing waits in a `slot`.
    pub(super) fn without_slot(&self, span: Span, rusts: &TokenStream) -> TokenStream {
        let side = self.side(span);
        quote_spanned!(hidden(span)=> #side.without(slot); #rusts)
    }

    /// What says whether Rust's arm is run.
    fn side(&self, span: Span) -> TokenStream {
        all(span, &self.levels)
    }

    /// What `ours` makes of the path as it is behind each base that is a handle, or `rusts`.
    pub(super) fn either(
        mut self,
        ex: &mut Expander<'_>,
        span: Span,
        path: &Expr,
        ours: &dyn Fn(&mut Expander<'_>, &mut Expr, &TokenStream) -> TokenStream,
        rusts: &TokenStream,
    ) -> TokenStream {
        let inner = hidden(span);
        let mut tokens = quote_spanned!(inner=> { #rusts });
        for (number, level) in self.levels.iter().enumerate().rev() {
            let Level { side, question, .. } = level;
            let mut path = path.clone();
            put_base(ex, &mut path, self.levels.len() - number, level);
            // What waits there in an arm that is not run may be of another type.
            let side_of_arm = all(span, &self.levels[..=number]);
            let slot = quote_spanned!(inner=> #side_of_arm.slot(slot));
            let ours = sides::for_handles(ex, |ex| ours(ex, &mut path, &slot));
            let mut ours = spans::macros_own(ours);
            if number > 0 {
                let before = all(span, &self.levels[..number]);
                ours = quote_spanned!(inner=> #before.value(#ours));
            }
            tokens = quote_spanned!(inner=> {
                #[allow(unreachable_code)]
                let #side = #question;
                if #side.is_ours() { #side.ours(); #ours } else { #side.rusts(); #tokens }
            });
        }
        tokens = quote_spanned!(inner=> (match () {
            #[allow(unreachable_code, unused_parens)]
            () => #tokens
        }));
        for (name, index) in self.indices.drain(..).rev() {
            tokens = quote_spanned!(inner=> (match #index { #name => #tokens }));
        }
        // It lives as long as if it stood in its place.
        match self.root.take() {
            Some((name, root)) => {
                let mutable = (self.use_of != PathUse::Read).then(|| quote_spanned!(inner=> mut));
                quote_spanned!(inner=> (match #root { ref #mutable #name => #tokens }))
            }
            None => tokens,
        }
    }
}

/// What the sides of the steps say together: Rust's, if all are Rust's.
fn all(span: Span, levels: &[Level]) -> TokenStream {
    let sides = levels
        .iter()
        .rev()
        .map(|Level { side, .. }| side.to_token_stream());
    let side = sides.reduce(|after, side| quote_spanned!(hidden(span)=> #side.then(#after)));
    side.unwrap_or_default()
}

/// Puts a base and its index in the place of those of the `number`th open step from outside.
fn put_base(ex: &Expander<'_>, path: &mut Expr, number: usize, level: &Level) {
    match syntax::peel_parens_mut(path) {
        Expr::Field(field) => put_base(ex, &mut field.base, number, level),
        Expr::Index(index) => match (is_open_base(ex, index), number) {
            (true, 1) => {
                *index.expr = Expr::Verbatim(level.base.clone());
                if let Some(at) = &level.at {
                    *index.index = Expr::Verbatim(at.clone());
                }
            }
            (true, _) => put_base(ex, &mut index.expr, number - 1, level),
            (false, _) => put_base(ex, &mut index.expr, number, level),
        },
        Expr::Unary(unary) if ours::is_open_star(unary) => match number {
            1 => *unary.expr = Expr::Verbatim(level.base.clone()),
            _ => put_base(ex, &mut unary.expr, number - 1, level),
        },
        _ => {}
    }
}

fn span_of(expression: &Expr) -> Span {
    Extent::of(expression).first
}
