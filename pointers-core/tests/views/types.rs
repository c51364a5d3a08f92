//! What has no views, and types that are not known yet where the loop begins.

use std::cell::Cell;
use std::ops::Deref;

use pointers_core::__private::{Probe, Store, traits::*};
use pointers_core::{CallocPointer, MallocPointer, Result, SlicePointer, cpython, free, malloc};

/// All of what the macro makes of `~p[i]`, without knowing what `p` is.
macro_rules! read {
    ($view:ident, $i:expr, $otherwise:expr) => {
        if !$view.__pointers_reads() {
            $otherwise
        } else {
            match $view.__pointers_index($i) {
                index => match $view.__pointers_get(&index) {
                    Some(value) => value,
                    None => match $view.__pointers_late(&index) {
                        Ok(value) => value,
                        Err(error) => panic!("{error:?}"),
                    },
                },
            }
        }
    };
}

/// All of what it makes of `p[i] <<= v`. Gives the value back where there is no answer.
macro_rules! store {
    ($view:ident, $i:expr, $value:expr) => {
        if !$view.__pointers_writes() {
            Err($value)
        } else {
            let index = $view.__pointers_index($i);
            let store = Store {
                view: &$view,
                value: $value,
            };
            match store.__pointers_set(&index) {
                Ok(()) => Ok(()),
                Err(value) => panic!(
                    "{:?}",
                    Store {
                        view: &$view,
                        value
                    }
                    .__pointers_set_late(&index)
                    .err()
                ),
            }
        }
    };
}

#[test]
fn what_is_no_handle_has_no_answer() {
    struct Key(usize);
    let v = vec![1_u64, 2];
    let view = Probe(&v).__pointers_view();
    let element = read!(view, 1, v[1]);
    assert_eq!(element, 2);
    // An index that is neither a number nor copied.
    let key = Key(1);
    let element = read!(view, key, v[key.0]);
    assert_eq!(element, 2);
    assert_eq!(store!(view, 0, "abc"), Err("abc"));
    assert!(!view.__pointers_steps());
    assert!(Probe(&v).__pointers_cells(true, None).is_none());
    assert_eq!(view.__pointers_len(), 0);
    assert_eq!(Probe(&v).__pointers_rest(), None);
    assert_eq!(Probe(&'z').__pointers_need(2), None);
    assert!(!Probe("abc").__pointers_view().__pointers_writes());
}

#[test]
fn no_deref_of_the_users_runs() -> Result<()> {
    struct Wrapper(MallocPointer<u32>, Cell<u32>);
    impl Deref for Wrapper {
        type Target = MallocPointer<u32>;
        fn deref(&self) -> &Self::Target {
            self.1.set(self.1.get() + 1);
            &self.0
        }
    }
    let wrapper = Wrapper(malloc(400)?, Cell::new(0));
    let view = Probe(&wrapper).__pointers_view();
    assert!(!view.__pointers_writes());
    assert!(Probe(&wrapper).__pointers_cells(true, None).is_none());
    assert!(!Probe(&wrapper).__pointers_is_plain());
    assert_eq!(wrapper.1.get(), 0);
    free(*wrapper)
}

#[test]
fn values_with_a_drop_are_for_the_handle() -> Result<()> {
    let p = malloc::<String>(2 * size_of::<String>())?;
    p.write("abc".to_owned())?;
    let view = Probe(&p).__pointers_view();
    assert!(!view.__pointers_writes());
    let guard = read!(view, 0, p.borrow()?);
    assert_eq!(guard, "abc");
    drop(guard);
    free(p)
}

#[test]
fn values_without_size_and_slices() -> Result<()> {
    let nothing = malloc::<()>(4)?;
    let view = Probe(&nothing).__pointers_view();
    read!(view, 0, ());
    assert_eq!(store!(view, 0, ()), Err(()));
    free(nothing)?;
    let text = malloc::<str>(4)?;
    text.write("abc")?;
    let view = Probe(&text).__pointers_view();
    let read = read!(view, 0, text.read()?);
    assert_eq!(read, "abc");
    assert!(!view.__pointers_writes());
    assert!(Probe(&text).__pointers_cells(false, None).is_none());
    free(text)
}

#[test]
fn sizes_of_cpython_are_for_the_handle() -> Result<()> {
    let p: MallocPointer<i32, _> = cpython::malloc(28)?;
    p.write(1)?;
    let view = Probe(&p).__pointers_view();
    assert_eq!(read!(view, 0, p.read()?), 1);
    assert_eq!(store!(view, 0, 1 << 30), Err(1 << 30));
    cpython::free(p)
}

/// The view is made where nothing says yet what the memory holds.
#[test]
fn types_that_only_the_loop_tells() -> Result<()> {
    let numbers = malloc(400)?;
    let view = Probe(&numbers).__pointers_view();
    let cells = Probe(&numbers).__pointers_cells(true, Some(100));
    assert!(cells.is_none());
    assert_eq!(store!(view, 0, 1.5_f32), Ok(()));
    assert_eq!(numbers.read()?, 1.5);
    free(numbers)?;

    let names = malloc(240)?;
    let view = Probe(&names).__pointers_view();
    let cells = Probe(&names).__pointers_cells(true, Some(100));
    assert!(cells.is_none());
    if let Err(name) = store!(view, 0, "abc".to_owned()) {
        names.write(name)?;
    }
    assert_eq!(names.take()?, "abc");
    free(names)?;

    let text = malloc(40)?;
    let view = Probe(&text).__pointers_view();
    assert!(Probe(&text).__pointers_cells(true, None).is_none());
    let text: MallocPointer<str> = text;
    text.write("abc")?;
    assert!(!view.__pointers_writes());
    free(text)
}

#[test]
fn plain_types() {
    #[allow(non_camel_case_types)]
    struct u64;
    assert!(Probe(&1).__pointers_is_plain());
    assert!(Probe(&1_i128).__pointers_is_plain());
    assert!(Probe(&1.5_f32).__pointers_is_plain());
    assert!(Probe(&'a').__pointers_is_plain());
    assert!(Probe(&true).__pointers_is_plain());
    assert!(!Probe(&u64).__pointers_is_plain());
    assert!(Probe(&1_i128).__pointers_is_integer() && Probe(&1_usize).__pointers_is_integer());
    assert!(!Probe(&1.5).__pointers_is_integer() && !Probe(&true).__pointers_is_integer());
    assert!(!Probe(&'a').__pointers_is_integer() && !Probe(&u64).__pointers_is_integer());
    assert!(Probe(&MallocPointer::<u8>::null()).__pointers_has_integers());
    assert!(!Probe(&MallocPointer::<f32>::null()).__pointers_has_integers());
    assert!(!Probe(&vec![1]).__pointers_has_integers());
    assert!(!Probe(&&1).__pointers_is_plain());
    assert!(!Probe(&(1, 2)).__pointers_is_plain());
    assert!(!Probe("abc").__pointers_is_plain());
    assert!(!Probe(&CallocPointer::<u8>::null()).__pointers_is_plain());
}
