//! A hash map with open addressing and string keys: Robin Hood hashing, removal by moving back.

use pointers::prelude::*;
use pointers::string::{memcpy, strcmp, strlen};

use super::program::next_random;

pointers! {
    #[derive(Fields, Clone, Copy)]
    struct Slot {
        /// The map's own, or NULL where the slot is free.
        key: MallocPointer<u8>,
        value: u64,
        hash: u64,
        /// How far it is from where it belongs.
        distance: usize,
    }

    #[derive(Fields, Clone, Copy)]
    struct Map {
        slots: MallocPointer<Slot>,
        size: usize,
        entries: usize,
    }

    fn new_slots(size: usize) -> Result<MallocPointer<Slot>> {
        let slots: MallocPointer<Slot> = malloc(size * size_of::<Slot>());
        for i in 0..size {
            slots[i].key = NULL;
        }
        Ok(slots)
    }

    fn new_map() -> Result<MallocPointer<Map>> {
        let map: MallocPointer<Map> = malloc(size_of::<Map>());
        map->size = 8;
        map->entries = 0;
        map->slots = new_slots(map->size)?;
        Ok(map)
    }

    fn delete(map: MallocPointer<Map>) -> Result<()> {
        for i in 0..map->size {
            free(map->slots[i].key);
        }
        free(map->slots);
        free(map);
        Ok(())
    }

    /// FNV-1a.
    fn hash_of(key: MallocPointer<u8>) -> Result<u64> {
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        while *key != 0 {
            hash = (hash ^ u64::from(*key++)).wrapping_mul(0x100_0000_01b3);
        }
        Ok(hash)
    }

    /// Which slot has the key; `size` where none has.
    fn find(map: MallocPointer<Map>, key: MallocPointer<u8>, hash: u64) -> Result<usize> {
        let (mut i, mut distance) = (hash as usize & (map->size - 1), 0);
        while map->slots[i].key != NULL && map->slots[i].distance >= distance {
            if map->slots[i].hash == hash && strcmp(map->slots[i].key, key) == 0 {
                return Ok(i);
            }
            i = (i + 1) & (map->size - 1);
            distance++;
        }
        Ok(map->size)
    }

    /// Puts a slot where it belongs, and those that stand there further on.
    fn place(slots: MallocPointer<Slot>, size: usize, new: Slot) -> Result<()> {
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

    fn grow(map: MallocPointer<Map>) -> Result<()> {
        let size = map->size * 2;
        let more = new_slots(size)?;
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

    fn set(map: MallocPointer<Map>, key: MallocPointer<u8>, value: u64) -> Result<()> {
        let hash = hash_of(key)?;
        let i = find(map, key, hash)?;
        if i < map->size {
            map->slots[i].value += value;
            return Ok(());
        }
        if (map->entries + 1) * 4 > map->size * 3 {
            grow(map)?;
        }
        map->entries++;
        let size = strlen(key) + 1;
        let copy: MallocPointer<u8> = malloc(size);
        memcpy(copy, key, size);
        place(map->slots, map->size, Slot { key: copy, value, hash, distance: 0 })
    }

    fn take_out(map: MallocPointer<Map>, key: MallocPointer<u8>) -> Result<u64> {
        let mut i = find(map, key, hash_of(key)?)?;
        if i == map->size {
            return Ok(0);
        }
        let value = map->slots[i].value;
        free(map->slots[i].key);
        map->entries--;
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
        Ok(value)
    }

    /// Digits, from the back, after a letter.
    fn write_key(key: MallocPointer<u8>, number: u64) -> Result<()> {
        let mut number = number;
        let mut length = 1;
        let mut rest = number;
        while rest != 0 {
            length++;
            rest /= 10;
        }
        key[length] = 0;
        let mut i = length - 1;
        while i > 0 {
            key[i] = b'0' + (number % 10) as u8;
            number /= 10;
            i -= 1;
        }
        key[0] = b'k';
        Ok(())
    }

    pub(crate) fn run(n: u64) -> Result<u64> {
        let map = new_map()?;
        let key: MallocPointer<u8> = malloc(32);
        let mut sum = 0_u64;
        for i in 0..n {
            write_key(key, next_random() % n)?;
            set(map, key, i)?;
            write_key(key, next_random() % n)?;
            let found = find(map, key, hash_of(key)?)?;
            if found < map->size {
                sum = sum.wrapping_add(map->slots[found].value);
            }
            if i.is_multiple_of(4) {
                write_key(key, next_random() % n)?;
                sum = sum.wrapping_add(take_out(map, key)?);
            }
        }
        sum = sum.wrapping_mul(31).wrapping_add(map->entries as u64);
        free(key);
        delete(map)?;
        Ok(sum)
    }
}
