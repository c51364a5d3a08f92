//! Memory is bytes that hold something or do not, whatever handles, pointers, casts and views say.

use pointers_core::__private::{At, Probe, Store};
use pointers_core::zerocopy::{FromBytes, Immutable, IntoBytes};
use pointers_core::{ErrorKind, InBytes, Pointer, Result, calloc, free, malloc, realloc, string};
use pointers_macros::Fields;

use super::{index, random, with_seeds};
use crate::{at, raw};

#[derive(Fields, Clone, Copy, FromBytes, IntoBytes, Immutable, Debug, PartialEq)]
#[fields(crate = pointers_core)]
#[zerocopy(crate = "pointers_core::zerocopy")]
#[repr(C)]
struct Flat {
    a: u16,
    b: [u8; 2],
    c: u32,
}

const FLAT: usize = size_of::<Flat>();

/// A pointer to bytes of a block.
#[derive(Clone, Copy)]
enum Kept {
    Flat(Pointer<Flat>),
    Word(Pointer<u32>),
    Half(Pointer<u16>),
    Byte(Pointer<u8>),
    Odd(Pointer<[u8; 3]>),
}

macro_rules! each_kept {
    ($kept:expr, $p:ident => $run:expr) => {
        match $kept {
            Kept::Flat($p) => $run,
            Kept::Word($p) => $run,
            Kept::Half($p) => $run,
            Kept::Byte($p) => $run,
            Kept::Odd($p) => $run,
        }
    };
}

struct World<K> {
    p: Pointer<Flat, K>,
    /// What each byte of the block holds.
    bytes: Vec<Option<u8>>,
    /// The pointers, how far from the block's start they are, and whether they were cast of what was a part then.
    kept: Vec<(Kept, usize, bool)>,
    /// Whether the block's type was cast.
    cast: bool,
}

fn value<T: FromBytes>() -> T {
    let bytes: Vec<u8> = (0..size_of::<T>()).map(|_| random(256) as u8).collect();
    T::read_from_bytes(&bytes).expect("as many bytes")
}

fn random_slice() -> Vec<Flat> {
    (0..index(4)).map(|_| value()).collect()
}

impl<K: InBytes> World<K> {
    /// That an access of these bytes went as it has to: what was read, or written, or that nothing was.
    fn check<T: IntoBytes + Immutable>(
        &mut self,
        what: &str,
        offset: usize,
        part: bool,
        result: Result<Option<T>>,
    ) {
        let bytes = self.bytes.get(offset..offset + size_of::<T>());
        let missing = bytes.is_some_and(|bytes| bytes.iter().any(Option::is_none));
        match (result, bytes) {
            (Ok(_), None) => panic!("{what}: beyond the block"),
            (Ok(Some(value)), Some(bytes)) => {
                let expected: Option<Vec<u8>> = bytes.iter().copied().collect();
                assert_eq!(Some(value.as_bytes()), expected.as_deref(), "{what}");
            }
            (Ok(None), Some(_)) => {}
            (Err(error), Some(_)) => {
                // A part that was cast is told from the rest only as far as the fields are known.
                assert!(missing || part, "{what}: {error:?}");
                assert_eq!(error.kind(), ErrorKind::Dereference, "{what}: {error:?}");
            }
            (Err(error), None) => assert_eq!(
                error.kind(),
                if K::CHUNKED {
                    ErrorKind::NotEnoughChunks
                } else {
                    ErrorKind::OutOfBounds
                },
                "{what}: {error:?}"
            ),
        }
    }

    fn write<T: IntoBytes + Immutable + Copy>(
        &mut self,
        what: &str,
        offset: usize,
        part: bool,
        value: T,
        write: impl FnOnce(T) -> Result<()>,
    ) {
        let result = write(value);
        let written = result.is_ok();
        // Memory without a value can be written, unless it is a part that was cast.
        let missing = self.bytes.get(offset..offset + size_of::<T>());
        let missing = missing.is_some_and(|bytes| bytes.iter().any(Option::is_none));
        assert!(written || part || !missing, "{what}: {result:?}");
        self.check::<T>(what, offset, part, result.map(|()| None));
        if written {
            for (byte, new) in self.bytes[offset..].iter_mut().zip(value.as_bytes()) {
                *byte = Some(*new);
            }
        }
    }

    fn take<T: IntoBytes + Immutable>(&mut self, offset: usize, part: bool, taken: Result<T>) {
        let is_taken = taken.is_ok();
        self.check("take", offset, part, taken.map(Some));
        if is_taken {
            self.bytes[offset..offset + size_of::<T>()].fill(None);
        }
    }

