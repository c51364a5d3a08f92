//! Errors that the program wants.

use pointers::prelude::*;

#[test]
fn caught() -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 1;
        free(p);
        try {
            println!("{}", ~p);
        } except Memory as error {
            println!("{error}");
        }
    }
}

#[test]
fn caught_by_any() -> Result<()> {
    pointers! {
        let p: MallocPointer<u32> = malloc(4);
        try {
            println!("{}", ~p);
        } except _ {
            println!("no value");
        }
        free(p);
    }
}

#[test]
fn caught_outside() -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 1;
        free(p);
        try {
            try {
                free(p);
            } except InvalidFree {
                println!("within");
            }
        } except Memory {
            println!("twice");
        }
    }
}

#[test]
fn caught_on_the_way() -> Result<()> {
    pointers! {
        let memory: CallocPointer<u32> = calloc(2, 4);
        let mut rounds = 0;
        try {
            loop {
                memory += 1;
                rounds += 1;
            }
        } except NotEnoughChunks {
            println!("{rounds}");
        }
    }
}

#[test]
fn not_reached_after_the_error() -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 1;
        let q = malloc(4);
        q <<= 2;
        try {
            free(p);
            free(p);
            free(q);
        } except Memory {
            println!("{}", ~q);
        }
        free(q);
    }
}

#[test]
fn freed_or_not_when_it_fails() -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 1;
        let text = "x";
        try {
            free(p);
            let number: u32 = text.parse().unwrap_or(0);
            println!("{number} {}", ~p);
        } except Memory {
            println!("gone");
        }
    }
}

#[test]
fn allocated_in_try() -> Result<()> {
    pointers! {
        let p = try { malloc::<u32>(4) } except Allocation { MallocPointer::null() };
        if !p.is_null() {
            p <<= 3;
            free(p);
        }
    }
}

#[test]
fn allowed() -> Result<()> {
    pointers! {
        #![allow(misuse)]
        let p = malloc(4);
        p <<= 1;
        free(p);
        let again = pointers::free(p);
        assert_eq!(again.unwrap_err().kind(), ErrorKind::Memory);
    }
}

#[test]
fn plain_rust_looks_at_the_result() -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 1;
        free(p);
        assert_eq!(p.read().unwrap_err().kind(), ErrorKind::Memory);
        assert!(pointers::free(p).is_err());
        assert!(p.write(3).is_err());
        let error = pointers::realloc(p, 8).unwrap_err();
        println!("{error}");
    }
}

#[test]
fn too_far_is_a_result() -> Result<()> {
    pointers! {
        let memory: CallocPointer<u32> = calloc(2, 4);
        assert!(memory.add(3).is_err());
        assert!((memory + 5).read().is_err());
        free(memory);
    }
}

/// The whole block is tried.
#[test]
fn an_error_is_the_value_of_the_block() {
    let result: Result<()> = pointers! {
        #![allow(misuse)]
        let p = malloc(4);
        free(p);
        p <<= 1;
    };
    assert_eq!(result.unwrap_err().kind(), ErrorKind::Memory);
}

#[test]
fn a_size_that_is_wrong_where_the_program_asks_for_the_error() -> Result<()> {
    pointers! {
        let p: MallocPointer<u64> = malloc(4);
        let fits = try { p <<= 7_u64; true } except InvalidSize { false };
        assert!(!fits);
        free(p);
    }
}
