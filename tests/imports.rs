//! Imports go one way: the folders in the order of `CONTRIBUTING.md`, and there is no circle of files either. What the
//! check knows, and its messages, know nothing of how it goes through a program.
//!
//! Read from the sources, as tokens. An import counts as one of the file that has the item, so that a name which `lib.rs`
//! or a `mod.rs` passes on is no import of that file; and passing on (`pub use`) is none by itself. What stands under
//! `#[cfg(test)]` does not count: a test may use everything.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// Each may import those before it. Those in one row know nothing of one another.
const CORE: [&[&str]; 13] = [
    &["system"],
    &["notes"],
    &["error"],
    &["layout"],
    &["table"],
    &["heap"],
    &["block"],
    &["access"],
    &["handle"],
    &["functions"],
    &["string", "owned", "picture"],
    &["border", "cpython"],
    &["expansion"],
];

const MACROS: [&[&str]; 6] = [
    &["errors", "map", "messages", "primitives", "walk"],
    &["syntax", "fields"],
    &["model"],
    &["check"],
    &["expand"],
    &["loops"],
];

/// Of the check what the source says, what is known, and its messages: the other files go through a program.
const KNOWLEDGE: [&[&str]; 3] = [&["source"], &["known"], &["report"]];

/// What names things above it, as its head says why.
const UPWARDS: [&str; 1] = ["layout::handles"];

#[test]
fn imports_of_the_core_go_one_way() {
    let imports = imports("pointers-core/src");
    let mut wrong = against(&CORE, &imports);
    wrong.extend(circles(&imports));
    assert_none(&wrong);
}

#[test]
fn imports_of_the_macros_go_one_way() {
    let imports = imports("pointers-macros/src");
    let mut wrong = against(&MACROS, &imports);
    wrong.extend(circles(&imports));
    assert_none(&wrong);
}

#[test]
fn what_the_check_knows_imports_one_way() {
    let known = |file: &str| {
        let file = file.strip_prefix("check::")?;
        row(&KNOWLEDGE, folder(file)).map(|_| file.to_owned())
    };
    let mut inside = Imports::new();
    let mut wrong = Vec::new();
    for (from, to, path) in imports("pointers-macros/src") {
        match (known(&from), known(&to)) {
            (Some(from), Some(to)) => {
                inside.insert((from, to, path));
            }
            (Some(_), None) if to.starts_with("check::") => {
                wrong.push(format!("{from} -> {to} ({path}): goes through expressions"));
            }
            _ => {}
        }
    }
    assert!(inside.len() > 20, "only {} imports", inside.len());
    wrong.extend(against(&KNOWLEDGE, &inside));
    wrong.extend(circles(&inside));
    assert_none(&wrong);
}

fn imports(root: &str) -> Imports {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(root);
    let mut imports = Sources::read(&root).imports();
    imports.retain(|(from, ..)| !UPWARDS.contains(&from.as_str()));
    assert!(!imports.is_empty(), "no imports in {}", root.display());
    imports
}

fn assert_none(wrong: &[String]) {
    assert!(
        wrong.is_empty(),
        "imports that go the wrong way:\n{}",
        wrong.join("\n")
    );
}

/// The imports that are against the order.
fn against(order: &[&[&str]], imports: &Imports) -> Vec<String> {
    let mut wrong = Vec::new();
    for (from, to, path) in imports {
        let (here, there) = (folder(from), folder(to));
        let why = match (row(order, here), row(order, there)) {
            _ if here == there => continue,
            (None, _) => format!("`{here}` is not in the order"),
            (_, None) => format!("`{there}` is not in the order"),
            (Some(first), Some(second)) if first <= second => {
                format!("`{here}` may not import `{there}`, which does not come before it")
            }
            _ => continue,
        };
        wrong.push(format!("{from} -> {to} ({path}): {why}"));
    }
    wrong
}

fn folder(file: &str) -> &str {
    file.split("::").next().unwrap_or_default()
}

fn row(order: &[&[&str]], folder: &str) -> Option<usize> {
    order.iter().position(|row| row.contains(&folder))
}

/// The imports between files that lead round: from what is imported one comes back.
fn circles(imports: &Imports) -> Vec<String> {
    let mut next = BTreeMap::<&str, BTreeSet<&str>>::new();
    for (from, to, _) in imports {
        next.entry(from).or_default().insert(to);
    }
    (imports.iter())
        .filter(|(from, to, _)| leads(&next, to, from))
        .map(|(from, to, path)| format!("{from} -> {to} ({path}): part of a circle of files"))
        .collect()
}

fn leads(next: &BTreeMap<&str, BTreeSet<&str>>, from: &str, to: &str) -> bool {
    let mut seen = BTreeSet::new();
    let mut left = vec![from];
    while let Some(file) = left.pop() {
        if file == to {
            return true;
        }
        if seen.insert(file) {
            left.extend(next.get(file).into_iter().flatten());
        }
    }
    false
}

/// The file that imports, the one that has what it imports, and how it says so.
type Imports = BTreeSet<(String, String, String)>;
type Segments = Vec<String>;

