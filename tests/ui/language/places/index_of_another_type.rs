use pointers::prelude::*;

struct Row([i32; 4]);

impl std::ops::Index<usize> for Row {
    type Output = i32;

    fn index(&self, at: usize) -> &i32 {
        &self.0[at]
    }
}

impl std::ops::Index<char> for Row {
    type Output = i32;

    fn index(&self, _: char) -> &i32 {
        &self.0[0]
    }
}

struct Holder {
    row: Row,
}

fn main() {
    let _ = pointers! {
        let p = malloc(16);
        p <<= Holder { row: Row([1; 4]) };
        let i: i32 = 0;
        println!("{}", p->row[i]);
    };
}
