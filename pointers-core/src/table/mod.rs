//! The lock-and-key table: how a handle knows that its block is still there.
//!
//! Blocks are plain memory without headers: a `malloc` block of the C allocator each, or, where they are small, a cell among
//! others of its size in one ([`crate::heap::cells`]). Beside it every block has a *slot* with a
//! lock word ([`lock_words`]) and a record ([`record`]). A handle carries the address of its element, the slot, and
//! a key. An access loads the lock word, compares it with the key, and uses the address.
//!
//! # Invariants
//!
//! Every `unsafe` block of this crate names the ones it relies on.
//!
//! - **Words stay.** Lock words and records are never unmapped, moved or shrunk, and every slot that
//!   occurs in a handle has both. Slot 0 is NULL's; its word equals no key, whichever thread looks and whenever
//!   ([`base`]).
//! - **One thread.** A slot that is live is used by the thread that took it, alone: handles and guards
//!   are not `Send`. A free slot belongs to one thread's lists, with the cell that it may have
//!   ([`crate::heap::cells`]), or to the pool. What others look at (words, and who a slot belongs to) is a relaxed
//!   atomic, and they look at no record that is not theirs.
//!   No slot leaves its thread before that thread ends: until then the thread may look at its own by plain loads
//!   too, whether their blocks still live or not.
//! - **Versions rise.** A word is a version and a state. Every free, hand-over and reallocation
//!   raises the slot's version, and a version that was used is never used again: a slot that reaches
//!   [`word::RETIRED_VERSION`] gets no other block, and none is reallocated beyond [`word::LAST_VERSION`].
//! - **Key.** A handle whose key equals its slot's word (which then says [`word::OPEN`]) points to an element of
//!   its block: `address` was derived from the pointer that the C allocator returned last for this block,
//!   the element lies inside the block, all of it holds a valid value of the handle's type, and no
//!   guard of the block lives. A handle that points anywhere else (one past the last, outside)
//!   has a key that equals no word. A [`Pointer`](crate::Pointer) to one value points to an element, to a part of one that a
//!   path through the fields of its type leads to, or to bytes of a block whose type was cast; the same holds of that.
//! - **Fresh.** A block whose word says [`word::FRESH`] is in its cell, was asked for as one element, and holds nothing. No
//!   handle of another type, and none to another place in it, has a key that fits, but for the state: who makes one, and who
//!   looks at what is assigned, has it noted as partly assigned first ([`assigned::settled`]).
//! - **Address.** The address of a handle whose version is not its slot's is never used for an access:
//!   its distance from the base of its own time, which the record's history keeps, is added to the base
//!   of today.
//! - **Assigned.** In a live block, what the record says is assigned ([`assigned`]) holds a
//!   valid value, and nobody else owns that value.
//! - **Parts.** An element that is not assigned as a whole may be in part ([`parts`]): the leaves of the
//!   block's description that are noted hold valid values of their types, which nobody else owns. One whose
//!   leaves are all assigned is assigned as a whole, and the other way round: where leaves of such elements are noted, all are.
//! - **Alone.** From a check to the access that rests on it, no code of the user's runs. The global
//!   allocator is such code: so the library's notes, and its errors, are not made by it ([`crate::notes`]),
//!   and where a `String` or a `Vec` is asked for, what is copied into it is looked up after that. Values
//!   are moved in and out, and dropped after the access; where a drop or a clone has to run before, what is
//!   used afterwards is lent meanwhile, or stale and nobody's.
//! - **Loans.** While a guard lives, its elements are in the block's loans, the state is
//!   [`word::GUARDED`], and nothing moves, frees or (mutably: reads) those elements. The state alone says of no element that
//!   it is lent: while a thread's heap is recorded ([`crate::heap::recorder`]) all its blocks have it, so that nothing goes
//!   the quick ways. It only ever takes quick ways away.

pub(crate) mod assigned;
#[cfg(not(target_family = "wasm"))]
mod base;
pub(crate) mod bitmap;
pub(crate) mod cell;
mod closer;
pub(crate) mod destroy;
pub(crate) mod element;
pub(crate) mod extra;
#[cfg(test)]
mod generations;
pub(crate) mod groups;
pub(crate) mod large;
mod lengths;
pub(crate) mod loans;
#[cfg_attr(target_family = "wasm", path = "pieces.rs")]
pub(crate) mod lock_words;
mod more;
pub(crate) mod mutex;
pub(crate) mod parts;
pub(crate) mod raw_handle;
pub(crate) mod record;
mod scattered;
pub(crate) mod short;
pub(crate) mod slots;
pub(crate) mod summary;
mod tag;
pub(crate) mod watermark;
pub(crate) mod word;

/// Whose atomics [`base`] is made of.
#[cfg(not(target_family = "wasm"))]
use core::sync::atomic;

/// A slot: the index of a block's lock word and record. 0 is NULL's.
pub(crate) type Slot = u32;

/// How many slots have their records side by side: see [`groups`].
pub(crate) const GROUP: usize = 512;
