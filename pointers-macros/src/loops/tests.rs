//! Which loops are pure, and which variables get views.

use syn::Expr;

use super::{Known, Uses, pure::Pure};
use crate::walk::visit::{self, Visit};
use crate::{
    errors::Errors,
    model::{Base, Kind, Model},
    syntax,
};

/// The outermost loops of a body.
#[derive(Default)]
struct Loops(Vec<Expr>);

impl<'a> Visit<'a> for Loops {
    fn visit_expr(&mut self, expression: &'a Expr) {
        if matches!(
            expression,
            Expr::ForLoop(_) | Expr::While(_) | Expr::Loop(_)
        ) {
            self.0.push(expression.clone());
        } else {
            visit::visit_expr(self, expression);
        }
    }
}

fn loops(body: &str) -> (Model, Vec<Expr>) {
    let tokens = body.parse().expect("tokens");
    let mut source = syntax::parse(tokens, &mut Errors::default()).expect("a body");
    let model = Model::of(&mut source.body);
    let mut found = Loops::default();
    source.body.visit(&mut found);
    (model, found.0)
}

/// What the first loop of a body needs, if it is pure: its handles, and how far it gets beyond its counter.
fn needs(body: &str) -> Option<Vec<(String, bool, Option<usize>)>> {
    let (model, loops) = loops(body);
    let pure = Pure::of(loops.first()?, &model)?;
    let handles = pure.memory.handles.into_iter();
    Some(
        handles
            .map(|handle| {
                let end = handle.beyond.filter(|_| pure.end.is_some());
                let Base::Variable(variable) = handle.base else {
                    return (String::new(), false, None);
                };
                (variable.name, handle.written, end)
            })
            .collect(),
    )
}

/// The variables of which the first loop of a body makes views.
fn views(body: &str) -> Vec<String> {
    let (model, loops) = loops(body);
    let uses = Uses::of(&loops[0]);
    let kept = uses.indexed.iter().filter(|(variable, _)| {
        let known = variable.binding.map(|id| Known {
            handle: matches!(model.kind(id), Kind::Malloc | Kind::Calloc),
            fixed: !model.get(id).mutable,
        });
        uses.keep(variable, known)
    });
    kept.map(|(variable, _)| variable.name.clone()).collect()
}

#[test]
fn pure_loops() {
    let read = |beyond| Some(vec![("p".to_owned(), false, beyond)]);
    let written = |beyond| Some(vec![("p".to_owned(), true, beyond)]);
    assert_eq!(needs("for i in 0..n { t += ~p[i]; }"), read(Some(0)));
    assert_eq!(
        needs("for i in (1..=n).rev() { p[i] <<= ~p[i - 1] + ~p[i + 3]; }"),
        written(Some(3))
    );
    assert_eq!(needs("for i in 0..n { t += ~p[i * 2]; }"), read(None));
    assert_eq!(
        needs("for i in f()..g(n) { if t > 3 { t += ~p[i + 1]; } }"),
        read(Some(0))
    );
    assert_eq!(
        needs("for i in 0..n { if i == 3 { continue; } t += ~p[i + 1]; }"),
        read(Some(0))
    );
    assert_eq!(
        needs("let mut i = 0; while i < n { t += ~p[i]; i += 1; }"),
        read(Some(0))
    );
    assert_eq!(
        needs("let mut i = 0; while i < n { t += ~p[i]; i += 1; n += 1; }"),
        read(None)
    );
    assert_eq!(
        needs(
            "for i in 2..n { if !~p[i] { let mut m = i; while m < n { p[m] <<= true; m += i; } } }"
        ),
        written(Some(0))
    );
    assert_eq!(
        needs(
            "for end in (1..n).rev() { for i in 0..end { if ~p[i] > ~p[i + 1] { p[i] <<= 0; } } }"
        ),
        written(Some(0))
    );
    assert_eq!(
        needs("for i in 0..n { for j in 0..m { t += ~p[i] + ~p[j]; } }"),
        read(None)
    );
    assert_eq!(
        needs(
            "for _ in 0..3 { let (a, b): (u8, u8) = (~p[0], !~p[1]); p[0] -= a.min(b) as u8; return; }"
        ),
        written(None)
    );
    assert_eq!(
        needs("let p = calloc(9, 4); for q in p { t += ~q; q <<= t; }"),
        written(Some(0))
    );
    assert_eq!(
        needs("let mut x = 3; for i in 0..n { (x, t) = (-x, 1); x = ~p[i]; }"),
        None,
        "whether `t` has a value is not known"
    );
}

