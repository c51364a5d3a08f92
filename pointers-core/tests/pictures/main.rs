//! Pictures of the heap: what a snapshot sees, and what is drawn of it.
//!
//! With `POINTERS_PICTURES=FOLDER` the pictures are written there, to be looked at.
#![forbid(unsafe_code)]

mod build;
mod drawn;
mod hostile;
mod many;
mod taken;

use pointers_core::heap::Snapshot;

/// The text with its addresses numbered in the order in which they come, so that it is the same in each run.
pub(crate) fn stable(text: &str) -> String {
    let mut known: Vec<String> = Vec::new();
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['…', '@']) {
        let mark = rest[at..].chars().next().map_or(1, char::len_utf8);
        let (before, after) = rest.split_at(at + mark);
        out.push_str(before);
        let end = after
            .find(|c: char| !c.is_ascii_hexdigit())
            .unwrap_or(after.len());
        if end < 4 {
            rest = after;
            continue;
        }
        let address = after[..end].to_string();
        let index = known
            .iter()
            .position(|other| *other == address)
            .unwrap_or_else(|| {
                known.push(address);
                known.len() - 1
            });
        out.push_str(&format!("{:0end$x}", index + 1));
        rest = &after[end..];
    }
    out + rest
}

/// Writes a picture, if somebody wants to see it.
pub(crate) fn show(name: &str, map: &Snapshot) {
    let Some(folder) = std::env::var_os("POINTERS_PICTURES") else {
        return;
    };
    let path = std::path::Path::new(&folder).join(name);
    let files = [
        ("svg", map.to_svg()),
        ("html", map.to_html()),
        ("dot", map.to_dot()),
        ("txt", format!("{map:100}\n{map:#100}")),
    ];
    for (extension, text) in files {
        std::fs::write(path.with_extension(extension), text).expect("the folder is there");
    }
}
