//! The idioms of `idioms.c`, line by line as they stand there: what they print is what C prints, by the machine's own
//! C compiler, which rustc links with.

use pointers::prelude::*;
use pointers::string::*;
use std::{cell::Cell, process::Command};

#[derive(Fields, Clone, Copy)]
struct Element {
    value: i32,
    next: MallocPointer<Element>,
}

#[derive(Fields, Clone, Copy)]
struct List {
    head: MallocPointer<Element>,
    len: usize,
    free: Option<fn(MallocPointer<Element>) -> Result<()>>,
}

#[derive(Fields, Clone, Copy)]
struct Tree {
    value: i32,
    left: MallocPointer<Tree>,
    right: MallocPointer<Tree>,
}

#[derive(Fields, Clone, Copy)]
struct Person {
    age: i32,
    scores: [i32; 3],
}

#[derive(Fields, Clone, Copy)]
struct Team {
    members: MallocPointer<MallocPointer<Person>>,
    count: usize,
}

#[derive(Fields, Clone, Copy)]
struct Vector {
    data: MallocPointer<i64>,
    len: usize,
    cap: usize,
}

#[derive(Fields, Clone, Copy)]
struct User {
    id: u32,
    name: [u8; 16],
    flags: u32,
}

#[derive(Fields, Clone, Copy, Default)]
struct Point {
    x: i32,
    y: i32,
}

#[derive(Fields, Clone, Copy, Default)]
struct Shape {
    at: Point,
    corners: [Point; 2],
}

#[derive(Fields, Clone, Copy)]
struct Row {
    chars: MallocPointer<u8>,
    size: usize,
}

mod packets {
    use pointers::{Fields, zerocopy::*};

    #[derive(Fields, Clone, Copy, FromBytes, IntoBytes, Immutable)]
    #[zerocopy(crate = "pointers::zerocopy")]
    #[repr(C)]
    pub(super) struct Header {
        pub(super) length: u16,
        pub(super) kind: u16,
    }

    #[derive(Fields, Clone, Copy, FromBytes)]
    #[zerocopy(crate = "pointers::zerocopy")]
    pub(super) struct Ring {
        pub(super) buf: [i32; 8],
        pub(super) head: u32,
        pub(super) tail: u32,
    }
}
use packets::{Header, Ring};

#[derive(Fields, Clone, Copy)]
struct Table {
    slots: CallocPointer<MallocPointer<Element>>,
    size: usize,
}

/// C's `hash : 48, dib : 16`.
struct Bucket(u64);

impl Bucket {
    const HASH: u64 = (1 << 48) - 1;

    fn hash(&self) -> u64 {
        self.0 & Self::HASH
    }

    fn dib(&self) -> u64 {
        self.0 >> 48
    }

    fn set_hash(&mut self, hash: u64) {
        self.0 = self.0 & !Self::HASH | hash & Self::HASH;
    }

    fn set_dib(&mut self, dib: u64) {
        self.0 = self.hash() | dib << 48;
    }
}

struct World {
    grid: [[MallocPointer<Point>; 2]; 2],
}

struct Iter {
    next: MallocPointer<Element>,
}

thread_local! {
    static GLOBAL_HEAD: Cell<MallocPointer<Element>> = const { Cell::new(MallocPointer::null()) };
}

