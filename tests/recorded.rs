//! What a recording tells of values: each time one is moved in or out it says where, and on which line of the user's.

#![cfg(target_pointer_width = "64")]

use pointers::RefMut;
use pointers::heap::{self, Event, Happened, History};
use pointers::prelude::*;
use pointers::string::{memcpy, memmove, memset, strcat, strcpy, strdup, strncat, strncpy};

#[derive(Fields, Clone, Copy)]
struct Node {
    value: i32,
    next: MallocPointer<Node>,
}

#[derive(Fields, Clone)]
struct User {
    name: [u8; 16],
    scores: [i32; 4],
    about: String,
}

/// What was told of values, each without its place, and with the line that this names.
#[track_caller]
fn told(history: &History) -> Vec<(String, u32)> {
    let of_values = |event: &Event| {
        matches!(
            event.happened(),
            Happened::MovedIn | Happened::MovedOut | Happened::BorrowedToWrite
        )
    };
    let mut all = Vec::new();
    for event in history.events().filter(of_values) {
        assert_eq!(event.at().file(), file!());
        let text = event.to_string();
        let (what, _) = text.rsplit_once(" at ").expect("a place");
        all.push((what.to_string(), event.at().line()));
    }
    all
}

/// Each of these is told exactly so, and with the line on which that stands here.
macro_rules! tells {
    ($($run:expr => [$($text:literal),*];)*) => {$(
        let recording = heap::record();
        $run;
        let history = recording.stop();
        let expected: &[&str] = &[$($text),*];
        let all = told(&history);
        let texts: Vec<&str> = all.iter().map(|(text, _)| &text[..]).collect();
        assert_eq!(texts, expected, "{}", stringify!($run));
        for (text, line) in &all {
            let source = include_str!("recorded.rs").lines().nth(*line as usize - 1);
            assert!(source.is_some_and(|source| source.contains(&format!("\"{text}\""))), "{text}, {line}");
        }
        assert_eq!(history.dropped(), 0);
    )*};
}

#[test]
fn methods_of_one_value() -> Result<()> {
    let p: MallocPointer<i32> = malloc(12)?;
    let one: MallocPointer<u8> = malloc(1)?;
    let text: MallocPointer<String> = malloc(2 * size_of::<String>())?;
    tells! {
        p.write(1)? => ["moved into element 0 of i32, 12 bytes"];
        p.write(2)? => ["moved into element 0 of i32, 12 bytes"];
        p.add(2)?.write(3)? => ["moved into element 2 of i32, 12 bytes"];
        p.add(1)?.write(3)? => ["moved into element 1 of i32, 12 bytes"];
        assert_eq!(p.replace(5)?, 2) => ["moved into element 0 of i32, 12 bytes"];
        assert_eq!(p.take()?, 5) => ["moved out of element 0 of i32, 12 bytes"];
        assert!(p.take().is_err()) => [];
        assert!(p.replace(1).is_err()) => [];
        one.write(1)? => ["moved into u8, 1 byte"];
        *one.borrow_mut()? += 1 => ["borrowed to write: u8, 1 byte"];
        drop(one.borrow()?) => [];
        assert_eq!(one.read()?, 2) => [];
        text.write(String::new())? => ["moved into element 0 of String, 48 bytes"];
        text.add(1)?.write("a".into())? => ["moved into element 1 of String, 48 bytes"];
        text.write("b".into())? => ["moved into element 0 of String, 48 bytes"];
        text.borrow_mut()?.push('c') => ["borrowed to write: element 0 of String, 48 bytes"];
        drop(RefMut::map(text.borrow_mut()?, String::as_mut_str)) => ["borrowed to write: element 0 of String, 48 bytes"];
        text.as_pointer().write("b".into())? => ["moved into element 0 of String, 48 bytes"];
    }
    free(p)?;
    free(one)?;
    free(text)
}

