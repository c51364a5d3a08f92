//! Names that mean another thing than they seem to.

use pointers::prelude::*;

macro_rules! renew {
    ($p:ident) => {
        $p = pointers::malloc(4)?
    };
}

macro_rules! ignore {
    ($($tokens:tt)*) => {};
}

#[test]
fn shadowed() -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 1;
        free(p);
        let p = malloc(4);
        p <<= 2;
        println!("{}", ~p);
        free(p);
    }
}

#[test]
fn shadowed_within() -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 1;
        {
            let p = malloc(4);
            p <<= 2;
            free(p);
        }
        println!("{}", ~p);
        free(p);
    }
}

#[test]
fn assigned_again() -> Result<()> {
    pointers! {
        let mut p = malloc(4);
        p <<= 1;
        free(p);
        p = malloc(4);
        p <<= 2;
        println!("{}", ~p);
        free(p);
    }
}

#[test]
fn a_name_for_the_old_and_one_for_the_new() -> Result<()> {
    pointers! {
        let mut p = malloc(4);
        p <<= 1;
        let old = p;
        p = malloc(4);
        p <<= 2;
        free(old);
        println!("{}", ~p);
        free(p);
    }
}

#[test]
fn swapped() -> Result<()> {
    pointers! {
        let mut a = malloc(4);
        let mut b = malloc(4);
        a <<= 1;
        b <<= 2;
        free(a);
        std::mem::swap(&mut a, &mut b);
        println!("{}", ~a);
        free(a);
    }
}

#[test]
fn swapped_by_a_pattern() -> Result<()> {
    pointers! {
        let mut a = malloc(4);
        let mut b = malloc(4);
        a <<= 1;
        b <<= 2;
        free(a);
        (a, b) = (b, a);
        println!("{}", ~a);
        free(a);
        assert!(b.freed());
    }
}

#[test]
fn a_function_of_that_name() -> Result<()> {
    pointers! {
        fn free(p: MallocPointer<u32>) -> usize {
            p.size()
        }
        let p = malloc(4);
        p <<= 1;
        println!("{}", free(p));
        println!("{} {}", free(p), ~p);
        pointers::free(p)?;
    }
}

#[test]
fn a_closure_of_that_name() -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 1;
        let free = |p: MallocPointer<i32>| p.size();
        println!("{}", free(p));
        println!("{} {}", free(p), ~p);
        pointers::free(p)?;
    }
}

#[test]
fn integers_use_the_same_operators() -> Result<()> {
    pointers! {
        let mut x = 5u32;
        x <<= 2;
        x += 1;
        x -= 3;
        let y = ~x;
        let z = x;
        x += 1;
        println!("{x} {y} {z}");
    }
}

#[test]
fn vectors_use_the_same_operators() -> Result<()> {
    pointers! {
        let v = vec![malloc(4), malloc(4)];
        v[0] <<= 1;
        v[1] <<= 2;
        println!("{}", ~v[0] + ~v[1]);
        free(v[0]);
        println!("{}", ~v[1]);
        free(v[1]);
    }
}

#[test]
fn there_and_back() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(4);
        p <<= 1;
        free(p + 3 - 3);
    }
}

#[test]
fn there_and_back_by_steps() -> Result<()> {
    pointers! {
        let p: CallocPointer<u32> = calloc(4, 4);
        p += 3;
        p -= 3;
        free(p);
    }
}

#[test]
fn far_away_and_back() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(4);
        let far = p + 100;
        p <<= 1;
        println!("{}", ~(far - 100));
        free(p);
    }
}

#[test]
fn one_past_the_last() -> Result<()> {
    pointers! {
        let p: CallocPointer<u32> = calloc(4, 4);
        let end = p + 4;
        p += 4;
        assert!(p == end);
        p -= 4;
        free(p);
    }
}

#[test]
fn after_realloc_one_of_two_names() -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 1;
        let q = realloc(p, 8);
        println!("{}", ~p);
        free(q);
    }
}

#[test]
fn realloc_of_null() -> Result<()> {
    pointers! {
        let p = MallocPointer::<u32>::null();
        realloc(p, 4);
        p <<= 3;
        println!("{}", ~p);
        free(p);
    }
}

#[test]
fn free_of_null_twice() -> Result<()> {
    pointers! {
        let p = MallocPointer::<u32>::null();
        free(p);
        free(p);
    }
}

#[test]
fn a_parameter_that_may_be_null() -> Result<()> {
    pointers! {
        fn twice(p: MallocPointer<u32>) -> Result<()> {
            free(p);
            free(p);
            Ok(())
        }
        twice(MallocPointer::null())?;
    }
}

#[test]
fn two_parameters() -> Result<()> {
    pointers! {
        fn both(p: MallocPointer<u32>, q: MallocPointer<u32>) -> Result<()> {
            free(p);
            println!("{}", ~q);
            free(q);
            Ok(())
        }
        let (p, q) = (malloc(4), malloc(4));
        p <<= 1;
        q <<= 2;
        both(p, q)?;
    }
}

#[test]
fn the_same_name_in_two_functions() -> Result<()> {
    pointers! {
        fn first() -> Result<()> {
            let p: MallocPointer<u32> = malloc(4);
            free(p);
            Ok(())
        }
        fn second() -> Result<()> {
            let p = malloc(4);
            p <<= 1;
            println!("{}", ~p);
            free(p);
            Ok(())
        }
        first()?;
        second()?;
    }
}

#[test]
fn a_reference_that_is_assigned() -> Result<()> {
    pointers! {
        let mut p = malloc(4);
        p <<= 1;
        free(p);
        let slot = &mut p;
        *slot = malloc(4)?;
        p <<= 2;
        println!("{}", ~p);
        free(p);
    }
}

#[test]
fn a_reference_to_a_handle() -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 1;
        let q = &p;
        free(*q);
        assert!(p.freed());
    }
}

#[test]
fn a_macro_that_assigns() -> Result<()> {
    pointers! {
        let mut p = malloc(4);
        p <<= 1;
        free(p);
        renew!(p);
        p <<= 2;
        println!("{}", ~p);
        free(p);
    }
}

#[test]
fn a_macro_that_may_not_evaluate() -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 1;
        free(p);
        ignore!(~p);
    }
}

mod mine {
    use pointers::prelude::*;

    pub(super) fn show(p: MallocPointer<i32>) -> Result<()> {
        println!("{p:?}");
        Ok(())
    }
}

#[test]
fn imported_under_a_name_of_ours() -> Result<()> {
    pointers! {
        use mine::show as free;
        let p = malloc(4);
        p <<= 1;
        free(p);
        assert_eq!(~p, 1);
        pointers::free(p)?;
    }
}

/// What a `malloc` of the user's own answers may be true or false.
#[test]
fn a_malloc_of_the_users_own_may_answer_a_bool() -> Result<()> {
    fn malloc(size: usize) -> bool {
        size > 3
    }
    pointers! {
        let (enough, little) = (malloc(4), malloc(1));
        let again = malloc(5);
        let mut turns = 0;
        while again && turns < 2 { turns += 1; }
        assert!(enough && !little);
        if !again || turns != 2 { unreachable!() }
    }
}
