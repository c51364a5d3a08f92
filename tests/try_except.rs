//! `try { .. } except .. { .. }`: errors that are expected.
#![deny(warnings)]
#![forbid(unsafe_code)]

use pointers::prelude::*;

type Outcome = Result<()>;

#[test]
fn as_a_statement_and_as_an_expression() -> Outcome {
    let mut caught = vec![];
    pointers! {
        let size = 2;
        let p = malloc(size);
        try {
            p <<= 1_u64;
            caught.push("moved");
        } except InvalidSize as error {
            caught.push("too large");
            assert!(error.to_string().starts_with("InvalidSizeError: "));
        }
        let value = try { p.cast::<u16>()?.write(7)?; p.cast::<u16>()?.read()? } except Memory | OutOfBounds { 0 } except _ { 1 };
        assert_eq!(value, 7);
        free(p);
        let again = try { ~p } except Memory as _e { 3 };
        assert_eq!(again, 3);
        assert_ne!(try { free(p); 1 } except _ as error { error.to_string().len() }, 1);
    }?;
    assert_eq!(caught, ["too large"]);
    Ok(())
}

#[test]
fn what_is_not_caught_is_raised_again() {
    let outcome = pointers! {
        #![allow(misuse)]
        let p = malloc(4);
        p <<= 1;
        free(p);
        try { free(p); } except InvalidSize { panic!("not this one") }
    };
    assert_eq!(
        outcome.map_err(|error| error.kind()),
        Err(ErrorKind::Memory)
    );
}

#[test]
fn the_handler_raises_to_where_the_try_stands() {
    let mut line = 0;
    let outcome = pointers! {
        let p = malloc(4);
        p <<= 1;
        free(p);
        try {
            try { free(p); } except _ { p <<= 2; }
        } except OutOfBounds { panic!("not this one") } except Memory as error {
            line = error.used_at().line();
        }
    };
    assert!(outcome.is_ok());
    assert_eq!(line, line!() - 6);
}

#[test]
fn question_marks_on_our_errors_leave_the_try_and_others_the_function() {
    fn run(text: &str) -> std::result::Result<i32, Box<dyn std::error::Error>> {
        let value = pointers! {
            let p = MallocPointer::<i32>::null();
            try {
                let number: i32 = text.parse::<i32>()?;
                p.write(number)?;
                number
            } except NullPointer { -1 }
        }?;
        Ok(value)
    }
    assert_eq!(run("4").ok(), Some(-1));
    assert!(run("x").is_err());
    fn first(all: &[i32]) -> Option<i32> {
        let value = pointers! {
            try {
                let first = all.first()?;
                free(MallocPointer::<u8>::null())?;
                *first
            } except _ { 0 }
        };
        value.ok()
    }
    assert_eq!((first(&[]), first(&[5])), (None, Some(5)));
}

#[test]
fn jumps_pass_through() {
    let mut seen = vec![];
    for i in 0..10 {
        let outcome = pointers! {
            let p = malloc(4);
            try {
                if i == 1 { free(p); continue; }
                if i == 4 { free(p); break; }
                p <<= i;
                seen.push(~p);
                for _ in 0..3 {
                    try { if i == 2 { break; } free(p); } except _ { seen.push(100 + i); continue; }
                }
                if i == 2 { free(p); }
            } except _ { unreachable!() }
        };
        assert!(outcome.is_ok());
    }
    assert_eq!(seen, [0, 100, 100, 2, 3, 103, 103]);
}

#[test]
fn in_functions_and_closures() -> Outcome {
    pointers! {
        fn or_zero(p: MallocPointer<i32>) -> i32 {
            try { ~p } except _ { 0 }
        }
        let null = MallocPointer::null();
        assert_eq!(or_zero(null), 0);
        let closure = |p: MallocPointer<i32>| try { ~p } except NullPointer { 1 } except _ { 2 };
        assert_eq!(closure(null), 1);
    }
}

#[test]
fn a_try_around_an_allocation_hides_no_type() -> Result<()> {
    fn keep(key: &str) -> Result<String> {
        pointers! {
            let p = try { malloc(key.len()) } except _ as error {
                return Err(error);
            };
            p <<= key;
            let kept = ~p;
            free(p);
            kept
        }
    }
    assert_eq!(keep("abc")?, "abc");
    Ok(())
}
