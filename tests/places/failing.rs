//! What an error says of a path: which step it was, in the user's words, and where that stands.

use pointers::ErrorKind::{self, Borrow, Dereference, Memory, NullPointer, OutOfBounds};
use pointers::prelude::*;

#[derive(Fields)]
struct Team {
    members: MallocPointer<MallocPointer<Person>>,
    best: Pointer<Person>,
}

#[derive(Fields)]
struct Person {
    name: String,
    scores: [u32; 3],
    home: Home,
}

#[derive(Fields, Clone, Copy)]
struct Home {
    street: u32,
    number: u32,
}

/// What a block failed with.
fn failed<T>(outcome: Result<T>) -> Error {
    match outcome {
        Ok(_) => panic!("nothing was wrong"),
        Err(error) => error,
    }
}

/// The kind, the line, and the text of the source from where the error is.
#[track_caller]
fn assert_failed(error: &Error, kind: ErrorKind, message: &str, at: &str) {
    assert_eq!(error.kind(), kind, "{error:?}");
    let line = error.to_string();
    let said = line.split_once(": ").map_or("", |(_, said)| said);
    assert_eq!(said, message, "{error:?}");
    let used = error.used_at();
    let source = include_str!("failing.rs");
    let there = source.lines().nth(used.line() as usize - 1).unwrap_or("");
    let there = &there[used.column() as usize - 1..];
    assert!(there.starts_with(at), "it is at {there:?}, not at {at:?}");
}

pointers! {
    /// A team of one, whose person has nothing but a name, or nothing at all.
    fn team() -> Result<MallocPointer<Team>> {
        let team: MallocPointer<Team> = malloc(size_of::<Team>());
        team->members = malloc(3 * 16);
        team->members[0] = malloc(size_of::<Person>());
        team->members[0]->name = String::from("Ada");
        Ok(team)
    }

    fn disband(team: MallocPointer<Team>) -> Result<()> {
        free(team->members[0]);
        free(team->members);
        free(team);
        Ok(())
    }

    fn street(team: MallocPointer<Team>, i: usize) -> Result<u32> {
        Ok(team->members[i]->home.street)
    }

    fn score(team: MallocPointer<Team>, i: usize, j: i32) -> Result<u32> {
        Ok(team->members[i]->scores[j])
    }

    fn street_of(home: MallocPointer<Pointer<Home>>) -> Result<u32> {
        Ok((**home).street)
    }

    fn rename(team: MallocPointer<Team>, i: usize) -> Result<()> {
        team->members[i]->name = String::from("Bob");
        Ok(())
    }
}

const NULL_USED: &str = "cannot perform operation when pointing to NULL";
const NO_VALUE: &str = "cannot dereference pointer that has no value";
const FREED: &str = "memory has been freed";

#[test]
fn null_is_the_handle_that_is_null() -> Result<()> {
    let nobody = failed(street(MallocPointer::null(), 0));
    assert_failed(&nobody, NullPointer, NULL_USED, "->members[i]->home.street");
    let report = format!("{nobody:?}");
    assert!(report.contains("place       `team->members`"), "{report}");
    let team = team()?;
    pointers! { team->members[1] = NULL; }?;
    let said = format!("{NULL_USED}: `team->members[i]` is NULL");
    assert_failed(&failed(street(team, 1)), NullPointer, &said, "street");
    assert_failed(&failed(rename(team, 1)), NullPointer, &said, "->name");
    assert_failed(&failed(score(team, 1, 0)), NullPointer, &said, "[j]");
    let members = pointers! { let members = team->members; team->members = NULL; members }?;
    let said = format!("{NULL_USED}: `team->members` is NULL");
    assert_failed(&failed(street(team, 0)), NullPointer, &said, "[i]");
    assert_failed(&failed(rename(team, 0)), NullPointer, &said, "[i]");
    pointers! { team->members = members; }?;
    disband(team)
}

#[test]
fn freed_is_the_handle_whose_memory_is_gone() -> Result<()> {
    let gone = team()?;
    let members = pointers! { team()?->members }?;
    free(pointers! { gone->members[0] }?)?;
    let said = format!("{FREED}: `team->members[i]` points to it");
    assert_failed(&failed(street(gone, 0)), Memory, &said, "street");
    assert_failed(&failed(rename(gone, 0)), Memory, &said, "->name");
    free(pointers! { gone->members }?)?;
    let said = format!("{FREED}: `team->members` points to it");
    assert_failed(&failed(street(gone, 0)), Memory, &said, "[i]");
    free(gone)?;
    assert_failed(&failed(street(gone, 0)), Memory, FREED, "->members");
    free(members)
}

