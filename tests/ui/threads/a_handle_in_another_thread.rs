use pointers::prelude::*;

fn send<T: Send>(_: T) {}

fn main() -> Result<()> {
    let p = calloc::<u8>(1, 1)?;
    send(move || p.read());
    free(p)
}
