use pointers::prelude::*;

#[derive(Fields)]
struct Vector {
    data: MallocPointer<i64>,
    len: usize,
    capacity: usize,
}

type Done = std::result::Result<(), Box<dyn std::error::Error>>;

pointers! {
    fn push(v: MallocPointer<Vector>, x: i64) -> pointers::Result<()> {
        if v->len == v->capacity {
            v->capacity *= 2;
            realloc(v->data, v->capacity * 8);
        }
        v->data[v->len++] <<= x;
        Ok(())
    }
}

#[test]
fn a_field_is_brought_up_to_date() -> Done {
    pointers! {
        let v: MallocPointer<Vector> = malloc(size_of::<Vector>());
        v->data = malloc(8);
        v->len = 0;
        v->capacity = 1;
        for x in 0..100 { push(v, x)?; }
        let mut sum = 0;
        for i in 0..v->len { sum += v->data[i]; }
        assert_eq!(sum, 4950);
        free(v->data);
        free(v);
    }?;
    Ok(())
}

#[test]
fn so_is_an_element() -> Done {
    pointers! {
        let rows: MallocPointer<MallocPointer<u8>> = malloc(32);
        rows[0] <<= malloc(1);
        rows[1] <<= malloc(1);
        let mut i = 0;
        realloc(rows[i++], 4096);
        assert_eq!(i, 1);
        realloc(~rows, 8192);
        rows[0][8000] <<= 1;
        assert_eq!(rows[0].size(), 8192);
        free(rows[0]);
        free(rows[1]);
        free(rows);
    }?;
    Ok(())
}

struct Buffer {
    items: MallocPointer<u64>,
    len: usize,
}

pointers! {
    impl Buffer {
        fn push(&mut self, value: u64) -> pointers::Result<()> {
            realloc(self.items, (self.len + 1) * 8);
            self.items[self.len++] <<= value;
            Ok(())
        }
    }

    fn push_into(b: &mut Buffer, value: u64) -> pointers::Result<()> {
        realloc(b.items, (b.len + 1) * 8);
        b.items[b.len] <<= value;
        b.len += 1;
        Ok(())
    }
}

#[test]
fn a_field_of_a_variable() -> Done {
    pointers! {
        let mut b = Buffer { items: NULL, len: 0 };
        realloc(b.items, 8);
        b.items[0] <<= 7;
        b.len = 1;
        for i in 0..100 {
            b.push(i)?;
            push_into(&mut b, i)?;
        }
        assert_eq!((b.items[0], b.items[200], b.len), (7, 99, 201));
        let mut pair = (b.items, 3);
        realloc(pair.0, 8 * 8);
        assert_eq!(pair.0.size() + pair.1, 67);
        free(pair.0);
    }?;
    Ok(())
}
