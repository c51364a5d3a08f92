//! In C one statement needs no braces.

use pointers::prelude::*;

#[derive(Fields, Clone, Copy)]
struct Node {
    value: i32,
    next: MallocPointer<Node>,
}

pointers! {
    fn clear(p: MallocPointer<i32>, mut n: i32) -> Result<()> {
        if (p == NULL) return Ok(());
        while (n > 0)
            p[n--] = 0;
        for (int i = 0; i < n; i++) p[i] = 1;
        if (n == 1) p[0] = 1;
        else if (n == 2) { p[0] = 2; }
        else p[0] = 3;
        while n-- { p++; }
        Ok(())
    }

    fn walk(list: MallocPointer<Node>, n: usize) -> Result<i32> {
        let mut sum = 0;
        for (struct Node *at = list; at; at = at->next) sum += at->value;
        for (size_t i = 0, j = n; i <= n; i++, j--) { sum += list[i].value; }
        for (let at = list; at != NULL; ) { at = at->next; }
        Ok(sum)
    }
}

fn main() {}
