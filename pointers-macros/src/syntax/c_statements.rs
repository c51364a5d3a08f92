//! C's statements: declarations that begin with a type, `for (;;)`, and what stands without braces. What they hold is kept.

use proc_macro2::{Delimiter, Ident, Literal, Punct, Spacing, Span, TokenTree};

use super::c_types::{
    Mended, begins_statement, is, is_body, named_type_of, spelt, stars, type_at, with, word,
};
use crate::{errors::Errors, messages};

/// Mends what stands in a statement.
pub(super) type Rewrite<'r> = &'r mut dyn FnMut(Vec<TokenTree>, &mut Errors) -> Vec<TokenTree>;

/// The statement of C that the tokens begin with, if they do.
pub(super) fn taken(
    before: &[TokenTree],
    tokens: &[TokenTree],
    rewrite: Rewrite<'_>,
    errors: &mut Errors,
) -> Mended {
    declaration(before, tokens, rewrite, errors)
        .or_else(|| loop_of_three(tokens, rewrite, errors))
        .or_else(|| unbraced(tokens, rewrite, errors))
        .or_else(|| counted_down(before, tokens, errors))
}

/// `int x = 5;`, `char *s;`, `struct node *n = .., *m;`: what is declared, without its type.
fn declaration(
    before: &[TokenTree],
    tokens: &[TokenTree],
    rewrite: Rewrite<'_>,
    errors: &mut Errors,
) -> Mended {
    let is_static = matches!(tokens.first(), Some(TokenTree::Ident(word)) if word == "static");
    let at = usize::from(is_static);
    let end = tokens.iter().position(|token| is(token, ';'));
    let whole = &tokens[at..end.unwrap_or(tokens.len())];
    let (ty, all) = declarators(whole).filter(|_| begins_statement(before))?;
    // `width_t * height` at the end of a block multiplies.
    if end.is_none() && all.iter().all(|declared| declared.value.is_empty()) {
        return None;
    }
    for (number, Declarator { name, stars, .. }) in all.iter().enumerate() {
        let from = if number > 0 {
            name.span()
        } else {
            tokens[0].span()
        };
        let message = messages::declaration_of_c(&name.to_string(), &ty, *stars);
        errors.between(from, name.span(), message);
    }
    let mended = let_of(&ty, all, rewrite, errors)?;
    Some((mended, at + whole.len()))
}

/// The type of a declaration, and what it declares.
fn declarators(tokens: &[TokenTree]) -> Option<(String, Vec<Declarator<'_>>)> {
    let (ty, words) = named_type_of(tokens)?;
    let all = tokens[words..].split(|token| is(token, ','));
    Some((ty, all.map(declared).collect::<Option<_>>()?))
}

/// `let mut x = 5; let s = ..`.
fn let_of(
    ty: &str,
    all: Vec<Declarator<'_>>,
    rewrite: Rewrite<'_>,
    errors: &mut Errors,
) -> Option<Vec<TokenTree>> {
    let mut mended = Vec::new();
    for (number, Declarator { name, stars, value }) in all.into_iter().enumerate() {
        let span = name.span();
        if number > 0 {
            mended.push(Punct::new(';', Spacing::Alone).into());
        }
        mended.extend(word("let", span));
        if stars == 0 {
            mended.extend(word("mut", span));
        }
        mended.push(name.clone().into());
        // What is used before anything is moved in needs its type.
        let made = |token: &TokenTree| matches!(token, TokenTree::Ident(name) if name == "malloc");
        if stars > 0 && value.iter().any(made) {
            mended.push(Punct::new(':', Spacing::Alone).into());
            mended.extend(type_at(ty, stars, span)?);
        }
        match value {
            // `struct point at = { 1, 2 };`
            [equals, fields] if is_body(fields) => {
                mended.extend([equals.clone(), errors.gap(fields.span()).into()]);
            }
            value => mended.extend(rewrite(value.to_vec(), errors)),
        }
    }
    Some(mended)
}

struct Declarator<'t> {
    name: Ident,
    stars: usize,
    /// With its `=`.
    value: &'t [TokenTree],
}

