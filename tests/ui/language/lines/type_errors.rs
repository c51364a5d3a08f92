//! An error is under the user's own tokens, and what the compiler suggests can be written.
use pointers::prelude::*;

struct Node {
    word: [u8; 4],
    count: u32,
}

/// Of the integers rustc would show the lines in std that give them the operator.
#[derive(Default)]
struct Sum(u64);

impl std::ops::AddAssign for Sum {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
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
        total <<= "text";
        let mut v = vec![1_u8];
        v[0] <<= "text";
        let mut sum = Sum::default();
        sum += ~p;
        let mut sums = vec![sum];
        sums[0] += "text";
        let sum = 1_u64 + ~p;
    }
}
