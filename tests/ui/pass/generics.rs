// Type, lifetime and const parameters, traits with default methods, `impl Trait`, and places in generic code.
use std::fmt::Debug;

use pointers::prelude::*;

pointers! {
    struct Pair<T, const N: usize> {
        left: CallocPointer<[T; N]>,
        right: MallocPointer<T>,
    }

    impl<T: Copy + Debug, const N: usize> Pair<T, N> {
        fn fill(&self, value: T) -> Result<usize> {
            self.left <<= [value; N];
            self.right <<= value;
            (~self.left)[N - 1] = ~self.right;
            Ok((~self.left).len())
        }
    }

    trait Store<'a, T: 'a> {
        fn place(&self) -> MallocPointer<T>;

        fn store(&self, value: T) -> Result<()> {
            self.place() <<= value;
            Ok(())
        }
    }

    impl<'a, T: 'a> Store<'a, T> for MallocPointer<T> {
        fn place(&self) -> MallocPointer<T> {
            *self
        }
    }

    fn last<T>(p: MallocPointer<Vec<T>>) -> Result<usize>
    where
        T: Clone,
    {
        let guard = ~p;
        Ok(guard.len())
    }

    fn shown<T: Debug + Copy>(p: MallocPointer<T>) -> Result<impl Debug> {
        Ok(~p)
    }
}

fn main() -> Result<()> {
    pointers! {
        let pair = Pair::<u8, 3> { left: calloc(1, 3), right: malloc(1) };
        assert_eq!(pair.fill(4)?, 3);
        assert_eq!((~pair.left)[2], 4);
        let p = malloc(24);
        p.store(vec![String::from("a")])?;
        assert_eq!(last(p)?, 1);
        assert_eq!(format!("{:?}", shown(pair.right)?), "4");
        free(pair.left);
        free(pair.right);
        free(p);
    }
}
