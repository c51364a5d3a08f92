//! An error is under the user's own tokens, and what the compiler suggests can be written.
use pointers::prelude::*;

struct Node {
    word: [u8; 4],
    count: u32,
}

fn takes(_: String) {}

fn main() -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 5_i32;
        takes(~p);
        let value: i64 = ~p;
        let n = malloc(size_of::<Node>());
        n <<= Node { word: [0; 4], count: 0 };
        takes(n->word);
        let count: u64 = n->count;
        let mut total = 0_u64;
        total += ~p;
        total <<= "text";
        let mut v = vec![1_u8];
        v[0] += "text";
        v[0] <<= "text";
        let sum = 1_u64 + ~p;
    }
}
