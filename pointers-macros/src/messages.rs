//! Every text that the macro says, but for those of the check (`check/report/`), in one place.

pub(crate) const TILDE_IS_UNARY: &str =
    "`~` stands before the handle that it reads: there is no `a ~ b`";
pub(crate) const TILDE_NEEDS_OPERAND: &str = "`~` needs a handle after it: `~pointer`";
pub(crate) const NAME_IS_MISSING: &str = "a name is missing after this: a field, or a method";
pub(crate) const VALUE_IS_MISSING: &str = "an expression is missing after this";
pub(crate) const INDEX_IS_MISSING: &str = "an index is missing here";
pub(crate) const SEMICOLON_IS_MISSING: &str = "a `;` is missing after this";
pub(crate) const COMMA_IS_MISSING: &str = "a `,` is missing after this";
pub(crate) const BODY_IS_MISSING: &str = "a body is missing after this: `{ .. }`";
pub(crate) const PARAMETERS_ARE_MISSING: &str =
    "parameters and a body are missing after this: `fn name(..) { .. }`";
pub(crate) const ARM_IS_MISSING: &str = "`=>` and an expression are missing after this pattern";
pub(crate) const IN_IS_MISSING: &str = "`in` is missing after this: `for item in items { .. }`";
pub(crate) const PATTERN_IS_MISSING: &str = "a name is missing after this";
pub(crate) const TYPE_IS_MISSING: &str = "a type is missing after this";
pub(crate) const TRY_NEEDS_EXCEPT: &str =
    "a `try { .. }` needs at least one `except`: `try { .. } except Memory as error { .. }`";
pub(crate) const EXCEPT_NEEDS_BODY: &str = "`except` needs the kinds that it catches and a body: \
    `except InvalidSize | Memory as error { .. }`, or `except _ { .. }`";
pub(crate) const EXCEPT_CLAUSE: &str = "`except` takes kinds, and a name after `as`: \
    `except InvalidSize | Memory as error { .. }`";
pub(crate) const EXCEPT_NEEDS_NAME: &str =
    "`as` takes the name of the error: `except Memory as error { .. }`; without one leave `as` out";
pub(crate) const EXCEPT_AFTER_ALL: &str =
    "this is never reached: the `except _` before it catches every error";
pub(crate) const UNKNOWN_HEADER: &str =
    "only `#![allow(misuse)]`, `#![deny(leaks)]` and `#![show]` can stand here";
pub(crate) const INDEX_IS_NOT_A_PLACE_HERE: &str = "`p[i]` of a handle stands only under `~` or left of `<<=` and `+=`: \
     write `p + i` for the handle, `~p[i]` for the value";
pub(crate) const INDEX_IS_MOVED_INTO: &str =
    "`p[i]` of a handle is not assigned: write `p[i] <<= value`, or `~p[i] = value`";
pub(crate) const FIELD_OF_A_HANDLE: &str =
    "a handle has no fields, and `~p.field` reads `~(p.field)`: write `p->field` or `(~p).field`";
/// `realloc(b.items, n)`, where `b` is a `&B`.
pub(crate) fn renewed_behind_reference(place: &str) -> String {
    format!(
        "`realloc` brings `{place}` up to date, and behind a `&` reference it cannot be assigned: take a `&mut`, or write \
         `let _ = realloc({place}, ..)?;`, after which old copies of the handle keep working"
    )
}
pub(crate) const FIELD_OF_AN_ELEMENT: &str =
    "`p[i]` of a handle has no fields, what it points to has: write `p[i]->field`";
pub(crate) const SEVERAL_PLACES: &str = "`~` is assigned one place at a time: `~a = x; ~b = y;`, \
    or `swap(&mut ~a, &mut ~b)` of `std::mem`";
pub(crate) const NO_TYPE: &str = "IsMallocPointerError: malloc pointers do not have types";
pub(crate) const NO_ASSIGNMENT: &str = "IsMallocPointerError: cannot assign to malloc pointer";
pub(crate) const NO_STAR: &str = "`*` is not supported on a `CallocPointer`: `~` reads the chunk";
pub(crate) const NO_TILDE_IN_CONSTANT: &str =
    "`~` reads memory, which a constant or a `const fn` cannot do";
