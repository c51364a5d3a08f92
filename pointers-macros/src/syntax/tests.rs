//! Each row: what the user writes, and how the tree groups it (`D[..]` is a `~`).

use quote::ToTokens;
use syn::{Expr, ExprUnary, parse_quote};

use super::{Body, Source, deref_operand, parse};
use crate::errors::Errors;
use crate::walk::visit_mut::{self, VisitMut};

struct Show;

impl VisitMut for Show {
    fn visit_expr_mut(&mut self, expression: &mut Expr) {
        visit_mut::visit_expr_mut(self, expression);
        if let Expr::Call(call) = expression
            && let Some(restored) = super::restore(call)
        {
            *expression = Expr::Macro(restored);
        }
        if deref_operand(expression).is_some()
            && let Expr::Unary(ExprUnary { expr, .. }) = expression
        {
            *expression = parse_quote!(D[#expr]);
        }
    }

    fn visit_expr_assign_mut(&mut self, assign: &mut syn::ExprAssign) {
        super::marker::take(&mut assign.attrs, super::marker::NAMED);
        visit_mut::visit_expr_assign_mut(self, assign);
    }
}

fn source(text: &str) -> Result<Source, String> {
    let tokens = text.parse().map_err(|error| format!("{error}"))?;
    let mut errors = Errors::default();
    match parse(tokens, &mut errors) {
        Some(source) if errors.is_empty() => Ok(source),
        _ => Err(errors.to_tokens().to_string()),
    }
}

fn shown(text: &str) -> String {
    match source(text) {
        Ok(Source {
            body: Body::Block(mut block),
            ..
        }) => {
            Show.visit_block_mut(&mut block);
            block
                .stmts
                .iter()
                .map(|statement| statement.to_token_stream().to_string())
                .collect::<Vec<_>>()
                .join(" ")
        }
        Ok(Source {
            body: Body::Items(mut items),
            ..
        }) => {
            items.iter_mut().for_each(|item| Show.visit_item_mut(item));
            items
                .iter()
                .map(|item| item.to_token_stream().to_string())
                .collect::<Vec<_>>()
                .join(" ")
        }
        Err(error) => format!("error: {error}"),
    }
}

fn same(text: &str, expected: &str) {
    let plain = |text: &str| {
        text.chars()
            .filter(|character| !character.is_whitespace())
            .collect::<String>()
    };
    assert_eq!(plain(&shown(text)), plain(expected), "for `{text}`");
}

#[test]
fn tilde_binds_like_not() {
    for (text, expected) in [
        ("~a + 1", "D[a] + 1"),
        ("~a.b.c()", "D[a.b.c()]"),
        ("~p[1].x", "D[p[1].x]"),
        ("-~p", "-D[p]"),
        ("~-p", "D[-p]"),
        ("~~pp", "D[D[pp]]"),
        ("*~p", "*D[p]"),
        ("~*p", "D[*p]"),
        ("!~p", "!D[p]"),
        ("~!p", "D[!p]"),
        ("&~p", "&D[p]"),
        ("&mut ~p", "&mut D[p]"),
        ("~&p", "D[&p]"),
        ("~p as u8", "D[p] as u8"),
        ("~p?", "D[p?]"),
        ("~p.await", "D[p.await]"),
        ("~a..~b", "D[a]..D[b]"),
        ("a -~b", "a - D[b]"),
        (
            "if ~a == 1 {~b} else {~c}",
            "if D[a] == 1 {D[b]} else {D[c]}",
        ),
        ("|x| ~x + 1", "|x| D[x] + 1"),
        ("S { a: ~p, ..~q }", "S { a: D[p], ..D[q] }"),
        (
            "match ~p { _ if ~q == 1 => ~r, _ => 2 }",
            "match D[p] { _ if D[q] == 1 => D[r], _ => 2 }",
        ),
        ("~<T as Tr>::f()", "D[<T as Tr>::f()]"),
        ("~{p}", "D[{p}]"),
        ("~(a + 1)", "D[(a + 1)]"),
        ("(~p)()", "(D[p])()"),
        ("~p; ~p + 1; ~p.x();", "D[p]; D[p] + 1; D[p.x()];"),
        (
            "~p = 1; ~p += 2; (~p).x = 3; (~p)[i] = 4;",
            "D[p] = 1; D[p] += 2; (D[p]).x = 3; (D[p])[i] = 4;",
        ),
        ("return ~p", "return D[p]"),
        ("break 'a ~p", "break 'a D[p]"),
        (
            "if !flag { ~p } else { ~q }",
            "if !flag { D[p] } else { D[q] }",
        ),
        ("while !done { ~p; }", "while !done { D[p]; }"),
        ("while ~p > 0 { x() }", "while D[p] > 0 { x() }"),
        ("let x = ~p && ~q || ~r;", "let x = D[p] && D[q] || D[r];"),
        ("let x: u8 = ~5;", "let x: u8 = D[5];"),
        ("f(~p, [~q; 3], (~r,))", "f(D[p], [D[q]; 3], (D[r],))"),
        ("if let Some(x) = ~p {}", "if let Some(x) = D[p] {}"),
        ("if a {} ~p", "if a {} D[p]"),
        ("ptr <<= ~p", "ptr <<= D[p]"),
        ("x = ~p;", "x = D[p];"),
        ("async { ~p }", "async { D[p] }"),
        ("unsafe { ~p }", "unsafe { D[p] }"),
        ("fn f() -> u8 { ~p } 1", "fn f() -> u8 { D[p] } 1"),
        ("~vec![1][0]", "D[vec![1][0]]"),
    ] {
        same(text, expected);
    }
}

#[test]
fn arrow_binds_like_dot_and_stays_a_return_type() {
    for (text, expected) in [
        ("p->next", "D[p].next"),
        ("p->next->next", "D[D[p].next].next"),
        ("~p->x", "D[D[p].x]"),
        ("p[i]->f", "D[p[i]].f"),
        ("f(x)->y", "D[f(x)].y"),
        ("p->len() + 1", "D[p].len() + 1"),
        ("p->0->1", "D[D[p].0].1"),
        ("p->next = q->next;", "D[p].next = D[q].next;"),
        ("(p + 1)->x", "D[(p + 1)].x"),
        ("|x| -> u8 { x->y }", "|x| -> u8 { D[x].y }"),
        ("|| -> u8 { x }", "|| -> u8 { x }"),
        ("let f: fn(u8) -> u8 = g;", "let f: fn(u8) -> u8 = g;"),
        (
            "let f: Box<dyn Fn(u8) -> u8> = g;",
            "let f: Box<dyn Fn(u8) -> u8> = g;",
        ),
        (
            "fn f<T: Fn() -> u8>(t: T) -> u8 { t->x }",
            "fn f<T: Fn() -> u8>(t: T) -> u8 { D[t].x }",
        ),
        (
            "fn f<const N: usize>() -> u8 where T: FnMut(u8) -> u8 { 1 }",
            "fn f<const N: usize>() -> u8 where T: FnMut(u8) -> u8 { 1 }",
        ),
    ] {
        same(text, expected);
    }
}

#[test]
fn nested_macros_are_parsed_or_left_alone() {
    for (text, expected) in [
        (r#"println!("{}", ~p);"#, r#"println!("{}", D[p]);"#),
        (
            r#"println!("{~p:>5} {}", ~q);"#,
            r#"println!("{__pointers_0:>5} {}", D[q], __pointers_0 = D[p]);"#,
        ),
        (r#"println!("{x}", x = ~p)"#, r#"println!("{x}", x = D[p])"#),
        ("assert_eq!(~p, 5);", "assert_eq!(D[p], 5);"),
        ("vec![~p; 3]", "vec![D[p]; 3]"),
        ("vec![~p, ~q,]", "vec![D[p], D[q],]"),
        (
            "matches!(~p, Some(x) if x == ~q)",
            "match D[p] { Some(x) if x == D[q] => true, _ => false }",
        ),
        ("twice!(~p)", "twice!(D[p])"),
        ("twice!(vec![~p])", "twice!(vec![D[p]])"),
        ("block! { q <<= 2; ~q }", "block! { q <<= 2; D[q] }"),
        ("seq!(N = 1 => Cpu~N);", "seq!(N = 1 => Cpu~N);"),
        ("tok!(a ~ b, p <<= 4)", "tok!(a ~ b, p <<= 4)"),
        ("make!(fn f() -> u8);", "make!(fn f() -> u8);"),
        (
            "macro_rules! m { ($a:expr ~ $b:expr) => { $a } } 1",
            "macro_rules! m { ($a:expr ~ $b:expr) => { $a } } 1",
        ),
        ("return !(a)", "return !(a)"),
    ] {
        same(text, expected);
    }
}

#[test]
fn try_and_except_are_a_match_on_a_try_block() {
    let Ok(Source {
        body: Body::Block(block),
        ..
    }) = source("let x = try { ~p } except InvalidSize | Memory as e { f(e) } except _ { 2 };")
    else {
        panic!("does not parse");
    };
    let syn::Stmt::Local(local) = &block.stmts[0] else {
        panic!("not a let")
    };
    let Some(Expr::Match(expression)) = local.init.as_ref().map(|init| &*init.expr) else {
        panic!("not a match")
    };
    let Some(read) = super::try_except(expression) else {
        panic!("not a try")
    };
    assert_eq!(read.body.stmts.len(), 1);
    let kinds = |at: usize| {
        read.handlers[at]
            .kinds
            .as_ref()
            .map(|kinds| kinds.iter().map(ToString::to_string).collect())
    };
    assert_eq!(
        kinds(0),
        Some(vec!["InvalidSize".to_owned(), "Memory".to_owned()])
    );
    assert_eq!(
        read.handlers[0].name.map(ToString::to_string),
        Some("e".to_owned())
    );
    assert_eq!(kinds(1), None);
    assert!(read.handlers[1].name.is_none());
}

#[test]
fn headers_are_read() {
    let read = |text: &str| {
        source(text)
            .map(|source| (source.header.allow_misuse, source.header.deny_leaks))
            .ok()
    };
    assert_eq!(read("1"), Some((false, false)));
    assert_eq!(read("#![allow(misuse)] 1"), Some((true, false)));
    assert_eq!(
        read("#![allow(misuse)] #![deny(leaks)] 1"),
        Some((true, true))
    );
    assert_eq!(read("#![deny(warnings)] 1"), None);
}

#[test]
fn items_alone_are_items() {
    assert!(matches!(
        source("fn f() {} struct S;"),
        Ok(Source {
            body: Body::Items(_),
            ..
        })
    ));
    assert!(matches!(
        source("fn f(&self);"),
        Ok(Source {
            body: Body::Items(_),
            ..
        })
    ));
    assert!(matches!(
        source("fn f() {} f()"),
        Ok(Source {
            body: Body::Block(_),
            ..
        })
    ));
    assert!(matches!(
        source(""),
        Ok(Source {
            body: Body::Block(_),
            ..
        })
    ));
}

#[test]
fn what_is_no_expression_is_refused() {
    for text in [
        "~",
        "a ~ b",
        "~;",
        "let ~x = 1;",
        "x ~= 1",
        "ptr <<=",
        "ptr <<= ;",
        "try { 1 }",
        "try { 1 } except { 2 }",
    ] {
        assert!(source(text).is_err(), "`{text}` was accepted");
    }
}

#[test]
fn bodies_are_items_or_a_block() {
    for (text, items) in [
        ("fn f() {}", true),
        ("fn f() {} thread_local! { static N: u8 = 1; }", true),
        ("thread_local!(static N: u8 = 1); fn f() {}", true),
        ("mine!(#[a] pub struct S); fn f() {}", true),
        ("pub fn f() {} mine!(x);", true),
        ("mod m {} mine!(x);", true),
        ("#[macro_export] macro_rules! m { () => {} } m!();", true),
        ("macro_rules! m { () => {} }", true),
        ("macro_rules! m { () => {} } m! {}", false),
        ("fn f() {} mine!(x);", false),
        ("fn f() {} println! { \"\" }", false),
        ("fn f() {} f();", false),
        ("pub fn f() {} let x = 1;", false),
        ("mine! { x }", false),
        ("", false),
    ] {
        let body = source(text).map(|source| source.body);
        assert_eq!(matches!(body, Ok(Body::Items(_))), items, "{text}");
    }
}

/// Which `*` are values, as `V[..]`, or looked at, as `S[..]`.
fn stars(text: &str) -> String {
    struct Marked;
    impl VisitMut for Marked {
        fn visit_expr_mut(&mut self, expression: &mut Expr) {
            visit_mut::visit_expr_mut(self, expression);
            let Expr::Unary(unary) = expression else {
                return;
            };
            if super::marker::take(&mut unary.attrs, super::marker::VALUE) {
                *expression = parse_quote!(V[#unary]);
            } else if super::marker::take(&mut unary.attrs, super::marker::SHOWN) {
                *expression = parse_quote!(S[#unary]);
            }
        }
    }
    match source(text).map(|source| source.body) {
        Ok(Body::Block(mut block)) => {
            Marked.visit_block_mut(&mut block);
            Show.visit_block_mut(&mut block);
            let statements = &block.stmts;
            quote::quote!(#(#statements)*).to_string().replace(' ', "")
        }
        _ => String::new(),
    }
}

#[test]
fn stars_are_values_or_places() {
    for (text, expected) in [
        ("f(*p, *p.x[0])", "f(V[*p],V[*p.x[0]])"),
        ("let x = *p;", "letx=V[*p];"),
        ("let ref x = *p;", "letrefx=*p;"),
        ("let (x, y) = *p;", "let(x,y)=*p;"),
        ("&*p", "&*p"),
        ("&mut **p", "&mut**p"),
        ("**p + 1", "V[**p]+1"),
        ("*p == *q", "S[*p]==S[*q]"),
        ("*p = *q", "V[*p]=V[*q]"),
        ("(*p, *q) = *r", "(*p,*q)=V[*r]"),
        ("*p += *q", "V[*p]+=V[*q]"),
        ("(*p).x.y(*q)", "(*p).x.y(V[*q])"),
        ("match *p { _ => *q }", "match*p{_=>V[*q]}"),
        ("if let Some(x) = *p {}", "ifletSome(x)=*p{}"),
        ("|x| *x", "|x|V[#[__pointers_inside]*x]"),
        ("unsafe { *p }", "unsafe{*p}"),
        ("*f()", "*f()"),
        ("println!(\"{}\", *p)", "println!(\"{}\",S[*p])"),
        ("assert!(*p, \"{}\", *q)", "assert!(V[*p],\"{}\",S[*q])"),
        ("vec![*p]", "vec![V[*p]]"),
        ("mine!(*p)", "mine!(*p)"),
    ] {
        assert_eq!(stars(text), expected, "{text}");
    }
}

#[test]
fn only_what_fits_is_taken_for_the_standard_librarys() {
    for (text, standard) in [
        ("println!(\"{}\", ~p)", true),
        ("std::println!(\"{}\", ~p)", true),
        ("::core::assert!(~p)", true),
        ("my::assert!(~p)", false),
        ("println!(~p)", false),
        ("assert!()", false),
        ("assert_eq!(~p, 1, 2)", false),
        ("vec![~p; 3]", true),
        ("dbg!(~p; 3)", false),
        ("write!(~p, \"x\")", true),
        ("panic!()", true),
    ] {
        let body = source(text).map(|source| source.body);
        let Ok(Body::Block(block)) = body else {
            panic!("`{text}` is no block")
        };
        let [syn::Stmt::Expr(Expr::Call(call), _)] = &block.stmts[..] else {
            assert!(!standard, "{text}");
            continue;
        };
        assert_eq!(!super::is_user_macro(call), standard, "{text}");
    }
}