/// The files by their modules.
struct Sources(BTreeMap<Segments, Source>);

#[derive(Default)]
struct Source {
    /// Modules that stand under `#[cfg(test)]`.
    tests: BTreeSet<String>,
    /// What it defines.
    items: BTreeSet<String>,
    uses: Vec<Use>,
    /// Paths that start with `crate`, `super` or a module, and stand in no `use`.
    paths: BTreeSet<Segments>,
    /// The names that stand in no `use`.
    names: BTreeSet<String>,
}

struct Use {
    name: String,
    path: Segments,
    passed_on: bool,
}

impl Sources {
    fn read(root: &Path) -> Self {
        let mut files = BTreeMap::new();
        read_folder(root, &[], &mut files);
        let tests: Vec<Segments> = (files.iter())
            .flat_map(|(module, source): (&Segments, &Source)| {
                source
                    .tests
                    .iter()
                    .map(|name| joined(module, [name.clone()]))
            })
            .collect();
        files.retain(|module, _| !tests.iter().any(|test| module.starts_with(test)));
        Sources(files)
    }

    fn imports(&self) -> Imports {
        let mut imports = Imports::new();
        for (module, source) in self.0.iter().filter(|(module, _)| !module.is_empty()) {
            let used = (source.uses.iter())
                .filter(|import| !import.passed_on || source.names.contains(&import.name))
                .map(|import| &import.path);
            for path in used.chain(&source.paths) {
                if let Some(target) = self.find(module, path, 0)
                    && target != *module
                {
                    imports.insert((module.join("::"), target.join("::"), path.join("::")));
                }
            }
        }
        imports.retain(|(_, to, _)| !to.is_empty());
        imports
    }

    /// The file that has what a path says, which stands in a file.
    fn find(&self, from: &[String], path: &[String], depth: usize) -> Option<Segments> {
        let (mut module, mut rest) = (from.to_vec(), path);
        let mut is_absolute = false;
        while let [first, others @ ..] = rest {
            match first.as_str() {
                "crate" => module.clear(),
                "super" => {
                    module.pop();
                }
                "self" => (),
                _ => break,
            }
            is_absolute = true;
            rest = others;
        }
        while let [first, others @ ..] = rest {
            let child = joined(&module, [first.clone()]);
            if self.0.contains_key(&child) {
                module = child;
                rest = others;
                is_absolute = true;
                continue;
            }
            let source = self.0.get(&module)?;
            if source.items.contains(first) || depth > 8 {
                break;
            }
            let named = source.uses.iter().find(|import| import.name == *first);
            if let Some(import) = named {
                let path = joined(&import.path, others.iter().cloned());
                return self.find(&module, &path, depth + 1);
            }
            let globs = source.uses.iter().filter(|import| import.name == "*");
            for import in globs.filter(|_| is_absolute) {
                let target = self.find(&module, &import.path, depth + 1);
                if let Some(target) = target.filter(|target| *target != module)
                    && let Some(found) = self.find(
                        &target,
                        &joined(&["self".into()], rest.iter().cloned()),
                        depth + 1,
                    )
                {
                    return Some(found);
                }
            }
            if !is_absolute {
                return None;
            }
            break;
        }
        is_absolute.then_some(module)
    }
}

fn joined(start: &[String], end: impl IntoIterator<Item = String>) -> Segments {
    start.iter().cloned().chain(end).collect()
}

