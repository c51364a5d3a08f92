//! The rules of `docs/design.md`, a file for each; each test is named after what it claims.

#[path = "../common/mod.rs"]
mod common;
#[path = "../common/key_of_c.rs"]
mod key_of_c;

mod rule_01_sizes;
mod rule_02_uninitialised;
mod rule_03_bounds;
mod rule_04_free;
mod rule_05_realloc;
mod rule_06_exhaustion;
mod rule_07_shapes;
mod rule_08_threads;
mod rule_09_leaks;
mod rule_10_rehearsal;
mod rule_11_user_code;
mod rule_12_guards;

mod arithmetic;
mod casts;
mod errors;
mod identity;
mod null;
mod owned;
mod slices;
mod surface;
mod values;

/// "Rule 5" is what `docs/design.md` says under that number, and what the file with that number tests.
#[test]
fn each_rule_of_the_design_has_its_tests() -> std::io::Result<()> {
    let package = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let (this, folder) = (include_str!("main.rs"), package.join("tests/rules"));
    let mut tested: Vec<usize> = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        let name = name.trim_end_matches(".rs");
        assert!(
            name == "main" || this.contains(&format!("\nmod {name};")),
            "nobody runs {name}"
        );
        if let Some(rule) = name.strip_prefix("rule_") {
            let number = rule.split('_').next().expect(name);
            tested.push(number.parse().expect(name));
        }
    }
    tested.sort_unstable();
    let design = std::fs::read_to_string(package.join("../docs/design.md"))?;
    let rules: Vec<usize> = design
        .lines()
        .filter_map(|line| line.strip_prefix("### Rule ")?.split(':').next())
        .map(|number| number.parse().expect("the number of a rule"))
        .collect();
    assert_eq!(tested, rules);
    assert_eq!(rules, (1..=rules.len()).collect::<Vec<_>>());
    assert!(!rules.is_empty());
    Ok(())
}
