//! `*p`, `p[i]` and `v->data[i]` of NULL.
#![allow(dead_code)]

use pointers::prelude::*;

pointers! {
    #[derive(Fields, Clone, Copy)]
    struct Vector {
        data: MallocPointer<i64>,
        len: usize,
    }

    fn a_star_is_assigned() -> Result<()> {
        let p: MallocPointer<i32> = NULL;
        *p = 1;
        Ok(())
    }

    fn a_star_is_read() -> Result<()> {
        let p: MallocPointer<i32> = NULL;
        println!("{}", *p);
        Ok(())
    }

    fn after_free() -> Result<()> {
        let p: MallocPointer<i32> = malloc(4);
        free(p);
        p = NULL;
        *p = 2;
        Ok(())
    }

    fn an_element_of_a_field() -> Result<()> {
        let v: MallocPointer<Vector> = malloc(size_of::<Vector>());
        v->data = NULL;
        v->data[0] = 1;
        Ok(())
    }

    fn an_element_of_a_field_is_read() -> Result<()> {
        let v: MallocPointer<Vector> = malloc(size_of::<Vector>());
        v->data = NULL;
        println!("{}", v->data[0]);
        Ok(())
    }
}

fn main() {}
