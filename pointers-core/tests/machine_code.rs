//! How many instructions an access takes when nothing is wrong, so that a regression shows without a clock.
//!
//! The functions of `machine_code/hot_paths.rs` are compiled into a shared library, as release code, and disassembled.
//! What nothing is wrong with takes the shortest way to a `ret` that calls nothing but C's own functions, or once around a
//! loop.

#![cfg(all(target_os = "linux", target_arch = "x86_64"))]

use std::collections::HashMap;
use std::process::Command;

/// For each function the most instructions that it may take, calling sequence and `ret` included, as today's compiler makes
/// them and as Rust 1.88 does, and whether it may store to memory. Of blocks that C has: three of them ask whether it is one.
/// What 1.88 makes of `hot_malloc` and `hot_free` is counted short: the one calls its cold half as it calls C, of the other
/// only NULL's way stands in the function itself.
const EXPECTED: [(&str, [usize; 2], bool); 23] = [
    ("hot_malloc", [75, 32], true),
    ("hot_free", [22, 6], true),
    ("hot_read", [13, 13], false),
    ("hot_write", [15, 15], true),
    ("hot_add", [35, 37], true),
    ("hot_add_read", [38, 39], false),
    ("hot_add_write", [41, 42], true),
    ("hot_at_read", [27, 30], false),
    ("hot_at_read_up", [26, 30], false),
    ("hot_at_read_chunk", [29, 31], false),
    ("hot_at_write", [30, 29], true),
    ("hot_at_write_up", [30, 28], true),
    ("hot_at_write_chunk", [30, 31], true),
    ("hot_chunk_read", [41, 42], false),
    ("hot_strlen", [54, 32], false),
    ("hot_memcpy", [97, 45], true),
    ("hot_memset", [54, 57], true),
    ("hot_field_read", [13, 20], true),
    ("hot_field_write", [18, 22], true),
    ("hot_field_handle", [20, 22], true),
    ("hot_one_read", [13, 13], true),
    ("hot_one_write", [16, 16], true),
    ("hot_difference", [16, 20], true),
];

/// For each loop the most instructions that one element may take, the jump back included, by the two compilers, and how often
/// it stores at least: that tells which of a function's loops is meant.
const EXPECTED_LOOPS: [(&str, [usize; 2], usize); 9] = [
    ("hot_view_sum", [10, 10], 0),
    ("hot_view_fill", [9, 12], 0),
    ("hot_view_copy", [16, 20], 0),
    ("hot_view_step", [14, 14], 0),
    ("hot_fill", [7, 7], 0),
    ("hot_fill_anyhow", [10, 10], 2),
    ("hot_fill_next", [14, 14], 3),
    ("hot_cells_sum", [4, 7], 0),
    ("hot_cells_copy", [5, 7], 0),
];

struct Instruction {
    address: u64,
    text: String,
    /// Whether what it names is of the C library.
    of_c: bool,
}

impl Instruction {
    fn operation(&self) -> &str {
        self.text.split_whitespace().next().unwrap_or_default()
    }

    /// Where a jump goes.
    fn target(&self) -> Option<u64> {
        u64::from_str_radix(self.text.split_whitespace().nth(1)?, 16).ok()
    }

    /// Whether it stores to memory. In Intel's syntax what is changed stands first.
    fn stores(&self) -> bool {
        let Some((_, operands)) = self.text.split_once(char::is_whitespace) else {
            return false;
        };
        let reads_only = ["cmp", "test", "jmp", "call", "nop", "lea"];
        let first = operands.split(',').next().unwrap_or_default();
        first.contains("PTR [") && !reads_only.contains(&self.operation())
    }
}

#[test]
fn the_hot_paths_stay_short() {
    if std::env::var("RUSTFLAGS")
        .is_ok_and(|flags| flags.contains("sanitizer") || flags.contains("instrument"))
    {
        println!("skipped: the code is instrumented");
        return;
    }
    if Command::new("objdump").arg("--version").output().is_err() {
        println!("skipped: there is no objdump");
        return;
    }
    let code = disassembled();
    // Each block begins and ends in its thread's heap; in a shared library finding that is a call.
    let begins_or_ends =
        |function: &&str| function.contains(" <hot_malloc>:") || function.contains(" <hot_free>:");
    let mut accesses = code
        .split("\n\n")
        .filter(|function| !begins_or_ends(function));
    assert!(
        accesses.all(|function| !function.contains("tls_get_addr")),
        "an access calls for a thread-local:\n{code}"
    );
    let functions = functions(&code);
    let mut wrong = String::new();
    let mut count = |name: &str, path: &[&Instruction], most: usize| {
        println!("{name}: {} instructions", path.len());
        if path.len() > most {
            wrong += &format!(
                "{name} takes {} instructions, and not {most} at most:\n{}",
                path.len(),
                listing(path)
            );
        }
    };
    let function = |name: &str| {
        functions
            .get(name)
            .unwrap_or_else(|| panic!("{name} is not there"))
    };
    let compiler = usize::from(is_of_old());
    for (name, most, stores) in EXPECTED_LOOPS {
        let path = around(function(name), stores).unwrap_or_else(|| panic!("{name} has no loop"));
        count(name, &path, most[compiler]);
    }
    let mut stores = String::new();
    for (name, most, may_store) in EXPECTED {
        let path =
            through(function(name)).unwrap_or_else(|| panic!("{name} always calls something"));
        count(name, &path, most[compiler]);
        if !may_store && path.iter().any(|at| at.stores()) {
            stores += &format!("{name} stores to memory:\n{}", listing(&path));
        }
    }
    assert!(wrong.is_empty() && stores.is_empty(), "{wrong}{stores}");
}

