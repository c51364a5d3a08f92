//! Memory of all types, and everything else that has the same syntax.

use std::collections::{BTreeMap, HashMap};
use std::ops::{Index, IndexMut, Not};

use pointers::prelude::*;

use crate::{filled, same, values};

#[test]
fn collections_and_integers() {
    same! {
        before { let mut v = vec![1_u64, 2, 3]; let mut n = 1_u32; let f = vec![1.5, 2.5]; let mut g = f.clone(); }
        body {
            let mut total = 0;
            for i in 0..3 {
                total += ~v[i] & 0xff;
                v[i] <<= 1;
                v[i] += 3;
                v[i] -= 1;
                n <<= 1;
                n += 1;
                total += u64::from(~n & 3);
            }
            let mut i = 0;
            while i < 2 { g[i] += f[i] * 2.0; g[i] -= 0.5; i += 1; }
            total
        }
        after { (v, n, g) }
    };
    same! {
        before { let mut words = vec![String::from("a"), String::from("b")]; let flags = [true, false]; }
        body {
            let mut ups = 0;
            for i in 0..2 { words[i] += "x"; if ~flags[i] { ups += 1; } }
            ups
        }
        after { words }
    };
    same! {
        before { let mut v = vec![0_u64; 100]; let p = filled(100); }
        body {
            for i in 0..100 { v[i] += ~p[i]; v[i] <<= 1; p[i] <<= ~v[i]; }
        }
        after { (v, values(p, 100)) }
    };
    same! {
        before {
            let mut map = HashMap::from([('a', 1_u32), ('b', 2), ('c', 3)]);
            let mut tree = BTreeMap::from([(String::from("k"), filled(3))]);
            let key = String::from("k");
        }
        body {
            let mut total = 0;
            for c in 'a'..='c' { total += ~map[&c] & 7; }
            for i in 0..3 { total += (~tree[&String::from("k")])as u32; tree[&key] <<= 5; (*tree.get_mut("k").unwrap())[i] <<= 6; }
            map.clear();
            tree.clear();
            total
        }
        after {}
    };
}

/// Neither its keys nor its values are numbers.
#[derive(Debug)]
struct Odd(Vec<bool>);
struct Key(usize);

impl Index<Key> for Odd {
    type Output = bool;
    fn index(&self, key: Key) -> &bool {
        &self.0[key.0]
    }
}

impl IndexMut<Key> for Odd {
    fn index_mut(&mut self, key: Key) -> &mut bool {
        &mut self.0[key.0]
    }
}

#[derive(Clone, Copy, Debug)]
struct Bits(u8);

impl Not for Bits {
    type Output = String;
    fn not(self) -> String {
        format!("not {}", self.0)
    }
}

impl std::ops::ShlAssign<&str> for Bits {
    fn shl_assign(&mut self, by: &str) {
        self.0 = by.len() as u8;
    }
}

#[test]
fn types_of_users() {
    same! {
        before { let odd = Odd(vec![true, false]); let mut bits = [Bits(1), Bits(2)]; let mut seen = Vec::new(); }
        body {
            for i in 0..2 {
                seen.push((~odd[Key(i)]).to_string());
                bits[i] <<= "abc";
                seen.push(~bits[i]);
            }
        }
        after { (odd, bits, seen) }
    };
}

#[test]
fn values_of_all_types() {
    same! {
        before { let p: MallocPointer<String> = malloc(3 * size_of::<String>()).unwrap(); }
        body {
            for i in 0..3 { p[i] <<= format!("{i}"); }
            let mut all = String::new();
            for i in 0..4 { all += &~p[i]; all += &(~p[i]).to_uppercase(); }
            all
        }
        after { free(p).unwrap() }
    };
    same! {
        before {}
        body {
            let names = malloc(3 * size_of::<String>());
            for i in 0..3 { names[i] <<= String::from("n"); }
            let mut length = 0;
            for i in 0..3 { length += (~names[i]).len() + i; names[i] += "x"; }
            free(names);
            let text = malloc(8);
            let mut read = String::new();
            for _ in 0..3 { text[0] <<= "abc"; read += &~text; }
            let bytes = malloc(8);
            let mut sum = 0;
            for i in 0..3_u8 { bytes[0] <<= &[1, 2, i]; sum += (~bytes[0]).len(); }
            (length, read, sum)
        }
        after {}
    };
    same! {
        before { let p: MallocPointer<(u8, f32)> = malloc(40 * 8).unwrap(); }
        body {
            for i in 0..40_u8 { p[i] <<= (i, 0.5); }
            let mut total = 0.0;
            for i in 0..40 { total += (~p[i]).1; (~p[i]).0 += 1; }
            for i in 0..41 { p[i] <<= (1, total); }
        }
        after { values(p, 40) }
    };
    same! {
        before { let p: MallocPointer<MallocPointer<u64>> = malloc(40 * 16).unwrap(); let block = filled(80); }
        body {
            for i in 0..40 { p[i] <<= block + i; }
            let mut total = 0;
            for i in 0..40 { p[i] += 1; total += ~~p[i]; ~p[i] <<= 3; }
            for i in 0..40 { p[i] += 60; }
            total
        }
        after { values(block, 80) }
    };
    same! {
        before { let p: MallocPointer<[u64; 12]> = malloc(4 * 96).unwrap(); }
        body {
            for i in 0..4 { p[i] <<= [i as u64; 12]; }
            let mut total = 0;
            for i in 0..5 { total += (~p[i])[3]; (~p[i])[2] = 9; }
            total
        }
        after { values(p, 4) }
    };
    same! {
        before { let p: MallocPointer<()> = malloc(4).unwrap(); }
        body { for i in 0..5 { p[i] <<= (); ~p[i]; } }
        after {}
    };
    same! {
        before { let p: MallocPointer<f64> = malloc(400).unwrap(); p.fill(1.0, 50).unwrap(); }
        body {
            let mut total = 0.5;
            for i in 1..50 { p[i] <<= (~p[i - 1] * 1.5).min(1e9); total += ~p[i]; p[i] -= 1.0; }
            for i in 0..50 { if ~p[i] > 1e6 { p[i] <<= -total; } }
            total
        }
        after { values(p, 50) }
    };
    same! {
        before { let p: MallocPointer<bool> = malloc(50).unwrap(); p.fill(false, 50).unwrap(); }
        body {
            let mut count = 0;
            for i in 0..50 { if i % 3 == 0 { p[i] <<= !~p[i]; }
                if ~p[i] && i > 5 { count += 1; }
            }
            count
        }
        after { values(p, 50) }
    };
    same! {
        before { let p: MallocPointer<char> = malloc(400).unwrap(); p.fill('x', 100).unwrap(); }
        body {
            for i in 0..100_u8 { p[i] <<= (i + 40) as char; }
            let mut found = 0;
            for i in 0..100 { if ~p[i] == 'A' { found = i; break; } }
            found
        }
        after { values(p, 100) }
    };
}

