//! A hash map with open addressing and string keys: that of `examples/string_map`.

use pointers::prelude::*;

use super::program::next_random;

#[path = "../../examples/string_map/map.rs"]
#[allow(dead_code, reason = "the example visits all entries too")]
mod map;

use map::{delete, get, new, remove, set};

/// Digits after a letter.
fn write_key(key: &mut String, number: u64) {
    let mut place = 1;
    while number / place >= 10 {
        place *= 10;
    }
    key.clear();
    key.push('k');
    while place > 0 {
        key.push(char::from(b'0' + (number / place % 10) as u8));
        place /= 10;
    }
}

pointers! {
    pub(crate) fn run(n: u64) -> Result<u64> {
        let map = new(None)?;
        let mut key = String::with_capacity(32);
        let mut sum = 0_u64;
        for i in 0..n {
            write_key(&mut key, next_random() % n);
            set(map, &key, i)?;
            write_key(&mut key, next_random() % n);
            if let Some(value) = get(map, &key)? {
                sum = sum.wrapping_add(value);
            }
            if i.is_multiple_of(4) {
                write_key(&mut key, next_random() % n);
                sum = sum.wrapping_add(u64::from(remove(map, &key)?));
            }
        }
        sum = sum.wrapping_mul(31).wrapping_add(map->entries as u64);
        delete(map)?;
        Ok(sum)
    }
}
