let a: MallocPointer<MallocPointer<u64>> = rows; while k < 9 { if row->chars[k] == b'a' { sum += u64::from(a[k][0]); } k += 1; } for i in 0..n { a[0][i] = 3; }
