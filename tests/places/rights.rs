//! Right sides that look at what they are stored into: the guards are let go of, and the temporaries live as in Rust.

use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::AddAssign;
use std::sync::{Mutex, PoisonError};

use pointers::prelude::*;

#[derive(Clone, Debug, PartialEq, Fields)]
struct Person {
    name: String,
    tags: Vec<String>,
    size: usize,
}

impl Person {
    fn named(&self) -> &str {
        &self.name
    }
}

fn person() -> Person {
    Person {
        name: "Ada".to_owned(),
        tags: vec!["a".to_owned()],
        size: 1,
    }
}

fn names<const N: usize>(names: [&str; N]) -> Result<MallocPointer<String>, Error> {
    let p = malloc::<String>(N * size_of::<String>())?;
    for (index, name) in names.into_iter().enumerate() {
        p.add(index)?.write(name.to_owned())?;
    }
    Ok(p)
}

#[test]
fn an_element_is_made_from_itself() -> Result<(), Error> {
    let v = names(["a", "b"])?;
    pointers! {
        v[0] = v[0].clone() + "1";
        v[0] <<= v[0].clone() + "2";
        v[0] = String::clone(&v[0]) + "3";
        v[0] = format!("{}{}", v[0], 4);
        v[0] = match v[0].as_str() { "a1234" => v[0].clone() + "5", _ => v[1].clone() };
        v[0] = if v[0].ends_with('5') { v[0].clone() + "6" } else { String::new() };
        v[0] = v[0].chars().chain(v[1].chars()).collect();
        v[1] = std::mem::take(&mut v[1]) + &v[0];
        assert_eq!(v[0], "a123456b");
        assert_eq!(v[1], "ba123456b");
        free(v);
    }?;
    Ok(())
}

pointers! {
fn a_whole_is_made_from_itself_by(p: MallocPointer<String>) -> Result<(), Error> {
    ~p = (~p).clone() + "1";
    *p = (*p).clone() + "2";
    p <<= (*p).clone() + "3";
    *p = String::clone(&*p) + "4";
    *p = String::clone(&~p) + "5";
    *p = (&*p).trim().to_owned() + "6";
    assert_eq!(*p, "a123456");
    free(p);
    Ok(())
}
}

#[test]
fn a_whole_is_made_from_itself() -> Result<(), Error> {
    let p = names(["a"])?;
    a_whole_is_made_from_itself_by(p)
}

pointers! {
fn a_field_is_made_from_its_structure_by(m: MallocPointer<Person>) -> Result<(), Error> {
    m->name = m->name.clone() + "1";
    m->name = m->named().to_owned() + "2";
    (*m).name = (*m).name.clone() + "3";
    m->tags[0] = m->tags[0].clone() + &m->name;
    m->size = m->tags.len() + m->size;
    m->size += m->tags.len();
    *m = Person { tags: m->tags.clone(), ..(*m).clone() };
    assert_eq!(m->name, "Ada123");
    assert_eq!(m->tags[0], "aAda123");
    assert_eq!(m->size, 3);
    free(m);
    Ok(())
}
}

#[test]
fn a_field_is_made_from_its_structure() -> Result<(), Error> {
    let m = malloc::<Person>(size_of::<Person>())?;
    m.write(person())?;
    a_field_is_made_from_its_structure_by(m)
}

struct Holder {
    items: MallocPointer<String>,
    rusts: Vec<String>,
}

#[test]
fn the_same_where_only_the_type_says_whose_it_is() -> Result<(), Error> {
    let mut of = Holder {
        items: names(["a", "b"])?,
        rusts: vec!["r".to_owned()],
    };
    let h = &mut of;
    pointers! {
        h.items[0] = h.items[0].clone() + "1";
        h.items[0] <<= h.items[0].clone() + "2";
        h.items[0] += h.items[1].as_str();
        h.items[0] += &h.items[1];
        h.rusts[0] = h.rusts[0].clone() + "1";
        h.rusts[0] = h.items[0].clone() + "2";
        h.rusts[0] += h.items[1].as_str();
        *h.items = String::clone(&h.items[0]) + "3";
        assert_eq!(h.items[0], "a12bb3");
        assert_eq!(h.rusts[0], "a12bb2b");
        free(h.items);
    }?;
    Ok(())
}

