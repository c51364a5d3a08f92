//! Text that comes from the program, made harmless for where it is going: names can have any character in them.

use core::fmt::Write;

/// How many columns of a terminal a character takes.
#[inline]
pub(super) fn width(c: char) -> usize {
    let wide = matches!(
        u32::from(c),
        0x1100..=0x115f
            | 0x2e80..=0x303e
            | 0x3041..=0xa4cf
            | 0xa960..=0xa97c
            | 0xac00..=0xd7a3
            | 0xf900..=0xfaff
            | 0xfe30..=0xfe6f
            | 0xff00..=0xff60
            | 0xffe0..=0xffe6
            | 0x1f300..=0x1faff
            | 0x20000..=0x3fffd
    );
    if wide { 2 } else { 1 }
}

/// The text with what is no visible character written out: line ends, other control characters, marks that turn the
/// direction of what follows.
#[inline]
pub(super) fn visible(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        // What `Debug` leaves as it is can be seen; of quotes it thinks otherwise.
        let written = c.escape_debug();
        if written.len() == 1 || matches!(c, '\'' | '"' | '\\') {
            out.push(c);
        } else {
            out.extend(written);
        }
    }
    out
}

/// The same for XML and HTML, in text and in attributes.
#[inline]
pub(super) fn xml(text: &str) -> String {
    let mut out = String::new();
    for c in visible(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// The same in letters of ASCII alone.
#[inline]
pub(super) fn ascii(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        let instead = match c {
            '…' => "...",
            '×' => "x",
            '·' | '–' | '─' => "-",
            '“' | '”' => "\"",
            '▲' => "!",
            '✕' => "X",
            '→' => "->",
            '←' => "<-",
            '▶' => ">",
            '●' | '○' => "o",
            '◆' => "*",
            '␣' => " ",
            c if c.is_ascii() => {
                out.push(c);
                continue;
            }
            c => {
                let _ = write!(out, "{}", c.escape_unicode());
                continue;
            }
        };
        out.push_str(instead);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_means_something_else_gets_through() {
        assert_eq!(
            visible("a\u{1b}[31m\n\u{202e}é\0'\""),
            "a\\u{1b}[31m\\n\\u{202e}é\\0'\""
        );
        assert_eq!(
            xml("<script>alert('&\"')</script>\u{7f}"),
            "&lt;script&gt;alert(&#39;&amp;&quot;&#39;)&lt;/script&gt;\\u{7f}"
        );
        assert_eq!(ascii("“é…”"), "\"\\u{e9}...\"");
    }
}
