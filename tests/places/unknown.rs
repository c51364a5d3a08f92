//! Bases of which only the type says whether they are handles: fields of local structures, of `self`, variables without a
//! type, calls.

use std::cell::Cell;
use std::collections::HashMap;

use pointers::prelude::*;

#[derive(Fields)]
struct Person {
    age: u32,
    name: String,
    scores: [u8; 4],
}

struct Local {
    data: MallocPointer<i32>,
    rows: MallocPointer<MallocPointer<i32>>,
    arrays: MallocPointer<[i32; 2]>,
    people: MallocPointer<Person>,
    list: Vec<MallocPointer<i32>>,
    names: Vec<String>,
    grid: [[u8; 2]; 2],
    calls: Cell<usize>,
}

impl Local {
    fn new() -> Result<Self> {
        pointers! {
            let data: MallocPointer<i32> = malloc(12);
            for i in 0..3 { data[i] = i + 1; }
            let rows: MallocPointer<MallocPointer<i32>> = malloc(2 * size_of::<MallocPointer<i32>>());
            for i in 0..2 {
                rows[i] = malloc(8);
                for j in 0..2 { rows[i][j] = 10 * (i + 1) + j; }
            }
            let arrays: MallocPointer<[i32; 2]> = malloc(16);
            arrays[0] = [1, 2];
            arrays[1] = [3, 4];
            let people: MallocPointer<Person> = malloc(2 * size_of::<Person>());
            for i in 0..2 {
                people[i] = Person { age: 30 + i, name: format!("p{i}"), scores: [1, 2, 3, 4] };
            }
            Local {
                data,
                rows,
                arrays,
                people,
                list: vec![data, rows[1]],
                names: vec!["x".to_owned(), "y".to_owned()],
                grid: [[1, 2], [3, 4]],
                calls: Cell::new(0),
            }
        }
    }

    fn next(&self) -> usize {
        self.calls.set(self.calls.get() + 1);
        self.calls.get()
    }

    fn rows(&self) -> MallocPointer<MallocPointer<i32>> {
        self.rows
    }

    fn free(self) -> Result<()> {
        pointers! {
            free(self.rows[0]);
            free(self.rows[1]);
            free(self.rows);
            free(self.data);
            free(self.arrays);
            free(self.people);
        }
    }
}

pointers! {
    impl Local {
        fn values(&self, i: usize, j: u8) -> Result<i32> {
            Ok(self.data[i] + self.rows[i][j] + self.arrays[i][j] + self.list[i][j] + i32::from(self.grid[i][1]))
        }

        fn fields(&self, i: u16, j: i64) -> Result<u32> {
            Ok(self.people[i].age + u32::from(self.people[i].scores[j]))
        }

        fn compared(&self, i: usize) -> Result<bool> {
            Ok(self.people[i].name == "p1" && self.names[i] == "y" && self.data[i] < self.rows[i][0])
        }

        fn shown(&self, i: usize) -> Result<String> {
            Ok(format!("{} {} {} {}", self.people[i].name, self.names[i], self.data[i], self.rows()[i][0]))
        }

        fn changed(&mut self, i: usize) -> Result<()> {
            self.data[i] = 5;
            self.data[i] += 5;
            self.data[i] *= 5;
            self.data[i] |= 1;
            self.rows[i][0] = 7;
            self.rows[i][1] += 7;
            self.arrays[i][1] -= 7;
            self.people[i].age = 7;
            self.people[i].age <<= 7;
            self.people[i].age += 1;
            self.people[i].scores[2_u8] = 9;
            self.people[i].scores[2] ^= 1;
            self.people[i].name += "!";
            self.list[i][0] *= 2;
            self.names[i] = "z".into();
            self.names[i] += "z";
            self.grid[i][0] <<= 2;
            self.grid[i][1] -= 2;
            Ok(())
        }

        fn once(&self) -> Result<i32> {
            self.data[self.next()] = 3;
            self.data[self.next()] += 3;
            let a = self.data[self.next() - 1];
            self.rows[self.next() - 4][0] = 1;
            Ok(a)
        }

        fn lent(&mut self, i: usize) -> Result<usize> {
            let length = self.people[i].name.len() + self.names[i].len();
            let same = length_of(&self.people[i].name) + length_of(&self.names[i]);
            set(&mut self.people[i].age, 4);
            set(&mut self.people[i].age, self.people[0].age);
            append(&mut self.names[i]);
            append(&mut self.people[i].name);
            self.names[i].push('?');
            let age: Pointer<u32> = &raw mut self.people[i].age;
            age <<= 6;
            let second: MallocPointer<i32> = &raw mut self.data[1];
            second += 1;
            Ok(length + same + self.people[i].name.clone().len() + (~second) as usize)
        }

        fn in_closures(&mut self, i: usize) -> Result<i32> {
            let read = |k: usize| -> Result<i32> { Ok(self.data[k] + self.rows[k][0] + i32::from(self.grid[k][0])) };
            let sum = read(i)?;
            let mut write = |value: i32| -> Result<()> {
                self.data[i] = value;
                self.rows[i][0] += value;
                self.grid[i][0] = 0;
                Ok(())
            };
            write(4)?;
            Ok(sum)
        }
    }

    fn generic<T: Copy, P>(local: &Pair<T, P>, i: usize) -> Result<T> {
        let all = local.all;
        Ok(if i > 0 { local.all[i] } else { all[i] })
    }

    fn untyped(local: &Local, j: u8) -> Result<i32> {
        let row = local.rows();
        let first = row[0];
        let names = &local.names;
        Ok(first[j] + row[1][j] + local.rows()[1][j] + names[0].len() as i32)
    }
}

