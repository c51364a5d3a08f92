//! Which crates are compared, where cargo has their sources, and the two copies of each.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::{fs, io};

use crate::cargo::Cargo;
use crate::insert::insert;

/// A line of `crates.txt`.
pub struct Listed {
    pub name: String,
    pub version: String,
    pub features: String,
    pub tests: Tests,
}

/// Which of a crate's tests run: those that it has, as far as they work from the published files.
#[derive(Clone, Copy, PartialEq)]
pub enum Tests {
    All,
    Unit,
    None,
}

/// The crates of a list: on each line a name, a version, and what is not the usual.
pub fn listed(list: &str) -> Result<Vec<Listed>, String> {
    let lines = list
        .lines()
        .map(|line| line.split('#').next().unwrap_or_default());
    lines
        .filter(|line| !line.trim().is_empty())
        .map(listed_crate)
        .collect()
}

fn listed_crate(line: &str) -> Result<Listed, String> {
    let mut words = line.split_whitespace();
    let (Some(name), Some(version)) = (words.next(), words.next()) else {
        return Err(format!("`{line}` is no crate: write a name and a version"));
    };
    let mut listed = Listed {
        name: name.to_string(),
        version: version.to_string(),
        features: String::new(),
        tests: Tests::All,
    };
    for word in words {
        match word.split_once('=') {
            Some(("features", features)) => listed.features = features.to_string(),
            Some(("tests", "unit")) => listed.tests = Tests::Unit,
            Some(("tests", "none")) => listed.tests = Tests::None,
            _ => {
                return Err(format!(
                    "`{word}` in `{line}`: write features=a,b or tests=unit or tests=none"
                ));
            }
        }
    }
    Ok(listed)
}

/// A copy of a crate outside of the repository.
pub struct Copied {
    pub folder: PathBuf,
    /// Its files in the macro, and how many lines of each.
    pub inserted: Vec<(PathBuf, usize)>,
}

/// Copies a crate: unchanged, or with what is in `src` put into the macro of the package at `pointers`.
pub fn copy(source: &Path, folder: PathBuf, pointers: Option<&Path>) -> io::Result<Copied> {
    let manifest = fs::read_to_string(source.join("Cargo.toml"))?;
    let mut copied = Copied {
        folder,
        inserted: Vec::new(),
    };
    copy_folder(
        source,
        Path::new(""),
        &mut copied,
        pointers.map(|_| opening(&manifest)),
    )?;
    write_changed(
        &copied.folder.join("Cargo.toml"),
        changed_manifest(&manifest, pointers).as_bytes(),
    )?;
    Ok(copied)
}

/// How the macro is called: an edition 2015 crate has no path from outside that begins with `::`.
fn opening(manifest: &str) -> &'static str {
    let says_edition = |line: &str| line.starts_with("edition = ") && !line.contains("2015");
    if manifest.lines().any(says_edition) {
        "::pointers::pointers!"
    } else {
        "pointers::pointers!"
    }
}

/// The manifest of a copy: a workspace of its own, without benchmarks and what only they need.
fn changed_manifest(manifest: &str, pointers: Option<&Path>) -> String {
    let criterion = if manifest.contains("\"criterion/") {
        "[[bench]]"
    } else {
        "dev-dependencies.criterion"
    };
    let mut changed = String::new();
    let mut kept = true;
    for line in manifest.lines() {
        if line.starts_with('[') {
            kept = line != "[[bench]]" && line != "[workspace]" && !line.contains(criterion);
        }
        if kept {
            changed += line;
            changed += "\n";
        }
    }
    changed += "\n[workspace]\n";
    if let Some(pointers) = pointers {
        changed += &format!(
            "\n[dependencies.pointers]\npath = {:?}\n",
            pointers.display().to_string()
        );
    }
    changed
}

fn copy_folder(
    source: &Path,
    inner: &Path,
    copied: &mut Copied,
    opening: Option<&str>,
) -> io::Result<()> {
    for entry in fs::read_dir(source.join(inner))? {
        let entry = entry?;
        let path = inner.join(entry.file_name());
        if is_left_out(&entry.file_name()) {
            continue;
        }
        if entry.file_type()?.is_dir() {
            copy_folder(source, &path, copied, opening)?;
        } else {
            copy_file(source, path, copied, opening)?;
        }
    }
    Ok(())
}

/// What says how to build the crate at its home: pinned versions, toolchains, flags; and benchmarks.
fn is_left_out(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    name.starts_with('.')
        || name.starts_with("rust-toolchain")
        || name == "Cargo.lock"
        || name == "benches"
}

