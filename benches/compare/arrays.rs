//! Work (g): arrays, each in one block.
//!
//! `raw` indexes a `libc` block unchecked; `slice` is the loop over a plain Rust slice, which `pointers` is to reach. `pointers` is
//! measured with an access for each element, through the API and the macro, and through the API's slices, where the
//! same code as for `slice` runs after one check.

use std::hint::black_box;

use pointers::prelude::*;

use crate::runner::*;

const SLICE: &str = "slice";
const API_SLICE: &str = "pointers, slices";

pub(crate) fn all(count: usize, sorted: usize) -> Vec<Workload> {
    vec![
        sum(count),
        fill(count),
        copy(count),
        dot(count),
        bubble_sort(sorted),
        sieve(count),
        half(count / 20),
    ]
}

/// A block of raw memory.
struct Block<T>(*mut T);

impl<T: Copy + Default> Block<T> {
    /// Every page is written to, so that none is the system's page of zeros.
    fn new(count: usize) -> Self {
        // SAFETY: malloc has no preconditions.
        let memory = unsafe { libc::malloc(count * size_of::<T>()) }.cast::<T>();
        assert!(!memory.is_null(), "out of memory");
        let block = Block(memory);
        for i in 0..count {
            block.set(i, black_box(T::default()));
        }
        block
    }

    #[inline(always)]
    fn at(&self, index: usize) -> T {
        // SAFETY: the workloads stay inside what they allocated, and do not free it before.
        unsafe { *self.0.add(index) }
    }

    #[inline(always)]
    fn set(&self, index: usize, value: T) {
        // SAFETY: as above.
        unsafe { *self.0.add(index) = value };
    }
}

/// A slice, filled for the same reason.
fn vector<T: Copy + Default>(count: usize) -> Vec<T> {
    (0..count).map(|_| black_box(T::default())).collect()
}

/// An array of `pointers`, filled.
fn array<T: Copy + Default>(count: usize) -> MallocPointer<T> {
    let array = malloc(count * size_of::<T>()).expect("memory");
    array.fill(T::default(), count).expect("room");
    array
}

/// Something to store at an index.
fn value(index: usize) -> u64 {
    (index as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 20
}

/// The same work on two arrays of `count` values, in each of the ways.
struct Ways<T> {
    raw: fn(&Block<T>, &Block<T>, usize) -> u64,
    slice: fn(&mut [T], &mut [T]) -> u64,
    api: fn(MallocPointer<T>, MallocPointer<T>, usize) -> Result<u64>,
    through_macro: fn(MallocPointer<T>, MallocPointer<T>, usize) -> Result<u64>,
}

impl<T: Copy + Default + 'static> Ways<T> {
    fn on(self, name: String, n: usize, operations: usize) -> Workload {
        let Ways {
            raw,
            slice,
            api,
            through_macro,
        } = self;
        let contenders = vec![
            contender(RAW, move || {
                let blocks = (Block::new(n), Block::new(n));
                move || {
                    let (a, b) = black_box(&blocks);
                    raw(a, b, n)
                }
            }),
            contender(SLICE, move || {
                let mut vectors = (vector(n), vector(n));
                move || {
                    let (a, b) = black_box(&mut vectors);
                    slice(a, b)
                }
            }),
            contender(API_SLICE, move || {
                let arrays = (array(n), array(n));
                move || {
                    let (a, b) = black_box(arrays);
                    let mut a = a.borrow_slice_mut(n).expect("not borrowed");
                    let mut b = b.borrow_slice_mut(n).expect("not borrowed");
                    slice(&mut a, &mut b)
                }
            }),
            contender(API, move || {
                let arrays = (array(n), array(n));
                move || {
                    let (a, b) = black_box(arrays);
                    api(a, b, n).expect("no error")
                }
            }),
            contender(MACRO, move || {
                let arrays = (array(n), array(n));
                move || {
                    let (a, b) = black_box(arrays);
                    through_macro(a, b, n).expect("no error")
                }
            }),
        ];
        Workload {
            name,
            operations,
            target: 1.1,
            contenders,
        }
    }
}

fn sum(n: usize) -> Workload {
    let ways = Ways {
        raw: |a, _, n| (0..n).fold(0_u64, |total, i| total.wrapping_add(a.at(i))),
        slice: |a, _| {
            a.iter()
                .fold(0_u64, |total, &value| total.wrapping_add(value))
        },
        api: |a, _, n| {
            let mut total = 0_u64;
            for i in 0..n {
                total = total.wrapping_add(a.add(i)?.read()?);
            }
            Ok(total)
        },
        through_macro: |a, _, n| {
            pointers! {
                let mut total = 0_u64;
                for i in 0..n {
                    total = total.wrapping_add(~a[i]);
                }
                total
            }
        },
    };
    ways.on(format!("(g) sum of {n}"), n, n)
}

