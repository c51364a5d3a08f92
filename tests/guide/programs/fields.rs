use pointers::prelude::*;
use pointers::string::strcpy;

#[derive(Fields)]
struct Player {
    name: [u8; 8],
    health: i32,
}

fn heal(health: Pointer<i32>) -> Result<()> {
    pointers! { ~health += 10; }
}

fn main() -> Result<()> {
    pointers! {
        let hero: MallocPointer<Player> = malloc(size_of::<Player>());
        strcpy(hero->name, "Ada");
        hero->health = 70;
        let health = &raw mut hero->health;
        heal(health)?;
        drawn(snapshot().named("hero", hero).named("health", health)); // The picture shows this moment.
        println!("{}", hero->health); // 80
        free(hero);
    }
}
