//! Leaks.

use pointers::heap;
use pointers::prelude::*;
use pointers::string::{strcpy, text};

page!("leaks" does not compile);

#[test]
fn exercise_1() -> Result<()> {
    fn lose() -> Result<()> {
        pointers! {
            let line: MallocPointer<u8> = malloc(16);
            line <<= 1;
        }
    }
    let before = heap::stats().live_blocks;
    for turn in 1..=10 {
        lose()?;
        assert_eq!(heap::stats().live_blocks, before + turn);
    }
    Ok(())
}

#[test]
fn exercise_2() -> Result<()> {
    fn note(text: &str) -> Result<MallocPointer<u8>> {
        pointers! {
            let line: MallocPointer<u8> = malloc(text.len() + 1);
            strcpy(line, text);
            line
        }
    }
    pointers! {
        let line = note("kept")?;
        assert_eq!(text(line), "kept");
        free(line);
    }
}

/// The block is lost with the variable that held it. `Owned` frees it on every way out.
#[test]
fn exercise_3() -> Result<()> {
    fn may_fail(fails: bool) -> Result<()> {
        pointers! {
            let line: MallocPointer<u8> = malloc(16);
            let line = Owned::new(line);
            if fails {
                line.read()?; // nothing was moved in
            }
            println!("{} bytes", line.size());
        }
    }
    let before = heap::stats().live_blocks;
    assert!(may_fail(true).is_err());
    may_fail(false)?;
    assert_eq!(heap::stats().live_blocks, before);
    Ok(())
}
