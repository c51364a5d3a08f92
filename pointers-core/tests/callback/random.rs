//! Random operations on a block, one of which meets a call back that does others to the same block, at each
//! request that there is. What comes of it must be what comes of the two one after the other, in either
//! order; where the operation lends elements to the library while code of the user's runs, the call back
//! may find those borrowed instead.

use std::cell::Cell;

use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use pointers_core::string::memset;
use pointers_core::traits::SlicePointer;
use pointers_core::{
    CallocPointer, Error, ErrorKind, MallocPointer, Result, calloc, calloc_safe, free, heap,
    malloc, realloc,
};

use crate::allocator;
use crate::common::is_checked;

/// The memory checkers see more than this sees by itself.
const CASES: u32 = 100;
const CHECKED_CASES: u32 = 300;

/// The most elements, and other blocks.
const MOST: usize = 12;

#[derive(Clone, Copy, Debug)]
enum Operation {
    Read(usize),
    Write(usize, u8),
    Take(usize),
    Replace(usize, u8),
    Borrow(usize),
    Change(usize, u8),
    Fill(usize, usize, u8),
    Realloc(usize),
    Free,
    /// Another block, which takes the memory of one that was freed.
    Allocate,
    Leaks,
}

use Operation::*;

fn operation() -> impl Strategy<Value = Operation> {
    let index = || 0..MOST;
    prop_oneof![
        8 => index().prop_map(Read),
        16 => (index(), any::<u8>()).prop_map(|(index, value)| Write(index, value)),
        8 => index().prop_map(Take),
        8 => (index(), any::<u8>()).prop_map(|(index, value)| Replace(index, value)),
        8 => index().prop_map(Borrow),
        8 => (index(), any::<u8>()).prop_map(|(index, value)| Change(index, value)),
        8 => (index(), 1..MOST, any::<u8>()).prop_map(|(index, count, value)| Fill(index, count, value)),
        12 => (1..=MOST).prop_map(Realloc),
        8 => Just(Free),
        4 => Just(Allocate),
        1 => Just(Leaks),
    ]
}

/// What an operation gives: a number, or the kind of its error.
type Answer = core::result::Result<usize, ErrorKind>;

// ---- the model
// ----------------------------------------------------------------------------------------------------

#[derive(Clone, PartialEq, Debug)]
struct Model {
    /// `None` once it is freed.
    block: Option<Vec<Option<u8>>>,
    others: usize,
    /// What is in elements that nothing was moved into.
    fresh: Option<u8>,
}

impl Model {
    fn new(length: usize, fresh: Option<u8>) -> Self {
        Model {
            block: Some(vec![fresh; length]),
            others: 0,
            fresh,
        }
    }

    fn apply(&mut self, operation: Operation) -> Answer {
        let fresh = self.fresh;
        match operation {
            Allocate => {
                self.others = (self.others + 1).min(MOST);
                return Ok(0);
            }
            Leaks => return Ok(self.others + usize::from(self.block.is_some())),
            _ => {}
        }
        let block = self.block.as_mut().ok_or(ErrorKind::Memory)?;
        let length = block.len();
        let (start, count) = touched(operation, length);
        let Some(elements) = block.get_mut(start..start + count) else {
            return Err(ErrorKind::OutOfBounds);
        };
        let before = || elements[0].map(usize::from).ok_or(ErrorKind::Dereference);
        match operation {
            Read(_) | Borrow(_) => before(),
            Take(_) => {
                let before = before()?;
                elements[0] = None;
                Ok(before)
            }
            Replace(_, value) | Change(_, value) => {
                let before = before()?;
                elements[0] = Some(value);
                Ok(before)
            }
            Write(_, value) | Fill(_, _, value) => {
                elements.fill(Some(value));
                Ok(0)
            }
            Realloc(length) => {
                block.resize(length, fresh);
                Ok(0)
            }
            Free => {
                self.block = None;
                Ok(0)
            }
            Allocate | Leaks => Ok(0),
        }
    }

