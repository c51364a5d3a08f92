use pointers::prelude::*;

const SIZE: usize = 4;

fn store<T, const N: usize>(value: T) -> Result<()> {
    pointers! {
        let ptr = malloc(N);
        ptr <<= value;
        free(ptr);
    }
}

fn grow<T>(ptr: MallocPointer<T>) -> Result<()> {
    realloc(ptr, 64).map(drop)
}

fn main() -> Result<()> {
    store::<_, 4>(1_u32)?;
    store::<_, 64>("abc")?;
    pointers! {
        let a = malloc(SIZE);
        a <<= 1;
        let b = malloc(3);
        b <<= "abc";
        let c = malloc(2);
        grow::<u64>(c)?;
        c <<= 5;
        let d = malloc(2);
        realloc(d, 8);
        d <<= 5_u64;
        let mut big = malloc(1);
        for round in 0..2 {
            if round == 1 { big <<= 6_u32; }
            grow(big)?;
        }
        free(big);
        big = malloc(8);
        big <<= 3;
        free(big);
        let e = calloc(3, SIZE);
        e[2] <<= 7;
        free(a); free(b); free(c); free(d); free(e);
    }
}
