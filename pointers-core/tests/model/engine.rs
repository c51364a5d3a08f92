//! Drives every operation of the crate from bytes, and compares each answer with a model that knows the right one.
//!
//! The model is a list of blocks with their bytes: `Some(value)`, or `None` where nothing was moved in. A handle is a
//! block, a distance from its start, and how often the block had been reallocated when the handle was made. Where more
//! than one thing is wrong with an operation, any of their kinds is right.
//!
//! `main.rs` beside this feeds it from proptest, `fuzz/fuzz_targets/model.rs` from libfuzzer.

use std::borrow::Borrow;
use std::cell::RefCell;
use std::collections::HashMap;
use std::ffi::c_void;
use std::fmt::Debug;

use pointers_core::__private::{Probe, Store};
use pointers_core::traits::SlicePointer;
use pointers_core::{
    CallocPointer, Error, ErrorKind, Handle, MallocPointer, Owned, PointerId, Ref, RefMut, Value,
    Zeroed, calloc, calloc_safe, free, heap, malloc, realloc, zerocopy,
};
use zerocopy::{FromBytes, FromZeros, Immutable, IntoBytes, KnownLayout};

type Result<T> = core::result::Result<T, Error>;

/// One operation, undecoded: what to do, on which handle, and two numbers.
pub(crate) type Step = [u8; 4];

/// Runs a sequence of operations, and says how many were compared. An odd `focus` keeps to one type of value, so that
/// operations meet each other more often.
///
/// # Panics
///
/// Where the crate and the model disagree.
pub(crate) fn run(focus: u8, steps: impl IntoIterator<Item = Step>) -> usize {
    let mut world = World::new(focus);
    let mut count = 0;
    for step in steps {
        world.step(step);
        count += 1;
    }
    world.end();
    count
}

/// How many moves back a handle still works.
const REMEMBERED: usize = 64;

/// The most handles that are kept at a time.
const HANDLES: usize = 32;

/// The most views.
const VIEWS: usize = 8;

// ---- values -------------------------------------------------------------------------------------------------------

/// How values of a type lie in memory.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Shape {
    size: usize,
    align: usize,
    slice: bool,
    drops: bool,
}

/// Which types can stand in the same block, by `cast`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Family {
    Plain,
    Tracked,
    Mark,
    Text,
    Shorts,
}

/// A type of value that the engine moves around.
trait Kind: 'static {
    const FAMILY: Family;
    const SHAPE: Shape;

    /// The bytes that the model knows this value by. A value without size has one, so that the model can say that it
    /// is there.
    fn seen(&self) -> Vec<u8>;

    /// Changes the value, through a guard.
    fn poke(&mut self, seed: u8);
}

/// A sized [`Kind`].
trait Sized_: Kind + Clone {
    fn make(seed: u8) -> Self;
}

const fn shape_of<T>() -> Shape {
    Shape {
        size: size_of::<T>(),
        align: align_of::<T>(),
        slice: false,
        drops: core::mem::needs_drop::<T>(),
    }
}

macro_rules! plain {
    ($($T:ty: $make:expr;)*) => {$(
        impl Kind for $T {
            const FAMILY: Family = Family::Plain;
            const SHAPE: Shape = shape_of::<$T>();

            fn seen(&self) -> Vec<u8> {
                self.as_bytes().to_vec()
            }

            fn poke(&mut self, seed: u8) {
                *self = Self::make(seed);
            }
        }

        impl Sized_ for $T {
            fn make(seed: u8) -> Self {
                let make: fn(u8) -> $T = $make;
                make(seed)
            }
        }
    )*};
}

plain! {
    u8: |seed| seed;
    u32: |seed| u32::from(seed).wrapping_mul(0x0102_0409);
    u64: |seed| u64::from(seed).wrapping_mul(0x0102_0408_1020_4081);
    Wide: |seed| Wide([seed; 64]);
}

/// Aligned beyond what the C allocator gives by itself.
#[derive(Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[zerocopy(crate = "pointers_core::zerocopy")]
#[repr(C, align(64))]
struct Wide([u8; 64]);

thread_local! {
    /// The `Tracked` values that live, by number.
    static LIVE: RefCell<HashMap<u64, usize>> = RefCell::new(HashMap::new());
    static NEXT: std::cell::Cell<u64> = const { std::cell::Cell::new(1) };
}

/// Knows whether it was dropped twice, or not at all. Number 0 is what zeroed memory holds.
#[derive(FromZeros)]
#[zerocopy(crate = "pointers_core::zerocopy")]
struct Tracked(u64);

impl Tracked {
    fn new() -> Self {
        let number = NEXT.replace(NEXT.get() + 1);
        Self::born(number)
    }

    fn born(number: u64) -> Self {
        if number > 0 {
            LIVE.with_borrow_mut(|live| *live.entry(number).or_insert(0) += 1);
        }
        Tracked(number)
    }

    /// The value is C's now, and will not be dropped.
    fn lost(number: u64) {
        if number > 0 {
            LIVE.with_borrow_mut(|live| {
                let count = live.get_mut(&number).expect("a value that lives");
                *count -= 1;
                if *count == 0 {
                    live.remove(&number);
                }
            });
        }
    }
}

impl Clone for Tracked {
    fn clone(&self) -> Self {
        Self::born(self.0)
    }
}

impl Drop for Tracked {
    fn drop(&mut self) {
        Self::lost(self.0);
    }
}

impl Kind for Tracked {
    const FAMILY: Family = Family::Tracked;
    const SHAPE: Shape = shape_of::<Tracked>();

    fn seen(&self) -> Vec<u8> {
        self.0.to_ne_bytes().to_vec()
    }

    fn poke(&mut self, _: u8) {
        *self = Tracked::new();
    }
}

impl Sized_ for Tracked {
    fn make(_: u8) -> Self {
        Tracked::new()
    }
}

/// Has a drop, and no size.
#[derive(Clone, FromZeros)]
#[zerocopy(crate = "pointers_core::zerocopy")]
struct Mark;

impl Drop for Mark {
    fn drop(&mut self) {}
}

impl Kind for Mark {
    const FAMILY: Family = Family::Mark;
    const SHAPE: Shape = shape_of::<Mark>();

    fn seen(&self) -> Vec<u8> {
        vec![0]
    }

    fn poke(&mut self, _: u8) {}
}

impl Sized_ for Mark {
    fn make(_: u8) -> Self {
        Mark
    }
}

/// A value whose bytes are stored in the memory itself.
trait Slice: Kind {
    type Owned: Borrow<Self>;
    fn make(seed: u8, length: usize) -> Self::Owned;
}

impl Kind for str {
    const FAMILY: Family = Family::Text;
    const SHAPE: Shape = Shape {
        size: 1,
        align: 1,
        slice: true,
        drops: false,
    };

    fn seen(&self) -> Vec<u8> {
        self.as_bytes().to_vec()
    }

    fn poke(&mut self, seed: u8) {
        if seed.is_multiple_of(2) {
            self.make_ascii_uppercase();
        } else {
            self.make_ascii_lowercase();
        }
    }
}

impl Slice for str {
    type Owned = String;

    fn make(seed: u8, length: usize) -> String {
        let letter = char::from(b'a' + seed % 26);
        let mut text = "é".repeat(usize::from(seed).min(length / 2) % 3);
        text.extend((text.len()..length).map(|_| letter));
        text
    }
}

impl Kind for [u16] {
    const FAMILY: Family = Family::Shorts;
    const SHAPE: Shape = Shape {
        size: 2,
        align: 2,
        slice: true,
        drops: false,
    };

    fn seen(&self) -> Vec<u8> {
        self.as_bytes().to_vec()
    }

    fn poke(&mut self, seed: u8) {
        self.fill(u16::from(seed));
    }
}

impl Slice for [u16] {
    type Owned = Vec<u16>;

    fn make(seed: u8, length: usize) -> Vec<u16> {
        vec![u16::from(seed) << 7; length / 2]
    }
}

// ---- guards -------------------------------------------------------------------------------------------------------

/// A guard of any type.
trait Guard {
    fn seen(&self) -> Vec<u8>;

    /// Changes what is guarded. `false` from a shared guard.
    fn poke(&mut self, seed: u8) -> bool;
}

impl<T: Kind + ?Sized> Guard for Ref<T> {
    fn seen(&self) -> Vec<u8> {
        (**self).seen()
    }

    fn poke(&mut self, _: u8) -> bool {
        false
    }
}

impl<T: Kind + ?Sized> Guard for RefMut<T> {
    fn seen(&self) -> Vec<u8> {
        (**self).seen()
    }

    fn poke(&mut self, seed: u8) -> bool {
        (**self).poke(seed);
        true
    }
}

/// A guard of a run of elements.
struct Run<G>(G);

impl<T: Sized_> Guard for Run<Ref<[T]>> {
    fn seen(&self) -> Vec<u8> {
        self.0.iter().flat_map(Kind::seen).collect()
    }

    fn poke(&mut self, _: u8) -> bool {
        false
    }
}

impl<T: Sized_> Guard for Run<RefMut<[T]>> {
    fn seen(&self) -> Vec<u8> {
        self.0.iter().flat_map(Kind::seen).collect()
    }

    fn poke(&mut self, seed: u8) -> bool {
        for value in self.0.iter_mut() {
            value.poke(seed);
        }
        true
    }
}

// ---- handles ------------------------------------------------------------------------------------------------------

/// What a new block is asked for.
#[derive(Clone, Copy)]
struct Request {
    chunks: usize,
    /// The size of a `malloc` block.
    size: usize,
    safe: bool,
}

/// What `CallocPointer` has beyond `MallocPointer`.
type ChunkFacts = (usize, usize, usize, bool);

