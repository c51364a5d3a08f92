//! What is done with `*q` and `q[i]` of a `Pointer` beside the tables: calls, signs, loops, references, `realloc` and `free`.

#![allow(
    clippy::explicit_auto_deref,
    clippy::vec_box,
    clippy::boxed_local,
    clippy::swap_with_temporary,
    reason = "the stars and the boxes are what is tested"
)]

use pointers::prelude::*;

#[derive(Clone, Copy, Fields)]
struct Job {
    run: fn(u32) -> u32,
    n: i32,
    on: bool,
    rows: [MallocPointer<u32>; 2],
}

pointers! {
    fn call(q: Pointer<Job>) -> Result<u32> { Ok(((*q).run)(3)) }
    fn negated(q: Pointer<Job>) -> Result<(i32, bool)> { Ok((-(*q).n, !(*q).on)) }
    fn summed(q: Pointer<[u32; 3]>) -> Result<u32> {
        let mut total = 0;
        for i in 0..3 { total += q[i]; q[i] = 0; q[i] += 1; (*q)[i] *= 2; }
        Ok(total)
    }
    fn by_reference(q: &Pointer<Job>, w: &mut Pointer<Job>) -> Result<i32> {
        let mut nine = 9;
        (**w).n = 4;
        (**w).n += 1;
        (**q).n <<= 1;
        std::mem::swap(&mut (**q).n, &mut nine);
        let run = |q: &Pointer<Job>| -> Result<i32> { Ok((**q).n.pow(1)) };
        Ok((**q).n + run(q)?)
    }
    fn freed(q: Pointer<[MallocPointer<u32>; 2]>, j: Pointer<Job>) -> Result<u32> {
        realloc(q[1], 8);
        q[1][1] = 3;
        let n = q[1][1];
        free(q[1]);
        q[1] = NULL;
        assert!(q[1] == NULL && (*q)[0] != NULL);
        (*j).rows[0] = malloc(4);
        let row = (*j).rows[0];
        *row = n + 1;
        let x = *row;
        free((*j).rows[0]);
        Ok(x + n)
    }
    fn ranged(q: Pointer<[u32; 3]>) -> Result<usize> { Ok((*q)[1..].len() + (*q).iter().count()) }
    fn generic<T: Copy + std::ops::AddAssign>(q: Pointer<(T, T)>, v: T) -> Result<T> {
        (*q).0 = v;
        (*q).0 += v;
        (*q).1 = (*q).0;
        Ok((*q).1)
    }
    fn deep(out: Pointer<Pointer<[u32; 3]>>) -> Result<u32> {
        (*out)[1] = 4;
        (*out)[1] += 4;
        Ok((*out)[1] + (*out)[2].pow(2))
    }
    fn nested(q: Pointer<Job>, t: Pointer<[u32; 3]>) -> Result<u32> {
        t[(*q).n as usize] = t[t[1] as usize % 3] + 1;
        (*t)[{ (*q).n = 2; 2 }] += (*t)[0];
        Ok(t[1].max(t[2] + 1).min((*q).n as u32 + 90))
    }
}

fn twice(n: u32) -> u32 {
    2 * n
}

#[test]
fn each_means_what_it_means_of_a_variable() -> Result<()> {
    let jobs: MallocPointer<Job> = malloc(size_of::<Job>())?;
    jobs.write(Job {
        run: twice,
        n: 1,
        on: true,
        rows: [MallocPointer::null(); 2],
    })?;
    let q: Pointer<Job> = jobs.into();
    assert_eq!(call(q)?, 6);
    assert_eq!(negated(q)?, (-1, false));
    let rows: MallocPointer<[u32; 3]> = malloc(12)?;
    rows.write([1, 2, 3])?;
    assert_eq!(summed(rows.into())?, 6);
    assert_eq!(rows.read()?, [2, 2, 2]);
    let mut w = q;
    assert_eq!(by_reference(&q, &mut w)?, 18);
    let two: MallocPointer<[MallocPointer<u32>; 2]> = malloc(2 * size_of::<MallocPointer<u32>>())?;
    two.write([malloc(4)?, malloc(4)?])?;
    assert_eq!(freed(two.into(), q)?, 7);
    free(two.read()?[0])?;
    assert_eq!(ranged(rows.into())?, 5);
    let pair: MallocPointer<(u32, u32)> = malloc(8)?;
    pair.write((0, 0))?;
    assert_eq!(generic(pair.into(), 4)?, 8);
    let out: MallocPointer<Pointer<[u32; 3]>> = malloc(size_of::<Pointer<[u32; 3]>>())?;
    out.write(rows.into())?;
    assert_eq!(deep(out.into())?, 12);
    rows.write([5, 1, 7])?;
    q.write(Job { n: 1, ..q.read()? })?;
    assert_eq!(nested(q, rows.into())?, 13);
    assert_eq!(rows.read()?, [5, 2, 12]);
    free(jobs)?;
    free(rows)?;
    free(two)?;
    free(pair)?;
    free(out)
}

