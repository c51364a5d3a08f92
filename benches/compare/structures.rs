//! Work (j): what programs do with structures, indices and strings: fields, `a[x[i]]`, a heap sort, a hash table, strings that
//! grow by single bytes.

use std::hint::black_box;

use pointers::prelude::*;
use pointers::string::strlen;

use crate::runner::*;
use crate::sizes::Random;

pub(crate) fn all(many: usize) -> Vec<Workload> {
    vec![
        fields::<Small, RawSmall>("32"),
        fields::<Middle, RawMiddle>("64"),
        fields::<Large, RawLarge>("128"),
        pair(
            format!("(j) gather, {many} of 100000"),
            many,
            move || gather_unchecked(many),
            move || gather(many),
        ),
        pair(
            "(j) heap sort of 100000".into(),
            100_000,
            || sort_unchecked(100_000),
            || sort(100_000),
        ),
        pair(
            format!("(j) hash table with chains, {many} operations"),
            many,
            move || count_unchecked(many),
            move || count(many),
        ),
        pair(
            "(j) 10000 strings of 100 bytes, byte by byte".into(),
            1_000_000,
            || strings_unchecked(10_000, 100),
            || strings(10_000, 100),
        ),
    ]
}

fn pair(
    name: String,
    operations: usize,
    raw: impl Fn() -> u64 + 'static,
    through_macro: impl Fn() -> Result<u64> + 'static,
) -> Workload {
    Workload {
        name,
        operations,
        target: 2.0,
        contenders: vec![
            contender(RAW, || raw),
            contender(MACRO, || move || through_macro().expect("no error")),
        ],
    }
}

/// Structures of one size, of which two fields are read and one is stored, again and again.
trait Fielded: 'static {
    fn change_all(times: usize) -> u64;
}

const STRUCTURES: usize = 1000;

macro_rules! structures {
    ($($Checked:ident $Unchecked:ident $rest:literal;)*) => {$(
        #[derive(Fields, Clone, Copy)]
        struct $Checked {
            count: u64,
            rest: [u64; $rest],
            next: u64,
        }

        #[derive(Clone, Copy)]
        struct $Unchecked {
            count: u64,
            #[expect(dead_code, reason = "it takes room")]
            rest: [u64; $rest],
            next: u64,
        }

        impl Fielded for $Checked {
            fn change_all(times: usize) -> u64 {
                fn change_all(times: usize) -> Result<u64> {
                    pointers! {
                        let all: MallocPointer<MallocPointer<$Checked>> =
                            malloc(STRUCTURES * size_of::<MallocPointer<$Checked>>());
                        for at in 0..STRUCTURES {
                            let one: MallocPointer<$Checked> = malloc(size_of::<$Checked>());
                            one <<= $Checked { count: at as u64, rest: [0; $rest], next: 1 };
                            all[at] = one;
                        }
                        let mut sum = 0_u64;
                        for _ in 0..times {
                            for at in 0..STRUCTURES {
                                let one = all[at];
                                sum = sum.wrapping_add(one->count);
                                one->count = one->next + sum;
                            }
                        }
                        for at in 0..STRUCTURES {
                            free(all[at]);
                        }
                        free(all);
                        sum
                    }
                }
                change_all(times).expect("no error")
            }
        }

        impl Fielded for $Unchecked {
            fn change_all(times: usize) -> u64 {
                let all: Vec<*mut $Unchecked> = (0..STRUCTURES)
                    .map(|at| {
                        // SAFETY: malloc has no preconditions.
                        let one = unsafe { libc::malloc(size_of::<$Unchecked>()) }.cast::<$Unchecked>();
                        assert!(!one.is_null(), "out of memory");
                        let value = $Unchecked { count: at as u64, rest: [0; $rest], next: 1 };
                        // SAFETY: the block has room for it.
                        unsafe { one.write(value) };
                        one
                    })
                    .collect();
                let mut sum = 0_u64;
                for _ in 0..times {
                    for one in black_box(&all) {
                        // SAFETY: it lives, and nobody else has a reference.
                        let one = unsafe { &mut **one };
                        sum = sum.wrapping_add(one.count);
                        one.count = one.next + sum;
                    }
                }
                for one in all {
                    // SAFETY: the block is given back once.
                    unsafe { libc::free(one.cast()) };
                }
                sum
            }
        }
    )*};
}

