//! A `Pointer<T>` points to one value: it is not moved, freed or reallocated.
use pointers::prelude::*;

fn moved(p: Pointer<u32>) -> Result<Pointer<u32>> {
    p.add(1)
}

fn plus(p: Pointer<u32>) -> Pointer<u32> {
    p + 1
}

fn freed(p: Pointer<u32>) -> Result<()> {
    free(p)
}

fn resized(p: Pointer<u32>) -> Result<Pointer<u32>> {
    realloc(p, 8)
}

fn handed_over(p: Pointer<u32>) {
    let _ = p.into_raw();
}

fn main() {}
