// `sizeof` and casts of C.
use pointers::prelude::*;

struct Node(i32);

fn main() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = (int *)malloc(4 * sizeof(int));
        let q: MallocPointer<u64> = malloc(3 * sizeof(u64));
        let n: MallocPointer<Node> = malloc(sizeof(struct Node));
        let half = 3.5;
        let whole: f64 = (int)half;
        println!("{whole}");
        free(p);
        free(q);
        free(n);
    }
}
