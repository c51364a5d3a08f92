// Closures in closures: the functions are plain Rust in them, the operators leave the closure.
use pointers::prelude::*;

fn main() -> Result<()> {
    let mut total = 0;
    pointers! {
        let p = calloc(4, 8);
        for (i, q) in p.into_iter().enumerate() {
            q <<= i;
        }
        let nested = |i: usize| {
            let inner = |j: usize| -> Result<usize> { Ok(~p[i] + ~p[j]) };
            inner(i + 1)
        };
        assert_eq!(nested(1)?, 3);
        assert!(nested(3).is_err());
        let sum: Result<usize> = p.into_iter().map(|q| Ok(~q)).sum();
        assert_eq!(sum?, 6);
        (0..3).for_each(|x| total += x);
        let mut count = 0_u8;
        let mut step = || { count += 1; count <<= 1; };
        step();
        step();
        assert_eq!(count, 6);
        let release = |q| free(q);
        assert!(release(p).is_ok());
        assert!(release(p).is_err());
        let moved = move || -> std::result::Result<usize, Box<dyn std::error::Error>> { Ok(~p) };
        assert!(moved().is_err());
        let results: Vec<_> = [1_usize, 0].iter().map(|&size| malloc::<u8>(size).map(free)).collect();
        assert_eq!(results.len(), 2);
    }?;
    assert_eq!(total, 3);
    Ok(())
}
