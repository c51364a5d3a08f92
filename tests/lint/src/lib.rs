//! A program with every lint on. What the expansion adds must not be heard; what is allowed here is said of the user's
//! own lines.
#![forbid(unsafe_code)]
#![deny(
    warnings,
    absolute_paths_not_starting_with_crate,
    ambiguous_negative_literals,
    closure_returning_async_block,
    deprecated_in_future,
    deref_into_dyn_supertrait,
    elided_lifetimes_in_paths,
    explicit_outlives_requirements,
    ffi_unwind_calls,
    future_incompatible,
    if_let_rescope,
    impl_trait_redundant_captures,
    keyword_idents,
    let_underscore,
    let_underscore_drop,
    macro_use_extern_crate,
    meta_variable_misuse,
    missing_copy_implementations,
    missing_debug_implementations,
    missing_docs,
    missing_unsafe_on_extern,
    non_ascii_idents,
    nonstandard_style,
    redundant_imports,
    redundant_lifetimes,
    refining_impl_trait,
    rust_2018_idioms,
    single_use_lifetimes,
    tail_expr_drop_order,
    trivial_casts,
    trivial_numeric_casts,
    unit_bindings,
    unnameable_types,
    unreachable_pub,
    unsafe_attr_outside_unsafe,
    unstable_features,
    unused,
    unused_crate_dependencies,
    unused_extern_crates,
    unused_import_braces,
    unused_lifetimes,
    unused_macro_rules,
    unused_qualifications,
    unused_results,
    variant_size_differences,
    clippy::all,
    clippy::pedantic,
    clippy::nursery,
    clippy::cargo,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::shadow_unrelated,
    clippy::shadow_reuse,
    clippy::shadow_same,
    clippy::wildcard_enum_match_arm,
    clippy::semicolon_outside_block,
    clippy::semicolon_inside_block,
    clippy::let_underscore_must_use,
    clippy::let_underscore_untyped,
    clippy::as_conversions,
    clippy::default_numeric_fallback,
    clippy::dbg_macro,
    clippy::mem_forget,
    clippy::partial_pub_fields,
    clippy::pattern_type_mismatch,
    clippy::ref_patterns,
    clippy::same_name_method,
    clippy::str_to_string,
    clippy::undocumented_unsafe_blocks,
    clippy::unneeded_field_pattern,
    clippy::unseparated_literal_suffix,
    clippy::verbose_file_reads
)]
#![allow(
    clippy::blanket_clippy_restriction_lints,
    reason = "this crate is about them"
)]
#![allow(clippy::cargo_common_metadata, reason = "this crate is not published")]
#![allow(
    clippy::multiple_crate_versions,
    reason = "of the workspace, not of the expansion"
)]
#![allow(
    clippy::missing_errors_doc,
    reason = "the functions below say nothing worth it"
)]
#![allow(clippy::arithmetic_side_effects, reason = "the user's own sums")]

use pointers::prelude::*;

/// Something that is not `Copy`.
#[derive(Debug, Default)]
pub struct Named {
    /// A text.
    pub name: String,
    /// A number.
    pub count: u32,
}

/// The document's blocks.
pub fn document() -> Result<String> {
    pointers! {
        let ptr: MallocPointer<str> = malloc(52);
        ptr <<= "abc";
        let before = ~ptr;
        realloc(ptr, 53);
        ptr <<= "abcd";
        let text = format!("{before} {~ptr:>5}");
        free(ptr);
        let memory = calloc_safe(4, 28);
        for (index, chunk) in memory.into_iter().enumerate() {
            chunk <<= index + 1;
        }
        memory += 1;
        memory -= 1;
        memory[1] += 5;
        let sum = ~memory + ~memory[1];
        free(memory);
        format!("{text} {sum}")
    }
}

