//! Every operation in every bad state: which error it gives, in which words, and which places it names.

#[path = "bad_states/streams.rs"]
mod streams;

use std::any::Any;

use pointers_core::traits::SlicePointer;
use pointers_core::{
    CallocPointer, ErrorKind, MallocPointer, Ref, RefMut, Result, calloc_safe, free, malloc,
    realloc,
};

/// What C lends.
static C_NUMBERS: [u32; 3] = [7; 3];
static C_TEXT: &str = "abcdefgh";

/// Three `u32`s in a block. The words of the cells are in [`Expected::of`].
const NUMBERS: &str = "
                   freed  unassigned  null  one-past  beyond  below  borrowed  mutably-borrowed  handed-over  reallocated  detached  lent
read               F      U           N     3         5       -1     ok        M                 H            O            D         ok
write              F      ok          N     3         5       -1     S         M                 H            O            D         R
take               F      U           N     3         5       -1     S         M                 H            O            D         R
replace            F      U           N     3         5       -1     S         M                 H            O            D         R
borrow             F      U           N     3         5       -1     ok        M                 H            O            D         R
borrow_mut         F      U           N     3         5       -1     S         M                 H            O            D         R
borrow_slice       F      U           N     3         5       -1     ok        M                 H            O            D         R
borrow_slice_mut   F      U           N     3         5       -1     S         M                 H            O            D         R
fill               F      ok          N     3         5       -1     S         M                 H            O            D         R
copy_from_slice    F      ok          N     3         5       -1     S         M                 H            O            D         R
copy_from-this     F      U           N     3         5       -1     ok        M                 H            O            D         ok
copy_from-other    F      ok          N     3         5       -1     S         M                 H            O            D         R
values             F      U           N     ok        5       -1     ok        M                 H            O            D         ok
loop               F      U           N     ok        5       -1     ok        M                 H            O            D         ok
add-1              F      ok          N     4         6       ok     ok        ok                H            O            D         ok
sub-1              F      -1          N     ok        4       -2     -1        -1                H            O            D         -1
offset-1           F      ok          N     4         6       ok     ok        ok                H            O            D         ok
plus-1-read        F      U           N     4         6       ok     ok        ok                H            O            D         ok
minus-2-write      F      -2          N     ok        3       -3     -2        -2                H            O            D         -2
offset_from        F      ok          N     ok        ok      ok     ok        ok                H            O            D         ok
cast               F      ok          N     ok        ok      ok     ok        ok                H            O            D         ok
realloc            F      ok          M/C   @12       @20     @-4    S         M                 H            O            D         L
free               F      ok          ok    @12       @20     @-4    S         M                 H            O            D         L
into_raw           F      ok          N     @12       @20     @-4    S         M                 H            O            D         L
as_ptr             F      ok          N     ok        5       -1     ok        ok                H            O            D         ok
to_vec             F      U           N     ok        5       -1     ok        M                 H            O            D         ok
copy_to_slice      F      U           N     3         5       -1     ok        M                 H            O            D         ok
borrow_unassigned  F      ok          N     3         5       -1     S         M                 H            O            D         R
detach             F      U           N     @12       @20     @-4    S         M                 H            O            D         L
into_vec           F      U           N     @12       @20     @-4    S         M                 H            O            D         L
";

/// One `str` in a block of 8 bytes.
const TEXT: &str = "
                   freed  unassigned  null  one-past  beyond  below  borrowed  mutably-borrowed  handed-over  reallocated  detached  lent
read               F      U           N     1         3       -1     ok        M                 H            O            D         ok
write              F      ok          N     1         3       -1     S         M                 H            O            D         R
take               F      U           N     1         3       -1     S         M                 H            O            D         R
replace            F      U           N     1         3       -1     S         M                 H            O            D         R
borrow             F      U           N     1         3       -1     ok        M                 H            O            D         R
borrow_mut         F      U           N     1         3       -1     S         M                 H            O            D         R
add-1              F      ok          N     2         4       ok     ok        ok                H            O            D         ok
sub-1              F      -1          N     ok        2       -2     -1        -1                H            O            D         -1
plus-1-read        F      1           N     2         4       ok     1         1                 H            O            D         1
offset_from        F      ok          N     ok        ok      ok     ok        ok                H            O            D         ok
realloc            F      ok          M/C   @8        @24     @-8    S         M                 H            O            D         L
free               F      ok          ok    @8        @24     @-8    S         M                 H            O            D         L
into_raw           F      ok          N     @8        @24     @-8    S         M                 H            O            D         L
as_ptr             F      ok          N     ok        3       -1     ok        ok                H            O            D         ok
detach             F      U           N     @8        @24     @-8    S         M                 H            O            D         L
";

