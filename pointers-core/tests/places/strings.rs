//! Strings in arrays inside of structures: `strcpy(u->name, "Ada")`.

use pointers_core::string::*;
use pointers_core::{ErrorKind, MallocPointer, Pointer, free, malloc, realloc};
use pointers_macros::Fields;
use proptest::prelude::*;

use crate::{Done, kind};

#[derive(Fields, Clone, Copy)]
#[fields(crate = pointers_core)]
struct User {
    id: u16,
    name: [u8; 8],
    wide: [u32; 4],
    tail: u8,
}

type Arrays = (Pointer<[u8; 8]>, Pointer<[u32; 4]>);

fn user(index: usize, p: MallocPointer<User>) -> Done<Arrays> {
    let at = p.add(index)?;
    let name = at
        .__pointers_p_arrow()?
        .__pointers_p_field_mut(|m| &mut m.name)?
        .__pointers_p_raw()?;
    let wide = at
        .__pointers_p_arrow()?
        .__pointers_p_field_mut(|m| &mut m.wide)?
        .__pointers_p_raw()?;
    Ok((name, wide))
}

#[test]
fn fresh_memory_is_a_string_after_strcpy() -> Done {
    let p = malloc::<User>(2 * size_of::<User>())?;
    for index in [1, 0] {
        let (name, wide) = user(index, p)?;
        assert_eq!(kind(strlen(name)), ErrorKind::Dereference);
        assert_eq!(kind(strcat(name, "x")), ErrorKind::Dereference);
        strcpy(name, "Ada")?;
        assert_eq!((strlen(name)?, text(name)?), (3, "Ada".into()));
        strcat(name, "line")?;
        assert_eq!(strcmp(name, "Adaline")?, 0);
        assert_eq!(kind(strcat(name, "!")), ErrorKind::OutOfBounds);
        assert_eq!(sprintf!(name, "{}-{}", text(name)?.len(), index)?, 3);
        assert_eq!(text(name)?, format!("7-{index}"));
        let dash: Pointer<u8> = strchr(name, '-')?;
        assert_eq!(dash.read()?, b'-');
        dash.write(b'+')?;
        assert!(strchr(name, 'x')?.is_null());
        assert_eq!(strpbrk(name, "+x")?, dash);
        assert!(strpbrk(name, "xyz")?.is_null());
        assert_eq!((strspn(name, "7+")?, strcspn(name, "+")?), (2, 1));
        assert_eq!(sprintf!(wide, "€{}", 1)?, 2);
        assert_eq!(text(wide)?, "€1");
        assert_eq!(kind(sprintf!(wide, "four")), ErrorKind::OutOfBounds);
    }
    // What nobody wrote has no value.
    assert_eq!(kind(p.read()), ErrorKind::Dereference);
    let (name, wide) = user(0, p)?;
    memset(name, 0, 8)?;
    memset(wide, 0, 4)?;
    p.__pointers_p_arrow()?
        .__pointers_p_field_mut(|m| &mut m.id)?
        .__pointers_p_assign(1)?;
    assert_eq!(kind(p.read()), ErrorKind::Dereference);
    p.__pointers_p_arrow()?
        .__pointers_p_field_mut(|m| &mut m.tail)?
        .__pointers_p_assign(2)?;
    let whole = p.read()?;
    assert_eq!((whole.id, whole.name, whole.tail), (1, [0; 8], 2));
    let bigger = realloc(p, 100 * size_of::<User>())?;
    assert_eq!(strlen(name)?, 0);
    let guard = bigger.borrow()?;
    assert_eq!(strlen(name)?, 0);
    assert_eq!(kind(strcpy(name, "x")), ErrorKind::Borrow);
    drop(guard);
    let guard = bigger.borrow_mut()?;
    assert_eq!(kind(strlen(name)), ErrorKind::Borrow);
    drop(guard);
    free(bigger)?;
    assert_eq!(kind(strlen(name)), ErrorKind::Memory);
    assert_eq!(
        kind(strcpy(Pointer::<[u8; 4]>::null(), "x")),
        ErrorKind::NullPointer
    );
    Ok(())
}

