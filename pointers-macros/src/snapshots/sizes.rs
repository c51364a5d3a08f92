let p = malloc(4); p <<= v; let q: CallocPointer<u64> = calloc(2, SIZE); q[1] <<= 1;