/// Both handle types, under the same names.
trait Pointer: Handle<Value = Self::T> + Ord + Default + Debug + core::hash::Hash + 'static {
    const CALLOC: bool;
    type T: Kind + Value + ?Sized;

    fn make(request: Request) -> Result<Self>;
    unsafe fn adopt(raw: *mut c_void, request: Request) -> Result<Self>;
    fn is_null(self) -> bool;
    fn freed(self) -> bool;
    fn assigned(self) -> bool;
    fn size(self) -> usize;
    fn address(self) -> usize;
    fn id(self) -> PointerId;
    fn chunk_facts(self) -> Option<ChunkFacts>;
    fn add(self, n: usize) -> Result<Self>;
    fn sub(self, n: usize) -> Result<Self>;
    fn offset(self, by: isize) -> Result<Self>;
    fn plus(self, n: i128) -> Self;
    fn minus(self, n: i128) -> Self;
    fn offset_from(self, origin: Self) -> Result<isize>;
    fn into_raw(self) -> Result<*mut c_void>;
    /// Detached, and attached again.
    fn detach(self) -> Result<Self>;
    /// # Safety
    ///
    /// As for `heap::find`.
    unsafe fn find(address: usize) -> Result<Self>;
    fn guard(self, mutable: bool) -> Result<Box<dyn Guard>>;
    /// The handles of a loop over the chunks. A `MallocPointer` is none.
    fn iterate(self) -> Vec<Self>;
}

/// A handle to a sized value.
trait SizedPointer: Pointer<T = Self::Element> {
    type Element: Sized_;
    fn write(self, value: Self::Element) -> Result<()>;
    fn take(self) -> Result<Self::Element>;
    fn replace(self, value: Self::Element) -> Result<Self::Element>;
    fn fill(self, value: Self::Element, count: usize) -> Result<()>;
    /// Fills elements without value as C does: the first of `count`, as many as there are values.
    fn fill_unassigned(self, values: Vec<Self::Element>, count: usize) -> Result<()>;
    fn into_vec(self) -> Result<Vec<Self::Element>>;
    fn guard_run(self, count: usize, mutable: bool) -> Result<Box<dyn Guard>>;
}

/// A pointer to one value, wherever it lies.
#[derive(Clone, Copy)]
enum One {
    Number(pointers_core::Pointer<u32>),
    Wide(pointers_core::Pointer<Wide>),
}

impl One {
    fn read(self) -> Result<Vec<u8>> {
        Ok(match self {
            One::Number(p) => p.read()?.seen(),
            One::Wide(p) => p.read()?.seen(),
        })
    }

    fn write(self, seed: u8) -> Result<Vec<u8>> {
        Ok(match self {
            One::Number(p) => {
                p.write(u32::make(seed))?;
                u32::make(seed).seen()
            }
            One::Wide(p) => {
                p.write(Wide::make(seed))?;
                Wide::make(seed).seen()
            }
        })
    }

    fn take(self) -> Result<Vec<u8>> {
        Ok(match self {
            One::Number(p) => p.take()?.seen(),
            One::Wide(p) => p.take()?.seen(),
        })
    }
}

/// What is done with an element through a view or cells.
#[derive(Clone, Copy)]
enum Access {
    Get,
    /// Stores a value that is made of this.
    Set(u8),
    /// The same, as if it was asked before whether the element is there.
    Late(u8),
    /// Copies it out, and stores it after it was changed to what is made of this.
    Step(u8),
}

/// A loop's view of a handle. Gives what was read, or what is there now.
type View = Box<dyn Fn(i128, Access) -> Result<Vec<u8>>>;

/// What a view is asked for elements by.
#[derive(Clone, Copy)]
enum Counts {
    /// Any number, as in the macro.
    Any,
    Usize,
}

/// What the macro makes of a loop's accesses.
macro_rules! access {
    ($T:ty, $view:expr, $index:expr, $access:expr) => {{
        let view = &$view;
        let index = &view.__pointers_index($index);
        match $access {
            Access::Get => match view.__pointers_get(index) {
                Some(value) => Ok(value.seen()),
                None => {
                    view.__pointers_reach(index)?;
                    Ok(view.__pointers_late(index)?.seen())
                }
            },
            Access::Set(seed) | Access::Late(seed) => {
                let asked = matches!($access, Access::Set(_));
                let value = <$T>::make(seed);
                if let Err(value) = (Store { view, value }).__pointers_set(index) {
                    if asked {
                        view.__pointers_reach(index)?;
                    }
                    Store { view, value }.__pointers_set_late(index)?;
                }
                Ok(<$T>::make(seed).seen())
            }
            Access::Step(seed) => {
                let none = |_| -> Result<()> { unreachable!("only for its type") };
                let mut place = match view.__pointers_place(index, none) {
                    Some(place) => place,
                    None => view.__pointers_place_late(index)?,
                };
                place.poke(seed);
                if let Err(place) = view.__pointers_commit(index, place) {
                    view.__pointers_commit_late(index, place)?;
                }
                Ok(<$T>::make(seed).seen())
            }
        }
    }};
}

/// A handle to plain bytes.
trait PlainPointer: SizedPointer<Element: Copy> {
    fn read(self) -> Result<Self::Element>;
    fn values(self) -> Vec<Result<Self::Element>>;
    fn copy_from_slice(self, values: &[Self::Element]) -> Result<()>;
    fn copy_from(self, source: impl Handle<Value = Self::Element>, count: usize) -> Result<()>;
    fn cast(self, to: u8) -> (Shape, Result<Real>);
    /// A pointer to one `u32`, or to one `Wide`, at this byte.
    fn cast_one(self, wide: bool) -> Result<One>;
    fn view(self) -> View;
    /// The API's view, which counts by `usize`.
    fn view_of_api(self) -> Result<View>;
    /// Borrows elements for some uses, if it can.
    fn cells(self, write: bool, need: Option<usize>, uses: impl FnOnce(&View));
}

macro_rules! pointer_traits {
    ($($P:ident calloc $calloc:literal, made of $make:expr, adopted by $adopt:expr, facts $facts:expr, chunks $chunks:expr, casts $($U:ty => $Any:ident)*;)*) => {$(
        impl<T: Kind + Value + Zeroed + ?Sized> Pointer for $P<T> {
            const CALLOC: bool = $calloc;
            type T = T;

            fn make(request: Request) -> Result<Self> {
                let make: fn(Request) -> Result<Self> = $make;
                make(request)
            }
            unsafe fn adopt(raw: *mut c_void, request: Request) -> Result<Self> {
                let adopt: unsafe fn(*mut c_void, Request) -> Result<Self> = $adopt;
                // SAFETY: the caller's promise.
                unsafe { adopt(raw, request) }
            }
            fn is_null(self) -> bool { $P::is_null(self) }
            fn freed(self) -> bool { $P::freed(self) }
            fn assigned(self) -> bool { $P::assigned(self) }
            fn size(self) -> usize { $P::size(self) }
            fn address(self) -> usize { $P::address(self) }
            fn id(self) -> PointerId { $P::id(self) }
            fn chunk_facts(self) -> Option<ChunkFacts> {
                let facts: fn(Self) -> Option<ChunkFacts> = $facts;
                facts(self)
            }
            fn add(self, n: usize) -> Result<Self> { $P::add(self, n) }
            fn sub(self, n: usize) -> Result<Self> { $P::sub(self, n) }
            fn offset(self, by: isize) -> Result<Self> { $P::offset(self, by) }
            fn plus(self, n: i128) -> Self { self + n }
            fn minus(self, n: i128) -> Self { self - n }
            fn offset_from(self, origin: Self) -> Result<isize> { $P::offset_from(self, origin) }
            fn into_raw(self) -> Result<*mut c_void> { $P::into_raw(self) }
            fn detach(self) -> Result<Self> { $P::detach(self)?.attach() }
            unsafe fn find(address: usize) -> Result<Self> {
                // SAFETY: the caller's promise.
                unsafe { heap::find(std::ptr::without_provenance(address)) }
            }
            fn guard(self, mutable: bool) -> Result<Box<dyn Guard>> {
                Ok(if mutable { Box::new($P::borrow_mut(self)?) } else { Box::new($P::borrow(self)?) })
            }
            fn iterate(self) -> Vec<Self> {
                let chunks: fn(Self) -> Vec<Self> = $chunks;
                chunks(self)
            }
        }

        impl<T: Sized_ + FromZeros> SizedPointer for $P<T> {
            type Element = T;
            fn write(self, value: T) -> Result<()> { $P::write(self, value) }
            fn take(self) -> Result<T> { $P::take(self) }
            fn replace(self, value: T) -> Result<T> { $P::replace(self, value) }
            fn fill(self, value: T, count: usize) -> Result<()> { $P::fill(self, value, count) }
            fn fill_unassigned(self, values: Vec<T>, count: usize) -> Result<()> {
                let mut room = $P::borrow_unassigned(self, count)?;
                assert_eq!(room.len(), count);
                let filled = values.len();
                for (place, value) in room.iter_mut().zip(values) {
                    place.write(value);
                }
                // SAFETY: so many were just written.
                unsafe { room.assume_assigned(filled) }
            }
            fn into_vec(self) -> Result<Vec<T>> { $P::into_vec(self) }
            fn guard_run(self, count: usize, mutable: bool) -> Result<Box<dyn Guard>> {
                Ok(if mutable {
                    Box::new(Run($P::borrow_slice_mut(self, count)?))
                } else {
                    Box::new(Run($P::borrow_slice(self, count)?))
                })
            }
        }

        impl<T: Sized_ + Copy + FromBytes + IntoBytes + Immutable> PlainPointer for $P<T> {
            fn read(self) -> Result<T> { $P::read(self) }
            fn values(self) -> Vec<Result<T>> { $P::values(self).collect() }
            fn copy_from_slice(self, values: &[T]) -> Result<()> { $P::copy_from_slice(self, values) }
            fn copy_from(self, source: impl Handle<Value = T>, count: usize) -> Result<()> {
                $P::copy_from(self, source, count)
            }
            fn cast(self, to: u8) -> (Shape, Result<Real>) {
                let mut to = to % 4;
                $(
                    if to == 0 {
                        return (<$U>::SHAPE, $P::cast::<$U>(self).map(Real::$Any));
                    }
                    to = to.wrapping_sub(1);
                )*
                unreachable!("{to}")
            }
            fn cast_one(self, wide: bool) -> Result<One> {
                Ok(if wide { One::Wide($P::cast_one(self)?) } else { One::Number($P::cast_one(self)?) })
            }
            fn view(self) -> View {
                let view = Probe(&self).__pointers_view();
                Box::new(move |index, access| access!(T, view, index, access))
            }
            fn view_of_api(self) -> Result<View> {
                let view = $P::view(self)?;
                Ok(Box::new(move |index, access| {
                    let index = usize::try_from(index).expect("an index of the API");
                    let value = match access {
                        Access::Get => return Ok(view.get(index)?.seen()),
                        Access::Set(seed) | Access::Late(seed) => T::make(seed),
                        Access::Step(seed) => {
                            let mut value = view.get(index)?;
                            value.poke(seed);
                            value
                        }
                    };
                    view.set(index, value)?;
                    Ok(value.seen())
                }))
            }
            fn cells(self, write: bool, need: Option<usize>, uses: impl FnOnce(&View)) {
                if let Some(lent) = Probe(&self).__pointers_cells(write, need) {
                    let view: View = Box::new(move |index, access| access!(T, lent.__pointers_lent(), index, access));
                    uses(&view);
                }
            }
        }
    )*};
}