fn fill(n: usize) -> Workload {
    let ways = Ways {
        raw: |a, _, n| {
            for i in 0..n {
                a.set(i, value(i));
            }
            a.at(n / 2)
        },
        slice: |a, _| {
            for (i, place) in a.iter_mut().enumerate() {
                *place = value(i);
            }
            a[a.len() / 2]
        },
        api: |a, _, n| {
            for i in 0..n {
                a.add(i)?.write(value(i))?;
            }
            a.add(n / 2)?.read()
        },
        through_macro: |a, _, n| {
            pointers! {
                for i in 0..n {
                    a[i] <<= value(i);
                }
                ~a[n / 2]
            }
        },
    };
    ways.on(format!("(g) fill {n}"), n, n)
}

fn copy(n: usize) -> Workload {
    let ways: Ways<u64> = Ways {
        raw: |a, b, n| {
            for i in 0..n {
                b.set(i, a.at(i));
            }
            b.at(n / 2)
        },
        slice: |a, b| {
            for (to, from) in b.iter_mut().zip(&*a) {
                *to = *from;
            }
            b[b.len() / 2]
        },
        api: |a, b, n| {
            for i in 0..n {
                b.add(i)?.write(a.add(i)?.read()?)?;
            }
            b.add(n / 2)?.read()
        },
        through_macro: |a, b, n| {
            pointers! {
                for i in 0..n {
                    b[i] <<= ~a[i];
                }
                ~b[n / 2]
            }
        },
    };
    ways.on(format!("(g) copy {n}"), n, n)
}

fn dot(n: usize) -> Workload {
    let ways: Ways<u64> = Ways {
        raw: |a, b, n| {
            (0..n).fold(0, |total: u64, i| {
                total.wrapping_add(a.at(i).wrapping_mul(b.at(i)))
            })
        },
        slice: |a, b| {
            let products = a.iter().zip(&*b).map(|(a, b)| a.wrapping_mul(*b));
            products.fold(0, u64::wrapping_add)
        },
        api: |a, b, n| {
            let mut total = 0_u64;
            for i in 0..n {
                total = total.wrapping_add(a.add(i)?.read()?.wrapping_mul(b.add(i)?.read()?));
            }
            Ok(total)
        },
        through_macro: |a, b, n| {
            pointers! {
                let mut total = 0_u64;
                let mut i = 0;
                while i < n {
                    total = total.wrapping_add((~a[i]).wrapping_mul(~b[i]));
                    i += 1;
                }
                total
            }
        },
    };
    ways.on(format!("(g) dot product of {n}"), n, n)
}

fn bubble_sort(n: usize) -> Workload {
    let ways = Ways {
        raw: |a, _, n| {
            for i in 0..n {
                a.set(i, value(i));
            }
            for end in (1..n).rev() {
                for i in 0..end {
                    let (left, right) = (a.at(i), a.at(i + 1));
                    if left > right {
                        a.set(i, right);
                        a.set(i + 1, left);
                    }
                }
            }
            a.at(n / 2)
        },
        slice: |a, _| {
            for (i, place) in a.iter_mut().enumerate() {
                *place = value(i);
            }
            for end in (1..a.len()).rev() {
                for i in 0..end {
                    let (left, right) = (a[i], a[i + 1]);
                    if left > right {
                        a[i] = right;
                        a[i + 1] = left;
                    }
                }
            }
            a[a.len() / 2]
        },
        api: |a, _, n| {
            for i in 0..n {
                a.add(i)?.write(value(i))?;
            }
            for end in (1..n).rev() {
                for i in 0..end {
                    let (first, second) = (a.add(i)?, a.add(i + 1)?);
                    let (left, right) = (first.read()?, second.read()?);
                    if left > right {
                        first.write(right)?;
                        second.write(left)?;
                    }
                }
            }
            a.add(n / 2)?.read()
        },
        through_macro: |a, _, n| {
            pointers! {
                for i in 0..n {
                    a[i] <<= value(i);
                }
                for end in (1..n).rev() {
                    for i in 0..end {
                        let (left, right) = (~a[i], ~a[i + 1]);
                        if left > right {
                            a[i] <<= right;
                            a[i + 1] <<= left;
                        }
                    }
                }
                ~a[n / 2]
            }
        },
    };
    ways.on(format!("(g) bubble sort of {n}"), n, n * n / 2)
}

