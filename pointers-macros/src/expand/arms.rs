//! `base[i]` of which only the type of `base` says whether it is a handle, and `*base` of what has the name of one (see
//! `model/pointers.rs`): one arm for each base that may be, and one with the user's own tokens. See `pointers_core::expansion::sides`: the compiler checks the types of all, and the type decides which
//! can be reached, so that order, moves and borrows of what is Rust's stay Rust's.

use proc_macro2::{Delimiter, Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{BinOp, Expr, ExprAssign, ExprIndex, Pat, PointerMutability, Type, spanned::Spanned};

use super::{
    Expander, additions, call, forms, handles, hidden, kinds, leave, moves, path, receiver, sides,
    spans::{self, Extent},
    stars::Mark,
    take, words,
};
use crate::{
    model::{self, Kind},
    syntax::{self, deref_operand, marker},
    walk::visit_mut::VisitMut,
};

/// How many bases of one path may be asked for their type. Each makes an arm, in which the others stand again.
const MOST_BASES: usize = 2;

/// A path with a base that may be a handle.
pub(super) struct Arms {
    /// From the innermost base to the outermost.
    levels: Vec<Level>,
    /// What the path begins with, where that is made, and not named: it is evaluated before.
    root: Option<(Ident, TokenStream)>,
    /// Whether the path is changed.
    mutable: bool,
    /// Whether the indices are evaluated before the arms.
    early: bool,
    indices: Vec<(Ident, TokenStream)>,
    /// The path in Rust's arm.
    pub(super) place: TokenStream,
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

/// A value that may be an element of a handle; `false` if it is certainly none, or stays Rust's.
pub(super) fn expand_value(cx: &mut Expander<'_>, expression: &mut Expr, mark: &Mark) -> bool {
    let Some(arms) = Arms::of(cx, expression, false) else {
        return false;
    };
    let span = path::end_of(expression);
    let inner = hidden(span);
    *expression = Expr::Verbatim(match mark {
        Mark::Moved => {
            let rusts = arms.value(cx, span, &arms.place);
            arms.either(
                cx,
                span,
                expression,
                |cx, path, _| path::value(cx, path),
                &rusts,
            )
        }
        Mark::Shown => {
            let place = &arms.place;
            let rusts = arms.value(cx, span, &quote_spanned!(inner=> &#place));
            let ours = |cx: &mut Expander<'_>, path: &mut Expr, _: &_| path::looked(cx, path);
            let looked = arms.either(cx, span, expression, ours, &rusts);
            quote_spanned!(inner=> (*#looked))
        }
    });
    true
}

/// `left = right`, where `left` may be an element of a handle, or lie in one.
pub(super) fn assign(cx: &mut Expander<'_>, assign: &mut ExprAssign) -> Option<TokenStream> {
    let ExprAssign { left, right, .. } = assign;
    bases(cx, left).filter(|bases| *bases > 0)?;
    if cx.only_reads {
        return None;
    }
    if !sides::has_two_arms(cx, left) {
        return leave::captures(cx).then(|| path::assign(cx, assign));
    }
    let span = path::end_of(left);
    let inner = hidden(span);
    let of_type = sides::of_handles(cx, |cx| path::typed(cx, span, left));
    let arms = Arms::of(cx, left, true)?;
    let written = Extent::of(right);
    cx.visit_expr_mut(right);
    let operand = written.variable(additions::OPERAND);
    let (equals, place) = (assign.eq_token, &arms.place);
    let value = arms.value(cx, span, &operand.to_token_stream());
    let rusts = quote_spanned!(inner=> #place #equals #value;);
    let ours = |cx: &mut Expander<'_>, path: &mut Expr, _: &_| path::assigned(cx, path, &operand);
    let either = arms.either(cx, span, left, ours, &rusts);
    Some(quote_spanned!(inner=> {
        #[allow(unreachable_code)]
        let its_type = #of_type;
        match its_type.value(#right) { #operand => #either }
    }))
}

/// `left op= right`, where `left` may be an element of a handle, or lie in one.
pub(super) fn compound(
    cx: &mut Expander<'_>,
    left: &mut Expr,
    op: &BinOp,
    right: &mut Expr,
) -> Option<TokenStream> {
    let bases = bases(cx, left).filter(|bases| *bases > 0)?;
    let is_step = matches!(
        op,
        BinOp::AddAssign(_) | BinOp::SubAssign(_) | BinOp::ShlAssign(_)
    );
    // What is an element itself has arms of its own, in loops too.
    let own = bases == 1 && is_step && matches!(left, Expr::Index(index) if !has_name(index));
    if cx.only_reads || own {
        return None;
    }
    if !sides::has_two_arms(cx, left) || !is_named(left) {
        // One chain, so that `m[i][j]` is never `m[i + j]`.
        return (bases > 1 || leave::captures(cx)).then(|| path::compound(cx, left, op, right));
    }
    let span = path::end_of(left);
    // The type says what is evaluated first.
    let arms = Arms::made(cx, left, false, true)?;
    let written = Extent::of(right);
    let mut rusts_right = right.clone();
    let mut place = Expr::Verbatim(arms.place.clone());
    let rusts = cx.silently(|cx| {
        sides::copied(cx, |cx| match op {
            BinOp::ShlAssign(_) => {
                moves::move_by_type(cx, span, &mut place, op, &mut rusts_right, None)
            }
            BinOp::AddAssign(_) | BinOp::SubAssign(_) => {
                cx.visit_expr_mut(&mut rusts_right);
                additions::step_by_type(cx, span, &place, op, &rusts_right, written, None)
            }
            _ => {
                cx.visit_expr_mut(&mut rusts_right);
                quote!(#place #op #rusts_right;)
            }
        })
    });
    let ours = |cx: &mut Expander<'_>, path: &mut Expr, _: &_| {
        let mut right = right.clone();
        path::compound(cx, path, op, &mut right)
    };
    Some(arms.either(cx, span, left, ours, &rusts))
}

/// `path++`, `--path`, where `path` lies behind what has the name of a handle. `stepped` steps a `place`.
pub(super) fn step(
    cx: &mut Expander<'_>,
    span: Span,
    left: &mut Expr,
    stepped: &TokenStream,
) -> Option<TokenStream> {
    if cx.only_reads || !holds_star(left) {
        return None;
    }
    if !sides::has_two_arms(cx, left) {
        return is_captured(cx, left).then(|| path::step_place(cx, span, left, stepped));
    }
    let arms = Arms::of(cx, left, true)?;
    let place = &arms.place;
    let value = arms.value(cx, span, &quote_spanned!(hidden(span)=> its_value));
    let rusts = quote_spanned!(hidden(span)=> let place = &mut #place; #stepped #value);
    let ours =
        |cx: &mut Expander<'_>, path: &mut Expr, _: &_| path::step_place(cx, span, path, stepped);
    Some(arms.either(cx, span, left, ours, &rusts))
}

/// A function that is called, and lies behind what has the name of a handle. Of what can be changed it stays Rust's.
pub(super) fn called(cx: &mut Expander<'_>, function: &mut Expr) {
    let function = syntax::peel_parens_mut(function);
    if holds_star(function) && !is_mutable_root(cx, function) {
        expand_value(cx, function, &Mark::Shown);
    }
}

/// What is matched, and lies behind what has the name of a handle, is looked at, or read where a name binds all of it. Patterns
/// that change it stay Rust's.
pub(super) fn matched(cx: &mut Expander<'_>, matched: &mut Expr, patterns: &[&Pat]) {
    let whole = |pattern: &&Pat| match pattern {
        Pat::Ident(name) => name.by_ref.is_none() && name.subpat.is_none(),
        pattern => matches!(pattern, Pat::Type(_)),
    };
    let matched = syntax::peel_parens_mut(matched);
    let changes = patterns
        .iter()
        .any(|pattern| forms::ref_mut(pattern).is_some());
    if changes || !holds_star(matched) {
        return;
    }
    let mark = match patterns.iter().all(whole) {
        true => Mark::Moved,
        false => Mark::Shown,
    };
    let written = Extent::of(matched);
    if expand_value(cx, matched, &mark) {
        spans::written_at(matched, written);
    }
}

/// `&path`, `&mut path` as an argument, or `&raw mut path`, or `const`; `false` if that is certainly Rust's.
pub(super) fn expand_reference(cx: &mut Expander<'_>, expression: &mut Expr) -> bool {
    match expression {
        // What a call gives may have to live as long as a variable does.
        Expr::Reference(reference) if !is_named(&reference.expr) => false,
        Expr::Reference(reference) if reference.mutability.is_some() => {
            let span = reference.and_token.span;
            if !sides::has_two_arms(cx, &reference.expr) {
                let captured = is_captured(cx, &reference.expr);
                if captured {
                    let borrowed = path::borrowed(cx, span, &mut reference.expr);
                    *reference.expr = Expr::Verbatim(borrowed);
                }
                return captured;
            }
            let borrowed = lent(cx, span, &mut reference.expr);
            borrowed.is_some_and(|borrowed| {
                *reference.expr = Expr::Verbatim(borrowed);
                true
            })
        }
        Expr::Reference(reference) => expand_value(cx, &mut reference.expr, &Mark::Shown),
        Expr::RawAddr(address) => {
            let span = address.and_token.span;
            if !sides::has_two_arms(cx, &address.expr) {
                let captured = is_captured(cx, &address.expr);
                if captured {
                    *expression = Expr::Verbatim(path::address(cx, span, &mut address.expr));
                }
                return captured;
            }
            let mutable = matches!(address.mutability, PointerMutability::Mut(_));
            let Some(arms) = Arms::of(cx, &mut address.expr, mutable) else {
                return false;
            };
            let (place, mutability) = (&arms.place, &address.mutability);
            let rusts = arms.value(
                cx,
                span,
                &quote_spanned!(hidden(span)=> &raw #mutability #place),
            );
            let ours =
                |cx: &mut Expander<'_>, path: &mut Expr, _: &_| path::address(cx, span, path);
            let address = arms.either(cx, span, &address.expr, ours, &rusts);
            *expression = Expr::Verbatim(address);
            true
        }
        _ => false,
    }
}

/// What `&mut` is to borrow. A guard waits for the end of the statement.
fn lent(cx: &mut Expander<'_>, span: Span, path: &mut Expr) -> Option<TokenStream> {
    let arms = Arms::of(cx, path, true)?;
    let inner = hidden(span);
    let place = &arms.place;
    let rusts = arms.value(cx, span, &quote_spanned!(inner=> &mut #place));
    let rusts = arms.without_slot(cx, span, &rusts);
    let ours = |cx: &mut Expander<'_>, path: &mut Expr, slot: &TokenStream| {
        let guard = path::guard(cx, span, path);
        quote_spanned!(inner=> &mut **#slot.hold(#guard))
    };
    let either = arms.either(cx, span, path, ours, &rusts);
    let borrowed = waiting(cx, span, &either);
    Some(quote_spanned!(inner=> (*#borrowed)))
}

/// `used`, in which a `slot` keeps a guard to the end of the statement.
pub(super) fn waiting(cx: &Expander<'_>, span: Span, used: &TokenStream) -> TokenStream {
    let private = cx.private(span);
    quote_spanned!(hidden(span)=> (match &mut #private::Waiting::new() { slot => #used }))
}

/// Whether there is a `*` or an index of what has the name of a handle among the steps of a path.
pub(super) fn holds_star(path: &Expr) -> bool {
    match path {
        Expr::Paren(inner) => holds_star(&inner.expr),
        Expr::Field(field) => holds_star(&field.base),
        Expr::Index(index) => has_name(index) || holds_star(&index.expr),
        Expr::Unary(unary) => forms::is_open_star(unary),
        _ => false,
    }
}

/// Whether what stands before an index has the name of a handle.
fn has_name(index: &ExprIndex) -> bool {
    marker::has(&index.attrs, marker::OPEN_STAR)
}

/// Whether a closure has the handle that a path is to begin with, and so cannot have Rust's arm too.
fn is_captured(cx: &Expander<'_>, path: &Expr) -> bool {
    leave::captures(cx) && !cx.only_reads && holds_star(path)
}

/// Whether the variable that a path begins with is declared `mut`.
pub(super) fn is_mutable_root(cx: &Expander<'_>, path: &Expr) -> bool {
    match path {
        Expr::Paren(inner) => is_mutable_root(cx, &inner.expr),
        Expr::Field(field) => is_mutable_root(cx, &field.base),
        Expr::Index(index) => is_mutable_root(cx, &index.expr),
        Expr::Unary(unary) => is_mutable_root(cx, &unary.expr),
        Expr::Path(path) if path.path.is_ident("self") => leave::has_mutable_self(cx),
        _ => model::binding(path).is_some_and(|id| cx.model.is_mutable(id)),
    }
}

/// Whether a path begins with a name.
pub(super) fn is_named(path: &Expr) -> bool {
    match path {
        Expr::Unary(unary) if matches!(unary.op, syn::UnOp::Deref(_)) => is_named(&unary.expr),
        Expr::Paren(inner) => is_named(&inner.expr),
        Expr::Field(field) => is_named(&field.base),
        Expr::Index(index) => is_named(&index.expr),
        _ => matches!(path, Expr::Path(_)),
    }
}

impl Arms {
    /// Those of a path, which is `mutable` if it is changed; `None` if none of its bases may be a handle that is not known to be
    /// one, or it stays Rust's.
    pub(super) fn of(cx: &mut Expander<'_>, path: &mut Expr, mutable: bool) -> Option<Self> {
        Self::made(cx, path, true, mutable)
    }

    /// The same; the indices are evaluated `early`, or in each arm.
    fn made(cx: &mut Expander<'_>, path: &mut Expr, early: bool, mutable: bool) -> Option<Self> {
        let bases = bases(cx, path)?;
        if !(1..=MOST_BASES).contains(&bases) || !sides::may_copy(cx) || cx.only_reads {
            return None;
        }
        let mut arms = Arms {
            levels: Vec::new(),
            root: None,
            mutable,
            early,
            indices: Vec::new(),
            place: TokenStream::new(),
        };
        words::note(path);
        arms.place = sides::copied(cx, |cx| arms.rusts(cx, path));
        Some(arms)
    }

    /// The path in Rust's arm. The indices in it become names.
    fn rusts(&mut self, cx: &mut Expander<'_>, path: &mut Expr) -> TokenStream {
        match path {
            Expr::Paren(inner) => {
                let span = inner.paren_token.span.open();
                let place = self.rusts(cx, &mut inner.expr);
                spans::delimited(Delimiter::Parenthesis, span, place).into()
            }
            Expr::Field(field) => {
                let base = self.rusts(cx, &mut field.base);
                let (dot, member) = (&field.dot_token, &field.member);
                quote!(#base #dot #member)
            }
            Expr::Index(index) => {
                let base = self.rusts(cx, &mut index.expr);
                self.index(cx, index, base)
            }
            Expr::Unary(unary) if forms::is_open_star(unary) => {
                let base = self.rusts(cx, &mut unary.expr);
                self.star(cx, unary.op.span(), base)
            }
            Expr::Call(_) | Expr::MethodCall(_) | Expr::Try(_) => {
                let span = hidden(span_of(path));
                let name = Ident::new("base", span);
                cx.visit_expr_mut(path);
                self.root = Some((name.clone(), take(path).into_token_stream()));
                *path = Expr::Verbatim(quote_spanned!(span=> (*#name)));
                path.to_token_stream()
            }
            _ => {
                cx.visit_expr_mut(path);
                receiver(path)
            }
        }
    }

    /// What stands for `*base`, by the exact type of the base.
    fn star(&mut self, cx: &mut Expander<'_>, span: Span, base: TokenStream) -> TokenStream {
        let inner = hidden(span);
        let private = cx.private(span);
        let side = Ident::new(&format!("side{}", cx.labels), inner);
        cx.labels += 1;
        let of = quote_spanned!(inner=> #private::OperandOf::place(&raw const #base));
        let asked = call(span, &of, "__pointers_p_starred", &quote!());
        let question = sides::ask(cx, span, &quote_spanned!(inner=> #private::side_of(#asked)));
        let behind = match self.mutable {
            true => quote_spanned!(inner=> #private::BehindMut(&mut #base)),
            false => quote_spanned!(inner=> #private::Behind(&#base)),
        };
        let behind = call(span, &behind, "__pointers_behind", &quote!());
        self.levels.push(Level {
            side,
            question,
            base,
            at: None,
        });
        spans::in_parentheses(span, quote_spanned!(inner=> *#behind))
    }

    fn index(
        &mut self,
        cx: &mut Expander<'_>,
        index: &mut ExprIndex,
        base: TokenStream,
    ) -> TokenStream {
        let open = is_open_base(cx, index);
        let mut written = index.index.clone();
        // What is evaluated before the arms does not stand in both.
        let once = open && self.early && !matches!(*written, Expr::Lit(_) | Expr::Path(_));
        match once {
            true => sides::once(cx, |cx| cx.visit_expr_mut(&mut written)),
            false => cx.visit_expr_mut(&mut written),
        }
        if once {
            let name = Ident::new(
                &format!("index{}", cx.labels),
                hidden(span_of(&index.index)),
            );
            cx.labels += 1;
            self.indices.push((name.clone(), written.to_token_stream()));
            *written = additions::variable(name);
        }
        if self.early {
            index.index.clone_from(&written);
        }
        let close = index.bracket_token.span.close();
        if !open {
            let brackets = spans::delimited(Delimiter::Bracket, close, written.to_token_stream());
            return quote!(#base #brackets);
        }
        let span = index.bracket_token.span.open();
        let inner = hidden(span);
        let private = cx.private(span);
        let side = Ident::new(&format!("side{}", cx.labels), inner);
        cx.labels += 1;
        let at = self.levels.last().map(|Level { side, .. }| {
            quote_spanned!(inner=> #private::Next(#side, #written).__pointers_index())
        });
        let written = at.clone().unwrap_or_else(|| written.to_token_stream());
        let asked = call(
            span,
            &handles::lent(span, &base),
            "__pointers_p_at",
            &written,
        );
        let question = sides::ask(cx, span, &quote_spanned!(inner=> #private::side_of(#asked)));
        let brackets = quote_spanned!(inner=> #side.index(#written));
        let brackets = spans::delimited(Delimiter::Bracket, close, brackets);
        let place = quote!(#base #brackets);
        self.levels.push(Level {
            side,
            question,
            base,
            at,
        });
        place
    }

    /// A value of Rust's arm, of any type where that is not run.
    pub(super) fn value(&self, cx: &Expander<'_>, span: Span, value: &TokenStream) -> TokenStream {
        let side = self.side(cx, span);
        quote_spanned!(hidden(span)=> #side.value(#value))
    }

    /// Rust's arm, in which nothing waits in a `slot`.
    pub(super) fn without_slot(
        &self,
        cx: &Expander<'_>,
        span: Span,
        rusts: &TokenStream,
    ) -> TokenStream {
        let side = self.side(cx, span);
        quote_spanned!(hidden(span)=> #side.without(slot); #rusts)
    }

    /// What says whether Rust's arm is run.
    fn side(&self, cx: &Expander<'_>, span: Span) -> TokenStream {
        let inner = hidden(span);
        let private = cx.private(span);
        let sides = self
            .levels
            .iter()
            .map(|Level { side, .. }| side.to_token_stream());
        let side =
            sides.reduce(|before, side| quote_spanned!(inner=> #private::Both(#before, #side)));
        side.unwrap_or_default()
    }

    /// What `ours` makes of the path as it is behind each base that is a handle, or `rusts`.
    pub(super) fn either(
        mut self,
        cx: &mut Expander<'_>,
        span: Span,
        path: &Expr,
        mut ours: impl FnMut(&mut Expander<'_>, &mut Expr, &TokenStream) -> TokenStream,
        rusts: &TokenStream,
    ) -> TokenStream {
        let inner = hidden(span);
        let private = cx.private(span);
        let mut tokens = quote_spanned!(inner=> { #rusts });
        for (number, level) in self.levels.iter().enumerate().rev() {
            let Level { side, question, .. } = level;
            let mut path = path.clone();
            put_base(cx, &mut path, self.levels.len() - number, level);
            let before = self.levels[..number].iter().rev();
            // What waits there in an arm that is not run may be of another type.
            let side_of_arm = before.clone().fold(
                side.to_token_stream(),
                |after, Level { side, .. }| quote_spanned!(inner=> #private::Both(#side, #after)),
            );
            let slot = quote_spanned!(inner=> #side_of_arm.slot(slot));
            let ours = sides::for_handles(cx, |cx| ours(cx, &mut path, &slot));
            let ours = before.fold(
                spans::macros_own(ours),
                |ours, Level { side, .. }| quote_spanned!(inner=> #side.value(#ours)),
            );
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
                let mutable = self.mutable.then(|| quote_spanned!(inner=> mut));
                quote_spanned!(inner=> (match #root { ref #mutable #name => #tokens }))
            }
            None => tokens,
        }
    }
}

/// Puts a base and its index in the place of those of the `number`th open step from outside.
fn put_base(cx: &Expander<'_>, path: &mut Expr, number: usize, level: &Level) {
    match path {
        Expr::Paren(inner) => put_base(cx, &mut inner.expr, number, level),
        Expr::Field(field) => put_base(cx, &mut field.base, number, level),
        Expr::Index(index) => match (is_open_base(cx, index), number) {
            (true, 1) => {
                *index.expr = Expr::Verbatim(level.base.clone());
                if let Some(at) = &level.at {
                    *index.index = Expr::Verbatim(at.clone());
                }
            }
            (true, _) => put_base(cx, &mut index.expr, number - 1, level),
            (false, _) => put_base(cx, &mut index.expr, number, level),
        },
        Expr::Unary(unary) if forms::is_open_star(unary) => match number {
            1 => *unary.expr = Expr::Verbatim(level.base.clone()),
            _ => put_base(cx, &mut unary.expr, number - 1, level),
        },
        _ => {}
    }
}

/// Whether only the type says if the base of an index is a handle.
fn is_open_base(cx: &Expander<'_>, index: &ExprIndex) -> bool {
    !matches!(*index.index, Expr::Range(_))
        && (!matches!(*index.expr, Expr::Path(_)) || !is_rusts(cx, &index.expr))
}

/// Whether a variable is certainly no handle.
fn is_rusts(cx: &Expander<'_>, variable: &Expr) -> bool {
    let Some(id) = model::binding(variable).filter(|_| !model::is_uncertain(variable)) else {
        return false;
    };
    let annotation = cx.model.get(id).annotation.as_ref();
    cx.model.kind(id) == Kind::Plain || annotation.is_some_and(is_collection)
}

/// Whether a type that is written is one of Rust's own that has an index.
fn is_collection(ty: &Type) -> bool {
    match ty {
        Type::Reference(reference) => is_collection(&reference.elem),
        Type::Paren(inner) => is_collection(&inner.elem),
        Type::Group(inner) => is_collection(&inner.elem),
        Type::Array(_) | Type::Slice(_) => true,
        _ => false,
    }
}

/// How many bases of a path may be handles; `None` if it is no path that can stand in several arms.
fn bases(cx: &Expander<'_>, path: &Expr) -> Option<usize> {
    match path {
        _ if deref_operand(path).is_some() => None,
        Expr::Paren(inner) => bases(cx, &inner.expr),
        Expr::Field(field) if syntax::is_type_property(field) => None,
        Expr::Field(field) => bases(cx, &field.base),
        Expr::Index(index) => {
            let before = bases(cx, &index.expr)?;
            Some(before + usize::from(is_open_base(cx, index)))
        }
        Expr::Path(path) => {
            let root = path.qself.is_none()
                && path.path.get_ident().is_some()
                && !kinds::names_constant(&path.path);
            root.then_some(0)
        }
        Expr::Call(call) if syntax::held_macro(call).is_none() => Some(0),
        Expr::MethodCall(_) => Some(0),
        Expr::Unary(unary) if forms::is_open_star(unary) => Some(bases(cx, &unary.expr)? + 1),
        Expr::Try(tried) => matches!(*tried.expr, Expr::Call(_) | Expr::MethodCall(_)).then_some(0),
        Expr::Unary(unary) if matches!(unary.op, syn::UnOp::Deref(_)) => {
            let id = model::binding(&unary.expr)?;
            cx.model.is_reference(id).then_some(0)
        }
        _ => None,
    }
}

fn span_of(expression: &Expr) -> Span {
    Extent::of(expression).first
}
