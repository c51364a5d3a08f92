use pointers::prelude::*;

fn between_two_types(begin: MallocPointer<u8>, end: MallocPointer<u16>) -> Result<isize> {
    pointers! { end - begin }
}

fn by_a_float(p: MallocPointer<u8>) -> Result<MallocPointer<u8>> {
    pointers! { p - 1.5 }
}

fn main() -> Result<()> {
    let p = malloc(2)?;
    between_two_types(p, p.cast()?)?;
    by_a_float(p)?;
    free(p)
}
