use pointers::prelude::*;

pointers! {
    fn broken(flag: bool) -> Result<i32> {
        let ptr = malloc(4);
        let kept = 7;
        if flag {
            let inner = ptr.;
            ptr <<= inner;
        }
        ptr <<= kept;
        Ok(~ptr)
    }

    fn half

    fn whole() -> Result<()> {
        let ptr = malloc(4);
        ptr <<= 5;
        free(ptr);
        Ok(())
    }
}

fn main() {
    let _ = (broken(true), whole());
}
