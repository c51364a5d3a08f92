//! What tokens say by themselves, before they are a tree: where an operand, a place or an operator begins and ends.

use proc_macro2::{Delimiter, Ident, Punct, Spacing, Span, TokenStream, TokenTree};

pub(super) fn punct(character: char, span: Span) -> TokenTree {
    let mut punct = Punct::new(character, Spacing::Alone);
    punct.set_span(span);
    punct.into()
}

pub(super) fn joint(character: char, span: Span) -> TokenTree {
    let mut punct = Punct::new(character, Spacing::Joint);
    punct.set_span(span);
    punct.into()
}

pub(super) fn is_arrow(dash: &Punct, angle: &Punct) -> bool {
    dash.as_char() == '-' && dash.spacing() == Spacing::Joint && angle.as_char() == '>'
}

/// Whether an operand of Rust's could start with this token, after `a - -`.
pub(super) fn starts_rusts(token: &TokenTree) -> bool {
    match token {
        TokenTree::Punct(punct) => "-&*<".contains(punct.as_char()),
        TokenTree::Ident(name) => !is_keyword(name) || name == "if" || name == "match",
        _ => true,
    }
}

/// Whether a `*` that is no multiplication stands last: nothing that is negated has one.
pub(super) fn ends_in_star(tokens: &[TokenTree]) -> bool {
    matches!(tokens, [before @ .., TokenTree::Punct(star)] if star.as_char() == '*' && !ends_operand(before))
}

/// Whether these tokens begin with `~`, or with names that lead to an arrow.
pub(super) fn begins_place(tokens: &[TokenTree]) -> bool {
    for at in 0..tokens.len() {
        match &tokens[at..] {
            [TokenTree::Punct(tilde), ..] if tilde.as_char() == '~' => return true,
            [TokenTree::Punct(dash), TokenTree::Punct(angle), ..] if is_arrow(dash, angle) => {
                return true;
            }
            [TokenTree::Punct(dot), ..] if dot.as_char() == '.' => {}
            [TokenTree::Ident(name), ..] if !is_keyword(name) => {}
            [TokenTree::Group(index), ..] if index.delimiter() == Delimiter::Bracket => {}
            _ => return false,
        }
    }
    false
}

/// Whether this dot, between `before` and `after`, is that of a field or a method, not one of a range.
pub(super) fn is_access(before: &[TokenTree], dot: &Punct, after: Option<&TokenTree>) -> bool {
    let is_dot =
        |token: &TokenTree| matches!(token, TokenTree::Punct(other) if other.as_char() == '.');
    dot.as_char() == '.' && !before.last().is_some_and(is_dot) && !after.is_some_and(is_dot)
}

/// Whether a field or a method can have this name.
pub(super) fn is_member(token: &TokenTree) -> bool {
    match token {
        TokenTree::Ident(name) => name == "await" || name == "type" || !is_reserved(name),
        TokenTree::Literal(_) => true,
        // What a macro of the user's was given.
        TokenTree::Group(group) => group.delimiter() == Delimiter::None,
        TokenTree::Punct(_) => false,
    }
}

/// Whether a name is a keyword everywhere.
pub(super) fn is_reserved(name: &Ident) -> bool {
    syn::parse2::<Ident>(TokenTree::from(name.clone()).into()).is_err()
}

/// Whether there is a `~` or an arrow anywhere in the arguments of a nested macro.
pub(super) fn holds_ours(tokens: TokenStream) -> bool {
    let mut after_dash = false;
    tokens.into_iter().any(|token| {
        let follows_dash = std::mem::take(&mut after_dash);
        match token {
            TokenTree::Group(group) => holds_ours(group.stream()),
            TokenTree::Punct(punct) => {
                after_dash = punct.as_char() == '-' && punct.spacing() == Spacing::Joint;
                punct.as_char() == '~' || follows_dash && punct.as_char() == '>'
            }
            _ => false,
        }
    })
}

/// Whether an arrow after these tokens leads to a return type.
pub(super) fn ends_parameters(before: &[TokenTree]) -> bool {
    match before {
        [.., TokenTree::Punct(bar)] => bar.as_char() == '|',
        [before @ .., TokenTree::Group(group)] if group.delimiter() == Delimiter::Parenthesis => {
            match before {
                [.., TokenTree::Ident(keyword), TokenTree::Ident(_)] if keyword == "fn" => true,
                [.., TokenTree::Ident(name)] => {
                    let name = name.to_string();
                    [
                        "fn",
                        "Fn",
                        "FnMut",
                        "FnOnce",
                        "AsyncFn",
                        "AsyncFnMut",
                        "AsyncFnOnce",
                    ]
                    .contains(&name.as_str())
                }
                [.., TokenTree::Punct(angle)] if angle.as_char() == '>' => {
                    ends_generics_of_fn(before)
                }
                _ => false,
            }
        }
        _ => false,
    }
}

/// Whether these tokens end in `fn name<..>`.
fn ends_generics_of_fn(tokens: &[TokenTree]) -> bool {
    let mut depth = 0_usize;
    for at in (0..tokens.len()).rev() {
        let TokenTree::Punct(punct) = &tokens[at] else {
            continue;
        };
        match punct.as_char() {
            '>' if at > 0
                && matches!(&tokens[at - 1], TokenTree::Punct(dash) if is_arrow(dash, punct)) => {}
            '>' => depth += 1,
            '<' if depth > 1 => depth -= 1,
            '<' => {
                return matches!(&tokens[..at], [.., TokenTree::Ident(keyword), TokenTree::Ident(_)] if keyword == "fn");
            }
            _ => {}
        }
    }
    false
}

/// Whether an expression could end with these tokens, so that a `~` after them would be binary.
pub(super) fn ends_operand(before: &[TokenTree]) -> bool {
    match before {
        [.., TokenTree::Punct(quote), TokenTree::Ident(_)] if quote.as_char() == '\'' => false,
        [.., TokenTree::Punct(pound), TokenTree::Group(_)] if pound.as_char() == '#' => false,
        [.., TokenTree::Ident(name)] => !is_keyword(name),
        [.., TokenTree::Literal(_)] => true,
        [.., TokenTree::Group(group)] => group.delimiter() != Delimiter::Brace,
        _ => false,
    }
}

/// Whether these tokens end with an operator that no condition with a `let` has before it.
pub(super) fn ends_operator(before: &[TokenTree]) -> bool {
    matches!(before, [.., TokenTree::Punct(sign)] if "=+-*/%^<".contains(sign.as_char()))
}

/// Whether an expression can start with this token.
pub(super) fn starts_operand(token: &TokenTree) -> bool {
    match token {
        TokenTree::Punct(punct) => "~!-*&<|:'#.".contains(punct.as_char()),
        _ => true,
    }
}

/// The keywords after which an expression may follow, so that `return !(..)` is no macro call.
pub(super) fn is_keyword(name: &Ident) -> bool {
    const KEYWORDS: [&str; 16] = [
        "as", "async", "await", "box", "break", "const", "else", "if", "in", "let", "match",
        "move", "mut", "return", "unsafe", "while",
    ];
    KEYWORDS.iter().any(|keyword| name == keyword)
}

/// All names in tokens, in groups too.
pub(crate) fn each_name(tokens: TokenStream, found: &mut dyn FnMut(&Ident)) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => each_name(group.stream(), found),
            TokenTree::Ident(name) => found(&name),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}
