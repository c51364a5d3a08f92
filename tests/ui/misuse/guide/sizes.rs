use pointers::prelude::*;

fn main() -> Result<()> {
    pointers! {
        let score = malloc(4);
        score <<= 5_000_000_000_u64;
        free(score);
    }
}
