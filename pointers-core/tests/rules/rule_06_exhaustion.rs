//! Rule 6: an allocation that fails is an error that names the size, never an abort or a panic.

use pointers_core::{MallocPointer, Result, calloc, calloc_safe, free, heap, malloc, realloc};

use crate::common::{fails, is_checked};

/// Sizes that no allocator has. Half of all addresses it may have, where these have 32 bits.
const HUGE: [usize; 5] = [
    usize::MAX,
    usize::MAX - 15,
    usize::MAX / 2 + if usize::BITS == 64 { 0 } else { 2 },
    usize::MAX / 2 + 1,
    if usize::BITS == 64 {
        1 << (usize::BITS - 4)
    } else {
        usize::MAX / 4 * 3
    },
];

#[test]
fn malloc_of_what_nobody_has_names_the_size() {
    for size in HUGE {
        let message = format!("AllocationError: failed to allocate {size} bytes of memory");
        fails!(malloc::<u8>(size), Allocation, message);
        fails!(malloc::<str>(size), Allocation, message);
        fails!(malloc::<[u64]>(size), Allocation, message);
        fails!(malloc::<()>(size), Allocation, message);
    }
}

#[test]
fn calloc_of_what_nobody_has_names_the_size() {
    for size in HUGE {
        let message = format!("AllocationError: failed to allocate {size} bytes of memory");
        fails!(calloc::<u8>(1, size), Allocation, message);
        fails!(calloc::<u8>(size, 1), Allocation, message);
        fails!(calloc_safe::<String>(1, size), Allocation, message);
    }
}

#[test]
fn a_product_that_overflows_names_both_factors() {
    /// Its square is one more than there are addresses.
    const HALF: usize = 1 << (usize::BITS / 2);
    for (chunks, chunk_size) in [
        (usize::MAX, 28),
        (usize::MAX / 2, 3),
        (HALF, HALF),
        (2, HALF / 2 * HALF),
    ] {
        let message = fails!(calloc::<u8>(chunks, chunk_size), Allocation).to_string();
        assert!(
            message.contains(&chunks.to_string()) && message.contains(&chunk_size.to_string()),
            "{message}"
        );
        fails!(calloc_safe::<str>(chunks, chunk_size), Allocation, message);
    }
    // Below usize::MAX, and above what any block can be.
    let message = format!(
        "AllocationError: failed to allocate {} bytes of memory",
        HALF / 2 * HALF
    );
    fails!(calloc::<u8>(HALF / 2, HALF), Allocation, message);
}

#[test]
fn an_aligned_allocation_fails_like_any() {
    #[repr(align(4096))]
    struct Page;
    #[repr(align(64))]
    struct Wide;

    for size in HUGE {
        fails!(malloc::<Page>(size), Allocation);
        fails!(calloc_safe::<Wide>(1, size), Allocation);
    }
}

#[test]
fn realloc_to_what_nobody_has_keeps_the_block() -> Result<()> {
    let p = malloc::<u8>(8)?;
    p.fill(7, 8)?;
    for size in HUGE {
        let message = format!("AllocationError: failed to allocate {size} bytes of memory");
        let error = fails!(realloc(p, size), Allocation, message);
        assert!(error.allocated_at().is_some());
    }
    assert_eq!(*p.borrow_slice(8)?, [7; 8]);
    free(p)?;

    // With gaps, so that there are notes that would have to grow.
    let p = malloc::<u8>(8)?;
    p.add(3)?.write(7)?;
    for size in HUGE {
        fails!(realloc(p, size), Allocation);
    }
    assert_eq!(p.add(3)?.read()?, 7);
    free(p)
}

#[test]
fn one_byte_is_not_called_bytes() {
    let _rehearsal = heap::fail_after(0);
    fails!(
        malloc::<u8>(1),
        Allocation,
        "AllocationError: failed to allocate 1 byte of memory"
    );
}

