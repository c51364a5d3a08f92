//! Nested macros: their arguments become part of the tree, so that every stage sees into them.
//!
//! `println!("{}", ~p)` is held as the call `#[__pointers_list] println!()("{}", ~p)`: an `ExprCall` whose `func`
//! is the macro without its tokens, and whose `args` are the arguments. A visitor that knows nothing of macros
//! meets the arguments in the order in which they are evaluated. [`restore`] makes the macro call again.
//!
//! | the arguments | marker | `args` |
//! | --- | --- | --- |
//! | `a, b, name = c` | `LIST` | the expressions; `name = c` is an `ExprAssign` marked `NAMED` |
//! | `value; count` | `REPEAT` | one `ExprRepeat` |
//! | statements | `STATEMENTS` | one `ExprBlock` |
//!
//! Macros of the standard library are always held so; a user's macro (marked `USER_MACRO`) only if it holds `~` or
//! `->` and parses. Everything else stays an `ExprMacro`, byte for byte. `matches!` becomes its `match`.

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::{
    Block, Expr, ExprBlock, ExprCall, ExprMacro, ExprRepeat, Lit, Macro, Pat, Token,
    parse::{ParseStream, Parser},
    parse_quote,
    punctuated::Punctuated,
    token,
};

use super::{format, functions, marker, prepass, recover};
use crate::errors::Errors;

const STANDARD: [&str; 21] = [
    "assert",
    "assert_eq",
    "assert_ne",
    "dbg",
    "debug_assert",
    "debug_assert_eq",
    "debug_assert_ne",
    "eprint",
    "eprintln",
    "format",
    "format_args",
    "matches",
    "panic",
    "print",
    "println",
    "todo",
    "unimplemented",
    "unreachable",
    "vec",
    "write",
    "writeln",
];

/// What makes an argument that was parsed a part of the tree.
pub(super) type Normalize = fn(&mut Expr, &mut Errors);

