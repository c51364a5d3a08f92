let p = calloc(n, 4); p += 1; s.x -= 2; x += 1; let mut y = f(); y += 1;
