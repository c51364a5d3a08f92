//! The forms, on memory that is assigned.

use std::ops::{Index, IndexMut};

use pointers_core::__private::{At, traits::*};
use pointers_core::{
    CallocPointer, ErrorKind, MallocPointer, Pointer, free, malloc, traits::SlicePointer,
};
use pointers_macros::Fields;

use crate::{Done, kind};

/// An index of a place.
macro_rules! at {
    ($place:expr, $index:expr $(,)?) => {
        At($place.__pointers_p_load()?, $index)
    };
}

#[derive(Fields)]
#[fields(crate = pointers_core)]
struct Node {
    value: i32,
    next: MallocPointer<Node>,
    bytes: [u8; 4],
    list: Vec<i32>,
    option: Option<i32>,
    boxed: Box<(i32, String)>,
    at: (i32, (u8, i64)),
    call: Option<fn(i32) -> i32>,
    dynamic: Option<Box<dyn Fn(i32) -> i32>>,
    name: String,
    handles: Vec<MallocPointer<Node>>,
    lists: Vec<Vec<i32>>,
}

#[derive(Fields, Clone, Copy)]
#[fields(crate = pointers_core)]
struct Person {
    age: u32,
    scores: [i32; 4],
}

#[derive(Fields, Clone, Copy)]
#[fields(crate = pointers_core)]
struct Team {
    members: MallocPointer<MallocPointer<Person>>,
    _count: u32,
}

#[derive(Fields, Clone, Copy)]
#[fields(crate = pointers_core)]
struct Numbers {
    data: MallocPointer<i32>,
    len: usize,
}

#[derive(Fields, Clone, Copy)]
#[fields(crate = pointers_core)]
struct Grid {
    grid: [[MallocPointer<Person>; 2]; 2],
}

fn node(value: i32, next: MallocPointer<Node>) -> Done<MallocPointer<Node>> {
    let p = malloc(size_of::<Node>())?;
    p.write(Node {
        value,
        next,
        bytes: *b"abcd",
        list: vec![1, 2, 3],
        option: Some(4),
        boxed: Box::new((1, "x".into())),
        at: (1, (2, 3)),
        call: None,
        dynamic: None,
        name: "n".into(),
        handles: vec![next],
        lists: vec![vec![1], vec![2, 3]],
    })?;
    Ok(p)
}

#[test]
fn elements_of_a_handle() -> Done {
    let p = malloc::<i32>(16)?;
    for i in 0..4_u8 {
        p.__pointers_p_at_mut(i)?.__pointers_p_move(i32::from(i))?; // p[i] <<= v
    }
    assert_eq!(p.__pointers_p_at(2_u64)?.__pointers_p_value()?, 2); // p[i]
    p.__pointers_p_at_mut(1_i8)?.__pointers_p_assign(10)?; // p[i] = v
    let mut at = p.__pointers_p_at_mut(1)?.__pointers_p_place()?; // p[i] += v
    *at += 5;
    at.__pointers_p_commit()?;
    let q: MallocPointer<i32> = p.__pointers_p_at_mut(3)?.__pointers_p_raw()?; // &raw mut p[i]
    assert_eq!(
        (q.read()?, q.__pointers_p_at(-2)?.__pointers_p_value()?),
        (3, 15)
    );
    assert_eq!(
        p.__pointers_p_at(1)?
            .__pointers_p_tilde()?
            .__pointers_p_value()?,
        15
    ); // ~p[i]
    assert_eq!(*p.__pointers_p_at(1)?.__pointers_p_look()?, 15);
    assert_eq!(kind(p.__pointers_p_at(5)), ErrorKind::OutOfBounds);
    assert_eq!(
        kind(p.__pointers_p_at(4)?.__pointers_p_value()),
        ErrorKind::OutOfBounds
    );
    let right = p.__pointers_p_at(0)?.__pointers_p_type().value(3_u8.into());
    p.__pointers_p_at_mut(0)?.__pointers_p_assign(right)?;
    let mut other = 9;
    std::mem::swap(
        &mut *p.__pointers_p_at_mut(0)?.__pointers_p_guard()?,
        &mut other,
    );
    assert_eq!(p.read()?, 9);
    Ok(free(p)?)
}