    /// Whether this is what the operation gives while elements are lent to the library. If they are not in
    /// its way, it takes place.
    fn is_right_beside(
        &mut self,
        lent: (usize, usize),
        operation: Operation,
        answer: Answer,
    ) -> bool {
        if !matches!(operation, Allocate | Leaks)
            && let Some(block) = &self.block
        {
            let (start, count) = touched(operation, block.len());
            let inside = start + count <= block.len();
            if inside && start < lent.0 + lent.1 && lent.0 < start + count {
                // Whether those hold a value already is looked at before, or after.
                return matches!(answer, Err(ErrorKind::Borrow | ErrorKind::Dereference));
            }
        }
        self.apply(operation) == answer
    }
}

/// The elements that an operation is about: from which on, and how many.
fn touched(operation: Operation, length: usize) -> (usize, usize) {
    match operation {
        Read(index) | Write(index, _) | Take(index) | Replace(index, _) => (index, 1),
        Borrow(index) | Change(index, _) => (index, 1),
        Fill(index, count, _) => (index, count),
        Realloc(_) | Free | Allocate | Leaks => (0, length),
    }
}

// ---- the real thing
// -----------------------------------------------------------------------------------------------

/// A handle to elements that numbers can be moved into.
trait Elements: Copy + Default {
    const FRESH: Option<u8>;
    const SLICES: bool;
    fn make(length: usize) -> Result<Self>;
    fn read(self, index: usize) -> Result<u8>;
    fn borrow(self, index: usize) -> Result<u8>;
    fn write(self, index: usize, value: u8) -> Result<()>;
    fn take(self, index: usize) -> Result<u8>;
    fn replace(self, index: usize, value: u8) -> Result<u8>;
    fn change(self, index: usize, value: u8) -> Result<u8>;
    fn fill(self, index: usize, count: usize, value: u8) -> Result<()>;
    fn resize(self, length: usize) -> Result<Self>;
    fn end(self) -> Result<()>;
    fn is_gone(self) -> bool;
}

/// An element that holds a number.
trait Number: Clone {
    fn of(value: u8) -> Self;
    fn number(&self) -> u8;
}

macro_rules! numbers {
    ($($T:ty: |$value:ident| $of:expr, |$this:ident| $number:expr;)*) => {$(
        impl Number for $T {
            fn of($value: u8) -> Self {
                $of
            }

            fn number(&self) -> u8 {
                let $this = self;
                $number
            }
        }
    )*};
}

numbers! {
    u8: |value| value, |this| *this;
    u64: |value| value.into(), |this| *this as u8;
    Box<u8>: |value| Box::new(value), |this| **this;
    Vec<Box<u8>>: |value| vec![Box::new(value); 2], |this| *this[1];
}

macro_rules! sized {
    ($(
        $P:ident<$T:ty>, fresh $fresh:expr, made of $make:expr,
        read by $read:expr, filled by $fill:expr;
    )*) => {$(
        impl Elements for $P<$T> {
            const FRESH: Option<u8> = $fresh;
            const SLICES: bool = false;

            fn make(length: usize) -> Result<Self> {
                let make: fn(usize) -> Result<Self> = $make;
                make(length)
            }

            fn read(self, index: usize) -> Result<u8> {
                let read: fn(Self) -> Result<u8> = $read;
                read(self + index)
            }

            fn borrow(self, index: usize) -> Result<u8> {
                Ok((self + index).borrow()?.number())
            }

            fn write(self, index: usize, value: u8) -> Result<()> {
                (self + index).write(Number::of(value))
            }

            fn take(self, index: usize) -> Result<u8> {
                Ok((self + index).take()?.number())
            }

            fn replace(self, index: usize, value: u8) -> Result<u8> {
                Ok((self + index).replace(Number::of(value))?.number())
            }

            fn change(self, index: usize, value: u8) -> Result<u8> {
                let value = Number::of(value);
                let before = std::mem::replace(&mut *(self + index).borrow_mut()?, value);
                Ok(before.number())
            }

            fn fill(self, index: usize, count: usize, value: u8) -> Result<()> {
                let fill: fn(Self, usize, u8) -> Result<()> = $fill;
                fill(self + index, count, value)
            }

            fn resize(self, length: usize) -> Result<Self> {
                realloc(self, length * size_of::<$T>())
            }

            fn end(self) -> Result<()> {
                free(self)
            }

            fn is_gone(self) -> bool {
                self.freed()
            }
        }
    )*};
}