#[test]
fn methods_of_runs() -> Result<()> {
    let p: MallocPointer<u16> = malloc(16)?;
    let c: CallocPointer<u32> = calloc(3, 8)?;
    let texts: MallocPointer<String> = malloc(2 * size_of::<String>())?;
    let bytes: MallocPointer<u8> = malloc(9)?;
    tells! {
        p.fill(7, 4)? => ["moved into elements 0 to 3 of u16, 16 bytes"];
        p.add(4)?.copy_from(p, 2)? => ["moved into elements 4 to 5 of u16, 16 bytes"];
        p.add(6)?.copy_from_slice(&[1, 2])? => ["moved into elements 6 to 7 of u16, 16 bytes"];
        p.borrow_slice_mut(3)?.sort() => ["borrowed to write: elements 0 to 2 of u16, 16 bytes"];
        p.fill(7, 0)? => [];
        p.copy_from_slice(&[])? => [];
        assert!(p.fill(7, 9).is_err()) => [];
        texts.fill("a".into(), 2)? => ["moved into elements 0 to 1 of String, 48 bytes"];
        c.add(1)?.write(3)? => ["moved into element 1 of u32, 24 bytes"];
        drop(bytes.borrow_unassigned(4)?) => ["borrowed to write: elements 0 to 3 of u8, 9 bytes"];
        assert_eq!(bytes.read_from(&b"abc"[..], 9).ok(), Some(3)) => ["moved into elements 0 to 2 of u8, 9 bytes"];
        free(MallocPointer::from_slice(&[1_u8, 2])?)? => ["moved into elements 0 to 1 of u8, 2 bytes"];
        free(MallocPointer::from_vec(vec![1_u8])?)? => ["moved into u8, 1 byte"];
        free(MallocPointer::from_box(Box::new(1_u8))?)? => ["moved into u8, 1 byte"];
        free(MallocPointer::<str>::from_str("abc")?)? => ["moved into str, 3 bytes"];
    }
    free(p)?;
    free(c)?;
    free(texts)?;
    free(bytes)
}

#[test]
fn text_and_slices() -> Result<()> {
    let text: MallocPointer<str> = malloc(5)?;
    let chunks: CallocPointer<[u8]> = calloc(2, 4)?;
    tells! {
        text.write("abc")? => ["moved into str, 5 bytes"];
        text.borrow_mut()?.make_ascii_uppercase() => ["borrowed to write: str, 5 bytes"];
        assert_eq!(text.take()?, "ABC") => ["moved out of str, 5 bytes"];
        chunks.add(1)?.write(&[1, 2])? => ["moved into element 1 of [u8], 8 bytes"];
        assert!(text.write("abcdef").is_err()) => [];
    }
    free(text)?;
    free(chunks)
}

#[test]
fn functions_of_string_h() -> Result<()> {
    let to: MallocPointer<u8> = malloc(12)?;
    let large: MallocPointer<u8> = malloc(4000)?;
    let from: MallocPointer<u8> = strdup("abc")?;
    tells! {
        strcpy(to, from)? => ["moved into elements 0 to 3 of u8, 12 bytes"];
        strcat(to, "de")? => ["moved into elements 3 to 5 of u8, 12 bytes"];
        strncat(to, from, 1)? => ["moved into elements 5 to 6 of u8, 12 bytes"];
        strncpy(to, "xy", 2)? => ["moved into elements 0 to 1 of u8, 12 bytes"];
        memcpy(to.add(1)?, from, 2)? => ["moved into elements 1 to 2 of u8, 12 bytes"];
        memmove(to, to.add(1)?, 3)? => ["moved into elements 0 to 2 of u8, 12 bytes"];
        memset(to, 0, 12)? => ["moved into elements 0 to 11 of u8, 12 bytes"];
        memset(large, 7, 4000)? => ["moved into elements 0 to 3,999 of u8, 4,000 bytes"];
        memcpy(large, from, 4)? => ["moved into elements 0 to 3 of u8, 4,000 bytes"];
        assert!(memcpy(to, from, 5).is_err()) => [];
        assert!(strcpy(to, to).is_err()) => [];
        free(strdup(from)?)? => ["moved into elements 0 to 3 of u8, 4 bytes"];
        pointers::string::sprintf!(to, "{}", 42)? => ["moved into elements 0 to 2 of u8, 12 bytes"];
    }
    free(to)?;
    free(large)?;
    free(from)
}