#[test]
fn handles_of_handles_and_arrays() -> Done {
    let m = malloc::<MallocPointer<i32>>(2 * size_of::<MallocPointer<i32>>())?;
    for i in 0..2_usize {
        m.__pointers_p_at_mut(i)?.__pointers_p_move(malloc(8)?)?; // m[i] <<= h
        for j in 0..2 {
            let at = m.__pointers_p_at_mut(i)?;
            at!(at, j)
                .__pointers_p_at_mut()?
                .__pointers_p_move(i as i32 * 10 + j)?; // m[i][j] <<= v
        }
    }
    assert_eq!(
        at!(m.__pointers_p_at(1)?, 1)
            .__pointers_p_at()?
            .__pointers_p_value()?,
        11
    ); // m[i][j]
    let (element, tilde) = (
        m.__pointers_p_at(1)?,
        m.__pointers_p_at(1)?.__pointers_p_tilde()?,
    );
    assert_eq!(element.__pointers_p_value()?, tilde.__pointers_p_value()?); // ~m[i]: the element, a handle
    let mut at = at!(m.__pointers_p_at_mut(1)?, 0)
        .__pointers_p_at_mut()?
        .__pointers_p_place()?;
    *at <<= 1;
    at.__pointers_p_commit()?;
    free(m.__pointers_p_at(1)?.__pointers_p_value()?)?; // free(m[i])
    let gone = at!(m.__pointers_p_at(1)?, 0).__pointers_p_at();
    assert_eq!(kind(gone), ErrorKind::Memory);

    let a = malloc::<[i32; 3]>(24)?;
    a.__pointers_p_at_mut(0)?.__pointers_p_move([1, 2, 3])?;
    a.__pointers_p_at_mut(1)?.__pointers_p_move([4, 5, 6])?;
    at!(a.__pointers_p_at_mut(1)?, 2_u8)
        .__pointers_p_at_mut()?
        .__pointers_p_assign(60)?; // a[1][2] = 60
    assert_eq!(
        at!(a.__pointers_p_at(0)?, 1)
            .__pointers_p_at()?
            .__pointers_p_value()?,
        2
    );
    assert_eq!(
        at!(a.__pointers_p_at(1)?, 2)
            .__pointers_p_at()?
            .__pointers_p_value()?,
        60
    );
    let outside = at!(a.__pointers_p_at(0)?, 3).__pointers_p_at();
    assert_eq!(kind(outside), ErrorKind::OutOfBounds);
    assert_eq!(
        kind(at!(a.__pointers_p_at(0)?, -1).__pointers_p_at()),
        ErrorKind::OutOfBounds
    );
    let one: Pointer<i32> = at!(a.__pointers_p_at_mut(0)?, 1)
        .__pointers_p_at_mut()?
        .__pointers_p_raw()?;
    one.write(20)?;
    assert_eq!(a.read()?, [1, 20, 3]);
    let part = at!(a.__pointers_p_at(0)?, 1..).__pointers_p_at()?;
    assert_eq!(&*part.__pointers_p_look()?, [20, 3]); // a[0][1..]
    free(a)?;
    assert_eq!(kind(one.read()), ErrorKind::Memory);

    let words: CallocPointer<str> = pointers_core::calloc(2, 8)?;
    words.__pointers_p_at_mut(1)?.__pointers_p_move("abc")?; // words[1] <<= "abc"
    assert_eq!(words.__pointers_p_at(1)?.__pointers_p_value()?, "abc");
    assert_eq!(words.__pointers_p_at(1)?.__pointers_p_look()?.len(), 3);
    SlicePointer::write(words, "x")?;
    free(words)?;
    free(m.__pointers_p_at(0)?.__pointers_p_value()?)?;
    Ok(free(m)?)
}

struct Mine([i32; 3]);

enum Which {
    Second,
}

impl Index<Which> for Mine {
    type Output = i32;

    fn index(&self, _: Which) -> &i32 {
        &self.0[1]
    }
}

impl IndexMut<Which> for Mine {
    fn index_mut(&mut self, _: Which) -> &mut i32 {
        &mut self.0[1]
    }
}

