use pointers::prelude::*;

fn main() -> Result<()> {
    let p = calloc::<u8>(1, 1)?;
    std::thread::spawn(move || p.read());
    Ok(())
}