#[test]
fn loops_that_are_not() {
    for body in [
        // Nothing is indexed.
        "for i in 0..n { t += i; }",
        // It does not pay.
        "while t > 0 { t = ~p[t]; }",
        "loop { t += ~p[0]; }",
        "for x in values { t += ~p[x]; }",
        // Code of the user's.
        "for i in 0..n { t += f(~p[i]); }",
        "for i in 0..n { t += (~p[i]).user(); }",
        "for i in 0..n { t += (~p[i]).abs(); }",
        "for i in 0..n { t += (~p[i] < 3).pow(2); }",
        "for i in 0..n { let few = ~p[i] < 3; t += few.pow(2); }",
        "for i in 0..n { t += 1f64.pow(~p[i]); }",
        "for i in 0..n { t += ~p[i]; println!(); }",
        "for i in 0..n { t += ~p[i]; mine!(); }",
        "for i in 0..n { let f = || ~p[i]; }",
        "for i in 0..n { t += ~p[i]?; }",
        "for i in 0..n { *t += ~p[i]; }",
        "for i in 0..n { self.t += ~p[i]; }",
        "for i in 0..n { let x: Mine = ~p[i]; }",
        "for i in 0..n { t += ~p[i] as Mine; }",
        "for i in 0..n { let Some(x) = ~p[i] else { break }; }",
        "for i in 0..n { match ~p[i] { _ => {} } }",
        "for i in 0..n { ~p[i] = 3; }",
        "for i in 0..n { (~p[i]).x += 3; }",
        "for i in 0..n { unsafe { t += ~p[i]; } }",
        "for i in 0..n { #[cfg(any())] { t += ~p[i]; } }",
        // Whether it has a value before is not known.
        "for i in 0..n { last = ~p[i]; }",
        "let last; for i in 0..n { last = ~p[i]; break; }",
        // Of which type it is is not known.
        "let mut last = x; for i in 0..n { t += ~p[i]; last = None; }",
        "for i in 0..n { t += ~p[i]; t += values::first; }",
        // Handles themselves.
        "for q in p { t += ~q; }",
        "let p = calloc(9, 4); for q in p { t += ~q; q += 1; }",
        "let p = calloc(9, 4); for q in p { t += ~q; last = q; }",
        "let p = calloc(9, 4); for q in p { t += ~q[1]; }",
        "let p = calloc(9, 4); for q in p { t += ~q + ~p[1]; }",
        "let q = malloc(8); for i in 0..n { t += ~p[i]; q <<= t; }",
        "let q = malloc(8); for i in 0..n { t += ~p[i]; same &= q == r; }",
    ] {
        assert_eq!(needs(body), None, "{body}");
    }
}

#[test]
fn large_loops_are_not_written_twice() {
    let body = "t += ~p[i]; ".repeat(200);
    assert_eq!(needs(&format!("for i in 0..n {{ {body} }}")), None);
}