#[test]
fn collections_of_rust() -> Done {
    let p = malloc::<i32>(8)?;
    p.fill(5, 2)?;
    let mut v = vec![p, p];
    assert_eq!(
        at!(v.__pointers_p_at(1)?, 1_u8)
            .__pointers_p_at()?
            .__pointers_p_value()?,
        5
    ); // v[i][j], a Vec of handles
    at!(v.__pointers_p_at_mut(0)?, 1)
        .__pointers_p_at_mut()?
        .__pointers_p_assign(7)?;
    assert_eq!(
        at!(v.__pointers_p_at(0)?, 1)
            .__pointers_p_at()?
            .__pointers_p_value()?,
        7
    );
    let mut vv = vec![vec![1, 2], vec![3]];
    at!(vv.__pointers_p_at_mut(0)?, 1)
        .__pointers_p_at_mut()?
        .__pointers_p_assign(9)?;
    *at!(vv.__pointers_p_at_mut(0)?, 1)
        .__pointers_p_at_mut()?
        .__pointers_p_place()? += 1;
    assert_eq!(
        at!(vv.__pointers_p_at(0)?, 1)
            .__pointers_p_at()?
            .__pointers_p_value()?,
        10
    );
    let array = [p, p];
    assert_eq!(
        at!(array.__pointers_p_at(1)?, 0)
            .__pointers_p_at()?
            .__pointers_p_value()?,
        5
    );
    let mut mine = Mine([1, 2, 3]);
    mine.__pointers_p_at_mut(Which::Second)?
        .__pointers_p_assign(8)?;
    assert_eq!(mine.0[1], 8);
    let held = malloc::<Mine>(12)?;
    held.write(mine)?;
    let second = at!(held.__pointers_p_at(0)?, Which::Second).__pointers_p_at()?;
    assert_eq!(second.__pointers_p_value()?, 8);
    at!(held.__pointers_p_at_mut(0)?, Which::Second)
        .__pointers_p_at_mut()?
        .__pointers_p_assign(1)?;
    free(held)?;
    Ok(free(p)?)
}

struct Owner {
    head: MallocPointer<Node>,
    staff: MallocPointer<Person>,
    items: Vec<MallocPointer<Node>>,
}

impl Owner {
    /// `self.head->next->value`
    fn second(&self) -> Done<i32> {
        let next = self
            .head
            .__pointers_p_arrow()?
            .__pointers_p_field(|m| &m.next)?;
        Ok(next
            .__pointers_p_arrow()?
            .__pointers_p_field(|m| &m.value)?
            .__pointers_p_value()?)
    }

    /// `self.staff[i]->age`
    fn age(&self, i: u8) -> Done<u32> {
        let person = self.staff.__pointers_p_at(i)?;
        Ok(person
            .__pointers_p_arrow()?
            .__pointers_p_field(|m| &m.age)?
            .__pointers_p_value()?)
    }

    /// `self.items[i]->value`
    fn item(&self, i: usize) -> Done<i32> {
        let item = self.items.__pointers_p_at(i)?;
        Ok(item
            .__pointers_p_arrow()?
            .__pointers_p_field(|m| &m.value)?
            .__pointers_p_value()?)
    }
}

