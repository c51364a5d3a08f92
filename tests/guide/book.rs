//! Compares the pages with what their programs are and do.

use std::cell::RefCell;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use pointers::Result;
use pointers::heap::Snapshot;
pub(crate) use pointers::heap::snapshot;

/// The pages, in the order in which they are read.
const PAGES: [&str; 16] = [
    "allocation",
    "sizes",
    "movement",
    "uninitialised",
    "arrays",
    "fields",
    "strings",
    "free",
    "realloc",
    "leaks",
    "null",
    "lists_and_trees",
    "ownership",
    "threads",
    "c_border",
    "inside",
];

/// How wide a picture in a book is, in pixels.
const WIDTH: usize = 760;

/// Where a reader's program is.
const MAIN: &str = "src/main.rs";

thread_local! {
    static DRAWN: RefCell<Option<Snapshot>> = const { RefCell::new(None) };
}

/// What a program calls at the moment that the page's picture shows.
pub(crate) fn drawn(map: Snapshot) {
    DRAWN.with(|drawn| *drawn.borrow_mut() = Some(map));
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn page_file(page: &str) -> PathBuf {
    root().join(format!("docs/guide/{page}.md"))
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn is_blessed() -> bool {
    std::env::var_os("POINTERS_BLESS").is_some()
}

/// A program as the page shows it: without the call that draws.
fn shown(program: &str) -> String {
    let lines = program.lines().map(|line| {
        let text = line.trim_start();
        match line.split_once(" // ") {
            Some((_, comment)) if text.starts_with("drawn(") => {
                let indent = &line[..line.len() - text.len()];
                format!("{indent}// {comment}\n")
            }
            _ => format!("{line}\n"),
        }
    });
    lines.collect()
}

/// The place of the first block with one of these marks, behind this one.
fn block(page: &str, marks: &[&str], behind: usize) -> Option<Range<usize>> {
    let starts = marks.iter().filter_map(|mark| {
        let fence = format!("\n```{mark}\n");
        Some(page[behind..].find(&fence)? + behind + fence.len())
    });
    let start = starts.min()?;
    Some(start..start + page[start..].find("```\n")?)
}

/// That this block of a page is this text, which it becomes where it is blessed.
#[track_caller]
fn assert_block(page: &str, marks: &[&str], after: &[&str], text: &str) {
    // Two tests may write the same page.
    static WRITING: Mutex<()> = Mutex::new(());
    let _alone = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
    let file = page_file(page);
    let old = read(&file);
    let behind = match after {
        [] => 0,
        after => block(&old, after, 0).map_or(0, |range| range.end),
    };
    let range = block(&old, marks, behind).unwrap_or_else(|| panic!("no {marks:?} in {page}"));
    if is_blessed() {
        let new = format!("{}{text}{}", &old[..range.start], &old[range.end..]);
        fs::write(&file, new).expect("the page can be written");
    } else {
        assert_eq!(&old[range], text, "{page}.md");
    }
}

const WRONG: &[&str] = &["rust,should_panic", "rust,compile_fail"];

/// Runs a program as a reader's would be, in a thread of its own.
fn run(main: fn() -> Result<()>) -> (Result<(), String>, Option<Snapshot>) {
    let thread = std::thread::Builder::new().name("main".to_owned());
    let run = move || {
        let outcome = main().map_err(|error| format!("Error: {error:?}\n"));
        (outcome, DRAWN.with(|drawn| drawn.borrow_mut().take()))
    };
    thread
        .spawn(run)
        .expect("a thread")
        .join()
        .expect("no panic")
}

#[track_caller]
pub(crate) fn check_program(page: &str, main: fn() -> Result<()>) {
    let path = format!("tests/guide/programs/{page}.rs");
    assert_block(page, &["rust"], &[], &shown(&read(&root().join(&path))));
    let (outcome, map) = run(main);
    assert_eq!(outcome, Ok(()));
    let map = map.expect("it draws").relative();
    let picture = map.to_svg_of_width(WIDTH).replace(&path, MAIN);
    let file = root().join(format!("docs/guide/pictures/{page}.svg"));
    if is_blessed() {
        fs::write(&file, picture).expect("the folder is there");
    } else if !cfg!(pointers_no_spare) {
        // Where every block is one of C's they are numbered in another order.
        assert_eq!(read(&file), picture, "{page}.svg");
    }
}

#[track_caller]
pub(crate) fn check_mistake(page: &str, main: fn() -> Result<()>) {
    let path = format!("tests/guide/programs/{page}_wrong.rs");
    assert_block(page, WRONG, &[], &shown(&read(&root().join(&path))));
    let (outcome, _) = run(main);
    let printed = outcome.expect_err("it is wrong").replace(&path, MAIN);
    assert_block(page, &["text"], WRONG, &printed);
}

/// The mistake of a page that does not compile, and what the compiler says of it.
#[track_caller]
pub(crate) fn check_refused(page: &str) {
    let path = format!("tests/ui/misuse/guide/{page}.rs");
    let file = root().join(&path);
    assert_block(page, WRONG, &[], &read(&file));
    let printed = read(&file.with_extension("stderr")).replace(&path, MAIN);
    assert_block(page, &["text"], WRONG, &printed);
}

#[test]
fn every_page_has_a_picture_and_three_exercises_with_solutions() {
    let index = read(&page_file("README"));
    for (number, page) in PAGES.iter().enumerate() {
        let text = read(&page_file(page));
        let count = |what: &str| text.matches(what).count();
        assert!(text.starts_with("# "), "{page}");
        assert_eq!(count("][picture]\n"), 1, "{page}");
        assert_eq!(
            count(&format!("\n[picture]: pictures/{page}.svg\n")),
            1,
            "{page}"
        );
        let next = PAGES.get(number + 1).unwrap_or(&"README");
        assert!(text.ends_with(&format!("\n[next]: {next}.md\n")), "{page}");
        let solutions = format!("`tests/guide/{page}.rs`");
        assert_eq!(count(&solutions), 1, "{page}");
        let (_, exercises) = text
            .split_once("\n## Exercises\n")
            .expect("it has exercises");
        let source = read(&root().join(format!("tests/guide/{page}.rs")));
        for exercise in 1..=3 {
            assert!(exercises.contains(&format!("\n{exercise}. ")), "{page}");
            let solution = format!("#[test]\nfn exercise_{exercise}() ");
            assert!(source.contains(&solution), "{page}");
        }
        assert!(
            index.contains(&format!("\n[{page}]: {page}.md\n")),
            "{page}"
        );
    }
}

/// Nobody reads a long page in the second week.
#[test]
fn pages_are_short() {
    for page in PAGES {
        let text = read(&page_file(page));
        let (mut words, mut is_code) = (0, false);
        for line in text.lines() {
            if line.starts_with("```") {
                is_code = !is_code;
            } else if !is_code {
                words += line.split_whitespace().count();
            }
        }
        assert!((120..=520).contains(&words), "{page}: {words} words");
    }
}