/// Whether the compiler is older than the one that the first of the numbers are of.
fn is_of_old() -> bool {
    let version = Command::new("rustc").arg("--version").output();
    let version = version.expect("rustc runs").stdout;
    let version = String::from_utf8_lossy(&version);
    let minor = version
        .split('.')
        .nth(1)
        .and_then(|minor| minor.parse::<u32>().ok());
    minor.expect("a version") < 95
}

fn listing(path: &[&Instruction]) -> String {
    path.iter().map(|at| format!("    {}\n", at.text)).collect()
}

fn disassembled() -> String {
    let temporary = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
    let target = temporary.parent().expect("the target directory");
    let built = Command::new(env!("CARGO"))
        .args([
            "build",
            "--release",
            "--quiet",
            "--package=pointers-core",
            "--example=hot_paths",
            "--target-dir",
        ])
        .arg(target)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .status();
    assert!(
        built.is_ok_and(|status| status.success()),
        "the hot paths do not compile"
    );
    let library = target.join("release/examples/libhot_paths.so");
    let output = Command::new("objdump")
        .args(["-d", "--no-show-raw-insn", "-M", "intel"])
        .arg(library)
        .output();
    let all = String::from_utf8_lossy(&output.expect("objdump runs").stdout).into_owned();
    // One paragraph is one function.
    let hot = all
        .split("\n\n")
        .filter(|function| function.contains(" <hot_"));
    hot.filter(|function| {
        function
            .lines()
            .next()
            .is_some_and(|line| line.contains(" <hot_"))
    })
    .collect::<Vec<_>>()
    .join("\n\n")
}

fn functions(code: &str) -> HashMap<&str, Vec<Instruction>> {
    let function = |lines: &'_ str| {
        lines
            .lines()
            .skip(1)
            .filter_map(|line| {
                let (address, text) = line.trim().split_once(":\t")?;
                let (text, named) = text.split_once('#').unwrap_or((text, ""));
                Some(Instruction {
                    address: u64::from_str_radix(address, 16).ok()?,
                    text: text.trim().to_string(),
                    // Which of C's it is, not every linker leaves there; what is Rust's is called by its address.
                    of_c: named.contains("@GLIBC") || named.contains("_GLOBAL_OFFSET_TABLE_"),
                })
            })
            .collect::<Vec<_>>()
    };
    let name = |lines: &'_ str| -> Option<(usize, usize)> {
        Some((lines.find('<')? + 1, lines.find(">:")?))
    };
    code.split("\n\n")
        .filter_map(|lines| {
            let (start, end) = name(lines)?;
            Some((&lines[start..end], function(lines)))
        })
        .collect()
}

/// The shortest way from the first instruction to a `ret`, without calls of Rust's functions.
fn through(function: &[Instruction]) -> Option<Vec<&Instruction>> {
    shortest(function, 0, |index| {
        function[index].operation().starts_with("ret")
    })
}

/// The shortest way around a loop that stores so often at least, without calls.
fn around(function: &[Instruction], stores: usize) -> Option<Vec<&Instruction>> {
    let loops = (0..function.len()).filter_map(|start| {
        let back = |index| following(function, index).contains(&start);
        shortest(function, start, back)
    });
    loops
        .filter(|path| path.iter().filter(|at| at.stores()).count() >= stores)
        .min_by_key(Vec::len)
}

/// The shortest way from an instruction to one of the last ones.
fn shortest(
    function: &[Instruction],
    start: usize,
    is_last: impl Fn(usize) -> bool,
) -> Option<Vec<&Instruction>> {
    let mut before = vec![None; function.len()];
    let mut queue = std::collections::VecDeque::from([start]);
    let mut seen = vec![false; function.len()];
    seen[start] = true;
    while let Some(index) = queue.pop_front() {
        if is_last(index) {
            let mut path = vec![&function[index]];
            let mut index = index;
            while let Some(earlier) = before[index] {
                index = earlier;
                path.push(&function[index]);
            }
            path.reverse();
            return Some(path);
        }
        for next in following(function, index) {
            if !seen[next] {
                seen[next] = true;
                before[next] = Some(index);
                queue.push_back(next);
            }
        }
    }
    None
}

/// The instructions that may come next; none after a call, unless of C's functions.
fn following(function: &[Instruction], index: usize) -> Vec<usize> {
    let here = &function[index];
    let operation = here.operation();
    if operation == "call" && !here.of_c || operation == "ud2" || operation.starts_with("ret") {
        return Vec::new();
    }
    let jumps = operation.starts_with('j');
    let target = here.target().filter(|_| jumps);
    let target =
        target.and_then(|target| function.binary_search_by_key(&target, |at| at.address).ok());
    let next = (operation != "jmp" && index + 1 < function.len()).then_some(index + 1);
    target.into_iter().chain(next).collect()
}