/// What an operation gives.
enum Expected {
    Value,
    Error {
        kind: ErrorKind,
        message: String,
        /// The error is about a block, and names where it was allocated.
        allocated: bool,
        freed: bool,
        borrowed: bool,
    },
}

impl Expected {
    /// Reads a cell. `elements` is how many the block has.
    fn of(cell: &str, calloc: bool, elements: usize) -> Self {
        let error = |kind, message: &str| Expected::Error {
            kind,
            message: message.to_owned(),
            allocated: kind != ErrorKind::NullPointer,
            freed: kind == ErrorKind::Memory && cell != "O",
            borrowed: kind == ErrorKind::Borrow,
        };
        let null = "NullPointerError: cannot perform operation when pointing to NULL";
        match cell {
            "ok" => Expected::Value,
            "F" => error(ErrorKind::Memory, "MemoryError: memory has been freed"),
            "H" => error(
                ErrorKind::Memory,
                "MemoryError: memory has been handed over with `into_raw`",
            ),
            "D" => error(ErrorKind::Memory, "MemoryError: memory has been detached"),
            "R" => error(
                ErrorKind::Borrow,
                "BorrowError: memory is lent by C, to be read only",
            ),
            "L" => error(
                ErrorKind::InvalidFree,
                "InvalidFreeError: memory belongs to C, which has only lent it",
            ),
            "O" => error(
                ErrorKind::Memory,
                "MemoryError: memory was reallocated too often since this handle was made",
            ),
            "U" => error(
                ErrorKind::Dereference,
                "DereferenceError: cannot dereference pointer that has no value",
            ),
            "N" => error(ErrorKind::NullPointer, null),
            // `realloc(NULL, n)` is `malloc(n)`; nobody knows the chunk size for a `calloc`.
            "M/C" if calloc => error(ErrorKind::NullPointer, null),
            "M/C" => Expected::Value,
            "S" => error(ErrorKind::Borrow, "BorrowError: memory is borrowed"),
            "M" => error(ErrorKind::Borrow, "BorrowError: memory is mutably borrowed"),
            cell if cell.starts_with('@') => error(
                ErrorKind::InvalidFree,
                &format!(
                    "InvalidFreeError: pointer is {} bytes away from the start of its memory",
                    &cell[1..]
                ),
            ),
            below if below.starts_with('-') => error(
                ErrorKind::OutOfBounds,
                &format!("OutOfBoundsError: index is {below}, which is below zero"),
            ),
            index if calloc => error(
                ErrorKind::NotEnoughChunks,
                &format!("NotEnoughChunks: chunk index is {index}, while allocation is {elements}"),
            ),
            index => error(
                ErrorKind::OutOfBounds,
                &format!("OutOfBoundsError: index is {index}, while allocation is {elements}"),
            ),
        }
    }

    /// `file` is where the operations stand.
    fn check(self, row: &str, file: &str, result: Result<()>) {
        let (error, expected) = match (result, self) {
            (Ok(()), Expected::Value) => return,
            (Ok(()), Expected::Error { message, .. }) => {
                panic!("{row}: went through, not {message}")
            }
            (Err(error), Expected::Value) => panic!("{row}: {error:?}"),
            (Err(error), expected) => (error, expected),
        };
        let Expected::Error {
            kind,
            message,
            allocated,
            freed,
            borrowed,
        } = expected
        else {
            unreachable!()
        };
        let mut line = error.to_string();
        if kind == ErrorKind::Dereference {
            // Which element: `rules::errors` has that.
            line.truncate(message.len());
        }
        assert_eq!(line, message, "{row}: {error:?}");
        assert_eq!(error.kind(), kind, "{row}: {error:?}");
        assert_eq!(error.used_at().file(), file, "{row}: {error:?}");
        for (place, expected) in [
            (error.allocated_at(), allocated),
            (error.freed_at(), freed),
            (error.borrowed_at(), borrowed),
        ] {
            assert_eq!(place.is_some(), expected, "{row}: {error:?}");
            assert!(
                place.is_none_or(|place| place.file() == file),
                "{row}: {error:?}"
            );
        }
    }
}

