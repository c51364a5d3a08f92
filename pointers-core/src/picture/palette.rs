//! The colours of all pictures and pages, in light and in dark, and the test that no other file names one. Nothing that draws names a colour otherwise than by these
//! names, and every text can be read on every ground.

/// A colour: its name, in light, in dark.
type Colour = (&'static str, &'static str, &'static str);

/// What text has.
const TEXTS: [Colour; 6] = [
    ("text", "#1f2328", "#e6e9ee"),
    ("grey", "#57606a", "#a8b2be"),
    ("link", "#0b5cad", "#7ab8ff"),
    ("stale", "#b42318", "#ff9b8f"),
    ("leak", "#8a4600", "#f0b45e"),
    ("ofc", "#0b6655", "#63d4bf"),
];

/// What text stands on.
const GROUNDS: [Colour; 6] = [
    ("ground", "#ffffff", "#14171c"),
    ("inside", "#f6f8fa", "#1d2229"),
    ("head", "#e4e9ef", "#2b323c"),
    ("plainbar", "#cfe0f5", "#26405f"),
    ("lostbar", "#f4dfc0", "#4d3a1a"),
    ("errorbar", "#fbe9e7", "#3d2422"),
];

/// What only lines have; the last of them means nothing by itself.
const LINES: [Colour; 3] = [
    ("edge", "#57606a", "#8b95a1"),
    ("hatch", "#818a94", "#6b7580"),
    ("hair", "#d0d7de", "#343c46"),
];

/// Rules of a style sheet in which colours stand as `$name`, for light and for dark.
#[inline]
pub(super) fn painted(rules: &str) -> String {
    let (mut light, mut dark) = (rules.to_string(), rules.to_string());
    for (name, in_light, in_dark) in TEXTS.iter().chain(&GROUNDS).chain(&LINES) {
        let name = format!("${name}");
        light = light.replace(&name, in_light);
        dark = dark.replace(&name, in_dark);
    }
    format!("{light}@media (prefers-color-scheme:dark){{{dark}}}")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How bright a colour is, as WCAG counts it.
    fn brightness(colour: &str) -> f64 {
        let part = |at: usize| {
            let part = u8::from_str_radix(&colour[at..at + 2], 16).unwrap();
            let part = f64::from(part) / 255.0;
            match part <= 0.04045 {
                true => part / 12.92,
                false => ((part + 0.055) / 1.055).powf(2.4),
            }
        };
        0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
    }

    fn contrast(one: &str, other: &str) -> f64 {
        let (one, other) = (brightness(one), brightness(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    fn assert_contrast(on_top: &[Colour], below: &[Colour], least: f64) {
        for (name, light, dark) in on_top {
            for (ground, light_ground, dark_ground) in below {
                let (in_light, in_dark) =
                    (contrast(light, light_ground), contrast(dark, dark_ground));
                assert!(in_light >= least, "{name} on {ground} in light: {in_light}");
                assert!(in_dark >= least, "{name} on {ground} in dark: {in_dark}");
            }
        }
    }

    #[test]
    fn contrast_is_counted_as_wcag_does() {
        assert!((contrast("#000000", "#ffffff") - 21.0).abs() < 1e-9);
        assert!((contrast("#777777", "#ffffff") - 4.48).abs() < 0.01);
    }

    #[test]
    fn every_text_can_be_read_on_every_ground() {
        assert_contrast(&TEXTS, &GROUNDS, 4.5);
    }

    #[test]
    fn every_line_that_means_something_can_be_seen() {
        assert_contrast(&LINES[..2], &GROUNDS[..2], 3.0);
        assert_contrast(&TEXTS, &GROUNDS, 3.0);
    }

    #[test]
    fn no_name_is_the_beginning_of_another() {
        let names = TEXTS
            .iter()
            .chain(&GROUNDS)
            .chain(&LINES)
            .map(|(name, ..)| name);
        let names: Vec<_> = names.collect();
        for name in &names {
            assert_eq!(
                names
                    .iter()
                    .filter(|other| other.starts_with(**name))
                    .count(),
                1,
                "{name}"
            );
        }
    }

    /// Colours stand here alone, and each is one of these: in what is drawn, and in the sources.
    #[test]
    fn nobody_else_names_a_colour() {
        fn look(folder: &std::path::Path, found: &mut Vec<String>) {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    look(&path, found);
                } else if !path.ends_with("palette.rs") {
                    let text = std::fs::read_to_string(&path).unwrap();
                    let after = text.split('#').skip(1);
                    let is_colour = |rest: &str| {
                        let digits = rest.chars().take_while(char::is_ascii_hexdigit).count();
                        let word = rest.chars().take_while(|c| c.is_alphanumeric()).count();
                        word == digits && matches!(digits, 3 | 4 | 6 | 8)
                    };
                    found.extend(after.filter(|rest| is_colour(rest)).map(|rest| {
                        format!(
                            "{}: #{}",
                            path.display(),
                            rest.chars().take(8).collect::<String>()
                        )
                    }));
                    for name in ["rgb(", "hsl(", "currentcolor"] {
                        found.extend(
                            text.contains(name)
                                .then(|| format!("{}: {name}", path.display())),
                        );
                    }
                }
            }
        }
        let mut found = Vec::new();
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/picture");
        look(std::path::Path::new(folder), &mut found);
        assert!(found.is_empty(), "{found:#?}");
        let unknown = |rules: &str| painted(rules).contains('$');
        assert!(unknown("$nothing") && !unknown("$text$lostbar$hair"));
    }
}
