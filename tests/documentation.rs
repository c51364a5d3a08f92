//! What the documentation says, for whom it is said: those who depend on `pointers`.
//!
//! `.ci/release docs` compiles the examples as they would, with the packaged crates and nothing else.

use std::fs;
use std::path::Path;

/// The documentation lines below a folder, with the file that each stands in.
fn documentation(folder: &Path, lines: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("it can be listed").path();
        if path.is_dir() {
            documentation(&path, lines);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).expect("it is text");
            let documents = |line: &&str| line.starts_with("///") || line.starts_with("//!");
            let of_file = text.lines().map(str::trim_start).filter(documents);
            lines.extend(of_file.map(|line| (path.display().to_string(), line.to_owned())));
        }
    }
}

/// `use pointers_core::*` compiles in our doctests, and for no user.
#[test]
fn examples_name_the_crate_that_users_depend_on() {
    let mut lines = Vec::new();
    documentation(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("pointers-core/src"),
        &mut lines,
    );
    assert!(lines.len() > 1000, "{} lines", lines.len());
    let inner = ["pointers_core::", "pointers_core as", "crate pointers_core"];
    lines.retain(|(_, line)| inner.iter().any(|name| line.contains(name)));
    assert!(lines.is_empty(), "{lines:#?}");
}

/// The name that a repository's page gives to a heading: small letters, spaces as `-`, and nothing else of what is no letter.
fn anchor(heading: &str) -> String {
    let kept = heading.chars().filter_map(|letter| match letter {
        ' ' | '-' => Some('-'),
        '_' => Some('_'),
        _ => letter.is_alphanumeric().then_some(letter),
    });
    kept.collect::<String>().to_lowercase()
}

/// The headings of a page, code aside.
fn anchors(page: &str) -> Vec<String> {
    let mut code = false;
    let headings = page.lines().filter(|line| {
        code ^= line.starts_with("```");
        !code && line.starts_with('#')
    });
    headings
        .map(|line| anchor(line.trim_start_matches('#').trim()))
        .collect()
}

/// Where the links of a page lead, code aside: `[text](target)`, and `[text]: target`.
fn links(page: &str) -> Vec<String> {
    let (mut targets, mut code) = (Vec::new(), false);
    for line in page.lines() {
        code ^= line.starts_with("```");
        if code {
            continue;
        }
        let inline = line.split("](").skip(1);
        targets.extend(inline.filter_map(|rest| Some(rest.split_once(')')?.0.to_owned())));
        if let Some((_, target)) = line
            .strip_prefix('[')
            .and_then(|line| line.split_once("]: "))
        {
            targets.push(target.to_owned());
        }
    }
    targets
}

/// What is wrong with the links of a page in a folder: files that are not there, headings that a page does not have.
fn broken(page: &str, folder: &Path) -> Vec<String> {
    let is_broken = |target: &String| {
        let (file, heading) = target.split_once('#').unwrap_or((target, ""));
        // rustdoc sees to its own.
        if file.contains("::") || file.starts_with("http") {
            return false;
        }
        if !folder.join(file).exists() {
            return true;
        }
        let text = match file {
            "" => page.to_owned(),
            file => fs::read_to_string(folder.join(file)).unwrap_or_default(),
        };
        !heading.is_empty() && !anchors(&text).contains(&heading.to_owned())
    };
    links(page).into_iter().filter(is_broken).collect()
}

fn pages(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("it can be listed").path();
        if path.is_dir() {
            pages(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            found.push(path);
        }
    }
}

#[test]
fn links_lead_to_files_and_headings_that_are_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = vec![root.join("README.md"), root.join("CONTRIBUTING.md")];
    pages(&root.join("docs"), &mut found);
    let (mut count, mut wrong) = (0, Vec::new());
    for path in found {
        let page = fs::read_to_string(&path).expect("it is text");
        let folder = path.parent().expect("it is in a folder");
        count += links(&page).len();
        let broken = broken(&page, folder).into_iter();
        wrong.extend(broken.map(|target| format!("{}: {target}", path.display())));
    }
    assert!(count > 50, "{count} links");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_broken_link_is_found() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = "# One two\n\n[a](README.md), [b](NONE.md), [c](#one-two), [d](#three), [e](README.md#licence)\n\
        [f](README.md#none)\n\n[g]: docs/none.md\n[h](crate::free)\n```\n[i](none.md)\n```\n";
    let wrong = ["NONE.md", "#three", "README.md#none", "docs/none.md"];
    assert_eq!(broken(page, folder), wrong);
}

/// Each kind of error has a page, which rustdoc shows, and a line in README.
#[test]
fn every_kind_of_error_is_documented() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |file: &str| fs::read_to_string(root.join(file)).unwrap_or_default();
    let (kinds, pages, readme) = (
        read("pointers-core/src/error/kind.rs"),
        read("src/docs.rs"),
        read("README.md"),
    );
    let mut seen = 0;
    for line in kinds.lines() {
        let Some((kind, name)) = line.trim().split_once(" = \"") else {
            continue;
        };
        let name = name.trim_end_matches("\",");
        let page: String = kind
            .char_indices()
            .flat_map(|(at, letter)| {
                let between = (at > 0 && letter.is_uppercase()).then_some('_');
                between.into_iter().chain(letter.to_lowercase())
            })
            .collect();
        let page = format!("docs/errors/{page}.md");
        assert!(root.join(&page).is_file(), "{kind}: no {page}");
        assert!(
            pages.contains(&page),
            "{kind}: {page} is not in src/docs.rs"
        );
        assert!(
            readme.contains(&format!("`{kind}`")) || readme.contains(name),
            "{kind} is not in README.md"
        );
        seen += 1;
    }
    assert!(seen >= 10, "only {seen} kinds were found");
}