/// In the macro, and of a structure by the names of its fields.
#[test]
fn statements_of_the_macro() -> Result<()> {
    let node: MallocPointer<Node> = malloc(size_of::<Node>())?;
    let many: MallocPointer<Node> = malloc(3 * size_of::<Node>())?;
    let p: MallocPointer<i32> = malloc(12)?;
    let m: MallocPointer<MallocPointer<i32>> = malloc(32)?;
    let user: MallocPointer<User> = malloc(size_of::<User>())?;
    tells! {
        pointers! { p <<= 1; }? => ["moved into element 0 of i32, 12 bytes"];
        pointers! { p[1] = 1; }? => ["moved into element 1 of i32, 12 bytes"];
        pointers! { p[2] <<= 1; }? => ["moved into element 2 of i32, 12 bytes"];
        pointers! { p[2] += 1; }? => ["moved into element 2 of i32, 12 bytes"];
        pointers! { p[2]++; }? => ["moved into element 2 of i32, 12 bytes"];
        pointers! { ~p = 3; }? => ["moved into element 0 of i32, 12 bytes"];
        pointers! { ~p += 3; }? => ["moved into element 0 of i32, 12 bytes"];
        pointers! { *p = 3; }? => ["moved into element 0 of i32, 12 bytes"];
        pointers! { *(p + 1) = 3; }? => ["moved into element 1 of i32, 12 bytes"];
        pointers! { let q = p; *q++ = 3; }? => ["moved into element 0 of i32, 12 bytes"];
        pointers! { std::mem::swap(&mut p[0], &mut p[1]); }? => ["borrowed to write: element 0 of i32, 12 bytes", "borrowed to write: element 1 of i32, 12 bytes"];
        pointers! { m <<= p; }? => ["moved into element 0 of ptr, 32 bytes"];
        pointers! { m[0][2] = 5; }? => ["moved into element 2 of i32, 12 bytes"];
        pointers! { node->value = 1; }? => ["moved into field `value` of Node, 24 bytes"];
        pointers! { node->next = NULL; }? => ["moved into field `next` of Node, 24 bytes"];
        pointers! { node->next = node; node->next->value += 2; }? => ["moved into field `next` of Node, 24 bytes", "moved into field `value` of Node, 24 bytes"];
        pointers! { many[1].value = 1; }? => ["moved into field `value` of element 1 of Node, 72 bytes"];
        pointers! { let count = &raw mut node->value; count <<= 7; }? => ["moved into field `value` of Node, 24 bytes"];
        pointers! { ~node = Node { value: 1, next: NULL }; }? => ["moved into Node, 24 bytes"];
        pointers! { user->scores[2] = 1; }? => ["moved into field `scores[2]` of User, 56 bytes"];
        pointers! { strcpy(user->name, "Ada"); }? => ["moved into field `name` of User, 56 bytes"];
        pointers! { user->about = String::new(); }? => ["moved into field `about` of User, 56 bytes"];
        pointers! { (&mut user->about).push('a'); }? => ["borrowed to write: field `about` of User, 56 bytes"];
    }
    free(node)?;
    free(many)?;
    free(p)?;
    free(m)?;
    free(user)
}

/// Loops that look their handles up once do not while one records, whichever they are.
#[test]
fn loops_are_told_turn_by_turn() -> Result<()> {
    let p: MallocPointer<i32> = malloc(4 * 200)?;
    let q: MallocPointer<i32> = malloc(4 * 200)?;
    for round in 0..3 {
        let recording = heap::record();
        let line = line!() + 2;
        pointers! {
            for i in 0..200 { p[i] <<= i; }
            for i in 0..200 { q[i] = p[i] + round; }
            for i in 0..200 { q[i] += p[i]; }
        }?;
        let history = recording.stop();
        let all = told(&history);
        assert_eq!(all.len(), 3 * 17, "{all:?}");
        for (at, (turn, _)) in all.iter().enumerate() {
            let expected = match at % 17 {
                16 => "moved into elements 16 to 199 of i32, 800 bytes, 184 times".to_string(),
                element => format!("moved into element {element} of i32, 800 bytes"),
            };
            assert_eq!(*turn, expected);
        }
        let lines = history.events().map(|event| event.at().line() - line);
        assert!(lines.eq((0..3).flat_map(|line| [line; 17])));
        assert_eq!(
            history.events().map(|event| event.times()).sum::<usize>(),
            600
        );
    }
    assert_eq!(p.add(199)?.read()?, 199);
    assert_eq!(q.add(199)?.read()?, 2 + 199 + 199);
    free(p)?;
    free(q)
}

