//! An inflater: data that gzip and zlib compressed, decompressed into a block that grows.
//!
//! `cargo run --example inflate`

pub(crate) mod bits;
pub(crate) mod huffman;
pub(crate) mod inflate;

use std::error::Error;
use std::io::{self, Write};

use pointers::prelude::*;

use inflate::{Fault, delete_output, inflate, new_output};

fn main() -> Result<(), Box<dyn Error>> {
    run(&mut io::stdout().lock())
}

/// Each of them was compressed by zlib.
pub(crate) const SAMPLES: [(&str, &[u8]); 3] = [
    (
        "stored",
        &[
            1, 41, 0, 214, 255, 84, 111, 32, 98, 101, 44, 32, 111, 114, 32, 110, 111, 116, 32, 116,
            111, 32, 98, 101, 44, 32, 116, 104, 97, 116, 32, 105, 115, 32, 116, 104, 101, 32, 113,
            117, 101, 115, 116, 105, 111, 110,
        ],
    ),
    (
        "fixed codes",
        &[
            203, 200, 47, 87, 200, 45, 77, 206, 80, 40, 207, 207, 79, 1, 18, 165, 57, 41, 10, 137,
            96, 78, 114, 70, 105, 114, 182, 2, 132, 204, 76, 67, 21, 4, 43, 131, 176, 65, 162, 0,
        ],
    ),
    (
        "codes of its own",
        &[
            133, 209, 203, 9, 128, 48, 16, 69, 209, 86, 166, 0, 23, 25, 243, 199, 106, 20, 34, 138,
            163, 89, 24, 176, 125, 11, 120, 97, 178, 190, 156, 213, 229, 153, 182, 218, 154, 148,
            151, 234, 78, 247, 41, 23, 213, 135, 218, 81, 232, 91, 69, 38, 98, 232, 11, 49, 15, 12,
            119, 140, 25, 24, 131, 38, 235, 36, 163, 72, 186, 72, 40, 162, 46, 34, 138, 160, 139,
            128, 194, 235, 194, 163, 112, 186, 112, 40, 172, 46, 44, 138, 193, 248, 222, 247, 193,
            66, 16, 63,
        ],
    ),
];

pointers! {
    /// The text, or what is wrong with the data.
    pub(crate) fn text_of(data: &[u8]) -> Result<Result<String, Fault>> {
        let from: MallocPointer<u8> = malloc(data.len());
        from.copy_from_slice(data)?;
        let out = new_output()?;
        try {
            let fault = inflate(out, from, data.len())?;
            let text = match fault {
                None => Ok(String::from_utf8_lossy(&out->bytes.borrow_slice(out->length)?).into_owned()),
                Some(fault) => Err(fault),
            };
            delete_output(out)?;
            free(from);
            Ok(text)
        } except _ as error {
            delete_output(out)?;
            free(from);
            Err(error)
        }
    }

    pub(crate) fn run(out: &mut dyn Write) -> Result<(), Box<dyn Error>> {
        for (name, data) in SAMPLES {
            match text_of(data)? {
                Ok(text) => writeln!(out, "{name}: {} bytes become {}: {text}", data.len(), text.len())?,
                Err(fault) => writeln!(out, "{name}: {fault:?}")?,
            }
        }
        for wrong in [&[7][..], &[1, 2, 0, 0, 0], &[3, 2, 1]] {
            writeln!(out, "{wrong:?}: {:?}", text_of(wrong)?.err())?;
        }
        let (_, data) = SAMPLES[2];
        let error = text_of(&data[..20]).err().map(|error| error.kind());
        writeln!(out, "the first 20 bytes only: {error:?}")?;
        Ok(())
    }
}
