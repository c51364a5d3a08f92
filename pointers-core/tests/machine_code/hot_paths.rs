//! The hot paths, one function each, in a shared library: `tests/machine_code.rs` reads their machine code.

#![allow(missing_docs)]

use pointers_core::{CallocPointer, MallocPointer, Result};

#[unsafe(no_mangle)]
pub fn hot_read(p: MallocPointer<u64>) -> Result<u64> {
    p.read()
}

#[unsafe(no_mangle)]
pub fn hot_write(p: MallocPointer<u64>, value: u64) -> Result<()> {
    p.write(value)
}

#[unsafe(no_mangle)]
pub fn hot_add(p: MallocPointer<u64>, n: usize) -> Result<MallocPointer<u64>> {
    p.add(n)
}

#[unsafe(no_mangle)]
pub fn hot_add_read(p: MallocPointer<u64>, n: usize) -> Result<u64> {
    p.add(n)?.read()
}

#[unsafe(no_mangle)]
pub fn hot_add_write(p: MallocPointer<u64>, n: usize, value: u64) -> Result<()> {
    p.add(n)?.write(value)
}

/// `~p[i]` in the macro.
#[unsafe(no_mangle)]
pub fn hot_at_read(p: MallocPointer<u64>, i: i32) -> Result<u64> {
    p.__pointers_at(i)?.read()
}

#[unsafe(no_mangle)]
pub fn hot_chunk_read(p: CallocPointer<u64>, n: usize) -> Result<u64> {
    p.add(n)?.read()
}

#[unsafe(no_mangle)]
pub fn hot_memset(p: MallocPointer<u8>, n: usize) -> Result<MallocPointer<u8>> {
    pointers_core::string::memset(p, 7_u8, n)
}

#[unsafe(no_mangle)]
pub fn hot_memcpy(
    p: MallocPointer<u8>,
    q: MallocPointer<u8>,
    n: usize,
) -> Result<MallocPointer<u8>> {
    pointers_core::string::memcpy(p, q, n)
}

#[unsafe(no_mangle)]
pub fn hot_strlen(p: MallocPointer<u8>) -> Result<usize> {
    pointers_core::string::strlen(p)
}