/// Places, parts and `try`.
pub fn places(size: usize) -> Result<u32> {
    let mut outside = 1_u32;
    let value = pointers! {
        let ptr = malloc(size);
        try {
            ptr <<= Named::default();
        } except InvalidSize as error {
            return Err(error);
        }
        (~ptr).count = 3_u32;
        ptr->count += 1_u32;
        (&mut (~ptr).name).push('x');
        ~ptr = Named { count: ptr->count, ..Named::default() };
        outside += ptr->count;
        let count = (~ptr).count;
        let length = (~ptr).name.len();
        free(ptr);
        if length == 0 { count } else { 0_u32 }
    }?;
    Ok(value + outside)
}

/// Jumps.
pub fn jumps() -> Result<u32> {
    let mut total = 0_u32;
    for i in 0_u32..10 {
        pointers! {
            if i == 3 {
                continue;
            }
            if i == 6 {
                break;
            }
            let number = malloc(4);
            number <<= i;
            total += ~number;
            free(number);
        }?;
    }
    Ok(total)
}

/// Loops, of which some are expanded twice.
#[allow(clippy::indexing_slicing, reason = "of slices, as in Rust")]
pub fn loops(mem: MallocPointer<u64>, numbers: &mut [u64], count: usize) -> Result<u64> {
    pointers! {
        let own: MallocPointer<u64> = malloc(size_of::<u64>() * count);
        let mut total = 0_u64;
        for i in 0..count {
            own[i] <<= total;
            total = total.wrapping_add(~mem[i]);
        }
        for i in 0..count {
            own[i] <<= u64::max(total, 3);
        }
        for i in (0..=count).rev().step_by(2) {
            mem[i + 1] += ~own[i];
            mem[0] <<= 1;
        }
        let mut i = 0_usize;
        'all: while i < count {
            for j in 0..i {
                if ~own[j] > total || i == 7 {
                    break 'all;
                }
            }
            total += (~mem[i]).rotate_left(3);
            i += 1;
        }
        let last = loop {
            numbers[i] += ~own[0];
            numbers[i] <<= 1;
            if ~numbers[i] == 0 {
                break ~own[i];
            }
            own[i] <<= total;
        };
        free(own);
        last + total
    }
}

pointers! {
    /// A function in item position.
    pub fn shifted(ptr: MallocPointer<u32>, mut by: u32) -> Result<u32> {
        by <<= 1_u32;
        ptr += 0_usize;
        ~ptr <<= by;
        let closure = |more: u32| -> Result<u32> { Ok(~ptr + more) };
        closure(~by & 1_u32)
    }
}

pointers! {
    /// `*` of what the type decides, assignments through it, and macros in a loop.
    pub fn stars(ptr: MallocPointer<u32>, mut other: MallocPointer<u32>, named: &mut Named) -> Result<u32> {
        let (name, count) = (&mut named.name, &mut named.count);
        *count = late_count(*count);
        *name = String::from("name");
        let (late, later);
        (late, later) = (*ptr, *other);
        *ptr = late + later;
        let handles = [ptr, other];
        for handle in handles {
            let value = *handle;
            *handle = value + 1;
            println!("{} {value}", *handle);
        }
        for i in 0..4_u32 {
            other[i] <<= *count;
            println!("{} {name}", ~other[i], name = name.len());
        }
        other += 1_usize;
        Ok(*other)
    }
}

const fn late_count(count: u32) -> u32 {
    count.saturating_add(1)
}

/// `string.h` over literals, and what is formatted into memory.
pub fn strings(count: u32) -> Result<String> {
    use pointers::string::{sprintf, strchr, strcpy, strlen, text};

    pointers! {
        let line: MallocPointer<u8> = malloc(64);
        let _: MallocPointer<u8> = strcpy(line, "text");
        let _: usize = sprintf!(line, "{} {count} {0}", text(line));
        let length = sprintf!(line, "{~line:>3}{}", strlen(line));
        let colon = strchr("key: value", ':').unwrap_or(length);
        let _: usize = sprintf!(line, "{colon}")?;
        let copied = text(line);
        free(line);
        copied
    }
}