/// What takes the place of a macro call, if its arguments could be parsed.
pub(super) fn parse(call: &Macro, errors: &mut Errors, normalize: Normalize) -> Option<Expr> {
    let name = call.path.segments.last()?.ident.to_string();
    if is_this_macro(call) {
        return None;
    }
    let named = is_standard_macro(call);
    let (tokens, changed) = if named {
        prepass::rewrite(call.tokens.clone(), errors)
    } else {
        // What a user's macro takes need not be Rust, so a `~` that stands oddly in it is no error of ours.
        let mut said = Errors::default();
        let (tokens, changed) = prepass::rewrite(call.tokens.clone(), &mut said);
        if !changed || !said.is_empty() {
            return None;
        }
        (tokens, changed)
    };
    if named && name == "matches" {
        if !changed && !raises(call.tokens.clone()) && !leads(call.tokens.clone()) {
            return None;
        }
        let mut matched = matches.parse2(tokens).ok()?;
        normalize(&mut matched, errors);
        return Some(matched);
    }
    let (kind, mut arguments) = arguments(tokens.clone()).or_else(|| {
        let mended = named.then(|| recover::list(tokens, errors))?;
        arguments(mended)
    })?;
    let standard = named && is_like_standard(&name, kind, &arguments);
    if !standard && !changed {
        return None;
    }
    if standard && changed && kind == marker::LIST {
        match name.as_str() {
            // These show the source of what they are given, which is not to be the expansion.
            "assert" | "debug_assert" if arguments.len() == 1 => {
                let text = format!("assertion failed: {}", source_of(&call.tokens));
                arguments.push(parse_quote!("{}"));
                arguments.push(parse_quote!(#text));
            }
            "dbg" => {
                let mut shown = debugged(call, &arguments);
                normalize(&mut shown, errors);
                return Some(shown);
            }
            _ => {}
        }
    }
    if let Some(index) = format::format_argument(&name).filter(|_| standard && kind == marker::LIST)
    {
        format::lift(&mut arguments, index, errors);
    }
    for argument in &mut arguments {
        if let Expr::Assign(assign) = argument
            && standard
            && matches!(&*assign.left, Expr::Path(_))
            && !marker::has(&assign.attrs, marker::NAMED)
        {
            let span = assign.eq_token.span;
            assign.attrs.push(marker::attribute(marker::NAMED, span));
        }
        normalize(argument, errors);
    }
    Some(Expr::Call(hold(call, kind, standard, arguments)))
}

fn hold(call: &Macro, kind: &str, standard: bool, args: Punctuated<Expr, Token![,]>) -> ExprCall {
    let span = call
        .path
        .segments
        .first()
        .map_or_else(Span::call_site, |first| first.ident.span());
    let mut attrs = vec![marker::attribute(kind, span)];
    if !standard {
        attrs.push(marker::attribute(marker::USER_MACRO, span));
    }
    let mac = Macro {
        tokens: TokenStream::new(),
        ..call.clone()
    };
    let func = Box::new(Expr::Macro(ExprMacro {
        attrs: Vec::new(),
        mac,
    }));
    ExprCall {
        attrs,
        func,
        paren_token: token::Paren(span),
        args,
    }
}

/// Parses the arguments as a list, as `value; count`, or as statements.
fn arguments(tokens: TokenStream) -> Option<(&'static str, Punctuated<Expr, Token![,]>)> {
    if let Ok(list) = Punctuated::parse_terminated.parse2(tokens.clone()) {
        return Some((marker::LIST, list));
    }
    let mut one = Punctuated::new();
    if let Ok(repeat) = repeat.parse2(tokens.clone()) {
        one.push(Expr::Repeat(repeat));
        return Some((marker::REPEAT, one));
    }
    let stmts = Block::parse_within.parse2(tokens).ok()?;
    let block = Block {
        brace_token: token::Brace(Span::call_site()),
        stmts,
    };
    one.push(Expr::Block(ExprBlock {
        attrs: Vec::new(),
        label: None,
        block,
    }));
    Some((marker::STATEMENTS, one))
}

fn repeat(input: ParseStream) -> syn::Result<ExprRepeat> {
    Ok(ExprRepeat {
        attrs: Vec::new(),
        bracket_token: token::Bracket(Span::call_site()),
        expr: input.parse()?,
        semi_token: input.parse()?,
        len: input.parse()?,
    })
}

/// `matches!(value, pattern if guard)` as the `match` that it is.
fn matches(input: ParseStream) -> syn::Result<Expr> {
    let value: Expr = input.parse()?;
    input.parse::<Token![,]>()?;
    let pattern = Pat::parse_multi_with_leading_vert(input)?;
    let guard = if input.peek(Token![if]) {
        let keyword: Token![if] = input.parse()?;
        let condition: Expr = input.parse()?;
        quote!(#keyword #condition)
    } else {
        TokenStream::new()
    };
    input.parse::<Option<Token![,]>>()?;
    let tokens = quote!(match #value { #pattern #guard => true, _ => false });
    if input.is_empty() {
        syn::parse2(tokens)
    } else {
        Err(input.error("unexpected token"))
    }
}

/// `dbg!(~p)` as the `match` that it is.
fn debugged(call: &Macro, arguments: &Punctuated<Expr, Token![,]>) -> Expr {
    let span = call
        .path
        .segments
        .first()
        .map_or_else(Span::call_site, |first| first.ident.span());
    let value = Ident::new("value", Span::mixed_site());
    let mut shown = arguments.iter().zip(split_commas(call.tokens.clone())).map(|(argument, tokens)| {
        let text = source_of(&tokens);
        // `line!` names the line of its own tokens.
        let print = quote_spanned!(span=> ::std::eprintln!(
            "[{}:{}:{}] {} = {:#?}", ::std::file!(), ::std::line!(), ::std::column!(), #text, &#value
        ));
        parse_quote!(match #argument { #value => { #print; #value } })
    });
    match (shown.next(), arguments.len()) {
        (Some(one), 1) => one,
        (first, _) => {
            let all = first.into_iter().chain(shown);
            parse_quote!((#(#all,)*))
        }
    }
}

/// Arguments, at their commas.
pub(super) fn split_commas(tokens: TokenStream) -> impl Iterator<Item = TokenStream> {
    let mut parts = vec![TokenStream::new()];
    for token in tokens {
        match (&token, parts.last_mut()) {
            (TokenTree::Punct(comma), _) if comma.as_char() == ',' => {
                parts.push(TokenStream::new())
            }
            (_, Some(last)) => last.extend([token]),
            (_, None) => {}
        }
    }
    parts.into_iter()
}

/// The text of tokens as the user wrote them, as far as spaces can be known.
fn source_of(tokens: &TokenStream) -> String {
    let whole = tokens.to_string().replace("~ ", "~");
    whole.trim_end_matches([',', ' ']).to_owned()
}

/// Whether a function that raises by itself is named in the tokens.
fn raises(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Group(group) => raises(group.stream()),
        TokenTree::Ident(name) => functions::named(&name).is_some(),
        _ => false,
    })
}

/// Whether there is a `*` or an index, which may be a handle's.
fn leads(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Bracket || leads(group.stream()),
        TokenTree::Punct(punct) => punct.as_char() == '*',
        _ => false,
    })
}

/// Whether a call is of `pointers!` itself, which is a body of its own.
pub(crate) fn is_this_macro(call: &Macro) -> bool {
    call.path
        .segments
        .last()
        .is_some_and(|name| name.ident == "pointers")
}

/// Whether a call is of a macro of the standard library or of ours, to judge by its name, which may be another's.
pub(super) fn is_standard_macro(call: &Macro) -> bool {
    let mut segments = call.path.segments.iter().rev();
    let Some(name) = segments.next() else {
        return false;
    };
    let library = |krate: &syn::PathSegment| {
        ["std", "core", "alloc"]
            .iter()
            .any(|library| krate.ident == library)
    };
    if functions::is_macro(&name.ident) {
        return segments
            .next()
            .is_none_or(|module| module.ident == "string");
    }
    STANDARD.iter().any(|standard| name.ident == standard)
        && segments.next().is_none_or(library)
        && segments.next().is_none()
}

/// Whether these may be the arguments of the standard library's macro of this name.
fn is_like_standard(name: &str, kind: &str, arguments: &Punctuated<Expr, Token![,]>) -> bool {
    let is_text = |text: &Expr| match text {
        Expr::Lit(literal) => matches!(literal.lit, Lit::Str(_)),
        Expr::Macro(_) => true,
        _ => false,
    };
    match format::format_argument(name) {
        Some(index) => {
            let least = if name.starts_with("write") { 1 } else { index };
            let text = arguments.iter().nth(index);
            kind == marker::LIST && arguments.len() >= least && text.is_none_or(is_text)
        }
        None => kind == marker::LIST || kind == marker::REPEAT && name == "vec",
    }
}

/// The macro of a call that holds one, or `None` for an ordinary call.
pub(crate) fn held_macro(call: &ExprCall) -> Option<&Macro> {
    match &*call.func {
        Expr::Macro(held) if kind_of(call).is_some() => Some(&held.mac),
        _ => None,
    }
}

/// Whether a call holds a macro that is certainly not the standard library's.
pub(crate) fn is_user_macro(call: &ExprCall) -> bool {
    marker::has(&call.attrs, marker::USER_MACRO)
}

/// Whether a call holds a macro that may do anything with the variables that it is given: of the user's, or what is given
/// by its mere name a variable that the standard library's macro of that name would hardly be given.
pub(crate) fn may_assign(call: &ExprCall) -> bool {
    let Some(held) = held_macro(call) else {
        return false;
    };
    let first = call.args.first().is_some_and(is_name);
    is_user_macro(call)
        || is_condition(held) && first
        || is_one_of(held, &["dbg"]) && call.args.len() > 1 && call.args.iter().any(is_name)
}

/// Whether the first argument of a macro is a condition.
pub(super) fn is_condition(held: &Macro) -> bool {
    is_one_of(held, &["assert", "debug_assert"])
}

/// Whether a macro moves its arguments, and does not only look at them.
pub(crate) fn collects(held: &Macro) -> bool {
    is_one_of(held, &["vec", "dbg"])
}

fn is_one_of(held: &Macro, names: &[&str]) -> bool {
    let last = held.path.segments.last();
    last.is_some_and(|last| names.iter().any(|name| last.ident == name))
}

fn is_name(expression: &Expr) -> bool {
    matches!(expression, Expr::Path(path) if path.path.get_ident().is_some())
}

/// Makes the macro call again from a call that holds one.
pub(crate) fn restore(call: &ExprCall) -> Option<ExprMacro> {
    let kind = kind_of(call)?;
    let mut mac = held_macro(call)?.clone();
    mac.tokens = match (kind, call.args.first()) {
        (marker::REPEAT, Some(Expr::Repeat(repeat))) => {
            let ExprRepeat {
                expr,
                semi_token,
                len,
                ..
            } = repeat;
            quote!(#expr #semi_token #len)
        }
        (marker::STATEMENTS, Some(Expr::Block(block))) => {
            let statements = &block.block.stmts;
            quote!(#(#statements)*)
        }
        _ => call.args.to_token_stream(),
    };
    Some(ExprMacro {
        attrs: Vec::new(),
        mac,
    })
}

fn kind_of(call: &ExprCall) -> Option<&'static str> {
    [marker::LIST, marker::REPEAT, marker::STATEMENTS]
        .into_iter()
        .find(|kind| marker::has(&call.attrs, kind))
}

/// An unused expression, for `std::mem::replace`.
pub(crate) fn placeholder() -> Expr {
    parse_quote!(())
}
