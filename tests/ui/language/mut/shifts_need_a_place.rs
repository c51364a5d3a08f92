use pointers::prelude::*;

fn read() -> u8 {
    std::hint::black_box(1)
}

fn main() {
    let _ = pointers! {
        let immutable = read();
        immutable <<= 1;
        if let Some(inner) = Some(read()) {
            inner <<= 1;
        }
        for each in vec![read()] {
            each <<= 1;
        }
        let shift = move || {
            immutable <<= 1;
            immutable
        };
        println!("{}", shift());
    };
    let _ = pointers! {
        read() <<= 1;
        let text = String::new();
        text.len() <<= 1;
        (read() + 1) <<= 1;
    };
    let _ = pointers! {
        1 <<= 2;
        (1 + 2) <<= 3;
    };
}