sized! {
    MallocPointer<u8>, fresh None, made of malloc,
        read by |p| p.read(), filled by |p, count, value| memset(p, value, count).map(drop);
    MallocPointer<u64>, fresh None, made of |length| malloc(length * 8),
        read by |p| Ok(p.read()?.number()), filled by |p, count, value| p.copy_from_slice(&[Number::of(value); MOST][..count]);
    MallocPointer<Box<u8>>, fresh None, made of |length| malloc(length * size_of::<Box<u8>>()),
        read by |p| Ok(p.borrow()?.number()), filled by |p, count, value| p.fill(Number::of(value), count);
    CallocPointer<Vec<Box<u8>>>, fresh None, made of |length| calloc_safe(length, size_of::<Vec<Box<u8>>>()),
        read by |p| Ok(p.borrow()?.number()), filled by |p, count, value| p.fill(Number::of(value), count);
    CallocPointer<u64>, fresh Some(0), made of |length| calloc(length, 8),
        read by |p| Ok(p.read()?.number()), filled by |p, count, value| p.fill(Number::of(value), count);
}

macro_rules! slices {
    ($(
        $P:ident<$T:ty>, fresh $fresh:expr, made of $make:expr,
        of |$value:ident| $of:expr, |$this:ident| $number:expr;
    )*) => {$(
        impl Elements for $P<$T> {
            const FRESH: Option<u8> = $fresh;
            const SLICES: bool = true;

            fn make(length: usize) -> Result<Self> {
                let make: fn(usize, usize) -> Result<Self> = $make;
                make(length, 4)
            }

            fn read(self, index: usize) -> Result<u8> {
                let $this = (self + index).read()?;
                Ok($number)
            }

            fn borrow(self, index: usize) -> Result<u8> {
                let $this = (self + index).borrow()?;
                Ok($number)
            }

            fn write(self, index: usize, $value: u8) -> Result<()> {
                SlicePointer::write(self + index, &$of)
            }

            fn take(self, index: usize) -> Result<u8> {
                let $this = SlicePointer::take(self + index)?;
                Ok($number)
            }

            fn replace(self, index: usize, $value: u8) -> Result<u8> {
                let $this = SlicePointer::replace(self + index, &$of)?;
                Ok($number)
            }

            fn change(self, index: usize, value: u8) -> Result<u8> {
                Elements::replace(self, index, value)
            }

            fn fill(self, index: usize, _: usize, value: u8) -> Result<()> {
                Elements::write(self, index, value)
            }

            fn resize(self, length: usize) -> Result<Self> {
                realloc(self, length * 4)
            }

            fn end(self) -> Result<()> {
                free(self)
            }

            fn is_gone(self) -> bool {
                self.freed()
            }
        }
    )*};
}

slices! {
    CallocPointer<str>, fresh Some(0), made of calloc,
        of |value| "x".repeat(value.into()), |this| this.len() as u8;
    CallocPointer<[u8]>, fresh None, made of calloc_safe, of |value| [value; 3], |this| this[2];
}

