//! Strings.

use pointers::prelude::*;
use pointers::string::{strcat, strcpy, text};

page!("strings", "strings_wrong");

#[test]
fn exercise_1() -> Result<()> {
    fn shout(text: MallocPointer<u8>) -> Result<()> {
        pointers! {
            let at = text;
            while ~at != 0 {
                let letter = (~at).to_ascii_uppercase();
                at <<= letter;
                at++;
            }
        }
    }
    pointers! {
        let line: MallocPointer<u8> = malloc(10);
        strcpy(line, "Hello, C");
        shout(line)?;
        assert_eq!(text(line), "HELLO, C");
        free(line);
    }
}

#[test]
fn exercise_2() -> Result<()> {
    fn join(a: &str, b: &str) -> Result<MallocPointer<u8>> {
        pointers! {
            let joined: MallocPointer<u8> = malloc(a.len() + 1 + b.len() + 1);
            strcpy(joined, a);
            strcat(joined, " ");
            strcat(joined, b);
            joined
        }
    }
    pointers! {
        let name = join("Grace", "Hopper")?;
        assert_eq!((&text(name)[..], name.size()), ("Grace Hopper", 13));
        free(name);
    }
}

#[test]
fn exercise_3() -> Result<()> {
    fn words(text: MallocPointer<u8>) -> Result<usize> {
        pointers! {
            let (mut count, mut inside) = (0, false);
            let at = text;
            while ~at != 0 {
                let is_space = ~at == b' ';
                if !is_space && !inside {
                    count += 1;
                }
                inside = !is_space;
                at++;
            }
            count
        }
    }
    pointers! {
        let line: MallocPointer<u8> = malloc(32);
        strcpy(line, " to be  or not to be ");
        assert_eq!(words(line)?, 6);
        free(line);
    }
}