#[test]
fn chains() -> Done {
    let staff = malloc::<Person>(2 * size_of::<Person>())?;
    for i in 0..2 {
        let person = Person {
            age: 30 + i,
            scores: [1, 2, 3, 4],
        };
        staff.__pointers_p_at_mut(i)?.__pointers_p_move(person)?;
    }
    let scores = staff
        .__pointers_p_at(1)?
        .__pointers_p_field(|m| &m.scores)?;
    assert_eq!(at!(scores, 2).__pointers_p_at()?.__pointers_p_value()?, 3); // staff[i].scores[2]
    let members = malloc(2 * size_of_val(&staff))?;
    members.write(staff)?;
    members
        .__pointers_p_at_mut(1)?
        .__pointers_p_assign(staff.__pointers_p_at_mut(1)?.__pointers_p_raw()?)?;
    let team = malloc(size_of::<Team>())?;
    team.write(Team { members, _count: 2 })?;
    let member = at!(
        team.__pointers_p_arrow()?
            .__pointers_p_field(|m| &m.members)?,
        1,
    )
    .__pointers_p_at()?;
    let age = member
        .__pointers_p_arrow()?
        .__pointers_p_field(|m| &m.age)?;
    assert_eq!(age.__pointers_p_value()?, 31); // team->members[i]->age
    let mut at = member
        .__pointers_p_arrow()?
        .__pointers_p_field_mut(|m| &mut m.age)?
        .__pointers_p_place()?;
    *at += 1;
    at.__pointers_p_commit()?;
    assert_eq!(age.__pointers_p_value()?, 32);

    let v = malloc(size_of::<Numbers>())?;
    v.write(Numbers {
        data: malloc(40)?,
        len: 0,
    })?;
    for i in 0..3 {
        let len = v
            .__pointers_p_arrow()?
            .__pointers_p_field(|m| &m.len)?
            .__pointers_p_value()?;
        let data = v
            .__pointers_p_arrow()?
            .__pointers_p_field_mut(|m| &mut m.data)?;
        at!(data, len).__pointers_p_at_mut()?.__pointers_p_move(i)?; // v->data[v->len] <<= i
        let mut len = v
            .__pointers_p_arrow()?
            .__pointers_p_field_mut(|m| &mut m.len)?
            .__pointers_p_place()?;
        *len += 1;
        len.__pointers_p_commit()?;
    }
    let data = v.__pointers_p_arrow()?.__pointers_p_field(|m| &m.data)?;
    assert_eq!(at!(data, 2_u8).__pointers_p_at()?.__pointers_p_value()?, 2);
    assert_eq!(data.__pointers_p_tilde()?.__pointers_p_value()?, 0); // ~v->data
    data.__pointers_p_move(50)?; // v->data <<= v: into what it points to
    assert_eq!(at!(data, 0).__pointers_p_at()?.__pointers_p_value()?, 50);
    let len = v
        .__pointers_p_arrow()?
        .__pointers_p_field_mut(|m| &mut m.len)?;
    len.__pointers_p_move(2)?; // v->len <<= 2: shifts
    assert_eq!(len.__pointers_p_value()?, 12);

    let w = malloc(size_of::<Grid>())?;
    w.write(Grid {
        grid: [[staff; 2]; 2],
    })?;
    let row = at!(w.__pointers_p_arrow()?.__pointers_p_field(|m| &m.grid)?, 1).__pointers_p_at()?;
    let cell = at!(row, 0).__pointers_p_at()?;
    assert_eq!(
        cell.__pointers_p_arrow()?
            .__pointers_p_field(|m| &m.age)?
            .__pointers_p_value()?,
        30
    ); // w->grid[1][0]->age
    let local = w.read()?;
    let cell = at!(local.grid.__pointers_p_at(1)?, 0).__pointers_p_at()?;
    assert_eq!(
        cell.__pointers_p_arrow()?
            .__pointers_p_field(|m| &m.age)?
            .__pointers_p_value()?,
        30
    ); // w.grid[1][0]->age

    let a = node(1, node(2, MallocPointer::null())?)?;
    let owner = Owner {
        head: a,
        staff,
        items: vec![a],
    };
    assert_eq!((owner.second()?, owner.age(1)?, owner.item(0)?), (2, 32, 1));
    free(
        owner
            .head
            .__pointers_p_arrow()?
            .__pointers_p_field(|m| &m.next)?
            .__pointers_p_value()?,
    )?; // free(self.head->next)
    assert!(owner.second().is_err());
    Ok(free(a)?)
}

