use pointers::prelude::*;

fn star() -> Result<()> {
    pointers! {
        let p: MallocPointer<i64> = malloc(4);
        *p = 3;
        free(p);
    }
}

fn first_element() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(2);
        p[0] = 3;
        free(p);
    }
}

fn tilde() -> Result<()> {
    pointers! {
        let p = malloc(4);
        ~p = 3_u64;
        free(p);
    }
}

fn main() {}
