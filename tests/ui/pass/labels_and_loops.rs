// Jumps to loops and blocks around the macro, with and without labels and values, through `try` as well.
use pointers::prelude::*;

fn main() -> Result<()> {
    let p = malloc::<u32>(4)?;
    p.write(0)?;
    let found = 'search: loop {
        let value = loop {
            pointers! {
                ~p += 1;
                if ~p < 5 { continue; }
                if ~p == 9 { break 'search ~p; }
                break ~p;
            }?;
        };
        assert!((5..9).contains(&value));
    };
    assert_eq!(found, 9);
    let mut rounds = 0;
    while rounds < 10 {
        pointers! {
            rounds += 1;
            try {
                if rounds == 3 { break; }
                'inner: for i in 0..3 {
                    for j in 0..3 {
                        if j > i { continue 'inner; }
                        if i == 2 { break 'inner; }
                        ~p += 1;
                    }
                }
                continue;
            } except _ { unreachable!() }
        }?;
    }
    assert_eq!((rounds, p.read()?), (3, 15));
    let outcome: Result<u32> = 'block: {
        let value = pointers! {
            if ~p == 15 { break 'block Ok(1); }
            ~p
        }?;
        Ok(value)
    };
    assert_eq!(outcome?, 1);
    free(p)
}