/// A handle in a state, and what keeps it there.
struct State<P, T: ?Sized> {
    handle: P,
    _guards: Guards<T>,
}

/// Shared, mutable, and one of what C lends.
type Guards<T> = (Option<Ref<T>>, Option<RefMut<T>>, Option<Box<dyn Any>>);

/// What both handle types do, for one type of value.
macro_rules! table {
    ($name:ident: $table:ident, $P:ident<$T:ty>, calloc $calloc:literal, $elements:literal elements, beyond $beyond:literal,
        made by $make:expr, filled by $fill:expr, lent by $lend:expr, operations { $($operation:literal: $run:expr,)* }) => {
        mod $name {
            use super::*;

            type Pointer = $P<$T>;

            fn state(name: &str) -> Result<State<Pointer, $T>> {
                let make: fn() -> Result<Pointer> = $make;
                let fill: fn(Pointer) -> Result<()> = $fill;
                let root = make()?;
                if name != "unassigned" {
                    fill(root)?;
                }
                let mut guards: Guards<$T> = (None, None, None);
                let handle = match name {
                    "freed" => {
                        free(root)?;
                        root
                    }
                    "unassigned" => root,
                    "null" => {
                        free(root)?;
                        Pointer::null()
                    }
                    "one-past" => root.add($elements)?,
                    "beyond" => root + $beyond,
                    "below" => root - 1,
                    "borrowed" => {
                        guards.0 = Some(root.borrow()?);
                        root
                    }
                    "mutably-borrowed" => {
                        guards.1 = Some(root.borrow_mut()?);
                        root
                    }
                    "handed-over" => {
                        let raw = root.into_raw()?;
                        // SAFETY: the block was just handed over, and is nobody's.
                        unsafe { libc::free(raw) };
                        root
                    }
                    "detached" => {
                        drop(root.detach()?);
                        root
                    }
                    "lent" => {
                        free(root)?;
                        // SAFETY: the memory is a constant of this size.
                        let lent = unsafe { $lend };
                        let handle = *lent;
                        guards.2 = Some(Box::new(lent));
                        handle
                    }
                    "reallocated" => {
                        let size = root.size();
                        let (mut current, mut walls) = (root, Vec::new());
                        // Until it has moved so often that the first handle is too old.
                        while root.size() > 0 {
                            for further in [1000, 1] {
                                current = realloc(current, size * further)?;
                                // What stands behind it has to be passed by.
                                walls.push(malloc::<u8>(2000)?);
                            }
                            assert!(walls.len() < 100_000, "it never moved");
                        }
                        walls.into_iter().try_for_each(free)?;
                        realloc(current, size * 2)?;
                        root
                    }
                    other => panic!("no state is called {other}"),
                };
                Ok(State { handle, _guards: guards })
            }

            fn run(operation: &str, p: Pointer) -> Result<()> {
                match operation {
                    $($operation => {
                        let run: fn(Pointer) -> Result<()> = $run;
                        run(p)
                    })*
                    other => panic!("no operation is called {other}"),
                }
            }

            #[test]
            fn every_operation_in_every_bad_state() -> Result<()> {
                let mut rows = $table.lines().filter(|line| !line.is_empty());
                let states: Vec<&str> = rows.next().expect("a header").split_whitespace().collect();
                let mut checked = 0;
                for row in rows {
                    let mut cells = row.split_whitespace();
                    let operation = cells.next().expect("an operation");
                    for (name, cell) in states.iter().zip(cells) {
                        let state = state(name)?;
                        let result = run(operation, state.handle);
                        let row = format!("{operation}, {name}, {}", stringify!($name));
                        Expected::of(cell, $calloc, $elements).check(&row, file!(), result);
                        checked += 1;
                    }
                }
                assert_eq!(states.len(), 12);
                assert_eq!(checked % 12, 0, "a row with a cell too few");
                let operations = [$($operation),*];
                assert_eq!(checked / 12, operations.len(), "each operation is a row");
                Ok(())
            }
        }
    };
}

use table;

