//! Pointers to fields.

use pointers::prelude::*;

page!("fields", "fields_wrong");

#[derive(Fields)]
struct Hero {
    health: i32,
    gold: i32,
}

#[test]
fn exercise_1() -> Result<()> {
    fn swap(a: Pointer<i32>, b: Pointer<i32>) -> Result<()> {
        pointers! {
            let old = ~a;
            a <<= ~b;
            b <<= old;
        }
    }
    pointers! {
        let hero: MallocPointer<Hero> = malloc(size_of::<Hero>());
        hero->health = 70;
        hero->gold = 5;
        swap(&raw mut hero->health, &raw mut hero->gold)?;
        assert_eq!((hero->health, hero->gold), (5, 70));
        free(hero);
    }
}

/// The same player, wherever the array is now.
#[test]
fn exercise_2() -> Result<()> {
    pointers! {
        let party: MallocPointer<Hero> = malloc(3 * size_of::<Hero>());
        for i in 0..3 {
            party[i].health = 10 * i;
            party[i].gold = 0;
        }
        let health = &raw mut party[1].health;
        realloc(party, 3000 * size_of::<Hero>());
        ~health += 1;
        assert_eq!(party[1].health, 11);
        free(party);
    }
}

#[test]
fn exercise_3() -> Result<()> {
    pointers! {
        fn stronger(a: MallocPointer<Hero>, b: MallocPointer<Hero>) -> Result<Pointer<i32>> {
            if a->health < b->health {
                Ok(&raw mut b->health)
            } else {
                Ok(&raw mut a->health)
            }
        }
    }
    pointers! {
        let one: MallocPointer<Hero> = malloc(size_of::<Hero>());
        let other: MallocPointer<Hero> = malloc(size_of::<Hero>());
        one <<= Hero { health: 50, gold: 0 };
        other <<= Hero { health: 60, gold: 0 };
        let health = stronger(one, other)?;
        ~health += 10;
        assert_eq!((one->health, other->health), (50, 70));
        free(one);
        free(other);
    }
}