#[test]
fn messages_speak_of_the_array() -> Done {
    let p = malloc::<User>(size_of::<User>())?;
    let (name, _) = user(0, p)?;
    assert_eq!(
        strcpy(name, "Augusta Ada").unwrap_err().to_string(),
        "OutOfBoundsError: string needs 12 bytes with its terminator, while there is room for 8"
    );
    memcpy(name, "12345678", 8)?;
    assert_eq!(
        strlen(name).unwrap_err().to_string(),
        "OutOfBoundsError: string has no terminator in the 8 units that its memory has left"
    );
    assert_eq!(kind(memcpy(name, "123456789", 9)), ErrorKind::OutOfBounds);
    assert_eq!(kind(memcmp(name, "123456789", 9)), ErrorKind::OutOfBounds);
    assert_eq!(kind(strcpy(name, name)), ErrorKind::OutOfBounds);
    name.write(*b"1234567\0")?;
    assert_eq!(kind(strcpy(name, name)), ErrorKind::Borrow);
    Ok(free(p)?)
}

/// An array that is a whole element, a chunk, or what bytes were cast to.
#[test]
fn whole_elements_are_arrays_too() -> Done {
    let p = malloc::<[u8; 4]>(12)?;
    let second = p.add(1)?.as_pointer();
    strcpy(second, "a")?;
    assert_eq!(text(second)?, "a");
    assert_eq!(kind(second.read()), ErrorKind::Dereference);
    assert_eq!(kind(p.read()), ErrorKind::Dereference);
    strncpy(second, "bc", 4)?;
    assert_eq!(second.read()?, *b"bc\0\0");
    free(p)?;
    let bytes = malloc::<u8>(10)?;
    bytes.fill(b'x', 10)?;
    let three = bytes.add(3)?.cast_one::<[u8; 3]>()?;
    assert_eq!(kind(strlen(three)), ErrorKind::OutOfBounds);
    strcpy(three, "ab")?;
    assert_eq!(bytes.borrow_slice(10)?[..], *b"xxxab\0xxxx");
    Ok(free(bytes)?)
}

proptest! {
    /// Each byte is assigned or not, by whatever way; what is read is what a model has.
    #[test]
    fn partly_assigned_arrays(steps in prop::collection::vec((0..6_u8, 0..9_usize, 0..9_usize), 1..20)) {
        let p = malloc::<User>(2 * size_of::<User>()).unwrap();
        let name = user(1, p).unwrap().0;
        let mut model = [None; 8];
        let length = |model: &[Option<u8>; 8]| {
            model.iter().position(|byte| byte.is_none_or(|byte| byte == 0)).filter(|at| model[*at] == Some(0))
        };
        for (step, a, b) in steps {
            let text = &"abcdefgh"[..a.min(8)];
            match step {
                0 => if strcpy(name, text).is_ok() {
                    prop_assert!(a < 8);
                    model[..a].copy_from_slice(&text.bytes().map(Some).collect::<Vec<_>>());
                    model[a] = Some(0);
                } else {
                    prop_assert!(a >= 8);
                },
                1 => prop_assert_eq!(memset(name, b'x', a).is_ok(), if a <= 8 { model[..a].fill(Some(b'x')); true } else { false }),
                2 => {
                    let end = length(&model);
                    let fits = end.is_some_and(|end| end + a.min(8) < 8);
                    prop_assert_eq!(strcat(name, text).is_ok(), fits);
                    if let (true, Some(end)) = (fits, end) {
                        for (at, byte) in text.bytes().chain([0]).enumerate() {
                            model[end + at] = Some(byte);
                        }
                    }
                }
                3 => {
                    let at = b.min(7);
                    if model.iter().all(Option::is_some) {
                        name.take().unwrap();
                        model = [None; 8];
                    }
                    prop_assert_eq!(memcmp(name, name, at).is_ok(), model[..at].iter().all(Option::is_some));
                }
                4 => prop_assert_eq!(strlen(name).ok(), length(&model)),
                _ => prop_assert_eq!(name.read().ok().map(|all| all.map(Some)), model.iter().all(Option::is_some).then_some(model)),
            }
        }
        free(p).unwrap();
    }
}
