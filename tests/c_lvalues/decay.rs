//! Arrays of bytes in the arguments of string functions.

use pointers::prelude::*;
use pointers::string::{memset, sprintf, strcat, strchr, strcmp, strcpy, strlen, text};

#[derive(Fields, Clone, Copy)]
struct User {
    id: u32,
    name: [u8; 8],
    wide: [u32; 4],
    rows: [[u8; 4]; 2],
    next: MallocPointer<User>,
}

#[test]
fn an_array_in_a_structure() -> Result<()> {
    pointers! {
        let u: MallocPointer<User> = malloc(size_of::<User>());
        strcpy(u->name, "Ada");
        strcat(u->name, "!");
        assert_eq!(strlen(u->name), 4);
        assert_eq!(text(u->name), "Ada!");
        let found: Pointer<u8> = strchr(u->name, 'd');
        found <<= b'D';
        assert_eq!(strcmp(u->name, c"ADa!"), -strcmp("ADa!", u->name));
        assert_eq!(text((~u).name), "ADa!");
        sprintf!(u->name, "{}-{}", 1, 2);
        println!("{}", text(u->name));
        strcpy(u->rows[1], "abc");
        assert_eq!(text(u->rows[1]), "abc");
        u->id = 3;
        memset(u->wide, 0, 4);
        assert_eq!(u->wide[3], 0);
        free(u);
    }
}

#[test]
fn elements_of_handles_and_behind_links() -> Result<()> {
    pointers! {
        let names: MallocPointer<[u8; 8]> = malloc(16);
        strcpy(names[0], "Ada");
        strcpy(names[1], text(names[0]));
        assert_eq!(text(~names), "Ada");
        let u: MallocPointer<User> = malloc(2 * size_of::<User>());
        u->next = u + 1;
        strcpy(u->next->name, names[1]);
        strcpy(u[0].name, u->next->name)?;
        assert_eq!(text(u->name), "Ada");
        // The same array, in other words.
        try { strcpy(u[1].name, u->next->name); } except Borrow { strcpy(u->name, ""); }
        assert_eq!(strlen(u->name), 0);
        free(u);
        free(names);
    }
}

#[test]
fn what_does_not_fit() -> Result<()> {
    pointers! {
        let u: MallocPointer<User> = malloc(size_of::<User>());
        try { strcpy(u->name, "Ada Lovelace"); } except OutOfBounds as e {
            assert!(e.to_string().contains("13"), "{e}");
        }
        try { strlen(u->name); } except Dereference as e { assert!(e.to_string().len() > 3); }
        free(u);
    }
}

mod own {
    use super::*;

    #[test]
    fn a_function_of_the_body_takes_the_array() -> Result<()> {
        pointers! {
            fn strlen(of: [u8; 8]) -> Result<usize> {
                Ok(of.len())
            }
            let names: MallocPointer<[u8; 8]> = malloc(8);
            names[0] <<= [0; 8];
            assert_eq!(strlen(names[0]), 8);
            free(names);
        }
    }
}