/// What is written by turns is not one thing.
#[test]
fn only_the_same_again_is_one_event() -> Result<()> {
    let (p, q): (MallocPointer<i32>, MallocPointer<i32>) = (malloc(400)?, malloc(400)?);
    let recording = heap::record();
    for at in 0..50 {
        for block in [p, q] {
            block.add(at)?.write(1)?;
        }
    }
    for _ in 0..50 {
        p.write(2)?;
        assert!(p.sub(1).is_err());
    }
    let history = recording.stop();
    assert_eq!(history.events().len(), 200);
    assert!(history.events().all(|event| event.times() == 1));
    free(p)?;
    free(q)
}

/// Of blocks that begin and end so many are told that values cannot crowd them out.
#[test]
fn values_leave_room_for_what_else_happens() -> Result<()> {
    let (p, q): (MallocPointer<u8>, MallocPointer<u8>) = (malloc(1)?, malloc(1)?);
    let recording = heap::record();
    for _ in 0..40_000 {
        p.write(1)?;
        q.write(1)?;
    }
    free(p)?;
    free(q)?;
    let history = recording.stop();
    let freed = history
        .events()
        .filter(|event| event.happened() == Happened::Freed);
    assert_eq!(freed.count(), 2);
    assert_eq!(history.events().len() as u64 + history.dropped(), 80_002);
    Ok(())
}

/// A guard that was there before stands in the way as ever, and its block is told of.
#[test]
fn guards_hold_while_one_records() -> Result<()> {
    let p: MallocPointer<i32> = malloc(8)?;
    p.fill(1, 2)?;
    let mut first = p.borrow_mut()?;
    let recording = heap::record();
    assert_eq!(p.write(1).unwrap_err().kind(), ErrorKind::Borrow);
    assert_eq!(free(p).unwrap_err().kind(), ErrorKind::Borrow);
    p.add(1)?.write(5)?;
    *first = 7;
    drop(first);
    p.write(p.read()? + 1)?;
    let second = p.borrow()?;
    let history = recording.stop();
    assert_eq!(p.write(1).unwrap_err().kind(), ErrorKind::Borrow);
    assert_eq!(*second, 8);
    drop(second);
    p.write(9)?;
    let happened = history.events().map(|event| event.happened());
    let (failed, moved) = (Happened::Failed(ErrorKind::Borrow), Happened::MovedIn);
    assert!(happened.eq([failed, failed, moved, moved]));
    let elements: Vec<_> = history
        .events()
        .filter_map(|event| event.elements())
        .collect();
    assert_eq!(elements, [1..2, 0..1]);
    free(p)
}

/// A recording that nobody ends keeps its thread slow, and nothing else.
#[test]
fn a_recording_may_be_forgotten_or_end_with_its_thread() -> Result<()> {
    // A leak checker finds the pictures of a forgotten one.
    let may_forget = std::env::var_os("POINTERS_CHECKED").is_none();
    for forget in [may_forget, false] {
        let thread = std::thread::spawn(move || -> Result<i32> {
            let recording = heap::record();
            let p: MallocPointer<i32> = malloc(8)?;
            p.fill(3, 2)?;
            if forget {
                std::mem::forget(recording);
            }
            let q = realloc(p, 4000)?;
            let sum = p.read()? + q.add(1)?.read()?;
            free(p)?;
            Ok(sum)
        });
        assert_eq!(thread.join().expect("no panic")?, 6);
    }
    Ok(())
}

/// Beside the step that moved it in stands the picture that shows it.
#[test]
fn the_player_has_a_step_for_each_value() -> Result<()> {
    let recording = heap::record();
    let p: MallocPointer<i32> = malloc(8)?;
    p.write(4711)?;
    p.add(1)?.write(815)?;
    free(p)?;
    let page = recording.stop().to_html();
    let steps: Vec<&str> = page.split("<section class=\"st\"").skip(1).collect();
    let shows = |step: &str, text: &str| step.contains(&format!(">{text}<"));
    let seen: Vec<_> = steps
        .iter()
        .map(|step| (shows(step, "4711"), shows(step, "815")))
        .collect();
    assert_eq!(
        seen,
        [(false, false), (true, false), (true, true), (false, false)]
    );
    assert!(steps[2].contains("moved into element 1 of i32, 8 bytes at tests/recorded.rs:"));
    Ok(())
}