#[test]
fn variables_with_views() {
    for (body, expected) in [
        ("loop { ~p[0]; q[1] <<= ~r[~s[2]]; u[0] += 1; }", "pqrsu"),
        ("loop { ~p[0]; ~p; }", ""),
        ("loop { ~p[0]; f(p); }", ""),
        ("loop { ~p[0]; p = q; }", ""),
        ("loop { ~p[0]; p += 1; }", ""),
        ("loop { ~p[0]; realloc(p, 4); }", ""),
        ("let p = malloc(4); loop { ~p[0]; realloc(p, 4); }", "p"),
        ("loop { ~p[0]; let r = &mut p; }", ""),
        ("loop { ~p[0]; mine!(); }", "p"),
        ("loop { ~p[0]; mine!(~q[0]); }", "p"),
        ("loop { ~p[0]; mine!(p); }", ""),
        ("loop { ~p[0]; dbg!(p, q); }", ""),
        ("loop { ~p[0]; print!(p = q); }", ""),
        (
            "let p = malloc(4); loop { ~p[0]; mine! { let p = ~q; } }",
            "",
        ),
        ("loop { println!(\"{}\", ~p[0]); }", "p"),
        ("loop { let f = || ~p[0]; }", ""),
        ("loop { ~p[0]; let f = || ~p[1]; }", "p"),
        ("loop { ~p[0]; let f = || { p = q; }; }", ""),
        ("loop { let p = f(); ~p[0]; loop { ~p[1]; } }", ""),
        ("loop { ~Upper[0]; ~self[0]; ~p[1..2]; ~p.q[0]; }", ""),
        ("for x in f(~p[0]) { ~q[0]; }", "q"),
        ("for x in { p = q; 0..3 } { ~p[0]; }", ""),
        ("loop { #[cfg(any())] { ~p[0]; } ~q[0]; }", "q"),
        (
            "let p = malloc(4); loop { ~p[0]; f(p); free(p); p == q; }",
            "p",
        ),
        ("let mut p = malloc(4); loop { ~p[0]; p.change(); }", ""),
        (
            "let mut p = malloc(4); loop { ~p[0]; (p, q) = (q, p); }",
            "",
        ),
        (
            "let mut p = malloc(4); loop { ~p[0]; match p { ref mut r => {} } }",
            "",
        ),
    ] {
        assert_eq!(views(body).concat(), expected, "{body}");
    }
}

/// Whether the first loop of a body only fills.
fn fills(body: &str) -> bool {
    let (_, loops) = loops(body);
    loops
        .first()
        .is_some_and(|first| super::fill::parts(first).is_some())
}

#[test]
fn loops_that_only_fill() {
    for body in [
        "for i in 0..n { p[i] <<= f(i) }",
        "for i in 0..n { p[i] <<= f(i); }",
        "for i in a + 1..n { (p[i]) <<= some::f::<u8>(i as u8, &x, 1 + (x)); }",
        "for _i in 0..n { p[_i] <<= f(); }",
    ] {
        assert!(fills(body), "{body}");
    }
    for body in [
        "for i in 0..=n { p[i] <<= f(i) }",
        "for i in (0..n).rev() { p[i] <<= f(i) }",
        "for i in n { p[i] <<= f(i) }",
        "'a: for i in 0..n { p[i] <<= f(i) }",
        "for mut i in 0..n { p[i] <<= f(i) }",
        "for i in 0..n { p[i + 1] <<= f(i) }",
        "for i in 0..n { p[j] <<= f(i) }",
        "for i in 0..n { p[i] += f(i) }",
        "for i in 0..n { p[i] <<= f(i)? }",
        "for i in 0..n { p[i] <<= i.f() }",
        "for i in 0..n { p[i] <<= f(~p[i]) }",
        "for i in 0..n { p[i] <<= f(g(i)) }",
        "for i in 0..n { p[i] <<= f(&g(i)) }",
        "for i in 0..n { p[i] <<= f(&mut x) }",
        "for i in 0..n { p[i] <<= f(x == y) }",
        "for i in 0..n { p[i] <<= f(return) }",
        "for i in 0..n { p[i] <<= f(break) }",
        "for i in 0..n { p[i] <<= (f)(i) }",
        "for i in 0..n { p[i] <<= realloc(q, i) }",
        "for i in 0..n { p[i] <<= f(i); g() }",
        "for i in 0..n { let x = 1; p[i] <<= f(x) }",
    ] {
        assert!(!fills(body), "{body}");
    }
}