/// The operations as such elements have them: slices are short, and not filled.
fn of<P: Elements>(operations: &[Operation]) -> Vec<Operation> {
    let of = |operation: &Operation| match *operation {
        operation if !P::SLICES => operation,
        Write(index, value) | Fill(index, _, value) => Write(index, value % 5),
        Replace(index, value) => Replace(index, value % 5),
        Change(index, value) => Change(index, value % 5),
        other => other,
    };
    operations.iter().map(of).collect()
}

/// What a test works on. Cells, since call backs come from anywhere.
struct World<P> {
    block: Cell<P>,
    others: [Cell<P>; MOST],
    count: Cell<usize>,
    /// The blocks that lived before.
    live: usize,
}

fn kind(error: &Error) -> ErrorKind {
    match error.kind() {
        // What is beyond a block is called so where it has chunks.
        ErrorKind::NotEnoughChunks => ErrorKind::OutOfBounds,
        kind => kind,
    }
}

impl<P: Elements> World<P> {
    fn new(length: usize) -> Self {
        let live = heap::stats().live_blocks;
        World {
            block: Cell::new(P::make(length).expect("memory")),
            others: Default::default(),
            count: Cell::new(0),
            live,
        }
    }

    fn act(&self, operation: Operation) -> Answer {
        self.try_to(operation).map_err(|error| kind(&error))
    }

    fn try_to(&self, operation: Operation) -> Result<usize> {
        let p = self.block.get();
        match operation {
            Read(index) => p.read(index).map(usize::from),
            Borrow(index) => p.borrow(index).map(usize::from),
            Write(index, value) => p.write(index, value).map(|()| 0),
            Take(index) => p.take(index).map(usize::from),
            Replace(index, value) => p.replace(index, value).map(usize::from),
            Change(index, value) => p.change(index, value).map(usize::from),
            Fill(index, count, value) => p.fill(index, count, value).map(|()| 0),
            Realloc(length) => {
                self.block.set(p.resize(length)?);
                Ok(0)
            }
            Free => p.end().map(|()| 0),
            Allocate => {
                let other = P::make(3)?;
                let count = self.count.get();
                if count == MOST {
                    other.end()?;
                } else {
                    self.count.set(count + 1);
                    self.others[count].set(other);
                }
                Ok(0)
            }
            Leaks => Ok(heap::leaks().len() - self.live),
        }
    }

    /// What is there.
    fn look(&self, others: usize) -> Model {
        let p = self.block.get();
        let block = (!p.is_gone()).then(|| {
            let read = |index| match p.read(index) {
                Ok(value) => Some(Some(value)),
                Err(error) if error.kind() == ErrorKind::Dereference => Some(None),
                Err(_) => None,
            };
            (0..).map_while(read).collect()
        });
        Model {
            block,
            others,
            fresh: P::FRESH,
        }
    }

    /// Everything can be freed, and then nothing is left.
    fn end(&self) {
        let _ = self.block.get().end();
        for other in &self.others[..self.count.get()] {
            other.get().end().expect("it lives");
        }
        assert_eq!(heap::stats().live_blocks, self.live);
    }
}

#[derive(Clone, Debug)]
struct Case {
    length: usize,
    before: Vec<Operation>,
    operation: Operation,
    call: Vec<Operation>,
    after: Vec<Operation>,
}

fn case() -> impl Strategy<Value = Case> {
    let some = |most| prop::collection::vec(operation(), 0..most);
    let call = prop::collection::vec(operation(), 1..3);
    (1..=MOST, some(8), operation(), call, some(5)).prop_map(
        |(length, before, operation, call, after)| Case {
            length,
            before,
            operation,
            call,
            after,
        },
    )
}

/// Whether an operation that a call back met may give this. What begins or ends while leaks are listed may
/// be in the list or not.
fn is_right(operation: Operation, answer: Answer, expected: Answer) -> bool {
    match (operation, answer, expected) {
        (Leaks, Ok(listed), Ok(live)) => listed.abs_diff(live) <= 2,
        _ => answer == expected,
    }
}