pointer_traits! {
    MallocPointer calloc false,
        made of |request| malloc(request.size),
        // SAFETY: the caller's promise.
        adopted by |raw, request| unsafe { MallocPointer::from_raw(raw, request.size) },
        facts |_| None,
        chunks |_| Vec::new(),
        casts u8 => MallocU8 u32 => MallocU32 u64 => MallocU64 Wide => MallocWide;
    CallocPointer calloc true,
        made of |request| if request.safe {
            calloc_safe(request.chunks, request.size)
        } else {
            calloc(request.chunks, request.size)
        },
        // SAFETY: the caller's promise.
        adopted by |raw, request| unsafe { CallocPointer::from_raw(raw, request.chunks, request.size) },
        facts |p| Some((p.chunks(), p.chunk_size(), p.current_index(), p.safe())),
        chunks |p| p.into_iter().collect(),
        casts u8 => CallocU8 u32 => CallocU32 u64 => CallocU64 Wide => CallocWide;
}

/// A handle to a slice. What it reads and takes is known by its bytes.
trait SlicedPointer: Pointer<T = Self::Slice> {
    type Slice: Slice + ?Sized;
    fn write(self, value: &Self::Slice) -> Result<()>;
    fn read(self) -> Result<Vec<u8>>;
    fn take(self) -> Result<Vec<u8>>;
    fn replace(self, value: &Self::Slice) -> Result<Vec<u8>>;
}

macro_rules! sliced {
    ($($P:ident<$T:ty>)*) => {$(
        impl SlicedPointer for $P<$T> {
            type Slice = $T;
            fn write(self, value: &$T) -> Result<()> { SlicePointer::write(self, value) }
            fn read(self) -> Result<Vec<u8>> { Ok($P::read(self)?.seen()) }
            fn take(self) -> Result<Vec<u8>> { Ok(SlicePointer::take(self)?.seen()) }
            fn replace(self, value: &$T) -> Result<Vec<u8>> { Ok(SlicePointer::replace(self, value)?.seen()) }
        }
    )*};
}

sliced!(MallocPointer<str> MallocPointer<[u16]> CallocPointer<str> CallocPointer<[u16]>);

/// What the engine can do with a handle of one certain type.
trait Subject: Pointer {
    fn wrap(self) -> Real;
    fn act(world: &mut World, held: Held<Self>, step: Step);
}

macro_rules! handles {
    ($($Name:ident: $P:ty, $act:path;)*) => {
        /// A real handle, of any type.
        #[derive(Clone, Copy)]
        enum Real { $($Name($P),)* }

        $(
            impl Subject for $P {
                fn wrap(self) -> Real {
                    Real::$Name(self)
                }
                fn act(world: &mut World, held: Held<Self>, step: Step) {
                    $act(world, held, step);
                }
            }
        )*

        impl Real {
            fn act(self, world: &mut World, at: Option<At>, step: Step) {
                match self {
                    $(Real::$Name(real) => <$P as Subject>::act(world, Held { real, at }, step),)*
                }
            }

            /// Frees the block, whatever the type.
            fn free(self) -> Result<()> {
                match self { $(Real::$Name(real) => free(real),)* }
            }
        }

        /// Allocates a block of one of the types.
        fn make(world: &mut World, choice: u8, request: Request, starved: bool) {
            let mut choice = usize::from(choice) % [$(stringify!($Name)),*].len();
            $(
                if choice == 0 {
                    world.make::<$P>(request, starved);
                    return;
                }
                choice -= 1;
            )*
            unreachable!("{choice}");
        }
    };
}

handles! {
    MallocU8: MallocPointer<u8>, plain_step;
    MallocU32: MallocPointer<u32>, plain_step;
    MallocU64: MallocPointer<u64>, plain_step;
    MallocWide: MallocPointer<Wide>, plain_step;
    MallocTracked: MallocPointer<Tracked>, sized_step;
    MallocMark: MallocPointer<Mark>, sized_step;
    MallocText: MallocPointer<str>, slice_step;
    MallocShorts: MallocPointer<[u16]>, slice_step;
    CallocU8: CallocPointer<u8>, plain_step;
    CallocU32: CallocPointer<u32>, plain_step;
    CallocU64: CallocPointer<u64>, plain_step;
    CallocWide: CallocPointer<Wide>, plain_step;
    CallocTracked: CallocPointer<Tracked>, sized_step;
    CallocMark: CallocPointer<Mark>, sized_step;
    CallocText: CallocPointer<str>, slice_step;
    CallocShorts: CallocPointer<[u16]>, slice_step;
}

// ---- the model ----------------------------------------------------------------------------------------------------

/// What an operation may answer instead of a value. Empty: it must succeed.
#[derive(Clone, Debug, Default)]
struct Wrong(Vec<ErrorKind>);

impl Wrong {
    fn with(mut self, kind: ErrorKind) -> Self {
        self.0.push(kind);
        self
    }

    fn and(mut self, wrong: bool, kind: ErrorKind) -> Self {
        if wrong {
            self.0.push(kind);
        }
        self
    }

    fn or(mut self, other: Wrong) -> Self {
        self.0.extend(other.0);
        self
    }

    fn is_none(&self) -> bool {
        self.0.is_empty()
    }
}

fn only(kind: ErrorKind) -> Wrong {
    Wrong::default().with(kind)
}

/// Compares an answer with what is right.
#[track_caller]
fn agree<V>(got: Result<V>, wrong: &Wrong) -> Option<V> {
    match got {
        Ok(value) => {
            assert!(
                wrong.is_none(),
                "this went through, instead of {:?}",
                wrong.0
            );
            Some(value)
        }
        Err(error) => {
            let right = wrong.0.contains(&error.kind());
            assert!(right, "not one of {:?}: {error:?}", wrong.0);
            assert!(error.used_at().file().ends_with("engine.rs"), "{error:?}");
            None
        }
    }
}

/// Where a handle points.
#[derive(Clone, Copy)]
struct At {
    block: usize,
    /// How often the block had been reallocated when the handle was made.
    version: u32,
    /// In bytes from the block's start.
    offset: isize,
    /// Arithmetic left the address space.
    lost: bool,
}

/// A handle and what the model knows of it. `None` is NULL.
#[derive(Clone, Copy)]
struct Held<P> {
    real: P,
    at: Option<At>,
}

struct Block {
    family: Family,
    live: bool,
    size: usize,
    /// The size of a chunk, of a `calloc` block.
    chunk: Option<usize>,
    safe: bool,
    /// Taken over from C, whose chunks do not begin as zero.
    adopted: bool,
    version: u32,
    /// The versions after which it was elsewhere.
    moved: Vec<u32>,
    base: usize,
    /// What sized values left here.
    bytes: Vec<Option<u8>>,
    /// What slices lie here, one for each chunk or one for all.
    slices: Vec<Option<Vec<u8>>>,
    loans: Vec<Loan>,
    /// A handle to its start.
    root: Real,
}

struct Loan {
    start: usize,
    end: usize,
    mutable: bool,
    guard: Box<dyn Guard>,
    /// The slice that is guarded, if it is one.
    place: Option<usize>,
}

/// How values of a shape lie in a block.
#[derive(Clone, Copy)]
struct Layout {
    stride: usize,
    end: usize,
    extent: usize,
    fits: bool,
}

impl Layout {
    fn index(self, offset: isize) -> i128 {
        let (offset, stride) = (offset as i128, self.stride as i128);
        if offset >= 0 {
            (offset + stride - 1) / stride
        } else {
            (offset - stride + 1) / stride
        }
    }
}

impl Block {
    fn zeroed(&self) -> bool {
        self.chunk.is_some() && !self.safe && !self.adopted
    }

    fn tracked(&self) -> usize {
        if self.family == Family::Mark {
            self.size.max(1)
        } else {
            self.size
        }
    }