mod outside {
    //! What the macro sees neither the names nor the types of.

    use super::*;

    pub(super) struct Grids {
        pub(super) m: MallocPointer<MallocPointer<u32>>,
        pub(super) v: Vec<MallocPointer<u32>>,
        pub(super) w: Vec<Vec<u32>>,
        pub(super) boxed: Vec<Vec<Box<MallocPointer<u32>>>>,
    }

    pub(super) type Own<T> = Box<T>;
}

use outside::{Grids, Own};

pointers! {
    #[derive(Fields)]
    struct Grid { cells: MallocPointer<MallocPointer<u32>>, rows: [[u32; 2]; 2] }

    fn three_steps(g: Pointer<Grid>, x: usize, y: usize) -> Result<u32> {
        (*g).cells[y][x] = 4;
        (*g).cells[y][x] += 4;
        (*g).cells[y][x] <<= 7;
        (*g).cells[y][x]++;
        let mut nine = 9;
        std::mem::swap(&mut (*g).cells[y][x], &mut nine);
        let address = &raw mut (*g).cells[y][x];
        *address -= 1;
        (*g).rows[y][x] = nine;
        (*g).rows[y][x] *= 2;
        Ok((*g).cells[y][x] + (*g).rows[y][x].pow(2))
    }
    /// However deep it lies.
    #[derive(Clone, Copy, Fields)]
    struct Deep { next: MallocPointer<Deep>, both: [MallocPointer<Deep>; 2], n: u32 }
    fn deep_steps(d: Pointer<Deep>, i: usize, x: u32) -> Result<u32> {
        (*d).next[i].next[0].next[i].next[0].n = x;
        (*d).next[i].both[1][i].next[0].both[i][0].n += x;
        (*d).next[i].both[1][i].next[0].both[i][0].next[i].n <<= 1;
        (*d).next[i].both[1][i].next[0].both[i][0].n++;
        let mut hundred = 100;
        std::mem::swap(&mut (*d).next[i].next[i].next[i].next[i].next[i].n, &mut hundred);
        let address = &raw mut (*d).next[i].next[i].next[i].next[i].n;
        *address += (*d).next[i].both[0][i].next[i].both[1][i].n;
        let held = Shelf { rows: [Shelf { rows: [(*d).next] }] };
        held.rows[0].rows[i][0].next[i].next[i].n += 2;
        Ok(held.rows[0].rows[i][0].next[i].next[i].n)
    }
    struct Shelf<T> { rows: [T; 1] }
    /// In what is Rust's nothing is evaluated twice, or before its time.
    fn deep_rust(rows: &mut Vec<Vec<Vec<Vec<Vec<String>>>>>, seen: &mut Vec<usize>) -> String {
        let mut next = |n: usize| { seen.push(n); 0 };
        rows[next(0)][next(1)][next(2)][next(3)][next(4)] += "!";
        rows[next(5)][next(6)][next(7)][next(8)][next(9)] = String::from("new");
        rows[0][0][0][0][0].clone()
    }
    fn four_steps(m: &Grids, deep: &mut [[[[u32; 1]; 1]; 1]; 1]) -> Result<u32> {
        let rows = [[m.m]];
        deep[0][0][0][0] = rows[0][0][1][1];
        Ok(deep[0][0][0][0] + rows[0][0][1][1])
    }

    /// Behind the `*` of what is named where it is declared: a field, a function, a method, an element.
    #[derive(Clone, Copy, Fields)]
    struct Node { f: u32, g: u32, next: MallocPointer<Node> }
    struct Holder { node: MallocPointer<Node>, one: Pointer<Node>, own: Box<Node> }
    fn given(p: MallocPointer<Node>) -> MallocPointer<Node> { p }
    fn tried(p: MallocPointer<Node>) -> Result<MallocPointer<Node>> { Ok(p) }
    impl Holder {
        fn slot(&self) -> MallocPointer<Node> { self.node }
        fn first(&self) -> Pointer<Node> { self.one }
    }
    fn of_fields(h: &mut Holder, p: MallocPointer<Node>) -> Result<u32> {
        (*h.node).f = 3;
        (*h.node).f += 4;
        (*h.node).g <<= 1;
        (*(*h.node).next).f = 4;
        std::mem::swap(&mut (*h.node).f, &mut (*h.node).g);
        let address = &raw mut (*h.node).f;
        *address += 1;
        let own = &mut (*h.own).f;
        *own += 1;
        Ok((*h.node).f.pow(2) + (*p).f + (*h.own).f)
    }
    fn of_results(h: &Holder, p: MallocPointer<Node>) -> Result<u32> {
        (*given(p)).f = 5;
        (*h.slot()).g += 1;
        (*h.first()).g++;
        let (q, r) = (given(p), tried(p)?);
        let s = tried(q)?;
        (*s).f += (*tried(r)?).g;
        Ok((*given(p)).f + (*h.slot()).g + (*h.first()).f.min(99))
    }
    fn of_elements(v: &[MallocPointer<Node>], w: Vec<Pointer<Node>>) -> Result<u32> {
        (*v[0]).f = 2;
        (*v[0]).f += 2;
        (*w[0]).g = 3;
        Ok((*v[0]).f.pow(2) + (*w[0]).g)
    }
    fn in_closures(h: &Holder) -> Result<u32> {
        let squared = |h: &Holder| -> Result<u32> {
            std::mem::swap(&mut (*h.node).f, &mut 3);
            Ok((*h.node).f.pow(2))
        };
        squared(h)
    }

    /// Rows of which nothing says what they are.
    fn unknown_rows(g: &mut Grids, i: usize, j: usize) -> Result<u32> {
        let (m, v, w) = (g.m, g.v.clone(), &mut g.w);
        m[i][j] <<= m[i][j] + 1;
        v[i][j] <<= v[i][j] + 1;
        w[i][j] <<= w[i][j] + 1;
        *(m[i]) += 2;
        *m[i] += 2;
        *v[i] = 3;
        *(v[i]) *= 2;
        for i in 0..2 { for j in 0..2 {
            m[i][j] <<= ~m[i][j] + 1;
            v[i][j] <<= ~v[i][j] + 1;
            g.m[i][j] <<= ~g.m[i][j] + 1;
        } }
        Ok(~m[i][j] + ~v[0][0] + (~w[i][j] & 0xff) + ~g.m[0][1] + ~g.boxed[0][0])
    }

    struct Buffer { slot: MallocPointer<u32>, want: usize }
    impl Buffer {
        fn lent(&mut self) -> &mut MallocPointer<u32> { &mut self.slot }
        fn want(&self) -> usize { self.want }
        fn grow(&mut self) -> Result<()> {
            realloc(*self.lent(), self.want());
            Ok(())
        }
    }

    /// A `Box` by whatever name is moved out of, and lends its fields one by one.
    fn own(q: Own<String>, mut r: Own<(u32, String)>) -> (String, u32) {
        let (n, s) = (&mut r.0, &mut r.1);
        s.push('!');
        *n += 1;
        (*q + &s[..], *n)
    }
}

