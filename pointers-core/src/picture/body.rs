//! What stands in a block: rows of names and values, or cells one beside another. The same for all who draw it.

use super::snapshot::{Node, Snapshot, State, Target, Value, Variable};
use super::types::DrawnField;

/// How many elements are drawn as cells, and how many of those first and last where there are more.
const MOST_CELLS: usize = 32;
const FIRST_CELLS: usize = 8;
const LAST_CELLS: usize = 2;

/// How many rows are drawn of a block.
const MOST_ROWS: usize = 96;

/// How many characters of a value are drawn, and of the name of a field or a variable.
const MOST_CHARACTERS: usize = 24;

/// The same of a type's.
const MOST_OF_A_NAME: usize = 32;

pub(super) enum Body {
    Rows(Vec<FieldRow>),
    Cells(Vec<ElementCell>),
    /// Its memory is gone.
    Gone,
}

pub(super) struct FieldRow {
    pub(super) name: String,
    pub(super) held: RowContent,
}

pub(super) enum RowContent {
    Text(String),
    Unassigned,
    /// A link, by the number of its value.
    Link(usize),
}

pub(super) struct ElementCell {
    /// Which element it is; of a gap, the first that is left out.
    pub(super) index: usize,
    pub(super) text: String,
    pub(super) is: Is,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Is {
    Value,
    Unassigned,
    /// It stands for several.
    Gap,
}

/// How many blocks are drawn each as a box; of more there is a table.
pub(super) const MOST_DRAWN: usize = 400;

/// The name of a block: its type, and how many of it there are.
#[inline]
pub(super) fn label(map: &Snapshot, index: usize) -> String {
    let block = map.block(index);
    let name = cut_to(block.type_name(), MOST_OF_A_NAME);
    match block.elements() {
        _ if name.is_empty() => bytes(block.size()),
        0 if block.size() == 0 && block.state().is_live() => format!("[{name}; 0]"),
        0 if block.state().is_live() => format!("{name}?"),
        0 | 1 => name,
        count => format!("[{name}; {}]", thousands(count)),
    }
}

#[inline]
pub(super) fn bytes(count: usize) -> String {
    match count {
        1 => "1 byte".to_string(),
        count => format!("{} bytes", thousands(count)),
    }
}

#[inline]
pub(super) fn blocks(count: usize) -> String {
    match count {
        1 => "1 block".to_string(),
        count => format!("{} blocks", thousands(count)),
    }
}

/// A number whose digits stand in threes.
#[inline]
pub(super) fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// What stands in a block.
#[inline]
pub(super) fn body(map: &Snapshot, index: usize) -> Body {
    body_in(map, index, true)
}

/// The same; where runs of NULL are not folded, each element has a row of its own.
#[inline]
pub(super) fn body_in(map: &Snapshot, index: usize, folds: bool) -> Body {
    let node = &map.nodes[index];
    let of = node.of.and_then(|of| map.types.get(of));
    if !node.state.is_live() {
        return Body::Gone;
    }
    let Some(of) = of.filter(|_| !node.values.is_empty()) else {
        return Body::Rows(vec![FieldRow {
            name: String::new(),
            held: RowContent::Text(match node.size {
                0 => "no bytes".to_string(),
                size => format!("{}, not looked at", bytes(size)),
            }),
        }]);
    };
    match &of.fields[..] {
        [field] if field.name.is_empty() && field.pointee.is_none() => elements(node),
        fields => rows(node, fields, folds),
    }
}

/// Elements without fields, and without links.
#[inline]
fn elements(node: &Node) -> Body {
    match &node.values[..] {
        [Value::List { values, length }] if *length > 0 => text_or_cells(values, *length),
        [one] => Body::Rows(vec![FieldRow {
            name: String::new(),
            held: held(one, 0),
        }]),
        all => text_or_cells(all, node.elements),
    }
}

#[inline]
fn text_or_cells(values: &[Value], count: usize) -> Body {
    if count > MOST_CELLS
        && let Some(text) = text_of(values)
    {
        return Body::Rows(vec![FieldRow {
            name: String::new(),
            held: RowContent::Text(text),
        }]);
    }
    Body::Cells(cells(values, count))
}

/// Bytes that are text, up to the first NUL or the first that is unassigned.
#[inline]
fn text_of(values: &[Value]) -> Option<String> {
    let byte = |value: &Value| match value {
        Value::Unsigned(byte) => u8::try_from(*byte).ok(),
        _ => None,
    };
    let bytes: Vec<u8> = values.iter().map_while(byte).collect();
    let text = bytes.split(|byte| *byte == 0).next().unwrap_or_default();
    let is_text = |byte: &u8| (b' '..0x7f).contains(byte) || *byte >= 0x80 || *byte == b'\n';
    if text.len() < 2 || !text.iter().all(is_text) {
        return None;
    }
    let text = str::from_utf8(text).ok()?;
    Some(cut(&format!("{text:?}")))
}

#[inline]
fn cells(values: &[Value], count: usize) -> Vec<ElementCell> {
    let as_text = is_text(values);
    let cell = |index: usize| match &values[index] {
        Value::Unassigned => ElementCell {
            index,
            text: "?".to_string(),
            is: Is::Unassigned,
        },
        value => ElementCell {
            index,
            text: match (as_text, value) {
                (true, Value::Unsigned(byte)) => character(*byte),
                _ => written(value),
            },
            is: Is::Value,
        },
    };
    if count <= MOST_CELLS {
        return (0..values.len()).map(cell).collect();
    }
    let seen_all = values.len() == count;
    let last = if seen_all { LAST_CELLS } else { 0 };
    let mut cells: Vec<ElementCell> = (0..FIRST_CELLS.min(values.len())).map(cell).collect();
    let between = count - cells.len() - last;
    let middle = &values[cells.len()..values.len() - last];
    let equal = middle.windows(2).all(|two| two[0] == two[1]) && seen_all;
    let text = match (&middle[0], equal) {
        (Value::Unassigned, true) => format!("{} unassigned", thousands(between)),
        (value, true) => format!("{} × {}", written(value), thousands(between)),
        _ => format!("… {} more …", thousands(between)),
    };
    cells.push(ElementCell {
        index: cells.len(),
        text,
        is: Is::Gap,
    });
    cells.extend((values.len() - last..values.len()).map(cell));
    cells
}

/// Whether these are bytes that are meant to be read as text.
#[inline]
fn is_text(values: &[Value]) -> bool {
    let mut letters = 0;
    let is_text = values.iter().all(|value| match value {
        Value::Unsigned(byte @ 0x20..0x7f) => {
            letters += usize::from(*byte != 0x20);
            true
        }
        Value::Unsigned(0 | 0x0a | 0x09) | Value::Unassigned => true,
        _ => false,
    });
    is_text && letters > 1
}

/// A byte of text.
#[inline]
fn character(byte: u128) -> String {
    match u8::try_from(byte) {
        Ok(b' ') => "␣".to_string(),
        Ok(0) => "\\0".to_string(),
        Ok(byte) => char::from(byte).escape_default().to_string(),
        Err(_) => byte.to_string(),
    }
}

#[inline]
fn rows(node: &Node, fields: &[DrawnField], folds: bool) -> Body {
    let many = node.elements > 1;
    let mut rows = Vec::new();
    let mut at = 0;
    while let Some(value) = node.values.get(at) {
        let (element, field) = (at / fields.len(), &fields[at % fields.len()]);
        if rows.len() == MOST_ROWS {
            let left = node.elements - element;
            rows.push(FieldRow {
                name: format!("… {} more", thousands(left)),
                held: RowContent::Text(String::new()),
            });
            break;
        }
        let run = if folds && many && fields.len() == 1 {
            nulls(&node.values[at..])
        } else {
            1
        };
        let name = match (many, &field.name[..]) {
            (true, "") if run > 1 => format!("[{element}–{}]", element + run - 1),
            (false, name) => name.to_string(),
            (true, "") => format!("[{element}]"),
            (true, name) => format!("[{element}].{name}"),
        };
        rows.push(FieldRow {
            name: cut(&name),
            held: held(value, at),
        });
        at += run;
    }
    Body::Rows(rows)
}

/// How many of the first values are NULL, or else unassigned, all alike; at least one.
#[inline]
fn nulls(values: &[Value]) -> usize {
    let is_null = |value: &Value| match value {
        Value::Link(link) => link.target == Target::Null,
        other => *other == Value::Unassigned,
    };
    let first = values.first().filter(|first| is_null(first));
    let alike = |value: &&Value| match (first, value) {
        (Some(Value::Link(_)), Value::Link(link)) => link.target == Target::Null,
        (Some(first), value) => *first == **value,
        (None, _) => false,
    };
    values.iter().take_while(alike).count().max(1)
}

#[inline]
fn held(value: &Value, at: usize) -> RowContent {
    match value {
        Value::Unassigned => RowContent::Unassigned,
        Value::Link(_) => RowContent::Link(at),
        Value::List { values, .. } if values.iter().all(|value| *value == Value::Unassigned) => {
            RowContent::Unassigned
        }
        other => RowContent::Text(written(other)),
    }
}

/// A value as it is written; a longer one cut in the middle.
#[inline]
pub(super) fn written(value: &Value) -> String {
    match value {
        Value::Unassigned => "?".to_string(),
        Value::Borrowed => "◆".to_string(),
        Value::Signed(number) => number.to_string(),
        Value::Unsigned(number) => number.to_string(),
        Value::Float(number) => float(*number),
        Value::Bool(value) => value.to_string(),
        Value::Char(value) => format!("{value:?}"),
        Value::Text { text, length } if text.len() < *length => {
            cut(&format!("{:?}", format!("{text}…")))
        }
        Value::Text { text, .. } => cut(&format!("{text:?}")),
        Value::Link(_) => "→".to_string(),
        Value::List { values, length } => match text_of(values) {
            Some(text) => text,
            None => {
                let more = if *length > values.len() { ", …" } else { "" };
                let values: Vec<String> = values.iter().map(written).collect();
                cut(&format!("[{}{more}]", values.join(", ")))
            }
        },
        Value::Unknown => "…".to_string(),
    }
}

/// With as many digits as tell it from others, and never more than fit.
#[inline]
fn float(number: f64) -> String {
    let plain = format!("{number}");
    if plain.len() <= 10 {
        return plain;
    }
    let short = format!("{number:.6}");
    let short = short.trim_end_matches('0').trim_end_matches('.');
    if number.abs() >= 1e-4 && short.len() <= 12 {
        return short.to_string();
    }
    format!("{number:.4e}")
}

/// Without its middle, if it is long.
#[inline]
pub(super) fn cut(text: &str) -> String {
    cut_to(text, MOST_CHARACTERS)
}

/// The same, where so many characters are not yet many.
#[inline]
pub(super) fn cut_to(text: &str, most: usize) -> String {
    let count = text.chars().count();
    if count <= most {
        return text.to_string();
    }
    let (first, last) = (most - 8, 7);
    let before: String = text.chars().take(first).collect();
    let after: String = text.chars().skip(count - last).collect();
    format!("{before}…{after}")
}

impl Variable {
    /// Its name, as long as there is room for.
    #[inline]
    pub(super) fn shown(&self) -> String {
        cut(&self.name)
    }
}

/// How the addresses of a picture are written: their last digits, as many as tell them apart.
#[derive(Clone, Copy)]
pub(super) struct Addresses {
    digits: usize,
}

impl Addresses {
    /// Of a picture of these blocks, and of what they lead to.
    #[inline]
    pub(super) fn of(map: &Snapshot, blocks: &[usize]) -> Self {
        let links = blocks.iter().flat_map(|block| map.nodes[*block].links());
        let targets = links.filter_map(|(_, link)| link.target.block());
        let mut shown: Vec<usize> = blocks.iter().copied().chain(targets).collect();
        shown.sort_unstable();
        shown.dedup();
        let all: Vec<usize> = shown
            .iter()
            .map(|index| map.nodes[*index].address)
            .collect();
        let differ = |digits: &usize| {
            let mut ends: Vec<u64> = all
                .iter()
                .map(|address| *address as u64 % (1 << (4 * digits)))
                .collect();
            ends.sort_unstable();
            ends.windows(2).all(|two| two[0] != two[1])
        };
        // Blocks that are gone may have had the same address: then no number of digits tells them apart.
        let digits = (4..=8).find(differ).unwrap_or(4);
        Addresses { digits }
    }

    #[inline]
    pub(super) fn short(&self, address: usize) -> String {
        let digits = self.digits;
        format!("…{:0digits$x}", address as u64 % (1 << (4 * digits)))
    }
}

/// The word that says what a block is, where it is not just live.
#[inline]
pub(super) fn word(map: &Snapshot, index: usize) -> Option<&'static str> {
    let block = map.block(index);
    match block.state() {
        _ if block.leaked() => Some("▲ leaked"),
        State::Freed => Some("✕ freed"),
        State::HandedToC => Some("→ handed to C"),
        State::Detached => Some("→ detached"),
        State::GivenBack => Some("→ given back to C"),
        State::LentByC => Some("← lent by C"),
        State::FromC => Some("← from C"),
        State::BorrowedToRead => Some("◆ borrowed to read"),
        State::BorrowedToWrite => Some("◆ borrowed to write"),
        State::Live => None,
    }
}