#[test]
fn after_a_failure_everything_goes_on() -> Result<()> {
    for _ in 0..100 {
        fails!(malloc::<u8>(usize::MAX), Allocation);
    }
    let p = malloc::<u8>(1)?;
    p.write(1)?;
    assert_eq!(heap::stats().live_blocks, 1);
    free(p)
}

/// "nor the library's own tables growing": more blocks than one table has, all alive at once.
#[test]
fn the_tables_grow() -> Result<()> {
    let count = if is_checked() { 10_000 } else { 100_000 };
    let blocks: Vec<MallocPointer<u32>> = (0..count)
        .map(|n| {
            let p = malloc(4)?;
            p.write(n)?;
            Ok(p)
        })
        .collect::<Result<_>>()?;
    for (n, p) in blocks.iter().enumerate() {
        assert_eq!(p.read()?, n as u32);
    }
    for p in &blocks {
        free(*p)?;
    }
    for p in &blocks {
        fails!(p.read(), Memory);
    }
    Ok(())
}

/// "The error value itself must not need memory that is not there": with the address space limited, in a
/// process of its own, everything up to the last byte is taken, and then the errors are made.
#[cfg(unix)]
#[test]
fn an_error_needs_no_memory() -> Result<()> {
    const CHILD: &str = "POINTERS_TEST_NO_MEMORY";
    if is_checked() {
        // The checkers need the address space themselves.
        return Ok(());
    }
    if std::env::var_os(CHILD).is_none() {
        let status = std::process::Command::new(std::env::current_exe().expect("this test"))
            .args([
                "--exact",
                "rule_06_exhaustion::an_error_needs_no_memory",
                "--test-threads=1",
            ])
            .env(CHILD, "1")
            .status()
            .expect("a child");
        assert!(status.success(), "{status}");
        return Ok(());
    }
    // The harness waits on a thread of its own, and needs memory for that too: a fork leaves it behind.
    // SAFETY: no thread of this process but the harness's is there, and it holds no lock of the library. The
    // child allocates, which the C library allows after `fork`, and ends without what `exit` runs.
    let status = unsafe {
        let child = libc::fork();
        if child == 0 {
            let outcome = std::panic::catch_unwind(errors_without_memory);
            libc::_exit(i32::from(!matches!(outcome, Ok(Ok(())))));
        }
        let mut status = 0;
        assert_eq!(libc::waitpid(child, &raw mut status, 0), child);
        status
    };
    assert_eq!(status, 0, "the child fails");
    Ok(())
}

#[cfg(unix)]
fn errors_without_memory() -> Result<()> {
    let p = malloc::<u32>(4)?;
    let mut errors = Vec::with_capacity(100);
    let limit = libc::rlimit {
        rlim_cur: 1 << 20,
        rlim_max: 1 << 30,
    };
    // SAFETY: the limit is a valid one, and only asks the system for less.
    let failed = unsafe { libc::setrlimit(libc::RLIMIT_AS, &raw const limit) };
    assert_eq!(failed, 0);
    // What the allocator still has, in ever smaller pieces.
    let mut taken: [*mut libc::c_void; 2000] = [std::ptr::null_mut(); 2000];
    let mut count = 0;
    let mut size = 1 << 20;
    while size >= 1 && count < taken.len() {
        // SAFETY: malloc has no preconditions.
        let memory = unsafe { libc::malloc(size) };
        if memory.is_null() {
            size /= 2;
        } else {
            taken[count] = memory;
            count += 1;
        }
    }
    for _ in 0..100 {
        errors.push(p.read().unwrap_err());
        if let Err(error) = malloc::<u8>(1 << 19) {
            drop(error);
        }
    }
    let kinds = errors
        .iter()
        .all(|error| error.kind() == pointers_core::ErrorKind::Dereference);
    for memory in &taken[..count] {
        // SAFETY: it came from malloc, and nobody else has it.
        unsafe { libc::free(*memory) };
    }
    assert!(kinds, "{errors:?}");
    assert_eq!(
        errors[0].to_string(),
        "DereferenceError: cannot dereference pointer that has no value"
    );
    drop(errors);
    p.write(1)?;
    free(p)
}
