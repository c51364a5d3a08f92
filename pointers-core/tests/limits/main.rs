//! Rule 6 where the address space is limited, as by `ulimit -v`: every allocation works, or is an `Allocation` error, and
//! works again when there is memory again.

#[cfg(unix)]
mod address_space;

#[cfg(unix)]
fn main() -> std::process::ExitCode {
    address_space::check_all()
}

#[cfg(not(unix))]
fn main() {
    println!("skipped: nothing limits the address space here");
}
