//! `examples/heap_map`: from its pictures alone somebody can tell what was built, which block leaked, and where it was allocated.

use std::path::Path;

#[allow(dead_code, reason = "its `main` is not called here")]
#[path = "../examples/heap_map/main.rs"]
mod heap_map;

#[test]
fn the_pictures_tell_what_was_built_and_what_leaked() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("heap_map");
    let in_terminal = heap_map::draw_into(&folder).expect("the pictures are drawn");
    let file = |name: &str| {
        let text = std::fs::read_to_string(folder.join(name));
        text.unwrap_or_else(|error| panic!("{name}: {error}"))
    };
    let source = include_str!("../examples/heap_map/structures.rs").lines();
    let leaks = source
        .zip(1..)
        .filter(|(line, _)| line.contains("malloc(size)"));
    let [line] = leaks.map(|(_, line)| line).collect::<Vec<u32>>()[..] else {
        panic!("one line allocates what leaks");
    };
    let leaked = format!(
        "▲ leaked, 64 bytes, allocated at tests/../examples/heap_map/structures.rs:{line}:"
    );
    for map in [&in_terminal, &file("heap.svg"), &file("heap.html")] {
        for said in [
            "List of 5 Node",
            "Tree of 7 Leaf",
            "▲ leaked: 1 block, 64 bytes",
            &leaked,
        ] {
            assert!(map.contains(said), "{said}: {map}");
        }
        for name in ["list", "tree", "matrix", "counter"] {
            assert!(map.contains(name), "{name}: {map}");
        }
        assert_eq!(
            map.matches("▲ leaked, ").count(),
            map.matches(&leaked).count()
        );
    }
    let timeline = file("timeline.svg");
    assert!(timeline.contains("▲ not freed at the end: 1 block, 64 bytes"));
    assert!(timeline.contains(&format!("structures.rs:{line}:")));
    let steps = file("steps.html");
    for step in [
        "allocated Node, ",
        "moved into field `next` of Node, ",
        "freed Leaf, ",
    ] {
        assert!(steps.contains(step), "{step}");
    }
    assert!(!steps.contains("No picture was kept"));
    assert!(file("heap.dot").starts_with("digraph"));
}
