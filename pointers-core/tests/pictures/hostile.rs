//! Names and values that mean something where they are drawn.

use pointers_core::{MallocPointer, Result, free, heap, malloc};

use crate::show;

#[test]
fn nothing_from_the_program_is_markup_or_a_command_of_the_terminal() -> Result<()> {
    let evil = "<script>alert(1)</script>\u{1b}[31m\"'&]]>\u{202e}\0|{}\\n";
    let text: MallocPointer<String> = malloc(size_of::<String>())?;
    text.write(evil.to_string())?;
    let map = heap::snapshot().named(evil, text);
    show("hostile", &map);
    for picture in [map.to_svg(), map.to_html()] {
        assert!(!picture.contains("<script>alert"), "{picture}");
        assert!(!picture.contains("]]>"));
        assert!(!picture.contains(['\u{1b}', '\u{202e}', '\0']));
    }
    for drawn in [map.to_string(), format!("{map:#}"), map.to_dot()] {
        assert!(!drawn.contains(['\u{1b}', '\u{202e}', '\0']), "{drawn:?}");
    }
    free(text)
}

/// Its `Debug` is nobody's business.
struct Panics;

impl core::fmt::Debug for Panics {
    fn fmt(&self, _: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        panic!("nobody asked");
    }
}

#[test]
fn nobodys_debug_is_called() -> Result<()> {
    let p = malloc::<(Panics, u64)>(8)?;
    p.write((Panics, 1))?;
    heap::describe(p)?;
    let map = heap::snapshot();
    let all = [map.to_string(), map.to_svg(), map.to_html(), map.to_dot()];
    assert!(all.iter().all(|text| !text.is_empty()));
    free(p)
}

/// No rule names a colour that there is none of, and no text is hard to read because it is faint.
#[test]
fn every_colour_has_been_filled_in() -> Result<()> {
    let recording = heap::record();
    let p = malloc::<i32>(4)?;
    free(p)?;
    let history = recording.stop();
    let map = heap::snapshot();
    for page in [
        map.to_svg(),
        map.to_html(),
        history.to_svg(),
        history.to_html(),
    ] {
        for style in page.split("<style>").skip(1) {
            let style = style.split("</style>").next().unwrap_or_default();
            assert!(!style.contains(['$', '\n']), "{style}");
            assert!(style.is_empty() || style.contains("prefers-color-scheme:dark"));
            assert_eq!(style.matches('{').count(), style.matches('}').count());
        }
    }
    Ok(())
}

/// Each tag that is opened is closed, each attribute quoted: what an XML parser asks for.
#[test]
fn the_picture_is_well_formed() -> Result<()> {
    let list = crate::build::list(&[1, 2, 3])?;
    let picture = heap::snapshot().named("a<b>&\"c'", list).to_svg();
    let mut open = Vec::new();
    let mut rest = &picture[..];
    while let Some(at) = rest.find('<') {
        assert!(!rest[..at].contains('>'), "a stray >: {}", &rest[..at]);
        let end = at + rest[at..].find('>').expect("a tag ends");
        let tag = &rest[at + 1..end];
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name.to_string()));
        } else if !tag.ends_with('/') {
            open.push(tag.split(' ').next().unwrap_or(tag).to_string());
        }
        assert_eq!(tag.matches('"').count() % 2, 0, "{tag}");
        rest = &rest[end + 1..];
    }
    assert!(open.is_empty(), "{open:?}");
    Ok(())
}
