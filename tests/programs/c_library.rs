#[path = "../../examples/c_library/main.rs"]
#[allow(dead_code)]
mod program;

use std::sync::{Mutex, MutexGuard, PoisonError};

use pointers::prelude::*;
use program::library::{Library, Reading, Station, library};

use crate::{assert_mistake, assert_nothing_lives, output};

/// The library counts its stations for the whole process, so the tests take turns.
fn turn() -> MutexGuard<'static, ()> {
    static TURN: Mutex<()> = Mutex::new(());
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Runs a test with the library and a station of four readings, where there is a C compiler.
fn with_station(test: impl FnOnce(&Library, MallocPointer<Station>) -> Result<()>) -> Result<()> {
    let Some(library) = library() else {
        eprintln!("left out: there is no C compiler here");
        return Ok(());
    };
    let _turn = turn();
    let station = program::open(library, c"Brocken")?;
    let values = [(6, 1.5), (12, 7.5), (18, 4.0), (21, 2.5)];
    assert!(program::record(library, station, &values)?);
    test(library, station)
}

#[test]
fn what_it_prints() {
    if library().is_none() {
        eprintln!("left out: there is no C compiler here");
        return;
    }
    let _turn = turn();
    assert_eq!(
        output(program::run),
        "\
named        Brocken
lent         4 readings, the last at 21
filled       [12, 18, 21]
called back  Reading { hour: 12, celsius: 7.5 }
given        Brocken: 4 readings, mean 3.88
taken        Brocken: 4 readings, mean 5.75
destroyed    0 left
and known so MemoryError: memory has been freed
"
    );
}

#[test]
fn as_many_as_there_is_room_for() -> Result<()> {
    with_station(|library, station| {
        for _ in 0..3 {
            program::record(library, station, &[(1, 9.0), (2, 9.5), (3, 9.0)])?;
        }
        assert_eq!(program::above(library, station, 0.0)?.len(), 8);
        assert_eq!(program::above(library, station, 100.0)?, [0; 0]);
        assert_eq!(program::warmest(library, station)?.hour, 2);
        assert_eq!(program::lent(library, station)?, (13, 3));
        free(station)?;
        assert_nothing_lives();
        Ok(())
    })
}

// The mistakes.

#[test]
fn a_station_is_used_after_it_was_destroyed() -> Result<()> {
    with_station(|library, station| {
        free(station)?;
        let places = [
            "as_ptr()?",
            "MallocPointer::from_raw_with(",
            "free(station)?",
        ];
        assert_mistake(program::name(library, station), ErrorKind::Memory, places);
        assert_mistake(
            program::warmest(library, station).map(drop),
            ErrorKind::Memory,
            places,
        );
        let places = ["free(station)", places[1], places[2]];
        assert_mistake(free(station), ErrorKind::Memory, places);
        assert_nothing_lives();
        Ok(())
    })
}

#[test]
fn a_station_is_resized_or_handed_over() -> Result<()> {
    with_station(|_, station| {
        assert_eq!(
            realloc(station, 64).unwrap_err().kind(),
            ErrorKind::InvalidFree
        );
        assert_eq!(
            station.into_raw().unwrap_err().kind(),
            ErrorKind::InvalidFree
        );
        free(station)
    })
}

/// What C lends is changed, freed, and used when it is C's again.
#[test]
fn readings_of_cs_are_taken_for_ours() -> Result<()> {
    with_station(|library, station| {
        let mut count = 0;
        // SAFETY: so many readings are there, and stay as long as the guard.
        let lent = unsafe {
            let readings = (library.station_readings)(station.as_ptr()?, &raw mut count);
            MallocPointer::<Reading>::borrow_raw(readings.cast(), count * size_of::<Reading>())?
        };
        let first = *lent;
        let places = ["write(", "MallocPointer::<Reading>::borrow_raw(", ""];
        let reading = first.read()?;
        assert_mistake(first.write(reading), ErrorKind::Borrow, places);
        assert_mistake(
            free(first),
            ErrorKind::InvalidFree,
            ["free(first)", places[1], ""],
        );
        drop(lent);
        let places = ["read()", places[1], places[1]];
        assert_mistake(first.read(), ErrorKind::Memory, places);
        free(station)
    })
}

/// Weights that C has are still used here.
#[test]
fn what_c_took_is_used() -> Result<()> {
    with_station(|library, station| {
        let weights = MallocPointer::from_slice(&[1.0; 4])?;
        let raw = weights.into_raw()?;
        // SAFETY: there is a weight for each reading, in a block that is nobody else's now.
        unsafe { (library.station_weigh)(station.as_ptr()?, raw.cast()) };
        let places = ["read()", "MallocPointer::from_slice(", "into_raw()?"];
        assert_mistake(weights.read(), ErrorKind::Memory, places);
        free(station)
    })
}

/// An error in a callback comes out on the other side of C.
#[test]
fn a_callback_fails() -> Result<()> {
    with_station(|library, station| {
        let warmest = malloc::<Reading>(size_of::<Reading>())?;
        free(warmest)?;
        let searched = program::search(library, station, warmest);
        let places = ["<<=", "malloc::<Reading>(", "free(warmest)?"];
        assert_mistake(searched, ErrorKind::Memory, places);
        free(station)?;
        assert_nothing_lives();
        Ok(())
    })
}
