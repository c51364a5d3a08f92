//! An editor's rows: an array of structures that grows by `realloc`, each with its text in a block of its own, and
//! with the text as it is shown, in which tabs are spaces.

use pointers::prelude::*;
use pointers::string::{memcpy, memmove, strdup, strlen, strstr, text};

const TAB: usize = 8;

pointers! {
    #[derive(Fields, Clone, Copy)]
    pub(crate) struct Row {
        pub(crate) size: usize,
        pub(crate) chars: MallocPointer<u8>,
        pub(crate) rendered: MallocPointer<u8>,
    }

    #[derive(Fields)]
    pub(crate) struct Editor {
        pub(crate) rows: MallocPointer<Row>,
        pub(crate) count: usize,
        pub(crate) room: usize,
        /// Where the cursor is: its row, and its place among the characters of the row.
        pub(crate) y: usize,
        pub(crate) x: usize,
        pub(crate) changes: u32,
    }

    pub(crate) fn new() -> Result<MallocPointer<Editor>> {
        let e: MallocPointer<Editor> = malloc(size_of::<Editor>());
        e->rows = NULL;
        e->count = 0;
        e->room = 0;
        e->y = 0;
        e->x = 0;
        e->changes = 0;
        Ok(e)
    }

    pub(crate) fn delete(e: MallocPointer<Editor>) -> Result<()> {
        for i in 0..e->count {
            free_row(&raw mut e->rows[i])?;
        }
        free(e->rows);
        free(e);
        Ok(())
    }

    fn free_row(row: MallocPointer<Row>) -> Result<()> {
        free(row->chars);
        free(row->rendered);
        Ok(())
    }

    /// Fills what is shown of a row.
    fn render(row: MallocPointer<Row>) -> Result<()> {
        let mut tabs = 0;
        for i in 0..row->size {
            if row->chars[i] == b'\t' {
                tabs++;
            }
        }
        free(row->rendered);
        row->rendered = malloc(row->size + tabs * (TAB - 1) + 1);
        let mut at = 0;
        for i in 0..row->size {
            if row->chars[i] != b'\t' {
                row->rendered[at++] = row->chars[i];
                continue;
            }
            row->rendered[at++] = b' ';
            while at % TAB != 0 {
                row->rendered[at++] = b' ';
            }
        }
        row->rendered[at] = 0;
        Ok(())
    }

    /// Makes a row of `length` bytes, before the row `at`.
    pub(crate) fn insert_row(
        e: MallocPointer<Editor>,
        at: usize,
        s: MallocPointer<u8>,
        length: usize,
    ) -> Result<()> {
        if at > e->count {
            return Ok(());
        }
        if e->count == e->room {
            e->room = if e->room == 0 { 4 } else { e->room * 2 };
            realloc(e->rows, e->room * size_of::<Row>());
        }
        let row = e->rows + at;
        (row + 1).copy_from(row, e->count - at)?;
        row->size = length;
        row->chars = malloc(length + 1);
        memcpy(row->chars, s, length);
        row->chars[length] = 0;
        row->rendered = NULL;
        e->count++;
        e->changes++;
        render(row)
    }

    pub(crate) fn delete_row(e: MallocPointer<Editor>, at: usize) -> Result<()> {
        if at >= e->count {
            return Ok(());
        }
        let row = e->rows + at;
        free_row(row)?;
        row.copy_from(row + 1, e->count - at - 1)?;
        e->count--;
        e->changes++;
        Ok(())
    }

    pub(crate) fn insert_char(e: MallocPointer<Editor>, c: u8) -> Result<()> {
        if e->y == e->count {
            let nothing = strdup("");
            insert_row(e, e->count, nothing, 0)?;
            free(nothing);
        }
        let row = e->rows + e->y;
        realloc(row->chars, row->size + 2);
        let at = row->chars + e->x;
        memmove(at + 1, at, row->size - e->x + 1);
        *at = c;
        row->size++;
        e->x++;
        e->changes++;
        render(row)
    }

    /// Enter.
    pub(crate) fn split(e: MallocPointer<Editor>) -> Result<()> {
        if e->x == 0 {
            let nothing = strdup("");
            insert_row(e, e->y, nothing, 0)?;
            free(nothing);
        } else {
            let row = e->rows + e->y;
            insert_row(e, e->y + 1, row->chars + e->x, row->size - e->x)?;
            // `insert_row` may have moved the rows: here they are found again.
            let row = e->rows + e->y;
            row->size = e->x;
            row->chars[row->size] = 0;
            render(row)?;
        }
        e->y++;
        e->x = 0;
        Ok(())
    }

    /// Backspace.
    pub(crate) fn erase(e: MallocPointer<Editor>) -> Result<()> {
        if e->y == e->count || e->x == 0 && e->y == 0 {
            return Ok(());
        }
        let row = e->rows + e->y;
        if e->x > 0 {
            let at = row->chars + e->x;
            memmove(at - 1, at, row->size - e->x + 1);
            row->size--;
            e->x--;
            e->changes++;
            return render(row);
        }
        let before = row - 1;
        let end = before->size;
        realloc(before->chars, end + row->size + 1);
        memcpy(before->chars + end, row->chars, row->size + 1);
        before->size += row->size;
        render(before)?;
        delete_row(e, e->y)?;
        e->y--;
        e->x = end;
        Ok(())
    }

    /// All rows as one string, which the caller frees.
    pub(crate) fn rows_to_string(e: MallocPointer<Editor>) -> Result<MallocPointer<u8>> {
        let mut total = 1;
        for i in 0..e->count {
            total += e->rows[i].size + 1;
        }
        let all: MallocPointer<u8> = malloc(total);
        let p = all;
        for i in 0..e->count {
            memcpy(p, e->rows[i].chars, e->rows[i].size);
            p += e->rows[i].size;
            *p++ = b'\n';
        }
        *p = 0;
        Ok(all)
    }

    /// The row in which the text is found, and where.
    pub(crate) fn find(e: MallocPointer<Editor>, what: &str) -> Result<Option<(usize, usize)>> {
        for y in 0..e->count {
            let found = strstr(e->rows[y].chars, what);
            if found != NULL {
                return Ok(Some((y, (found - e->rows[y].chars) as usize)));
            }
        }
        Ok(None)
    }

    /// What is shown of a row, up to the width of the screen.
    pub(crate) fn shown(e: MallocPointer<Editor>, y: usize, width: usize) -> Result<String> {
        let row = &raw mut e->rows[y];
        let shown = text(row->rendered);
        assert_eq!(shown.len(), strlen(row->rendered));
        Ok(shown.chars().take(width).collect())
    }
}
