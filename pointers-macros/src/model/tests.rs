//! What the model says of small bodies.

use super::{Kind, Model, ValueForm};
use crate::{errors::Errors, syntax};

fn model(text: &str) -> Model {
    let mut errors = Errors::default();
    let tokens = text.parse().unwrap_or_default();
    let mut source =
        syntax::parse(tokens, &mut errors).unwrap_or_else(|| panic!("`{text}` does not parse"));
    Model::of(&mut source.body)
}

fn named(model: &Model, name: &str) -> super::BindingId {
    model
        .ids()
        .find(|id| model.get(*id).name == name)
        .unwrap_or_else(|| panic!("no `{name}`"))
}

#[test]
fn aliases_lead_to_their_allocation() {
    for text in [
        "let p = malloc(4); let x = p;",
        "let p = malloc(4)?; let x = p + 1;",
        "let p = calloc(4, 4); for x in p {}",
        "let p = calloc(4, 4); for (i, x) in p.into_iter().enumerate() {}",
        "let p = malloc(4); let q = &p; { let x = q; }",
    ] {
        let model = model(text);
        assert_eq!(model.root(named(&model, "x")), named(&model, "p"), "{text}");
        assert!(model.allocation(named(&model, "x")).is_some(), "{text}");
    }
}

#[test]
fn names_mean_what_rust_says() {
    let model =
        model("let p = malloc(4); { let p = 3; p += 1; } |p| p; fn f(p: u8) { p } p <<= 1u8;");
    let outer = model.get(named(&model, "p"));
    assert!(matches!(
        outer.facts.first_move,
        Some(ValueForm::Literal(_))
    ));
    assert!(!outer.facts.stepped && !outer.facts.escapes);
}

#[test]
fn kinds_come_from_annotations_and_forms() {
    let model = model(
        "let a = malloc(4); let b: CallocPointer<u8> = f(); let c = 3; let d = f(); let e = vec![1]; \
         let g: u32 = f(); let h = &b; let i = a + 1; let j = 1 + 2;",
    );
    for (name, kind) in [
        ("a", Kind::Malloc),
        ("b", Kind::Calloc),
        ("c", Kind::Plain),
        ("d", Kind::Unknown),
        ("e", Kind::Unknown),
        ("g", Kind::Plain),
        ("h", Kind::Calloc),
        ("i", Kind::Malloc),
        ("j", Kind::Plain),
    ] {
        assert_eq!(model.kind(named(&model, name)), kind, "{name}");
    }
}

#[test]
fn escapes_are_seen() {
    for (text, escapes) in [
        (
            "let p = malloc(4); p <<= 1; println!(\"{}\", ~p); free(p);",
            false,
        ),
        ("let p = malloc(4); p.size(); for x in p {} p == p;", false),
        ("let p = malloc(4); f(p);", true),
        ("let p = malloc(4); S { p };", true),
        ("let p = malloc(4); vec![p];", true),
        ("let p = malloc(4); any!(p);", true),
        ("let p = malloc(4); p", true),
        ("let p = malloc(4); p.into_raw();", true),
        ("let p = malloc(4); let q = p + 1; f(q);", true),
    ] {
        let model = model(text);
        assert_eq!(
            model.get(named(&model, "p")).facts.escapes,
            escapes,
            "{text}"
        );
    }
}
