//! The parser: each function takes where it begins and gives where it ended, or NULL where it is no JSON.

use pointers::prelude::*;
use pointers::string::{strdup, strlen, strncmp};

use super::tree::{Item, Kind, append, delete, new_item};

/// Deeper than any document of people.
const DEEPEST: u32 = 500;

pointers! {
    /// The tree of a document, or NULL and where it stopped making sense.
    pub(crate) fn parse(document: &str) -> Result<(MallocPointer<Item>, isize)> {
        let source = strdup(document);
        let root = new_item(Kind::Null)?;
        let mut p = Parser { furthest: source };
        let end = p.value(root, skip(source)?, 0)?;
        let whole = end != NULL && *skip(end)? == 0;
        let stopped = if end == NULL { p.furthest - source } else { end - source };
        free(source);
        if !whole {
            delete(root)?;
            return Ok((NULL, stopped));
        }
        Ok((root, stopped))
    }

    struct Parser {
        furthest: MallocPointer<u8>,
    }

    impl Parser {
        fn value(&mut self, item: MallocPointer<Item>, s: MallocPointer<u8>, depth: u32) -> Result<MallocPointer<u8>> {
            self.furthest = s;
            if depth > DEEPEST {
                return Ok(NULL);
            }
            for (word, kind) in [("null", Kind::Null), ("false", Kind::False), ("true", Kind::True)] {
                if strncmp(s, word, word.len()) == 0 {
                    item->kind = kind;
                    return Ok(s + word.len());
                }
            }
            match *s {
                b'"' => {
                    item->kind = Kind::Text;
                    let (text, end) = self.string(s)?;
                    item->text = text;
                    Ok(end)
                }
                b'[' => self.list(item, s, Kind::Array, depth),
                b'{' => self.list(item, s, Kind::Object, depth),
                b'-' | b'0'..=b'9' => self.number(item, s),
                _ => Ok(NULL),
            }
        }

        fn number(&mut self, item: MallocPointer<Item>, s: MallocPointer<u8>) -> Result<MallocPointer<u8>> {
            let end = s;
            while matches!(*end, b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9') {
                end++;
            }
            let digits = String::from_utf8_lossy(&s.borrow_slice((end - s) as usize)?).into_owned();
            let Ok(number) = digits.parse() else {
                return Ok(NULL);
            };
            item->kind = Kind::Number;
            item->number = number;
            Ok(end)
        }

        /// The text in a block of its own, and where it ends.
        fn string(&mut self, s: MallocPointer<u8>) -> Result<(MallocPointer<u8>, MallocPointer<u8>)> {
            s++;
            // What is escaped becomes shorter.
            let text: MallocPointer<u8> = malloc(strlen(s) + 1);
            let out = text;
            while *s != b'"' {
                self.furthest = s;
                if *s < b' ' {
                    free(text);
                    return Ok((NULL, NULL));
                }
                if *s != b'\\' {
                    *out++ = *s++;
                    continue;
                }
                s++;
                match *s++ {
                    b'n' => *out++ = b'\n',
                    b't' => *out++ = b'\t',
                    b'r' => *out++ = b'\r',
                    b'b' => *out++ = 8,
                    b'f' => *out++ = 12,
                    b'u' => {
                        let Some(character) = hexadecimal(s)? else {
                            free(text);
                            return Ok((NULL, NULL));
                        };
                        s += 4;
                        for byte in character.encode_utf8(&mut [0; 4]).bytes() {
                            *out++ = byte;
                        }
                    }
                    escaped @ (b'"' | b'\\' | b'/') => *out++ = escaped,
                    _ => {
                        free(text);
                        return Ok((NULL, NULL));
                    }
                }
            }
            *out++ = 0;
            realloc(text, (out - text) as usize);
            Ok((text, s + 1))
        }

        /// `[ .. ]` and `{ .. }`.
        fn list(&mut self, item: MallocPointer<Item>, s: MallocPointer<u8>, kind: Kind, depth: u32) -> Result<MallocPointer<u8>> {
            let closing = if kind == Kind::Array { b']' } else { b'}' };
            item->kind = kind;
            s = skip(s + 1)?;
            if *s == closing {
                return Ok(s + 1);
            }
            loop {
                let child = new_item(Kind::Null)?;
                append(item, child)?;
                if kind == Kind::Object {
                    self.furthest = s;
                    if *s != b'"' {
                        return Ok(NULL);
                    }
                    let (key, end) = self.string(s)?;
                    child->key = key;
                    if end == NULL {
                        return Ok(NULL);
                    }
                    s = skip(end)?;
                    self.furthest = s;
                    if *s++ != b':' {
                        return Ok(NULL);
                    }
                    s = skip(s)?;
                }
                let end = self.value(child, s, depth + 1)?;
                if end == NULL {
                    return Ok(NULL);
                }
                s = skip(end)?;
                self.furthest = s;
                match *s++ {
                    b',' => s = skip(s)?,
                    byte if byte == closing => return Ok(s),
                    _ => return Ok(NULL),
                }
            }
        }
    }

    fn skip(s: MallocPointer<u8>) -> Result<MallocPointer<u8>> {
        while matches!(*s, b' ' | b'\n' | b'\r' | b'\t') {
            s++;
        }
        Ok(s)
    }

    fn hexadecimal(s: MallocPointer<u8>) -> Result<Option<char>> {
        let mut code = 0;
        for i in 0..4 {
            let Some(digit) = char::from(s[i]).to_digit(16) else {
                return Ok(None);
            };
            code = code * 16 + digit;
        }
        Ok(char::from_u32(code))
    }

}
