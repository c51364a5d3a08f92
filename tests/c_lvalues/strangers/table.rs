//! A table of strings with chains: links that begin in an array of heads, `realloc` of the array, and nodes that move between chains.

use pointers::prelude::*;
use pointers::string::*;

#[derive(Fields, Clone, Copy)]
struct Entry<V> {
    hash: u32,
    key: MallocPointer<u8>,
    value: V,
    next: MallocPointer<Entry<V>>,
}

#[derive(Fields)]
struct Table<V> {
    heads: MallocPointer<MallocPointer<Entry<V>>>,
    size: u32,
    used: u32,
}

struct Walk<V> {
    bucket: u32,
    entry: MallocPointer<Entry<V>>,
}

pointers! {

fn hash_of(key: impl ConstChar) -> Result<u32> {
    let mut hash: u32 = 5381;
    for c in text(key).bytes() {
        hash = hash.wrapping_mul(33) ^ c as u32;
    }
    return Ok(hash);
}

fn link_of<V>(t: MallocPointer<Table<V>>, key: impl ConstChar) -> Result<Pointer<MallocPointer<Entry<V>>>> {
    let hash = hash_of(key)?;
    if t->size == 0 { return NULL; }
    let link: Pointer<MallocPointer<Entry<V>>> = (&raw mut t->heads[hash & (t->size - 1)]).into();
    while *link != NULL {
        if (*link)->hash == hash && strcmp((*link)->key, key) == 0 { return Ok(link); }
        link = &raw mut (*link)->next;
    }
    return NULL;
}

fn add<V>(t: MallocPointer<Table<V>>, e: MallocPointer<Entry<V>>) -> Result<()> {
    let at = e->hash & (t->size - 1);
    e->next = t->heads[at];
    t->heads[at] = e;
    Ok(())
}

fn grow<V>(t: MallocPointer<Table<V>>, size: u32) -> Result<()> {
    let all: MallocPointer<Entry<V>> = NULL;
    let mut i = t->size;
    while i-- != 0 {
        while t->heads[i] != NULL {
            let e = t->heads[i];
            t->heads[i] = e->next;
            e->next = all;
            all = e;
        }
    }
    realloc(t->heads, size as usize * size_of::<MallocPointer<Entry<V>>>());
    t->size = size;
    t->heads.fill(NULL, size as usize)?;
    while all != NULL {
        let next = all->next;
        add(t, all)?;
        all = next;
    }
    Ok(())
}

fn get<V>(t: MallocPointer<Table<V>>, key: impl ConstChar) -> Result<Pointer<V>> {
    let link = link_of(t, key)?;
    if link != NULL { Ok(&raw mut (*link)->value) } else { Ok(NULL) }
}

fn set<V: Copy>(t: MallocPointer<Table<V>>, key: impl ConstChar, value: V) -> Result<()> {
    let link = link_of(t, key)?;
    if link != NULL {
        (*link)->value = value;
        return Ok(());
    }
    if t->used >= t->size {
        grow(t, if t->size > 0 { t->size << 1 } else { 1 })?;
    }
    let e: MallocPointer<Entry<V>> = malloc(size_of::<Entry<V>>());
    *e = Entry { hash: hash_of(key)?, key: strdup(key), value, next: NULL };
    add(t, e)?;
    t->used++;
    Ok(())
}

fn remove<V>(t: MallocPointer<Table<V>>, key: impl ConstChar) -> Result<()> {
    let link = link_of(t, key)?;
    if link == NULL { return Ok(()); }
    let gone = *link;
    *link = gone->next;
    free(gone->key);
    free(gone);
    t->used--;
    Ok(())
}

fn next<V>(t: MallocPointer<Table<V>>, w: &mut Walk<V>) -> Result<MallocPointer<u8>> {
    if w.entry != NULL { w.entry = w.entry->next; }
    while w.entry == NULL {
        if ++w.bucket >= t->size { return NULL; }
        w.entry = t->heads[w.bucket];
    }
    return Ok(w.entry->key);
}

fn destroy<V>(t: MallocPointer<Table<V>>) -> Result<()> {
    for i in 0..t->size {
        while t->heads[i] != NULL {
            let e = t->heads[i];
            t->heads[i] = e->next;
            free(e->key);
            free(e);
        }
    }
    free(t->heads);
    free(t);
    Ok(())
}
}

#[test]
fn keys_come_and_go() -> Result<()> {
    pointers! {
        #![deny(leaks)]
        let t: MallocPointer<Table<i32>> = malloc(size_of::<Table<i32>>());
        *t = Table { heads: NULL, size: 0, used: 0 };
        let key: MallocPointer<u8> = malloc(8);
        for i in 0..20 {
            sprintf!(key, "k{}", i * 7);
            set(t, key, i)?;
        }
        set(t, "k7", 100)?;
        remove(t, "k14")?;
        remove(t, "nothing")?;
        (*get(t, "k21")?)++;
        let v = get(t, "k7")?;
        assert!(v != NULL && *v == 100 && get(t, "k14")? == NULL);
        let mut w = Walk { bucket: u32::MAX, entry: NULL };
        let mut sum = 0;
        let k: MallocPointer<u8>;
        while { k = next(t, &mut w)?; k != NULL } {
            sum += *get(t, k)?;
        }
        assert_eq!((t->used, t->size, sum), (19, 32, 190 - 1 - 2 + 1 + 100));
        destroy(t)?;
        free(key);
    }
}