pointers! {
    fn push(head: MallocPointer<Element>, value: i32) -> Result<MallocPointer<Element>> {
        let n: MallocPointer<Element> = malloc(size_of::<Element>());
        n->value = value;
        n->next = head;
        Ok(n)
    }

    fn star_of_fresh_memory(out: &mut String) -> Result<()> {
        let p: MallocPointer<i32> = malloc(size_of::<i32>());
        *p = 3;
        *p += 4;
        out.push_str(&format!("{}", *p));
        free(p);
        Ok(())
    }

    fn fields_of_fresh_memory(out: &mut String) -> Result<()> {
        let n: MallocPointer<Element> = malloc(size_of::<Element>());
        n->value = 1;
        n->next = NULL;
        n->value += 6;
        out.push_str(&format!("{} {}", n->value, (n->next == NULL) as i32));
        free(n);
        Ok(())
    }

    fn row_of_rows(out: &mut String) -> Result<()> {
        let m: MallocPointer<MallocPointer<i32>> = malloc(3 * size_of::<MallocPointer<i32>>());
        for i in 0..3 {
            m[i] = malloc(4 * size_of::<i32>());
            for j in 0..4 {
                m[i][j] = 10 * i + j;
            }
        }
        m[1][1] += 100;
        out.push_str(&format!("{} {} {}", m[0][2], m[2][0], m[1][1]));
        for i in 0..3 {
            free(m[i]);
        }
        free(m);
        Ok(())
    }

    fn pointer_to_arrays(out: &mut String) -> Result<()> {
        let a: MallocPointer<[i32; 3]> = malloc(2 * size_of::<[i32; 3]>());
        for i in 0..2 {
            for j in 0..3 {
                a[i][j] = 10 * i + j;
            }
        }
        out.push_str(&format!("{} {}", a[1][1], a[0][2]));
        free(a);
        Ok(())
    }

    fn flat_matrix(out: &mut String) -> Result<()> {
        let (rows, columns) = (3, 4);
        let m: MallocPointer<i32> = malloc((rows * columns) as usize * size_of::<i32>());
        for i in 0..rows {
            for j in 0..columns {
                m[i * columns + j] = i * j;
            }
        }
        out.push_str(&format!("{}", m[2 * columns + 3]));
        free(m);
        Ok(())
    }

    fn array_of_structures(out: &mut String) -> Result<()> {
        let people: MallocPointer<Person> = malloc(3 * size_of::<Person>());
        for i in 0..3 {
            people[i].age = 30 + i;
            for j in 0..3 {
                people[i].scores[j] = i * j;
            }
        }
        people[1].age++;
        people[2].scores[2] -= 1;
        out.push_str(&format!("{} {}", people[1].age, people[2].scores[2]));
        free(people);
        Ok(())
    }

    fn pointers_to_structures(out: &mut String) -> Result<()> {
        let team: MallocPointer<Team> = malloc(size_of::<Team>());
        team->members = malloc(2 * size_of::<MallocPointer<Person>>());
        team->count = 0;
        for i in 0..2 {
            let p: MallocPointer<Person> = malloc(size_of::<Person>());
            p->age = 20 + i;
            team->members[team->count++] = p;
        }
        team->members[1]->age += 10;
        out.push_str(&format!("{} {}", team->count, team->members[0]->age + team->members[1]->age));
        for i in 0..team->count {
            free(team->members[i]);
        }
        free(team->members);
        free(team);
        Ok(())
    }

    fn vector_push(v: MallocPointer<Vector>, x: i64) -> Result<()> {
        if v->len == v->cap {
            v->cap = if v->cap != 0 { 2 * v->cap } else { 4 };
            realloc(v->data, v->cap * size_of::<i64>());
        }
        v->data[v->len++] = x;
        Ok(())
    }

    fn growing_array(out: &mut String) -> Result<()> {
        let v: MallocPointer<Vector> = malloc(size_of::<Vector>());
        v->data = NULL;
        v->len = 0;
        v->cap = 0;
        for i in 0..100 {
            vector_push(v, i)?;
        }
        out.push_str(&format!("{} {} {}", v->data[99], v->len, v->cap));
        free(v->data);
        free(v);
        Ok(())
    }

    fn stack(out: &mut String) -> Result<()> {
        let s: MallocPointer<Vector> = malloc(size_of::<Vector>());
        s->data = malloc(8 * size_of::<i64>());
        s->len = 0;
        for i in 0..5 {
            s->data[s->len++] = i * i;
        }
        let mut top = s->data[--s->len];
        top += s->data[--s->len];
        out.push_str(&format!("{} {}", top, s->len));
        free(s->data);
        free(s);
        Ok(())
    }

    fn copy_by_steps(out: &mut String) -> Result<()> {
        let (from, to): (MallocPointer<u8>, MallocPointer<u8>) = (malloc(4), malloc(4));
        strcpy(from, "abc");
        let src = from;
        let dst = to;
        let mut n = 4;
        while n-- > 0 {
            *dst++ = *src++;
        }
        out.push_str(&format!("{} {}", text(to), dst - to));
        free(from);
        free(to);
        Ok(())
    }

    fn length_by_pointers(out: &mut String) -> Result<()> {
        let s: MallocPointer<u8> = malloc(8);
        strcpy(s, "lovely");
        let p = s;
        while *p != 0 {
            p++;
        }
        out.push_str(&format!("{}", p - s));
        free(s);
        Ok(())
    }

    fn sum_to_end(out: &mut String) -> Result<()> {
        let a: MallocPointer<i32> = malloc(5 * size_of::<i32>());
        for i in 0..5 {
            a[i] = i;
        }
        let end = a + 5;
        let mut sum = 0;
        let p = a;
        while p < end {
            sum += *p;
            p++;
        }
        out.push_str(&format!("{} {}", sum, end - a));
        free(a);
        Ok(())
    }

    fn delete(head: Pointer<MallocPointer<Element>>, value: i32) -> Result<()> {
        let link = head;
        while *link != NULL && (*link)->value != value {
            link = &raw mut (*link)->next;
        }
        if *link != NULL {
            let gone = *link;
            *link = gone->next;
            free(gone);
        }
        Ok(())
    }

    fn delete_by_links(out: &mut String) -> Result<()> {
        let l: MallocPointer<List> = malloc(size_of::<List>());
        l->head = NULL;
        for i in 0..4 {
            l->head = push(l->head, i)?;
        }
        delete(&raw mut l->head, 3)?;
        delete(&raw mut l->head, 1)?;
        let n = l->head;
        while n != NULL {
            out.push_str(&format!("{} ", n->value));
            n = n->next;
        }
        out.push_str(&format!("."));
        free(l->head->next);
        free(l->head);
        free(l);
        Ok(())
    }

    fn reverse_list(out: &mut String) -> Result<()> {
        let head: MallocPointer<Element> = NULL;
        let back: MallocPointer<Element> = NULL;
        for i in 0..3 {
            head = push(head, i)?;
        }
        while head != NULL {
            let next = head->next;
            head->next = back;
            back = head;
            head = next;
        }
        out.push_str(&format!("{} {} {}", back->value, back->next->value, back->next->next->value));
        while back != NULL {
            let next = back->next;
            free(back);
            back = next;
        }
        Ok(())
    }

    fn leaf(value: i32) -> Result<MallocPointer<Tree>> {
        let t: MallocPointer<Tree> = malloc(size_of::<Tree>());
        t->value = value;
        t->left = NULL;
        t->right = NULL;
        Ok(t)
    }

    fn insert(root: Pointer<MallocPointer<Tree>>, value: i32) -> Result<()> {
        let at = root;
        while *at != NULL {
            at = if value < (*at)->value { &raw mut (*at)->left } else { &raw mut (*at)->right };
        }
        *at = leaf(value)?;
        Ok(())
    }

    fn total(t: MallocPointer<Tree>) -> Result<i32> {
        Ok(if t == NULL { 0 } else { t->value + 2 * total(t->left)? + 3 * total(t->right)? })
    }

    fn cut(t: MallocPointer<Tree>) -> Result<()> {
        if t == NULL {
            return Ok(());
        }
        cut(t->left)?;
        cut(t->right)?;
        free(t);
        Ok(())
    }

    fn tree_by_links(out: &mut String) -> Result<()> {
        let root: MallocPointer<MallocPointer<Tree>> = malloc(size_of::<MallocPointer<Tree>>());
        *root = NULL;
        let values = [5, 2, 8, 1, 9];
        for i in 0..5 {
            insert(root.into(), values[i])?;
        }
        out.push_str(&format!("{} {}", total(*root)?, (*root)->left->left->value));
        cut(*root)?;
        free(root);
        Ok(())
    }

    fn swap(a: MallocPointer<i32>, b: MallocPointer<i32>) -> Result<()> {
        let t = *a;
        *a = *b;
        *b = t;
        Ok(())
    }

    fn addresses_of_elements_and_fields(out: &mut String) -> Result<()> {
        let a: MallocPointer<i32> = malloc(3 * size_of::<i32>());
        for i in 0..3 {
            a[i] = i;
        }
        swap(&raw mut a[0], &raw mut a[2])?;
        let u: MallocPointer<User> = malloc(size_of::<User>());
        u->id = 3;
        let id = &raw mut u->id;
        *id += 4;
        out.push_str(&format!("{} {} {}", a[0], a[2], u->id));
        free(u);
        free(a);
        Ok(())
    }

    fn count_letters(out: &mut String) -> Result<()> {
        let s = strdup("banana");
        let counts: CallocPointer<i32> = calloc(26, size_of::<i32>());
        for i in 0..strlen(s) {
            counts[s[i] - b'a']++;
        }
        out.push_str(&format!("{} {} {}", counts[0], counts[1], counts[b'n' - b'a']));
        free(counts);
        free(s);
        Ok(())
    }

    fn fill_a_buffer(out: &mut String) -> Result<()> {
        let buf: MallocPointer<u8> = malloc(8);
        let mut len = 0;
        for c in b'a'..b'f' {
            buf[len++] = c;
        }
        buf[len] = b'\0';
        out.push_str(&format!("{} {}", text(buf), len));
        free(buf);
        Ok(())
    }

    fn characters_of_a_row(out: &mut String) -> Result<()> {
        let row: MallocPointer<Row> = malloc(2 * size_of::<Row>());
        row->chars = malloc(4);
        row->size = 4;
        for i in 0..row->size {
            row->chars[i] = b'w' + i as u8;
        }
        row->chars[1] += 1;
        row[1] = *row;
        row[1].chars[0] = b'q';
        row[1].chars[2]++;
        out.push_str(&format!("{} {} {}", row->chars[0] as char, row->chars[1] as char, (row->chars)[2] as char));
        free(row->chars);
        free(row);
        Ok(())
    }

    fn name_in_a_structure(out: &mut String) -> Result<()> {
        let u: MallocPointer<User> = malloc(size_of::<User>());
        strcpy(u->name, "Ada");
        strcat(u->name, " L.");
        u->flags = 0;
        u->flags |= 1 << 3;
        u->flags |= 1;
        u->flags &= ~(1 << 3);
        u->flags <<= 2;
        out.push_str(&format!("{} {} {}", text(u->name), strlen(u->name), u->flags));
        free(u);
        Ok(())
    }

    fn text_and_sprintf(out: &mut String) -> Result<()> {
        let s: MallocPointer<u8> = malloc(16);
        let mut n = sprintf!(s, "{}-{}", "id", 7);
        n += sprintf!(s + n, "{}", '!');
        out.push_str(&format!("{} {} {}", text(s), n, *s as char));
        free(s);
        Ok(())
    }

    fn is_separator(c: u8) -> Result<bool> {
        Ok(c.is_ascii_whitespace() || strchr(",.()+-/*=~%[];", c) != None)
    }

    fn search_in_a_literal(out: &mut String) -> Result<()> {
        let s = strdup("a,b");
        let comma = strchr(s, ',');
        *comma = b'\0';
        out.push_str(&format!("{} {} {} {}", is_separator(b'(')? as i32, is_separator(b'a')? as i32, text(s), text(comma + 1)));
        free(s);
        Ok(())
    }

    fn words(out: &mut String) -> Result<()> {
        let words: MallocPointer<MallocPointer<u8>> = malloc(2 * size_of::<MallocPointer<u8>>());
        words[0] = strdup("one");
        words[1] = strdup("two");
        words[1][0] = b'T';
        **words = b'O';
        *(*(words + 1) + 2) = b'0';
        out.push_str(&format!("{} {} {}", text(words[0]), text(words[1]), *words[1] as char));
        free(words[0]);
        free(words[1]);
        free(words);
        Ok(())
    }

    fn hash_table(out: &mut String) -> Result<()> {
        let t: MallocPointer<Table> = malloc(size_of::<Table>());
        t->size = 4;
        t->slots = calloc(t->size, size_of::<MallocPointer<Element>>());
        for i in 0..10 {
            let h = i as usize % t->size;
            t->slots[h] = push(t->slots[h], i)?;
        }
        out.push_str(&format!("{} {}", t->slots[1]->value, t->slots[1]->next->next->value));
        for h in 0..t->size {
            while t->slots[h] != NULL {
                let n = t->slots[h];
                t->slots[h] = n->next;
                free(n);
            }
        }
        free(t->slots);
        free(t);
        Ok(())
    }

    fn ring_buffer(out: &mut String) -> Result<()> {
        let q: CallocPointer<Ring> = calloc(1, size_of::<Ring>());
        for i in 0..6 {
            q->buf[q->tail++ % 8] = i * 10;
        }
        let mut first = q->buf[q->head++ % 8];
        first += q->buf[q->head++ % 8];
        out.push_str(&format!("{} {}", first, q->tail - q->head));
        free(q);
        Ok(())
    }

    fn nested_structures(out: &mut String) -> Result<()> {
        let s: MallocPointer<Shape> = malloc(size_of::<Shape>());
        s->at.x = 1;
        s->at.y = s->at.x + 1;
        for i in 0..2 {
            s->corners[i].x = i;
            s->corners[i].y = -i;
        }
        s->corners[1].y *= 5;
        let c = &raw mut s->corners[1];
        c->x = 9;
        let copy = *s;
        out.push_str(&format!("{} {} {}", copy.at.y, copy.corners[1].y, s->corners[1].x));
        free(s);
        Ok(())
    }

    fn grid_of_pointers(out: &mut String) -> Result<()> {
        let mut w = World { grid: [[NULL; 2]; 2] };
        let p: MallocPointer<Point> = malloc(size_of::<Point>());
        p->x = 1;
        p->y = 2;
        w.grid[1][0] = p;
        w.grid[1][0]->x += 5;
        out.push_str(&format!("{}", w.grid[1][0]->x * p->y));
        free(w.grid[1][0]);
        Ok(())
    }

    fn stars_and_steps(out: &mut String) -> Result<()> {
        let a: MallocPointer<i32> = malloc(4 * size_of::<i32>());
        let p = a;
        *p++ = 1;
        *p++ = 2;
        *p = 7;
        (*p)++;
        ++*p;
        let x = *--p;
        *(a + 3) = *(p + 1) + x;
        out.push_str(&format!("{} {} {} {}", a[0], a[1], a[2], a[3]));
        free(a);
        Ok(())
    }

    fn header_before_the_text(out: &mut String) -> Result<()> {
        let block: MallocPointer<u8> = malloc(4 + 6);
        memset(block, 0, 10);
        let s = block + 4;
        let h = (s - size_of::<Header>()).cast_one::<Header>()?;
        h->length = 5;
        h->kind = 1;
        strcpy(s, "hello");
        h->length += 1;
        out.push_str(&format!("{} {}", (s - 4).cast_one::<Header>()?->length, text(s)));
        free(s - 4);
        Ok(())
    }

    fn move_elements(out: &mut String) -> Result<()> {
        let a: MallocPointer<i32> = malloc(4 * size_of::<i32>());
        for i in 0..3 {
            a[i] = i;
        }
        (a + 1).copy_from(a, 3)?;
        a[0] = 9;
        out.push_str(&format!("{} {} {} {}", a[0], a[1], a[2], a[3]));
        free(a);
        Ok(())
    }

    fn callbacks(out: &mut String) -> Result<()> {
        let l: MallocPointer<List> = malloc(size_of::<List>());
        l->head = push(NULL, 4)?;
        l->len = 1;
        l->free = None;
        out.push_str(&format!("{} ", l->free.is_none() as i32));
        l->free = Some(pointers::free);
        if let Some(free) = l->free {
            free(l->head)?;
        }
        l->head = NULL;
        out.push_str(&format!("{}", l->len--));
        free(l);
        Ok(())
    }

    fn next(it: &mut Iter) -> Result<MallocPointer<Element>> {
        let n = it.next;
        if n != NULL {
            it.next = n->next;
        }
        Ok(n)
    }

    fn iterate(out: &mut String) -> Result<()> {
        let head = push(push(NULL, 1)?, 2)?;
        let n: MallocPointer<Element>;
        let mut it = Iter { next: head };
        let mut sum = 0;
        while { n = next(&mut it)?; n != NULL } {
            sum = 10 * sum + n->value;
        }
        out.push_str(&format!("{}", sum));
        free(head->next);
        free(head);
        Ok(())
    }

    fn global(out: &mut String) -> Result<()> {
        GLOBAL_HEAD.set(push(GLOBAL_HEAD.get(), 3)?);
        GLOBAL_HEAD.set(push(GLOBAL_HEAD.get(), 4)?);
        out.push_str(&format!("{}", GLOBAL_HEAD.get()->value + GLOBAL_HEAD.get()->next->value));
        free(GLOBAL_HEAD.get()->next);
        free(GLOBAL_HEAD.get());
        Ok(())
    }

    fn each(head: MallocPointer<Element>, visit: &mut dyn FnMut(i32) -> Result<()>) -> Result<()> {
        let n = head;
        while n != NULL {
            visit(n->value)?;
            n = n->next;
        }
        Ok(())
    }

    fn user_data(out: &mut String) -> Result<()> {
        let head = push(push(NULL, 5)?, 6)?;
        let mut sum = 0;
        each(head, &mut |value| { sum += value; Ok(()) })?;
        out.push_str(&format!("{}", sum));
        free(head->next);
        free(head);
        Ok(())
    }

    fn work(n: usize, fails: bool) -> Result<bool> {
        let a: MallocPointer<u8> = malloc(n);
        let b: MallocPointer<u8> = NULL;
        let ok = 'done: {
            if fails {
                break 'done false;
            }
            try { b = malloc(n); } except Allocation { break 'done false; }
            true
        };
        free(b);
        free(a);
        Ok(ok)
    }

    fn cleanup(out: &mut String) -> Result<()> {
        out.push_str(&format!("{} {}", work(3, false)? as i32, work(3, true)? as i32));
        Ok(())
    }

    fn free_and_forget(out: &mut String) -> Result<()> {
        let v: MallocPointer<Vector> = malloc(size_of::<Vector>());
        v->data = malloc(8);
        free(v->data);
        v->data = NULL;
        free(v->data);
        out.push_str(&format!("{}", (v->data == NULL) as i32));
        free(v);
        Ok(())
    }

    fn padded(left: i32) -> i32 {
        let mut n = 0;
        if left == 3 { n += 100; }
        if left == 3 || left == 2 { n += 10; }
        if left == 3 || left == 2 || left == 1 { n += 1; }
        n
    }

    fn fall_through(out: &mut String) -> Result<()> {
        out.push_str(&format!("{} {} {}", padded(1), padded(2), padded(3)));
        Ok(())
    }

    fn sort_by_insertion(out: &mut String) -> Result<()> {
        let a: MallocPointer<i32> = malloc(5 * size_of::<i32>());
        for i in 0..5 {
            a[i] = (7 * i) % 5;
        }
        for i in 1..5 {
            let key = a[i];
            let mut j = i - 1;
            while j >= 0 && a[j] > key {
                a[j + 1] = a[j];
                j--;
            }
            a[j + 1] = key;
        }
        for i in 0..5 {
            out.push_str(&format!("{}", a[i]));
        }
        free(a);
        Ok(())
    }

    fn byte_before_the_text(out: &mut String) -> Result<()> {
        let block: MallocPointer<u8> = malloc(6);
        let s = block + 1;
        s[-1] = b'n';
        strcpy(s, "abc");
        s[-1]++;
        out.push_str(&format!("{} {} {}", s[-1] as char, text(s), *(s - 1) as char));
        free(s - 1);
        Ok(())
    }

    fn append(out: &mut MallocPointer<u8>, n: &mut usize, c: u8) -> Result<()> {
        realloc(*out, *n + 1);
        (*out)[*n] = c;
        *n += 1;
        Ok(())
    }

    fn out_parameters(printed: &mut String) -> Result<()> {
        let out: MallocPointer<u8> = NULL;
        let mut n = 0;
        for c in b'p'..b't' {
            append(&mut out, &mut n, c)?;
        }
        append(&mut out, &mut n, b'\0')?;
        printed.push_str(&format!("{} {}", text(out), n));
        free(out);
        Ok(())
    }

    fn bit_fields(out: &mut String) -> Result<()> {
        let b: MallocPointer<Bucket> = malloc(size_of::<Bucket>());
        *b = Bucket(0);
        (&mut *b).set_hash(0x1234_5678_9abc);
        (&mut *b).set_dib(3);
        (&mut *b).set_dib((*b).dib() + 1);
        out.push_str(&format!("{:x} {}", (*b).hash(), (*b).dib()));
        free(b);
        Ok(())
    }

    fn zeroed_structure(out: &mut String) -> Result<()> {
        let s: MallocPointer<Shape> = malloc(size_of::<Shape>());
        *s = Shape::default();
        s->corners[1].y = 4;
        let t: MallocPointer<Shape> = malloc(size_of::<Shape>());
        *t = *s;
        s->corners = Default::default();
        out.push_str(&format!("{} {} {}", s->at.x, s->corners[1].y, t->corners[1].y));
        free(t);
        free(s);
        Ok(())
    }

    fn count_lengths(lengths: &mut [i16], s: &str) {
        for c in s.bytes() {
            lengths[usize::from(c - b'0')]++;
        }
    }

    fn array_on_the_stack(out: &mut String) -> Result<()> {
        let mut lengths = [0; 10];
        count_lengths(&mut lengths, "31337");
        out.push_str(&format!("{} {} {}", lengths[3], lengths[7], lengths[0]));
        Ok(())
    }

    fn null_checked(out: &mut String) -> Result<()> {
        let p: MallocPointer<i32> = malloc(size_of::<i32>());
        if p == NULL {
            out.push_str("out of memory");
            return Ok(());
        }
        *p = 9;
        if p != NULL {
            out.push_str(&format!("{}", *p));
        }
        free(p);
        p = NULL;
        free(p);
        Ok(())
    }
}

