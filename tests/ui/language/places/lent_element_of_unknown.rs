use pointers::prelude::*;

fn lent(list: MallocPointer<i32>, rows: MallocPointer<MallocPointer<i32>>) -> Result<()> {
    pointers! {
        let r = &mut list[0];
        *r = 3;
        let row = &mut rows[1][0];
    }
}

fn plain(list: MallocPointer<i32>) -> i32 {
    list[0]
}

fn main() {}
