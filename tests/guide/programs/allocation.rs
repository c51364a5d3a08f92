use pointers::prelude::*;

fn main() -> Result<()> {
    pointers! {
        let level: MallocPointer<u8> = malloc(1);
        let scores: MallocPointer<i32> = malloc(12);
        let points: MallocPointer<f64> = malloc(32);
        level <<= 7;
        drawn(snapshot().named("level", level).named("scores", scores).named("points", points)); // The picture shows this moment.
        free(level);
        free(scores);
        free(points);
    }
}
