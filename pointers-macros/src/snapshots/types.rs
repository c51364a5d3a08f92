#![allow(misuse)] let a = malloc(n); a <<= "abc"; let b = malloc(n); println!("{}", ~b); free(b); let c = malloc(n); ~c; c <<= 2.5; for d in c { d <<= 1; }
