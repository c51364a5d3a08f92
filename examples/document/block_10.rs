use pointers::prelude::*;

pub(crate) fn run() -> Result<()> {
    pointers! {
        let mem = calloc_safe(4, 28);

        for (index, ptr) in mem.into_iter().enumerate() {
            ptr <<= index + 1;
        }

        let mut numbers = Vec::new();
        for i in mem {
            numbers.push((~i).to_string());
        }
        println!("{}", numbers.join(" "));
    }
}
