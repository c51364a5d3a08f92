#![allow(misuse)] ~p; ~p[1]; ~5; let n = 3; ~n; n <<= 2; p >>= 4; let m = malloc(n); *m;
