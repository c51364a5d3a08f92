use pointers::prelude::*;

#[derive(Fields, Clone, Copy)]
struct Node {
    value: i32,
    next: MallocPointer<Node>,
}

fn field() -> Result<()> {
    pointers! {
        let node: MallocPointer<Node> = malloc(size_of::<Node>());
        let value = &raw mut node->value;
        free(node);
        *value = 3;
    }
}

fn element(n: usize) -> Result<()> {
    pointers! {
        let all: MallocPointer<Node> = malloc(n * size_of::<Node>());
        let second = &raw mut all[1];
        free(all);
        println!("{}", second->value);
    }
}

fn freed_through_it() -> Result<()> {
    pointers! {
        let numbers: MallocPointer<i32> = malloc(12);
        let last = &raw mut numbers[2];
        *last = 3;
        free(last);
    }
}

fn past_the_end() -> Result<()> {
    pointers! {
        let numbers: MallocPointer<i32> = malloc(12);
        let last = &raw mut numbers[2];
        last[1] = 3;
        free(numbers);
    }
}

fn main() {}
