//! The ten programs of the document that this library implements (`docs/document.md`), in its order: each
//! with the heading that it stands under, its text, and what it does.
//!
//! `cargo run --example document`

mod block_01;
mod block_02;
mod block_03;
mod block_04;
mod block_05;
mod block_06;
mod block_07;
mod block_08;
mod block_09;
mod block_10;

type Block = (&'static str, &'static str, fn() -> pointers::Result<()>);

const BLOCKS: [Block; 10] = [
    ("Malloc", include_str!("block_01.rs"), block_01::run),
    (
        "Malloc: data movement",
        include_str!("block_02.rs"),
        block_02::run,
    ),
    (
        "Identity checking",
        include_str!("block_03.rs"),
        block_03::run,
    ),
    (
        "Identity checking: addresses",
        include_str!("block_04.rs"),
        block_04::run,
    ),
    ("Free", include_str!("block_05.rs"), block_05::run),
    ("Realloc", include_str!("block_06.rs"), block_06::run),
    ("Calloc", include_str!("block_07.rs"), block_07::run),
    (
        "Calloc: arithmetic",
        include_str!("block_08.rs"),
        block_08::run,
    ),
    (
        "Calloc: not enough chunks",
        include_str!("block_09.rs"),
        block_09::run,
    ),
    ("Safe mode", include_str!("block_10.rs"), block_10::run),
];

fn main() {
    for (number, (heading, program, run)) in (1..).zip(BLOCKS) {
        println!("{number}. {heading}\n");
        for line in body(program) {
            println!("{}", format!("    {line}").trim_end());
        }
        println!();
        match run() {
            Ok(()) => println!("=> done\n"),
            Err(error) => println!("=> {error}\n"),
        }
    }
    let leaks = pointers::heap::leaks();
    println!("The document frees three of its ten blocks. These are left:");
    for leak in leaks {
        println!("    {} bytes from {}", leak.size(), leak.allocated_at());
    }
}

/// What stands between the braces of a block's `run`.
fn body(program: &str) -> impl Iterator<Item = &str> {
    program
        .lines()
        .skip_while(|line| !line.starts_with("pub(crate) fn run"))
        .skip(1)
        .take_while(|line| !line.starts_with('}'))
        .map(|line| line.strip_prefix("    ").unwrap_or(line))
}
