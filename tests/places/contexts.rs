//! Where places stand: generic code, methods, macros of std's and of the user's, format strings, `async`.

use std::fmt::{Debug, Write};

use super::fixtures::*;
use pointers::prelude::*;

#[derive(Clone, Copy, Fields)]
struct Items<T: Copy, const N: usize> {
    data: MallocPointer<T>,
    inline: [T; N],
    one: T,
    len: usize,
}

pointers! {
    fn made<T: Copy, const N: usize>(x: T) -> Result<MallocPointer<Items<T, N>>> {
        let v: MallocPointer<Items<T, N>> = malloc(size_of::<Items<T, N>>());
        v->data = malloc(N * size_of::<T>());
        v->len = 0;
        while v->len < N {
            v->data[v->len] = x;
            v->inline[v->len++] = x;
        }
        v->one = x;
        Ok(v)
    }

    fn values<T: Copy + PartialEq + Debug, const N: usize>(v: MallocPointer<Items<T, N>>, i: usize, x: T) -> Result<()> {
        let copy: T = v->data[i];
        assert_eq!(copy, v->inline[i]);
        assert!(v->one == x && v->data[i] != copy || v->len == N);
        assert_eq!(format!("{:?} {:?}", v->data[i], v->one), format!("{x:?} {x:?}"));
        match v->data[i] { y if y == x => {} other => panic!("{other:?}") }
        Ok(())
    }

    fn changes<T: Copy + PartialEq + Debug, const N: usize>(v: MallocPointer<Items<T, N>>, i: usize, x: T, y: T) -> Result<()> {
        fn put<T>(place: &mut T, value: T) { *place = value; }
        v->data[i] <<= y;
        v->inline[i] = y;
        v->one = y;
        assert_eq!((v->data[i], v->inline[i], v->one), (y, y, y));
        put(&mut v->data[i], x);
        put(&mut v->inline[i], x);
        put(&mut v->one, x);
        let at: MallocPointer<T> = &raw mut v->data[i];
        let inline: Pointer<T> = &raw mut v->inline[i];
        let one: Pointer<T> = &raw mut v->one;
        assert_eq!((~at, ~inline, ~one), (x, x, x));
        at <<= y;
        inline <<= y;
        one <<= y;
        assert_eq!((*at, v->data[i], *inline, *one), (y, y, y, y));
        Ok(())
    }

    fn released<T: Copy + PartialEq + Debug, const N: usize>(v: MallocPointer<Items<T, N>>, x: T) -> Result<()> {
        realloc(v->data, 2 * N * size_of::<T>());
        v->data[N] = x;
        assert_eq!(v->data[N], x);
        free(v->data);
        free(v);
        Ok(())
    }

    fn numbers<T>(p: MallocPointer<T>, i: usize, n: T) -> Result<T>
    where
        T: Copy + std::ops::AddAssign + std::ops::MulAssign + std::ops::Add<Output = T> + Ord,
    {
        p[i] = n;
        p[i] += n;
        p[i] *= n;
        p[i] = p[i] + p[i];
        Ok(p[i].max(n))
    }

    fn clones<T: Clone + PartialEq + Debug>(p: MallocPointer<T>, rows: MallocPointer<MallocPointer<T>>, x: T) -> Result<()> {
        p[0] = x.clone();
        rows[0][1] = p[0].clone();
        rows[0][1] <<= p[0].clone();
        assert!(rows[0][1] == x);
        let taken = (p + 1).replace(x)?;
        assert_eq!(taken, rows[0][0]);
        Ok(())
    }
}

#[test]
fn in_generic_functions() -> Result<()> {
    let v = made::<char, 3>('x')?;
    values(v, 1, 'x')?;
    changes(v, 2, 'x', 'y')?;
    released(v, 'z')?;
    let w = made::<(u8, i64), 2>((1, -1))?;
    values(w, 1, (1, -1))?;
    changes(w, 0, (1, -1), (2, -2))?;
    released(w, (3, 3))?;
    let p = malloc(12)?;
    assert_eq!((numbers(p, 2, 3_u32)?, numbers(p, 0, 1)?), (36, 4));
    let texts = malloc(48)?;
    let rows = malloc(16)?;
    rows.write(texts)?;
    clones(texts, rows, "a".to_owned())
}

/// Through `&self`, `&mut self` and `self`.
mod methods {
    use super::*;

    pointers! {
        impl Local {
            fn by_reference(&self, i: usize) -> Result<u32> {
                self.data[i] = 7;
                self.data[i] += 1;
                self.data[i] <<= 5;
                self.rows[i][2] *= 2;
                self.head->age = 9;
                self.head[i].age <<= 1;
                self.head->scores[i] -= 1;
                self.grid[i][0]->at.1 |= 1;
                let last = &raw mut self.data[i];
                last <<= *last + 1;
                set(&mut self.head->age, self.head->age + 1);
                set(&mut self.rows[i][0], 4);
                let row = &raw mut self.rows[i][1];
                *row = 1;
                Ok(self.data[i] + self.rows[i][2] + self.head->age + self.head[i].age + self.head->scores[i]
                    + self.grid[i][0]->at.1 + self.rows[i][0] + self.rows[i][1])
            }

            fn by_mutable_reference(&mut self, i: usize) -> Result<u32> {
                self.grid[i][0] = self.head;
                realloc(self.data, 16);
                self.data[3] = 1;
                realloc(self.rows[i], 16);
                self.rows[i][3] = self.data[3] + self.grid[i][0]->age;
                self.head += 1;
                self.head->age = 3;
                self.head -= 1;
                Ok(self.rows[i][3] + self.head[1].age)
            }

            fn by_value(self) -> Result<()> {
                free(self.rows[0]);
                free(self.rows[1]);
                free(self.rows);
                free(self.data);
                free(self.head);
                assert!(self.rows.read().is_err() && self.data.read().is_err());
                Ok(())
            }
        }

        trait Ages {
            fn people(&self) -> MallocPointer<Person>;

            fn sum(&self) -> Result<u32> {
                self.people()->age += 1;
                Ok(self.people()[0].age + self.people()[1]->age + self.people()->scores[2])
            }
        }

        impl Ages for Local {
            fn people(&self) -> MallocPointer<Person> {
                self.head
            }
        }
    }