type Pointer2 = (u32, u32);

mod own_pointer {
    //! Here `Pointer` is the user's own.

    type Pointer<T> = Box<T>;

    pointers::pointers! {
        fn whole(q: Pointer<super::Pointer2>) -> super::Pointer2 { *q }
        fn moved(q: Pointer<String>) -> String { *q }
        fn bound(q: Pointer<String>) -> String { let s = *q; s }
        fn lent(mut q: Pointer<super::Pointer2>) -> u32 {
            let (a, b) = (&mut q.0, &mut q.1);
            std::mem::swap(a, b);
            let r = &mut (*q).0;
            *r += 1;
            (*q).1 <<= 2;
            (*q).0 + (*q).1
        }
    }

    #[test]
    fn a_box_of_that_name_is_a_box() {
        assert_eq!(whole(Box::new((1, 2))), (1, 2));
        assert_eq!(
            moved(Box::new("a".into())) + &bound(Box::new("b".into())),
            "ab"
        );
        assert_eq!(lent(Box::new((1, 2))), 7);
    }
}

mod shared_pointer {
    type Pointer<T> = &'static T;

    pointers::pointers! {
        fn part(q: Pointer<(u32, String)>) -> &'static String { &(*q).1 }
        fn whole(q: Pointer<String>) -> &'static String { &*q }
    }

