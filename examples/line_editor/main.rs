//! A line editor over a gap buffer: the text lies in one block, with a gap where the cursor is.
//!
//! `cargo run --example line_editor` runs a session; `cargo run --example line_editor -- FILE` runs the commands in a file.

pub(crate) mod buffer;
pub(crate) mod editor;

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;

use editor::Editor;

const SESSION: &str = "\
i Roses are blue,
n
i violets are süß,
p
u
>
b 5
i red,
d
>
b 4
i blue,
n
i sugar is süß
n
i and so are you.
u 3
<
r 6
i always\u{20}
p
k
p";

fn main() -> ExitCode {
    let outcome = match std::env::args_os().nth(1) {
        None => run(&mut io::stdout().lock()),
        Some(path) => match std::fs::read_to_string(&path) {
            Ok(commands) => edit(&commands, &mut io::stdout().lock()),
            Err(error) => Err(format!("{}: {error}", path.display()).into()),
        },
    };
    if let Err(error) = outcome {
        eprintln!("line_editor: {error}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

pub(crate) fn run(out: &mut dyn Write) -> Result<(), Box<dyn Error>> {
    edit(SESSION, out)
}

/// Runs commands, one a line, until one is wrong.
pub(crate) fn edit(commands: &str, out: &mut dyn Write) -> Result<(), Box<dyn Error>> {
    let mut editor = Editor::new()?;
    let mut outcome = Ok(());
    for (number, command) in (1..).zip(commands.lines()) {
        match editor.execute(command) {
            Ok(None) => {}
            Ok(Some(text)) => writeln!(out, "{text}\n")?,
            Err(error) => {
                outcome = Err(format!("line {number}: {error}").into());
                break;
            }
        }
    }
    editor.free()?;
    outcome
}