/// The states that can be after an operation and a call back with these answers.
fn outcomes(model: &Model, case: &Case, answer: Answer, called: &[Answer]) -> Vec<Model> {
    let call = || case.call.iter().zip(called);
    let (mut first, mut last, mut beside) = (model.clone(), model.clone(), model.clone());
    let mut right = Vec::new();
    // Not `all`, which would stop.
    let all = |answers: Vec<bool>| answers.into_iter().all(|is_right| is_right);
    let before = all(call()
        .map(|(operation, answer)| first.apply(*operation) == *answer)
        .collect());
    if is_right(case.operation, answer, first.apply(case.operation)) && before {
        right.push(first);
    }
    let is_right_before = is_right(case.operation, answer, last.apply(case.operation));
    if all(call()
        .map(|(operation, answer)| last.apply(*operation) == *answer)
        .collect())
        && is_right_before
    {
        right.push(last);
    }
    if let (Fill(..) | Realloc(_), Some(block)) = (case.operation, &model.block) {
        let lent = touched(case.operation, block.len());
        let call =
            call().map(|(operation, answer)| beside.is_right_beside(lent, *operation, *answer));
        if all(call.collect()) && beside.apply(case.operation) == answer {
            right.push(beside);
        }
    }
    right
}

/// Runs a case with the call back at the n-th request, and says whether there were so many.
fn run<P: Elements>(case: &Case, n: usize) -> bool {
    let world = World::<P>::new(case.length);
    let mut model = Model::new(case.length, P::FRESH);
    let strictly = |model: &mut Model, operation: Operation| {
        assert_eq!(
            world.act(operation),
            model.apply(operation),
            "{operation:?}"
        );
    };
    case.before
        .iter()
        .for_each(|operation| strictly(&mut model, *operation));

    let answers = [const { Cell::new(None) }; 2];
    let call = || {
        for (operation, answer) in case.call.iter().zip(&answers) {
            answer.set(Some(world.act(*operation)));
        }
    };
    let (answer, called) = allocator::at(n, &call, || world.act(case.operation));
    let answers: Vec<Answer> = answers.iter().filter_map(Cell::get).collect();
    if called {
        let right = outcomes(&model, case, answer, &answers);
        let seen: Vec<_> = right
            .iter()
            .filter(|model| world.look(model.others) == **model)
            .collect();
        let [found, ..] = seen[..] else {
            panic!(
                "{answer:?} and {answers:?}, then {:?}, of {model:?}",
                world.look(0)
            );
        };
        model = found.clone();
    } else {
        assert_eq!(answer, model.apply(case.operation));
        assert_eq!(world.look(model.others), model);
    }
    case.after
        .iter()
        .for_each(|operation| strictly(&mut model, *operation));
    world.end();
    called
}

fn check<P: Elements>() {
    let config = ProptestConfig {
        cases: if is_checked() { CHECKED_CASES } else { CASES },
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let met = Cell::new(0);
    let result = TestRunner::new(config).run(&case(), |case| {
        let case = Case {
            before: of::<P>(&case.before),
            operation: of::<P>(&[case.operation])[0],
            call: of::<P>(&case.call),
            after: of::<P>(&case.after),
            ..case
        };
        let requests = (1..).take_while(|n| run::<P>(&case, *n)).count();
        met.set(met.get() + requests);
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
    println!("{} call backs", met.get());
}

macro_rules! checked {
    ($($name:ident: $P:ty;)*) => {$(
        #[test]
        fn $name() {
            check::<$P>();
        }
    )*};
}

checked! {
    bytes: MallocPointer<u8>;
    numbers: MallocPointer<u64>;
    values_that_are_dropped: MallocPointer<Box<u8>>;
    chunks_that_are_dropped: CallocPointer<Vec<Box<u8>>>;
    zeroed_chunks: CallocPointer<u64>;
    texts: CallocPointer<str>;
    slices: CallocPointer<[u8]>;
}
