//! C's string.h over handles, at random, against bytes one by one: what each function finds, writes, and refuses, in blocks that
//! begin, grow, shrink, are partly assigned, lent, cast, freed. The sizes are those beside which something is kept otherwise.
//!
//! As in `engine.rs`, where more than one thing is wrong any of their kinds is right.

use std::cmp::Ordering;
use std::fmt::Debug;

use pointers_core::string::{
    Unit, memchr, memcmp, memcpy, memmove, memset, strcat, strchr, strcmp, strcpy, strdup, strlen,
    strncat, strncmp, strncpy, strrchr,
};
use pointers_core::zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout};
use pointers_core::{
    CallocPointer, ErrorKind, MallocPointer, Ref, RefMut, Result, Zeroed, calloc, calloc_safe,
    free, heap, malloc, realloc,
};

/// In units.
const SIZES: [usize; 32] = [
    1, 2, 3, 4, 5, 7, 8, 9, 12, 15, 16, 17, 31, 32, 33, 63, 64, 65, 126, 127, 128, 129, 130, 254,
    255, 256, 257, 511, 512, 513, 1022, 1024,
];

const BLOCKS: usize = 12;

trait Letter: Unit + Zeroed + FromBytes + IntoBytes + Immutable + KnownLayout + Ord + Debug {
    const LETTERS: [Self; 6];

    fn set_malloc(to: MallocPointer<Self>, letter: Self, count: usize) -> Result<()>;
    fn set_calloc(to: CallocPointer<Self>, letter: Self, count: usize) -> Result<()>;
    fn chr(from: Real<Self>, letter: Self, how: Search) -> Result<Option<usize>>;
}

#[derive(Clone, Copy, Debug)]
enum Search {
    First,
    Last,
    Among(usize),
}

macro_rules! letters {
    ($($U:ty: $letters:expr;)*) => {$(
        impl Letter for $U {
            const LETTERS: [$U; 6] = $letters;

            fn set_malloc(to: MallocPointer<$U>, letter: $U, count: usize) -> Result<()> {
                memset(to, letter, count).map(drop)
            }

            fn set_calloc(to: CallocPointer<$U>, letter: $U, count: usize) -> Result<()> {
                memset(to, letter, count).map(drop)
            }

            fn chr(from: Real<$U>, letter: $U, how: Search) -> Result<Option<usize>> {
                with!(from, p => {
                    let found = match how {
                        Search::First => strchr(p, letter)?,
                        Search::Last => strrchr(p, letter)?,
                        Search::Among(count) => memchr(p, letter, count)?,
                    };
                    Ok(match found.is_null() {
                        true => None,
                        false => Some(found.offset_from(p)?.cast_unsigned()),
                    })
                })
            }
        }
    )*};
}

/// A handle of either kind.
#[derive(Clone, Copy)]
enum Real<U> {
    Malloc(MallocPointer<U>),
    Calloc(CallocPointer<U>),
}

macro_rules! with {
    ($real:expr, $p:ident => $body:expr) => {
        match $real {
            Real::Malloc($p) => $body,
            Real::Calloc($p) => $body,
        }
    };
}

letters! {
    u8: [0, b'a', b'a', b'b', 0x80, 0xff];
    u32: [0, 1, 1, 0x100, 0x8000_0000, u32::MAX];
}