    fn places(&self) -> usize {
        self.chunk.map_or(1, |chunk| self.size / chunk)
    }

    /// Gives the notes the length that the size asks for. What is new is as it began.
    fn renew(&mut self) {
        let began = self.zeroed();
        let (tracked, places) = (self.tracked(), self.places());
        self.bytes.resize(tracked, began.then_some(0));
        self.slices.resize(places, began.then(Vec::new));
    }

    fn layout(&self, shape: Shape) -> Layout {
        match self.chunk {
            Some(stride) => Layout {
                stride,
                end: self.size,
                extent: if shape.slice {
                    stride
                } else {
                    shape.size.max(1)
                },
                fits: shape.slice || shape.size <= stride,
            },
            None if shape.slice => {
                let whole = self.size.max(1);
                Layout {
                    stride: whole,
                    end: whole,
                    extent: whole,
                    fits: true,
                }
            }
            None => {
                let stride = shape.size.max(1);
                let count = self.size / stride;
                let count = if shape.size == 0 { count.max(1) } else { count };
                let whole = shape.size == 0 || self.size.is_multiple_of(shape.size);
                Layout {
                    stride,
                    end: count * stride,
                    extent: stride,
                    fits: count > 0 && whole,
                }
            }
        }
    }

    fn outside(&self, below: bool) -> ErrorKind {
        if self.chunk.is_some() && !below {
            ErrorKind::NotEnoughChunks
        } else {
            ErrorKind::OutOfBounds
        }
    }

    fn is_assigned(&self, start: usize, end: usize) -> bool {
        self.bytes
            .get(start..end)
            .is_some_and(|bytes| bytes.iter().all(Option::is_some))
    }

    fn is_any_assigned(&self) -> bool {
        self.bytes.iter().any(Option::is_some)
    }

    /// Whether a guard stands in the way of reading these bytes, or of changing them.
    fn is_lent(&self, start: usize, end: usize, change: bool) -> bool {
        self.loans
            .iter()
            .any(|loan| (change || loan.mutable) && loan.start < end && start < loan.end)
    }

    fn is_misaligned(&self, offset: usize, shape: Shape) -> bool {
        !self.base.wrapping_add(offset).is_multiple_of(shape.align)
    }

    fn seen(&self, start: usize, end: usize) -> Vec<u8> {
        self.bytes[start..end]
            .iter()
            .map(|byte| byte.expect("an assigned byte"))
            .collect()
    }

    fn set(&mut self, start: usize, values: &[u8]) {
        for (byte, value) in self.bytes[start..].iter_mut().zip(values) {
            *byte = Some(*value);
        }
    }

    /// The numbers of the tracked values that are here.
    fn numbers(&self) -> Vec<u64> {
        if self.family != Family::Tracked || !self.live {
            return Vec::new();
        }
        let stride = self.chunk.unwrap_or(8);
        self.bytes
            .chunks(stride)
            .filter_map(|element| {
                let bytes: Option<Vec<u8>> = element.get(..8)?.iter().copied().collect();
                Some(u64::from_ne_bytes(bytes?.try_into().expect("eight bytes")))
            })
            .collect()
    }
}

struct World {
    focus: u8,
    blocks: Vec<Block>,
    handles: Vec<(Real, Option<At>)>,
    /// Views that were made of them, what counts in them, and the shape of their values.
    views: Vec<(View, Counts, Shape, Option<At>)>,
    live_before: usize,
    /// Recordings that live: with them every operation goes another way, and does the same.
    recordings: Vec<heap::Recording>,
    /// The identities that were seen, and of which place in which block.
    identities: RefCell<(HashMap<PointerId, Spot>, HashMap<Spot, PointerId>)>,
}

/// A block, and the distance from its start.
type Spot = (usize, isize);

impl World {
    fn new(focus: u8) -> Self {
        LIVE.with_borrow_mut(HashMap::clear);
        World {
            focus,
            blocks: Vec::new(),
            handles: vec![(MallocPointer::<u8>::null().wrap(), None)],
            views: Vec::new(),
            live_before: heap::stats().live_blocks,
            recordings: Vec::new(),
            identities: RefCell::default(),
        }
    }

    /// One identity for each place of each block that ever was, whatever became of the block.
    fn identify(&self, id: PointerId, at: At) {
        let spot = (at.block, at.offset);
        let (spots, ids) = &mut *self.identities.borrow_mut();
        assert_eq!(*spots.entry(id).or_insert(spot), spot, "{id:?}");
        assert_eq!(*ids.entry(spot).or_insert(id), id, "{spot:?}");
    }

    /// Finds the block of a handle, or what is wrong with that.
    fn locate(&self, at: Option<At>) -> core::result::Result<(&Block, isize), Wrong> {
        let Some(at) = at else {
            return Err(only(ErrorKind::NullPointer));
        };
        let block = &self.blocks[at.block];
        let since = block.moved.iter().filter(|moved| **moved >= at.version);
        if !block.live || since.count() > REMEMBERED {
            return Err(only(ErrorKind::Memory));
        }
        if at.lost {
            return Err(only(block.outside(false)));
        }
        Ok((block, at.offset))
    }

    fn block(&mut self, at: Option<At>) -> &mut Block {
        &mut self.blocks[at.expect("a handle that is not NULL").block]
    }

    /// Where a handle is that was moved by so many elements.
    fn moved(&self, at: Option<At>, shape: Shape, by: i128) -> (Wrong, isize) {
        match self.locate(at) {
            Err(wrong) => (wrong, 0),
            Ok((block, offset)) => {
                let layout = block.layout(shape);
                let index = layout.index(offset).saturating_add(by);
                let target = index.saturating_mul(layout.stride as i128);
                let inside = (0..=layout.end as i128).contains(&target);
                (
                    Wrong::default().and(!inside, block.outside(index < 0)),
                    target as isize,
                )
            }
        }
    }

    /// The element that a handle points at.
    fn element(
        &self,
        at: Option<At>,
        shape: Shape,
        moved_in: bool,
    ) -> core::result::Result<(&Block, usize, usize), Wrong> {
        let (block, offset) = self.locate(at)?;
        let layout = block.layout(shape);
        let unfit = !layout.fits && (moved_in || block.chunk.is_some() || block.is_any_assigned());
        let wrong = Wrong::default().and(unfit, ErrorKind::InvalidSize);
        match usize::try_from(offset) {
            Ok(start) if start < layout.end && start.is_multiple_of(layout.stride) => {
                if wrong.is_none() {
                    Ok((block, start, start + layout.extent))
                } else {
                    Err(wrong)
                }
            }
            _ => {
                // What is too small for even one element holds no value.
                let wrong = wrong.and(
                    offset == 0 && layout.end == 0 && block.chunk.is_none(),
                    ErrorKind::Dereference,
                );
                Err(wrong.with(block.outside(offset < 0)))
            }
        }
    }

    /// An element that is to be read, or moved out if `change`.
    fn readable(
        &self,
        at: Option<At>,
        shape: Shape,
        change: bool,
        guard: bool,
    ) -> (Wrong, usize, usize) {
        match self.element(at, shape, false) {
            Err(wrong) => (wrong, 0, 0),
            Ok((block, start, end)) => {
                let holds = if shape.slice {
                    block.slices[start / block.layout(shape).stride].is_some()
                } else {
                    block.is_assigned(start, end)
                };
                let aligned = guard || shape.slice || (change && shape.drops);
                let wrong = Wrong::default()
                    .and(!holds, ErrorKind::Dereference)
                    .and(
                        aligned && block.is_misaligned(start, shape),
                        ErrorKind::InvalidSize,
                    )
                    .and(block.is_lent(start, end, change), ErrorKind::Borrow);
                (wrong, start, end)
            }
        }
    }

    /// An element that something is to be moved into.
    fn writable(&self, at: Option<At>, shape: Shape) -> (Wrong, usize) {
        match self.element(at, shape, true) {
            Err(wrong) => (wrong, 0),
            Ok((block, start, end)) => {
                let aligned = shape.drops || shape.slice;
                let wrong = Wrong::default()
                    .and(
                        aligned && block.is_misaligned(start, shape),
                        ErrorKind::InvalidSize,
                    )
                    .and(block.is_lent(start, end, true), ErrorKind::Borrow);
                (wrong, start)
            }
        }
    }

    /// A run of elements.
    fn run(
        &self,
        at: Option<At>,
        shape: Shape,
        count: usize,
        change: bool,
        aligned: bool,
        assigned: bool,
    ) -> (Wrong, usize, usize) {
        let (block, offset) = match self.locate(at) {
            Ok(found) => found,
            Err(wrong) => return (wrong, 0, 0),
        };
        let layout = block.layout(shape);
        let gaps = layout.stride != shape.size.max(1);
        let unfit = count > 0 && !layout.fits;
        let wrong = Wrong::default().and(unfit || gaps, ErrorKind::InvalidSize);
        let end = count as i128 * layout.stride as i128 + offset as i128;
        if offset < 0 || offset as usize > layout.end || end > layout.end as i128 {
            return (wrong.with(block.outside(offset < 0)), 0, 0);
        }
        let (start, end) = (offset as usize, end as usize);
        let wrong = wrong
            .and(
                assigned && !block.is_assigned(start, end),
                ErrorKind::Dereference,
            )
            .and(
                aligned && block.is_misaligned(start, shape),
                ErrorKind::InvalidSize,
            )
            .and(
                start < end && block.is_lent(start, end, change),
                ErrorKind::Borrow,
            );
        (wrong, start, end)
    }

