let p = malloc(n); p <<= 5; x <<= v; v[1] <<= x; text <<= name(); let t = malloc(n); t <<= name();
