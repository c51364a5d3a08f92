//! A hash map with open addressing: one array of slots, Robin Hood hashing, callbacks for the values.
//!
//! Each slot knows how far it is from where its hash belongs. Who comes from further away takes the slot; a removal moves
//! the slots behind it back by one, so that no graves are left.

use pointers::prelude::*;
use pointers::string::{strcmp, strdup};

/// A power of two.
const FIRST_SLOTS: usize = 8;

/// What the map does with a value that goes.
pub(crate) type Release<V> = fn(V) -> Result<()>;

pointers! {
    #[derive(Fields, Clone, Copy)]
    pub(crate) struct Slot<V> {
        /// The map's own, or NULL where the slot is free.
        key: MallocPointer<u8>,
        value: V,
        hash: u64,
        /// How far it is from where it belongs.
        distance: usize,
    }

    #[derive(Fields)]
    pub(crate) struct Map<V> {
        slots: MallocPointer<Slot<V>>,
        size: usize,
        pub(crate) entries: usize,
        release: Option<Release<V>>,
    }

    pub(crate) fn new<V: Copy>(release: Option<Release<V>>) -> Result<MallocPointer<Map<V>>> {
        let map: MallocPointer<Map<V>> = malloc(size_of::<Map<V>>());
        map->size = FIRST_SLOTS;
        map->entries = 0;
        map->release = release;
        map->slots = slots(FIRST_SLOTS)?;
        Ok(map)
    }

    /// Free slots. Of those only the key has a value.
    fn slots<V: Copy>(size: usize) -> Result<MallocPointer<Slot<V>>> {
        let slots: MallocPointer<Slot<V>> = malloc(size * size_of::<Slot<V>>());
        for i in 0..size {
            slots[i].key = NULL;
        }
        Ok(slots)
    }

    fn let_go<V: Copy>(map: MallocPointer<Map<V>>, value: V) -> Result<()> {
        if let Some(release) = map->release {
            release(value)?;
        }
        Ok(())
    }

    pub(crate) fn delete<V: Copy>(map: MallocPointer<Map<V>>) -> Result<()> {
        for i in 0..map->size {
            if map->slots[i].key != NULL {
                let_go(map, map->slots[i].value)?;
                free(map->slots[i].key);
            }
        }
        free(map->slots);
        free(map);
        Ok(())
    }

    /// FNV-1a.
    fn hash(key: MallocPointer<u8>) -> Result<u64> {
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        while *key != 0 {
            hash = (hash ^ u64::from(*key++)).wrapping_mul(0x100_0000_01b3);
        }
        Ok(hash)
    }

    /// Which slot has the key, if one has.
    fn find<V: Copy>(map: MallocPointer<Map<V>>, key: &str, hash: u64) -> Result<Option<usize>> {
        let mut i = hash as usize & (map->size - 1);
        let mut distance = 0;
        while map->slots[i].key != NULL && map->slots[i].distance >= distance {
            if map->slots[i].hash == hash && strcmp(map->slots[i].key, key) == 0 {
                return Ok(Some(i));
            }
            i = (i + 1) & (map->size - 1);
            distance++;
        }
        Ok(None)
    }

    pub(crate) fn get<V: Copy>(map: MallocPointer<Map<V>>, key: &str) -> Result<Option<V>> {
        let copy = strdup(key);
        let found = find(map, key, hash(copy)?);
        free(copy);
        Ok(match found? {
            Some(i) => Some(map->slots[i].value),
            None => None,
        })
    }

    /// The old value goes to the callback.
    pub(crate) fn set<V: Copy>(map: MallocPointer<Map<V>>, key: &str, value: V) -> Result<()> {
        let copy = strdup(key);
        let hash = hash(copy)?;
        if let Some(i) = find(map, key, hash)? {
            free(copy);
            let old = map->slots[i].value;
            map->slots[i].value = value;
            return let_go(map, old);
        }
        if (map->entries + 1) * 4 > map->size * 3 {
            try { grow(map)?; } except _ as error {
                free(copy);
                return Err(error);
            }
        }
        map->entries++;
        place(map->slots, map->size, Slot { key: copy, value, hash, distance: 0 })
    }

    /// Puts a slot where it belongs, and those that stand there further on.
    fn place<V: Copy>(slots: MallocPointer<Slot<V>>, size: usize, new: Slot<V>) -> Result<()> {
        let mut new = new;
        let mut i = new.hash as usize & (size - 1);
        while slots[i].key != NULL {
            if slots[i].distance < new.distance {
                let other = slots[i];
                slots[i] = new;
                new = other;
            }
            i = (i + 1) & (size - 1);
            new.distance += 1;
        }
        slots[i] = new;
        Ok(())
    }

    fn grow<V: Copy>(map: MallocPointer<Map<V>>) -> Result<()> {
        let size = map->size * 2;
        let more = slots(size)?;
        for i in 0..map->size {
            if map->slots[i].key != NULL {
                let mut moved = map->slots[i];
                moved.distance = 0;
                place(more, size, moved)?;
            }
        }
        free(map->slots);
        map->slots = more;
        map->size = size;
        Ok(())
    }

    /// Whether the key was there.
    pub(crate) fn remove<V: Copy>(map: MallocPointer<Map<V>>, key: &str) -> Result<bool> {
        let copy = strdup(key);
        let found = find(map, key, hash(copy)?);
        free(copy);
        let Some(at) = found? else {
            return Ok(false);
        };
        let gone = map->slots[at];
        map->entries--;
        let mut i = at;
        loop {
            let next = (i + 1) & (map->size - 1);
            if map->slots[next].key == NULL || map->slots[next].distance == 0 {
                break;
            }
            map->slots[i] = map->slots[next];
            map->slots[i].distance--;
            i = next;
        }
        map->slots[i].key = NULL;
        free(gone.key);
        let_go(map, gone.value)?;
        Ok(true)
    }

    /// Calls `f` with each key and value, until it says `false`; whether it never did.
    pub(crate) fn each<V: Copy>(
        map: MallocPointer<Map<V>>,
        f: &mut dyn FnMut(MallocPointer<u8>, V) -> Result<bool>,
    ) -> Result<bool> {
        for i in 0..map->size {
            if map->slots[i].key != NULL && !f(map->slots[i].key, map->slots[i].value)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// How far the furthest slot is from where it belongs.
    pub(crate) fn longest<V: Copy>(map: MallocPointer<Map<V>>) -> Result<usize> {
        let mut longest = 0;
        for i in 0..map->size {
            if map->slots[i].key != NULL {
                longest = longest.max(map->slots[i].distance);
            }
        }
        Ok(longest)
    }
}