    fn step(&mut self, depth: u32) {
        let count = self.bytes.len() / FLAT;
        let element = index(count);
        let (offset, Ok(p)) = (element * FLAT, self.p.add(element)) else {
            panic!("an element");
        };
        match random(24) {
            0 => self.write("p[i] = v", offset, false, value(), |v| p.write(v)),
            1 => self.check("p[i]", offset, false, p.read().map(Some)),
            2 => self.take(offset, false, p.take()),
            3 => self.write("a", offset, false, value(), |v| {
                at!(p, a).__pointers_p_assign(v)
            }),
            4 => self.write("c", offset + 4, false, value(), |v| {
                at!(p, c).__pointers_p_assign(v)
            }),
            5 | 6 => {
                let index = index(2);
                let Ok(byte) = At(at!(p, b), index).__pointers_p_at() else {
                    panic!("an element");
                };
                let at = offset + 2 + index;
                self.write("b[i]", at, false, value(), |v| byte.__pointers_p_assign(v));
                self.keep(
                    Kept::Byte(byte.__pointers_p_raw().expect("a pointer")),
                    at,
                    false,
                );
            }
            7 => {
                self.check("a", offset, false, at!(p, a).__pointers_p_value().map(Some));
                let b = at!(p, b).__pointers_p_value();
                self.check("b", offset + 2, false, b.map(Some));
                let c = at!(p, c).__pointers_p_value();
                self.check("c", offset + 4, false, c.map(Some));
            }
            8 => self.keep(Kept::Half(raw!(p, a).expect("a pointer")), offset, false),
            9 => self.keep(
                Kept::Word(raw!(p, c).expect("a pointer")),
                offset + 4,
                false,
            ),
            10 => self.keep(Kept::Flat(p.as_pointer()), offset, false),
            11 => {
                let bytes = raw!(p, b).expect("a pointer");
                let part = !self.cast;
                let half = bytes.cast_one().expect("as large");
                self.keep(Kept::Half(half), offset + 2, part);
            }
            12 if random(8) == 0 => {
                let by = index(FLAT);
                // From here on bytes are known one by one.
                self.cast = true;
                let bytes = p.cast_one::<[u8; 3]>().expect("room");
                self.keep(Kept::Odd(bytes), offset, false);
                if K::CHUNKED {
                    return;
                }
                let bytes = p
                    .cast::<u8>()
                    .and_then(|bytes| bytes.add(by))
                    .expect("bytes");
                if let Ok(word) = bytes.cast_one() {
                    self.keep(Kept::Word(word), offset + by, false);
                }
                let length = index(self.bytes.len() - offset - by);
                string::memset(bytes, 7, length).expect("bytes of the block");
                self.bytes[offset + by..][..length].fill(Some(7));
            }
            13 => {
                let values = random_slice();
                if p.copy_from_slice(&values).is_ok() {
                    for (value, at) in values.iter().zip((offset..).step_by(FLAT)) {
                        self.write("a slice", at, false, *value, |_| Ok(()));
                    }
                } else {
                    assert!(element + values.len() > count);
                }
            }
            14 if random(3) == 0 => {
                let count = 1 + index(12);
                self.p = realloc(self.p, count * FLAT).expect("memory");
                let new = K::CHUNKED.then_some(0);
                self.bytes.resize(count * FLAT, new);
            }
            15 | 16 if depth == 0 => self.view(),
            _ => self.through_pointer(),
        }
    }

    fn keep(&mut self, kept: Kept, offset: usize, part: bool) {
        if self.kept.len() > 15 {
            self.kept.remove(0);
        }
        self.kept.push((kept, offset, part));
    }

    fn through_pointer(&mut self) {
        let Some((kept, offset, part)) = self.kept.get(index(16)).copied() else {
            return;
        };
        let part = part && !self.cast;
        each_kept!(kept, p => match random(3) {
            0 => self.take(offset, part, p.take()),
            1 => self.write("a pointer", offset, part, value(), |v| p.write(v)),
            _ => self.check("a pointer", offset, part, p.read().map(Some)),
        });
    }

    /// What a loop looked up before still holds, or says that it does not, whatever was done meanwhile.
    fn view(&mut self) {
        let p = self.p;
        let view = Probe(&p).__pointers_view();
        for _ in 0..6 {
            self.step(1);
            for index in 0..self.bytes.len() / FLAT {
                let at = view.__pointers_index(index);
                if let Some(value) = view.__pointers_get(&at) {
                    self.check("a view", index * FLAT, false, Ok(Some(value)));
                }
            }
            let index = index(self.bytes.len() / FLAT);
            let at = view.__pointers_index(index);
            let value = value();
            let store = Store { view: &view, value };
            if store.__pointers_set(&at).is_ok() {
                self.write("a view", index * FLAT, false, value, |_| Ok(()));
            }
        }
    }
}

fn memory_is_bytes<K: InBytes>(p: Result<Pointer<Flat, K>>) {
    let mut world = World {
        p: p.expect("memory"),
        bytes: vec![K::CHUNKED.then_some(0); 5 * FLAT],
        kept: Vec::new(),
        cast: false,
    };
    for _ in 0..300 {
        world.step(0);
        for index in 0..world.bytes.len() / FLAT {
            let bytes = &world.bytes[index * FLAT..][..FLAT];
            let element = world.p.add(index).expect("an element");
            assert_eq!(element.assigned(), bytes.iter().all(Option::is_some));
        }
    }
    free(world.p).expect("a block that lives");
    for (kept, ..) in world.kept {
        let error = each_kept!(kept, p => p.read().map(drop)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Memory);
    }
}

#[test]
fn bytes_of_malloc() {
    with_seeds(200, || memory_is_bytes(malloc(5 * FLAT)));
}

#[test]
fn bytes_of_calloc() {
    with_seeds(200, || memory_is_bytes(calloc(5, FLAT)));
}
