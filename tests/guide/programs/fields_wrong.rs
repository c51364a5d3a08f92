use pointers::prelude::*;

#[derive(Fields)]
struct Player {
    health: i32,
}

fn heal(health: Pointer<i32>) -> Result<()> {
    pointers! { ~health += 10; }
}

fn lose(player: MallocPointer<Player>) -> Result<()> {
    pointers! { free(player); }
}

fn main() -> Result<()> {
    pointers! {
        let hero: MallocPointer<Player> = malloc(size_of::<Player>());
        hero->health = 70;
        let health = &raw mut hero->health;
        lose(hero)?;
        heal(health)?;
    }
}
