//! How an error names a place: the user's words for it, `team->members[i]->age`. What is long, or was made by the macro, is left
//! out.

use proc_macro2::{Literal, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::{
    Attribute, BinOp, Expr, ExprIndex, ExprUnary, LitStr, Meta, MetaList, UnOp, parse::Parser,
};

use super::ours;
use crate::syntax::{self, marker};

/// A longer index is not told.
const LONGEST_INDEX: usize = 40;

/// The words for a handle that was gone through, and for what is used. Empty where there are none.
#[derive(Clone, Default)]
pub(super) struct Words {
    pub(super) handle: String,
    pub(super) place: String,
}

impl Words {
    /// Of what knows the handle itself.
    pub(super) fn of(place: &Expr) -> Self {
        Words {
            handle: String::new(),
            place: words(place).unwrap_or_default(),
        }
    }

    /// Of what a handle points to, after the `~` or `*` at `span`. Of an index nobody knows what is the handle, what stands before it
    /// or what is in there.
    pub(super) fn behind(operand: &Expr, span: Span) -> Self {
        let handle = match syntax::peel_parens(operand) {
            Expr::Index(_) => None,
            operand => words(operand),
        };
        let Some(handle) = handle else {
            return Words::default();
        };
        let star = span.source_text().is_some_and(|text| text == "*");
        let sign = if star { '*' } else { '~' };
        let place = match syntax::peel_parens(operand) {
            Expr::Binary(binary) if !is_postfix(&binary.attrs) => format!("{sign}({handle})"),
            _ => format!("{sign}{handle}"),
        };
        Words { handle, place }
    }

    /// Of an element of a handle.
    pub(super) fn of_element(index: &ExprIndex) -> Self {
        let place = of_index(index).unwrap_or_default();
        Words {
            handle: of_base(index).unwrap_or_default(),
            place,
        }
    }

    /// As arguments.
    pub(super) fn arguments(&self) -> TokenStream {
        let (handle, place) = (Literal::string(&self.handle), Literal::string(&self.place));
        quote!(#handle, #place)
    }
}

/// The words for an expression; `None` if it has none that are short.
pub(super) fn words(expression: &Expr) -> Option<String> {
    Some(match expression {
        Expr::Path(path) if path.qself.is_none() => {
            let segments = path.path.segments.iter();
            let names: Vec<_> = segments.map(|segment| segment.ident.to_string()).collect();
            names.join("::")
        }
        Expr::Lit(literal) => literal.lit.to_token_stream().to_string(),
        Expr::Paren(inner) => format!("({})", words(&inner.expr)?),
        Expr::Field(field) => {
            let (member, base) = (field.member.to_token_stream(), words(&field.base)?);
            match &*field.base {
                Expr::Unary(unary) if marker::has(&unary.attrs, marker::ARROW) => {
                    format!("{base}->{member}")
                }
                _ => format!("{base}.{member}"),
            }
        }
        Expr::Index(index) => of_index(index)?,
        Expr::Unary(unary) => of_unary(unary)?,
        Expr::Binary(binary) => {
            let (left, right) = (words(&binary.left)?, &binary.right);
            if marker::has(&binary.attrs, marker::UP) {
                format!("{left}++")
            } else if marker::has(&binary.attrs, marker::DOWN) {
                format!("{left}--")
            } else {
                match (&binary.op, words(right)?) {
                    (BinOp::AddAssign(_), _) => format!("++{left}"),
                    (BinOp::SubAssign(_), _) => format!("--{left}"),
                    (op, right) => format!("{left} {} {right}", op.to_token_stream()),
                }
            }
        }
        Expr::Cast(cast) => {
            let ty = cast.ty.to_token_stream().to_string();
            format!("{} as {ty}", words(&cast.expr)?)
        }
        Expr::MethodCall(call) if call.args.is_empty() && call.turbofish.is_none() => {
            format!("{}.{}()", words(&call.receiver)?, call.method)
        }
        Expr::Call(call) if call.args.is_empty() && call.attrs.is_empty() => {
            format!("{}()", words(&call.func)?)
        }
        Expr::Try(tried) => format!("{}?", words(&tried.expr)?),
        _ => return None,
    })
}

/// The words for what stands after a `*` or `~`.
pub(super) fn of_operand(unary: &ExprUnary) -> Option<String> {
    match noted(&unary.attrs) {
        Some(noted) => noted.into_iter().next().filter(|words| !words.is_empty()),
        None => words(&unary.expr),
    }
}

fn of_unary(unary: &ExprUnary) -> Option<String> {
    let operand = of_operand(unary)?;
    let is_silent = [marker::ARROW, marker::ELEMENT]
        .iter()
        .any(|mark| marker::has(&unary.attrs, mark));
    Some(match &unary.op {
        _ if is_silent => operand,
        // A `*` of the user's may have become a `~`, where it lies.
        UnOp::Not(token) if marker::has(&unary.attrs, marker::DEREF) => {
            let star = token.span.source_text().is_some_and(|text| text == "*");
            format!("{}{operand}", if star { '*' } else { '~' })
        }
        UnOp::Deref(_) => format!("*{operand}"),
        UnOp::Not(_) => format!("!{operand}"),
        UnOp::Neg(_) => format!("-{operand}"),
        _ => return None,
    })
}

/// Whether this is the `p++` or `p--` of C.
fn is_postfix(attributes: &[Attribute]) -> bool {
    [marker::UP, marker::DOWN]
        .iter()
        .any(|mark| marker::has(attributes, mark))
}

fn of_index(index: &ExprIndex) -> Option<String> {
    if let Some([base, at]) = noted_index(index) {
        return (!base.is_empty()).then(|| format!("{base}[{at}]"));
    }
    Some(format!("{}[{}]", words(&index.expr)?, at(index)))
}

/// The words for what stands before an index.
fn of_base(index: &ExprIndex) -> Option<String> {
    match noted_index(index) {
        Some([base, _]) => Some(base),
        None => words(&index.expr),
    }
}

fn at(index: &ExprIndex) -> String {
    let at = words(&index.index).filter(|at| at.len() <= LONGEST_INDEX);
    at.unwrap_or_else(|| "..".into())
}

/// Leaves on each index and open star of a path what is written there, before other tokens take its place.
pub(super) fn note(path: &mut Expr) {
    match syntax::peel_parens_mut(path) {
        Expr::Field(field) => note(&mut field.base),
        Expr::Unary(unary) => {
            if ours::is_open_star(unary) && noted(&unary.attrs).is_none() {
                let operand = words(&unary.expr).unwrap_or_default();
                unary.attrs.push(note_of(&[&operand]));
            }
            note(&mut unary.expr);
        }
        Expr::Index(index) => {
            note_index(index);
            note(&mut index.expr);
        }
        _ => {}
    }
}

/// The same of one index.
pub(super) fn note_index(index: &mut ExprIndex) {
    if noted(&index.attrs).is_some() {
        return;
    }
    let (base, at) = (of_base(index).unwrap_or_default(), at(index));
    index.attrs.push(note_of(&[&base, &at]));
}

fn note_of(words: &[&str]) -> Attribute {
    let words = words.iter().map(|words| Literal::string(words));
    let mut attribute = marker::attribute(marker::WORDS, Span::call_site());
    attribute.meta = Meta::List(MetaList {
        path: attribute.path().clone(),
        delimiter: syn::MacroDelimiter::Paren(syn::token::Paren::default()),
        tokens: quote!(#(#words),*),
    });
    attribute
}

/// The index that an expression is.
pub(super) fn index_of(expression: &Expr) -> Option<&ExprIndex> {
    match syntax::peel_parens(expression) {
        Expr::Index(index) => Some(index),
        _ => None,
    }
}

fn noted_index(index: &ExprIndex) -> Option<[String; 2]> {
    noted(&index.attrs)?.try_into().ok()
}

fn noted(attributes: &[Attribute]) -> Option<Vec<String>> {
    let attribute = attributes
        .iter()
        .find(|attribute| attribute.path().is_ident(marker::WORDS))?;
    let Meta::List(list) = &attribute.meta else {
        return None;
    };
    let strings = syn::punctuated::Punctuated::<LitStr, syn::Token![,]>::parse_terminated;
    let strings = strings.parse2(list.tokens.clone()).ok()?;
    Some(strings.iter().map(LitStr::value).collect())
}
