//! A function of the same block frees what it is given, and the handle is used after the call.
#![allow(dead_code)]

use pointers::prelude::*;

fn freed_by_a_helper_and_read() -> Result<()> {
    pointers! {
        fn destroy(p: MallocPointer<u32>) -> Result<()> {
            free(p);
            Ok(())
        }
        let p = malloc(4);
        p <<= 1u32;
        destroy(p)?;
        println!("{}", ~p);
    }
}

fn freed_by_a_helper_and_again() -> Result<()> {
    pointers! {
        fn destroy(p: MallocPointer<u32>) -> Result<()> {
            free(p);
            Ok(())
        }
        let p: MallocPointer<u32> = malloc(4);
        destroy(p)?;
        free(p);
    }
}

fn freed_by_a_helper_twice() -> Result<()> {
    pointers! {
        fn destroy(p: MallocPointer<u32>) -> Result<()> {
            free(p);
            Ok(())
        }
        let p: MallocPointer<u32> = malloc(4);
        destroy(p)?;
        destroy(p)?;
    }
}

fn freed_unless_null() -> Result<()> {
    pointers! {
        fn destroy(p: MallocPointer<u32>) -> Result<()> {
            if p.is_null() {
                return Ok(());
            }
            free(p);
            Ok(())
        }
        let p: MallocPointer<u32> = malloc(4);
        p <<= 1;
        destroy(p)?;
        p <<= 2;
    }
}

fn freed_on_both_paths(wide: bool) -> Result<()> {
    pointers! {
        fn end(p: MallocPointer<u32>, say: bool) -> Result<()> {
            if say {
                println!("the end of {}", ~p);
                free(p);
            } else {
                free(p);
            }
            Ok(())
        }
        let p: MallocPointer<u32> = malloc(4);
        p <<= 1;
        end(p, wide)?;
        println!("{}", ~p);
    }
}

fn freed_by_the_helper_of_a_helper() -> Result<()> {
    pointers! {
        fn release(p: MallocPointer<u32>) -> Result<()> {
            inner(p)?;
            Ok(())
        }
        fn inner(p: MallocPointer<u32>) -> Result<()> {
            free(p);
            Ok(())
        }
        let p: MallocPointer<u32> = malloc(4);
        p <<= 1;
        release(p)?;
        println!("{}", ~p);
    }
}

fn freed_in_a_loop() -> Result<()> {
    pointers! {
        fn destroy(p: MallocPointer<u32>) -> Result<()> {
            free(p);
            Ok(())
        }
        let p: MallocPointer<u32> = malloc(4);
        for _ in 0..3 {
            destroy(p)?;
        }
    }
}

pointers! {
    fn drop_pair(first: MallocPointer<u8>, second: MallocPointer<u8>) -> Result<()> {
        free(first);
        free(second);
        Ok(())
    }

    fn the_second_of_two() -> Result<()> {
        let p: MallocPointer<u8> = malloc(1);
        let q: MallocPointer<u8> = malloc(1);
        q <<= 7;
        drop_pair(p, q).unwrap();
        println!("{}", ~q);
        Ok(())
    }
}

fn handed_over_by_a_helper() -> Result<()> {
    pointers! {
        fn export(p: MallocPointer<u32>) -> Result<*mut std::ffi::c_void> {
            let raw = p.into_raw()?;
            Ok(raw)
        }
        let p: MallocPointer<u32> = malloc(4);
        p <<= 1;
        let raw = export(p)?;
        println!("{raw:?} {}", ~p);
    }
}

fn main() {}