#[test]
fn fields_of_every_sort() -> Done {
    let p = node(1, MallocPointer::null())?;
    let bytes = p
        .__pointers_p_arrow()?
        .__pointers_p_field_mut(|m| &mut m.bytes)?;
    assert_eq!(
        at!(bytes, 1_u8).__pointers_p_at()?.__pointers_p_value()?,
        b'b'
    );
    at!(bytes, 1)
        .__pointers_p_at_mut()?
        .__pointers_p_assign(b'B')?;
    let byte: Pointer<u8> = at!(bytes, 1).__pointers_p_at_mut()?.__pointers_p_raw()?;
    assert_eq!(byte.read()?, b'B');
    let list = p
        .__pointers_p_arrow()?
        .__pointers_p_field_mut(|m| &mut m.list)?;
    assert_eq!(at!(list, 1).__pointers_p_at()?.__pointers_p_value()?, 2);
    at!(list, 1)
        .__pointers_p_at_mut()?
        .__pointers_p_assign(20)?;
    *at!(list, 1).__pointers_p_at_mut()?.__pointers_p_place()? += 1;
    assert_eq!(
        at!(list, ..2)
            .__pointers_p_at()?
            .__pointers_p_look()?
            .to_vec(),
        [1, 21]
    );
    let lists = p.__pointers_p_arrow()?.__pointers_p_field(|m| &m.lists)?;
    assert_eq!(
        at!(at!(lists, 1).__pointers_p_at()?, 1)
            .__pointers_p_at()?
            .__pointers_p_value()?,
        3
    );
    let option = p.__pointers_p_arrow()?.__pointers_p_field(|m| &m.option)?;
    assert!(matches!(option.__pointers_p_value()?, Some(4)));
    let name = p.__pointers_p_arrow()?.__pointers_p_field(|m| &m.name)?;
    assert_eq!(
        (
            name.__pointers_p_look()?.len(),
            &*name.__pointers_p_value()?
        ),
        (1, &"n".to_string())
    );
    name.__pointers_p_guard()?.push('!');
    *name.__pointers_p_place()? += "?";
    assert_eq!(*name.__pointers_p_look()?, "n!?");
    let boxed = p.__pointers_p_arrow()?.__pointers_p_field(|m| &m.boxed)?;
    assert_eq!(
        boxed
            .__pointers_p_field(|m| &m.1)?
            .__pointers_p_look()?
            .len(),
        1
    ); // through Deref
    let boxed = p
        .__pointers_p_arrow()?
        .__pointers_p_field_mut(|m| &mut m.boxed)?;
    boxed
        .__pointers_p_field_mut(|m| &mut m.0)?
        .__pointers_p_assign(6)?;
    let at = p
        .__pointers_p_arrow()?
        .__pointers_p_field_mut(|m| &mut m.at)?;
    let inner = at.__pointers_p_field_mut(|m| &mut m.1)?;
    assert_eq!(inner.__pointers_p_field(|m| &m.0)?.__pointers_p_value()?, 2); // p->at.1.0
    let last: Pointer<i64> = inner
        .__pointers_p_field_mut(|m| &mut m.1)?
        .__pointers_p_raw()?;
    assert_eq!(last.read()?, 3);
    fn one_more(x: i32) -> i32 {
        x + 1
    }
    let call = p
        .__pointers_p_arrow()?
        .__pointers_p_field_mut(|m| &mut m.call)?;
    call.__pointers_p_assign(Some(one_more))?; // a coercion inside of Some
    assert_eq!(call.__pointers_p_value()?.unwrap()(1), 2);
    let dynamic = p
        .__pointers_p_arrow()?
        .__pointers_p_field_mut(|m| &mut m.dynamic)?;
    dynamic.__pointers_p_assign(Some(Box::new(|x| x * 2)))?;
    assert_eq!((*dynamic.__pointers_p_look()?).as_ref().unwrap()(4), 8);
    let handles = p.__pointers_p_arrow()?.__pointers_p_field(|m| &m.handles)?;
    let null = at!(handles, 0).__pointers_p_at()?.__pointers_p_arrow()?;
    assert_eq!(
        kind(null.__pointers_p_field(|m| &m.value)?.__pointers_p_value()),
        ErrorKind::NullPointer
    );
    let link = p
        .__pointers_p_arrow()?
        .__pointers_p_field_mut(|m| &mut m.next)?
        .__pointers_p_raw()?;
    link.write(p)?;
    assert_eq!(p.borrow()?.next, p);
    Ok(free(p)?)
}

#[test]
fn pointers_to_arrays() -> Done {
    let p = node(1, MallocPointer::null())?;
    let bytes: Pointer<[u8; 4]> = p
        .__pointers_p_arrow()?
        .__pointers_p_field_mut(|m| &mut m.bytes)?
        .__pointers_p_raw()?;
    assert_eq!(bytes.__pointers_p_at(1)?.__pointers_p_value()?, b'b'); // q[i] is (~q)[i]
    bytes.__pointers_p_at_mut(3_u8)?.__pointers_p_assign(b'D')?;
    assert_eq!(&bytes.read()?, b"abcD");
    assert_eq!(kind(bytes.__pointers_p_at(4)), ErrorKind::OutOfBounds);
    let holder = malloc::<Pointer<[u8; 4]>>(size_of::<Pointer<[u8; 4]>>())?;
    holder.write(bytes)?;
    let held = holder.__pointers_p_at(0)?;
    assert_eq!(at!(held, 0).__pointers_p_at()?.__pointers_p_value()?, b'a');
    free(holder)?;
    Ok(free(p)?)
}