    /// What `free`, `realloc` and `into_raw` ask of a handle that is not NULL.
    fn start_of(&self, at: Option<At>) -> Wrong {
        let nowhere = at.filter(|at| at.lost).map(|at| At { lost: false, ..at });
        if nowhere.is_some() && self.locate(nowhere).is_ok() {
            return only(ErrorKind::InvalidFree);
        }
        match self.locate(at) {
            Err(wrong) => wrong,
            Ok((block, offset)) => Wrong::default()
                .and(offset != 0, ErrorKind::InvalidFree)
                .and(!block.loans.is_empty(), ErrorKind::Borrow),
        }
    }

    /// A handle as it is when it is made now.
    fn at(&self, block: usize, offset: isize) -> At {
        At {
            block,
            version: self.blocks[block].version,
            offset,
            lost: false,
        }
    }

    fn keep(&mut self, real: Real, at: Option<At>, place: u8) {
        if self.handles.len() < HANDLES {
            self.handles.push((real, at));
        } else {
            let place = usize::from(place) % HANDLES;
            self.handles[place] = (real, at);
        }
    }

    fn step(&mut self, step: Step) {
        let [what, which, a, b] = step;
        if which == 251 {
            self.begin_or_end_a_recording(a, b);
        }
        if what < 24 {
            let sizes = [
                0, 1, 3, 4, 8, 12, 16, 24, 28, 52, 64, 100, 128, 192, 255, 256, 512, 520,
            ];
            let size = sizes[usize::from(a) % sizes.len()];
            let (chunks, size) = match b {
                250 => (1, usize::MAX),
                251 => (1, usize::MAX / 2 + 1),
                252 => (usize::MAX / 2, 28),
                _ => (usize::from(b) % 5, size),
            };
            let request = Request {
                chunks,
                size,
                safe: b & 64 != 0,
            };
            let choice = if self.focus % 2 == 1 {
                // Both handle types to the same type of value.
                self.focus / 2 + which % 2 * 8
            } else {
                which
            };
            make(self, choice, request, b == 249);
            return;
        }
        let (real, at) = self.handles[usize::from(which) % self.handles.len()];
        real.act(self, at, step);
        if what == 24 {
            self.look_around();
        }
    }

    /// Seldom the first: pictures take long.
    fn begin_or_end_a_recording(&mut self, a: u8, b: u8) {
        match self.recordings.pop() {
            Some(recording) if b.is_multiple_of(4) => drop(recording),
            Some(recording) if b % 4 == 1 => {
                let history = recording.stop();
                let told = history.events().map(|event| event.to_string().len());
                assert!(told.min() > Some(0) || history.events().len() == 0);
            }
            last => {
                self.recordings.extend(last);
                if self.recordings.len() < 3 && (a.is_multiple_of(8) || !self.recordings.is_empty())
                {
                    self.recordings.push(heap::record());
                }
            }
        }
    }

    fn make<P: Subject>(&mut self, request: Request, starved: bool) {
        let Request { chunks, size, safe } = request;
        let product = if P::CALLOC {
            chunks.checked_mul(size)
        } else {
            Some(size)
        };
        let too_much = product.is_none_or(|size| size > isize::MAX as usize);
        let wrong = Wrong::default()
            .and(P::CALLOC && size == 0, ErrorKind::InvalidSize)
            .and(too_much || starved, ErrorKind::Allocation);
        let rehearsal = starved.then(|| heap::fail_after(0));
        let made = P::make(request);
        drop(rehearsal);
        let Some(real) = agree(made, &wrong) else {
            return;
        };
        let size = product.expect("a size that was just allocated");
        let at = self.begin(
            real,
            size,
            P::CALLOC.then_some(request.size),
            P::CALLOC && safe,
        );
        self.keep(real.wrap(), Some(at), chunks as u8);
    }

    /// Notes a block that was just made.
    fn begin<P: Subject>(&mut self, real: P, size: usize, chunk: Option<usize>, safe: bool) -> At {
        let mut block = Block {
            family: P::T::FAMILY,
            live: true,
            size,
            chunk,
            safe,
            adopted: false,
            version: 0,
            moved: Vec::new(),
            base: real.address(),
            bytes: Vec::new(),
            slices: Vec::new(),
            loans: Vec::new(),
            root: real.wrap(),
        };
        assert!(
            block.base.is_multiple_of(P::T::SHAPE.align),
            "a block that is not aligned"
        );
        block.renew();
        self.blocks.push(block);
        self.at(self.blocks.len() - 1, 0)
    }

    /// The counters of the heap, and the values that should live.
    fn look_around(&self) {
        let live = self.blocks.iter().filter(|block| block.live).count();
        assert_eq!(heap::stats().live_blocks, self.live_before + live);
        let mut expected: HashMap<u64, usize> = HashMap::new();
        for number in self
            .blocks
            .iter()
            .flat_map(Block::numbers)
            .filter(|number| *number > 0)
        {
            *expected.entry(number).or_insert(0) += 1;
        }
        LIVE.with_borrow(|live| {
            assert_eq!(*live, expected, "values that live, and those that should")
        });
    }

    /// Gives every guard back, frees every block that can be, and looks around.
    fn end(&mut self) {
        self.recordings.clear();
        self.look_around();
        for block in &mut self.blocks {
            block.loans.clear();
        }
        for index in 0..self.blocks.len() {
            if self.blocks[index].live {
                agree(self.blocks[index].root.free(), &Wrong::default());
                self.blocks[index].live = false;
            }
        }
        self.look_around();
    }
}

// ---- operations on every handle -----------------------------------------------------------------------------------

/// A size that no allocator has: a quarter of all addresses, or half of them, where they have 32 bits.
const TOO_MUCH: usize = 1 << (usize::BITS - if usize::BITS == 64 { 2 } else { 1 });

/// Numbers to move by: small ones, and those at the edges of every type.
fn distance(seed: u8) -> i128 {
    const EDGES: [i128; 10] = [
        i128::MAX,
        i128::MIN + 1,
        u64::MAX as i128,
        i64::MAX as i128,
        i64::MIN as i128,
        i64::MAX as i128 / 2,
        1 << 40,
        -(1 << 40),
        1000,
        -1000,
    ];
    match seed {
        0..200 => i128::from(seed % 9) - 3,
        _ => EDGES[usize::from(seed) % EDGES.len()],
    }
}

fn common_step<P: Subject>(world: &mut World, held: Held<P>, step: Step) {
    let [what, which, a, b] = step;
    let Held { real, at } = held;
    let shape = P::T::SHAPE;
    properties(world, held);
    match what {
        24..30 => {
            let wrong = at.map_or(Wrong::default(), |_| world.start_of(at));
            let freed = if b.is_multiple_of(8) {
                // The same, as RAII: an error is nobody's business.
                drop(Owned::new(real));
                wrong.is_none()
            } else {
                agree(free(real), &wrong).is_some()
            };
            if freed && at.is_some() {
                world.block(at).live = false;
            }
        }
        30..50 => resize(world, held, a, b),
        50..54 => world.keep(real.wrap(), at, b),
        54..56 => world.keep(P::default().wrap(), None, b),
        56..76 => {
            let by = distance(a);
            let (wrong, target) = world.moved(at, shape, by);
            let moved = if by >= 0 && b.is_multiple_of(2) {
                let Ok(n) = usize::try_from(by) else { return };
                real.add(n)
            } else if by < 0 && b.is_multiple_of(2) {
                let Ok(n) = usize::try_from(-by) else { return };
                real.sub(n)
            } else {
                let Ok(by) = isize::try_from(by) else { return };
                real.offset(by)
            };
            if let Some(moved) = agree(moved, &wrong) {
                let at = world.at(at.expect("a block").block, target);
                world.keep(moved.wrap(), Some(at), b);
            }
        }
        76..92 => {
            let n = distance(a);
            let (moved, by) = if b.is_multiple_of(2) {
                (real.plus(n), n)
            } else {
                (real.minus(n), -n)
            };
            let target = match world.locate(at) {
                Err(_) => at,
                Ok((block, offset)) => {
                    let layout = block.layout(shape);
                    let to = by
                        .checked_add(layout.index(offset))
                        .and_then(|index| index.checked_mul(layout.stride as i128))
                        .and_then(|to| isize::try_from(to).ok())
                        .filter(|to| block.base.wrapping_add_signed(*to) != 0);
                    let block = at.expect("a block").block;
                    match to {
                        Some(to) => Some(world.at(block, to)),
                        None => at.map(|at| At { lost: true, ..at }),
                    }
                }
            };
            world.keep(moved.wrap(), target, b);
        }
        92..98 => {
            // A distance to another handle of the same type: the next one in the list.
            let other = (0..world.handles.len())
                .map(|further| world.handles[(usize::from(b) + further) % world.handles.len()])
                .find_map(|(other, other_at)| {
                    same_type(real, other).map(|other| (other, other_at))
                });
            let Some((other, other_at)) = other else {
                return;
            };
            let (wrong, right) = match (world.locate(at), world.locate(other_at)) {
                (Err(wrong), Err(other)) => (wrong.or(other), 0),
                (Err(wrong), _) | (_, Err(wrong)) => (wrong, 0),
                (Ok((block, offset)), Ok((_, other_offset))) => {
                    let same = at.map(|at| at.block) == other_at.map(|at| at.block);
                    let layout = block.layout(shape);
                    let right = layout.index(offset) - layout.index(other_offset);
                    (Wrong::default().and(!same, ErrorKind::OutOfBounds), right)
                }
            };
            if let Some(got) = agree(real.offset_from(other), &wrong) {
                assert_eq!(
                    got as i128,
                    right.clamp(isize::MIN as i128, isize::MAX as i128)
                );
            }
        }
        98..114 => {
            let mutable = b.is_multiple_of(2);
            let (wrong, start, end) = world.readable(at, shape, mutable, true);
            let Some(guard) = agree(real.guard(mutable), &wrong) else {
                return;
            };
            let block = world.block(at);
            let place = shape.slice.then(|| start / block.layout(shape).stride);
            let right = match place {
                Some(place) => block.slices[place].clone().expect("a slice"),
                None => block.seen(start, end),
            };
            assert_eq!(guard.seen(), right, "what a guard shows");
            block.loans.push(Loan {
                start,
                end,
                mutable,
                guard,
                place,
            });
        }
        114..130 => end_a_guard(world, a, b),
        130..140 => poke_a_guard(world, a, b),
        140..146 => {
            let chunks = real.iterate();
            if !P::CALLOC {
                return;
            }
            let expected = match world.locate(at) {
                Ok((block, offset)) if offset >= 0 && offset as usize <= block.size => {
                    (block.size - offset as usize) / block.layout(shape).stride
                }
                // The handle itself, so that the loop meets the error.
                _ => 1,
            };
            assert_eq!(chunks.len(), expected, "the chunks from {real:?}");
            let index = usize::from(a) % chunks.len().max(1);
            if let Some(chunk) = chunks.get(index) {
                let at = match world.locate(at) {
                    Ok((block, offset)) if offset >= 0 && offset as usize <= block.size => {
                        let offset = offset + (index * block.layout(shape).stride) as isize;
                        Some(world.at(at.expect("a block").block, offset))
                    }
                    _ => at,
                };
                world.keep(chunk.wrap(), at, b);
            }
        }
        146..148 => hand_over(world, held, a),
        148..150 => detach(world, held, a),
        150..152 => {
            find(world, held);
            let other = world.handles[usize::from(a) % world.handles.len()].0;
            if let Some(other) = same_type(real, other)
                && world.locate(at).is_ok()
                && at.is_some_and(|at| at.version == world.blocks[at.block].version)
            {
                assert_eq!(real == other, real.cmp(&other).is_eq());
                assert_eq!(real < other, real.cmp(&other).is_lt());
            }
        }
        _ => unreachable!("operation {what} on handle {which}"),
    }
}