    #[test]
    fn of_a_structure_with_handles() -> Result<()> {
        let mut local = Local::make()?;
        assert_eq!(local.by_reference(1)?, 6 + 12 + 10 + 12 + 5 + 7 + 4 + 1);
        assert_eq!(local.by_mutable_reference(1)?, 11 + 3);
        assert_eq!(local.sum()?, 11 + 3 + 6);
        local.by_value()
    }
}

macro_rules! same {
    ($($tokens:tt)*) => { $($tokens)* };
}

macro_rules! value {
    ($value:expr) => {
        $value
    };
}

/// Of the arguments of the user's macros the paths are read that hold `~` or `->`.
mod in_macros_of_the_users {
    use super::*;

    once! { arrow(p: MallocPointer<Person>) {
        assert_eq!(value!(p->age) + value!(p->scores[1]) + value!(p->at.1), 18);
        assert_eq!(value!((p + 1)->age.pow(2)), 36);
    } }
    once! { tilde(m: MallocPointer<MallocPointer<u32>>) { assert_eq!(value!(~~m) + value!(~(~m + 1)), 12); } }
    once! { of_a_place(v: MallocPointer<Vector>) { assert_eq!(value!(v->data[1]) + value!(v->people[1]->age), 12); } }
    once! { of_a_local_structure(w: Local) { assert_eq!(value!(w.head->age) + value!(w.grid[1][0]->age), 12); } }
    once! { chunk(c: CallocPointer<Person>) { assert_eq!(value!(c->age) + value!(c->scores[2]), 12); } }
    once! { statements(p: MallocPointer<Person>) {
        same! { p->age = 7; p->scores[1] += 2; }
        assert_eq!((p->age, p->scores[1]), (7, 8));
    } }
}

mod in_macros_of_std {
    use super::*;

    twice! { printed(p: MallocPointer<Person>) {
        let mut out = String::new();
        write!(out, "{} {:>3} {a}", p->age, p->scores[1], a = p[1].at.0).map_err(|_| p.read().unwrap_err())?;
        out += &format!("{}", format_args!(" {}", p[1].age));
        assert_eq!(out, "6   6 6 6");
    } }
    twice! { asserted(v: MallocPointer<Vector>) {
        assert!(v->data[1] == 6, "{}", v->data[1]);
        assert_ne!(v->data[1], v->people[1]->age + 1, "{}", v->people[1]->age);
        debug_assert!(v->data[1] < 7 && matches!(v->data[2], 5..=6));
    } }
    twice! { collected(v: MallocPointer<Vector>) {
        assert_eq!(vec![v->data[1], v->people[1]->age], vec![v->data[0]; 2]);
        assert_eq!([v->data[1]; 2], [6, 6]);
    } }
    twice! { of_a_local_structure(w: Local) {
        assert_eq!(vec![w.data[1], w.rows[1][2]], [w.head->age, w.grid[1][0]->age]);
        assert!(matches!(w.data[1], 6) && w.rows[1][2] != 7, "{} {}", w.data[1], w.rows[1][2]);
    } }
}

/// `{place}` in a string.
mod in_format_strings {
    use super::*;

    twice! { tilde(p: MallocPointer<u32>) { assert_eq!(format!("{~p} {~p:>3} {(~p)}"), "6   6 6"); } }
    twice! { arrow(p: MallocPointer<Person>) { assert_eq!(format!("{p->age} {p->scores[1]:02} {p->at.1} {p->scores:?}"), "6 06 6 [6, 6, 6]"); } }
    twice! { element(p: MallocPointer<u32>) { assert_eq!(format!("{~p[1]} {p[1]:>2}"), "6  6"); } }
    twice! { element_of_a_place(m: MallocPointer<MallocPointer<u32>>) { assert_eq!(format!("{m[1][2]} {~m[1][2]}"), "6 6"); } }
    twice! { of_a_field(v: MallocPointer<Vector>) { assert_eq!(format!("{v->data[1]} {v->people[1]->age} {~v->data}"), "6 6 6"); } }
    twice! { field_of_an_element(p: MallocPointer<Person>) { assert_eq!(format!("{p[1].age} {p[1]->age}"), "6 6"); } }
    twice! { of_a_local_structure(w: Local) { assert_eq!(format!("{w.head->age} {w.grid[1][0]->age}"), "6 6"); } }
    twice! { chunk(c: CallocPointer<Person>) { assert_eq!(format!("{c->age} {c[1].age}"), "6 6"); } }
}

#[test]
fn in_async_blocks() -> Result<()> {
    use std::task::{Context, Poll, Waker};

    let p = MallocPointer::<Person>::make()?;
    let v = MallocPointer::<Vector>::make()?;
    let work = pointers! {
        async move {
            p->age = 7;
            p->scores[1] += 1;
            v->data[2] <<= 8;
            Ok::<u32, Error>(p[0].age + p->scores[1] + v->data[2])
        }
    }?;
    let mut work = Box::pin(work);
    let polled = work.as_mut().poll(&mut Context::from_waker(Waker::noop()));
    let Poll::Ready(sum) = polled else {
        panic!("it waits for nothing")
    };
    assert_eq!(sum?, 22);
    Ok(())
}
