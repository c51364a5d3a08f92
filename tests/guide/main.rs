//! The guide, `docs/guide`: its programs run, print what the pages say and draw the pictures that stand there; and the
//! solutions of its exercises, a module for each page.
//!
//! A page shows `programs/PAGE.rs`, and the mistake in `programs/PAGE_wrong.rs` with what it prints; a mistake that does not
//! compile stands in `tests/ui/misuse/guide`. `POINTERS_BLESS=1 cargo test --test guide` brings the pages and their pictures
//! up to date with the programs: read the difference.
#![deny(warnings)]
#![allow(clippy::manual_bits, reason = "eight elements are no bits")]

mod book;

/// The tests of a page. `$wrong` is its mistake, if that compiles.
macro_rules! page {
    ($page:literal $(, $wrong:literal)?) => {
        program!(right, $page);

        #[test]
        fn the_page_shows_the_program_and_its_picture() {
            crate::book::check_program($page, right::run);
        }

        $(program!(wrong, $wrong);

        #[test]
        fn the_mistake_prints_what_the_page_says() {
            crate::book::check_mistake($page, wrong::run);
        })?
    };
    ($page:literal does not compile) => {
        page!($page);

        #[test]
        fn the_mistake_does_not_compile_as_the_page_says() {
            crate::book::check_refused($page);
        }
    };
}

/// A program, in a module.
macro_rules! program {
    ($module:ident, $name:literal) => {
        mod $module {
            #[allow(unused_imports, reason = "not every program draws")]
            use crate::book::{drawn, snapshot};
            include!(concat!("programs/", $name, ".rs"));

            pub(super) fn run() -> Result<()> {
                main()
            }
        }
    };
}

mod allocation;
mod arrays;
mod c_border;
mod fields;
mod free;
mod inside;
mod leaks;
mod lists_and_trees;
mod movement;
mod null;
mod ownership;
mod realloc;
mod sizes;
mod strings;
mod threads;
mod uninitialised;
