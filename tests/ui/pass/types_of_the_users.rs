// Types with the operators keep them, references and generic parameters included.
use std::ops::{Add, AddAssign, Index, IndexMut, Not, Shl, ShlAssign, SubAssign};

use pointers::prelude::*;

#[derive(Clone, Default)]
struct Bag {
    items: Vec<String>,
}

impl ShlAssign<&str> for Bag {
    fn shl_assign(&mut self, item: &str) {
        self.items.push(item.to_owned());
    }
}

impl ShlAssign<u32> for Bag {
    fn shl_assign(&mut self, count: u32) {
        self.items.push(count.to_string());
    }
}

impl<T: Into<String>> AddAssign<T> for Bag {
    fn add_assign(&mut self, item: T) {
        self.items.push(item.into());
    }
}

impl SubAssign<usize> for Bag {
    fn sub_assign(&mut self, count: usize) {
        self.items.truncate(self.items.len() - count);
    }
}

impl Not for &Bag {
    type Output = usize;

    fn not(self) -> usize {
        self.items.len()
    }
}

impl Index<usize> for Bag {
    type Output = String;

    fn index(&self, at: usize) -> &String {
        &self.items[at]
    }
}

impl IndexMut<usize> for Bag {
    fn index_mut(&mut self, at: usize) -> &mut String {
        &mut self.items[at]
    }
}

fn bag() -> Bag {
    Bag::default()
}

pointers! {
    fn shifted<T: ShlAssign<u32> + AddAssign>(mut value: T, other: T) -> T {
        value <<= 1;
        value += other;
        value
    }

    fn twice<T: Shl<u8, Output = T> + Add<Output = T> + Copy>(value: T) -> T {
        (value << 1) + value
    }
}

fn main() -> Result<()> {
    pointers! {
        let mut bag = bag();
        bag <<= "a";
        bag <<= 3;
        bag += "b";
        bag += String::from("c");
        bag -= 1;
        bag[1] += "!";
        assert_eq!(bag.items, ["a", "3!", "b"]);
        assert_eq!(~bag, 3);
        let by_reference = &mut bag;
        *by_reference <<= "d";
        assert_eq!(~&*by_reference, 4);
        assert_eq!(shifted(4_u64, 1), 9);
        assert_eq!(twice(2), 6);
        let mut text = String::from("x");
        text += &String::from("y");
        text += &*"z".to_owned();
        assert_eq!(text, "xyz");
    }
}
