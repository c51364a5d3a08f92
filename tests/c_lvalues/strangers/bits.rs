//! A set of bits, and base64: shifts, masks and `*p++`.

use pointers::prelude::*;
use pointers::string::*;

#[derive(Fields)]
struct BitSet {
    nbits: usize,
    words: CallocPointer<u32>,
}

const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

pointers! {

fn bs_new(nbits: usize) -> Result<MallocPointer<BitSet>> {
    let b: MallocPointer<BitSet> = malloc(size_of::<BitSet>());
    b->nbits = nbits;
    b->words = calloc((nbits + 31) / 32, size_of::<u32>());
    Ok(b)
}

fn bs_set(b: MallocPointer<BitSet>, i: usize) -> Result<()> { b->words[i / 32] |= 1 << (i % 32); Ok(()) }
fn bs_clear(b: MallocPointer<BitSet>, i: usize) -> Result<()> { b->words[i / 32] &= !(1 << (i % 32)); Ok(()) }
fn bs_flip(b: MallocPointer<BitSet>, i: usize) -> Result<()> { b->words[i >> 5] ^= 1 << (i & 31); Ok(()) }
fn bs_test(b: MallocPointer<BitSet>, i: usize) -> Result<u32> { return Ok((b->words[i / 32] >> (i % 32)) & 1); }

fn bs_count(b: MallocPointer<BitSet>) -> Result<i32> {
    let mut n = 0;
    for i in 0..(b->nbits + 31) / 32 {
        let mut w = b->words[i];
        while w != 0 {
            w &= w - 1;
            n++;
        }
    }
    return Ok(n);
}

fn encode(input: MallocPointer<u8>, len: usize) -> Result<MallocPointer<u8>> {
    let out: MallocPointer<u8> = malloc((len + 2) / 3 * 4 + 1);
    let p = out;
    let mut i = 0;
    while i + 2 < len {
        *p++ = ALPHABET[(input[i] >> 2) as usize];
        *p++ = ALPHABET[((input[i] & 3) << 4 | input[i + 1] >> 4) as usize];
        *p++ = ALPHABET[((input[i + 1] & 15) << 2 | input[i + 2] >> 6) as usize];
        *p++ = ALPHABET[(input[i + 2] & 63) as usize];
        i += 3;
    }
    if i < len {
        *p++ = ALPHABET[(input[i] >> 2) as usize];
        if i + 1 == len {
            *p++ = ALPHABET[((input[i] & 3) << 4) as usize];
            *p++ = b'=';
        } else {
            *p++ = ALPHABET[((input[i] & 3) << 4 | input[i + 1] >> 4) as usize];
            *p++ = ALPHABET[((input[i + 1] & 15) << 2) as usize];
        }
        *p++ = b'=';
    }
    *p = b'\0';
    return Ok(out);
}

fn decode(input: MallocPointer<u8>, out: MallocPointer<u8>) -> Result<usize> {
    let mut back = [64u8; 256];
    for i in 0..64 {
        back[ALPHABET[i] as usize] = i as u8;
    }
    let mut acc: u32 = 0;
    let mut bits = 0;
    let start = out;
    while *input != 0 && *input != b'=' {
        acc = acc << 6 | back[*input++ as usize] as u32;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            *out++ = (acc >> bits & 255) as u8;
        }
    }
    return Ok((out - start) as usize);
}

fn run(printed: &mut String) -> Result<()> {
    let b = bs_new(100)?;
    let mut i = 0;
    while i < 100 {
        bs_set(b, i)?;
        i += 7;
    }
    bs_clear(b, 14)?;
    bs_flip(b, 99)?;
    printed.push_str(&format!("{} {} {}\n", bs_count(b)?, bs_test(b, 14)?, bs_test(b, 99)?));
    free(b->words);
    free(b);

    let hello = strdup("Hello, World");
    for n in 10..=12 {
        let e = encode(hello, n)?;
        let d: MallocPointer<u8> = malloc(20);
        let m = decode(e, d)?;
        d[m] = 0;
        printed.push_str(&format!("{} {} {}\n", text(e), m, text(d)));
        free(d);
        free(e);
    }
    free(hello);
    Ok(())
}

}

#[test]
fn it_prints_what_c_prints() -> Result<()> {
    let mut printed = String::new();
    run(&mut printed)?;
    assert_eq!(
        printed,
        "15 0 1\nSGVsbG8sIFdvcg== 10 Hello, Wor\nSGVsbG8sIFdvcmw= 11 Hello, Worl\nSGVsbG8sIFdvcmxk 12 Hello, World\n"
    );
    Ok(())
}
