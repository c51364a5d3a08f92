use pointers::prelude::*;

#[derive(Fields)]
struct Player {
    level: u8,
    score: u32,
}

fn main() -> Result<()> {
    pointers! {
        let level = malloc(1);
        level <<= 200_u8;
        let score = malloc(size_of::<u32>());
        score <<= 1_000_000_u32;
        let player: MallocPointer<Player> = malloc(size_of::<Player>());
        player->level = ~level;
        player->score = ~score;
        drawn(snapshot().named("level", level).named("score", score).named("player", player)); // The picture shows this moment.
        println!("{} {} {}", level.size(), score.size(), player.size()); // 1 4 8
        free(level);
        free(score);
        free(player);
    }
}