pointers! {
fn what_borrows_from_what_is_looked_at_is_added_by(v: MallocPointer<String>, a: MallocPointer<String>, m: MallocPointer<Person>, number: i32) -> Result<(), Error> {
    v[0] += (~a).as_str();
    v[0] += a[0].as_str();
    v[0] += a[0].trim_start_matches(v[1].as_str());
    v[0] += &a[0];
    v[0] += &a[0].as_str()[..1];
    v[0] += m->named();
    v[0] += number.to_string().as_str();
    ~v += (*a).as_str();
    *v += (*a).as_str();
    m->name += a[0].as_str();
    m->name += number.to_string().as_str();
    m->name += match a[0].as_str() { "a" => "!", other => other };
    m->name += &Cow::from(a[0].as_str());
    assert_eq!(v[0], "vaaaaaAda7aa");
    assert_eq!(m->name, "Adaa7!a");
    free(v);
    free(a);
    free(m);
    Ok(())
}
}

#[test]
fn what_borrows_from_what_is_looked_at_is_added() -> Result<(), Error> {
    let (v, a) = (names(["v", "w"])?, names(["a"])?);
    let m = malloc::<Person>(size_of::<Person>())?;
    m.write(person())?;
    let number = 7;
    what_borrows_from_what_is_looked_at_is_added_by(v, a, m, number)
}

pointers! {
fn the_type_of_the_place_is_that_of_the_value_by(v: MallocPointer<String>, m: MallocPointer<Person>, n: MallocPointer<u64>, text: MallocPointer<Box<dyn Fn() -> usize>>) -> Result<(), Error> {
    n[0] = v[0].parse().unwrap_or(0);
    *n = v[0].parse().unwrap_or(1) + ~n;
    n <<= v[0].parse::<u64>().unwrap_or(1) + ~n;
    m->size = v[0].parse().unwrap_or(2);
    m->tags = m->name.chars().map(String::from).collect();
    let name = v[0].clone();
    text[0] = Box::new(move || name.len());
    text[0] = Box::new({ let name = v[0].clone(); move || name.len() + 1 });
    assert_eq!(*n, 36);
    assert_eq!(m->size, 12);
    assert_eq!(m->tags.len(), 3);
    assert_eq!(text[0](), 3);
    free(v);
    free(n);
    free(m);
    free(text);
    Ok(())
}
}

#[test]
fn the_type_of_the_place_is_that_of_the_value() -> Result<(), Error> {
    let v = names(["12", "x"])?;
    let n = malloc::<u64>(8)?;
    let m = malloc::<Person>(size_of::<Person>())?;
    m.write(person())?;
    let text = malloc::<Box<dyn Fn() -> usize>>(16)?;
    the_type_of_the_place_is_that_of_the_value_by(v, m, n, text)
}

fn suffix(of: &str) -> &'static str {
    if of.is_empty() { "empty" } else { "!" }
}

pointers! {
    fn chosen_by(v: MallocPointer<String>, h: &mut Holder) -> Result<(), Error> {
        const TABLE: [&str; 4] = ["0", "1", "2", "3"];
        v[0] += TABLE[v[0].len()];
        v[0] += suffix(&v[0]);
        v[0] += suffix(v[0].as_str());
        v[0] += match v[0].len() { 0 => "empty", _ => "?" };
        v[0] += match v[0].as_str() { "" => "empty", _ => "." };
        h.items[0] += match h.items[0].len() { 0 => "empty", _ => "?" };
        h.items[0] += suffix(&h.items[0]);
        assert_eq!((v[0].as_str(), h.items[0].as_str()), ("a1!!?.", "a?!"));
        Ok(())
    }
}

#[test]
fn what_is_added_may_be_chosen_by_the_place() -> Result<(), Error> {
    let (v, items) = (names(["a"])?, names(["a"])?);
    let mut holder = Holder {
        items,
        rusts: Vec::new(),
    };
    chosen_by(v, &mut holder)?;
    free(v)?;
    free(items)
}

#[test]
fn a_reference_keeps_what_it_leads_to() -> Result<(), Error> {
    let a = names(["a"])?;
    let error = pointers! {
        a[0] += a[0].clone().as_str();
        a[0] += &a[0].to_uppercase();
        a[0] += &String::from(a[0].trim())[1..];
        assert_eq!(a[0], "aaAAaAA");
        a[0] += a[0].as_str();
    };
    let error: Result<(), Error> = error;
    let error = error.expect_err("both are guarded");
    assert_eq!(error.kind(), ErrorKind::Borrow);
    pointers! { free(a); }?;
    Ok(())
}

thread_local! {
    static DROPPED: RefCell<Vec<&'static str>> = const { RefCell::new(Vec::new()) };
}

