//! What is said in words: the same for all who draw.

use super::body::{blocks, bytes, label};
use super::plan::{Section, SectionKind};
use super::snapshot::{Link, Node, Pointed, Snapshot, State, Target, Value};

/// What stands above a picture.
pub(super) struct Headline {
    pub(super) title: String,
    pub(super) live: String,
    pub(super) leaked: Option<String>,
    pub(super) with_c: Option<String>,
    pub(super) stale: Option<String>,
    /// Why nothing is called leaked.
    pub(super) unseen: Option<String>,
    pub(super) left_out: Option<String>,
}

impl Headline {
    #[inline]
    pub(super) fn of(map: &Snapshot) -> Self {
        let [mut live, mut leaked, mut with_c, mut freed] = [(0, 0); 4];
        // Once over all: there may be very many.
        for (index, node) in map.nodes.iter().enumerate() {
            let of = match node.state {
                state if state.is_live() => &mut live,
                State::Freed => &mut freed,
                _ => &mut with_c,
            };
            *of = (of.0 + 1, of.1 + node.size);
            if map.block(index).leaked() {
                leaked = (leaked.0 + 1, leaked.1 + node.size);
            }
        }
        let ((live, live_bytes), (leaked, leaked_bytes)) = (live, leaked);
        let ((with_c, c_bytes), (freed, _)) = (with_c, freed);
        let some = |count: usize, text: String| (count > 0).then_some(text);
        let are = if with_c == 1 { "is" } else { "are" };
        Headline {
            title: title(map),
            live: format!("{} live, {}", blocks(live), bytes(live_bytes)),
            leaked: some(
                leaked,
                format!("▲ leaked: {}, {}", blocks(leaked), bytes(leaked_bytes)),
            ),
            with_c: some(
                with_c,
                format!(
                    "→ {} handed on {are} still pointed to, {}",
                    blocks(with_c),
                    bytes(c_bytes)
                ),
            ),
            stale: some(
                freed,
                format!("✕ freed, and still pointed to: {}", blocks(freed)),
            ),
            unseen: unseen(map),
            left_out: some(
                map.left_out,
                format!(
                    "{} left out: there was no memory to describe them, or they changed meanwhile",
                    blocks(map.left_out)
                ),
            ),
        }
    }
}

/// Whose heap it is.
#[inline]
pub(super) fn title(map: &Snapshot) -> String {
    match &map.thread[..] {
        "" => "Heap of a thread".to_string(),
        name => format!("Heap of thread “{name}”"),
    }
}

/// Why nothing is called leaked, although all handles were named.
#[inline]
fn unseen(map: &Snapshot) -> Option<String> {
    if !map.all_named || map.knows_leaks() {
        return None;
    }
    let is_lost = |node: &Node| node.state.is_live() && !node.reached;
    let lost = map.nodes.iter().filter(|node| is_lost(node)).count();
    let by = map.nodes.iter().position(|node| node.hides && node.reached);
    match by {
        _ if lost == 0 => None,
        None => Some(format!(
            "{}: leaked, or pointed to by what was left out",
            blocks(lost)
        )),
        Some(by) => Some(format!(
            "{}: leaked, or pointed to by what cannot be looked into, such as {}",
            blocks(lost),
            label(map, by)
        )),
    }
}

/// What is true of all blocks of a section.
#[inline]
pub(super) fn notes(map: &Snapshot, section: &Section) -> Vec<String> {
    let mut notes = Vec::new();
    if let Some(size) = section.size {
        let several =
            section.alike > 1 || section.trees.iter().map(|tree| tree.count()).sum::<usize>() > 1;
        let each = if several { " each" } else { "" };
        notes.push(format!("{}{each}", bytes(size)));
    }
    if let Some(site) = &section.site {
        notes.push(format!("allocated at {site}"));
    }
    let named = map
        .variables
        .iter()
        .any(|variable| variable.link.target.block() == Some(section.trees[0].block));
    if section.kind == SectionKind::Alone && !named && !section.leaked && section.state.is_live() {
        notes.push(nobody_else(map, section).to_string());
    }
    notes
}

/// Which blocks point to one that stands alone, and to those that are like it.
#[inline]
fn nobody_else(map: &Snapshot, section: &Section) -> &'static str {
    let sees_all = map.left_out == 0 && !map.nodes.iter().any(|node| node.hides);
    match map.nodes[section.trees[0].block].pointed {
        Pointed::Nobody if sees_all => "no block points here",
        Pointed::Nobody => "no block that can be looked into points here",
        Pointed::Itself if sees_all => "only itself points here",
        Pointed::Itself => "of the blocks that can be looked into only itself points here",
        Pointed::PastItsEnd => "a block points past its end",
        Pointed::Yes => "a block points here that is too long to be drawn whole",
    }
}

/// What is to be said of single blocks of a section.
#[inline]
pub(super) fn remarks(
    map: &Snapshot,
    section: &Section,
    address: &dyn Fn(usize) -> String,
) -> Vec<String> {
    let mut lines = Vec::new();
    if section.alike > 1 {
        lines.push(format!("one of {} that are alike", blocks(section.alike)));
    }
    let mut all = Vec::new();
    for tree in &section.trees {
        tree.each(&mut |block| all.push(block));
    }
    lines.extend(told(map, &all, section.site.is_none(), address));
    lines
}

