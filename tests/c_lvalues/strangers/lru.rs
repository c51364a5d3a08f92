//! A cache of what was used last: a hash table and a list in both directions, with links of links.

use pointers::prelude::*;
use pointers::string::*;

const BUCKETS: usize = 8;

#[derive(Fields, Clone, Copy)]
struct Entry {
    key: MallocPointer<u8>,
    value: i32,
    hnext: MallocPointer<Entry>,
    prev: MallocPointer<Entry>,
    next: MallocPointer<Entry>,
}

#[derive(Fields)]
struct Lru {
    bucket: [MallocPointer<Entry>; BUCKETS],
    head: MallocPointer<Entry>,
    tail: MallocPointer<Entry>,
    len: usize,
    max: usize,
}

pointers! {

fn hash(s: impl ConstChar) -> Result<u32> {
    let mut h: u32 = 5381;
    for c in text(s).bytes() {
        h = h.wrapping_mul(33).wrapping_add(c as u32);
    }
    Ok(h)
}

fn unlink_entry(c: MallocPointer<Lru>, e: MallocPointer<Entry>) -> Result<()> {
    if e->prev != NULL { e->prev->next = e->next; } else { c->head = e->next; }
    if e->next != NULL { e->next->prev = e->prev; } else { c->tail = e->prev; }
    Ok(())
}

fn push_front(c: MallocPointer<Lru>, e: MallocPointer<Entry>) -> Result<()> {
    e->prev = NULL;
    e->next = c->head;
    if c->head != NULL { c->head->prev = e; } else { c->tail = e; }
    c->head = e;
    Ok(())
}

fn find(c: MallocPointer<Lru>, key: impl ConstChar) -> Result<Pointer<MallocPointer<Entry>>> {
    let link = &raw mut c->bucket[hash(key)? as usize % BUCKETS];
    while *link != NULL && strcmp((*link)->key, key) != 0 {
        link = &raw mut (*link)->hnext;
    }
    Ok(link)
}

fn evict(c: MallocPointer<Lru>) -> Result<()> {
    let e = c->tail;
    let link = find(c, e->key)?;
    *link = e->hnext;
    unlink_entry(c, e)?;
    free(e->key);
    free(e);
    c->len--;
    Ok(())
}

fn put(c: MallocPointer<Lru>, key: impl ConstChar, value: i32) -> Result<()> {
    let link = find(c, key)?;
    if *link != NULL {
        (*link)->value = value;
        unlink_entry(c, *link)?;
        push_front(c, *link)?;
        return Ok(());
    }
    if c->len == c->max {
        evict(c)?;
        link = find(c, key)?;
    }
    let e: MallocPointer<Entry> = malloc(size_of::<Entry>());
    e->key = strdup(key);
    e->value = value;
    e->hnext = NULL;
    *link = e;
    push_front(c, e)?;
    c->len++;
    Ok(())
}

fn get(c: MallocPointer<Lru>, key: impl ConstChar) -> Result<Pointer<i32>> {
    let e = *find(c, key)?;
    if e == NULL { return NULL; }
    unlink_entry(c, e)?;
    push_front(c, e)?;
    Ok(&raw mut e->value)
}

fn run(printed: &mut String) -> Result<()> {
    let c: MallocPointer<Lru> = malloc(size_of::<Lru>());
    *c = Lru { bucket: [NULL; BUCKETS], head: NULL, tail: NULL, len: 0, max: 3 };
    put(c, "one", 1)?;
    put(c, "two", 2)?;
    put(c, "three", 3)?;
    let v = get(c, "one")?;
    *v += 10;
    put(c, "four", 4)?;
    printed.push_str(&format!("{}\n", if get(c, "two")? != NULL { "there" } else { "gone" }));
    let e = c->head;
    while e != NULL {
        printed.push_str(&format!("{}={} ", text(e->key), e->value));
        e = e->next;
    }
    printed.push('\n');
    while c->len > 0 { evict(c)?; }
    free(c);
    Ok(())
}

}

#[test]
fn it_prints_what_c_prints() -> Result<()> {
    let mut printed = String::new();
    run(&mut printed)?;
    assert_eq!(printed, "gone\nfour=4 one=11 three=3 \n");
    Ok(())
}
