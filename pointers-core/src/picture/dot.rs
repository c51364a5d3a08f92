//! Writes a snapshot for graphviz.

use core::fmt::Write;

use super::body::{Body, RowContent, body, label, word};
use super::escape::visible;
use super::snapshot::{Snapshot, State, Target};

impl Snapshot {
    /// Writes the map for graphviz: `dot -Tsvg`. Of very many blocks that takes long.
    ///
    /// ```
    /// use pointers::{free, heap, malloc};
    ///
    /// let p = malloc::<i32>(4)?;
    /// p.write(7)?;
    /// let graph = heap::snapshot().named("p", p).to_dot();
    /// assert!(graph.starts_with("digraph heap {") && graph.contains("v0 -> b"));
    /// free(p)?;
    /// # Ok::<(), pointers::Error>(())
    /// ```
    #[must_use]
    #[inline]
    pub fn to_dot(&self) -> String {
        let mut out = String::from(
            "digraph heap {\n  rankdir=LR;\n  node [shape=record, fontname=monospace];\n",
        );
        for index in 0..self.nodes.len() {
            self.dot_node(index, &mut out);
        }
        for (number, variable) in self.variables.iter().enumerate() {
            let _ = writeln!(
                out,
                "  v{number} [shape=plaintext, label=\"{}\"];",
                quoted(&variable.name)
            );
            if let Some(to) = variable.link.target.block() {
                let _ = writeln!(out, "  v{number} -> b{to}:head;");
            }
        }
        for (from, node) in self.nodes.iter().enumerate() {
            if node.values.is_empty() {
                for to in self.edges_of(from).iter().filter_map(|edge| edge.block()) {
                    let _ = writeln!(out, "  b{from}:head -> b{to}:head;");
                }
            }
            for (value, link) in node.links() {
                if let Target::Block { index, .. } | Target::Outside { index } = link.target {
                    let stale = !self.nodes[index].state.is_live();
                    let style = if stale {
                        " [style=dashed, color=red]"
                    } else {
                        ""
                    };
                    let _ = writeln!(out, "  b{from}:f{value} -> b{index}:head{style};");
                }
            }
        }
        out.push_str("}\n");
        out
    }

    #[inline]
    fn dot_node(&self, index: usize, out: &mut String) {
        let node = &self.nodes[index];
        let mut text = format!("<head> {} {:#x}", field(&label(self, index)), node.address);
        if let Some(word) = word(self, index) {
            text += &format!("\\n{}", field(word));
        }
        match body(self, index) {
            Body::Gone => {}
            Body::Cells(cells) => {
                let cells: Vec<String> = cells.iter().map(|cell| field(&cell.text)).collect();
                text += &format!("|{{{}}}", cells.join("|"));
            }
            Body::Rows(rows) => {
                for row in rows {
                    let name = field(&row.name);
                    text += &match row.held {
                        RowContent::Text(value) => format!("|{name} {}", field(&value)),
                        RowContent::Unassigned => format!("|{name} ?"),
                        RowContent::Link(value) => {
                            let is_null = node.values.get(value).is_some_and(|value| {
                                matches!(value, super::Value::Link(link) if link.target == Target::Null)
                            });
                            let null = if is_null { " NULL" } else { "" };
                            format!("|<f{value}> {name}{null}")
                        }
                    };
                }
            }
        }
        let style = match node.state {
            _ if self.block(index).leaked() => ", peripheries=2, color=orange3",
            State::Freed => ", style=dashed, color=red",
            state if state.is_of_others() => ", style=rounded, color=teal",
            _ => "",
        };
        let _ = writeln!(out, "  b{index} [label=\"{text}\"{style}];");
    }
}

/// A text in quotation marks.
#[inline]
fn quoted(text: &str) -> String {
    visible(text).replace('\\', "\\\\").replace('"', "\\\"")
}

/// A text in a field of a record, where more signs mean something.
#[inline]
fn field(text: &str) -> String {
    let mut out = String::new();
    for c in visible(text).chars() {
        if matches!(c, '\\' | '"' | '{' | '}' | '|' | '<' | '>' | ' ') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
