//! The functions that raise by themselves under their bare names, and what they are given: one table for every stage.
//!
//! A function of `pointers::string` is a line of [`TABLE`], and nothing else in here: the syntax lets it raise, the
//! model takes what it is given for bytes, and the check follows its line. A test compares the table with
//! the functions that there are.

use proc_macro2::Ident;

use Gives::{Destination, Found, Fresh, Plain};
use UnitsNeeded::{Any, Count, Part, Text, UpToCount, WhereText};

/// What a name means that raises.
pub(crate) enum Function {
    /// Makes, ends or resizes a block: each stage knows it by its name.
    Memory,
    /// Is one of `pointers::string`.
    String(Signature),
    /// The same, as a macro, whose arguments are these, and more that it formats.
    Macro(Signature),
}

/// What a function of `pointers::string` does with its arguments, and what it gives.
pub(crate) struct Signature {
    pub(crate) arguments: &'static [Role],
    pub(crate) gives: Gives,
}

#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Role {
    /// Memory that so many units are read of.
    Read(UnitsNeeded),
    /// Memory that so many units are written to.
    Written(UnitsNeeded),
    /// A string behind which is written: it has to have room for so many units at least.
    Extended(UnitsNeeded),
    /// How many units.
    Limit,
    /// A character, or a format.
    Value,
}

/// How many units of its memory a function needs at least.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum UnitsNeeded {
    /// Some: where the terminator is.
    Any,
    /// Some, which may end before that: where the answer is certain.
    Part,
    /// As many as the limit says.
    Count,
    /// One, but for a limit of zero.
    UpToCount,
    /// The text that is read and its terminator. Of a macro the text of the format.
    Text,
    /// One, but for an empty text that is read.
    WhereText,
}

#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Gives {
    /// A number, or text of Rust's.
    Plain,
    /// Its first argument.
    Destination,
    /// A place in its first argument, or NULL.
    Found,
    /// A block with the text that is read.
    Fresh,
}

impl Role {
    /// Whether a handle to bytes stands there.
    pub(crate) fn is_memory(self) -> bool {
        match self {
            Self::Read(_) | Self::Written(_) | Self::Extended(_) => true,
            Self::Limit | Self::Value => false,
        }
    }
}

const fn string(arguments: &'static [Role], gives: Gives) -> Function {
    Function::String(Signature { arguments, gives })
}

use Role::{Extended, Limit, Read, Value, Written};

static TABLE: [(&str, Function); 27] = [
    ("malloc", Function::Memory),
    ("calloc", Function::Memory),
    ("calloc_safe", Function::Memory),
    ("realloc", Function::Memory),
    ("free", Function::Memory),
    (
        "memcpy",
        string(&[Written(Count), Read(Count), Limit], Destination),
    ),
    (
        "memmove",
        string(&[Written(Count), Read(Count), Limit], Destination),
    ),
    (
        "memset",
        string(&[Written(Count), Value, Limit], Destination),
    ),
    ("memcmp", string(&[Read(Count), Read(Count), Limit], Plain)),
    ("memchr", string(&[Read(UpToCount), Value, Limit], Found)),
    ("strlen", string(&[Read(Any)], Plain)),
    ("strcpy", string(&[Written(Text), Read(Any)], Destination)),
    (
        "strncpy",
        string(&[Written(Count), Read(UpToCount), Limit], Destination),
    ),
    ("strcat", string(&[Extended(Text), Read(Any)], Destination)),
    (
        "strncat",
        string(&[Extended(Any), Read(UpToCount), Limit], Destination),
    ),
    ("strcmp", string(&[Read(Part), Read(Part)], Plain)),
    (
        "strncmp",
        string(&[Read(UpToCount), Read(UpToCount), Limit], Plain),
    ),
    ("strchr", string(&[Read(Part), Value], Found)),
    ("strrchr", string(&[Read(Any), Value], Found)),
    ("strpbrk", string(&[Read(Part), Read(Any)], Found)),
    ("strspn", string(&[Read(Part), Read(Any)], Plain)),
    ("strcspn", string(&[Read(Part), Read(Any)], Plain)),
    ("strstr", string(&[Read(WhereText), Read(Any)], Found)),
    ("strdup", string(&[Read(Any)], Fresh)),
    ("text", string(&[Read(Any)], Plain)),
    ("puts", string(&[Read(Any)], Plain)),
    (
        "sprintf",
        Function::Macro(Signature {
            arguments: &[Written(Text), Value],
            gives: Plain,
        }),
    ),
];

/// What a name means, if it raises.
pub(crate) fn named(name: &Ident) -> Option<&'static Function> {
    let (_, function) = TABLE.iter().find(|(known, _)| name == known)?;
    Some(function)
}

/// What a name of `pointers::string` does.
pub(crate) fn signature(name: &Ident) -> Option<&'static Signature> {
    match named(name)? {
        Function::String(signature) | Function::Macro(signature) => Some(signature),
        Function::Memory => None,
    }
}

/// Whether a macro of this name raises.
pub(crate) fn is_macro(name: &Ident) -> bool {
    matches!(named(name), Some(Function::Macro(_)))
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, fs, path::Path};

    use syn::{Item, ItemMacro, Visibility};

    use super::{Function, TABLE};
    use crate::syntax::imported;

    /// The functions and macros that a file declares for everyone, and what it offers by a `use`.
    fn public(file: &Path) -> (Vec<String>, Vec<String>) {
        let text = fs::read_to_string(file).unwrap();
        let (mut declared, mut offered) = (Vec::new(), Vec::new());
        for item in syn::parse_file(&text).unwrap().items {
            match item {
                Item::Use(item) if matches!(item.vis, Visibility::Public(_)) => {
                    imported(&item.tree, &mut |name| {
                        offered.extend(name.map(ToString::to_string))
                    });
                }
                Item::Fn(item) if matches!(item.vis, Visibility::Public(_)) => {
                    declared.push(item.sig.ident.to_string());
                }
                Item::Macro(ItemMacro {
                    attrs,
                    ident: Some(name),
                    ..
                }) if attrs
                    .iter()
                    .any(|attribute| attribute.path().is_ident("macro_export")) =>
                {
                    declared.push(format!("{name}!"));
                }
                _ => {}
            }
        }
        (declared, offered)
    }

    /// Whoever adds a function to `pointers::string` adds its line, or the user has to write a `?` behind it.
    #[test]
    fn every_function_of_string_raises() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../pointers-core/src/string");
        let declared: BTreeSet<_> = fs::read_dir(&folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|file| file.extension().is_some_and(|extension| extension == "rs"))
            .flat_map(|file| public(&file).0)
            .collect();
        let (directly, used) = public(&folder.join("mod.rs"));
        let offered: BTreeSet<_> = used
            .into_iter()
            .flat_map(|name| [format!("{name}!"), name])
            .filter(|name| declared.contains(name))
            .chain(directly)
            .collect();
        let known: BTreeSet<_> = TABLE
            .iter()
            .filter_map(|(name, function)| match function {
                Function::Memory => None,
                Function::String(_) => Some((*name).to_owned()),
                Function::Macro(_) => Some(format!("{name}!")),
            })
            .collect();
        assert!(
            offered.contains("sprintf!") && offered.len() > 15,
            "{offered:?}"
        );
        assert_eq!(offered, known);
    }
}
