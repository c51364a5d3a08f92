//! `FILES.md` lists every file of the library with what its first lines say of it, so that a reader finds the place of a line.
//! `POINTERS_BLESS=1 cargo test --test files` writes it anew.

use std::fmt::Write;
use std::fs;
use std::path::Path;

const LIST: &str = "FILES.md";
const HEAD: &str = "# What each file does

The first sentence of each, its types, and what else other files use of it, but for methods. Written by
`POINTERS_BLESS=1 cargo test --test files`. How they work together: `CONTRIBUTING.md`.
";

/// The first sentence of the head of a file.
fn sentence(source: &str) -> Option<String> {
    let lines = source.lines().skip_while(|line| !line.starts_with("//!"));
    let paragraph = lines.map_while(|line| line.strip_prefix("//!").map(str::trim));
    let words: Vec<&str> = paragraph.take_while(|line| !line.is_empty()).collect();
    let paragraph = words.join(" ");
    let end = paragraph.find(". ").map_or(paragraph.len(), |end| end + 1);
    (!paragraph.is_empty()).then(|| without_targets(&paragraph[..end]))
}

/// `[name](target)` and `[name]` without their brackets: the targets are of rustdoc.
fn without_targets(sentence: &str) -> String {
    let mut plain = String::new();
    let mut rest = sentence;
    while let Some((before, link)) = rest.split_once("[`") {
        let Some((name, after)) = link.split_once("`]") else {
            break;
        };
        write!(plain, "{before}`{name}`").expect("a `String` takes it");
        let target = after
            .strip_prefix('(')
            .and_then(|target| target.split_once(')'));
        rest = target.map_or(after, |(_, after)| after);
    }
    plain + rest
}

/// The items of a file that others can name, and its types, in the order in which they stand.
fn names(source: &str) -> Vec<String> {
    source.lines().filter_map(name).collect()
}

/// The name of the item that begins on a line, if it stands outermost, and is visible or a type.
fn name(line: &str) -> Option<String> {
    let item = match line.strip_prefix("pub") {
        Some(rest) if rest.starts_with('(') => rest.split_once(") ")?.1,
        Some(rest) => rest.strip_prefix(' ')?,
        None => ["macro_rules!", "struct", "enum", "union", "trait", "type"]
            .iter()
            .find(|kind| line.starts_with(**kind))
            .map(|_| line)?,
    };
    let mut words = item.split_whitespace().skip_while(|word| {
        let qualifiers = ["unsafe", "async", "extern", "\"C\""];
        qualifiers.contains(word) || *word == "const" && item.contains(" fn ")
    });
    let kinds = [
        "fn",
        "struct",
        "enum",
        "union",
        "trait",
        "type",
        "static",
        "const",
        "macro_rules!",
    ];
    let kind = words.next()?;
    let name = words.next().filter(|_| kinds.contains(&kind))?;
    let name = name
        .split(|c: char| !c.is_alphanumeric() && c != '_')
        .next()?;
    Some(format!("`{name}`"))
}

fn list(folder: &str, text: &mut String) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = fs::read_dir(path).expect("the folder is there");
    let entries = entries.map(|entry| entry.expect("it can be listed"));
    let (mut folders, mut files) = (Vec::new(), Vec::new());
    for entry in entries {
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_test = name == "tests" || name == "tests.rs" || name == "snapshots";
        match entry.path().is_dir() {
            _ if is_test => {}
            true => folders.push(name),
            false if name.ends_with(".rs") => files.push(name),
            false => {}
        }
    }
    folders.sort();
    files.sort();
    if !files.is_empty() {
        write!(
            text,
            "\n## {folder}\n\n| file | what it does | names |\n| --- | --- | --- |\n"
        )
        .expect("it takes it");
    }
    for file in files {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join(folder)
            .join(&file);
        let source = fs::read_to_string(path).expect("it is text");
        let says =
            sentence(&source).unwrap_or_else(|| panic!("{folder}/{file} begins with no `//!`"));
        let (says, names) = (says.replace('|', "\\|"), names(&source).join(" "));
        writeln!(text, "| {file} | {says} | {names} |").expect("it takes it");
    }
    for name in folders {
        list(&format!("{folder}/{name}"), text);
    }
}

#[test]
fn the_list_of_files_says_what_their_heads_say() {
    let mut text = HEAD.to_owned();
    for folder in ["pointers-core/src", "pointers-macros/src"] {
        list(folder, &mut text);
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(LIST);
    if std::env::var_os("POINTERS_BLESS").is_some() {
        fs::write(&path, &text).expect("it can be written");
    }
    let now = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        now == text,
        "{LIST} is not what the files say: `POINTERS_BLESS=1 cargo test --test files`"
    );
}

#[test]
fn visible_items_are_named() {
    let source = "pub(crate) unsafe fn read<T>() {\nfn hidden() {\n    pub fn method() {\npub struct Two(u8);\n\
                  pub const fn three() {\npub(super) const FOUR: u8 = 4;\nmacro_rules! five {\npub use six;\nenum Seven {\n    type Output = ();\n";
    let all = ["`read`", "`Two`", "`three`", "`FOUR`", "`five`", "`Seven`"];
    assert_eq!(names(source), all);
}

#[test]
fn a_sentence_ends_at_its_full_stop() {
    assert_eq!(
        sentence("// Not this.\n//! One [`Two`](crate::Two)\n//! three. Four.\n").unwrap(),
        "One `Two` three."
    );
    assert_eq!(
        sentence("//! Only one\n//!\n//! More.").unwrap(),
        "Only one"
    );
    assert_eq!(sentence("use std::fs;\n"), None);
}
