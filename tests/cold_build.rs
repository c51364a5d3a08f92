//! What a user's first build compiles: nothing of what they may never ask for.

use std::fs;
use std::path::Path;

/// The functions in a file that are compiled with the library, whoever calls them: those without `#[inline]`, tests aside.
fn compiled_for_all(text: &str) -> Vec<&str> {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let lines: Vec<&str> = code.lines().map(str::trim).collect();
    let begins = |at: &usize| is_function(lines[*at]) && has_body(&lines[*at..]);
    let is_inline = |at: &usize| {
        let above = lines[..*at].iter().rev();
        let mut attributes =
            above.take_while(|line| !line.is_empty() && !line.ends_with(['{', '}', ';']));
        attributes.any(|line| line.starts_with("#[inline"))
    };
    (0..lines.len())
        .filter(|at| begins(at) && !is_inline(at))
        .map(|at| lines[at])
        .collect()
}

fn is_function(line: &str) -> bool {
    let line = match line.strip_prefix("pub") {
        Some(rest) => rest.split_once(' ').map_or("", |(_, rest)| rest),
        None => line,
    };
    let line = line.strip_prefix("const ").unwrap_or(line);
    line.strip_prefix("unsafe ")
        .unwrap_or(line)
        .starts_with("fn ")
}

/// What a trait asks for has none.
fn has_body(lines: &[&str]) -> bool {
    let ends = lines
        .iter()
        .find(|line| line.contains('{') || line.ends_with(';'));
    ends.is_some_and(|line| line.contains('{'))
}

fn files(path: &Path, found: &mut Vec<(String, String)>) {
    if path.is_dir() {
        for entry in fs::read_dir(path).expect("it can be listed") {
            files(&entry.expect("it can be listed").path(), found);
        }
    } else if path.extension().is_some_and(|extension| extension == "rs") {
        let text = fs::read_to_string(path).expect("it is text");
        found.push((path.display().to_string(), text));
    }
}

/// Pictures were four fifths of the code that the library was compiled to. With `#[inline]` a function is compiled where it is
/// called: for who draws, and for nobody else.
#[test]
fn pictures_are_compiled_for_who_draws_them() {
    let core = Path::new(env!("CARGO_MANIFEST_DIR")).join("pointers-core/src");
    let mut drawing = Vec::new();
    files(&core.join("picture"), &mut drawing);
    files(&core.join("expansion/show.rs"), &mut drawing);
    assert!(drawing.len() > 40, "{} files", drawing.len());
    for (file, text) in &drawing {
        let functions = compiled_for_all(text);
        assert!(
            functions.is_empty(),
            "{file}: write `#[inline]` above {functions:#?}"
        );
    }
}

#[test]
fn a_function_without_the_attribute_is_found() {
    let text = "#[inline]\nfn a() {}\n\npub(crate) fn b(\n) -> u8 {\n}\ntrait T {\n    fn c();\n    #[inline]\n    /// Says what.\n    \
        fn d() {\n    }\n    const fn e() {\n    }\n}\n#[cfg(test)]\nfn f() {}\n";
    assert_eq!(
        compiled_for_all(text),
        ["pub(crate) fn b(", "const fn e() {"]
    );
}

/// A table of hashes is some 1,500 lines of LLVM's code for each type of key, and a sort two thousand for each type of element.
#[test]
fn the_macro_has_one_kind_of_map() {
    let macros = Path::new(env!("CARGO_MANIFEST_DIR")).join("pointers-macros/src");
    let mut all = Vec::new();
    files(&macros, &mut all);
    let all = all
        .iter()
        .filter(|(file, _)| !file.contains("tests") && !file.contains("snapshots"));
    for (file, text) in all {
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for costly in [
            "HashMap", "HashSet", "BTreeMap", "BTreeSet", ".sort_", ".sort()",
        ] {
            let said = code.lines().find(|line| {
                let line = line.trim_start();
                line.contains(costly)
                    && !line.starts_with("//")
                    && !line.contains('"')
                    && !line.contains('`')
            });
            assert_eq!(said, None, "{file}: `map.rs` has what does instead");
        }
    }
}
