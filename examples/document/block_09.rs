use pointers::prelude::*;

pub(crate) fn run() -> Result<()> {
    // With `memory += 2` this does not even compile: tests/ui/language/document/not_enough_chunks.stderr.
    let two = std::hint::black_box(2);
    pointers! {
        let memory = calloc(1, 28);
        memory += two; // NotEnoughChunks: chunk index is 2, while allocation is 1
    }
}
