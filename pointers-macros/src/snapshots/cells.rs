let mut total = 0_u64; for i in 0..n { total = total.wrapping_add(~a[i]); }
