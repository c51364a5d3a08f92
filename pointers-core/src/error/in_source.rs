//! The report of an error with the lines of its places, in rustc's style. Only with the feature `report`.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::report::Report;
use super::source_file::SourceFile;
use super::wording::Help;

/// A file that can be read, and what happened at which of its bytes.
struct File {
    name: String,
    source: SourceFile,
    marks: Vec<(Range<usize>, String, bool)>,
}

/// The report, if the file of the place where the memory was used can be read.
pub(super) fn render(title: String, report: &Report, colour: bool) -> Option<String> {
    let mut files: Vec<File> = Vec::new();
    let mut elsewhere = Vec::new();
    for (number, place) in report.places().enumerate() {
        let label = place.label();
        let name = place.site.file();
        let known = files.iter().position(|file| file.name == name);
        let at = known.or_else(|| {
            let source = SourceFile::read(name)?;
            files.push(File {
                name: name.to_string(),
                source,
                marks: Vec::new(),
            });
            Some(files.len() - 1)
        });
        let file = at.and_then(|at| files.get_mut(at));
        let mark = file.and_then(|file| {
            let span = file.source.span(place.site.line(), place.site.column())?;
            Some((file, span))
        });
        match mark {
            Some((file, span)) => file.marks.push((span, label, number == 0)),
            None if number == 0 => return None,
            None => elsewhere.push(format!("{} at {place}", place.what)),
        }
    }
    let title = Level::ERROR.primary_title(&title[..]);
    let mut group = Group::with_title(title);
    for file in &files {
        let mut snippet = Snippet::source(file.source.text()).path(&file.name[..]);
        for (span, label, is_first) in &file.marks {
            let kind = if *is_first {
                AnnotationKind::Primary
            } else {
                AnnotationKind::Context
            };
            snippet = snippet.annotation(kind.span(span.clone()).label(&label[..]));
        }
        group = group.element(snippet);
    }
    for place in &elsewhere {
        group = group.element(Level::NOTE.message(&place[..]));
    }
    let map = map(report);
    if let Some(map) = &map {
        group = group.element(Level::NOTE.message(&map[..]));
    }
    let help = Help(report).to_string();
    let report = [group.element(Level::HELP.message(&help[..]))];
    let renderer = if colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    Some(renderer.render(&report).to_string())
}

/// A little map of a block that is gone.
fn map(report: &Report) -> Option<String> {
    let block = report.sites.block?;
    report.sites.freed_at?;
    let head = format!("was {block}");
    let wide = head.chars().count() + 2;
    let line = "╌".repeat(wide - head.chars().count() - 1);
    let gone: String = " ×".chars().cycle().take(wide).collect();
    Some(format!(
        "the block is {}\n┌ {head} {line}┐\n╎{gone} ╎\n└{}┘",
        report.gone(),
        "╌".repeat(wide + 1)
    ))
}

impl SourceFile {
    /// The bytes of what stands at a place: a name with its arguments, or else one character.
    fn span(&self, line: u32, column: u32) -> Option<Range<usize>> {
        let text = self.text();
        let mut start = 0;
        for _ in 1..line {
            start += text[start..].find('\n')? + 1;
        }
        let rest = text[start..].lines().next()?;
        let skipped = usize::try_from(column).ok()?.checked_sub(1)?;
        let at = rest.char_indices().map(|(at, _)| at).nth(skipped)?;
        Some(start + at..start + at + length(&rest[at..]))
    }
}

/// How long the expression is that begins a text: up to the end of its arguments, if it has any in this line.
fn length(text: &str) -> usize {
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | ':');
    let name = text.find(|c| !is_name(c)).unwrap_or(text.len());
    let mut depth = 0_usize;
    for (at, c) in text.char_indices().skip_while(|(at, _)| *at < name) {
        match c {
            '(' => depth += 1,
            ')' if depth == 1 => return at + 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => break,
            _ => {}
        }
    }
    name.max(text.chars().next().map_or(0, char::len_utf8))
}

#[cfg(test)]
mod tests {
    use super::length;

    #[test]
    fn a_call_is_marked_with_its_arguments() {
        for (text, marked) in [
            ("free(p)?;", "free(p)"),
            ("read() + 1", "read()"),
            ("malloc(size_of::<T>());", "malloc(size_of::<T>())"),
            ("p->x", "p"),
            ("<<= é", "<"),
            ("free(", "free"),
            ("é;", "é"),
        ] {
            assert_eq!(&text[..length(text)], marked);
        }
    }
}