pub(crate) const MUTABLE_REFERENCE_STANDS_IN_CALLS: &str = "`&mut ~p` borrows the memory for one call: it stands as an argument or a receiver, `(&mut ~p).sort()`, and of a part `(&mut p->part).sort()`";

/// `while head`, `if p`, where `p` is a handle.
pub(crate) fn handle_as_condition(name: &impl std::fmt::Display) -> String {
    format!("`{name}` is a handle, which is neither true nor false: write `{name} != NULL`")
}

/// `!head`.
pub(crate) fn negated_handle(name: &impl std::fmt::Display) -> String {
    format!("`{name}` is a handle, which is neither true nor false: write `{name} == NULL`")
}

/// `if (a = b)`, `while ((c = next()) != 0)`.
pub(crate) const ASSIGNMENT_IS_NO_VALUE: &str = "an assignment has no value in Rust: `==` compares, and `while { c = next(); c != 0 } { .. }` tests what was \
     assigned";

/// `--n;`.
pub(crate) fn minus_minus(name: &str) -> String {
    format!(
        "`--` before this is Rust's minus of a minus, and changes nothing: write `{name}--`, which steps down"
    )
}

/// `except Memory { .. } except Memory { .. }`.
pub(crate) fn caught_before(kind: &impl std::fmt::Display) -> String {
    format!("this is never reached: `{kind}` is caught before")
}

/// `match ~p { Point { ref mut x, .. } => .. }`.
pub(crate) const REF_MUT_OF_A_COPY: &str = "`ref mut` would change a copy of what `~` reads: \
    assign to the place itself, `(~p).field = value`";

// ---- `#[derive(Fields)]`

pub(crate) const FIELDS_OF_ENUM: &str = "an enum has no fields that are always there: `Fields` can be derived for a structure only; which variant it is \
     decides what can be read, so move a whole value in";
pub(crate) const FIELDS_OF_UNION: &str = "the fields of a union share their bytes, so that nobody knows which of them was assigned: `Fields` can be derived \
     for a structure only";
pub(crate) const FIELDS_OF_OTHER: &str = "`Fields` can be derived for a structure";
pub(crate) const FIELDS_WITHOUT_SIZE: &str = "memory holds structures of one size: this field has no size that is known, so keep it in memory of its own, behind a \
     handle, or give it a length as in `[u8; 16]`";

pub(crate) const LOOP_FOR_EVER: &str = "`for (;;)` is C's: a loop without an end is `loop { .. }`";

pub(crate) fn pointer_of_c(ty: &str, stars: usize) -> String {
    format!(
        "a handle has no star in its type: write `{}`",
        type_here(ty, stars)
    )
}

/// What a handle, or a value, of C's type is here.
pub(crate) fn type_here(ty: &str, stars: usize) -> String {
    (0..stars).fold(ty.to_owned(), |ty, _| format!("MallocPointer<{ty}>"))
}

pub(crate) fn declaration_of_c(name: &str, ty: &str, stars: usize) -> String {
    let mutable = if stars == 0 { "mut " } else { "" };
    let ty = type_here(ty, stars);
    format!(
        "in Rust a declaration begins with `let`, and the type follows the name: `let {mutable}{name}: {ty} = ..;`"
    )
}

pub(crate) fn counting_loop_of_c(name: &str, range: &str) -> String {
    format!("this is C's `for`: write `for {name} in {range} {{ .. }}`")
}

/// Any other of C's `for`.
pub(crate) fn loop_of_c(first: &str, condition: &str, step: &str) -> String {
    let first = if first.is_empty() {
        String::new()
    } else {
        format!("{first}; ")
    };
    let head = if condition.is_empty() {
        "loop".to_owned()
    } else {
        format!("while {condition}")
    };
    let step = if step.is_empty() {
        String::new()
    } else {
        format!(" {step};")
    };
    format!("this is C's `for`: write `{first}{head} {{ ..;{step} }}`")
}

