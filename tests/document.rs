//! The ten code blocks of the document (`docs/document.md`), as they stand in it.

use pointers::prelude::*;

type Outcome = Result<(), Error>;

#[test]
fn block_1_and_2_malloc_and_data_movement() -> Outcome {
    let mut printed = String::new();
    pointers! {
        let ptr: MallocPointer<str> = malloc(52);
        ptr <<= "abc";
        printed = format!("{}", ~ptr);
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
        free(ptr);
        assert!(ptr.freed());
    }
}

#[test]
fn block_6_realloc() -> Outcome {
    pointers! {
        let ptr = malloc(52);
        ptr <<= "abc";
        realloc(ptr, 53);
        ptr <<= "abcd";
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
        memory <<= 1;
        memory += 1;
        memory <<= 2;
        format!("{~memory}")
    }?;
    assert_eq!(printed, "2");
    Ok(())
}

#[test]
fn block_9_not_enough_chunks() {
    let by = 2;
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
            line!() - 10
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
        let mut all = Vec::new();
        for i in mem {
            all.push((~i).to_string());
        }
        all.join(" ")
    }?;
    assert_eq!(printed, "1 2 3 4");
    Ok(())
}