struct Loud(&'static str);

impl Loud {
    fn made(&self, by: &Loud) -> Loud {
        let _ = by;
        Loud(self.0)
    }
}

fn loud(name: &'static str) -> Loud {
    Loud(name)
}

impl Drop for Loud {
    fn drop(&mut self) {
        DROPPED.with_borrow_mut(|dropped| dropped.push(self.0));
    }
}

impl AddAssign<&Loud> for Loud {
    fn add_assign(&mut self, _: &Loud) {
        DROPPED.with_borrow_mut(|dropped| dropped.push("added"));
    }
}

#[test]
fn temporaries_of_what_is_added_are_dropped_when_rust_drops_them() -> Result<(), Error> {
    let p = malloc::<Loud>(size_of::<Loud>())?;
    p.write(Loud("memory"))?;
    let mut rusts = Box::new(Loud("memory"));
    *rusts += &rusts.made(&loud("temporary"));
    let expected = DROPPED.take();
    assert_eq!(expected, ["added", "memory", "temporary"]);
    pointers! {
        *p += &p[0].made(&loud("temporary"));
    }?;
    assert_eq!(DROPPED.take(), expected);
    pointers! { free(p); }?;
    Ok(())
}

/// The old value is dropped where nothing keeps it borrowed any more.
#[test]
fn temporaries_of_what_is_assigned_end_before() -> Result<(), Error> {
    let p = malloc::<Loud>(size_of::<Loud>())?;
    p.write(Loud("old"))?;
    pointers! {
        p[0] = p[0].made(&loud("temporary"));
    }?;
    assert_eq!(DROPPED.take(), ["temporary", "old"]);
    pointers! {
        *p = loud("temporary").made(&loud("other"));
    }?;
    assert_eq!(DROPPED.take(), ["old", "other", "temporary"]);
    pointers! { free(p); }?;
    Ok(())
}

pointers! {
    fn locked_by(s: MallocPointer<String>, m: MallocPointer<Mutex<String>>, n: MallocPointer<usize>) -> Result<(), Error> {
        s[0] = m[0].lock().unwrap_or_else(PoisonError::into_inner).clone();
        s[0] += m[0].lock().unwrap_or_else(PoisonError::into_inner).as_str();
        s[0] += &*m[0].lock().unwrap_or_else(PoisonError::into_inner);
        n[0] = m[0].lock().unwrap_or_else(PoisonError::into_inner).len();
        n[0] += m[0].lock().unwrap_or_else(PoisonError::into_inner).len();
        m[0] = Mutex::new(m[0].lock().unwrap_or_else(PoisonError::into_inner).repeat(2));
        assert_eq!((s[0].as_str(), n[0]), ("mmm", 2));
        assert_eq!(m[0].lock().map(|text| text.clone()).ok().as_deref(), Some("mm"));
        free(s);
        free(m);
        free(n);
        Ok(())
    }
}

#[test]
fn what_is_locked_in_a_right_side_is_unlocked_before() -> Result<(), Error> {
    let m = malloc::<Mutex<String>>(size_of::<Mutex<String>>())?;
    m.write(Mutex::new("m".to_owned()))?;
    locked_by(names([""])?, m, malloc(size_of::<usize>())?)
}

#[derive(Fields)]
struct Texts {
    text: MallocPointer<str>,
    chunks: CallocPointer<str>,
    numbers: MallocPointer<[u16]>,
}

#[derive(Clone, Copy)]
struct Plain {
    text: MallocPointer<str>,
}

struct Held {
    text: MallocPointer<str>,
}

pointers! {
    fn texts_by(
        t: MallocPointer<Texts>, p: MallocPointer<Plain>, h: MallocPointer<Held>, a: MallocPointer<String>
    ) -> Result<(), Error> {
        t->text = malloc(8);
        t->chunks = calloc(2, 8);
        t->numbers = malloc(4);
        p->text = malloc(8);
        h->text = malloc(8);
        t->text <<= "text";
        t->chunks <<= a[0].as_str();
        t->numbers <<= &[1, 2];
        p->text <<= a[0].trim();
        h->text <<= "held";
        let plain = ~p;
        plain.text <<= "plain";
        assert_eq!((~t->text, ~t->chunks, ~t->numbers), ("text".to_owned(), "a".to_owned(), vec![1, 2]));
        assert_eq!((~p->text, ~h->text), ("plain".to_owned(), "held".to_owned()));
        free(t->text);
        free(t->chunks);
        free(t->numbers);
        free(p->text);
        free(h->text);
        Ok(())
    }
}

#[test]
fn text_goes_into_what_a_field_points_to() -> Result<(), Error> {
    let t = malloc::<Texts>(size_of::<Texts>())?;
    let p = malloc::<Plain>(size_of::<Plain>())?;
    let h = malloc::<Held>(size_of::<Held>())?;
    let a = names(["a"])?;
    p.write(Plain {
        text: MallocPointer::null(),
    })?;
    h.write(Held {
        text: MallocPointer::null(),
    })?;
    texts_by(t, p, h, a)?;
    free(t)?;
    free(p)?;
    free(h)?;
    free(a)?;
    Ok(())
}
