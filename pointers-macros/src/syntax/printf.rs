//! C's calls of `printf` and its kin, `printf("%d\n", n)`: what they are here.

use proc_macro2::{Delimiter, Ident, TokenTree};

use super::{
    c_types::{spelt, with},
    nested::split_commas,
};
use crate::{
    errors::{Called, Errors},
    messages,
};

/// The call that `name` begins with `arguments`, if that is C's unless the user has a function of that name, which only the
/// compiler knows: it says what to write, and gives what stands in its place.
pub(super) fn called(
    name: &Ident,
    arguments: &TokenTree,
    is_own: &dyn Fn(&Ident) -> bool,
    errors: &mut Errors,
) -> Option<Vec<TokenTree>> {
    let TokenTree::Group(group) = arguments else {
        return None;
    };
    if group.delimiter() != Delimiter::Parenthesis {
        return None;
    }
    let mut parts: Vec<Vec<_>> = split_commas(group.stream())
        .map(|part| part.into_iter().collect())
        .collect();
    if parts.last().is_some_and(Vec::is_empty) {
        parts.pop();
    }
    let (written, format) = match name.to_string().as_str() {
        "printf" => (Printed::Out, 0),
        "fprintf" if is(&parts, 0, "stderr") => (Printed::Errors, 1),
        "fprintf" if is(&parts, 0, "stdout") => (Printed::Out, 1),
        "sprintf" => (Printed::Memory(spelt(parts.first()?)), 1),
        "snprintf" => (Printed::Memory(spelt(parts.first()?)), 2),
        _ => return None,
    };
    let [TokenTree::Literal(text)] = &parts.get(format)?[..] else {
        return None;
    };
    let text = text.to_string();
    let text = text.strip_prefix('"')?.strip_suffix('"')?;
    if !text.contains('%') && !text.ends_with("\\n") {
        return None;
    }
    let values: Vec<_> = parts[format + 1..].iter().map(|part| spelt(part)).collect();
    let message = message(name, written, text, &values);
    let called = Called {
        arguments: parts.len(),
        format,
        words: message,
    };
    let called = errors.of_c(name, Some(called));
    let mut arguments: Vec<_> = group.stream().into_iter().collect();
    if let (Some(TokenTree::Ident(stream)), true) = (arguments.first_mut(), name == "fprintf")
        && !is_own(stream)
    {
        *stream = errors.of_c(stream, None);
    }
    Some(vec![
        called.into(),
        with(Delimiter::Parenthesis, arguments, group.span()),
    ])
}

/// Where it goes.
enum Printed {
    Out,
    Errors,
    Memory(String),
}

fn message(name: &Ident, printed: Printed, text: &str, values: &[String]) -> String {
    let (format, strings) = format_here(text);
    let mut values: Vec<_> = values.to_vec();
    for at in strings {
        if let Some(value) = values.get_mut(at)
            && !value.starts_with('"')
        {
            *value = format!("text({value})");
        }
    }
    let line = format.strip_suffix("\\n");
    let (called, first) = match (printed, line) {
        (Printed::Out, Some(_)) => ("println!", None),
        (Printed::Out, None) => ("print!", None),
        (Printed::Errors, Some(_)) => ("eprintln!", None),
        (Printed::Errors, None) => ("eprint!", None),
        (Printed::Memory(place), _) => ("sprintf!", Some(place)),
    };
    let format = match (&first, line) {
        (None, Some(line)) => line,
        _ => &format,
    };
    let all: Vec<_> = first
        .into_iter()
        .chain([format!("\"{format}\"")])
        .chain(values)
        .collect();
    messages::printf_of_c(&name.to_string(), &format!("{called}({})", all.join(", ")))
}

/// C's format in Rust's words, and which values are strings.
fn format_here(text: &str) -> (String, Vec<usize>) {
    let (mut format, mut strings) = (String::new(), Vec::new());
    let mut count = 0;
    let mut rest = text;
    while let Some((before, conversion)) = rest.split_once('%') {
        format.push_str(&escaped(before));
        if let Some(behind) = conversion.strip_prefix('%') {
            format.push('%');
            rest = behind;
            continue;
        }
        let width = conversion.trim_start_matches(['-', '+', ' ', '#', '0']);
        let flags = &conversion[..conversion.len() - width.len()];
        let letter = width.trim_start_matches(|at: char| at.is_ascii_digit() || at == '.');
        let size = &width[..width.len() - letter.len()];
        let letter = letter.trim_start_matches(['h', 'l', 'z', 'j', 't', 'L']);
        let mut letters = letter.chars();
        let conversion = letters.next();
        rest = letters.as_str();
        if conversion == Some('s') {
            strings.push(count);
        }
        count += 1;
        format.push_str(&placeholder(flags, size, conversion));
    }
    format.push_str(&escaped(rest));
    (format, strings)
}

fn placeholder(flags: &str, size: &str, conversion: Option<char>) -> String {
    let kind = match conversion {
        Some('x') => "x",
        Some('X') => "X",
        Some('o') => "o",
        Some('e') => "e",
        Some('p') => "?",
        _ => "",
    };
    let is_text = matches!(conversion, Some('s' | 'c'));
    let width = !size.is_empty() && !size.starts_with('.');
    let side = match (flags.contains('-'), is_text) {
        (true, false) if width => "<",
        (false, true) if width => ">",
        _ => "",
    };
    let plus = if flags.contains('+') { "+" } else { "" };
    let zero = if flags.contains('0') { "0" } else { "" };
    let precision = match (conversion, size.contains('.')) {
        (Some('f' | 'F'), false) => ".6",
        _ => "",
    };
    let all = format!("{side}{plus}{zero}{size}{precision}{kind}");
    if all.is_empty() {
        "{}".to_owned()
    } else {
        format!("{{:{all}}}")
    }
}

/// Braces mean something in Rust's formats.
fn escaped(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}")
}

fn is(parts: &[Vec<TokenTree>], at: usize, name: &str) -> bool {
    matches!(parts.get(at).map(Vec::as_slice), Some([TokenTree::Ident(word)]) if word == name)
}
