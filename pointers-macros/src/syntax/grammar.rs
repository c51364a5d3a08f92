//! What the groups of a body are runs of (statements, arms, arguments), as `recover` needs it.

use proc_macro2::{Delimiter, Group, Ident, Spacing, Span, TokenTree};
use syn::{
    ExprField, ExprMethodCall, ExprPath, Field, FieldValue, Member, Token, TypePath,
    parse::ParseStream,
};

use super::tokens::{is_keyword, punct};
use crate::walk::visit::{self, Visit};
use crate::{errors::is_gap, messages};

/// What a run of elements consists of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Grammar {
    /// Statements, and items among them.
    Statements,
    /// The arms of a `match`.
    Arms,
    /// Expressions with commas between them: arguments, a tuple, an array.
    Values,
    /// The fields of a structure's value.
    Fields,
    /// The fields of a structure.
    Declarations,
    /// What stands in an `impl` or a `trait`.
    Members,
    /// The parameters of a function.
    Parameters,
}

impl Grammar {
    /// What the `group` after the tokens `before` is a run of, in an element of a run of `outer`.
    pub(super) fn of_group(outer: Self, before: &[TokenTree], group: &Group) -> Option<Self> {
        match group.delimiter() {
            Delimiter::Parenthesis => Some(match before {
                [.., TokenTree::Ident(keyword), TokenTree::Ident(_)] if keyword == "fn" => {
                    Self::Parameters
                }
                _ => Self::Values,
            }),
            Delimiter::Bracket => Some(Self::Values),
            Delimiter::Brace => Self::of_braces(outer, before),
            Delimiter::None => None,
        }
    }

    fn of_braces(outer: Self, before: &[TokenTree]) -> Option<Self> {
        // What the keywords so far say of the next braces, and whether a pattern comes first.
        let mut due = None;
        let mut in_pattern = outer == Self::Arms;
        let mut previous: Option<&TokenTree> = None;
        for token in before {
            match token {
                TokenTree::Ident(word) => match word.to_string().as_str() {
                    "match" => due = Some(Self::Arms),
                    "if" | "while" | "loop" | "else" | "unsafe" | "async" | "try" | "fn"
                    | "mod" => due = Some(Self::Statements),
                    "for" if due != Some(Self::Members) => {
                        due = Some(Self::Statements);
                        in_pattern = true;
                    }
                    "let" => in_pattern = true,
                    "in" => in_pattern = false,
                    "impl" | "trait" if due.is_none() => due = Some(Self::Members),
                    "struct" => due = Some(Self::Declarations),
                    "enum" | "union" | "use" => return None,
                    _ => {}
                },
                // `=>` ends a pattern, `->` leads to a type and then to a body.
                TokenTree::Punct(sign) if sign.as_char() == '>' && is_joint(previous, '=') => {
                    due = None;
                    in_pattern = false;
                }
                TokenTree::Punct(sign) if sign.as_char() == '>' && is_joint(previous, '-') => {
                    due = Some(Self::Statements);
                }
                TokenTree::Punct(sign) if sign.as_char() == '=' && outer != Self::Arms => {
                    in_pattern = false;
                }
                TokenTree::Group(group)
                    if group.delimiter() == Delimiter::Brace
                        && !in_pattern
                        && !is_word(previous, "match") =>
                {
                    due = None;
                }
                _ => {}
            }
            previous = Some(token);
        }
        if in_pattern {
            return None;
        }
        Some(due.unwrap_or(match previous {
            Some(TokenTree::Ident(name)) if !is_keyword(name) => Self::Fields,
            _ => Self::Statements,
        }))
    }

    /// Parses one element, with what ends it. Says how many gaps stand in it where one can.
    pub(super) fn read(self, input: ParseStream) -> syn::Result<usize> {
        let mut gaps = Gaps(0);
        match self {
            Self::Statements if input.peek(Token![;]) => drop(input.parse::<Token![;]>()?),
            Self::Statements => gaps.visit_stmt(&input.parse()?),
            Self::Arms => gaps.visit_arm(&input.parse()?),
            Self::Members => gaps.visit_impl_item(&input.parse()?),
            _ => {
                self.read_separated(input, &mut gaps)?;
                // `[value; count]`
                if self != Self::Values || input.parse::<Option<Token![;]>>()?.is_none() {
                    input.parse::<Token![,]>()?;
                }
            }
        }
        Ok(gaps.0)
    }

    fn read_separated(self, input: ParseStream, gaps: &mut Gaps) -> syn::Result<()> {
        match self {
            Self::Fields if input.peek(Token![..]) => {
                input.parse::<Token![..]>()?;
                gaps.visit_expr(&input.parse()?);
            }
            Self::Fields => gaps.visit_field_value(&input.parse()?),
            Self::Declarations => gaps.visit_field(&Field::parse_named(input)?),
            Self::Parameters => gaps.visit_fn_arg(&input.parse()?),
            _ => gaps.visit_expr(&input.parse()?),
        }
        Ok(())
    }