fn read_folder(folder: &Path, module: &[String], files: &mut BTreeMap<Segments, Source>) {
    let entries = fs::read_dir(folder).expect("a folder of sources");
    for entry in entries {
        let path = entry.expect("an entry of the folder").path();
        let name = path
            .file_stem()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        if path.is_dir() {
            read_folder(&path, &joined(module, [name]), files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let module = match name.as_str() {
                "lib" | "mod" => module.to_vec(),
                _ => joined(module, [name]),
            };
            let text = fs::read_to_string(&path).expect("a source");
            let tokens: TokenStream = text.parse().expect("a source has tokens");
            let mut source = Source::default();
            source.scan(tokens, &mut Vec::new());
            files.insert(module, source);
        }
    }
}

impl Source {
    /// `inline`: the modules with braces that the tokens stand in. What is in them is the file's.
    fn scan(&mut self, tokens: TokenStream, inline: &mut Vec<String>) {
        let tokens: Vec<_> = tokens.into_iter().collect();
        let mut rest = tokens.as_slice();
        let mut passed_on = false;
        while let [first, others @ ..] = rest {
            if let [
                TokenTree::Punct(hash),
                TokenTree::Group(attribute),
                after @ ..,
            ] = rest
                && hash.as_char() == '#'
                && is_of_tests(attribute)
            {
                rest = self.after_test(after);
                continue;
            }
            rest = others;
            match first {
                TokenTree::Ident(word) => match (word.to_string().as_str(), others) {
                    ("pub", _) => {
                        passed_on = true;
                        continue;
                    }
                    ("use", _) if !starts_with(others, '<') => {
                        let end = others.iter().position(|token| is(token, ';'));
                        let (tree, after) = others.split_at(end.unwrap_or(others.len()));
                        self.read_use(tree, &mut Vec::new(), passed_on, inline.len());
                        rest = after;
                    }
                    ("mod", [TokenTree::Ident(name), TokenTree::Group(body), after @ ..]) => {
                        self.items.insert(name.to_string());
                        inline.push(name.to_string());
                        self.scan(body.stream(), inline);
                        inline.pop();
                        rest = after;
                    }
                    ("mod", [TokenTree::Ident(_), after @ ..]) => rest = after,
                    (word, _) => rest = self.read_word(word, others, inline.len()),
                },
                // `pub(crate)`.
                TokenTree::Group(group)
                    if passed_on && group.delimiter() == Delimiter::Parenthesis =>
                {
                    continue;
                }
                TokenTree::Group(group) => self.scan(group.stream(), inline),
                _ => (),
            }
            passed_on = false;
        }
    }

    /// A name, which may start a path or be that of an item that follows. Gives what stands behind it.
    fn read_word<'t>(
        &mut self,
        word: &str,
        mut rest: &'t [TokenTree],
        depth: usize,
    ) -> &'t [TokenTree] {
        const ITEMS: [&str; 10] = [
            "fn",
            "struct",
            "enum",
            "union",
            "trait",
            "type",
            "const",
            "static",
            "macro_rules",
            "impl",
        ];
        if ITEMS.contains(&word)
            && let [TokenTree::Ident(name), ..] | [TokenTree::Punct(_), TokenTree::Ident(name), ..] =
                rest
        {
            self.items.insert(name.to_string());
        }
        let mut path = vec![word.to_owned()];
        while let [
            TokenTree::Punct(first),
            TokenTree::Punct(second),
            TokenTree::Ident(next),
            after @ ..,
        ] = rest
            && (first.as_char(), second.as_char()) == (':', ':')
        {
            path.push(next.to_string());
            rest = after;
        }
        self.names.insert(word.to_owned());
        if path.len() > 1
            && let Some(path) = outside(path, depth)
        {
            self.paths.insert(path);
        }
        rest
    }

    fn read_use(&mut self, tree: &[TokenTree], path: &mut Segments, passed_on: bool, depth: usize) {
        let length = path.len();
        let mut renamed = None;
        let mut rest = tree;
        while let [first, others @ ..] = rest {
            rest = others;
            match first {
                TokenTree::Ident(word) if *word == "as" => {
                    renamed = others.first().map(ToString::to_string);
                    break;
                }
                TokenTree::Ident(word) => path.push(word.to_string()),
                TokenTree::Punct(star) if star.as_char() == '*' => renamed = Some("*".to_owned()),
                TokenTree::Group(group) => {
                    let tokens: Vec<_> = group.stream().into_iter().collect();
                    for tree in tokens
                        .split(|token| is(token, ','))
                        .filter(|tree| !tree.is_empty())
                    {
                        self.read_use(tree, path, passed_on, depth);
                    }
                    path.truncate(length);
                    return;
                }
                _ => (),
            }
        }
        if path.last().is_some_and(|last| last == "self") && path.len() > 1 {
            path.pop();
        }
        if let Some(name) = renamed.or_else(|| path.last().cloned())
            && let Some(path) = outside(path.clone(), depth)
        {
            self.uses.push(Use {
                name,
                path,
                passed_on,
            });
        }
        path.truncate(length);
    }

    /// What stands behind an item of the tests.
    fn after_test<'t>(&mut self, mut rest: &'t [TokenTree]) -> &'t [TokenTree] {
        if let Some(at) = rest
            .iter()
            .position(|token| matches!(token, TokenTree::Ident(word) if *word == "mod"))
            && let [_, TokenTree::Ident(name), TokenTree::Punct(_), ..] = &rest[at..]
        {
            self.tests.insert(name.to_string());
        }
        while let [first, others @ ..] = rest {
            rest = others;
            let ends = match first {
                TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
                other => is(other, ';') || is(other, ','),
            };
            if ends {
                break;
            }
        }
        rest
    }
}

/// A path as it reads outside of so many modules with braces; none if it stays in them.
fn outside(mut path: Segments, mut depth: usize) -> Option<Segments> {
    while depth > 0 && path.first().is_some_and(|first| first == "super") {
        path.remove(0);
        depth -= 1;
        if depth == 0 && path.first().is_some_and(|first| first != "super") {
            path.insert(0, "self".to_owned());
        }
    }
    (!path.is_empty()).then_some(path)
}

fn is_of_tests(attribute: &Group) -> bool {
    let text: String = attribute.stream().to_string().split_whitespace().collect();
    text == "cfg(test)" || text.starts_with("cfg(all(test,")
}

fn is(token: &TokenTree, mark: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == mark)
}

fn starts_with(tokens: &[TokenTree], mark: char) -> bool {
    tokens.first().is_some_and(|token| is(token, mark))
}
