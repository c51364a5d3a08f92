//! `~`, `<<=`, `+=`, `-=`, `>>=`, `p[i]` and `*p`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{
    BinOp, Expr, ExprBinary, ExprIndex, ExprUnary, UnOp, spanned::Spanned, visit_mut::VisitMut,
};

use super::{
    Expander, call, hidden,
    hoist::is_simple,
    receiver,
    sides::lent,
    spans::{self, Extent},
};
use crate::{
    messages,
    model::{self, Kind, Origin, ValueForm},
    primitives,
    report::Errors,
    syntax,
};

impl Expander<'_> {
    /// Rewrites an operator of ours; `false` if `expression` is none.
    pub(super) fn operator(&mut self, expression: &mut Expr) -> bool {
        match expression {
            Expr::Unary(unary) => self
                .unary(unary)
                .map(|tokens| *expression = Expr::Verbatim(tokens))
                .is_some(),
            Expr::Binary(binary) if !self.only_reads || self.holds_place(&binary.left) => {
                match self.compound(binary) {
                    Some(tokens) => {
                        *expression = Expr::Verbatim(tokens);
                        true
                    }
                    None => false,
                }
            }
            Expr::Index(index) if self.is_handle(&index.expr) => {
                self.errors.between(
                    index.expr.span(),
                    index.bracket_token.span.close(),
                    messages::INDEX_IS_NOT_A_PLACE_HERE,
                );
                let tokens = self.element(index);
                *expression = Expr::Verbatim(tokens);
                true
            }
            _ => false,
        }
    }

    /// What is said of `~p.field` and of `p[i].field` of a handle, which has none. It stands in the
    /// expression, so that a `#[cfg]` takes
    /// it away, and nothing else is said of it.
    pub(super) fn refused_field(&self, expression: &Expr) -> Option<TokenStream> {
        let unary = match expression {
            Expr::Unary(unary) => unary,
            Expr::Field(_) => return self.refused_field_of_element(expression),
            Expr::Assign(assign) => return self.refused_field(&assign.left),
            Expr::Binary(binary) if is_compound(&binary.op) => {
                return self.refused_field(&binary.left);
            }
            _ => return None,
        };
        if !syntax::marker::has(&unary.attrs, syntax::marker::DEREF) {
            return None;
        }
        let base = self.handle_of_field(&unary.expr)?;
        let first = match base {
            Expr::Index(index) => index.expr.span(),
            base => base.span(),
        };
        let error = syn::Error::new(first, messages::FIELD_OF_A_HANDLE).to_compile_error();
        Some(quote_spanned!(hidden(first)=> (#error)))
    }

    fn refused_field_of_element(&self, expression: &Expr) -> Option<TokenStream> {
        let base = self.handle_of_field(expression)?;
        let Expr::Index(index) = base else {
            return None;
        };
        let mut errors = Errors::default();
        let end = index.bracket_token.span.close();
        errors.between(index.expr.span(), end, messages::FIELD_OF_AN_ELEMENT);
        let (span, error) = (hidden(base.span()), errors.to_tokens());
        Some(quote_spanned!(span=> (#error)))
    }

    /// What is true or false, and so no handle.
    pub(super) fn condition(&mut self, condition: &mut Expr) {
        match self.declared_handle(condition) {
            Some(name) if !self.in_constant() => {
                let message = messages::handle_as_condition(&name);
                self.errors.on(&*condition, message);
                *condition = Expr::Verbatim(self.refused(condition));
            }
            _ => self.visit_expr_mut(condition),
        }
    }

    /// A value of any type in place of a handle, which counts as used all the same.
    fn refused(&mut self, handle: &mut Expr) -> TokenStream {
        self.visit_expr_mut(handle);
        let unknown = self.unknown();
        quote_spanned!(Span::mixed_site()=> { let _ = &#handle; #unknown })
    }

    /// The name of a variable whose type is written, and a handle's. What a `malloc` made may be no handle,
    /// where that is the user's own.
    fn declared_handle(&self, expression: &Expr) -> Option<Ident> {
        let variable = self.model.get(model::binding(expression)?);
        match model::kind_of_type(variable.annotation.as_ref()?) {
            Kind::Malloc | Kind::Calloc => Some(variable.name.clone()),
            _ => None,
        }
    }

    /// The handle that fields are asked of, without an arrow.
    fn handle_of_field<'e>(&self, expression: &'e Expr) -> Option<&'e Expr> {
        let Expr::Field(field) = expression else {
            return None;
        };
        if syntax::is_type_property(field) {
            return None;
        }
        let handle = match &*field.base {
            Expr::Index(index) => self.is_handle(&index.expr),
            Expr::Path(_) => self.is_handle(&field.base) && !self.is_reference(&field.base),
            _ => false,
        };
        if handle {
            Some(&field.base)
        } else {
            self.handle_of_field(&field.base)
        }
    }

    fn unary(&mut self, unary: &mut ExprUnary) -> Option<TokenStream> {
        let is_tilde = syntax::marker::has(&unary.attrs, syntax::marker::DEREF);
        if let (UnOp::Not(_), false) = (&unary.op, is_tilde)
            && let Some(name) = self.declared_handle(&unary.expr)
        {
            let message = messages::negated_handle(&name);
            self.errors.on(&*unary, message);
            return Some(self.refused(&mut unary.expr));
        }
        let (span, ours) = match &unary.op {
            UnOp::Not(bang) => (
                bang.span,
                syntax::marker::take(&mut unary.attrs, syntax::marker::DEREF),
            ),
            UnOp::Deref(star) => match self.kind(&unary.expr) {
                Kind::Malloc if !self.is_reference(&unary.expr) => {
                    self.star_marks(&mut unary.attrs);
                    return Some(self.star(star.span, &mut unary.expr));
                }
                Kind::Calloc if !self.is_reference(&unary.expr) => {
                    self.errors.on(&*unary, messages::NO_STAR);
                    (star.span, true)
                }
                _ => return self.star_by_type(unary),
            },
            _ => return None,
        };
        ours.then(|| self.read(span, &mut unary.expr))
    }

    /// Whether `~operand` is certainly Rust's `!`.
    pub(super) fn is_plain(&self, operand: &Expr) -> bool {
        match operand {
            Expr::Lit(_) => true,
            Expr::Paren(inner) => self.is_plain(&inner.expr),
            Expr::Unary(unary) => {
                matches!(unary.op, UnOp::Not(_) | UnOp::Neg(_)) && self.is_plain(&unary.expr)
            }
            Expr::Binary(binary) => self.is_plain(&binary.left) && self.is_plain(&binary.right),
            Expr::Cast(cast) => model::kind_of_type(&cast.ty) == Kind::Plain,
            Expr::Path(path) => {
                self.kind(operand) == Kind::Plain || is_integer_constant(&path.path)
            }
            _ => false,
        }
    }

    /// `~operand`.
    pub(super) fn read(&mut self, span: Span, operand: &mut Expr) -> TokenStream {
        // A literal is an integer or a `bool`, and an integer's type may not be known yet.
        if matches!(operand, Expr::Lit(_)) || self.kind(operand) == Kind::Plain {
            self.visit_expr_mut(operand);
            let not = syn::Token![!](span);
            return quote_spanned!(hidden(span)=> (#not #operand));
        }
        let viewed = self.viewed(operand);
        let is_part = matches!(operand, Expr::Field(_)) && self.holds_place(operand);
        let mut operand = self.handle(operand, false);
        if is_part {
            // With the user's span, where the error then is.
            let link = Ident::new("__pointers_field", span);
            let checked = call(span, &link, "__pointers_link", &quote!());
            operand = quote_spanned!(hidden(span)=> (match &#operand { #link => #checked }));
        }
        let read = self.read_handle(span, &operand);
        match viewed {
            Some(viewed) => viewed.read(self, span, &read),
            None => read,
        }
    }

    pub(super) fn read_handle(&self, span: Span, handle: &TokenStream) -> TokenStream {
        self.raise_value(span, &call(span, handle, "__pointers_read", &quote!()))
    }

    /// The handle that `~`, `<<=` or `+=` works on: `p[i]` is the handle `i` further on.
    ///
    /// What is `moved` into may be no handle, and is then to be mutable.
    pub(super) fn handle(&mut self, expression: &mut Expr, moved: bool) -> TokenStream {
        match expression {
            Expr::Index(index) if self.kind(&index.expr) != Kind::Plain => {
                if self.is_handle(&index.expr) || !matches!(*index.index, Expr::Range(_)) {
                    return self.element_by(index, moved);
                }
                self.visit_expr_mut(expression);
                receiver(expression)
            }
            Expr::Paren(inner) => self.handle(&mut inner.expr, moved),
            _ => {
                self.visit_expr_mut(expression);
                receiver(expression)
            }
        }
    }

    fn element(&mut self, index: &mut ExprIndex) -> TokenStream {
        self.element_by(index, false)
    }

    fn element_by(&mut self, index: &mut ExprIndex, moved: bool) -> TokenStream {
        let span = index.bracket_token.span.open();
        let (base, method) = if moved && !self.is_handle(&index.expr) {
            // The type decides whether the rows of `v[i][j]` are mutable too, as it does for a receiver.
            self.visit_expr_mut(&mut index.expr);
            (receiver(&index.expr), "__pointers_at_move")
        } else {
            (self.handle(&mut index.expr, false), "__pointers_at")
        };
        self.visit_expr_mut(&mut index.index);
        self.raise_value(span, &call(span, &base, method, &index.index))
    }

    /// `left op= right`, where `op=` is one of ours or `left` holds a place of ours.
    fn compound(&mut self, binary: &mut ExprBinary) -> Option<TokenStream> {
        let ExprBinary {
            left, op, right, ..
        } = binary;
        if !is_compound(op) {
            return None;
        }
        if let Some(tokens) = self.compound_place(left, op, right) {
            return Some(tokens);
        }
        match op {
            BinOp::ShlAssign(token) => {
                let span = token.spans[0];
                self.move_in(span, left, op, right)
            }
            BinOp::AddAssign(token) => {
                let span = token.spans[0];
                self.step(span, left, op, right)
            }
            BinOp::SubAssign(token) => {
                let span = token.spans[0];
                self.step(span, left, op, right)
            }
            BinOp::ShrAssign(token) => {
                let span = token.spans[0];
                if self.is_handle(left) {
                    self.errors.on(&*binary, messages::NO_ASSIGNMENT);
                    return Some(self.unknown());
                }
                self.shift_right(span, left, op, right)
            }
            _ => None,
        }
    }

    /// `left >>= right` of what is not certainly a handle: Rust's, but a handle gets an error with better words.
    fn shift_right(
        &mut self,
        span: Span,
        left: &mut Expr,
        op: &BinOp,
        right: &mut Expr,
    ) -> Option<TokenStream> {
        if self.is_rusts(left) || !is_field_chain(left) || !is_simple(right) {
            return None;
        }
        self.visit_expr_mut(left);
        self.visit_expr_mut(right);
        let side = self.side_of_operator(span, "__pointers_shr", left, right);
        Some(quote_spanned!(hidden(span)=> {
            #[allow(unreachable_code)]
            let _ = #side;
            #left #op #right;
        }))
    }

    /// `left <<= right`.
    fn move_in(
        &mut self,
        span: Span,
        left: &mut Expr,
        op: &BinOp,
        right: &mut Expr,
    ) -> Option<TokenStream> {
        if self.is_rusts(left) {
            return None;
        }
        if !self.is_immutable(left) && !self.is_handle(left) && self.has_two_arms(left) {
            return Some(self.move_by_type(span, left, op, right));
        }
        self.move_into(span, left, right)
    }

    /// Whether an expression is a variable without `mut`, which only what leads to a handle can be moved into through.
    fn is_immutable(&self, left: &Expr) -> bool {
        model::binding(left).is_some_and(|id| !self.model.get(id).mutable)
    }

    /// `left <<= right`, by a method.
    pub(super) fn move_into(
        &mut self,
        span: Span,
        left: &mut Expr,
        right: &mut Expr,
    ) -> Option<TokenStream> {
        let proof = self.size_proof(left, right);
        let by_value = self.infers_from_value(left);
        // `v[0] <<= v[1]` reads before it borrows.
        let right_first = matches!(left, Expr::Index(index) if !self.is_handle(&index.expr));
        let viewed = self.viewed(left);
        let behind_reference = self.is_immutable(left)
            && (!self.is_handle(left) || self.is_reference(left))
            && !by_value;
        let handle = self.handle(left, true);
        let handle = if behind_reference {
            lent(span, &handle)
        } else {
            handle
        };
        self.visit_expr_mut(right);
        let inner = hidden(span);
        let operand = quote_spanned!(inner=> operand);
        if right_first {
            let moved = self.raise(span, &call(span, &handle, "__pointers_move", &operand));
            return Some(match viewed {
                Some(viewed) => viewed.store_first(self, span, right, &moved),
                None => quote_spanned!(inner=> match (#right) { operand => #moved }),
            });
        }
        let operation = |handle: &TokenStream, value: &TokenStream| {
            if !by_value {
                return call(span, handle, "__pointers_move", value);
            }
            let private = self.private(span);
            let probe =
                quote_spanned!(inner=> #private::Inferred { handle: #handle, value: #value });
            call(span, &quote!((#probe)), "__pointers_move", &quote!())
        };
        let moved = match viewed {
            Some(viewed) => {
                // The value's type may still have to decide that of the memory.
                let value = if by_value {
                    right.to_token_stream()
                } else {
                    viewed.value(span, right)
                };
                let element = quote_spanned!(inner=> its_element);
                let usual = self.raise(span, &operation(&element, &operand));
                viewed.store_last(self, span, &value, &handle, &usual)
            }
            None => self.raise(span, &operation(&handle, &right.to_token_stream())),
        };
        Some(match proof {
            Some(proof) => quote_spanned!(inner=> { #proof #moved }),
            None => moved,
        })
    }

    /// Whether the value's type decides the element type of the block: nothing else does, and its form does not.
    pub(super) fn infers_from_value(&self, left: &Expr) -> bool {
        let Some(id) = model::handle_root(left) else {
            return false;
        };
        if !matches!(self.model.kind(id), Kind::Malloc | Kind::Calloc) {
            return false;
        }
        let root = self.model.root(id);
        self.model.infers(root)
            && matches!(
                self.model.get(root).facts.first_move,
                Some(ValueForm::Unknown)
            )
    }

    /// `left += right` and `left -= right`.
    fn step(
        &mut self,
        span: Span,
        left: &mut Expr,
        op: &BinOp,
        right: &mut Expr,
    ) -> Option<TokenStream> {
        if self.is_rusts(left) {
            return None;
        }
        if let Expr::Index(index) = &*left
            && self.kind(&index.expr) != Kind::Plain
        {
            if matches!(*index.index, Expr::Range(_)) {
                return None;
            }
            return self.step_index(span, left, op, right);
        }
        let forwards = matches!(op, BinOp::AddAssign(_));
        match model::binding(left) {
            // A handle, or else an error: an integer would have to be `mut`. Where it is, a user's own `malloc`
            // may have made it.
            Some(id)
                if !self.model.get(id).mutable
                    || self.is_handle(left) && self.is_reference(left) =>
            {
                let method = if forwards {
                    "__pointers_step_up"
                } else {
                    "__pointers_step_down"
                };
                self.visit_expr_mut(left);
                self.visit_expr_mut(right);
                Some(self.raise(span, &call(span, &receiver(left), method, right)))
            }
            _ if is_field_chain(left) => {
                let written = Extent::of(right);
                self.visit_expr_mut(left);
                self.visit_expr_mut(right);
                Some(self.step_by_type(span, left, op, right, written))
            }
            _ => None,
        }
    }

    /// Leaves the operator to Rust, so that it works on fields of packed structs and needs `mut` where Rust
    /// says so; only its right side depends on the type.
    pub(super) fn step_by_type(
        &self,
        span: Span,
        left: &impl ToTokens,
        op: &BinOp,
        right: &Expr,
        written: Extent,
    ) -> TokenStream {
        let inner = hidden(span);
        let method = match op {
            BinOp::AddAssign(_) => "__pointers_add",
            _ => "__pointers_sub",
        };
        let side = self.side_of_operator(span, method, left, right);
        let its_step = written.variable("__pointers_step");
        let method = Ident::new("operand", span);
        let operand = written.call_of(&its_step, &method, quote_spanned!(inner=> #right, &failure));
        let outcome = self.raise(span, &quote_spanned!(inner=> failure.outcome()));
        quote_spanned!(inner=> {
            #[allow(unreachable_code)]
            let #its_step = #side;
            let failure = #its_step.failure();
            #left #op #operand;
            #outcome
        })
    }

    /// `v[i] += right` of what is not certainly no handle.
    fn step_index(
        &mut self,
        span: Span,
        left: &mut Expr,
        op: &BinOp,
        right: &mut Expr,
    ) -> Option<TokenStream> {
        if !self.is_handle(left) && self.has_two_arms(left) {
            let whole = left.clone();
            return self.element_by_type(span, &whole, op, right, |this, right| {
                this.step_element(span, left, op, right).unwrap_or_default()
            });
        }
        self.step_element(span, left, op, right)
    }

    /// `p[i] += right`, which is `~p[i] += right`.
    fn step_element(
        &mut self,
        span: Span,
        left: &mut Expr,
        op: &BinOp,
        right: &mut Expr,
    ) -> Option<TokenStream> {
        let handle = self.is_handle(left);
        let Expr::Index(index) = left else {
            return None;
        };
        let begins = Extent::of(&index.expr).first;
        let written = Extent::of(right);
        self.visit_expr_mut(right);
        let viewed = self.viewed_index(index);
        let base = self.handle(&mut index.expr, false);
        self.visit_expr_mut(&mut index.index);
        let place = call(span, &base, "__pointers_place_at", &index.index);
        let inner = hidden(span);
        let target = spans::in_parentheses(begins, quote_spanned!(inner=> *place));
        // What a handle points to may have a type that is known only later: then it is asked for by the place.
        let operand = written.variable(OPERAND);
        let operand_of = if handle {
            Expr::Verbatim(operand.to_token_stream())
        } else {
            variable(operand.clone())
        };
        let step = self.step_by_type(span, &target, op, &operand_of, written);
        let update = self.with_place(span, &place, &step);
        let update = match viewed {
            Some(viewed) => {
                let index = quote_spanned!(inner=> its_index);
                let copied = call(span, &base, "__pointers_place_at", &index);
                viewed.step(self, span, &copied, &update, &step)
            }
            None => update,
        };
        Some(quote_spanned!(inner=> { let #operand = #right; #update }))
    }

    /// What the source says of the type of the handle that an expression makes.
    pub(super) fn kind(&self, expression: &Expr) -> Kind {
        match expression {
            Expr::Index(_) => Kind::Unknown,
            _ if model::is_uncertain(expression) => Kind::Unknown,
            Expr::Call(call) => match model::allocation_of_call(call) {
                Some(allocation) if !self.plain_calls() => allocation.function.kind(),
                _ => Kind::Unknown,
            },
            _ => match model::handle_root(expression) {
                Some(id) => match (self.model.kind(id), expression) {
                    // `n + x` is as plain as both.
                    (Kind::Plain, Expr::Binary(_)) => Kind::Unknown,
                    (kind, _) => kind,
                },
                None => Kind::Unknown,
            },
        }
    }

    /// Whether an expression is certainly a handle, or a reference to one.
    pub(super) fn is_handle(&self, expression: &Expr) -> bool {
        match expression {
            Expr::Index(index) => self.is_handle(&index.expr),
            Expr::Paren(inner) => self.is_handle(&inner.expr),
            _ => matches!(self.kind(expression), Kind::Malloc | Kind::Calloc),
        }
    }

    pub(super) fn is_reference(&self, expression: &Expr) -> bool {
        match expression {
            Expr::Reference(_) => true,
            _ if model::is_uncertain(expression) => false,
            _ => model::binding(expression).is_some_and(|id| self.model.is_reference(id)),
        }
    }

    /// Whether an operator on `left` is certainly Rust's: on a variable that is no handle, on a `static`, on a
    /// closure's `mut` parameter whose type is not known yet.
    fn is_rusts(&self, left: &Expr) -> bool {
        match left {
            Expr::Paren(inner) => self.is_rusts(&inner.expr),
            Expr::Field(field) => {
                model::binding(&field.base).is_none() && self.is_rusts(&field.base)
            }
            Expr::Index(index) => {
                model::binding(&index.expr).is_none() && self.is_rusts(&index.expr)
            }
            Expr::Path(_) if model::is_uncertain(left) => false,
            Expr::Path(path) => match model::binding(left) {
                Some(id) => {
                    let binding = self.model.get(id);
                    self.model.kind(id) == Kind::Plain
                        || matches!(binding.origin, Origin::ClosureParameter)
                            && binding.mutable
                            && binding.annotation.is_none()
                }
                None => names_constant(&path.path),
            },
            _ => false,
        }
    }
}

pub(super) fn is_compound(op: &BinOp) -> bool {
    matches!(
        op,
        BinOp::AddAssign(_)
            | BinOp::SubAssign(_)
            | BinOp::MulAssign(_)
            | BinOp::DivAssign(_)
            | BinOp::RemAssign(_)
            | BinOp::BitXorAssign(_)
            | BinOp::BitAndAssign(_)
            | BinOp::BitOrAssign(_)
            | BinOp::ShlAssign(_)
            | BinOp::ShrAssign(_)
    )
}

/// `a`, `a.b`, `a.b[i]`, `*a`: evaluating it twice is evaluating it once.
fn is_field_chain(expression: &Expr) -> bool {
    match expression {
        Expr::Path(_) => true,
        Expr::Field(field) => is_field_chain(&field.base),
        Expr::Paren(inner) => is_field_chain(&inner.expr),
        Expr::Unary(unary) => matches!(unary.op, UnOp::Deref(_)) && is_field_chain(&unary.expr),
        Expr::Index(index) => {
            is_field_chain(&index.expr) && matches!(*index.index, Expr::Path(_) | Expr::Lit(_))
        }
        _ => false,
    }
}

/// The value of a right side that is evaluated before its place is locked. It lies where the right side does.
pub(super) const OPERAND: &str = "__pointers_operand";

pub(super) fn variable(name: Ident) -> Expr {
    Expr::Path(syn::ExprPath {
        attrs: Vec::new(),
        qself: None,
        path: name.into(),
    })
}

/// `u32::MAX` and the like.
fn is_integer_constant(path: &syn::Path) -> bool {
    let owner = path.segments.iter().rev().nth(1);
    names_constant(path) && owner.is_some_and(|owner| primitives::is_integer(&owner.ident))
}

/// Whether a path is one of a `const`, a `static` or a const parameter, to judge by its last name.
pub(super) fn names_constant(path: &syn::Path) -> bool {
    path.segments.last().is_some_and(|last| {
        let name = last.ident.to_string();
        name.chars().all(|character| {
            character.is_uppercase() || character.is_ascii_digit() || character == '_'
        }) && name.starts_with(|first: char| first.is_uppercase() || first == '_')
    })
}
