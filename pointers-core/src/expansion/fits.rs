//! Proofs, when the program is built, that a value fits where it is moved.
//!
//! The macro puts `prove(&p, const { fits::<_, Site>(SIZE) })` beside the move. The type of the value is inferred from
//! the move; the constant is evaluated once it is known, and a panic in it is a compile error on the user's line.

use core::marker::PhantomData;

use crate::Handle;

/// That a value fits where handles of type `P` point.
pub struct Proof<P>(PhantomData<*const P>);

/// How the user calls the block.
pub trait Name {
    const NAME: &'static str;
    /// Whether the size is that of a chunk.
    const CHUNKS: bool;
}

/// Panics, which is a compile error, where a value does not fit in `size` bytes.
///
/// Where sizes are not counted natively, nothing is proved: the size of a number is known when it is moved.
#[track_caller]
pub const fn fits<P: Handle, N: Name>(size: usize) -> Proof<P> {
    let shape = P::SHAPE;
    // A `str` and a slice have the length of what is moved.
    if P::NATIVE && !shape.slice {
        compare::<N>(shape.size, size);
        if !N::CHUNKS && shape.size > 0 && !size.is_multiple_of(shape.size) {
            refuse_rest(shape.size, N::NAME, size);
        }
    }
    Proof(PhantomData)
}

/// The same for `length` elements: the bytes of a `str`, or of a slice.
#[track_caller]
pub const fn fits_slice<P: Handle, N: Name>(length: usize, size: usize) -> Proof<P> {
    let shape = P::SHAPE;
    if P::NATIVE {
        compare::<N>(
            if shape.slice {
                shape.size.saturating_mul(length)
            } else {
                shape.size
            },
            size,
        );
    }
    Proof(PhantomData)
}

/// Ties the proof to the type of the handle.
#[inline]
pub const fn prove<P: Handle>(_: &P, _: Proof<P>) {}

#[track_caller]
const fn compare<N: Name>(object: usize, size: usize) {
    if object > size {
        refuse(object, N::NAME, size, N::CHUNKS);
    }
}

#[track_caller]
const fn refuse_rest(object: usize, name: &str, size: usize) -> ! {
    let mut text = ConstText {
        bytes: [0; 256],
        length: 0,
    };
    text.push("InvalidSizeError: `");
    text.push(name);
    text.push("` has ");
    text.push_number(size);
    text.push(" bytes, which is not a whole number of values of ");
    text.push_number(object);
    panic!("{}", text.as_str());
}

#[track_caller]
const fn refuse(object: usize, name: &str, size: usize, chunks: bool) -> ! {
    let mut text = ConstText {
        bytes: [0; 256],
        length: 0,
    };
    text.push("InvalidSizeError: the value takes ");
    text.push_number(object);
    text.push(if chunks {
        " bytes, but a chunk of `"
    } else {
        " bytes, but `"
    });
    text.push(name);
    text.push("` has ");
    text.push_number(size);
    panic!("{}", text.as_str());
}

/// A message that is put together in a constant.
struct ConstText {
    bytes: [u8; 256],
    length: usize,
}

impl ConstText {
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
