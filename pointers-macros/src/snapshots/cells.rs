let mut total = 0_u64; for i in 0..n { total += ~a[i]; } while total < 9 { a[total] <<= ~b[total + 1]; total += 1; } let mem = calloc(9, 8); for p in mem { p <<= total; }
