//! How a thread's end is heard of: not at the price of anything else.

#![cfg(target_os = "linux")]

use std::ffi::CString;
use std::path::Path;
use std::process::Command;
use std::thread;

use pointers_core::{ErrorKind, Result, calloc, free, malloc};

/// Everything that ends up with a slot, many times.
fn use_the_heap() -> Result<()> {
    for round in 0..2000_u64 {
        let (p, q) = (malloc::<u64>(8)?, calloc::<u64>(2, 64)?);
        assert_eq!(p.read().unwrap_err().kind(), ErrorKind::Dereference);
        p.write(round)?;
        q.write(round)?;
        free(p)?;
        assert_eq!(p.read().unwrap_err().kind(), ErrorKind::Memory);
        let r = malloc::<u64>(8)?;
        assert!(p.freed() && free(p).is_err() && !r.assigned() && r.id() != p.id());
        assert_eq!(q.read()?, round);
        free(q)?;
        free(r)?;
    }
    Ok(())
}

/// Then nobody hears of it, and nothing is left to be handed on. In a process of its own, which has no key any more.
#[test]
fn where_other_libraries_have_all_keys() {
    const CHILD: &str = "POINTERS_TEST_NO_KEYS";
    if std::env::var_os(CHILD).is_none() {
        let child = Command::new(std::env::current_exe().expect("this test"))
            .args(["--exact", "where_other_libraries_have_all_keys"])
            .env(CHILD, "1")
            .output()
            .expect("a child");
        assert!(child.status.success(), "{child:?}");
        return;
    }
    let mut key = 0;
    // SAFETY: `key` is a place for the result.
    while unsafe { libc::pthread_key_create(&raw mut key, None) } == 0 {}
    for _ in 0..20 {
        let threads = [(); 2].map(|()| thread::spawn(use_the_heap));
        for thread in threads {
            thread.join().expect("no panic").expect("no error");
        }
    }
}

/// As a plugin is, whose host does not know which threads it has made use of.
#[test]
fn where_the_library_is_gone_by_then() {
    if std::env::var_os("POINTERS_CHECKED").is_some() {
        println!("skipped: the library's tables stay, and nothing leads to them any more");
        return;
    }
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent();
    let target = target.expect("the target directory");
    // For which machine this was compiled, if cargo was told: the folder is `target/TRIPLE` then, and `target` has its tag too.
    let (target, triple) = match target.parent() {
        Some(root) if root.join("CACHEDIR.TAG").exists() => (root, target.file_name()),
        _ => (target, None),
    };
    let mut build = Command::new(env!("CARGO"));
    build.current_dir(env!("CARGO_MANIFEST_DIR"));
    build.args([
        "build",
        "--quiet",
        "--package=pointers-core",
        "--example=thread_end",
        "--target-dir",
    ]);
    build.arg(target);
    if let Some(triple) = triple {
        build.arg("--target").arg(triple);
    }
    assert!(build.status().is_ok_and(|status| status.success()));
    let library = target.join(triple.unwrap_or_default());
    let library = library.join("debug/examples/libthread_end.so");
    let library = CString::new(library.as_os_str().as_encoded_bytes()).expect("a path");
    for _ in 0..3 {
        let library = library.clone();
        let value = thread::spawn(move || {
            // SAFETY: the library runs nothing when it is loaded, but what Rust's own do.
            let loaded = unsafe { libc::dlopen(library.as_ptr(), libc::RTLD_NOW) };
            assert!(!loaded.is_null());
            // SAFETY: it is loaded.
            let function = unsafe { libc::dlsym(loaded, c"use_the_heap".as_ptr()) };
            assert!(!function.is_null());
            // SAFETY: that is its type.
            let function: extern "C" fn() -> u32 = unsafe { std::mem::transmute(function) };
            let value = function();
            // SAFETY: nothing of it is used after this.
            assert_eq!(unsafe { libc::dlclose(loaded) }, 0);
            value
        });
        assert_eq!(value.join().expect("it ends"), 7);
    }
}
