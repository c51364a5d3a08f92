//! Searches where C's library has none, or where there is no C.

use super::find_byte;

/// Where `part`, which is not empty, begins first.
pub(crate) fn find_bytes(bytes: &[u8], part: &[u8]) -> Option<usize> {
    let mut start = 0;
    loop {
        start += find_byte(&bytes[start..], part[0])?;
        if bytes[start..].starts_with(part) {
            return Some(start);
        }
        start += 1;
    }
}