fn sieve(n: usize) -> Workload {
    let ways = Ways {
        raw: |composite, _, n| {
            for i in 0..n {
                composite.set(i, false);
            }
            let mut primes = 0;
            for i in 2..n {
                if !composite.at(i) {
                    primes += 1;
                    let mut multiple = i * i;
                    while multiple < n {
                        composite.set(multiple, true);
                        multiple += i;
                    }
                }
            }
            primes
        },
        slice: |composite, _| {
            let n = composite.len();
            for place in &mut *composite {
                *place = false;
            }
            let mut primes = 0;
            for i in 2..n {
                if !composite[i] {
                    primes += 1;
                    let mut multiple = i * i;
                    while multiple < n {
                        composite[multiple] = true;
                        multiple += i;
                    }
                }
            }
            primes
        },
        api: |composite, _, n| {
            for i in 0..n {
                composite.add(i)?.write(false)?;
            }
            let mut primes = 0;
            for i in 2..n {
                if !composite.add(i)?.read()? {
                    primes += 1;
                    let mut multiple = i * i;
                    while multiple < n {
                        composite.add(multiple)?.write(true)?;
                        multiple += i;
                    }
                }
            }
            Ok(primes)
        },
        through_macro: |composite, _, n| {
            pointers! {
                for i in 0..n {
                    composite[i] <<= false;
                }
                let mut primes = 0;
                for i in 2..n {
                    if !~composite[i] {
                        primes += 1;
                        let mut multiple = i * i;
                        while multiple < n {
                            composite[multiple] <<= true;
                            multiple += i;
                        }
                    }
                }
                primes
            }
        },
    };
    ways.on(format!("(g) sieve of {n}"), n, n)
}

/// A fresh block of `2 * n` values, of which the first half is filled and read again.
fn half(n: usize) -> Workload {
    fn raw(n: usize) -> u64 {
        // SAFETY: malloc has no preconditions.
        let block = Block(unsafe { libc::malloc(2 * n * 8) }.cast());
        for i in 0..n {
            block.set(i, value(i));
        }
        let block = black_box(block);
        let total = (0..n).fold(0_u64, |total, i| total.wrapping_add(block.at(i)));
        // SAFETY: it came from malloc, and is not used any more.
        unsafe { libc::free(block.0.cast()) };
        total
    }

    fn growing(n: usize) -> u64 {
        let mut values = Vec::with_capacity(2 * n);
        for i in 0..n {
            values.push(value(i));
        }
        let values = black_box(values);
        values
            .iter()
            .fold(0_u64, |total, &value| total.wrapping_add(value))
    }

    fn slices(n: usize) -> Result<u64> {
        let mem = malloc::<u64>(2 * n * 8)?;
        mem.fill(0, n)?;
        for (i, place) in mem.borrow_slice_mut(n)?.iter_mut().enumerate() {
            *place = value(i);
        }
        let mem = black_box(mem);
        let total = mem
            .borrow_slice(n)?
            .iter()
            .fold(0_u64, |total, &value| total.wrapping_add(value));
        free(mem)?;
        Ok(total)
    }

    fn api(n: usize) -> Result<u64> {
        let mem = malloc(2 * n * 8)?;
        for i in 0..n {
            mem.add(i)?.write(value(i))?;
        }
        let mem = black_box(mem);
        let mut total = 0_u64;
        for i in 0..n {
            total = total.wrapping_add(mem.add(i)?.read()?);
        }
        free(mem)?;
        Ok(total)
    }

    fn through_macro(n: usize) -> Result<u64> {
        pointers! {
            let mem = malloc(2 * n * 8);
            for i in 0..n {
                mem[i] <<= value(i);
            }
            let mem = black_box(mem);
            let mut total = 0_u64;
            for i in 0..n {
                total = total.wrapping_add(~mem[i]);
            }
            free(mem);
            total
        }
    }

    let times = 20;
    let repeated =
        move |run: fn(usize) -> u64| move || move || (0..times).fold(0, |_, _| run(black_box(n)));
    Workload {
        name: format!("(g) half-assigned block of {}: fill, read", 2 * n),
        operations: 2 * n * times,
        target: 2.0,
        contenders: vec![
            contender(RAW, repeated(raw)),
            contender(SLICE, repeated(growing)),
            contender(API_SLICE, repeated(|n| slices(n).expect("no error"))),
            contender(API, repeated(|n| api(n).expect("no error"))),
            contender(MACRO, repeated(|n| through_macro(n).expect("no error"))),
        ],
    }
}