macro_rules! idioms {
    ($($name:ident)*) => {
        #[test]
        #[cfg(unix)]
        fn print_what_c_prints() -> std::result::Result<(), Box<dyn std::error::Error>> {
            let folder = env!("CARGO_TARGET_TMPDIR");
            let program = format!("{folder}/idioms");
            let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/c_lvalues/idioms.c");
            let built = Command::new("cc").args(["-std=gnu11", source, "-o", &program]).status()?;
            assert!(built.success());
            let c = String::from_utf8(Command::new(&program).output()?.stdout)?;
            let mut here = String::new();
            $(
                here.push_str(concat!(stringify!($name), ": "));
                $name(&mut here)?;
                here.push('\n');
            )*
            assert_eq!(here, c);
            Ok(())
        }
    };
}

idioms! {
    star_of_fresh_memory fields_of_fresh_memory row_of_rows pointer_to_arrays flat_matrix array_of_structures
    pointers_to_structures growing_array stack copy_by_steps length_by_pointers sum_to_end delete_by_links reverse_list
    tree_by_links addresses_of_elements_and_fields count_letters fill_a_buffer characters_of_a_row name_in_a_structure
    text_and_sprintf search_in_a_literal words hash_table ring_buffer nested_structures grid_of_pointers stars_and_steps
    header_before_the_text move_elements callbacks iterate global user_data cleanup free_and_forget fall_through
    sort_by_insertion byte_before_the_text out_parameters bit_fields zeroed_structure array_on_the_stack null_checked
}