/// The other handle, if it has this one's type.
fn same_type<P: Pointer>(_: P, other: Real) -> Option<P> {
    macro_rules! try_each {
        ($($Name:ident)*) => {
            match other {
                $(Real::$Name(other) => (&other as &dyn std::any::Any).downcast_ref::<P>().copied(),)*
            }
        };
    }
    try_each!(MallocU8 MallocU32 MallocU64 MallocWide MallocTracked MallocMark MallocText MallocShorts
        CallocU8 CallocU32 CallocU64 CallocWide CallocTracked CallocMark CallocText CallocShorts)
}

/// All that a handle says about itself, as plain values.
fn properties<P: Subject>(world: &World, held: Held<P>) {
    let Held { real, at } = held;
    assert_eq!(real.is_null(), at.is_none(), "is_null");
    // Of a handle that was made after a realloc it is known as long as the block lives.
    if let Some(at) =
        at.filter(|at| !at.lost && (at.version == 0 || world.locate(Some(*at)).is_ok()))
    {
        world.identify(real.id(), at);
    }
    let shape = P::T::SHAPE;
    let (wrong, ..) = world.readable(at, shape, false, false);
    let only_in_use = wrong.0.iter().all(|kind| match kind {
        // A value is there all the same, if it cannot be reached at the moment.
        ErrorKind::Borrow => true,
        ErrorKind::InvalidSize => shape.slice,
        _ => false,
    });
    assert_eq!(
        real.assigned(),
        only_in_use,
        "assigned of {real:?}, where reading is {wrong:?}"
    );
    let lost = at.filter(|at| at.lost && world.locate(Some(At { lost: false, ..*at })).is_ok());
    match world.locate(at) {
        Err(_) if lost.is_some() => {
            assert!(!real.freed());
            let block = lost.map(|at| world.blocks[at.block].size);
            assert_eq!(
                Some(real.size()),
                block,
                "the size of a block that was pointed out of"
            );
        }
        Err(_) => {
            let freed = at.is_some_and(|at| !world.blocks[at.block].live);
            assert_eq!(real.freed(), freed, "freed");
            assert_eq!(real.size(), 0, "the size of what is gone");
            if let Some(facts) = real.chunk_facts() {
                assert_eq!(facts, (0, 0, 0, false), "chunks of what is gone");
            }
        }
        Ok((block, offset)) => {
            assert!(!real.freed());
            assert_eq!(real.size(), block.size, "size");
            assert_eq!(
                real.address(),
                block.base.wrapping_add_signed(offset),
                "address"
            );
            if let Some(facts) = real.chunk_facts() {
                let chunk = block.chunk.expect("a chunk size");
                let index = usize::try_from(offset).unwrap_or(0) / chunk;
                assert_eq!(
                    facts,
                    (block.size / chunk, chunk, index, block.safe),
                    "chunks"
                );
            }
        }
    }
}

fn resize<P: Subject>(world: &mut World, held: Held<P>, a: u8, b: u8) {
    let Held { real, at } = held;
    let shape = P::T::SHAPE;
    let sizes = [
        0,
        1,
        3,
        4,
        8,
        12,
        16,
        24,
        28,
        52,
        56,
        64,
        100,
        112,
        128,
        192,
        255,
        256,
        512,
        520,
        usize::MAX,
        1 << (usize::BITS - 1),
        TOO_MUCH,
    ];
    let size = sizes[usize::from(a) % sizes.len()];
    let starved = b == 249;
    let too_much = starved || size >= TOO_MUCH;
    let wrong = if at.is_none() && P::CALLOC {
        only(ErrorKind::NullPointer)
    } else {
        Wrong::default().and(too_much, ErrorKind::Allocation)
    };
    let wrong = match at.map(|_| (world.start_of(at), world.locate(at))) {
        None => wrong,
        Some((not_there, Err(_))) => not_there,
        Some((not_there, Ok((block, _)))) => {
            let layout = block.layout(shape);
            let whole = match block.chunk {
                Some(chunk) => size >= chunk && size.is_multiple_of(chunk),
                None if shape.slice => size >= block.slices[0].as_ref().map_or(0, Vec::len).max(1),
                None => {
                    let holds = block.bytes.iter().any(Option::is_some);
                    size >= layout.stride && (!holds || size.is_multiple_of(layout.stride))
                }
            };
            not_there.or(wrong).and(!whole, ErrorKind::InvalidSize)
        }
    };
    let rehearsal = starved.then(|| heap::fail_after(0));
    let resized = realloc(real, size);
    drop(rehearsal);
    let Some(fresh) = agree(resized, &wrong) else {
        return;
    };
    let at = match at {
        None => world.begin(fresh, size, None, false),
        Some(at) => {
            let block = &mut world.blocks[at.block];
            block.size = size;
            if fresh.address() != block.base {
                block.moved.push(block.version);
            }
            block.version += 1;
            block.base = fresh.address();
            block.root = fresh.wrap();
            block.renew();
            world.at(at.block, 0)
        }
    };
    // The old handle stays in the list, and has to keep working.
    world.keep(fresh.wrap(), Some(at), b);
}

/// Gives the block to C, which frees it or gives it back.
fn hand_over<P: Subject>(world: &mut World, held: Held<P>, a: u8) {
    let Held { real, at } = held;
    let shape = P::T::SHAPE;
    let wrong = if at.is_some() {
        world.start_of(at)
    } else {
        only(ErrorKind::NullPointer)
    };
    let Some(raw) = agree(real.into_raw(), &wrong) else {
        return;
    };
    let block = world.block(at);
    let numbers = block.numbers();
    block.live = false;
    let full = if shape.slice {
        let room = block.chunk.unwrap_or(block.size);
        block
            .slices
            .iter()
            .all(|slice| slice.as_ref().is_some_and(|slice| slice.len() == room))
    } else {
        block.bytes.iter().all(Option::is_some) && block.layout(shape).fits
    };
    let (size, chunk) = (block.size, block.chunk);
    let (bytes, slices) = (block.bytes.clone(), block.slices.clone());
    // Of where it is now: small blocks are copied.
    let misaligned = !raw.addr().is_multiple_of(shape.align);
    if full && size > 0 && a.is_multiple_of(2) {
        let request = Request {
            chunks: chunk.map_or(0, |chunk| size / chunk),
            size: chunk.unwrap_or(size),
            safe: false,
        };
        // SAFETY: the block was just handed over, and every byte of it is assigned with values of this type.
        let adopted = unsafe { P::adopt(raw, request) };
        let wrong = Wrong::default().and(misaligned, ErrorKind::InvalidSize);
        if let Some(adopted) = agree(adopted, &wrong) {
            let at = world.begin(adopted, size, chunk, false);
            let block = world.block(Some(at));
            (block.bytes, block.slices) = (bytes, slices);
            block.adopted = true;
            world.keep(adopted.wrap(), Some(at), a);
            return;
        }
    }
    numbers.into_iter().for_each(Tracked::lost);
    // SAFETY: the block is the C allocator's, and nobody else's now.
    unsafe { libc::free(raw) };
}

/// Takes the block from its thread, and gives it back.
fn detach<P: Subject>(world: &mut World, held: Held<P>, a: u8) {
    let Held { real, at } = held;
    let shape = P::T::SHAPE;
    let wrong = whole(world, at, shape);
    // A small block is copied, and one that was cast lies at a multiple of so much by chance only.
    let natural = 2 * size_of::<usize>();
    if shape.align > natural || at.is_some_and(|at| world.blocks[at.block].is_misaligned(0, shape))
    {
        return;
    }
    let Some(fresh) = agree(real.detach(), &wrong) else {
        return;
    };
    let block = world.block(at);
    block.live = false;
    let (size, chunk, safe, adopted) = (block.size, block.chunk, block.safe, block.adopted);
    let (bytes, slices) = (block.bytes.clone(), block.slices.clone());
    let at = world.begin(fresh, size, chunk, safe);
    let block = world.block(Some(at));
    (block.bytes, block.slices, block.adopted) = (bytes, slices, adopted);
    world.keep(fresh.wrap(), Some(at), a);
}

