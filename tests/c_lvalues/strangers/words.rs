//! A line into words: `char **` with a NULL at its end, sorted and joined.

use pointers::prelude::*;
use pointers::string::*;

type Str = MallocPointer<u8>;

pointers! {

fn split(line: MallocPointer<u8>, count: &mut usize) -> Result<MallocPointer<MallocPointer<u8>>> {
    let mut cap = 2;
    let mut n = 0;
    let words: MallocPointer<MallocPointer<u8>> = malloc(cap * size_of::<MallocPointer<u8>>());
    let s = line;
    while *s != 0 {
        while (*s).is_ascii_whitespace() {
            s++;
        }
        if *s == 0 {
            break;
        }
        let start = s;
        while *s != 0 && !(*s).is_ascii_whitespace() {
            s++;
        }
        let len = (s - start) as usize;
        let word: MallocPointer<u8> = malloc(len + 1);
        memcpy(word, start, len);
        word[len] = b'\0';
        if n + 1 == cap {
            cap *= 2;
            realloc(words, cap * size_of::<MallocPointer<u8>>());
        }
        words[n++] = word;
    }
    words[n] = NULL;
    *count = n;
    Ok(words)
}

fn sort(w: MallocPointer<MallocPointer<u8>>, n: usize) -> Result<()> {
    for i in 1..n {
        let key = w[i];
        let mut j = i;
        while j > 0 && strcmp(w[j - 1], key) > 0 {
            w[j] = w[j - 1];
            j--;
        }
        w[j] = key;
    }
    Ok(())
}

fn upper(s: MallocPointer<u8>) -> Result<()> {
    while *s != 0 {
        *s = (*s).to_ascii_uppercase();
        s++;
    }
    Ok(())
}

fn join(w: MallocPointer<Str>, sep: u8) -> Result<Str> {
    let mut total = 1;
    let p = w;
    while *p != NULL {
        total += strlen(*p) + 1;
        p++;
    }
    let out: MallocPointer<u8> = malloc(total);
    let d = out;
    let p = w;
    while *p != NULL {
        let s = *p;
        while *s != 0 {
            *d++ = *s++;
        }
        *d++ = sep;
        p++;
    }
    if d > out {
        d--;
    }
    *d = 0;
    Ok(out)
}

fn run(printed: &mut String) -> Result<()> {
    let mut n = 0;
    let line = strdup("  the quick  brown fox jumps over the lazy dog ");
    let w = split(line, &mut n)?;
    sort(w, n)?;
    upper(w[0])?;
    w[1][0] = b'D';
    let all = join(w, b',')?;
    printed.push_str(&format!("{}: {}\n", n, text(all)));
    let mut i = 0;
    while w[i] != NULL {
        free(w[i]);
        i++;
    }
    free(w);
    free(all);
    free(line);
    Ok(())
}

}

#[test]
fn it_prints_what_c_prints() -> Result<()> {
    let mut printed = String::new();
    run(&mut printed)?;
    assert_eq!(printed, "9: BROWN,Dog,fox,jumps,lazy,over,quick,the,the\n");
    Ok(())
}
