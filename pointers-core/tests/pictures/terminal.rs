//! What a real terminal gets: colour, unless somebody does not want any, and no more columns than it has.

use std::fs::File;
use std::io::Read;
use std::os::fd::{FromRawFd, OwnedFd};
use std::process::{Command, Stdio};

use pointers_core::{Result, heap, malloc};

use crate::build;

#[test]
#[ignore = "a program that the tests here run"]
fn draws() -> Result<()> {
    let list = build::list(&[4, 9, 15, 26, 31])?;
    malloc::<u16>(200)?;
    let map = heap::snapshot().named("list", list).names_are_all();
    println!("\n{map}");
    Ok(())
}

/// What that program writes on a terminal with so many columns, in this environment. `None` where there is no terminal.
fn on_a_terminal(columns: u16, environment: &[(&str, &str)]) -> Option<String> {
    let size = libc::winsize {
        ws_row: 40,
        ws_col: columns,
        ws_xpixel: 0,
        ws_ypixel: 0,
    };
    let (mut ours, mut its) = (0, 0);
    let nothing = core::ptr::null();
    // SAFETY: two numbers are written, which are ours, and the size is read.
    let opened = unsafe {
        libc::openpty(
            &raw mut ours,
            &raw mut its,
            core::ptr::null_mut(),
            nothing,
            &raw const size,
        )
    };
    if opened != 0 {
        println!("skipped: there is no terminal");
        return None;
    }
    // SAFETY: both were just opened, and nobody else has them.
    let (mut ours, its) = unsafe { (File::from_raw_fd(ours), OwnedFd::from_raw_fd(its)) };
    let mut program = Command::new(std::env::current_exe().expect("this program"));
    program.args(["--ignored", "--exact", "--nocapture", "terminal::draws"]);
    for name in ["NO_COLOR", "LC_ALL", "LC_CTYPE", "LANG"] {
        program.env_remove(name);
    }
    program.envs(environment.iter().copied());
    program
        .stdin(Stdio::null())
        .stdout(its)
        .stderr(Stdio::null());
    let mut running = program.spawn().expect("it runs");
    // The other end is the program's alone, so that what is read ends with it.
    drop(program);
    let (mut all, mut some) = (Vec::new(), [0; 4096]);
    while let Ok(count @ 1..) = ours.read(&mut some) {
        all.extend_from_slice(&some[..count]);
    }
    assert!(running.wait().is_ok_and(|status| status.success()));
    let all = String::from_utf8(all)
        .expect("it is text")
        .replace('\r', "");
    let picture = all
        .split_once("\nHeap of")
        .or(all.split_once("Heap of"))
        .map(|(_, rest)| rest);
    let picture = picture.and_then(|rest| rest.split("test terminal::draws").next());
    Some(picture.unwrap_or(&all).to_string())
}

/// Without what is told to the terminal.
fn plain(text: &str) -> String {
    let mut parts = text.split('\u{1b}');
    let first = parts.next().unwrap_or_default().to_string();
    parts.fold(first, |plain, part| {
        plain + part.split_once('m').map_or(part, |(_, rest)| rest)
    })
}

#[test]
fn colour_is_for_terminals_whose_users_want_it() {
    let utf8 = ("LANG", "C.UTF-8");
    let Some(coloured) = on_a_terminal(70, &[utf8]) else {
        return;
    };
    assert!(
        coloured.contains("\u{1b}[0;1;33m") && plain(&coloured).contains("┌ Node"),
        "{coloured:?}"
    );
    // It ends as it was found.
    let last = coloured.trim_end().lines().next_back().unwrap_or_default();
    assert!(last.rfind("\u{1b}[0m") >= last.rfind("\u{1b}["), "{last:?}");
    for (value, has_colour) in [("1", false), ("", true)] {
        let drawn = on_a_terminal(70, &[utf8, ("NO_COLOR", value)]).unwrap_or_default();
        assert_eq!(drawn.contains('\u{1b}'), has_colour, "{drawn:?}");
        assert_eq!(
            plain(&drawn).lines().count(),
            plain(&coloured).lines().count()
        );
    }
    // What is no terminal gets none.
    assert!(!heap::snapshot().to_string().contains('\u{1b}'));
}

#[test]
fn no_line_is_longer_than_the_terminal() {
    for columns in [24, 40, 77, 200] {
        let Some(drawn) = on_a_terminal(columns, &[("LANG", "C.UTF-8")]) else {
            return;
        };
        let drawn = plain(&drawn);
        let longest = drawn.lines().skip(1).map(|line| line.chars().count()).max();
        assert!(
            longest.is_some_and(|longest| longest <= usize::from(columns)),
            "{drawn}"
        );
        assert!(drawn.contains("leaked"), "{drawn}");
    }
}

/// Where a line of a box may be as wide as two letters, or cannot be shown at all.
#[test]
fn letters_of_ascii_alone_where_others_may_not_fit() {
    for (name, value) in [
        ("LANG", "C"),
        ("LC_ALL", "ja_JP.UTF-8"),
        ("LC_CTYPE", "de_DE.ISO-8859-1"),
    ] {
        let Some(drawn) = on_a_terminal(70, &[(name, value)]) else {
            return;
        };
        assert!(
            plain(&drawn).is_ascii() && plain(&drawn).contains("+ Node @"),
            "{drawn}"
        );
    }
}
