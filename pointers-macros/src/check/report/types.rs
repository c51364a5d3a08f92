//! What is used as if it were of another type: a `Result` as its value, a handle as what it points to, a reference or a literal as
//! a handle.

use super::{super::lattice::ExprAt, finding::Finding};

/// A mistake that the compiler meets, and no path has to get to.
fn of_types<'a>(message: String, elsewhere: Option<(ExprAt<'a>, String)>) -> Finding<'a> {
    Finding {
        elsewhere,
        ..Finding::of(&[], message)
    }
}

/// `find(p).next`, `if find(p) { .. }`.
pub(crate) fn waits<'a>(function: &str, leaves: bool) -> Finding<'a> {
    let else_ = leaving(leaves);
    of_types(
        format!(
            "`{function}` returns a `Result`: write a `?` after the call, `{function}(..)?`, for its value; {else_}"
        ),
        None,
    )
}

/// The same of a variable that such a call made.
pub(crate) fn waits_in_variable<'a>(
    variable: &str,
    function: &str,
    leaves: bool,
    call: ExprAt<'a>,
) -> Finding<'a> {
    let else_ = leaving(leaves);
    of_types(
        format!(
            "`{variable}` is the `Result` of `{function}`, not its value: write `let {variable} = {function}(..)?;`; {else_}"
        ),
        Some((call, "a `?` is missing after this call".to_owned())),
    )
}

fn leaving(leaves: bool) -> &'static str {
    if leaves {
        "an error leaves this function with it"
    } else {
        "this function then returns a `Result` too"
    }
}

/// `p.x`.
pub(crate) fn field_of_handle<'a>(name: &str, field: &str) -> Finding<'a> {
    of_types(
        format!(
            "`{name}` is a handle, which has no fields: what it points to has, `{name}->{field}`"
        ),
        None,
    )
}

/// `f(&v->data[0])`, where `f` takes a handle.
pub(crate) fn reference_to_place<'a>(function: &str) -> Finding<'a> {
    of_types(
        format!(
            "`{function}` takes a handle, and `&` makes a reference of Rust's: C's `&place` is `&raw mut place`"
        ),
        None,
    )
}

/// `f(&p)`, where `f` takes a handle.
pub(crate) fn reference_to_handle<'a>(function: &str, name: &str) -> Finding<'a> {
    of_types(
        format!(
            "`{function}` takes a handle, which `{name}` is and `&{name}` is not: pass `{name}`, which stays usable"
        ),
        None,
    )
}

/// `f("abc")`, where `f` takes a handle.
pub(crate) fn literal_as_argument<'a>(function: &str) -> Finding<'a> {
    of_types(
        format!(
            "`{function}` takes a handle, which a literal is not: pass `strdup(\"..\")`, which is freed later, or let it take \
             `impl ConstChar` where it only reads"
        ),
        None,
    )
}

/// `s = "abc"`.
pub(crate) fn literal_as_handle<'a>(name: &str) -> Finding<'a> {
    of_types(
        format!(
            "`{name}` is a handle, which a literal is not: `strdup(\"..\")` allocates memory with this text, `strcpy({name}, \"..\")` \
             writes it to memory that is there"
        ),
        None,
    )
}

/// `p = 0`, `p == 0`, and `f(0)` where `f` takes a handle.
pub(crate) fn number_as_handle<'a>(name: &str) -> Finding<'a> {
    of_types(
        format!("C's pointer 0 is `NULL` here: write that, `{name}` takes no number"),
        None,
    )
}

/// `println!("{}", p)`.
pub(crate) fn shown_handle<'a>(name: &str) -> Finding<'a> {
    of_types(
        format!(
            "`{name}` is a handle: `~{name}` is the value that it points to, `text({name})` the string that begins there, and `{{:p}}` \
             shows the address"
        ),
        None,
    )
}

/// `link = &(*link)->next`.
pub(crate) fn reference_as_handle<'a>(name: &str) -> Finding<'a> {
    of_types(
        format!(
            "`{name}` is a pointer to memory, and `&` makes a reference of Rust's: C's `&place` is `&raw mut place`"
        ),
        None,
    )
}