#[test]
fn chunks() {
    same! {
        before {}
        body {
            let mem: CallocPointer<i32> = calloc(60, 28);
            let mut total = 0;
            for i in 0..60 { mem[i] <<= i; mem[i] += 1; total += ~mem[i]; }
            for i in 0..61 { total += ~mem[i]; }
            total
        }
        after {}
    };
    same! {
        before {}
        body {
            let mem = calloc(60, 4);
            let mut total = 0;
            for i in 0..60 { total += ~mem[i]; mem[i] <<= i; }
            for p in mem { total += ~p; p <<= 3; p += 1; }
            for i in 0..60 { total += ~mem[i]; }
            total
        }
        after {}
    };
    same! {
        before {}
        body {
            let mem = calloc_safe(60, 4);
            for i in 0..40 { mem[i] <<= i; }
            let mut total = 0;
            for i in 0..60 { total += ~mem[i]; }
            total
        }
        after {}
    };
}

#[test]
fn unaligned_chunks() {
    same! {
        before {}
        body {
            let mem: CallocPointer<u32> = calloc(60, 5);
            let mut total = 0;
            for i in 0..60 { mem[i] <<= i * 7; total += ~mem[i]; mem[i] -= i; }
            total
        }
        after {}
    };
}

#[test]
fn sizes_of_cpython() {
    use pointers::cpython::*;
    same! {
        before {}
        body {
            let mem = calloc(40, 28);
            let mut total = 0;
            for i in 0..40 { mem[i] <<= i; total += ~mem[i]; }
            for i in 38..42 { mem[i] <<= 1; }
            total
        }
        after {}
    };
    same! {
        before {}
        body {
            let mem = calloc(40, 28);
            for i in 0..40 { mem[i] <<= 1_i64 << i; }
        }
        after {}
    };
}

pointers! {
    #![deny(hoisting)]
    fn usual_generic<T: PartialOrd>(p: MallocPointer<T>, n: usize) -> Result<usize> {
        let mut most = 0;
        for i in 1..n { if *~p[i] > *~p[most] { most = i; } }
        Ok(most)
    }
    fn usual_generic_copy<T: Copy + std::ops::Add<Output = T>>(p: MallocPointer<T>, n: usize) -> Result<T> {
        for i in 1..n { p[i] <<= ~p[i] + ~p[i - 1]; }
        Ok(~p[n - 1])
    }
}

pointers! {
    fn hoisted_generic<T: PartialOrd>(p: MallocPointer<T>, n: usize) -> Result<usize> {
        let mut most = 0;
        for i in 1..n { if *~p[i] > *~p[most] { most = i; } }
        Ok(most)
    }
    fn hoisted_generic_copy<T: Copy + std::ops::Add<Output = T>>(p: MallocPointer<T>, n: usize) -> Result<T> {
        for i in 1..n { p[i] <<= ~p[i] + ~p[i - 1]; }
        Ok(~p[n - 1])
    }
}

#[test]
fn generic() -> Result<()> {
    let p = filled(50);
    p.add(9)?.write(900)?;
    assert_eq!(usual_generic(p, 50)?, 9);
    assert_eq!(hoisted_generic(p, 50)?, 9);
    assert!(hoisted_generic(p, 51).is_err());
    let q = filled(50);
    q.add(9)?.write(900)?;
    assert_eq!(usual_generic_copy(p, 50)?, hoisted_generic_copy(q, 50)?);
    assert_eq!(values(p, 50), values(q, 50));
    Ok(())
}