structures! {
    Small RawSmall 2;
    Middle RawMiddle 6;
    Large RawLarge 14;
}

fn fields<Checked: Fielded, Unchecked: Fielded>(size: &str) -> Workload {
    const TIMES: usize = 300;
    Workload {
        name: format!("(j) two field reads, one store, structures of {size} bytes"),
        operations: TIMES * STRUCTURES,
        target: 2.0,
        contenders: vec![
            contender(RAW, || || Unchecked::change_all(TIMES)),
            contender(MACRO, || || Checked::change_all(TIMES)),
        ],
    }
}

const GATHERED: usize = 100_000;

fn gather_unchecked(times: usize) -> u64 {
    let mut random = Random(5);
    let a: Vec<u64> = (0..GATHERED as u64).collect();
    let x: Vec<u32> = (0..GATHERED)
        .map(|_| random.below(GATHERED) as u32)
        .collect();
    let (a, x) = (black_box(a.as_ptr()), black_box(x.as_ptr()));
    let mut sum = 0_u64;
    for i in 0..times {
        // SAFETY: both are indices of elements.
        sum = sum.wrapping_add(unsafe { *a.add(*x.add(i % GATHERED) as usize) });
    }
    sum
}

fn gather(times: usize) -> Result<u64> {
    pointers! {
        let mut random = Random(5);
        let a: MallocPointer<u64> = malloc(GATHERED * 8);
        let x: MallocPointer<u32> = malloc(GATHERED * 4);
        for i in 0..GATHERED {
            a[i] <<= i as u64;
            x[i] <<= random.below(GATHERED) as u32;
        }
        let mut sum = 0_u64;
        for i in 0..times {
            sum = sum.wrapping_add(~a[~x[i % GATHERED]]);
        }
        free(a);
        free(x);
        sum
    }
}

fn sort_unchecked(n: usize) -> u64 {
    let mut random = Random(5);
    let mut numbers: Vec<u32> = (0..n).map(|_| random.next() as u32).collect();
    let a = black_box(numbers.as_mut_ptr());
    // SAFETY: every index is below `n`.
    let at = |i: usize| unsafe { *a.add(i) };
    // SAFETY: as above.
    let set = |i: usize, value: u32| unsafe { *a.add(i) = value };
    let sift = |start: usize, n: usize| {
        let mut i = start;
        loop {
            let mut child = 2 * i + 1;
            if child >= n {
                break;
            }
            if child + 1 < n && at(child + 1) > at(child) {
                child += 1;
            }
            if at(i) >= at(child) {
                break;
            }
            let parent = at(i);
            set(i, at(child));
            set(child, parent);
            i = child;
        }
    };
    for i in (0..n / 2).rev() {
        sift(i, n);
    }
    for last in (1..n).rev() {
        let first = at(0);
        set(0, at(last));
        set(last, first);
        sift(0, last);
    }
    u64::from(at(n / 3))
}

pointers! {
    fn sift(a: MallocPointer<u32>, start: usize, n: usize) -> Result<()> {
        let mut i = start;
        loop {
            let mut child = 2 * i + 1;
            if child >= n {
                break;
            }
            if child + 1 < n && ~a[child + 1] > ~a[child] {
                child += 1;
            }
            if ~a[i] >= ~a[child] {
                break;
            }
            let parent = ~a[i];
            a[i] <<= ~a[child];
            a[child] <<= parent;
            i = child;
        }
        Ok(())
    }

    fn sort(n: usize) -> Result<u64> {
        let a: MallocPointer<u32> = malloc(n * 4);
        let mut random = Random(5);
        for i in 0..n {
            a[i] <<= random.next() as u32;
        }
        for i in (0..n / 2).rev() {
            sift(a, i, n)?;
        }
        for last in (1..n).rev() {
            let first = ~a[0];
            a[0] <<= ~a[last];
            a[last] <<= first;
            sift(a, 0, last)?;
        }
        let middle = u64::from(~a[n / 3]);
        free(a);
        Ok(middle)
    }
}

const CHAINS: usize = 1 << 16;
const KEYS: usize = 50_000;

