use pointers::prelude::*;

#[derive(Fields, Clone, Copy)]
struct Row {
    chars: MallocPointer<u8>,
    size: usize,
}

fn rows(row: MallocPointer<Row>, number: usize) -> Result<u64> {
    pointers! {
        let mut sum = 0;
        for i in 0..row->size { sum += row->char[i]; }
        for i in 0..row->size { row->chars[i] = 'a'; }
        for i in 0..row->size { row->size[i] = 3; }
        for i in 0..9 { sum += number->chars[i]; }
        sum
    }
}

fn elements(number: usize) -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(number);
        for i in 0..9 { p[i] = 'a'; }
    }
}

fn main() {}