/// `if (c) f();`.
pub(crate) fn without_braces(word: &str) -> String {
    let head = if word == "else" {
        String::new()
    } else {
        " c".to_owned()
    };
    format!("in Rust what stands after `{word}` is in braces: `{word}{head} {{ ..; }}`")
}

/// `while n-- { .. }`.
pub(crate) fn counted_down(name: &str) -> String {
    format!("a number is neither true nor false: write `while {name}-- != 0`")
}

pub(crate) fn parameters_of_c(parameters: &str) -> String {
    format!("in Rust the type follows the name: write `({parameters})`")
}

pub(crate) const TYPEDEF_OF_C: &str = "`typedef` is C's: a structure has its name from the beginning, `#[derive(Fields, Clone, Copy)] struct Node { .. }`, \
     and another name for a type is `type Name = ..;`";

pub(crate) fn structure_of_c(name: &str, fields: &str) -> String {
    format!(
        "this is C's structure: write `#[derive(Fields, Clone, Copy)] struct {name} {{ {fields} }}`"
    )
}

pub(crate) fn cast_of_c(ty: &str, stars: usize) -> String {
    if stars == 0 {
        format!("this is C's cast: write `value as {ty}`")
    } else {
        let handle = type_here(ty, stars);
        let pointee = type_here(ty, stars - 1);
        format!(
            "this is C's cast: `malloc` needs none, its type is that of the variable, `let p: {handle} = malloc(..)`; of another handle it is `p.cast::<{pointee}>()?`"
        )
    }
}

pub(crate) fn size_of_c(ty: &str, stars: usize) -> String {
    format!(
        "`sizeof` is `size_of` here: write `size_of::<{}>()`",
        type_here(ty, stars)
    )
}

pub(crate) const SIZE_OF_A_VALUE: &str = "`sizeof` is `size_of` here, and takes a type: write `size_of::<T>()`, where `T` is the type of this, \
     and `p.size()` for the size of the block behind a handle";

pub(crate) const CHOICE_OF_C: &str =
    "`c ? a : b` is C's: write `if c { a } else { b }`, which is a value in Rust";

pub(crate) fn printf_of_c(name: &str, here: &str) -> String {
    format!("`{name}` is C's, and its format too: write `{here}`")
}

pub(crate) const DEFINE_OF_C: &str =
    "`#define` is C's: a number with a name is `const N: usize = 5;`, what computes is a function";

pub(crate) const INCLUDE_OF_C: &str = "`#include` is C's: `use pointers::prelude::*;` and `use pointers::string::*;` stand before the macro";

pub(crate) const DIRECTIVE_OF_C: &str = "C's preprocessor has no counterpart: what is compiled under a condition has `#[cfg(..)]` before it";

pub(crate) fn function_of_c(name: &str, parameters: &str, returned: &str) -> String {
    format!(
        "this is C's function: write `fn {name}({parameters}) -> Result<{returned}> {{ .. }}`, which ends in `Ok(..)`"
    )
}

pub(crate) fn array_of_c(name: &str, ty: &str, length: &str) -> String {
    let length = if length.is_empty() { "n" } else { length };
    format!(
        "this is C's array: `let {name}: MallocPointer<{ty}> = malloc({length} * size_of::<{ty}>());` is memory with handles to it, \
         `let mut {name}: [{ty}; {length}] = ..;` an array of Rust's, without"
    )
}

pub(crate) const SWITCH_OF_C: &str = "`switch` is `match` here: `match c { 1 => { .. } _ => { .. } }`, which falls through nowhere and needs no `break`";

pub(crate) const DO_OF_C: &str =
    "`do { .. } while (c);` is C's: write `loop { ..; if !c { break; } }`";

pub(crate) fn goto_of_c(label: &impl std::fmt::Display) -> String {
    format!(
        "there is no `goto`: put what it jumps over into `'{label}: {{ .. }}`, which `break '{label};` leaves"
    )
}
