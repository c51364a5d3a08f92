//! Streams of bytes to and from memory.

use std::fmt::Write as _;
use std::io::{self, Read, Write};

use pointers_core::{Error, ErrorKind, MallocPointer, Result, calloc, calloc_safe, free, malloc};

use crate::common::{fails, panics};
use crate::leaves_nothing;

/// The error of this crate inside of one of std's.
fn inner(error: &io::Error) -> &Error {
    let inner = error.get_ref().and_then(|inner| inner.downcast_ref());
    inner.unwrap_or_else(|| panic!("another error: {error:?}"))
}

#[test]
fn writing_moves_the_handle_and_stays_in_the_block() -> Result<()> {
    leaves_nothing(|| {
        let start = malloc::<u8>(8)?;
        let mut p = start;
        assert_eq!(Write::write(&mut p, b"abc").unwrap(), 3);
        write!(&mut p as &mut dyn io::Write, "{}", 12).unwrap();
        assert_eq!(
            (start.borrow_slice(5)?.to_vec(), p.offset_from(start)?),
            (b"abc12".to_vec(), 5)
        );
        // As much as there is room for, and then no more.
        assert_eq!(Write::write(&mut p, b"defgh").unwrap(), 3);
        let full = Write::write(&mut p, b"x").unwrap_err();
        assert_eq!(
            (full.kind(), inner(&full).kind()),
            (io::ErrorKind::WriteZero, ErrorKind::OutOfBounds)
        );
        assert_eq!(Write::write(&mut p, b"").unwrap(), 0);
        assert_eq!(start.to_vec()?, b"abc12def");
        let mut p = start.add(6)?;
        assert_eq!(
            inner(&p.write_all(b"xyz").unwrap_err()).kind(),
            ErrorKind::OutOfBounds
        );
        assert_eq!((p, start.to_vec()?), (start.add(6)?, b"abc12def".to_vec()));
        p.flush().unwrap();
        free(start)
    })
}

#[test]
fn an_error_names_the_line_that_formats() -> Result<()> {
    leaves_nothing(|| {
        let start = malloc::<u8>(4)?;
        let mut p = start;
        let number = std::hint::black_box(123);
        let line = line!() + 1;
        let error = Write::write_fmt(&mut p, format_args!("{}{number}", number / 10)).unwrap_err();
        let error = inner(&error);
        assert_eq!(
            (error.used_at().file(), error.used_at().line()),
            (file!(), line)
        );
        // The pieces before it are there.
        assert_eq!(start.borrow_slice(2)?, *b"12");
        struct Unwilling;
        impl std::fmt::Display for Unwilling {
            fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                Err(std::fmt::Error)
            }
        }
        let error = Write::write_fmt(&mut p, format_args!("{Unwilling}")).unwrap_err();
        assert_eq!(inner(&error).kind(), ErrorKind::Dereference);
        let mut text = start;
        text.write_str("abcd").unwrap();
        assert!(text.write_str("e").is_err());
        assert_eq!(start.to_vec()?, b"abcd");
        free(start)
    })
}

#[test]
fn reading_moves_the_handle_and_ends_with_the_block() -> Result<()> {
    leaves_nothing(|| {
        let start = MallocPointer::from_slice(b"abcdef")?;
        let mut p = start;
        let mut four = [0; 4];
        assert_eq!(Read::read(&mut p, &mut four).unwrap(), 4);
        assert_eq!(
            (four, Read::read(&mut p, &mut four).unwrap()),
            (*b"abcd", 2)
        );
        assert_eq!(Read::read(&mut p, &mut four).unwrap(), 0);
        assert_eq!(Read::read(&mut p, &mut []).unwrap(), 0);
        assert_eq!(io::read_to_string(start.add(2)?).unwrap(), "cdef");
        let mut copy = Vec::new();
        assert_eq!(io::copy(&mut start.add(1)?, &mut copy).unwrap(), 5);
        free(start)?;
        let error = Read::read(&mut { start }, &mut four).unwrap_err();
        assert_eq!(inner(&error).kind(), ErrorKind::Memory);
        let part = malloc::<u8>(4)?;
        part.write(b'a')?;
        let mut p = part;
        assert_eq!(Read::read(&mut p, &mut four).unwrap(), 1);
        assert_eq!(
            inner(&Read::read(&mut p, &mut four).unwrap_err()).kind(),
            ErrorKind::Dereference
        );
        for outside in [part + 5, part - 1] {
            assert_eq!(
                inner(&Read::read(&mut { outside }, &mut four).unwrap_err()).kind(),
                ErrorKind::OutOfBounds
            );
        }
        free(part)
    })
}

/// Looks at what it is given, and fills as much as it is told.
struct Reader<'a, F: FnMut(&mut [u8]) -> io::Result<usize>>(&'a mut F);