/// `*n = ..`.
fn declared(tokens: &[TokenTree]) -> Option<Declarator<'_>> {
    let stars = stars(tokens);
    let [TokenTree::Ident(name), value @ ..] = &tokens[stars..] else {
        return None;
    };
    let assigned = match value {
        [] => true,
        [equals, after, ..] => is(equals, '=') && !is(after, '='),
        [_] => false,
    };
    assigned.then(|| Declarator {
        name: name.clone(),
        stars,
        value,
    })
}

/// `for (int i = 0; i < n; i++) ..`, `for (;;) ..`.
fn loop_of_three(tokens: &[TokenTree], rewrite: Rewrite<'_>, errors: &mut Errors) -> Mended {
    let [
        TokenTree::Ident(word_for),
        TokenTree::Group(head),
        rest @ ..,
    ] = tokens
    else {
        return None;
    };
    let inner: Vec<_> = head.stream().into_iter().collect();
    let parts: Vec<_> = inner.split(|token| is(token, ';')).collect();
    let [first, condition, step] = parts[..] else {
        return None;
    };
    let compared = compared(condition, step);
    if word_for != "for" || head.delimiter() != Delimiter::Parenthesis {
        return None;
    }
    let (body, count) = match rest.first()? {
        body if is_body(body) => (rewrite(vec![body.clone()], errors), 1),
        _ => {
            let count = statement(rest)?;
            let body = rewrite(rest[..count].to_vec(), errors);
            (vec![with(Delimiter::Brace, body, head.span_close())], count)
        }
    };
    let span = word_for.span();
    let message = match inner.len() {
        2 => messages::LOOP_FOR_EVER.to_owned(),
        _ => counted(first, condition, step).unwrap_or_else(|| any_loop(first, &compared, step)),
    };
    errors.between(span, head.span_close(), message);
    // What the head declares it declares for the loop.
    let mut whole = statements(first, rewrite, errors);
    if condition.is_empty() {
        whole.extend(word("loop", span));
    } else {
        whole.extend(word("while", span));
        whole.extend(rewrite(compared, errors));
    }
    let mut body = body;
    body.extend(statements(step, rewrite, errors));
    whole.push(with(Delimiter::Brace, body, span));
    Some((vec![with(Delimiter::Brace, whole, span)], 2 + count))
}

/// What any other loop is.
fn any_loop(first: &[TokenTree], condition: &[TokenTree], step: &[TokenTree]) -> String {
    let each = |tokens: &[TokenTree]| {
        let all: Vec<_> = tokens.split(|token| is(token, ',')).map(spelt).collect();
        all.join("; ")
    };
    let begin = match declarators(first) {
        Some((_, all)) => {
            let lets = all.iter().map(|Declarator { name, stars, value }| {
                let mutable = if *stars == 0 { "mut " } else { "" };
                format!("let {mutable}{name} {}", spelt(value))
            });
            lets.collect::<Vec<_>>().join("; ")
        }
        None => each(first),
    };
    messages::loop_of_c(&begin, &spelt(condition), &each(step))
}

/// C's condition `n` is `n != NULL`, or `n != 0`.
fn compared(condition: &[TokenTree], step: &[TokenTree]) -> Vec<TokenTree> {
    let mut compared = condition.to_vec();
    if let [TokenTree::Ident(name)] = condition {
        // A name that is followed by an arrow is a handle's.
        let is_handle = step.iter().any(|token| is(token, '>'));
        compared.extend(not_equal(name.span()));
        if is_handle {
            compared.extend(word("NULL", name.span()));
        } else {
            compared.push(zero(name.span()));
        }
    }
    compared
}

/// `!=`.
fn not_equal(span: Span) -> [TokenTree; 2] {
    [('!', Spacing::Joint), ('=', Spacing::Alone)].map(|(character, spacing)| {
        let mut punct = Punct::new(character, spacing);
        punct.set_span(span);
        punct.into()
    })
}

fn zero(span: Span) -> TokenTree {
    let mut zero = Literal::u8_unsuffixed(0);
    zero.set_span(span);
    zero.into()
}

/// `i = 0, j = n`: a statement each.
fn statements(tokens: &[TokenTree], rewrite: Rewrite<'_>, errors: &mut Errors) -> Vec<TokenTree> {
    if tokens.is_empty() {
        return Vec::new();
    }
    let end = || TokenTree::from(Punct::new(';', Spacing::Alone));
    if let Some((ty, all)) = declarators(tokens) {
        let mut mended = let_of(&ty, all, rewrite, errors).unwrap_or_default();
        mended.push(end());
        return mended;
    }
    let mut ended = tokens.to_vec();
    for token in ended.iter_mut().filter(|token| is(token, ',')) {
        *token = end();
    }
    ended.push(end());
    rewrite(ended, errors)
}