fn length_of(name: &str) -> usize {
    name.len()
}

fn set(age: &mut u32, to: u32) {
    *age = to;
}

fn append(name: &mut String) {
    name.push('!');
}

struct Pair<T, P> {
    all: MallocPointer<T>,
    #[allow(dead_code, reason = "only its type matters")]
    other: P,
}

#[test]
fn are_read() -> Result<()> {
    let local = Local::new()?;
    assert_eq!(local.values(1, 1)?, 2 + 21 + 4 + 21 + 4);
    assert_eq!(local.fields(1, 2)?, 34);
    assert!(local.compared(1)? && !local.compared(0)?);
    assert_eq!(local.shown(1)?, "p1 y 2 20");
    assert_eq!(untyped(&local, 1)?, 11 + 21 + 21 + 1);
    local.free()
}

#[test]
fn are_changed() -> Result<()> {
    let mut local = Local::new()?;
    local.changed(1)?;
    pointers! {
        assert_eq!((local.data[1], local.rows[1][0], local.rows[1][1], local.arrays[1][1]), (51, 14, 28, -3));
        assert_eq!((local.people[1].age, local.people[1].scores[2]), (897, 8));
        assert_eq!(local.people[1].name, "p1!");
        assert_eq!((local.names[1].as_str(), local.grid[1]), ("zz", [12, 2]));
        assert_eq!((local.data[0], local.rows[0][0]), (1, 10));
    }?;
    local.free()
}

#[test]
fn are_lent() -> Result<()> {
    let mut local = Local::new()?;
    assert_eq!(local.lent(1)?, 3 + 3 + 3 + 3);
    pointers! {
        assert_eq!((local.people[1].age, local.people[1].name.as_str(), local.names[1].as_str()), (6, "p1!", "y!?"));
    }?;
    local.free()
}

#[test]
fn indices_are_evaluated_once() -> Result<()> {
    let local = Local::new()?;
    assert_eq!(local.once()?, 6);
    assert_eq!(local.calls.get(), 4);
    local.free()
}

#[test]
fn stand_in_closures_and_generic_functions() -> Result<()> {
    let mut local = Local::new()?;
    assert_eq!(local.in_closures(1)?, 2 + 20 + 3);
    pointers! { assert_eq!((local.data[1], local.rows[1][0], local.grid[1][0]), (4, 24, 0)); }?;
    let pair = Pair {
        all: local.data,
        other: "",
    };
    assert_eq!(generic(&pair, 0)? + generic(&pair, 1)?, 5);
    local.free()
}

#[test]
fn what_is_rusts_stays_rusts() -> Result<()> {
    pointers! {
        let mut map: HashMap<String, Vec<u8>> = HashMap::new();
        map.insert("a".to_owned(), vec![1, 2]);
        let taken = map["a"][1];
        let mut boxes = vec![Box::new(1), Box::new(2)];
        *boxes[1] += 1;
        boxes[0] = Box::new(taken.into());
        let mut grid = [[0; 3]; 2].to_vec();
        grid[1][2] = 4;
        let last = grid.len();
        grid[1][last] += 1;
        let row = &mut grid[1];
        row[0] = row[2];
        let mut all = String::from("abc");
        let part = &all[1..];
        assert_eq!((part.len(), *boxes[0], *boxes[1]), (2, 2, 3));
        all.push('d');
        assert_eq!(grid, [[0; 3], [5, 0, 5]]);
    }
}

#[test]
fn rows_that_only_lead_to_an_index_are_rusts() -> Result<()> {
    pointers! {
        let (mut a, mut b) = ([1, 2], [3, 4]);
        let mut lent: Vec<&mut [u32]> = vec![&mut a, &mut b];
        lent[0][1] += 1;
        lent[0][0] <<= 1;
        lent[1][0] *= 2;
        for i in 0..2 {
            for j in 0..2 { lent[i][j] += 1; }
        }
        assert_eq!(lent, [[3, 4], [7, 5]]);
        let mut boxed: Vec<Box<[Box<[u8]>]>> = vec![Box::new([Box::new([1, 2])])];
        boxed[0][0][1] += 3;
        boxed[0][0][0] = boxed[0][0][1];
        assert_eq!(*boxed[0][0], [5, 5]);
        let shared: [&[&str]; 1] = [&["ab", "c"]];
        assert_eq!(shared[0][0].len() + shared[0][1].as_bytes().len(), 3);
        let counted = vec![std::rc::Rc::new(vec![String::from("rc")])];
        assert_eq!(counted[0][0].len(), 2);
    }
}

#[test]
fn an_index_is_checked_before_the_next_is_evaluated() {
    let seen = std::cell::Cell::new(0);
    let at = |i: usize| {
        seen.set(seen.get() + 1);
        i
    };
    let mut rows = vec![vec![1]];
    let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        let _: Result<()> = pointers! {
            rows[at(1)][at(0)] = 2;
        };
    }));
    assert!(outcome.is_err());
    assert_eq!(seen.get(), 1);
}
