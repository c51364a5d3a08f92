use pointers::prelude::*;

#[derive(Fields)]
struct Vector {
    data: MallocPointer<i32>,
}

pointers! {
    fn main() -> Result<()> {
        let v: MallocPointer<Vector> = malloc(sizeof *v);
        v->data = malloc(4 * sizeof *v->data);
        memset(v->data, 0, sizeof v->data[0]);
        free(v->data);
        free(v);
        Ok(())
    }
}