impl<F: FnMut(&mut [u8]) -> io::Result<usize>> Read for Reader<'_, F> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        (self.0)(buffer)
    }
}

#[test]
fn a_reader_sees_zeros_and_what_was_there() -> Result<()> {
    leaves_nothing(|| {
        let p = malloc::<u8>(6)?;
        p.write(1)?;
        p.add(3)?.write(4)?;
        let mut seen = Vec::new();
        let read = p.read_from(
            Reader(&mut |buffer| {
                seen.push(buffer.to_vec());
                fails!(p.write(1), Borrow);
                fails!(p.read(), Borrow);
                fails!(free(p), Borrow);
                if seen.len() == 3 {
                    return Ok(0);
                }
                buffer[0] = 7;
                Ok(1)
            }),
            5,
        );
        assert_eq!(read.unwrap(), 2);
        assert_eq!(seen, [vec![1, 0, 0, 4, 0], vec![0, 0, 4, 0], vec![0, 4, 0]]);
        // What was read counts, and what was there.
        let there = (0..6).map(|index| (p + index).read().ok());
        assert_eq!(
            there.collect::<Vec<_>>(),
            [Some(7), Some(7), None, Some(4), None, None]
        );
        free(p)
    })
}

#[test]
fn readers_that_fail_lie_or_panic() -> Result<()> {
    leaves_nothing(|| {
        let p = malloc::<u8>(4)?;
        let mut turn = 0;
        let read = p.read_from(
            Reader(&mut |buffer| {
                turn += 1;
                buffer[0] = turn;
                match turn {
                    1 => Err(io::ErrorKind::Interrupted.into()),
                    2 => Ok(1),
                    _ => Err(io::ErrorKind::BrokenPipe.into()),
                }
            }),
            4,
        );
        assert_eq!(read.unwrap_err().kind(), io::ErrorKind::BrokenPipe);
        assert_eq!((p.read()?, p.add(1)?.assigned()), (2, false));
        assert_eq!(p.read_from(Reader(&mut |_| Ok(usize::MAX)), 3).unwrap(), 3);
        assert_eq!(p.borrow_slice(3)?, [2, 0, 0]);
        assert!(panics(|| drop(p.read_from(Reader(&mut |_| panic!()), 4))));
        assert!(!p.add(3)?.assigned());
        p.add(3)?.write(1)?;
        free(p)
    })
}

#[test]
fn bad_input() -> Result<()> {
    leaves_nothing(|| {
        let mut asked = |_: &mut [u8]| panic!("it is not asked");
        let mut untouched = Reader(&mut asked);
        let p = malloc::<u8>(4)?;
        for (handle, count) in [(p, 5), (p, usize::MAX), (p + 3, 2), (p + 5, 0), (p - 1, 1)] {
            let error = handle.read_from(&mut untouched, count).unwrap_err();
            assert_eq!(inner(&error).kind(), ErrorKind::OutOfBounds);
            assert_eq!(inner(&error).used_at().file(), file!());
        }
        let guard = p.borrow_unassigned(2)?;
        assert_eq!(
            inner(&p.read_from(&mut untouched, 4).unwrap_err()).kind(),
            ErrorKind::Borrow
        );
        assert_eq!(
            inner(&{ p }.write_all(b"a").unwrap_err()).kind(),
            ErrorKind::Borrow
        );
        drop(guard);
        free(p)?;
        assert_eq!(
            inner(&p.read_from(&mut untouched, 1).unwrap_err()).kind(),
            ErrorKind::Memory
        );
        assert_eq!(
            inner(&{ p }.write_all(b"a").unwrap_err()).kind(),
            ErrorKind::Memory
        );
        let null = MallocPointer::<u8>::null();
        assert_eq!(
            inner(&null.read_from(&mut untouched, 1).unwrap_err()).kind(),
            ErrorKind::NullPointer
        );
        assert_eq!(
            inner(&{ null }.write_all(b"a").unwrap_err()).kind(),
            ErrorKind::NullPointer
        );
        let gaps = calloc_safe::<u8>(4, 2)?;
        assert_eq!(
            inner(&gaps.read_from(&mut untouched, 1).unwrap_err()).kind(),
            ErrorKind::InvalidSize
        );
        assert_eq!(
            inner(&Write::write(&mut { gaps }, b"a").unwrap_err()).kind(),
            ErrorKind::InvalidSize
        );
        free(gaps)?;
        let bytes = calloc::<u8>(4, 1)?;
        assert_eq!(bytes.read_from(&b"abcdef"[..], 4).unwrap(), 4);
        assert_eq!(
            inner(&{ bytes }.write_all(b"abcde").unwrap_err()).kind(),
            ErrorKind::NotEnoughChunks
        );
        assert_eq!(bytes.to_vec()?, b"abcd");
        free(bytes)
    })
}
