//! Pictures of the heap: what a snapshot sees, and what is drawn of it.
//!
//! With `POINTERS_PICTURES=FOLDER` the pictures are written there, to be looked at.

mod build;
mod drawn;
mod hostile;
mod legible;
mod many;
mod recorded;
mod taken;
#[cfg(target_os = "linux")]
mod terminal;

use pointers_core::heap::Snapshot;
use pointers_core::{Array, Pointer, Result};

/// Hands a block over to C, which frees it.
pub(crate) fn give_to_c<T, K: Array>(p: Pointer<T, K>) -> Result<()> {
    let raw = p.into_raw()?;
    // SAFETY: it is C's, and nobody else has it.
    unsafe { libc::free(raw) };
    Ok(())
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

/// What a page looks like when a real browser has run its scripts, where one is installed.
pub(crate) fn in_a_browser(name: &str, page: &str) -> Option<String> {
    let browsers = ["chromium", "chromium-browser", "google-chrome"];
    let is_there = |name: &&&str| {
        std::process::Command::new(name)
            .arg("--version")
            .output()
            .is_ok()
    };
    let Some(browser) = browsers.iter().find(is_there) else {
        println!("skipped: no browser is installed");
        return None;
    };
    let file = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&file, page).expect("the target folder can be written");
    let output = std::process::Command::new(browser)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--dump-dom"])
        .arg("--window-size=1400,1400")
        .arg(format!("file://{}", file.display()))
        .output()
        .expect("the browser runs");
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}
