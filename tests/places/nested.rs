//! Fresh memory whose elements are arrays of arrays, or of structures.

use pointers::prelude::*;

#[derive(Fields, Clone, Copy, Debug, PartialEq)]
struct Point {
    x: i32,
    y: i64,
}

#[test]
fn arrays_are_assigned_part_by_part() -> Result<()> {
    pointers! {
        let m: MallocPointer<[[f64; 3]; 3]> = malloc(2 * 72);
        m[0][1][2] = 1.5;
        m[0][1][2] *= 2.0;
        println!("{}", m[0][1][2]);
        assert_eq!(m[0][1][2], 3.0);
        for y in 0..3 {
            for x in 0..3 {
                m[1][y][x] = (3 * y + x) as f64;
            }
        }
        assert_eq!(m[1][2], [6.0, 7.0, 8.0]);
        free(m);

        let p: MallocPointer<[Point; 3]> = malloc(48);
        for i in 0..3 {
            p[0][i].x = i;
            let y = &raw mut p[0][i].y;
            y <<= 7;
            assert_eq!(p[0][i], Point { x: i, y: 7 });
        }
        assert_eq!((~p)[2].x, 2);
        free(p);
    }
}

/// What is too deep to have arms: a chain of calls, of vectors and of handles.
mod deep {
    use pointers::prelude::*;

    struct Tree {
        below: Vec<Tree>,
        memory: MallocPointer<Tree>,
        value: u32,
    }

    fn vectors(depth: u32) -> Tree {
        Tree {
            below: if depth == 0 {
                Vec::new()
            } else {
                vec![vectors(depth - 1)]
            },
            memory: MallocPointer::null(),
            value: depth,
        }
    }

    fn handles(depth: u32) -> Result<Tree, Error> {
        let memory = malloc(size_of::<Tree>())?;
        if depth > 0 {
            memory.write(handles(depth - 1)?)?;
        }
        Ok(Tree {
            below: Vec::new(),
            memory,
            value: depth,
        })
    }

    fn add(value: &mut u32, more: u32) {
        *value += more - 1;
    }

    macro_rules! used {
        ($name:ident, $step:ident) => {
            pointers! {
                fn $name(mut t: Tree) -> Result<Tree, Error> {
                    let t = &mut t;
                    t.$step[0].$step[0].$step[0].$step[0].$step[0].$step[0].$step[0].value = 3;
                    t.$step[0].$step[0].$step[0].$step[0].$step[0].$step[0].$step[0].value += 4;
                    t.$step[0].$step[0].$step[0].$step[0].$step[0].$step[0].$step[0].value <<= 1;
                    let more = t.$step[0].$step[0].$step[0].$step[0].$step[0].$step[0].$step[0].value;
                    add(
                        &mut t.$step[0].$step[0].$step[0].$step[0].$step[0].$step[0].$step[0].value,
                        t.$step[0].$step[0].$step[0].$step[0].$step[0].$step[0].$step[0].value,
                    );
                    assert_eq!(more, 14);
                    assert_eq!(t.$step[0].$step[0].$step[0].$step[0].$step[0].$step[0].$step[0].value, 27);
                    Ok(vectors(0))
                }
            }
        };
    }

    used! { in_vectors, below }

    #[test]
    fn of_vectors() -> Result<(), Error> {
        in_vectors(vectors(8)).map(drop)
    }

    used! { in_handles, memory }

    #[test]
    fn of_handles() -> Result<(), Error> {
        in_handles(handles(8)?).map(drop)
    }
}
