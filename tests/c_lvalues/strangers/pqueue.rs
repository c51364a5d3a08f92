//! A priority queue over an array of structures, and structures that are exchanged.

use pointers::prelude::*;
use pointers::string::*;

#[derive(Fields, Clone, Copy)]
struct Task {
    priority: i32,
    name: [u8; 16],
}

#[derive(Fields)]
struct Heap {
    items: MallocPointer<Task>,
    len: usize,
    cap: usize,
}

pointers! {

fn swap(a: MallocPointer<Task>, b: MallocPointer<Task>) -> Result<()> {
    let t = *a;
    *a = *b;
    *b = t;
    Ok(())
}

fn push(h: MallocPointer<Heap>, priority: i32, name: impl ConstChar) -> Result<()> {
    if h->len == h->cap {
        h->cap *= 2;
        realloc(h->items, h->cap * size_of::<Task>());
    }
    let mut i = h->len++;
    h->items[i].priority = priority;
    strncpy(h->items[i].name, name, 16);
    while i > 0 {
        let parent = (i - 1) / 2;
        if h->items[parent].priority <= h->items[i].priority {
            break;
        }
        swap(&raw mut h->items[parent], &raw mut h->items[i])?;
        i = parent;
    }
    Ok(())
}

fn pop(h: MallocPointer<Heap>) -> Result<Task> {
    let top = h->items[0];
    h->items[0] = h->items[--h->len];
    let mut i = 0;
    loop {
        let mut least = i;
        let left = 2 * i + 1;
        let right = 2 * i + 2;
        if left < h->len && h->items[left].priority < h->items[least].priority {
            least = left;
        }
        if right < h->len && h->items[right].priority < h->items[least].priority {
            least = right;
        }
        if least == i {
            break;
        }
        swap(h->items + i, h->items + least)?;
        i = least;
    }
    Ok(top)
}

fn run(printed: &mut String) -> Result<()> {
    let h: MallocPointer<Heap> = malloc(size_of::<Heap>());
    h->cap = 2;
    h->len = 0;
    h->items = malloc(h->cap * size_of::<Task>());
    push(h, 5, "sleep")?;
    push(h, 1, "eat")?;
    push(h, 3, "work")?;
    push(h, 4, "read")?;
    push(h, 2, "run")?;
    while h->len > 0 {
        let t = pop(h)?;
        printed.push_str(&format!("{} {}\n", t.priority, text(t.name)));
    }
    free(h->items);
    free(h);
    Ok(())
}

}

#[test]
fn it_prints_what_c_prints() -> Result<()> {
    let mut printed = String::new();
    run(&mut printed)?;
    assert_eq!(printed, "1 eat\n2 run\n3 work\n4 read\n5 sleep\n");
    Ok(())
}
