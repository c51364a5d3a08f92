use pointers::prelude::*;

#[derive(Fields)]
struct Open {
    file: i32,
}

impl Drop for Open {
    fn drop(&mut self) {}
}

#[derive(Fields)]
struct Generic<T> {
    value: T,
}

impl<T> Drop for Generic<T> {
    fn drop(&mut self) {}
}

fn main() {}