/// What `detach` and `into_vec` ask: the start of a block, and every value in it.
fn whole(world: &World, at: Option<At>, shape: Shape) -> Wrong {
    if at.is_none() {
        return only(ErrorKind::NullPointer);
    }
    let wrong = world.start_of(at);
    let Ok((block, _)) = world.locate(at) else {
        return wrong;
    };
    let layout = block.layout(shape);
    let mut starts = (0..layout.end).step_by(layout.stride);
    let is_there = |start: usize| match shape.slice {
        true => block.slices[start / layout.stride].is_some(),
        false => block.is_assigned(start, start + layout.extent),
    };
    wrong
        .and(block.size > 0 && !layout.fits, ErrorKind::InvalidSize)
        .and(!starts.all(is_there), ErrorKind::Dereference)
}

/// Finds the handle's block by its address, where that is one of an element.
fn find<P: Subject>(world: &World, held: Held<P>) {
    let Ok((block, offset)) = world.locate(held.at) else {
        return;
    };
    let layout = block.layout(P::T::SHAPE);
    let is_element = usize::try_from(offset)
        .is_ok_and(|offset| offset < block.size && offset.is_multiple_of(layout.stride));
    if !is_element || P::CALLOC != block.chunk.is_some() {
        return;
    }
    let wrong = Wrong::default().and(!layout.fits, ErrorKind::InvalidSize);
    // SAFETY: the block at this address is one that handles of this type point to.
    let found = unsafe { P::find(held.real.address()) };
    if let Some(found) = agree(found, &wrong) {
        assert_eq!(
            (found.address(), found.id()),
            (held.real.address(), held.real.id())
        );
    }
}

fn end_a_guard(world: &mut World, a: u8, b: u8) {
    if let Some(block) = a_lent_block(world, a) {
        let index = usize::from(b) % block.loans.len();
        block.loans.swap_remove(index);
    }
}

fn a_lent_block(world: &mut World, choice: u8) -> Option<&mut Block> {
    let mut lent: Vec<&mut Block> = world
        .blocks
        .iter_mut()
        .filter(|block| !block.loans.is_empty())
        .collect();
    let index = usize::from(choice).checked_rem(lent.len())?;
    Some(lent.swap_remove(index))
}

fn poke_a_guard(world: &mut World, a: u8, b: u8) {
    let Some(block) = a_lent_block(world, a) else {
        return;
    };
    let index = usize::from(b) % block.loans.len();
    let loan = &mut block.loans[index];
    let (start, end, place) = (loan.start, loan.end, loan.place);
    let changed = loan.guard.poke(b);
    let seen = loan.guard.seen();
    match place {
        Some(place) if changed => block.slices[place] = Some(seen),
        Some(place) => assert_eq!(block.slices[place], Some(seen), "what a guard still shows"),
        // Elements with gaps between them are never guarded as a run.
        None if changed => block.set(start, &seen),
        None => assert_eq!(block.seen(start, end), seen, "what a guard still shows"),
    }
}

// ---- operations on sized values -----------------------------------------------------------------------------------

fn sized_step<P: Subject + SizedPointer>(world: &mut World, held: Held<P>, step: Step) {
    let [what, _, a, b] = step;
    let Held { real, at } = held;
    let shape = P::Element::SHAPE;
    match what {
        ..152 => common_step(world, held, step),
        152..190 => {
            properties(world, held);
            let value = P::Element::make(a);
            let seen = value.seen();
            let (wrong, start) = world.writable(at, shape);
            if agree(real.write(value), &wrong).is_some() {
                world.block(at).set(start, &seen);
            }
        }
        190..200 => {
            let (wrong, start, end) = world.readable(at, shape, true, false);
            if let Some(value) = agree(real.take(), &wrong) {
                let block = world.block(at);
                assert_eq!(value.seen(), block.seen(start, end), "what was taken");
                block.bytes[start..end].fill(None);
            }
        }
        200..210 => {
            let value = P::Element::make(a);
            let seen = value.seen();
            let (wrong, start, end) = world.readable(at, shape, true, false);
            // What can be read and not written is what does not fit, by a cast.
            let wrong = wrong.or(world.writable(at, shape).0);
            if let Some(before) = agree(real.replace(value), &wrong) {
                let block = world.block(at);
                assert_eq!(before.seen(), block.seen(start, end), "what was replaced");
                block.set(start, &seen);
            }
        }
        210..213 => {
            let count = run_length(a);
            let filled = count.min(usize::from(b % 4));
            let values: Vec<_> = (0..filled).map(|_| P::Element::make(b)).collect();
            let seen: Vec<_> = values.iter().map(Kind::seen).collect();
            let (wrong, start, end) = world.run(at, shape, count, true, true, false);
            let held = at.is_some_and(|at| {
                let bytes = world.blocks[at.block].bytes.get(start..end);
                bytes.is_some_and(|bytes| bytes.iter().any(Option::is_some))
            });
            let wrong = wrong.and(held, ErrorKind::Borrow);
            if agree(real.fill_unassigned(values, count), &wrong).is_some() {
                let starts = (start..).step_by(shape.size.max(1));
                for (start, seen) in starts.zip(seen) {
                    world.block(at).set(start, &seen);
                }
            }
        }
        213 => {
            let wrong = whole(world, at, shape);
            if let Some(values) = agree(real.into_vec(), &wrong) {
                let block = world.block(at);
                let layout = block.layout(shape);
                let starts = (0..layout.end).step_by(layout.stride);
                let right: Vec<_> = starts
                    .map(|start| block.seen(start, start + layout.extent))
                    .collect();
                let seen: Vec<_> = values.iter().map(Kind::seen).collect();
                assert_eq!(seen, right, "what was moved out");
                block.live = false;
            }
        }
        214..218 => {
            let count = run_length(a);
            let value = P::Element::make(b);
            let seen = value.seen();
            let (wrong, start, end) = world.run(at, shape, count, true, true, false);
            if agree(real.fill(value, count), &wrong).is_some() {
                for start in (start..end).step_by(shape.size.max(1)) {
                    world.block(at).set(start, &seen);
                }
            }
        }
        218..228 => {
            let (count, mutable) = (run_length(a), b.is_multiple_of(2));
            let (wrong, start, end) = world.run(at, shape, count, mutable, true, true);
            let Some(guard) = agree(real.guard_run(count, mutable), &wrong) else {
                return;
            };
            let block = world.block(at);
            assert_eq!(guard.seen(), block.seen(start, end), "what a run shows");
            if start < end {
                block.loans.push(Loan {
                    start,
                    end,
                    mutable,
                    guard,
                    place: None,
                });
            }
        }
        // What only plain values do: another write.
        _ => sized_step(world, held, [152, 0, a, b]),
    }
}

/// How many elements a run has: few, or too many to count.
fn run_length(seed: u8) -> usize {
    match seed {
        254 => usize::MAX,
        255 => usize::MAX / 8,
        _ => usize::from(seed) % 7,
    }
}

fn plain_step<P: Subject + PlainPointer>(world: &mut World, held: Held<P>, step: Step) {
    let [what, which, a, b] = step;
    let Held { real, at } = held;
    let shape = P::Element::SHAPE;
    match what {
        ..228 => sized_step(world, held, step),
        228..230 => {
            if world.views.len() == VIEWS {
                drop(world.views.swap_remove(usize::from(b) % VIEWS));
            }
            if a.is_multiple_of(2) {
                world.views.push((real.view(), Counts::Any, shape, at));
                return;
            }
            let wrong = world
                .locate(at)
                .map_or_else(|wrong| wrong, |_| Wrong::default());
            if let Some(view) = agree(real.view_of_api(), &wrong) {
                // It is made of the handle as it is today.
                let now = at.map(|at| At {
                    version: world.blocks[at.block].version,
                    ..at
                });
                world.views.push((view, Counts::Usize, shape, now));
            }
        }
        230..236 => {
            if let Some(choice) = usize::from(which).checked_rem(world.views.len()) {
                let (view, counts, shape, at) = world.views.swap_remove(choice);
                let index = match counts {
                    Counts::Any => distance(a),
                    Counts::Usize => distance(a) as usize as i128,
                };
                use_view(world, &view, counts, shape, at, None, index, b);
                world.views.push((view, counts, shape, at));
            }
        }
        236..238 => use_cells(world, held, a, b),
        238..243 => {
            let (wrong, start, end) = world.readable(at, shape, false, false);
            if let Some(value) = agree(real.read(), &wrong) {
                assert_eq!(
                    value.seen(),
                    world.block(at).seen(start, end),
                    "what was read"
                );
            }
        }
        243..245 => {
            let count = run_length(a);
            if count > 100 {
                return;
            }
            let values: Vec<_> = (0..count)
                .map(|index| P::Element::make(b.wrapping_add(index as u8)))
                .collect();
            let (wrong, start, _) = world.run(at, shape, count, true, false, false);
            if agree(real.copy_from_slice(&values), &wrong).is_some() {
                let seen: Vec<u8> = values.iter().flat_map(Kind::seen).collect();
                world.block(at).set(start, &seen);
            }
        }
        245..247 => copy_from(world, held, a, b),
        247..249 => {
            let (first, items) = (real, real.values());
            let mut next = at;
            let count = items.len();
            for item in items {
                let (wrong, start, end) = world.readable(next, shape, false, false);
                if let Ok(value) = &item {
                    assert_eq!(
                        value.seen(),
                        world.block(next).seen(start, end),
                        "a value from {first:?}"
                    );
                }
                agree(item, &wrong);
                if let (Some(next), Ok((block, offset))) = (&mut next, world.locate(at))
                    && (0..=block.size as isize).contains(&offset)
                {
                    next.offset += block.layout(shape).stride as isize;
                }
            }
            if let Ok((block, offset)) = world.locate(at)
                && let Ok(offset) = usize::try_from(offset)
            {
                let layout = block.layout(shape);
                let left = layout.end.checked_sub(offset);
                assert_eq!(count, left.map_or(1, |left| left / layout.stride));
            } else {
                assert_eq!(count, 1);
            }
        }
        254.. => use_one(world, held, a, b),
        249.. => {
            let (to, cast) = real.cast(a);
            let wrong = match world.locate(at) {
                Err(wrong) => wrong,
                Ok((block, offset)) => match block.chunk {
                    Some(chunk) => Wrong::default().and(to.size > chunk, ErrorKind::InvalidSize),
                    None => Wrong::default()
                        .and(!block.size.is_multiple_of(to.size), ErrorKind::InvalidSize)
                        .and(offset % to.size as isize != 0, ErrorKind::InvalidSize),
                },
            };
            if let Some(cast) = agree(cast, &wrong) {
                let At { block, offset, .. } = at.expect("a block");
                let at = world.at(block, offset);
                world.keep(cast, Some(at), b);
            }
        }
    }
}

