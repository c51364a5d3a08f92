//! A shorter lifetime could be written through the handle: a use after free.

use pointers::prelude::*;

fn shorten<'a>(p: MallocPointer<&'static str>) -> MallocPointer<&'a str> {
    p
}

fn lengthen<'a>(p: CallocPointer<fn(&'a str)>) -> CallocPointer<fn(&'static str)> {
    p
}

fn main() {}
