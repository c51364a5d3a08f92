//! Parts of structures that do not derive `Fields`.

use pointers::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq)]
struct Part {
    x: i32,
    y: i64,
    list: [u16; 3],
    bytes: MallocPointer<u8>,
    nested: (u8, Inner),
    text: &'static str,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Inner {
    z: u64,
    row: [i32; 2],
}

#[derive(Clone, Copy)]
struct Large {
    bytes: [u8; 100],
    count: u32,
}

struct Owner {
    name: String,
    array: [u32; 3],
    list: Vec<i32>,
    count: u32,
    data: MallocPointer<u8>,
}

/// Chunks of 97 bytes: all but one are unaligned, so that no reference to a part can be made.
fn parts(bytes: MallocPointer<u8>) -> Result<CallocPointer<Part>> {
    let chunks = calloc_safe(3, 97)?;
    for chunk in chunks {
        chunk.write(Part {
            x: 1,
            y: 2,
            list: [1, 2, 3],
            bytes,
            nested: (1, Inner { z: 1, row: [1, 2] }),
            text: "abc",
        })?;
    }
    Ok(chunks)
}

#[test]
fn unaligned_copies_are_read_by_part() -> Result<()> {
    pointers! {
        let bytes = malloc(3);
        bytes[0] <<= 1_u8;
        bytes[1] <<= 2;
        bytes[2] <<= 3;
        let chunks: CallocPointer<Part> = parts(bytes)?;
        let p: CallocPointer<Part> = chunks + 1;
        assert_eq!((p->x, p->y, p->list), (1, 2, [1, 2, 3]));
        assert_eq!((chunks[1].x, chunks[1]->y, chunks[1].list[1_u8]), (1, 2, 2));
        assert_eq!(p->list[1..], [2, 3]);
        assert_eq!(p->list[1..].len() + p->text.len(), 5);
        assert_eq!(p->list.iter().sum::<u16>(), 6);
        assert_eq!(p->nested.1.row[1], 2);
        assert_eq!((p->bytes[2], ~p->bytes), (3, 1));
        assert_eq!(format!("{} {p->text}", p->nested.0), "1 abc");
        match p->nested {
            (1, Inner { z, .. }) => assert_eq!(z, 1),
            _ => unreachable!(),
        }
        let i = 3;
        assert!(try { let _ = p->list[i]; false } except OutOfBounds { true });
        free(chunks);
        free(bytes);
    }
}

#[test]
fn unaligned_copies_are_changed_by_part() -> Result<()> {
    pointers! {
        let bytes = malloc(3);
        bytes[0] <<= 1_u8;
        bytes[1] <<= 2;
        let chunks: CallocPointer<Part> = parts(bytes)?;
        chunks[1].x = 4;
        chunks[1].x += 4;
        chunks[1]->y <<= 3;
        chunks[1].list[2_u8] = 7;
        chunks[1].list[1] *= 7;
        chunks[1].nested.1.row[1] = 9;
        chunks[1].nested.1.z |= 8;
        let p: CallocPointer<Part> = chunks + 1;
        p->bytes[1] += 5;
        p->bytes <<= 9;
        assert_eq!((p->x, p->y, p->list), (8, 16, [1, 14, 7]));
        assert_eq!(p->nested, (1, Inner { z: 9, row: [1, 9] }));
        assert_eq!((bytes[0], bytes[1]), (9, 7));
        // Its neighbours are what they were.
        assert_eq!((chunks[0].x, chunks[2].x), (1, 1));
        let i = 3;
        assert!(try { p->list[i] = 1; false } except OutOfBounds { true });
        free(chunks);
        free(bytes);
    }
}

#[test]
fn large_copies_are_not_copied() -> Result<()> {
    pointers! {
        let large: CallocPointer<Large> = calloc_safe(2, 105);
        large[1] <<= Large { bytes: [0; 100], count: 4 };
        large[1].count += 1;
        large[1].bytes[99] = 1;
        assert_eq!((large[1].count, large[1].bytes[99], large[1].bytes[98..].len()), (5, 1, 2));
        free(large);
    }
}

#[test]
fn what_is_not_copy_is_reached_through_a_guard() -> Result<()> {
    pointers! {
        let data = malloc(1);
        data <<= 9_u8;
        let owner = malloc(size_of::<Owner>());
        owner <<= Owner { name: "x".to_owned(), array: [1, 2, 3], list: vec![1, 2], count: 1, data };
        owner->count += 2;
        owner->array[2_u8] = 5;
        owner->list[1] += 3;
        (&mut owner->name).push('a');
        assert_eq!((owner->count, owner->array[2], owner->list[1], owner->name.len()), (3, 5, 5, 2));
        assert_eq!((owner->data[0], ~owner->data), (9, 9));
        owner->name = String::new();
        let i = 3;
        assert!(try { owner->array[i] += 1; false } except OutOfBounds { true });
        // No guard is left behind.
        free(owner);
        free(data);
    }
}

/// The error says what is missing: the derive.
#[test]
fn fresh_memory_asks_for_the_derive() {
    #[derive(Clone, Copy)]
    struct Small {
        x: i32,
    }
    struct Owner {
        name: String,
    }

    let small: Result<()> = pointers! {
        let p: MallocPointer<Small> = malloc(4);
        let same = std::hint::black_box(p);
        same->x = 3;
    };
    let owner: Result<()> = pointers! {
        let p: MallocPointer<Owner> = malloc(size_of::<Owner>());
        let same = std::hint::black_box(p);
        same->name = String::new();
    };
    for error in [small.unwrap_err(), owner.unwrap_err()] {
        assert_eq!(error.kind(), ErrorKind::Dereference);
        assert!(
            format!("{error:?}").contains("#[derive(Fields)]"),
            "{error:?}"
        );
    }
}