#[test]
fn without_value_is_the_place_that_has_none() -> Result<()> {
    let team = team()?;
    let said = "field `home.street` of `Person` has no value: `team->members[i]->home.street`";
    assert_failed(&failed(street(team, 0)), Dereference, said, "street");
    let said = "field `scores[1]` of `Person` has no value: `team->members[i]->scores[j]`";
    assert_failed(&failed(score(team, 0, 1)), Dereference, said, "[j]");
    let said = format!(
        "{NO_VALUE}: element 2 is read, while 1 of 3 is assigned: `team->members[i]` has none"
    );
    assert_failed(&failed(street(team, 2)), Dereference, &said, "[i]->home");
    disband(team)?;
    let fresh: MallocPointer<Team> = malloc(size_of::<Team>())?;
    let error = failed(street(fresh, 0));
    assert_eq!(error.kind(), Dereference);
    assert!(format!("{error:?}").contains("place       `team->members`"));
    free(fresh)
}

#[test]
fn partly_assigned_is_named_as_a_whole() -> Result<()> {
    let team = team()?;
    pointers! { team->members[0]->home.number = 3; }?;
    let error = failed(pointers! { let home = team->members[0]->home; home.number });
    let said = "field `home.street` of `Person` has no value: `team->members[0]->home`";
    assert_failed(&error, Dereference, said, "->home; home");
    disband(team)
}

#[test]
fn outside_is_the_element_that_is_not_there() -> Result<()> {
    let team = team()?;
    let said = "index is 3, while allocation is 3: `team->members[i]` is outside";
    assert_failed(&failed(street(team, 3)), OutOfBounds, said, "[i]->home");
    let said =
        "index is 7, while the array has 3 elements: `team->members[i]->scores[j]` is outside";
    assert_failed(&failed(score(team, 0, 7)), OutOfBounds, said, "[j]");
    let said = "index is -1, which is below zero: `team->members[i]->scores[j]` is outside";
    assert_failed(&failed(score(team, 0, -1)), OutOfBounds, said, "[j]");
    disband(team)
}

#[test]
fn borrowed_is_the_place_that_is_lent() -> Result<()> {
    let team = team()?;
    let handles = pointers! { team->members }?;
    let guard = handles.borrow_mut()?;
    let said = "memory is mutably borrowed: `team->members[i]`";
    assert_failed(&failed(street(team, 0)), Borrow, said, "[i]->home");
    drop(guard);
    let name = pointers! { &raw mut team->members[0]->name }?;
    let guard = name.borrow()?;
    let said = "memory is borrowed: `team->members[i]->name`";
    assert_failed(&failed(rename(team, 0)), Borrow, said, "->name");
    drop(guard);
    pointers! { team->best = NULL; }?;
    let guard = team.borrow_mut()?;
    assert_eq!(failed(rename(team, 0)).kind(), Borrow);
    drop(guard);
    disband(team)
}

/// Beyond what C aligns by itself: each reallocation of such a block moves it.
#[derive(Clone, Copy, Fields)]
#[repr(align(64))]
struct Moving(u32);

#[derive(Fields)]
struct Holder {
    items: MallocPointer<Moving>,
}

#[test]
fn outdated_is_the_handle_that_is_too_old() -> Result<()> {
    let size = size_of::<Moving>();
    let mut items = malloc::<Moving>(size)?;
    items.write(Moving(7))?;
    pointers! {
        let holder: MallocPointer<Holder> = malloc(size_of::<Holder>());
        holder->items = items;
        for round in 0..200 { items = items.resized(size * (2 - round % 2))?; }
        let error = failed(pointers! { holder->items[0].0 });
        let said = "memory was reallocated too often since this handle was made: `holder->items`";
        assert_failed(&error, Memory, said, "[0].0 });");
        free(items);
        free(holder);
    }
}

/// `realloc` that leaves the variable alone.
trait Resized: Sized {
    fn resized(self, size: usize) -> Result<Self>;
}

impl Resized for MallocPointer<Moving> {
    fn resized(self, size: usize) -> Result<Self> {
        realloc(self, size)
    }
}

struct Club {
    rows: Vec<MallocPointer<Person>>,
}

pointers! {
    impl Club {
        fn street(&self, i: usize) -> Result<u32> {
            Ok(self.rows[i]->home.street)
        }

        fn score(&self, i: usize) -> Result<u32> {
            let list = &self.rows;
            Ok(list[i]->scores[0])
        }

        fn length(&self, i: usize) -> Result<usize> {
            Ok(self.rows[i]->name.len())
        }
    }
}

#[test]
fn lists_are_named_as_they_are_written() {
    let club = Club {
        rows: vec![MallocPointer::null()],
    };
    let said = format!("{NULL_USED}: `self.rows[i]` is NULL");
    assert_failed(&failed(club.street(0)), NullPointer, &said, "street");
    assert_failed(&failed(club.length(0)), NullPointer, &said, "->name");
    let said = format!("{NULL_USED}: `list[i]` is NULL");
    assert_failed(&failed(club.score(0)), NullPointer, &said, "[0]");
}

