//! Hygiene: names that a macro of the user's made and names that it was given are different ones, however they are spelt.

use proc_macro2::Ident;

/// Where a name comes from. Two names are one only if this is the same.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Context(String);

impl Context {
    /// The compiler tells it only where it shows spans: `#4 bytes(12..15)`.
    pub(crate) fn of(name: &Ident) -> Self {
        let shown = format!("{:?}", name.span());
        let number = shown.split(' ').next();
        let number = number.filter(|number| number.starts_with('#'));
        Self(number.unwrap_or_default().to_owned())
    }
}
