#![show]
let p: MallocPointer<i32> = malloc(4); p <<= 1; let n = 1; if n == 1 { p = keep(p); } (a, b) = two(); free(p);