    /// What ends an element.
    pub(super) fn end(self, span: Span) -> Option<TokenTree> {
        match self {
            Self::Statements => Some(punct(';', span)),
            Self::Members => None,
            _ => Some(punct(',', span)),
        }
    }

    /// What is to come after the `last` token, so that the last element is ended as the others are.
    pub(super) fn end_after(self, last: Option<&TokenTree>) -> Option<TokenTree> {
        last.filter(|last| !self.ends(last))
            .and_then(|last| self.end(last.span()))
    }

    pub(super) fn end_is_missing(self) -> &'static str {
        match self {
            Self::Statements | Self::Members => messages::SEMICOLON_IS_MISSING,
            _ => messages::COMMA_IS_MISSING,
        }
    }

    pub(super) fn gap_is_missing(self) -> &'static str {
        match self {
            Self::Parameters | Self::Declarations => messages::TYPE_IS_MISSING,
            _ => messages::VALUE_IS_MISSING,
        }
    }

    /// Whether an element is over after this token, wherever it stands.
    pub(super) fn ends(self, token: &TokenTree) -> bool {
        let TokenTree::Punct(sign) = token else {
            return false;
        };
        match sign.as_char() {
            ';' => true,
            ',' => !self.is_of_blocks(),
            _ => false,
        }
    }

    /// Whether an element may be over after a block.
    pub(super) fn is_of_blocks(self) -> bool {
        matches!(self, Self::Statements | Self::Members)
    }

    /// Whether this token begins an element, wherever it stands.
    pub(super) fn begins(self, token: &TokenTree) -> bool {
        const STATEMENTS: [&str; 15] = [
            "enum", "fn", "for", "if", "impl", "let", "loop", "match", "pub", "return", "static",
            "struct", "trait", "use", "while",
        ];
        self.is_of_blocks()
            && matches!(token, TokenTree::Ident(word) if STATEMENTS.iter().any(|begin| word == begin))
    }

    /// Whether a gap can stand for an element that begins so.
    pub(super) fn has_gaps(self, element: &[TokenTree]) -> bool {
        match self {
            Self::Statements => !begins_item(element.first()),
            Self::Values => true,
            _ => false,
        }
    }
}

/// How many gaps stand where one can.
struct Gaps(usize);

impl Gaps {
    fn name(&mut self, name: Option<&Ident>) {
        self.0 += usize::from(name.is_some_and(is_gap));
    }
}

impl<'a> Visit<'a> for Gaps {
    fn visit_expr_path(&mut self, path: &'a ExprPath) {
        self.name(path.path.get_ident());
        visit::visit_expr_path(self, path);
    }

    fn visit_type_path(&mut self, path: &'a TypePath) {
        self.name(path.path.get_ident());
        visit::visit_type_path(self, path);
    }

    fn visit_expr_field(&mut self, field: &'a ExprField) {
        if let Member::Named(name) = &field.member {
            self.name(Some(name));
        }
        visit::visit_expr_field(self, field);
    }

    fn visit_field_value(&mut self, value: &'a FieldValue) {
        // The name of a field that stands for its value is no gap.
        if value.colon_token.is_some() {
            visit::visit_field_value(self, value);
        }
    }

    fn visit_expr_method_call(&mut self, call: &'a ExprMethodCall) {
        self.name(Some(&call.method));
        visit::visit_expr_method_call(self, call);
    }
}

/// How many gaps there are.
pub(super) fn count_gaps(tokens: impl IntoIterator<Item = TokenTree>) -> usize {
    let count = |token| match token {
        TokenTree::Group(group) => count_gaps(Group::stream(&group)),
        TokenTree::Ident(name) => usize::from(is_gap(&name)),
        _ => 0,
    };
    tokens.into_iter().map(count).sum()
}

/// Whether what this token begins is meant to be an item.
pub(super) fn begins_item(token: Option<&TokenTree>) -> bool {
    const KEYWORDS: [&str; 12] = [
        "fn", "pub", "struct", "enum", "impl", "trait", "mod", "use", "type", "static", "const",
        "extern",
    ];
    matches!(token, Some(TokenTree::Ident(first)) if KEYWORDS.iter().any(|keyword| first == keyword))
}

fn is_joint(token: Option<&TokenTree>, sign: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct))
        if punct.as_char() == sign && punct.spacing() == Spacing::Joint)
}

fn is_word(token: Option<&TokenTree>, word: &str) -> bool {
    matches!(token, Some(TokenTree::Ident(name)) if name == word)
}
