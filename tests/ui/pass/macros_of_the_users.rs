// Macros that take expressions, statements or any tokens, macros that call `pointers!`, and the macro in itself.
use pointers::prelude::*;

macro_rules! largest {
    ($first:expr $(, $rest:expr)*) => {{
        let mut largest = $first;
        $(if $rest > largest { largest = $rest; })*
        largest
    }};
}

macro_rules! run {
    ($($statement:stmt;)*) => {
        $($statement)*
    };
}

macro_rules! text {
    ($($token:tt)*) => {
        stringify!($($token)*)
    };
}

macro_rules! stored {
    ($size:expr, $value:expr) => {
        pointers! {
            let p = malloc($size);
            p <<= $value;
            let value = ~p;
            free(p);
            value
        }
    };
}

macro_rules! reads {
    ($pointer:ident) => {
        pointers! { ~$pointer + 1 }
    };
}

macro_rules! function {
    ($name:ident -> $type:ty) => {
        pointers! {
            fn $name(p: MallocPointer<$type>) -> Result<$type> {
                p += 0;
                Ok(~p)
            }
        }
    };
}

function!(read_u32 -> u32);

fn main() -> Result<()> {
    assert_eq!(stored!(4, 5)?, 5);
    assert_eq!(stored!(3, "abc")?, "abc");
    pointers! {
        let p = malloc(4);
        p <<= 4_u32;
        assert_eq!(largest!(1, ~p, 3), 4);
        assert_eq!(largest!((~p) * 2), 8);
        run! { let a = ~p; let b = ~p + a; }
        assert_eq!(a + b, 12);
        assert_eq!(text!(a ~ b -> c => p <<= 4), "a ~ b -> c => p <<= 4");
        assert_eq!(reads!(p)?, 5);
        assert_eq!(read_u32(p)?, 4);
        let inner = pointers! { let q = malloc(4); q <<= ~p; let value = ~q; free(q); value }?;
        assert_eq!(inner, 4);
        free(p);
    }
}
