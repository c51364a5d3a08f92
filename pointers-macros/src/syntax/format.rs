//! Format strings: `"{~p:>5}"` (and `"{p->x}"`, `"{p[i]}"`) becomes `"{__pointers_0:>5}", __pointers_0 = ~p`.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use syn::{Expr, Lit, LitStr, Token, punctuated::Punctuated};

use super::{marker, prepass};
use crate::errors::Errors;

/// The place of the format string among the arguments of the macro `name`, if it formats.
pub(super) fn format_argument(name: &str) -> Option<usize> {
    match name {
        "print" | "println" | "eprint" | "eprintln" | "format" | "format_args" | "panic"
        | "todo" | "unimplemented" | "unreachable" => Some(0),
        "write" | "writeln" | "sprintf" | "assert" | "debug_assert" => Some(1),
        "assert_eq" | "assert_ne" | "debug_assert_eq" | "debug_assert_ne" => Some(2),
        _ => None,
    }
}

/// Lifts each `{~..}`, `{..->..}` and `{..[i]..}` of the format string at `index` into a named argument.
pub(super) fn lift(arguments: &mut Punctuated<Expr, Token![,]>, index: usize, errors: &mut Errors) {
    let Some(Expr::Lit(literal)) = arguments.iter_mut().nth(index) else {
        return;
    };
    let Lit::Str(text) = &mut literal.lit else {
        return;
    };
    let value = text.value();
    if !value.contains(['~', '>', '[']) {
        return;
    }
    let mut lifted = Vec::new();
    let rewritten = split(&value, |source| {
        let argument = parse(source, text.span(), errors)?;
        let name = Ident::new(
            &format!("__pointers_{}", lifted.len()),
            Span::mixed_site().located_at(text.span()),
        );
        lifted.push((name.clone(), argument));
        Some(name.to_string())
    });
    if lifted.is_empty() {
        return;
    }
    *text = LitStr::new(&rewritten, text.span());
    for (name, argument) in lifted {
        let mut named: syn::ExprAssign = syn::parse_quote!(#name = #argument);
        named
            .attrs
            .push(marker::attribute(marker::NAMED, name.span()));
        arguments.push(Expr::Assign(named));
    }
}

/// Copies a format string, with what `name_of` gives in place of each of them.
fn split(text: &str, mut name_of: impl FnMut(&str) -> Option<String>) -> String {
    let mut output = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(brace) = rest.find('{') {
        let (before, after) = rest.split_at(brace + 1);
        output.push_str(before);
        rest = after;
        if let Some(escaped) = rest.strip_prefix('{') {
            output.push('{');
            rest = escaped;
        } else {
            let (argument, after) = rest.split_at(argument_end(rest));
            // An argument of Rust's own is a name or a number.
            let ours = argument.contains(['~', '[']) || argument.contains("->");
            let name = ours.then(|| name_of(argument)).flatten();
            output.push_str(name.as_deref().unwrap_or(argument));
            rest = after;
        }
    }
    output.push_str(rest);
    output
}

/// Where an argument ends: at the `:` of its format or at the closing brace, outside any bracket.
fn argument_end(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        match character {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            '}' if depth == 0 => return at,
            '}' => depth -= 1,
            ':' if depth == 0 && characters.next_if(|(_, next)| *next == ':').is_none() => {
                return at;
            }
            _ => {}
        }
    }
    text.len()
}

/// Parses the text of an argument as an expression that stands, as a whole, where the string stands.
fn parse(source: &str, span: Span, errors: &mut Errors) -> Option<Expr> {
    let tokens = source.parse::<TokenStream>().ok()?;
    let (tokens, _) = prepass::rewrite(located(tokens, span), errors);
    syn::parse2(tokens).map_err(|error| errors.push(error)).ok()
}

fn located(tokens: TokenStream, span: Span) -> TokenStream {
    tokens
        .into_iter()
        .map(|mut token| {
            if let TokenTree::Group(group) = &token {
                token = proc_macro2::Group::new(group.delimiter(), located(group.stream(), span))
                    .into();
            }
            token.set_span(span);
            token
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn lifts_arguments_and_keeps_the_rest() {
        let mut seen = Vec::new();
        let text = split(
            "[{{~a}}] {~p:>5} {b} {~q->x[1]:?} {~m::f(&{1})} {r->s} {t[1].u:>3}",
            |source| {
                seen.push(source.to_owned());
                Some(format!("n{}", seen.len()))
            },
        );
        assert_eq!(text, "[{{~a}}] {n1:>5} {b} {n2:?} {n3} {n4} {n5:>3}");
        assert_eq!(seen, ["~p", "~q->x[1]", "~m::f(&{1})", "r->s", "t[1].u"]);
    }
}
