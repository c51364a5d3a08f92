//! The commands of the editor: one letter each, and a number or a text.

use std::fmt;

use pointers::Result;

use super::buffer::Buffer;

pub(crate) struct Editor {
    buffer: Buffer,
}

#[derive(Debug)]
pub(crate) enum EditError {
    Command(String),
    Number(String),
    Memory(pointers::Error),
}

impl Editor {
    pub(crate) fn new() -> Result<Editor> {
        let buffer = Buffer::new()?;
        Ok(Editor { buffer })
    }

    /// What the command prints, if it prints.
    pub(crate) fn execute(&mut self, command: &str) -> Result<Option<String>, EditError> {
        let (name, argument) = command.split_once(' ').unwrap_or((command, ""));
        let buffer = &mut self.buffer;
        match name {
            "i" => buffer.insert(argument)?,
            "n" => buffer.insert("\n")?,
            "l" => buffer.left(number(argument)?)?,
            "r" => buffer.right(number(argument)?)?,
            "u" => buffer.up(number(argument)?)?,
            "d" => buffer.down(number(argument)?)?,
            "<" => buffer.move_to(buffer.line_start(buffer.cursor())?)?,
            ">" => buffer.move_to(buffer.line_end(buffer.cursor())?)?,
            "b" => buffer.erase_before(number(argument)?)?,
            "x" => buffer.erase_after(number(argument)?)?,
            "k" => buffer.erase_line()?,
            "p" => return Ok(Some(buffer.show()?)),
            "" | "#" => {}
            _ => return Err(EditError::Command(name.to_owned())),
        }
        Ok(None)
    }

    pub(crate) fn free(self) -> Result<()> {
        self.buffer.free()
    }
}

/// How often; without a number once.
fn number(argument: &str) -> Result<usize, EditError> {
    match argument.trim() {
        "" => Ok(1),
        text => text.parse().map_err(|_| EditError::Number(text.to_owned())),
    }
}

impl From<pointers::Error> for EditError {
    fn from(error: pointers::Error) -> Self {
        EditError::Memory(error)
    }
}

impl fmt::Display for EditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EditError::Command(name) => write!(f, "`{name}` is no command"),
            EditError::Number(text) => write!(f, "`{text}` is no number"),
            EditError::Memory(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for EditError {}
