while i < n { total += ~mem[i]; mem[~mem[i]] <<= next(); mem[0] += f(); } let own = malloc(8 * n); for i in 0..n { 'a: loop { own[i] <<= f(); break 'a; } } for row in rows { let p = row.first; p[0] <<= 1; moved = ~moved[0]; let f = || ~own[1]; }
{
    // Its view follows `realloc`.
    let grown: MallocPointer<u64> = malloc(8);
    loop { grown[i] <<= 1; realloc(grown, 8 * i); }
}
