//! The printer: a buffer that grows by `realloc`.

use pointers::prelude::*;
use pointers::string::{strcpy, strlen, text};

use super::tree::{Item, Kind};

pointers! {
    #[derive(Fields)]
    struct Buffer {
        bytes: MallocPointer<u8>,
        length: usize,
        room: usize,
    }

    /// The document, in one line.
    pub(crate) fn print(item: MallocPointer<Item>) -> Result<String> {
        let b: MallocPointer<Buffer> = malloc(size_of::<Buffer>());
        b->room = 16;
        b->length = 0;
        b->bytes = malloc(b->room);
        value(b, item)?;
        let document = text(b->bytes);
        free(b->bytes);
        free(b);
        Ok(document)
    }

    fn put(b: MallocPointer<Buffer>, what: &str) -> Result<()> {
        while b->length + what.len() >= b->room {
            b->room *= 2;
            realloc(b->bytes, b->room);
        }
        strcpy(b->bytes + b->length, what);
        b->length += what.len();
        Ok(())
    }

    fn value(b: MallocPointer<Buffer>, item: MallocPointer<Item>) -> Result<()> {
        match item->kind {
            Kind::Null => put(b, "null"),
            Kind::False => put(b, "false"),
            Kind::True => put(b, "true"),
            Kind::Number => put(b, &format!("{item->number}")),
            Kind::Text => string(b, item->text),
            Kind::Array => list(b, item, "[", "]"),
            Kind::Object => list(b, item, "{", "}"),
        }
    }

    fn list(b: MallocPointer<Buffer>, item: MallocPointer<Item>, open: &str, close: &str) -> Result<()> {
        put(b, open)?;
        let child = item->child;
        while child != NULL {
            if child->prev != NULL {
                put(b, ",")?;
            }
            if item->kind == Kind::Object {
                string(b, child->key)?;
                put(b, ":")?;
            }
            value(b, child)?;
            child = child->next;
        }
        put(b, close)
    }

    fn string(b: MallocPointer<Buffer>, s: MallocPointer<u8>) -> Result<()> {
        put(b, "\"")?;
        let from = s;
        while *s != 0 {
            let escaped = match *s {
                b'"' => "\\\"",
                b'\\' => "\\\\",
                b'\n' => "\\n",
                b'\t' => "\\t",
                b'\r' => "\\r",
                1..32 => &format!("\\u{:04x}", *s),
                _ => "",
            };
            if !escaped.is_empty() {
                run(b, from, (s - from) as usize)?;
                put(b, escaped)?;
                from = s + 1;
            }
            s++;
        }
        run(b, from, strlen(from))?;
        put(b, "\"")
    }

    /// Bytes that stand as they are.
    fn run(b: MallocPointer<Buffer>, from: MallocPointer<u8>, count: usize) -> Result<()> {
        let bytes = from.borrow_slice(count)?;
        put(b, &String::from_utf8_lossy(&bytes))
    }
}