/// Through a pointer to one value, at whatever byte the handle points to.
fn use_one<P: Subject + PlainPointer>(world: &mut World, held: Held<P>, a: u8, b: u8) {
    let Held { real, at } = held;
    let wide = b.is_multiple_of(4);
    let size = if wide { 64 } else { 4 };
    let (wrong, start) = match world.locate(at) {
        Err(wrong) => (wrong, 0),
        Ok((block, offset)) => {
            let inside = usize::try_from(offset)
                .is_ok_and(|offset| offset <= block.size && size <= block.size - offset);
            let wrong = Wrong::default().and(!inside, block.outside(offset < 0));
            (wrong, usize::try_from(offset).unwrap_or(0))
        }
    };
    let Some(one) = agree(real.cast_one(wide), &wrong) else {
        return;
    };
    let end = start + size;
    let block = world.block(at);
    let unassigned = !block.is_assigned(start, end);
    let lent = |change| Wrong::default().and(block.is_lent(start, end, change), ErrorKind::Borrow);
    let missing = Wrong::default().and(unassigned, ErrorKind::Dereference);
    match a % 3 {
        0 => {
            let wrong = missing.or(lent(false));
            if let Some(seen) = agree(one.read(), &wrong) {
                assert_eq!(seen, block.seen(start, end), "what one pointer shows");
            }
        }
        1 => {
            let wrong = lent(true);
            if let Some(seen) = agree(one.write(b), &wrong) {
                block.set(start, &seen);
            }
        }
        _ => {
            let wrong = missing.or(lent(true));
            if let Some(seen) = agree(one.take(), &wrong) {
                assert_eq!(seen, block.seen(start, end), "what was taken");
                block.bytes[start..end].fill(None);
            }
        }
    }
}

/// Through a view, or through cells that borrowed these bytes.
#[allow(clippy::too_many_arguments, reason = "each is one thing that is known")]
fn use_view(
    world: &mut World,
    view: &View,
    counts: Counts,
    shape: Shape,
    at: Option<At>,
    lent: Option<(usize, usize, bool)>,
    index: i128,
    b: u8,
) {
    let access = match b % 4 {
        0 => Access::Get,
        1 => Access::Set(b),
        2 => Access::Late(b),
        _ => Access::Step(b),
    };
    // As in `p[i]` of the macro, a distance that no block reaches stays one; the API says what the number is.
    let near = match counts {
        Counts::Any => index.clamp(isize::MIN as i128, isize::MAX as i128),
        Counts::Usize => index,
    };
    let (wrong, target) = world.moved(at, shape, near);
    let element = at.map(|at| At {
        version: world.blocks[at.block].version,
        offset: target,
        ..at
    });
    let (not_read, start, end) = world.readable(element, shape, false, false);
    let (not_written, to) = world.writable(element, shape);
    let is_lent = |(from, to, write): (usize, usize, bool)| {
        let start = usize::try_from(target).unwrap_or(usize::MAX);
        (from..to).contains(&start) && !write
    };
    // Only what the cells borrowed to be read is refused, by themselves.
    let refused = Wrong::default().and(lent.is_some_and(is_lent), ErrorKind::Borrow);
    let wrong = match access {
        // Values may have come to fit no more since the view was made.
        Access::Late(_) => wrong.or(not_written).or(refused),
        _ if !wrong.is_none() => wrong,
        Access::Get => not_read,
        Access::Set(_) => not_written.or(refused),
        Access::Step(_) => not_read.or(not_written).or(refused),
    };
    if let Some(seen) = agree(view(index, access), &wrong) {
        let block = world.block(at);
        match access {
            Access::Get => assert_eq!(seen, block.seen(start, end), "what a view shows"),
            _ => block.set(to, &seen),
        }
    }
}

fn use_cells<P: Subject + PlainPointer>(world: &mut World, held: Held<P>, a: u8, b: u8) {
    let Held { real, at } = held;
    let shape = P::Element::SHAPE;
    // How often it was asked for memory says nothing: an allocator that calls back (`tests/callback`) has
    // blocks of its own.
    let lives = || (heap::stats().live_blocks, heap::stats().live_bytes);
    let (write, lived) = (a.is_multiple_of(2), lives());
    let need = (!b.is_multiple_of(8)).then_some(usize::from(a));
    let (wrong, start, end) = world.run(at, shape, need.unwrap_or(0), write, true, true);
    real.cells(write, need, |cells| {
        assert!(wrong.is_none(), "cells in spite of {:?}", wrong.0);
        let block = world.block(at);
        assert!(block.loans.is_empty(), "cells beside a guard");
        // Without a need it is as many as are assigned.
        let assigned = |end: &usize| block.is_assigned(start, *end);
        let all = (start..=block.size)
            .step_by(shape.size)
            .take_while(assigned)
            .last();
        let end = if need.is_some() { Some(end) } else { all };
        let end = end.expect("a run that is there");
        let count = (end - start) / shape.size;
        let lent = Some((start, end, write));
        let wrong = Wrong::default()
            .with(ErrorKind::Borrow)
            .and(start > 0, ErrorKind::InvalidFree);
        agree(free(real), &wrong);
        for turn in 0..8_u8 {
            let index = match turn {
                0 => distance(b),
                1 => count as i128,
                2 => count as i128 - 1,
                _ => i128::from(a.wrapping_mul(turn)) % count as i128,
            };
            use_view(
                world,
                cells,
                Counts::Any,
                shape,
                at,
                lent,
                index,
                b.wrapping_add(turn),
            );
        }
    });
    assert_eq!(lives(), lived);
}

fn copy_from<P: Subject + PlainPointer>(world: &mut World, held: Held<P>, a: u8, b: u8) {
    let shape = P::Element::SHAPE;
    let count = run_length(a);
    let source = (0..world.handles.len())
        .map(|further| world.handles[(usize::from(b) + further) % world.handles.len()])
        .find_map(|(other, other_at)| same_type(held.real, other).map(|other| (other, other_at)));
    let (source, source_at) = source.unwrap_or((held.real, held.at));
    let (not_read, from, end) = world.run(source_at, shape, count, false, false, true);
    let (not_written, to, _) = world.run(held.at, shape, count, true, false, false);
    let copied = held.real.copy_from(source, count);
    if agree(copied, &not_read.or(not_written)).is_some() {
        let seen = world.block(source_at).seen(from, end);
        world.block(held.at).set(to, &seen);
    }
}

// ---- operations on slices -----------------------------------------------------------------------------------------

fn slice_step<P: Subject + SlicedPointer>(world: &mut World, held: Held<P>, step: Step) {
    let [what, _, a, b] = step;
    let Held { real, at } = held;
    let shape = P::Slice::SHAPE;
    if what < 152 {
        common_step(world, held, step);
        return;
    }
    let lengths = [0, 1, 2, 3, 4, 7, 8, 28, 52, 60, 300];
    let owned = P::Slice::make(a, lengths[usize::from(b) % lengths.len()]);
    let value: &P::Slice = owned.borrow();
    let seen = value.seen();
    let (mut not_written, start) = world.writable(at, shape);
    let mut place = 0;
    if let Ok((block, _)) = world.locate(at) {
        let room = block.chunk.unwrap_or(block.size);
        not_written = not_written.and(seen.len() > room, ErrorKind::InvalidSize);
        place = start / block.layout(shape).stride;
    }
    let (not_read, start, _) = world.readable(at, shape, false, false);
    match what {
        ..190 => {
            if agree(real.write(value), &not_written).is_some() {
                world.block(at).slices[place] = Some(seen);
            }
        }
        190..210 => {
            let (wrong, ..) = world.readable(at, shape, true, false);
            if let Some(taken) = agree(real.take(), &wrong) {
                let right = world.block(at).slices[place].take();
                assert_eq!(Some(taken), right, "what was taken");
            }
        }
        210..225 => {
            if let Some(before) = agree(real.replace(value), &not_read.or(not_written)) {
                let right = world.block(at).slices[place].replace(seen);
                assert_eq!(Some(before), right, "what was replaced");
            }
        }
        225.. => {
            if let Some(read) = agree(real.read(), &not_read) {
                let block = world.block(at);
                let place = start / block.layout(shape).stride;
                assert_eq!(Some(&read), block.slices[place].as_ref(), "what was read");
            }
        }
    }
}
