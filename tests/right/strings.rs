//! Functions of C's `string.h` that read less than they could.

use pointers::{prelude::*, string::*};

/// `strncpy` reads up to the terminator only, and fills the rest with zeros.
#[test]
fn copied_up_to_the_terminator() -> Result<()> {
    pointers! {
        let from: MallocPointer<u8> = malloc(2);
        let to: MallocPointer<u8> = malloc(5);
        from[0] <<= b'a';
        from[1] <<= 0;
        strncpy(to, from, 5);
        assert_eq!(~to[0], b'a');
        for i in 1..5 {
            assert_eq!(~to[i], 0);
        }
        free(from);
        free(to);
    }
}

/// What is printed into memory is text from then on.
#[test]
fn printed_into_fresh_memory() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(8);
        sprintf!(p, "{{{}}}{:>2}", 1, 2);
        assert_eq!(text(p), "{1} 2");
        assert_eq!(strlen(p), 5);
        let q: MallocPointer<u8> = malloc(4);
        sprintf!(q, "{}", "abc");
        sprintf!(q, "€");
        assert_eq!(text(q), "€");
        free(p);
        free(q);
    }
}

/// A text ends at its first NUL.
#[test]
fn literals_that_just_fit() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(4);
        strcpy(p, "abc");
        strcpy(p, "abc\0 is followed by more");
        strcpy(p, "a");
        strcat(p, "bc");
        assert_eq!(text(p), "abc");
        strcpy(p, "");
        strcat(p, "xyz");
        // The empty string is everywhere, in memory without a value too.
        let q: MallocPointer<u8> = malloc(4);
        assert_eq!(strstr(q, ""), q);
        free(p);
        free(q);
        let copy = strdup("Ada");
        strcpy(copy, "Eva");
        free(copy);
    }
}

/// In loops, in branches, in what prints, and in closures.
#[test]
fn printed_into_memory_anywhere() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(8);
        for i in 0..3 {
            sprintf!(p, "{}", i);
        }
        puts(p);
        assert_eq!(text(p), "2");
        let q: MallocPointer<u8> = malloc(8);
        let mut n = 0;
        while n < 3 {
            n += sprintf!(q + n, "{}", n);
        }
        assert_eq!(format!("{}", sprintf!(q + n, "{}", text(q))), "3");
        assert_eq!(text(q), "012012");
        let r: MallocPointer<u8> = malloc(8);
        if n > 2 {
            sprintf!(r, "more");
        } else {
            strcpy(r, "less");
        }
        println!("{} {}", text(r), sprintf!(r, "{}{}", "x", n));
        let print = |number: i32| sprintf!(r, "<{number}>");
        assert_eq!((print(7)?, text(r)), (3, String::from("<7>")));
        let s: MallocPointer<u8> = malloc(2);
        if pointers::string::sprintf!(s, "too long").is_err() {
            pointers::string::sprintf!(s, "{}", n - 2)?;
        }
        assert_eq!(text(s), "1");
        free(p);
        free(q);
        free(r);
        free(s);
    }
}

/// Elements beside what is printed: a loop that looks its block up once still sees what is written.
#[test]
fn printed_into_what_a_loop_reads() -> Result<()> {
    pointers! {
        let numbers: MallocPointer<u32> = malloc(16);
        let line: MallocPointer<u8> = malloc(16);
        let mut sum = 0;
        for i in 0..4_usize {
            numbers[i] <<= 1000;
            sprintf!(line, "{}", ~numbers[i] + i as u32);
            sum += u32::from(~line[3] - b'0');
            line[0] <<= b'9';
            assert_eq!(text(line), format!("900{i}"));
        }
        assert_eq!(sum, 6);
        free(numbers);
        free(line);
    }
}

#[test]
fn the_answer_is_certain_before_the_terminator() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(4);
        memcpy(p, b"abcd", 4);
        println!("{}", ~strchr(p, b'b'));
        println!("{}", ~strpbrk(p, "cb"));
        println!("{} {}", strspn(p, "ab"), strcspn(p, "cd"));
        println!("{}", strcmp(p, c"xyz"));
        println!("{:?} {}", strchr(b"abcd", b'b'), strcmp(b"abcd", c"b"));
        println!("{} {}", strlen(b"abc\0"), strlen(&[b'a', 0, b'c']));
        free(p);
    }
}

#[test]
fn an_array_that_gets_its_terminator() -> Result<()> {
    pointers! {
        let mut name = [b'a'; 4];
        name[3] = 0;
        println!("{}", strlen(&name));
    }
}

/// A `char` is a character of `u32`, an integer is cut to a byte, and who asks for the error gets it.
#[test]
fn characters_of_more_than_one_byte() -> Result<()> {
    pointers! {
        let wide: MallocPointer<u32> = malloc(16);
        memset(wide, 'é', 3);
        memset(wide + 3, 0, 1);
        assert_eq!(strchr(wide, 'é'), wide);
        let p: MallocPointer<u8> = malloc(8);
        strcpy(p, "a é");
        assert_eq!(strchr(p, 'a'), p);
        assert_eq!(strchr(p, 'é' as i32), NULL);
        assert_eq!(strstr(p, "é"), p + 2);
        let is_refused = try {
            strchr(p, 'é') == NULL
        } except InvalidSize {
            true
        };
        assert!(is_refused);
        assert!(pointers::string::memset(p, 'é', 1).is_err());
        if strlen(p) == 9 {
            free(p);
            free(wide);
            return Ok(());
        }
        let copy = strdup("b");
        let seen: MallocPointer<u32> = strdup(&[233, 0]);
        copy <<= b'c';
        assert_eq!(strchr(seen, 'é'), seen);
        let other = strdup(seen);
        assert_eq!(strchr(other, 'é'), other);
        free(copy);
        free(seen);
        free(other);
        free(p);
        free(wide);
    }
}

/// What is behind the first mistake is not reached, and what another memory's name means is not known.
#[test]
fn characters_in_memory_of_any_units() -> Result<()> {
    fn first<S: Source<Width = u32>>(s: S) -> Result<S::Found> {
        pointers! {
            let t = s;
            strchr(t, 'é')
        }
    }
    pointers! {
        let wide: MallocPointer<u32> = malloc(8);
        wide[0] <<= 233;
        wide[1] <<= 0;
        assert_eq!(first(wide)?, wide);
        let p = malloc(8);
        memset(p, 'é', 2);
        let c: u32 = ~p;
        assert_eq!(c, 233);
        free(p);
        let freed: MallocPointer<u8> = malloc(1);
        free(freed);
        let is_refused = try {
            memset(freed, 'é', 1);
            false
        } except InvalidSize {
            true
        };
        assert!(is_refused);
        free(wide);
    }
}
