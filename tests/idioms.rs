//! Programs as people write them, a bit of everything in each.
#![deny(warnings)]
#![allow(
    clippy::nonminimal_bool,
    reason = "written so to see what the macro makes of it"
)]
#![forbid(unsafe_code)]

use std::collections::HashMap;

use pointers::prelude::*;

type Outcome = Result<()>;

#[test]
fn every_form_of_value() -> Outcome {
    let owned = String::from("owned");
    let list = [1_u8, 2, 3];
    let yes = list.len() > 2;
    pointers! {
        let a = malloc(64); a <<= { let y = 3; y * 2 }; assert_eq!(~a, 6); free(a);
        let a = malloc(64); a <<= if yes { 1 } else { 2 }; assert_eq!(~a, 1); free(a);
        let a = malloc(64); a <<= match list.len() { 3 => 'x', _ => 'y' }; assert_eq!(~a, 'x'); free(a);
        let a = malloc(64); a <<= list.len() as u16; assert_eq!(~a, 3); free(a);
        let a = malloc(64); a <<= -1; assert_eq!(~a, -1); free(a);
        let a = malloc(64); a <<= true; assert!(~a); free(a);
        let a = malloc(64); a <<= 1.5; assert_eq!(~a * 2.0, 3.0); free(a);
        let a = malloc(64); a <<= 1_u8 + 2; assert_eq!(~a, 3); free(a);
        let a = malloc(64); a <<= "abc".len(); assert_eq!(~a, 3); free(a);
        let a = malloc(64); a <<= [0; 4]; assert_eq!((~a)[3], 0); free(a);
        let a = malloc(240); a <<= (1, "a"); assert_eq!((~a).1, "a"); free(a);
        let a = malloc(64); a <<= Some(3); assert_eq!(~a, Some(3)); free(a);
        let a = malloc(64); a <<= None::<u8>; assert_eq!(~a, None); free(a);
        let a = malloc(24); a <<= vec![1]; assert_eq!((~a).len(), 1); free(a);
        let a = malloc(64); a <<= Box::new(1); assert_eq!(**~a, 1); free(a);
        let a = malloc(24); a <<= "abc".to_string(); assert_eq!((~a).as_str(), "abc"); free(a);
        let a = malloc(64); a <<= owned.as_str(); assert_eq!(~a, "owned"); free(a);
        let a = malloc(64); a <<= &owned[1..]; assert_eq!(~a, "wned"); free(a);
        let a = malloc(64); a <<= &list[..]; assert_eq!(~a, [1, 2, 3]); free(a);
        let a = malloc(64); a <<= concat!("a", "b"); assert_eq!(~a, "ab"); free(a);
        let a = malloc(64); a <<= |x: i32| x + 1; assert_eq!((~a)(1), 2); free(a);
        let a = malloc(64); a <<= ~0_u8; assert_eq!(~a, 255); free(a);
        let a = malloc(64); a <<= owned.trim(); let b = malloc(64); b <<= (~a).as_str(); assert_eq!(~b, "owned"); free(a); free(b);
        let a = calloc(4, 4); (a + 1) <<= 4; (&a) <<= 3; assert_eq!(~(a + 1) + ~a, 7); free(a);
    }
}

#[test]
fn reads_in_every_place() -> Outcome {
    let some = Some(4);
    let mut seen = String::new();
    let mut sum = 0;
    pointers! {
        let p = malloc(4);
        p <<= 4;
        if let Some(x) = some && ~p == x { seen.push('a'); }
        let Some(y) = some else { return Ok(()) };
        assert_eq!(y, ~p);
        while ~p < 10 { ~p += 1; }
        loop { match ~p { 0 => break, n => { ~p = n / 2 } } }
        ~p = 3;
        sum += ~p;
        sum += [1, 2].iter().enumerate().map(|(i, x)| x * i as i32).sum::<i32>();
        let pair = (~p, [~p; 2]);
        match (~p, pair.0) { (3, 3) => seen.push_str(&format!("{~p}")), _ => unreachable!() }
        let f = |x: &MallocPointer<i32>| -> Result<i32> { Ok(~x) };
        assert_eq!(f(&p)?, 3);
        let handles = [p, p];
        handles.iter().try_for_each(|h| h.write(5))?;
        assert_eq!(~handles[1] + ~p, 10);
        let map = HashMap::from([("key", p)]);
        assert_eq!(~map["key"], 5);
        map["key"] <<= 6;
        let value = 'found: { if ~p == 6 { break 'found ~p; } 0 };
        assert_eq!(value, 6);
        let text = if ~p > 5 { "big" } else { "small" };
        assert_eq!(text, "big");
        let range: Vec<i32> = (0..~p).collect();
        assert_eq!(range.len(), 6);
        let x = -~p + ~p * 2 - (~p << 1);
        assert_eq!(x, -6);
        assert!(!(~p == 3) && ~p as u8 == 6);
        free(p);
    }?;
    assert_eq!((seen.as_str(), sum), ("a3", 5));
    Ok(())
}

#[derive(Debug)]
enum Kind {
    Leaf,
    Named(String),
}

struct Tree {
    value: i32,
    name: String,
    kind: Kind,
    left: MallocPointer<Tree>,
    right: MallocPointer<Tree>,
    children: Vec<MallocPointer<Tree>>,
    run: fn(i32) -> i32,
    maybe: Option<i32>,
}