enum Guard<U> {
    Shared(#[allow(dead_code, reason = "it only has to live")] Ref<U>),
    Mutable(#[allow(dead_code, reason = "as above")] RefMut<U>),
}

struct Block<U> {
    /// One from the beginning, and after each reallocation.
    handles: Vec<Real<U>>,
    /// `None` where nothing is assigned.
    bytes: Vec<Option<u8>>,
    zeroed: bool,
    live: bool,
    /// A guard, and of which unit.
    guard: Option<(Guard<U>, usize)>,
}

/// Where a handle points: so many units from the start of a block, or nowhere.
#[derive(Clone, Copy, Debug)]
struct At {
    block: Option<usize>,
    offset: usize,
}

struct World<U> {
    blocks: Vec<Block<U>>,
    before: heap::Stats,
}

type Wrong = Vec<ErrorKind>;

#[track_caller]
fn agree<V: Debug>(got: Result<V>, wrong: &Wrong) -> Option<V> {
    match got {
        Ok(value) => {
            assert!(wrong.is_empty(), "{value:?}, and not {wrong:?}");
            Some(value)
        }
        Err(error) => {
            assert!(wrong.contains(&error.kind()), "{error}, and not {wrong:?}");
            None
        }
    }
}

impl<U: Letter> Block<U> {
    fn count(&self) -> usize {
        self.bytes.len() / size_of::<U>()
    }

    fn chunked(&self) -> bool {
        matches!(self.handles[0], Real::Calloc(_))
    }

    fn unit(&self, index: usize) -> Option<U> {
        let bytes = self.bytes[index * size_of::<U>()..][..size_of::<U>()].iter();
        let bytes: Option<Vec<u8>> = bytes.copied().collect();
        Some(U::read_from_bytes(&bytes?).expect("as many bytes"))
    }

    fn set(&mut self, index: usize, unit: Option<U>) {
        let bytes = &mut self.bytes[index * size_of::<U>()..][..size_of::<U>()];
        match unit {
            Some(unit) => {
                for (to, from) in bytes.iter_mut().zip(unit.as_bytes()) {
                    *to = Some(*from);
                }
            }
            None => bytes.fill(None),
        }
    }

    fn end(&self) -> ErrorKind {
        match self.chunked() {
            true => ErrorKind::NotEnoughChunks,
            false => ErrorKind::OutOfBounds,
        }
    }

    /// The unit that can be read there, or why there is none.
    fn read(&self, index: usize) -> core::result::Result<U, ErrorKind> {
        if index >= self.count() {
            return Err(self.end());
        }
        match &self.guard {
            Some((Guard::Mutable(_), lent)) if *lent == index => Err(ErrorKind::Borrow),
            _ => self.unit(index).ok_or(ErrorKind::Dereference),
        }
    }
}

impl<U: Letter> World<U> {
    fn real(&self, at: At, age: u8) -> Real<U> {
        let Some(block) = at.block.map(|block| &self.blocks[block]) else {
            return Real::Malloc(MallocPointer::null());
        };
        let handle = block.handles[usize::from(age) % block.handles.len()];
        if at.offset == 0 {
            return handle;
        }
        match handle {
            Real::Malloc(p) => Real::Malloc(p + at.offset),
            Real::Calloc(p) => Real::Calloc(p + at.offset),
        }
    }

    /// The block, if it is there, and otherwise why not.
    fn there(&self, at: At) -> core::result::Result<&Block<U>, ErrorKind> {
        let block = &self.blocks[at.block.ok_or(ErrorKind::NullPointer)?];
        match block.live {
            true => Ok(block),
            false => Err(ErrorKind::Memory),
        }
    }

    fn unit(&self, at: At, index: usize) -> core::result::Result<U, ErrorKind> {
        self.there(at)?.read(at.offset + index)
    }

    /// The string that begins there, of so many units at most, or why there is none.
    fn string(&self, at: At, limit: usize) -> core::result::Result<Vec<U>, ErrorKind> {
        self.there(at)?;
        let mut string = Vec::new();
        while string.len() < limit {
            match self.unit(at, string.len())? {
                unit if unit == U::LETTERS[0] => break,
                unit => string.push(unit),
            }
        }
        Ok(string)
    }

    fn units(&self, at: At, count: usize) -> core::result::Result<Vec<U>, ErrorKind> {
        self.there(at)?;
        (0..count).map(|index| self.unit(at, index)).collect()
    }

    /// What stands against writing so many units.
    fn refusal(&self, at: At, count: usize) -> Wrong {
        let block = match self.there(at) {
            Ok(block) => block,
            Err(kind) => return vec![kind],
        };
        let mut wrong = Vec::new();
        if at.offset + count > block.count() {
            wrong.push(block.end());
        }
        if let Some((_, lent)) = &block.guard
            && (at.offset..at.offset + count).contains(lent)
        {
            wrong.push(ErrorKind::Borrow);
        }
        wrong
    }

    fn overlap(one: At, count: usize, other: At, others: usize) -> Option<ErrorKind> {
        let meet = one.block.is_some()
            && one.block == other.block
            && one.offset < other.offset + others
            && other.offset < one.offset + count;
        (meet && count > 0 && others > 0).then_some(ErrorKind::Borrow)
    }

    fn store(&mut self, at: At, units: &[U]) {
        if let Some(block) = at.block {
            for (index, unit) in units.iter().enumerate() {
                self.blocks[block].set(at.offset + index, Some(*unit));
            }
        }
    }

    /// What stands against copying what was read there, and putting it there.
    fn copy(&mut self, to: At, put: usize, from: At, read: usize, got: Result<()>, units: &[U]) {
        let mut wrong = self.refusal(to, put);
        wrong.extend(Self::overlap(to, put, from, read));
        if agree(got, &wrong).is_some() {
            self.store(to, units);
        }
    }

    fn check(&self, at: At) {
        let Some(index) = at.block else { return };
        let block = &self.blocks[index];
        for (age, handle) in block.handles.iter().enumerate() {
            assert_eq!(with!(*handle, p => p.freed()), !block.live);
            let count = if block.live { block.count() } else { 1 };
            for offset in 0..count {
                let at = At { offset, ..at };
                let real = self.real(at, age as u8);
                let wrong = self.unit(at, 0).err().into_iter().collect();
                let unit = agree(with!(real, p => p.read()), &wrong);
                assert_eq!(unit, self.unit(at, 0).ok(), "at {offset}");
            }
        }
    }

    fn begin(&mut self, real: Real<U>, bytes: Vec<Option<u8>>, zeroed: bool) {
        let block = Block {
            handles: vec![real],
            bytes,
            zeroed,
            live: true,
            guard: None,
        };
        if self.blocks.len() < BLOCKS {
            self.blocks.push(block);
            return;
        }
        let old = self.blocks.iter().position(|block| !block.live);
        let old = old.unwrap_or_else(|| {
            self.free(0);
            0
        });
        self.blocks[old] = block;
    }

    fn free(&mut self, index: usize) {
        let block = &mut self.blocks[index];
        block.guard = None;
        let handle = block.handles[block.handles.len() / 2];
        with!(handle, p => free(p)).expect("it lives");
        block.live = false;
    }

    fn step(&mut self, [op, a, b, c]: [u8; 4]) {
        let blocks = self.blocks.len();
        let at = |seed: u8, place: u8| {
            let block = (blocks > 0 && seed < 250).then(|| usize::from(seed) % blocks);
            let count = block.map_or(0, |block| match self.blocks[block].live {
                true => self.blocks[block].count(),
                false => 0,
            });
            let offset = match place {
                0..160 => 0,
                160..200 => usize::from(place - 160).min(count),
                200..250 => usize::from(place) * 7 % (count + 1),
                _ => count,
            };
            At { block, offset }
        };
        let (to, from) = (at(a, b.wrapping_mul(31)), at(b, c.wrapping_mul(37)));
        let letter = U::LETTERS[usize::from(c) % 6];
        let left = |at: At| {
            let count = at.block.map_or(3, |block| self.blocks[block].count());
            count.saturating_sub(at.offset)
        };
        let count = match c % 8 {
            0 => left(to),
            1 => left(from),
            2 => left(to).min(left(from)),
            3 => left(to) + 1,
            4 => SIZES[usize::from(a ^ b) % SIZES.len()],
            _ => usize::from(c / 8),
        };
        let (p, q) = (self.real(to, c), self.real(from, a));
        match op % 32 {
            0..3 => self.allocate(a, b, c),
            3 => match self.there(to) {
                Ok(block) if block.guard.is_none() => self.free(to.block.expect("it is there")),
                _ => {}
            },
            4 => self.resize(to, b),
            5 | 6 => {
                let wrong = self.refusal(to, 1);
                if agree(with!(p, p => p.write(letter)), &wrong).is_some() {
                    self.store(to, &[letter]);
                }
            }
            7 => {
                let mut wrong = self.refusal(to, 1);
                wrong.extend(self.unit(to, 0).err());
                let taken = agree(with!(p, p => p.take()), &wrong);
                assert_eq!(taken, self.unit(to, 0).ok().filter(|_| wrong.is_empty()));
                if let (Some(_), Some(block)) = (taken, to.block) {
                    self.blocks[block].set(to.offset, None);
                }
            }
            8 => self.lend(to, c),
            9 | 10 => {
                if let Some(block) = to.block {
                    self.blocks[block].guard = None;
                }
            }
            11 => self.byte(to, b, c),
            12 => heap::trim(),
            13 | 14 => {
                let wrong = self.string(to, usize::MAX).err().into_iter().collect();
                let length = agree(with!(p, p => strlen(p)), &wrong);
                assert_eq!(
                    length,
                    self.string(to, usize::MAX).ok().map(|string| string.len())
                );
            }
            15..18 => self.compare(
                to,
                from,
                if op % 2 == 0 { usize::MAX } else { count },
                (p, q),
            ),
            18 => {
                let (ours, theirs) = (self.units(to, count), self.units(from, count));
                let wrong = ours.as_ref().err().into_iter().chain(theirs.as_ref().err());
                let got = with!(p, p => with!(q, q => memcmp(p, q, count)));
                let got = agree(got, &wrong.copied().collect());
                assert_eq!(got, got.map(|_| ours.cmp(&theirs) as i32));
            }
            19 | 20 => {
                let got = match p {
                    Real::Malloc(p) => U::set_malloc(p, letter, count),
                    Real::Calloc(p) => U::set_calloc(p, letter, count),
                };
                if agree(got, &self.refusal(to, count)).is_some() {
                    self.store(to, &vec![letter; count]);
                }
            }
            21 | 22 => {
                let units = self.units(from, count);
                let got = match op % 2 {
                    0 => with!(p, p => with!(q, q => memmove(p, q, count).map(drop))),
                    _ => with!(p, p => with!(q, q => memcpy(p, q, count).map(drop))),
                };
                let overlaps = Self::overlap(to, count, from, count).filter(|_| op % 2 == 1);
                let wrong: Wrong = [units.as_ref().err().copied(), overlaps]
                    .into_iter()
                    .flatten()
                    .chain(self.refusal(to, count))
                    .collect();
                if agree(got, &wrong).is_some() {
                    self.store(to, &units.expect("nothing is wrong"));
                }
            }
            23 | 24 => {
                let got = with!(p, p => with!(q, q => strcpy(p, q).map(drop)));
                match self.string(from, usize::MAX) {
                    Ok(mut units) => {
                        units.push(U::LETTERS[0]);
                        self.copy(to, units.len(), from, units.len(), got, &units);
                    }
                    Err(kind) => {
                        let wrong = [kind].into_iter().chain(self.there(to).err()).collect();
                        assert!(agree(got, &wrong).is_none());
                    }
                }
            }
            25 => {
                let got = with!(p, p => with!(q, q => strncpy(p, q, count).map(drop)));
                match self.string(from, count) {
                    Ok(mut units) => {
                        let read = count.min(units.len() + 1);
                        units.resize(count, U::LETTERS[0]);
                        self.copy(to, count, from, read, got, &units);
                    }
                    Err(kind) => {
                        let mut wrong = self.refusal(to, count);
                        wrong.push(kind);
                        assert!(agree(got, &wrong).is_none());
                    }
                }
            }
            26 | 27 => self.append(
                to,
                from,
                if op % 2 == 0 { usize::MAX } else { count },
                (p, q),
            ),
            28 => {
                let string = self.string(to, usize::MAX);
                let wrong = string.as_ref().err().into_iter().copied().collect();
                let copy = agree(with!(p, p => strdup(p)), &wrong);
                if let (Some(copy), Ok(mut string)) = (copy, string) {
                    string.push(U::LETTERS[0]);
                    let bytes = string.as_bytes().iter().copied().map(Some).collect();
                    self.begin(Real::Malloc(copy), bytes, false);
                }
            }
            29 | 30 => self.search(to, letter, count, c, p),
            _ => self.check(to),
        }
    }

    fn allocate(&mut self, a: u8, b: u8, c: u8) {
        let count = SIZES[usize::from(a) % SIZES.len()];
        let size = count * size_of::<U>();
        let (real, zeroed) = match b % 4 {
            0 | 1 => (malloc(size).map(Real::Malloc), false),
            2 => (calloc(count, size_of::<U>()).map(Real::Calloc), true),
            _ => (calloc_safe(count, size_of::<U>()).map(Real::Calloc), false),
        };
        let real = real.expect("there is memory");
        let mut bytes = vec![zeroed.then_some(0); size];
        // Mostly one text, so that two of them often differ late.
        let filled = match c % 4 {
            0 => 0,
            1 => count / 2,
            _ => count,
        };
        for (index, bytes) in bytes.chunks_mut(size_of::<U>()).take(filled).enumerate() {
            let letter = match c {
                0..200 if index + 1 == count => U::LETTERS[0],
                _ if index == usize::from(c) * 3 => U::LETTERS[3],
                _ => U::LETTERS[1],
            };
            with!(real, p => (p + index).write(letter)).expect("there is room");
            for (to, from) in bytes.iter_mut().zip(letter.as_bytes()) {
                *to = Some(*from);
            }
        }
        self.begin(real, bytes, zeroed);
    }

    fn resize(&mut self, at: At, b: u8) {
        let Some(index) = at.block.filter(|_| self.there(at).is_ok()) else {
            return;
        };
        let block = &mut self.blocks[index];
        if block.handles.len() > 20 {
            return;
        }
        let size = SIZES[usize::from(b) % SIZES.len()] * size_of::<U>();
        let handle = *block.handles.last().expect("at least one");
        let wrong = block.guard.iter().map(|_| ErrorKind::Borrow).collect();
        let fresh = match handle {
            Real::Malloc(p) => realloc(p, size).map(Real::Malloc),
            Real::Calloc(p) => realloc(p, size).map(Real::Calloc),
        };
        if let Some(Held(fresh)) = agree(fresh.map(Held), &wrong) {
            block.bytes.resize(size, block.zeroed.then_some(0));
            block.handles.push(fresh);
        }
    }

    fn lend(&mut self, at: At, c: u8) {
        let Some(block) = at.block else { return };
        if self.there(at).is_err() || self.blocks[block].guard.is_some() {
            return;
        }
        let wrong = self.unit(at, 0).err().into_iter().collect();
        let real = self.real(at, c);
        let guard = match c % 2 {
            0 => with!(real, p => p.borrow().map(Guard::Shared)),
            _ => with!(real, p => p.borrow_mut().map(Guard::Mutable)),
        };
        if let Some(Held(guard)) = agree(guard.map(Held), &wrong) {
            self.blocks[block].guard = Some((guard, at.offset));
        }
    }

    /// Writes or takes one byte of a unit.
    fn byte(&mut self, at: At, b: u8, c: u8) {
        let Some(index) = at.block else { return };
        let Ok(block) = self.there(at) else { return };
        let Real::Malloc(p) = block.handles[block.handles.len() - 1] else {
            return;
        };
        if block.guard.is_some() || at.offset >= block.count() {
            return;
        }
        let place = at.offset * size_of::<U>() + usize::from(b) % size_of::<U>();
        let byte = p.cast::<u8>().expect("one byte always fits") + place;
        let block = &mut self.blocks[index];
        if c.is_multiple_of(2) {
            byte.write(c).expect("it is there");
            block.bytes[place] = Some(c);
        } else {
            assert_eq!(byte.take().ok(), block.bytes[place]);
            block.bytes[place] = None;
        }
    }

    fn compare(&self, one: At, other: At, count: usize, (p, q): (Real<U>, Real<U>)) {
        let mut wrong: Wrong = [self.there(one).err(), self.there(other).err()]
            .into_iter()
            .flatten()
            .collect();
        let mut order = Ordering::Equal;
        for index in 0..count {
            if !wrong.is_empty() {
                break;
            }
            match (self.unit(one, index), self.unit(other, index)) {
                (Ok(a), Ok(b)) => order = a.cmp(&b),
                (a, b) => wrong.extend([a.err(), b.err()].into_iter().flatten()),
            }
            if order != Ordering::Equal || self.unit(one, index) == Ok(U::LETTERS[0]) {
                break;
            }
        }
        let got = with!(p, p => with!(q, q => match count {
            usize::MAX => strcmp(p, q),
            _ => strncmp(p, q, count),
        }));
        let got = agree(got, &wrong);
        assert_eq!(got, got.map(|_| order as i32));
    }

    fn append(&mut self, to: At, from: At, limit: usize, (p, q): (Real<U>, Real<U>)) {
        let got = with!(p, p => with!(q, q => match limit {
            usize::MAX => strcat(p, q).map(drop),
            _ => strncat(p, q, limit).map(drop),
        }));
        let (before, units) = (self.string(to, usize::MAX), self.string(from, limit));
        let (before, mut units) = match (before, units) {
            (Ok(before), Ok(units)) => (before, units),
            (before, units) => {
                let wrong = [before.err(), units.err()].into_iter().flatten().collect();
                assert!(agree(got, &wrong).is_none());
                return;
            }
        };
        let read = limit.min(units.len() + 1);
        units.push(U::LETTERS[0]);
        let offset = to.offset + before.len();
        self.copy(At { offset, ..to }, units.len(), from, read, got, &units);
    }

    fn search(&self, at: At, letter: U, count: usize, c: u8, p: Real<U>) {
        let nul = U::LETTERS[0];
        let ends = |unit: U| unit == letter || unit == nul;
        let how = match c % 3 {
            0 => Search::First,
            1 => Search::Last,
            _ => Search::Among(count),
        };
        // How far it has to look, and what it finds.
        let found: core::result::Result<Option<usize>, ErrorKind> = (|| {
            self.there(at)?;
            match how {
                Search::First => {
                    let mut index = 0;
                    while !ends(self.unit(at, index)?) {
                        index += 1;
                    }
                    Ok((self.unit(at, index)? == letter).then_some(index))
                }
                Search::Last => {
                    let string = self.string(at, usize::MAX)?;
                    match letter == nul {
                        true => Ok(Some(string.len())),
                        false => Ok(string.iter().rposition(|unit| *unit == letter)),
                    }
                }
                Search::Among(count) => {
                    for index in 0..count {
                        if self.unit(at, index)? == letter {
                            return Ok(Some(index));
                        }
                    }
                    Ok(None)
                }
            }
        })();
        let wrong = found.err().into_iter().collect();
        let got = agree(U::chr(p, letter, how), &wrong);
        assert_eq!(got, found.ok());
    }

    fn count_up(&self) {
        let live = || self.blocks.iter().filter(|block| block.live);
        let now = heap::stats();
        assert_eq!(now.live_blocks - self.before.live_blocks, live().count());
        let bytes: usize = live().map(|block| block.bytes.len()).sum();
        assert_eq!(now.live_bytes - self.before.live_bytes, bytes);
    }
}

/// What needs no `Debug` of its own.
struct Held<T>(T);

impl<T> Debug for Held<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("it worked")
    }
}

fn of<U: Letter>(steps: &[[u8; 4]]) {
    let mut world = World::<U> {
        blocks: Vec::new(),
        before: heap::stats(),
    };
    for step in steps {
        world.step(*step);
        world.count_up();
    }
    for index in 0..world.blocks.len() {
        world.check(At {
            block: Some(index),
            offset: 0,
        });
        if world.blocks[index].live {
            world.free(index);
        }
    }
    world.count_up();
}

pub(crate) fn run(wide: bool, steps: &[[u8; 4]]) {
    match wide {
        true => of::<u32>(steps),
        false => of::<u8>(steps),
    }
}
