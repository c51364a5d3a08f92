//! Every sentence of the document (`docs/document.md`) that claims something, in its order, each as a test
//! named after it. What must not compile stands in `tests/ui/language/document`.

use pointers::prelude::*;

#[test]
fn we_have_to_specify_type_manually() -> Result<()> {
    pointers! {
        let ptr: MallocPointer<str> = malloc(52);
        free(ptr);
    }
}

#[test]
fn if_the_memory_allocation_fails_an_allocation_error_is_raised() {
    let size = usize::MAX / 2;
    let error = pointers! { malloc::<u8>(size) }.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Allocation);
    assert_eq!(
        error.to_string(),
        "AllocationError: failed to allocate 9223372036854775807 bytes of memory"
    );
}

#[test]
fn malloc_returns_a_malloc_pointer() -> Result<()> {
    pointers! {
        let ptr = malloc::<u8>(1);
        let returned: MallocPointer<u8> = ptr;
        free(returned);
    }
}

#[test]
fn to_assign_data_to_the_pointer_we_use_data_movement() -> Result<()> {
    pointers! {
        let ptr: MallocPointer<str> = malloc(52);
        ptr <<= "abc";
        assert_eq!(~ptr, "abc");
        free(ptr);
    }
}

#[test]
fn the_size_that_we_pass_to_malloc_must_match_the_data() -> Result<()> {
    pointers! {
        let ptr: MallocPointer<str> = malloc(3);
        ptr <<= "abc";
        free(ptr);
    }
}

#[test]
fn if_you_give_an_invalid_size_an_invalid_size_error_is_raised() {
    let size = std::hint::black_box(2);
    let outcome: Result<()> = pointers! {
        let ptr: MallocPointer<str> = malloc(size);
        ptr <<= "abc";
    };
    let error = outcome.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidSize);
    assert_eq!(
        error.to_string(),
        "InvalidSizeError: object is of size 3, while memory allocation is 2"
    );
}

#[test]
fn the_is_operator_will_not_work_when_dereferencing() -> Result<()> {
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
fn freed_and_assigned_property_are_present() -> Result<()> {
    pointers! {
        let ptr: MallocPointer<str> = malloc(52);
        assert!(!ptr.assigned() && !ptr.freed());
        ptr <<= "abc";
        assert!(ptr.assigned());
        free(ptr);
        assert!(ptr.freed());
    }
}

// Reading `type`, and assignment, do not compile: tests/ui/language/document/malloc_pointers_have_no_type.rs,
// malloc_pointers_cannot_be_assigned.rs.

#[test]
fn to_free_the_allocated_memory_we_must_use_free_and_just_pass_the_object() -> Result<()> {
    let before = pointers::heap::stats().live_blocks;
    pointers! {
        let ptr = malloc(52);
        ptr <<= "abc";
        assert_eq!(pointers::heap::stats().live_blocks, before + 1);
        free(ptr);
        assert_eq!(pointers::heap::stats().live_blocks, before);
    }
}

#[test]
fn a_memory_error_is_raised_if_you_try_to_access_the_memory_after_it_is_freed() -> Result<()> {
    let ptr: MallocPointer<str> = malloc(52)?;
    ptr.write("abc")?;
    free(ptr)?;
    let outcome: Result<String> = pointers! { ~ptr };
    let error = outcome.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Memory);
    assert!(error.to_string().starts_with("MemoryError: "));
    Ok(())
}

#[test]
fn if_you_need_to_change_the_size_you_can_use_realloc() -> Result<()> {
    pointers! {
        let ptr = malloc(3);
        ptr <<= "abc";
        realloc(ptr, 4);
        assert_eq!(ptr.size(), 4);
        ptr <<= "abcd";
        assert_eq!(~ptr, "abcd");
        free(ptr);
    }
}

#[test]
fn if_the_resize_fails_an_allocation_error_is_raised() -> Result<()> {
    let ptr: MallocPointer<str> = malloc(52)?;
    ptr.write("abc")?;
    let error = realloc(ptr, usize::MAX / 2).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Allocation);
    assert_eq!(ptr.read()?, "abc");
    free(ptr)
}

#[test]
fn it_simply_allocates_it_and_lets_you_use_the_old_one() -> Result<()> {
    let old: MallocPointer<str> = malloc(3)?;
    old.write("abc")?;
    // Large enough that the block has to move.
    realloc(old, 1 << 20)?;
    assert_eq!(old.read()?, "abc");
    free(old)
}

#[test]
fn calloc_allocates_multiple_blocks_of_a_specified_size() -> Result<()> {
    pointers! {
        let memory = calloc::<i32>(3, 28);
        assert_eq!((memory.chunks(), memory.chunk_size()), (3, 28));
        free(memory);
    }
}

#[test]
fn it_sets_the_allocated_memory_to_zero_so_you_can_dereference_it_immediately() -> Result<()> {
    pointers! {
        let memory = calloc::<i32>(3, 28);
        for chunk in memory {
            assert_eq!(~chunk, 0);
        }
        free(memory);
    }
}

#[test]
fn calloc_returns_its_own_calloc_pointer() -> Result<()> {
    pointers! {
        let memory: CallocPointer<i32> = calloc(3, 28);
        free(memory);
    }
}

#[test]
fn to_use_the_other_allocated_chunks_we_can_use_pointer_arithmetic() -> Result<()> {
    pointers! {
        let memory = calloc(4, 28);
        let first = memory;
        memory <<= 1;
        memory += 1;
        memory <<= 2;
        assert_eq!((~first, ~memory), (1, 2));
        free(first);
    }
}

#[test]
fn if_you_skip_more_chunks_than_are_allocated_not_enough_chunks_is_raised() {
    let two = std::hint::black_box(2);
    let outcome: Result<()> = pointers! {
        let memory = calloc::<i32>(1, 28);
        memory += two;
    };
    let error = outcome.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotEnoughChunks);
    assert_eq!(
        error.to_string(),
        "NotEnoughChunks: chunk index is 2, while allocation is 1"
    );
}

#[test]
fn calloc_safe_needed_to_be_used_and_works_properly() -> Result<()> {
    pointers! {
        let mem = calloc_safe(4, 28);
        for (index, ptr) in mem.into_iter().enumerate() {
            ptr <<= index + 1;
        }
        let all: Vec<String> = mem.values().map(|value| Ok::<_, Error>(value?.to_string())).collect::<Result<_>>()?;
        assert_eq!(all.join(" "), "1 2 3 4");
        free(mem);
    }
}

#[test]
fn calloc_pointer_is_mostly_the_same() -> Result<()> {
    pointers! {
        let memory = calloc::<i32>(2, 28);
        assert!(memory.assigned() && !memory.freed());
        assert_eq!(memory.size(), 56);
        free(memory);
        assert!(memory.freed());
    }
}

#[test]
fn safe_chunks_chunk_size_and_current_index_properties_are_present() -> Result<()> {
    pointers! {
        let memory = calloc_safe::<i32>(4, 28);
        assert!(memory.safe());
        assert_eq!(memory.chunks(), 4);
        assert_eq!(memory.chunk_size(), 28);
        assert_eq!((memory + 3).current_index(), 3);
        free(memory);
    }
}

// `*` does not compile: tests/ui/language/document/calloc_pointers_have_no_star.rs.