    #[test]
    fn a_reference_of_that_name_lives_as_long_as_it_did() {
        static PAIR: (u32, String) = (1, String::new());
        assert!(part(&PAIR).is_empty() && whole(&PAIR.1).is_empty());
    }
}

#[test]
fn three_steps_behind_a_star() -> Result<()> {
    let row = malloc::<u32>(8)?;
    let cells = malloc::<MallocPointer<u32>>(32)?;
    row.write(1)?;
    row.add(1)?.write(2)?;
    cells.write(row)?;
    cells.add(1)?.write(row)?;
    let grid = malloc::<Grid>(size_of::<Grid>())?;
    grid.write(Grid {
        cells,
        rows: [[0; 2]; 2],
    })?;
    assert_eq!(three_steps(grid.into(), 1, 1)?, 8 + 16 * 16);
    assert_eq!(row.read()?, 1);
    let grids = Grids {
        m: cells,
        v: vec![row],
        w: vec![vec![]],
        boxed: vec![],
    };
    assert_eq!(four_steps(&grids, &mut [[[[0]]]])?, 16);
    free(row)?;
    free(cells)?;
    free(grid)
}

#[test]
fn steps_of_any_depth_behind_a_star() -> Result<()> {
    let d = malloc::<Deep>(size_of::<Deep>())?;
    d.write(Deep {
        next: d,
        both: [d; 2],
        n: 0,
    })?;
    // 5, 10, 20, 21; 100 is swapped in, and doubled; then 2 more.
    assert_eq!(deep_steps(d.into(), 0, 5)?, 202);
    free(d)?;
    let mut rows = vec![vec![vec![vec![vec!["old".to_owned()]]]]];
    let mut seen = Vec::new();
    assert_eq!(deep_rust(&mut rows, &mut seen), "new");
    assert_eq!(seen, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    Ok(())
}

#[test]
fn what_a_call_lends_is_reallocated_to_what_another_says() -> Result<()> {
    let mut buffer = Buffer {
        slot: malloc(4)?,
        want: 4096,
    };
    buffer.grow()?;
    assert_eq!(buffer.slot.size(), 4096);
    free(buffer.slot)
}

#[test]
fn stars_of_what_is_declared_to_be_a_handle() -> Result<()> {
    let node = Node {
        f: 1,
        g: 2,
        next: MallocPointer::null(),
    };
    let p = malloc::<Node>(size_of::<Node>())?;
    let q = malloc::<Node>(size_of::<Node>())?;
    p.write(node)?;
    q.write(Node { next: p, ..node })?;
    let mut holder = Holder {
        node: q,
        one: p.into(),
        own: Box::new(node),
    };
    assert_eq!(of_fields(&mut holder, p)?, 5 * 5 + 4 + 2);
    assert_eq!(of_results(&holder, p)?, 8 + 8 + 8);
    assert_eq!(of_elements(&[p, q], vec![q.into()])?, 16 + 3);
    assert_eq!(in_closures(&holder)?, 9);
    free(p)?;
    free(q)
}

#[test]
fn rows_of_which_only_the_type_says_what_they_are() -> Result<()> {
    let [a, b] = [malloc::<u32>(8)?, malloc::<u32>(8)?];
    for (at, row) in [a, b].into_iter().enumerate() {
        row.write(at as u32)?;
        row.add(1)?.write(10)?;
    }
    let m = malloc::<MallocPointer<u32>>(32)?;
    m.write(a)?;
    m.add(1)?.write(b)?;
    let mut grids = Grids {
        m,
        v: vec![a, b],
        w: vec![vec![1, 2], vec![3, 4]],
        boxed: vec![vec![Box::new(a)]],
    };
    // `b[1]` is 10 + 1 + 1, then three more; `a[0]` is 0 + 3, `a[1]` 10 + 3; `w[1][1]` is 4 << 5.
    assert_eq!(
        unknown_rows(&mut grids, 1, 1)?,
        15 + 3 + (!128 & 0xff) + 13 + 3
    );
    assert_eq!(
        own(Box::new("a".into()), Box::new((1, "b".into()))),
        ("ab!".into(), 2)
    );
    free(a)?;
    free(b)?;
    free(m)
}
