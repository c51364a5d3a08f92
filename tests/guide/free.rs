//! Free: once, and last.

use pointers::prelude::*;

page!("free", "free_wrong");

#[test]
fn exercise_1() -> Result<()> {
    // Who allocates frees, behind the last use.
    fn print(number: MallocPointer<i32>) -> Result<()> {
        pointers! { println!("{}", ~number); }
    }
    // Or each `print` gets a block of its own to free.
    fn print_and_free(number: MallocPointer<i32>) -> Result<()> {
        pointers! {
            println!("{}", ~number);
            free(number);
        }
    }
    pointers! {
        let number: MallocPointer<i32> = malloc(4);
        number <<= 7;
        print(number)?;
        print(number)?;
        let copy: MallocPointer<i32> = malloc(4);
        copy <<= ~number;
        print_and_free(copy)?;
        print_and_free(number)?;
    }
}

#[test]
fn exercise_2() -> Result<()> {
    /// Frees what is there, and says that nothing is there any more.
    fn drop_it(place: &mut MallocPointer<i32>) -> Result<()> {
        free(*place)?;
        *place = MallocPointer::null();
        Ok(())
    }
    let mut number = malloc::<i32>(4)?;
    drop_it(&mut number)?;
    drop_it(&mut number)
}

#[test]
fn exercise_3() -> Result<()> {
    struct Pair {
        a: MallocPointer<i32>,
        b: MallocPointer<i32>,
    }
    fn free_pair(pair: Pair) -> Result<()> {
        pointers! {
            if pair.a.id() != pair.b.id() {
                free(pair.b);
            }
            free(pair.a);
        }
    }
    pointers! {
        let one: MallocPointer<i32> = malloc(4);
        free_pair(Pair { a: one, b: one })?;
        free_pair(Pair { a: malloc::<i32>(4)?, b: malloc::<i32>(4)? })?;
    }
}