fn copy_file(
    source: &Path,
    path: PathBuf,
    copied: &mut Copied,
    opening: Option<&str>,
) -> io::Result<()> {
    let content = fs::read(source.join(&path))?;
    let is_source = path.starts_with("src") && path.extension() == Some(OsStr::new("rs"));
    let to = copied.folder.join(&path);
    // What does not parse is a piece of a file that `include!` reads, or not for this edition.
    if let (true, Some(opening), Ok(text)) = (is_source, opening, str::from_utf8(&content))
        && let Ok(inserted) = insert(text, opening)
    {
        write_changed(&to, inserted.text.as_bytes())?;
        copied.inserted.push((path, inserted.lines));
        return Ok(());
    }
    if path != Path::new("Cargo.toml") {
        write_changed(&to, &content)?;
    }
    Ok(())
}

/// Leaves a file as it is that has this content, so that cargo need not build it again.
fn write_changed(path: &Path, content: &[u8]) -> io::Result<()> {
    if fs::read(path).is_ok_and(|present| present == content) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, content)
}

/// Writes a package in the place of ours, whose macro gives back what it is given.
pub fn write_same(folder: &Path) -> io::Result<()> {
    let manifest =
        "[package]\nname = \"pointers\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n";
    let source = "#[macro_export]\nmacro_rules! pointers { ($($body:tt)*) => { $($body)* }; }\n";
    write_changed(&folder.join("Cargo.toml"), manifest.as_bytes())?;
    write_changed(&folder.join("src/lib.rs"), source.as_bytes())
}

/// Where cargo has the sources of a crate, after it has fetched them.
pub fn source(listed: &Listed, work: &Path, cargo: &Cargo) -> Result<PathBuf, String> {
    let Listed { name, version, .. } = listed;
    let folder = work.join("fetch").join(name);
    let manifest = format!(
        "[package]\nname = \"fetch\"\nversion = \"0.0.0\"\nedition = \"2021\"\n\n[workspace]\n\n\
         [dependencies]\n{name} = \"={version}\"\n"
    );
    let written = write_changed(&folder.join("src/lib.rs"), b"");
    let written =
        written.and_then(|()| write_changed(&folder.join("Cargo.toml"), manifest.as_bytes()));
    written.map_err(|error| format!("{}: {error}", folder.display()))?;
    let metadata = cargo.metadata(&folder)?;
    let packages = metadata["packages"].as_array().into_iter().flatten();
    packages
        .filter(|package| package["name"] == name.as_str())
        .filter(|package| {
            package["version"]
                .as_str()
                .is_some_and(|found| found.starts_with(version.as_str()))
        })
        .find_map(|package| {
            Some(
                Path::new(package["manifest_path"].as_str()?)
                    .parent()?
                    .to_path_buf(),
            )
        })
        .ok_or_else(|| format!("cargo has no sources of {name} {version}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_has_names_versions_and_what_is_not_the_usual() {
        let crates =
            listed("# known\nitoa 1.0.19\n\nsyn 2.0.1 features=full,visit tests=unit # big\n")
                .unwrap();
        assert_eq!(crates.len(), 2);
        assert_eq!(
            (&*crates[0].name, &*crates[0].version, &*crates[0].features),
            ("itoa", "1.0.19", "")
        );
        assert_eq!(
            (&*crates[1].features, crates[1].tests == Tests::Unit),
            ("full,visit", true)
        );
        assert!(listed("itoa").is_err());
        assert!(listed("itoa 1.0.19 fast").is_err());
    }

    #[test]
    fn a_copy_is_built_on_its_own_and_without_benchmarks() {
        let manifest = "[package]\nname = \"a\"\n[[bench]]\nname = \"b\"\n[dev-dependencies.criterion]\n\
                        version = \"1\"\n[dev-dependencies.rand]\nversion = \"1\"\n";
        assert_eq!(
            changed_manifest(manifest, Some(Path::new("/p"))),
            "[package]\nname = \"a\"\n[dev-dependencies.rand]\nversion = \"1\"\n\n[workspace]\n\n\
             [dependencies.pointers]\npath = \"/p\"\n"
        );
    }

    #[test]
    fn the_macro_is_found_in_every_edition() {
        assert_eq!(opening("edition = \"2018\"\n"), "::pointers::pointers!");
        assert_eq!(opening("edition = \"2015\"\n"), "pointers::pointers!");
        assert_eq!(opening("[package]\n"), "pointers::pointers!");
    }
}
