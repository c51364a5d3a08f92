//! What fills memory, moves a handle, and takes a block away without one of the functions that the check follows.

use std::io::Write;

use pointers::{heap, prelude::*};

/// A handle that is written to moves on, and what is behind it holds values.
#[test]
fn written_as_a_stream() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(8);
        let mut at = p;
        write!(at, "{}-{}", 1, 2).unwrap();
        assert_eq!((~p, ~p[2], ~at[-1]), (b'1', b'2', b'2'));
        at -= 3;
        assert_eq!(~at, b'1');
        at.write_all(b"abcdefgh").unwrap();
        assert_eq!(~at[-8], b'a');
        at -= 8;
        for _ in 0..2 {
            writeln!(at, "abc").unwrap();
        }
        assert_eq!(~p[7], b'\n');
        free(p);
    }
}

#[test]
fn filled_by_a_reader_or_by_c() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(4);
        assert_eq!(p.read_from(&b"abc"[..], 4).unwrap(), 3);
        assert_eq!((~p, ~p[2]), (b'a', b'c'));
        free(p);
        let q: MallocPointer<u32> = malloc(8);
        let mut room = q.borrow_unassigned(2)?;
        room[0].write(7);
        // SAFETY: it was just written.
        unsafe { room.assume_assigned(1)? };
        drop(room);
        assert_eq!(~q, 7);
        // SAFETY: the block has room for two, and nobody else writes.
        unsafe { q.as_ptr()?.add(1).write(8) };
        q[1] <<= 9;
        assert_eq!(q.to_vec()?, [7, 9]);
        free(q);
    }
}

#[test]
fn taken_away_and_back() -> Result<()> {
    pointers! {
        #![deny(leaks)]
        let p: MallocPointer<u32> = malloc(8);
        p <<= 1;
        p[1] <<= 2;
        let mut detached = p.detach()?;
        let p = detached.attach()?;
        let values = p.into_vec()?;
        assert_eq!(values.to_vec(), [1, 2]);
        let p = MallocPointer::from_vec(values)?;
        // SAFETY: the block holds numbers.
        let found: MallocPointer<u32> = unsafe { heap::find(p.add(1)?.as_ptr()?.cast())? };
        assert_eq!(~found, 2);
        assert_eq!(format!("{p:p} {p:#x}"), format!("{0:#x} {0:#x}", p.address()));
        free(p);
    }
}

/// Loops over what C lends read it, and write nothing.
#[test]
fn lent_in_loops() -> Result<()> {
    let numbers: Vec<u32> = (0..200).collect();
    let ours: MallocPointer<u32> = malloc(800)?;
    pointers! {
        // SAFETY: the numbers outlive the guard.
        let lent = unsafe { MallocPointer::<u32>::borrow_raw(numbers.as_ptr().cast(), 800)? };
        let p = *lent;
        let mut sum = 0;
        for i in 0..200 {
            sum += ~p[i];
            ours[i] <<= ~p[i];
        }
        assert_eq!((sum, ours.to_vec()?), (19900, numbers.clone()));
        let refused = try {
            for i in 0..200 {
                p[i] += 1;
            }
            false
        } except Borrow { true };
        assert!(refused);
        let refused = try {
            for i in 0..200 {
                p[i] <<= ~ours[i];
            }
            false
        } except Borrow { true };
        assert!(refused);
        drop(lent);
        let gone = try { ~p[1] } except Memory { 7 };
        assert_eq!(gone, 7);
    }?;
    assert_eq!(numbers[199], 199);
    free(ours)
}
