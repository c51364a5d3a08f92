use pointers::prelude::*;

fn main() -> Result<()> {
    let p = calloc::<u8>(1, 1)?;
    elsewhere(move || p.read());
    Ok(())
}

// Not `std::thread::spawn`, whose bounds rustc shows with std's own source where that is installed.
fn elsewhere<T>(_: impl FnOnce() -> T + Send) {}
