//! Puts the items of a source file into `pointers! { }` without moving a line.

use std::ops::Range;

use syn::spanned::Spanned;
use syn::{Attribute, Item, UseTree};

/// A file whose items are in the macro, and how many of its lines that are.
pub struct Inserted {
    pub text: String,
    pub lines: usize,
}

/// The file with the macro around each run of items that can be in one; `opening` is how the macro is called.
pub fn insert(source: &str, opening: &str) -> syn::Result<Inserted> {
    let start = unparsed_start(source);
    let file = syn::parse_file(&source[start..])?;
    let mut runs = Vec::new();
    find_runs(&file.items, &mut runs);
    proc_macro2::extra::invalidate_current_thread_spans();
    let mut inserted = Inserted {
        text: String::with_capacity(source.len()),
        lines: 0,
    };
    let mut copied = 0;
    for run in runs {
        let (from, to) = (run.start + start, run.end + start);
        inserted.text += &source[copied..from];
        inserted.text += opening;
        inserted.text += " { ";
        inserted.text += &source[from..to];
        inserted.text += " }";
        inserted.lines += source[from..to].lines().count();
        copied = to;
    }
    inserted.text += &source[copied..];
    Ok(inserted)
}

/// Bytes before what syn counts from: a byte order mark, and a line that names an interpreter.
fn unparsed_start(source: &str) -> usize {
    let mark = if source.starts_with('\u{feff}') {
        '\u{feff}'.len_utf8()
    } else {
        0
    };
    let rest = &source[mark..];
    let names_interpreter = rest.starts_with("#!") && !rest[2..].trim_start().starts_with('[');
    mark + if names_interpreter {
        rest.find('\n').unwrap_or(rest.len())
    } else {
        0
    }
}

/// The bytes of the longest runs of items that can be in the macro, also of those in modules that cannot.
fn find_runs(items: &[Item], runs: &mut Vec<Range<usize>>) {
    let mut run: Option<Range<usize>> = None;
    for item in items {
        if can_be_inside(item) {
            let range = item.span().byte_range();
            match &mut run {
                Some(run) => run.end = range.end,
                None => run = Some(range),
            }
            continue;
        }
        runs.extend(run.take());
        if let Item::Mod(module) = item
            && let Some((_, items)) = &module.content
        {
            find_runs(items, runs);
        }
    }
    runs.extend(run);
}

/// Whether Rust gives this item the same meaning in the expansion of a macro.
///
/// It does not where names are found by the order of the text (`macro_rules!`, `#[macro_use]`, and calls of
/// macros that may hold one), where a file is read by where its `mod` stands, where an expanded import has
/// a name that is also a macro's of the prelude.
fn can_be_inside(item: &Item) -> bool {
    match item {
        Item::ExternCrate(_) | Item::Macro(_) | Item::Verbatim(_) => false,
        Item::Use(import) => !imports_macro(&import.tree),
        Item::Mod(module) => {
            let reads_no_file = |(_, items): &(_, Vec<Item>)| items.iter().all(can_be_inside);
            !uses_macros(&module.attrs) && module.content.as_ref().is_some_and(reads_no_file)
        }
        _ => true,
    }
}

/// Whether an import may bring in one of the modules of std that have a macro's name.
fn imports_macro(tree: &UseTree) -> bool {
    match tree {
        UseTree::Path(path) => imports_macro(&path.tree),
        UseTree::Name(name) => ["env", "panic", "vec"]
            .iter()
            .any(|known| name.ident == known),
        UseTree::Rename(_) | UseTree::Glob(_) => false,
        UseTree::Group(group) => group.items.iter().any(imports_macro),
    }
}

fn uses_macros(attributes: &[Attribute]) -> bool {
    attributes
        .iter()
        .any(|attribute| attribute.path().is_ident("macro_use"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(source: &str) -> String {
        let inserted = insert(source, "p!").expect("a source file");
        assert_eq!(
            inserted.text.lines().count(),
            source.lines().count(),
            "a line moved"
        );
        inserted.text
    }

    #[test]
    fn a_run_of_items_has_one_macro() {
        assert_eq!(
            text("fn f() {}\n\nfn g() {}\n"),
            "p! { fn f() {}\n\nfn g() {} }\n"
        );
    }

    #[test]
    fn what_belongs_to_the_file_stays_before_the_macro() {
        assert_eq!(
            text("//! Docs.\n#![no_std]\n\n/// More.\n#[inline]\nfn f() {} // end\n"),
            "//! Docs.\n#![no_std]\n\np! { /// More.\n#[inline]\nfn f() {} } // end\n"
        );
    }

    #[test]
    fn what_the_order_of_the_text_decides_stays_outside() {
        for item in [
            "mod file;",
            "extern crate alloc;",
            "use std::{fmt, panic};",
            "macro_rules! m { () => {}; }",
            "m! {}",
            "#[macro_use] mod m {}",
        ] {
            assert_eq!(
                text(&format!("fn f() {{}}\n{item}\nfn g() {{}}")),
                format!("p! {{ fn f() {{}} }}\n{item}\np! {{ fn g() {{}} }}")
            );
        }
    }

    #[test]
    fn a_module_is_inside_if_all_of_it_can_be() {
        assert_eq!(
            text("mod m { use a::b; fn f() {} }"),
            "p! { mod m { use a::b; fn f() {} } }"
        );
        assert_eq!(
            text("mod m { mod file; fn f() {} }"),
            "mod m { mod file; p! { fn f() {} } }"
        );
        assert_eq!(
            text("mod m { mod n { m!(); } fn f() {} }"),
            "mod m { mod n { m!(); } p! { fn f() {} } }"
        );
    }

    #[test]
    fn bytes_before_the_first_token_are_counted() {
        assert_eq!(text("\u{feff}fn f() {}"), "\u{feff}p! { fn f() {} }");
        assert_eq!(
            text("#!/bin/run\nfn f() {}"),
            "#!/bin/run\np! { fn f() {} }"
        );
        assert_eq!(
            text("\u{feff}#![no_std]\nfn f() {}"),
            "\u{feff}#![no_std]\np! { fn f() {} }"
        );
        assert_eq!(
            text("// ä € 𝄞\nfn f() {} // ä\nmod a;"),
            "// ä € 𝄞\np! { fn f() {} } // ä\nmod a;"
        );
    }

    #[test]
    fn lines_are_those_that_the_macro_gets() {
        let lines = |source| insert(source, "p!").expect("a source file").lines;
        assert_eq!(lines("mod a;\n\nfn f() {\n}\n\nfn g() {}\n"), 4);
        assert_eq!(lines("mod a;\n"), 0);
    }

    #[test]
    fn what_is_not_a_source_file_is_an_error() {
        assert!(insert("1 + 1", "p!").is_err());
    }
}
