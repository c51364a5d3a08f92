//! What is done with `*q` and `q[i]` of a `Pointer` beside the tables: calls, signs, loops, references, `realloc` and `free`.

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
