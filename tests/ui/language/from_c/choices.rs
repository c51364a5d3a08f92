use pointers::prelude::*;

pointers! {
    fn largest(p: MallocPointer<i32>, n: usize) -> Result<i32> {
        let mut most = n > 0 ? p[0] : -1;
        for i in 1..n {
            most = p[i] > most ? p[i] : most;
        }
        return n > 0 ? Ok(most) : Ok(0);
    }
}

fn main() {}
