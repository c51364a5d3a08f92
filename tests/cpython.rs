//! The ten blocks of the document (`docs/document.md`) with its own numbers: `pointers::cpython` instead of
//! the prelude, and nothing else that is different from `tests/document.rs`.

use pointers::cpython::*;

type Outcome = Result<(), Error>;

#[test]
fn block_1_malloc() -> Outcome {
    pointers! {
        let _ptr: MallocPointer<str> = malloc(52); // we have to specify type manually
        assert_eq!(_ptr.size(), 52);
    }
}

#[test]
fn block_2_data_movement() -> Outcome {
    let printed = pointers! {
        let ptr: MallocPointer<str> = malloc(52);
        ptr <<= "abc";
        format!("{}", ~ptr)
    }?;
    assert_eq!(printed, "abc");
    Ok(())
}

#[test]
fn block_3_and_4_identity() -> Outcome {
    pointers! {
        let mem = malloc(28);
        mem <<= 1;
        let one = 1;
        assert_eq!(~mem, one);
        assert!(!std::ptr::eq(&~mem, &one));
        free(mem);
    }
}

#[test]
fn block_5_free() -> Outcome {
    pointers! {
        let ptr = malloc(52);
        ptr <<= "abc";
        free(ptr); // frees the memory
        assert!(ptr.freed());
    }
}

#[test]
fn block_6_realloc() -> Outcome {
    pointers! {
        let ptr = malloc(52);
        ptr <<= "abc";
        realloc(ptr, 53); // allocates one more byte
        ptr <<= "abcd"; // works correctly
        assert_eq!(~ptr, "abcd");
        free(ptr);
    }
}

#[test]
fn block_7_calloc() -> Outcome {
    let printed = pointers! {
        let memory = calloc(3, 28);
        let before = format!("{}", ~memory);
        memory <<= 5;
        format!("{before} {}", ~memory)
    }?;
    assert_eq!(printed, "0 5");
    Ok(())
}

#[test]
fn block_8_chunks() -> Outcome {
    let printed = pointers! {
        let memory = calloc(4, 28);
        memory <<= 1; // assigns first chunk to 1
        memory += 1; // access next chunk
        memory <<= 2; // assigns this chunk to 2
        format!("{~memory}")
    }?;
    assert_eq!(printed, "2");
    Ok(())
}

#[test]
fn block_9_not_enough_chunks() {
    let by = 2;
    let line = line!() + 3;
    let outcome = pointers! {
        let memory = calloc(1, 28);
        memory += by;
    };
    let error = outcome
        .err()
        .map(|error| (error.kind(), error.to_string(), error.used_at().line()));
    assert_eq!(
        error,
        Some((
            ErrorKind::NotEnoughChunks,
            "NotEnoughChunks: chunk index is 2, while allocation is 1".to_owned(),
            line
        ))
    );
}

#[test]
fn block_10_safe_mode() -> Outcome {
    let printed = pointers! {
        let mem = calloc_safe(4, 28);
        for (index, ptr) in mem.into_iter().enumerate() {
            ptr <<= index + 1;
        }
        assert!(mem.safe());
        let mut all = Vec::new();
        for i in mem {
            all.push((~i).to_string());
        }
        all.join(" ")
    }?;
    assert_eq!(printed, "1 2 3 4");
    Ok(())
}

fn message(outcome: Outcome) -> String {
    outcome
        .err()
        .map_or(String::new(), |error| error.to_string())
}

/// "The size that we pass to `malloc` must match the data we move to the memory."
#[test]
fn sizes_match_exactly() {
    for (outcome, expected) in [
        (
            pointers! {
                let ptr = malloc(52);
                ptr <<= 1;
            },
            "InvalidSizeError: object is of size 28, while memory allocation is 52",
        ),
        (
            pointers! {
                let ptr = malloc(52);
                ptr <<= "abcd";
            },
            "InvalidSizeError: object is of size 53, while memory allocation is 52",
        ),
        (
            pointers! {
                let ptr: MallocPointer<str> = malloc(28);
                ptr <<= "abc";
            },
            "InvalidSizeError: object is of size 52, while memory allocation is 28",
        ),
        (
            pointers! {
                let ptr = malloc(28);
                ptr <<= 1.5;
            },
            "InvalidSizeError: object is of size 24, while memory allocation is 28",
        ),
        (
            pointers! {
                let memory = calloc(2, 28);
                memory[1] <<= 1 << 30;
            },
            "InvalidSizeError: object is of size 32, while memory allocation is 28",
        ),
    ] {
        assert_eq!(message(outcome), expected);
    }
}

#[test]
fn values_of_every_kind() -> Outcome {
    pointers! {
        let number = malloc(32);
        number <<= 1_u64 << 30;
        let flag = malloc(28);
        flag <<= true;
        let float = malloc(24);
        float <<= 1.5;
        let bytes = malloc(36);
        bytes <<= b"abc";
        let letter = malloc(50);
        letter <<= 'a';
        let owned = malloc(52);
        owned <<= String::from("abc");
        println!("{} {} {} {:?} {} {}", ~number, ~flag, ~float, ~bytes, ~letter, ~owned);
        assert_eq!(~bytes, b"abc");
        ~number += 1;
        assert_eq!(~number, (1 << 30) + 1);
    }
}

const ROOM: usize = 76;

/// A text can have more bytes in UTF-8 than CPython counts, and the memory has room for them.
#[test]
fn texts_that_are_not_ascii() -> Outcome {
    pointers! {
        let hundred = malloc(274);
        hundred <<= "€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€";
        assert_eq!((~hundred).chars().count(), 100);
        let one = malloc(ROOM);
        one <<= "€";
        realloc(one, 80);
        one <<= "😀";
        assert_eq!(~one, "😀");
    }
}

#[test]
fn realloc_below_what_is_stored() {
    let outcome = pointers! {
        let ptr = malloc(53);
        ptr <<= "abcd";
        realloc(ptr, 52);
    };
    assert_eq!(
        message(outcome),
        "InvalidSizeError: object inside memory is of size 53, so memory cannot be set to size 52"
    );
}

#[test]
fn what_nothing_types_is_an_int() -> Outcome {
    pointers! {
        let mem = malloc(28);
        assert_eq!(mem.size(), 28);
        free(mem);
        let caught = try {
            println!("{}", ~mem);
            false
        } except Memory {
            true
        };
        assert!(caught);
    }
}

/// What else the prelude has.
#[test]
fn in_plain_rust() -> Outcome {
    let ptr: MallocPointer<str> = malloc(52)?;
    ptr.write("abc")?;
    assert_eq!(getsizeof("abc"), ptr.size());
    let owned: Owned<MallocPointer<i32>> = Owned::new(malloc(28)?);
    owned.write(1)?;
    let guard: Ref<i32> = owned.borrow()?;
    assert_eq!(*guard, 1);
    free(ptr)
}
