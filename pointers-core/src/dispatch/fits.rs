//! Proofs, when the program is built, that a value fits where it is moved.
//!
//! The macro puts `prove(&p, Fits::PROOF)` beside the move. The type of the value is inferred from the move; the
//! constant is evaluated once it is known, and a panic in it is a compile error on the user's line.

use core::marker::PhantomData;

use crate::{Handle, Value};

/// That a `T` fits.
pub struct Proof<T: ?Sized>(PhantomData<*const T>);

/// That a text fits.
pub struct LengthProof(());

/// How the user calls the block.
pub trait Name {
    const NAME: &'static str;
    /// Whether the size is that of a chunk.
    const CHUNKS: bool;
}

/// The proof for a size that is written out, by a type that the macro declares at the move, so that the compiler's
/// message points there.
pub trait Fits<T: ?Sized> {
    const PROOF: Proof<T>;
}

/// The proof for a size that is a constant, or a const parameter, of the user's.
pub struct FitsIn<T: ?Sized, N, const SIZE: usize>(PhantomData<(*const T, N)>);

impl<T: Value + ?Sized, N: Name, const SIZE: usize> FitsIn<T, N, SIZE> {
    pub const PROOF: Proof<T> = fits::<T, N>(SIZE);
}

/// The proof for a text of `LENGTH` bytes.
pub struct FitsLength<N, const LENGTH: usize, const SIZE: usize>(PhantomData<N>);

impl<N: Name, const LENGTH: usize, const SIZE: usize> FitsLength<N, LENGTH, SIZE> {
    pub const PROOF: LengthProof = {
        if LENGTH > SIZE {
            refuse(LENGTH, N::NAME, SIZE, N::CHUNKS);
        }
        LengthProof(())
    };
}

/// Panics, which is a compile error, where a `T` does not fit in `size` bytes.
#[track_caller]
pub const fn fits<T: Value + ?Sized, N: Name>(size: usize) -> Proof<T> {
    // A `str` and a slice have the length of what is moved.
    if !T::SHAPE.slice && T::SHAPE.size > size {
        refuse(T::SHAPE.size, N::NAME, size, N::CHUNKS);
    }
    Proof(PhantomData)
}

/// Ties the proof to the type of the handle.
#[inline]
pub const fn prove<P: Handle>(_: &P, _: Proof<P::Value>) {}

/// Uses the proof, so that it is evaluated.
#[inline]
pub const fn prove_length(_: LengthProof) {}

#[track_caller]
const fn refuse(object: usize, name: &str, size: usize, chunks: bool) -> ! {
    let mut text = Text { bytes: [0; 256], length: 0 };
    text.push("InvalidSizeError: the value takes ");
    text.push_number(object);
    text.push(if chunks { " bytes, but a chunk of `" } else { " bytes, but `" });
    text.push(name);
    text.push("` has ");
    text.push_number(size);
    panic!("{}", text.as_str());
}

/// A message that is put together in a constant.
struct Text {
    bytes: [u8; 256],
    length: usize,
}

impl Text {
    const fn push(&mut self, text: &str) {
        let text = text.as_bytes();
        let mut at = 0;
        while at < text.len() && self.length < self.bytes.len() {
            self.bytes[self.length] = text[at];
            self.length += 1;
            at += 1;
        }
    }

    const fn push_number(&mut self, number: usize) {
        let mut unit = 1;
        while number / unit >= 10 {
            unit *= 10;
        }
        while unit > 0 {
            let digit = [b'0' + (number / unit % 10) as u8];
            if let Ok(digit) = core::str::from_utf8(&digit) {
                self.push(digit);
            }
            unit /= 10;
        }
    }

    const fn as_str(&self) -> &str {
        match core::str::from_utf8(self.bytes.split_at(self.length).0) {
            Ok(text) => text,
            // A name that was cut within a character.
            Err(_) => "InvalidSizeError: the value does not fit",
        }
    }
}
