//! Names of types, as short as they can be read.

/// A type's name without the modules that its parts are in; handles are `ptr`.
#[inline]
pub(super) fn short(name: &str) -> String {
    let mut short = String::new();
    let mut rest = name;
    while !rest.is_empty() {
        let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
        let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        let (path, after) = rest.split_at(end);
        let last = path.rsplit("::").next().unwrap_or(path);
        if last == "Pointer" && after.starts_with('<') && path.starts_with("pointers_core::") {
            short.push_str("ptr");
            rest = after_arguments(after);
            continue;
        }
        short.push_str(last);
        let next = after.chars().next().map_or(0, char::len_utf8);
        short.push_str(&after[..next]);
        rest = &after[next..];
    }
    short
}

/// What follows on `<..>`.
#[inline]
fn after_arguments(text: &str) -> &str {
    let mut depth = 0_usize;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        match c {
            '<' => depth += 1,
            '>' if before != '-' => depth = depth.saturating_sub(1),
            _ => {}
        }
        before = c;
        if depth == 0 {
            return &text[at + c.len_utf8()..];
        }
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn modules_and_arguments_of_handles_are_left_out() {
        let cases = [
            ("i32", "i32"),
            ("demo::list::Node", "Node"),
            ("demo::Node<alloc::string::String>", "Node<String>"),
            (
                "pointers_core::handle::pointer::Pointer<demo::Node, pointers_core::handle::kind::Malloc>",
                "ptr",
            ),
            (
                "[pointers_core::handle::pointer::Pointer<fn() -> u8, K>; 4]",
                "[ptr; 4]",
            ),
            ("other::Pointer<u8>", "Pointer<u8>"),
            ("(u8, a::é)", "(u8, é)"),
            ("&str", "&str"),
        ];
        for (long, expected) in cases {
            assert_eq!(short(long), expected);
        }
    }
}
