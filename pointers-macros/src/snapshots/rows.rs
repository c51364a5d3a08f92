for i in 0..n { sum += ~rows[i][j]; row->chars[i] = 0; let same = row->chars[i] == b'a'; for k in 0..m { (*s)->table[i][k] += 1; let f = move || ~row->chars[k]; let q = &raw mut row->chars[k]; } }