/// `int i = 0; i < n; i++` counts: `for i in 0..n`.
fn counted(first: &[TokenTree], condition: &[TokenTree], step: &[TokenTree]) -> Option<String> {
    let equals = first.iter().position(|token| is(token, '='))?;
    let TokenTree::Ident(name) = first.get(equals.checked_sub(1)?)? else {
        return None;
    };
    let named =
        |token: Option<&TokenTree>| matches!(token, Some(TokenTree::Ident(word)) if word == name);
    let up = |token: &TokenTree| is(token, '+');
    let steps = match step {
        [name, one, two] => named(Some(name)) && up(one) && up(two),
        _ => false,
    } || match step {
        [one, two, name] => named(Some(name)) && up(one) && up(two),
        _ => false,
    };
    let (end, dots) = match condition {
        [name, less, equals, end @ ..] if named(Some(name)) && is(less, '<') && is(equals, '=') => {
            (end, "..=")
        }
        [name, less, end @ ..] if named(Some(name)) && is(less, '<') => (end, ".."),
        _ => return None,
    };
    let alone = !first
        .iter()
        .chain(condition)
        .any(|token| is(token, ',') || is(token, '&'));
    (steps && alone).then(|| {
        let begin = spelt(&first[equals + 1..]);
        messages::counting_loop_of_c(&name.to_string(), &format!("{begin}{dots}{}", spelt(end)))
    })
}

/// `if (c) f();`, `while (c) f();`, `else f();`.
fn unbraced(tokens: &[TokenTree], rewrite: Rewrite<'_>, errors: &mut Errors) -> Mended {
    let [TokenTree::Ident(name), rest @ ..] = tokens else {
        return None;
    };
    let head = match (name.to_string().as_str(), rest.first()?) {
        ("if" | "while", TokenTree::Group(head)) if head.delimiter() == Delimiter::Parenthesis => 1,
        ("else", TokenTree::Ident(word)) if word == "if" => return None,
        ("else", _) => 0,
        _ => return None,
    };
    let body = rest.get(head..)?;
    if body.first().is_none_or(is_body) {
        return None;
    }
    let count = statement(body)?;
    let last = &body[count - 1];
    let message = messages::without_braces(&name.to_string());
    errors.between(name.span(), last.span(), message);
    let span = name.span();
    let mut mended = vec![TokenTree::Ident(name.clone())];
    mended.extend(rewrite(rest[..head].to_vec(), errors));
    let body = rewrite(body[..count].to_vec(), errors);
    mended.push(with(Delimiter::Brace, body, span));
    Some((mended, 1 + head + count))
}

/// How many tokens the statement of C has that stands first, if it is none that Rust could have there.
fn statement(tokens: &[TokenTree]) -> Option<usize> {
    let is_end = |token: &TokenTree| is(token, ';') || is_body(token);
    let end = tokens.iter().position(is_end)?;
    let holds_body = matches!(tokens.first(), Some(TokenTree::Ident(word))
        if ["for", "if", "while", "switch", "do"].iter().any(|by| word == by));
    (is(&tokens[end], ';') || holds_body).then_some(end + 1)
}

/// `while n-- { .. }`: before a brace `--` is Rust's minus of a minus, of which nothing comes here.
fn counted_down(before: &[TokenTree], tokens: &[TokenTree], errors: &mut Errors) -> Mended {
    let [first, second, body, after @ ..] = tokens else {
        return None;
    };
    let [.., TokenTree::Ident(word), TokenTree::Ident(name)] = before else {
        return None;
    };
    // `n - -{ x } > 0` is Rust's.
    let steps = matches!(first, TokenTree::Punct(minus) if minus.as_char() == '-' && minus.spacing() == Spacing::Joint)
        && is(second, '-');
    if word != "while" || !steps || !is_body(body) || after.first().is_some_and(is_body) {
        return None;
    }
    let message = messages::counted_down(&name.to_string());
    errors.between(name.span(), second.span(), message);
    let mut mended = vec![first.clone(), second.clone()];
    mended.extend(not_equal(second.span()));
    mended.push(zero(second.span()));
    Some((mended, 2))
}
