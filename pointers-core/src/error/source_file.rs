//! The user's source files, where they can be read.

use std::path::{Path, PathBuf};

/// Longer files are not shown.
const LARGEST: u64 = 1 << 20;

pub(crate) struct SourceFile(String);

impl SourceFile {
    /// A file as a place names it: from the folder in which the compiler was run, which may be one above this.
    pub(crate) fn read(file: &str) -> Option<Self> {
        let here = std::env::current_dir().ok();
        let manifest = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        let folders = [here, manifest].into_iter().flatten();
        let above = folders.flat_map(|folder| {
            folder
                .ancestors()
                .take(4)
                .map(|folder| folder.join(file))
                .collect::<Vec<_>>()
        });
        above.into_iter().find_map(|path| read(&path))
    }

    #[cfg(feature = "report")]
    pub(super) fn text(&self) -> &str {
        &self.0
    }

    /// Its lines, numbered from 1.
    pub(crate) fn lines(&self) -> impl Iterator<Item = (u32, &str)> {
        (1..).zip(self.0.lines())
    }
}

fn read(path: &Path) -> Option<SourceFile> {
    let is_fine =
        std::fs::metadata(path).is_ok_and(|about| about.is_file() && about.len() <= LARGEST);
    std::fs::read_to_string(path)
        .ok()
        .filter(|_| is_fine)
        .map(SourceFile)
}