macro_rules! numbers {
    ($name:ident: $P:ident, calloc $calloc:literal, made by $make:expr, lent by $lend:expr, loop by $walk:expr) => {
        table! {
            $name: NUMBERS, $P<u32>, calloc $calloc, 3 elements, beyond 5,
            made by $make,
            filled by |p| p.fill(7, 3),
            lent by $lend,
            operations {
                "read": |p| p.read().map(drop),
                "write": |p| p.write(1),
                "take": |p| p.take().map(drop),
                "replace": |p| p.replace(1).map(drop),
                "borrow": |p| p.borrow().map(drop),
                "borrow_mut": |p| p.borrow_mut().map(drop),
                "borrow_slice": |p| p.borrow_slice(1).map(drop),
                "borrow_slice_mut": |p| p.borrow_slice_mut(1).map(drop),
                "fill": |p| p.fill(1, 1),
                "copy_from_slice": |p| p.copy_from_slice(&[1]),
                "copy_from-this": |p| malloc::<u32>(4)?.copy_from(p, 1),
                "copy_from-other": |p| {
                    let other = malloc::<u32>(4)?;
                    other.write(1)?;
                    p.copy_from(other, 1)
                },
                "values": |p| p.values().next().transpose().map(drop),
                "loop": $walk,
                "add-1": |p| p.add(1).map(drop),
                "sub-1": |p| p.sub(1).map(drop),
                "offset-1": |p| p.offset(1).map(drop),
                "plus-1-read": |p| (p + 1).read().map(drop),
                "minus-2-write": |p| (p - 2).write(1),
                "offset_from": |p| p.offset_from(p).map(drop),
                "cast": |p| p.cast::<u8>().map(drop),
                "realloc": |p| realloc(p, 8).map(drop),
                "free": |p| free(p),
                "into_raw": |p| {
                    // SAFETY: the block was just handed over, and is nobody's.
                    p.into_raw().map(|raw| unsafe { libc::free(raw) })
                },
                "as_ptr": |p| p.as_ptr().map(drop),
                "to_vec": |p| p.to_vec().map(drop),
                "copy_to_slice": |p| p.copy_to_slice(&mut [0]),
                "borrow_unassigned": |p| p.borrow_unassigned(1).map(drop),
                "detach": |p| p.detach().map(drop),
                "into_vec": |p| p.into_vec().map(drop),
            }
        }
    };
}

numbers! {
    numbers_of_malloc: MallocPointer, calloc false,
    made by || malloc(12),
    lent by MallocPointer::borrow_raw(C_NUMBERS.as_ptr().cast(), 12)?,
    // It has no chunks to go through; its values are the next thing to it.
    loop by |p| p.values().next().transpose().map(drop)
}

numbers! {
    numbers_of_calloc: CallocPointer, calloc true,
    made by || calloc_safe(3, 4),
    lent by CallocPointer::borrow_raw(C_NUMBERS.as_ptr().cast(), 3, 4)?,
    loop by |p| p.into_iter().next().map(|chunk| chunk.read()).transpose().map(drop)
}

macro_rules! text {
    ($name:ident: $P:ident, calloc $calloc:literal, made by $make:expr, lent by $lend:expr) => {
        table! {
            $name: TEXT, $P<str>, calloc $calloc, 1 elements, beyond 3,
            made by $make,
            filled by |p| p.write("abc"),
            lent by $lend,
            operations {
                "read": |p| p.read().map(drop),
                "write": |p| p.write("x"),
                "take": |p| SlicePointer::take(p).map(drop),
                "replace": |p| p.replace("x").map(drop),
                "borrow": |p| p.borrow().map(drop),
                "borrow_mut": |p| p.borrow_mut().map(drop),
                "add-1": |p| p.add(1).map(drop),
                "sub-1": |p| p.sub(1).map(drop),
                "plus-1-read": |p| (p + 1).read().map(drop),
                "offset_from": |p| p.offset_from(p).map(drop),
                "realloc": |p| realloc(p, 16).map(drop),
                "free": |p| free(p),
                "into_raw": |p| {
                    // SAFETY: the block was just handed over, and is nobody's.
                    p.into_raw().map(|raw| unsafe { libc::free(raw) })
                },
                "as_ptr": |p| p.as_ptr().map(drop),
                "detach": |p| p.detach().map(drop),
            }
        }
    };
}

text! {
    text_of_malloc: MallocPointer, calloc false,
    made by || malloc(8),
    lent by MallocPointer::borrow_raw(C_TEXT.as_ptr().cast(), 8)?
}

text! {
    text_of_calloc: CallocPointer, calloc true,
    made by || calloc_safe(1, 8),
    lent by CallocPointer::borrow_raw(C_TEXT.as_ptr().cast(), 1, 8)?
}
