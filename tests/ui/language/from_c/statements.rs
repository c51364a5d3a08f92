use pointers::prelude::*;

struct Node {
    next: MallocPointer<Node>,
}

pointers! {
    #define LIMIT 5

    static int length(struct node *list, int values[], unsigned flags) {
        return 0;
    }

    fn main() -> Result<()> {
        char line[80];
        int first[3] = { 1, 2, 3 };
        let mut c = 1;
        c++;
        switch (c) {
            case 1: c = 2; break;
            default: c = 3;
        }
        do {
            c--;
        } while (c > 0);
        goto done;
        Ok(())
    }
}