#[test]
fn moves_steps_and_stars_are_named_too() -> Result<()> {
    let team = team()?;
    let best = failed(pointers! { team->best <<= 1_u32.into_person(); });
    let said = "field `best` of `Team` has no value";
    assert_failed(&best, Dereference, said, "->best");
    pointers! { team->best = NULL; }?;
    let best = failed(pointers! { team->best <<= 1_u32.into_person(); });
    let said = format!("{NULL_USED}: `team->best` is NULL");
    assert_failed(&best, NullPointer, &said, "->best");
    let step = failed(pointers! { team->members[0]->home.number++; });
    let said = "field `home.number` of `Person` has no value: `team->members[0]->home.number`";
    assert_failed(&step, Dereference, said, "++");
    let home: MallocPointer<Pointer<Home>> = malloc(16)?;
    let error = failed(street_of(home));
    assert_failed(&error, Dereference, NO_VALUE, "**home).street)");
    home.write(Pointer::null())?;
    let error = failed(street_of(home));
    assert_failed(&error, NullPointer, &said_of_null("*home"), "street)");
    free(home)?;
    let star = failed(pointers! { let best = (*team->best).home; best.number });
    assert_failed(
        &star,
        NullPointer,
        &said_of_null("team->best"),
        "home; best",
    );
    disband(team)
}

fn said_of_null(handle: &str) -> String {
    format!("{NULL_USED}: `{handle}` is NULL")
}

trait IntoPerson {
    fn into_person(self) -> Person;
}

impl IntoPerson for u32 {
    fn into_person(self) -> Person {
        let home = Home {
            street: self,
            number: self,
        };
        Person {
            name: String::new(),
            scores: [self; 3],
            home,
        }
    }
}

/// Long indices are left out.
#[test]
fn an_index_is_told_as_it_was_written() -> Result<()> {
    let team = team()?;
    let mut top = 2;
    let error = failed(pointers! { team->members[top--]->home.street });
    assert!(
        error
            .to_string()
            .ends_with("`team->members[top--]` has none"),
        "{error}"
    );
    let error = failed(pointers! { team->members[usize::from("ab".len() == 2) + 1]->home.street });
    assert!(
        error.to_string().ends_with("`team->members[..]` has none"),
        "{error}"
    );
    assert_eq!(top, 1);
    disband(team)
}

/// The line of the report that names the place, and what the first line says of it.
fn named(error: &Error) -> (String, String) {
    let (line, report) = (error.to_string(), format!("{error:?}"));
    let place = report
        .lines()
        .find_map(|line| line.trim_start().strip_prefix("place "));
    let place = place.map_or("", str::trim).trim_matches('`').to_owned();
    (place, line)
}

pointers! {
    fn read(p: MallocPointer<u32>) -> Result<u32> { Ok(~p) }
    fn star(p: MallocPointer<u32>) -> Result<u32> { Ok(*p) }
    fn further(p: MallocPointer<u32>, i: usize) -> Result<u32> { Ok(*(p + i)) }
    fn assign(p: MallocPointer<u32>) -> Result<()> { *p = 3; Ok(()) }
    fn add(p: MallocPointer<u32>) -> Result<()> { *p += 3; Ok(()) }
    fn assign_at(p: MallocPointer<u32>, i: usize) -> Result<()> { p[i] = 3; Ok(()) }
    fn add_at(p: MallocPointer<u32>, i: usize) -> Result<()> { p[i] += 3; Ok(()) }
    fn add_in_loop(p: MallocPointer<u32>, n: usize) -> Result<()> {
        for i in 0..n { p[i] += 3; }
        Ok(())
    }
    fn through(p: Pointer<MallocPointer<u32>>) -> Result<u32> { Ok(**p) }
}

#[test]
fn what_lies_behind_one_handle_is_named_too() -> Result<()> {
    let null = MallocPointer::null();
    let freed = malloc::<u32>(4)?;
    free(freed)?;
    for p in [null, freed] {
        assert_eq!(named(&failed(read(p))).0, "~p");
        assert_eq!(named(&failed(star(p))).0, "*p");
        assert_eq!(named(&failed(assign(p))).0, "*p");
        assert_eq!(named(&failed(add(p))).0, "*p");
        assert_eq!(named(&failed(assign_at(p, 0))).0, "p[i]");
        assert_eq!(named(&failed(add_at(p, 0))).0, "p[i]");
        assert_eq!(named(&failed(add_in_loop(p, 1))).0, "p[i]");
    }
    let one = malloc::<u32>(4)?;
    one.write(1)?;
    assert_eq!(named(&failed(assign_at(one, 1))).0, "p[i]");
    assert_eq!(named(&failed(add_in_loop(one, 2))).0, "p[i]");
    let (_, said) = named(&failed(further(one, 1)));
    assert!(said.ends_with("`*(p + i)` is outside"), "{said}");
    free(one)?;
    let holder = malloc::<MallocPointer<u32>>(16)?;
    holder.write(null)?;
    let (_, said) = named(&failed(through(holder.into())));
    assert!(said.ends_with("`*p` is NULL"), "{said}");
    free(holder)
}