pointers! {
    fn tree(value: i32) -> Result<MallocPointer<Tree>> {
        let left = MallocPointer::null();
        let right = left;
        let node = malloc(size_of::<Tree>());
        let (name, kind, children) = (value.to_string(), Kind::Leaf, vec![]);
        node <<= Tree { value, name, kind, left, right, children, run: |x| x + 1, maybe: Some(value) };
        Ok(node)
    }

    fn insert(node: MallocPointer<Tree>, value: i32) -> Result<MallocPointer<Tree>> {
        if node.is_null() {
            return tree(value);
        }
        if value < node->value {
            node->left = insert(node->left, value)?;
        } else {
            node->right = insert(node->right, value)?;
        }
        Ok(node)
    }

    fn sum(node: MallocPointer<Tree>) -> Result<i32> {
        if node.is_null() { Ok(0) } else { Ok(node->value + sum(node->left)? + sum(node->right)?) }
    }

    fn release(node: MallocPointer<Tree>) -> Result<()> {
        if !node.is_null() {
            release(node->left)?;
            release(node->right)?;
            free(node);
        }
        Ok(())
    }
}

#[test]
fn trees() -> Outcome {
    fn length(text: &str) -> usize {
        text.len()
    }
    pointers! {
        let root = MallocPointer::null();
        for value in [5, 2, 8, 1] {
            root = insert(root, value)?;
        }
        assert_eq!(sum(root)?, 16);
        assert_eq!(root->left->left->value, 1);
        root->left->value = 20;
        root->value += root->left->value;
        assert_eq!(root->value, 25);
        (&mut root->children).push(root->left);
        assert_eq!(root->children[0]->value, 20);
        root->children[0]->value -= 1;
        assert_eq!(root->children.iter().map(|c| Ok::<_, Error>((~c).value)).sum::<Result<i32>>()?, 19);
        assert_eq!((root->run)(root->left->left->value), 2);
        assert_eq!(length(&root->name), 1);
        assert!(root->name == "5" && !root->name.is_empty());
        root->name = format!("{}!", root->name);
        root->name += &root->left->name;
        println!("{} {:?} {root->name:>5}", root->name, root->kind);
        root->kind = Kind::Named(root->name.clone());
        match root->kind {
            Kind::Named(ref name) => assert_eq!(name, "5!2"),
            Kind::Leaf => unreachable!(),
        }
        if let Some(value) = root->maybe { assert_eq!(value, 5); }
        root->maybe = None;
        assert!(root->maybe.is_none());
        release(root)?;
    }
}

#[test]
fn plain_rust_in_the_macro() -> Outcome {
    pointers! {
        let p = malloc(8)?;
        p <<= 1_u64;
        realloc(p, 16)?;
        assert_eq!((p.size(), ~p), (16, 1));
        let q = realloc(p, 24)?;
        assert_eq!(~q, 1);
        pointers::free(q)?;
        let closure = |size| realloc(p, size);
        assert!(closure(8).is_err());
        let r = malloc(3);
        let grow = || r.size();
        assert_eq!(grow(), 3);
        r <<= "abc";
        realloc(r, 4);
        assert_eq!(format!("{(~r).len()} {~r:>4} {r:?}").len(), 8 + format!("{r:?}").len() - 1);
        free(r);
    }
}

#[test]
fn assignments_are_rusts_wherever_they_were() -> Result<()> {
    struct S {
        n: u32,
        p: CallocPointer<u8>,
        v: Vec<u32>,
    }
    let mut s = S {
        n: 1,
        p: calloc(2, 1)?,
        v: vec![1],
    };
    let mut list: Vec<u32> = vec![];
    let mut text = String::new();
    let mut opt = Some(3_u32);
    pointers! {
        s.n += 1;
        s.p += 1;
        s.p <<= 2;
        s.v[0] += 5;
        s.v[0] <<= 1;
        list.push(~s.p as u32);
        text += "a";
        text += &format!("{}", ~s.p);
        if let Some(x) = &mut opt { *x += 1; *x <<= 1; }
        if let Some(ref mut x) = opt { *x += 1; }
        let (mut a, b) = (1, 2);
        a += b;
        a <<= 1;
        let t: u64 = { let mut t = 0; for i in 0..3_u64 { t += i; } t };
        let mut it = [1, 2, 3].into_iter();
        let mut total = 0_i64;
        while let Some(x) = it.next() { total += x; it.by_ref(); }
        let mut arr = [[0_u8; 2]; 2];
        arr[0][1] += 1;
        arr[1][0] <<= 1;
        let mut dur = std::time::Duration::ZERO;
        dur += std::time::Duration::from_secs(1);
        assert_eq!((a, t, total, arr[0][1], dur.as_secs()), (6, 3, 6, 1, 1));
        let mut best = None;
        best = best.max(Some(3));
        assert_eq!(best, Some(3));
        let mut sum = list.iter().sum::<u32>();
        sum += 1;
        assert_eq!(sum, 3);
        free(s.p - 1);
    }?;
    assert_eq!((s.n, text.as_str(), opt, s.v[0]), (2, "a2", Some(9), 12));
    Ok(())
}