/// What is to be said of these blocks.
#[inline]
pub(super) fn told(
    map: &Snapshot,
    blocks: &[usize],
    sites_differ: bool,
    address: &dyn Fn(usize) -> String,
) -> Vec<String> {
    let mut told: Vec<(String, Vec<String>)> = Vec::new();
    for &index in blocks {
        let said = block_remarks(map, index, sites_differ);
        if !said.is_empty() {
            let node = &map.nodes[index];
            let name = format!("{} {}", label(map, index), address(node.address));
            match told.iter_mut().find(|(text, _)| *text == said) {
                Some((_, names)) => names.push(name),
                None => told.push((said, vec![name])),
            }
        }
    }
    let lines = told
        .into_iter()
        .filter_map(|(said, names)| match &names[..] {
            [only] => Some(format!("{only}: {said}")),
            [first, rest @ ..] => Some(format!("{first} and {} more: {said}", rest.len())),
            [] => None,
        });
    lines.collect()
}

#[inline]
fn block_remarks(map: &Snapshot, index: usize, sites_differ: bool) -> String {
    let block = map.block(index);
    let mut said = Vec::new();
    if block.leaked() {
        said.push(format!("▲ leaked, {}", bytes(block.size())));
    }
    if let Some(at) = block
        .allocated_at()
        .filter(|_| sites_differ || block.leaked() || !block.state().is_live())
    {
        said.push(match block.state() {
            State::FromC => format!("taken over from C at {at}"),
            State::LentByC => format!("lent by C at {at}"),
            _ => format!("allocated at {at}"),
        });
    }
    if let Some(at) = block.resized_at() {
        said.push(format!("resized at {at}"));
    }
    if let Some(at) = block.freed_at() {
        said.push(match block.state() {
            State::HandedToC => format!("→ handed to C at {at}"),
            State::Detached => format!("→ detached at {at}"),
            State::GivenBack => format!("→ given back to C at {at}"),
            _ => format!("✕ freed at {at}"),
        });
    }
    if let Some(at) = block.borrowed_at() {
        said.push(match block.state() {
            State::BorrowedToWrite => format!("◆ borrowed to write at {at}"),
            _ => format!("◆ borrowed to read at {at}"),
        });
    }
    said.join(", ")
}

/// Where a handle points, in words.
#[inline]
pub(super) fn place(map: &Snapshot, link: Link, address: &dyn Fn(usize) -> String) -> String {
    match link.target {
        Target::Null => "NULL".to_string(),
        Target::Forgotten => "a block that is gone".to_string(),
        Target::LeftOut => "a block that is not in the picture".to_string(),
        Target::Outdated { index } => {
            let of = address(map.nodes[index].address);
            format!("outdated: {} {of}", label(map, index))
        }
        Target::Outside { index } => {
            format!(
                "past the end of {} {}",
                label(map, index),
                address(map.nodes[index].address)
            )
        }
        Target::Block { index, offset } => {
            let node = &map.nodes[index];
            let name = format!("{} {}", label(map, index), address(node.address));
            let was = if node.state == State::Freed {
                "stale: "
            } else {
                ""
            };
            match inside(map, index, offset) {
                Some(inside) => format!("{was}{inside} of {name}"),
                None => format!("{was}{name}"),
            }
        }
    }
}

/// The variables that lead to none of the blocks, in words.
#[inline]
pub(super) fn nowhere(map: &Snapshot) -> Vec<String> {
    let variables = map.variables.iter();
    variables
        .filter(|variable| variable.link.target.block().is_none())
        .map(|variable| {
            format!(
                "{} → {}",
                variable.shown(),
                place(map, variable.link, &|_| String::new())
            )
        })
        .collect()
}

/// What lies where a value leads that is a link, as in "value of ", or nothing if that is a block's beginning.
#[inline]
pub(super) fn part(map: &Snapshot, block: usize, value: usize) -> String {
    let link = match map.nodes[block].values.get(value) {
        Some(Value::Link(link)) => link.target,
        _ => return String::new(),
    };
    match link {
        Target::Block { index, offset } => match inside(map, index, offset) {
            Some(inside) => format!("{inside} of "),
            None => String::new(),
        },
        _ => String::new(),
    }
}

/// What lies so many bytes into a block, if that is not its beginning.
#[inline]
pub(super) fn inside(map: &Snapshot, index: usize, offset: usize) -> Option<String> {
    let node = &map.nodes[index];
    if offset == 0 {
        return None;
    }
    let of = node.of.and_then(|of| map.types.get(of))?;
    let (element, within) = (offset / node.stride.max(1), offset % node.stride.max(1));
    let before = of.fields.iter().filter(|field| field.offset <= within);
    // In the order of their places, which rustc chooses.
    let field = before.max_by_key(|field| field.offset);
    let name = field.map_or("", |field| &field.name);
    Some(match (node.elements, name) {
        (0, _) => format!("byte {offset}"),
        (1, "") => format!("byte {offset}"),
        (1, name) => name.to_string(),
        (_, "") => format!("[{element}]"),
        (_, _) if within == 0 => format!("[{element}]"),
        (_, name) => format!("[{element}].{name}"),
    })
}
