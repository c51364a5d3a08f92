//! After parsing: moves each marker to the node that it speaks of, and parses nested macros.

use std::mem;

use proc_macro2::Span;
use syn::{Attribute, BinOp, Expr, ExprBinary, ExprUnary, Member, Stmt, UnOp, spanned::Spanned};

use super::{marker, nested};
use crate::errors::Errors;
use crate::walk::visit_mut::{self, VisitMut};

pub(super) struct Normalize<'e> {
    pub(super) errors: &'e mut Errors,
}

fn normalize(expression: &mut Expr, errors: &mut Errors) {
    Normalize { errors }.visit_expr_mut(expression);
}

impl VisitMut for Normalize<'_> {
    fn visit_expr_mut(&mut self, expression: &mut Expr) {
        visit_mut::visit_expr_mut(self, expression);
        match expression {
            Expr::Unary(unary) if matches!(unary.op, UnOp::Not(_)) => {
                mark_unary(unary);
                for (name, up) in [(marker::BEFORE_UP, true), (marker::BEFORE_DOWN, false)] {
                    if attributes_mut(&mut unary.expr)
                        .is_some_and(|attributes| marker::take(attributes, name))
                    {
                        let operand = mem::replace(&mut *unary.expr, nested::placeholder());
                        let attributes = mem::take(&mut unary.attrs);
                        *expression = step(operand, attributes, name, up, unary.op.span());
                        break;
                    }
                }
            }
            Expr::Field(field) => {
                if let Member::Named(name) = &field.member
                    && (name == marker::UP || name == marker::DOWN)
                {
                    let (up, span) = (name == marker::UP, name.span());
                    let marker = if up { marker::UP } else { marker::DOWN };
                    let operand = mem::replace(&mut *field.base, nested::placeholder());
                    let attributes = mem::take(&mut field.attrs);
                    *expression = step(operand, attributes, marker, up, span);
                } else if let Member::Named(name) = &field.member
                    && name == marker::ARROW
                {
                    let span = name.span();
                    *expression = Expr::Unary(ExprUnary {
                        attrs: vec![
                            marker::attribute(marker::DEREF, span),
                            marker::attribute(marker::ARROW, span),
                        ],
                        op: UnOp::Not(syn::Token![!](span)),
                        expr: Box::new(mem::replace(&mut field.base, nested::placeholder())),
                    });
                }
            }
            Expr::Macro(call) => {
                if let Some(mut parsed) = nested::parse(&call.mac, self.errors, normalize) {
                    if let Some(attributes) = attributes_mut(&mut parsed) {
                        attributes.append(&mut call.attrs);
                    }
                    *expression = parsed;
                }
            }
            _ => {}
        }
    }

    fn visit_stmt_mut(&mut self, statement: &mut Stmt) {
        visit_mut::visit_stmt_mut(self, statement);
        if let Stmt::Macro(call) = statement
            && let Some(mut parsed) = nested::parse(&call.mac, self.errors, normalize)
        {
            if let Some(attributes) = attributes_mut(&mut parsed) {
                attributes.append(&mut call.attrs);
            }
            *statement = Stmt::Expr(parsed, call.semi_token);
        }
    }
}

/// `place += 1`, of which a marker says what its value is.
fn step(place: Expr, mut attrs: Vec<Attribute>, marker: &str, up: bool, span: Span) -> Expr {
    attrs.push(marker::attribute(marker, span));
    Expr::Binary(ExprBinary {
        attrs,
        left: Box::new(place),
        op: if up {
            BinOp::AddAssign(syn::Token![+=](span))
        } else {
            BinOp::SubAssign(syn::Token![-=](span))
        },
        right: Box::new(Expr::Lit(syn::ExprLit {
            attrs: Vec::new(),
            lit: syn::Lit::Int(syn::LitInt::new("1", span)),
        })),
    })
}

/// Moves the marker of `! #[marker] e` from `e` to the whole.
fn mark_unary(unary: &mut ExprUnary) {
    if attributes_mut(&mut unary.expr)
        .is_some_and(|attributes| marker::take(attributes, marker::TILDE))
    {
        let UnOp::Not(bang) = &unary.op else { return };
        unary
            .attrs
            .push(marker::attribute(marker::DEREF, bang.span));
    }
}

/// Takes the user's own attributes off an expression.
pub(crate) fn take_attributes(expression: &mut Expr) -> Vec<Attribute> {
    let Some(attributes) = attributes_mut(expression) else {
        return Vec::new();
    };
    let (ours, users) = mem::take(attributes)
        .into_iter()
        .partition(marker::is_marker);
    *attributes = ours;
    users
}

/// Whether what has these attributes may not be there: `#[cfg(..)]`.
pub(crate) fn is_conditional(attributes: &[Attribute]) -> bool {
    marker::has(attributes, "cfg") || marker::has(attributes, "cfg_attr")
}

/// The same of an expression.
pub(crate) fn is_conditional_expression(expression: &Expr) -> bool {
    attributes(expression).is_some_and(is_conditional)
}

/// Whether an expression has no attributes of the user's.
pub(crate) fn is_bare(expression: &Expr) -> bool {
    attributes(expression).is_none_or(|attributes| attributes.iter().all(marker::is_marker))
}

/// Makes an accessor of the attributes of an expression; syn has none.
macro_rules! accessor {
    ($name:ident: $Expr:ty => $Attributes:ty, $($borrow:tt)*) => {
        fn $name(expression: $Expr) -> Option<$Attributes> {
            accessor! { (expression, ($($borrow)*))
                Array Assign Async Await Binary Block Break Call Cast Closure Const Continue Field ForLoop Group If Index
                Infer Let Lit Loop Macro Match MethodCall Paren Path Range RawAddr Reference Repeat Return Struct Try
                TryBlock Tuple Unary Unsafe While Yield
            }
        }
    };
    (($expression:ident, $borrow:tt) $($Variant:ident)*) => {
        match $expression {
            $(Expr::$Variant(node) => Some(accessor!(@ $borrow node)),)*
            _ => None,
        }
    };
    (@ ($($borrow:tt)*) $node:ident) => { $($borrow)* $node.attrs };
}

accessor! { attributes: &Expr => &[Attribute], & }
accessor! { attributes_mut: &mut Expr => &mut Vec<Attribute>, &mut }