fn chain_of(key: u64) -> usize {
    (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 48) as usize
}

struct RawEntry {
    key: u64,
    value: u64,
    next: *mut RawEntry,
}

fn count_unchecked(times: usize) -> u64 {
    let mut chains = vec![std::ptr::null_mut::<RawEntry>(); CHAINS];
    let mut random = Random(99);
    let mut sum = 0;
    for _ in 0..times {
        let key = random.below(KEYS) as u64;
        let chain = &mut chains[chain_of(key)];
        let mut at = *chain;
        // SAFETY: what is in a chain lives.
        while let Some(entry) = unsafe { at.as_mut() } {
            if entry.key == key {
                entry.value += 1;
                sum += entry.value;
                break;
            }
            at = entry.next;
        }
        if at.is_null() {
            // SAFETY: malloc has no preconditions.
            let new = unsafe { libc::malloc(size_of::<RawEntry>()) }.cast::<RawEntry>();
            assert!(!new.is_null(), "out of memory");
            let entry = RawEntry {
                key,
                value: 1,
                next: *chain,
            };
            // SAFETY: the block has room for it.
            unsafe { new.write(entry) };
            *chain = new;
        }
    }
    for chain in chains {
        let mut at = chain;
        while !at.is_null() {
            // SAFETY: what is in a chain lives.
            let next = unsafe { (*at).next };
            // SAFETY: it is given back once.
            unsafe { libc::free(at.cast()) };
            at = next;
        }
    }
    sum
}

#[derive(Fields, Clone, Copy)]
struct Entry {
    key: u64,
    value: u64,
    next: MallocPointer<Entry>,
}

fn count(times: usize) -> Result<u64> {
    pointers! {
        let chains: MallocPointer<MallocPointer<Entry>> =
            malloc(CHAINS * size_of::<MallocPointer<Entry>>());
        for i in 0..CHAINS {
            chains[i] = NULL;
        }
        let mut random = Random(99);
        let mut sum = 0;
        for _ in 0..times {
            let key = random.below(KEYS) as u64;
            let chain = chain_of(key);
            let mut at = chains[chain];
            while at != NULL && at->key != key {
                at = at->next;
            }
            if at == NULL {
                let new: MallocPointer<Entry> = malloc(size_of::<Entry>());
                new->key = key;
                new->value = 1;
                new->next = chains[chain];
                chains[chain] = new;
            } else {
                at->value += 1;
                sum += at->value;
            }
        }
        for chain in 0..CHAINS {
            let mut at = chains[chain];
            while at != NULL {
                let next = at->next;
                free(at);
                at = next;
            }
        }
        free(chains);
        sum
    }
}

fn strings_unchecked(strings: usize, length: usize) -> u64 {
    let mut sum = 0;
    for _ in 0..strings {
        let mut room = 16;
        // SAFETY: malloc has no preconditions.
        let mut bytes = unsafe { libc::malloc(room) }.cast::<u8>();
        for at in 0..length {
            if at + 1 == room {
                room *= 2;
                // SAFETY: the block is C's, and not used afterwards.
                bytes = unsafe { libc::realloc(bytes.cast(), room) }.cast();
                assert!(!bytes.is_null(), "out of memory");
            }
            // SAFETY: there is room for it.
            unsafe { bytes.add(at).write(b'a' + (at % 26) as u8) };
        }
        // SAFETY: there is room for the end.
        unsafe { bytes.add(length).write(0) };
        // SAFETY: it has an end.
        sum += unsafe { libc::strlen(bytes.cast()) } as u64;
        // SAFETY: the block is given back once.
        unsafe { libc::free(bytes.cast()) };
    }
    sum
}

fn strings(strings: usize, length: usize) -> Result<u64> {
    pointers! {
        let mut sum = 0;
        for _ in 0..strings {
            let mut room = 16;
            let bytes: MallocPointer<u8> = malloc(room);
            for at in 0..length {
                if at + 1 == room {
                    room *= 2;
                    realloc(bytes, room);
                }
                bytes[at] <<= b'a' + (at % 26) as u8;
            }
            bytes[length] <<= 0;
            sum += strlen(bytes) as u64;
            free(bytes);
        }
        sum
    }
}
