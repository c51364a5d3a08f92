//! A C library in both directions: its objects as handles, memory that it lends, gives, takes and fills, and callbacks.
//! `station.c` is the library; `docs/c-border.md` says which of them is which.
//!
//! `cargo run --example c_library`, where there is a C compiler.

pub(crate) mod library;

use std::error::Error as StdError;
use std::ffi::{CStr, c_char, c_int, c_void};
use std::io::{self, Write};

use library::{Library, Reading, Station};
use pointers::heap;
use pointers::prelude::*;
use pointers::string::strlen;

fn main() -> Result<(), Box<dyn StdError>> {
    run(&mut io::stdout().lock())
}

pub(crate) fn run(out: &mut dyn Write) -> Result<(), Box<dyn StdError>> {
    let Some(library) = library::library() else {
        writeln!(out, "left out: there is no C compiler here")?;
        return Ok(());
    };
    let station = open(library, c"Brocken")?;
    let values = [(6, 1.5), (12, 7.5), (18, 4.0), (21, 2.5)];
    if !record(library, station, &values)? {
        return Err("C has no memory for the readings".into());
    }
    writeln!(out, "named        {}", name(library, station)?)?;
    let (count, hour) = lent(library, station)?;
    writeln!(out, "lent         {count} readings, the last at {hour}")?;
    writeln!(out, "filled       {:?}", above(library, station, 2.0)?)?;
    writeln!(out, "called back  {:?}", warmest(library, station)?)?;
    writeln!(out, "given        {}", report(library, station)?)?;
    weigh(library, station, &[0.0, 1.0, 1.0, 0.0])?;
    writeln!(out, "taken        {}", report(library, station)?)?;
    free(station)?;
    // SAFETY: it only counts.
    writeln!(out, "destroyed    {} left", unsafe {
        (library.stations_alive)()
    })?;
    if let Err(error) = name(library, station) {
        writeln!(out, "and known so {error}")?;
    }
    Ok(())
}

/// An object that C destroys: whether it is still there, the handle knows. Its size is C's business, so none of its bytes
/// are ours.
pub(crate) fn open(library: &Library, name: &CStr) -> Result<MallocPointer<Station>> {
    // SAFETY: `station_new` makes what `station_destroy` destroys, and nobody else has it.
    unsafe {
        let station = (library.station_new)(name.as_ptr());
        MallocPointer::from_raw_with(station, 0, library.station_destroy)
    }
}

/// Memory of ours that C reads: structures of bindgen's, in a `calloc`. Whether C had memory for its copy.
pub(crate) fn record(
    library: &Library,
    station: MallocPointer<Station>,
    values: &[(i32, f32)],
) -> Result<bool> {
    pointers! {
        let readings: CallocPointer<Reading> = calloc_safe(values.len(), size_of::<Reading>());
        for (chunk, (hour, celsius)) in readings.into_iter().zip(values) {
            chunk <<= Reading { hour: *hour, celsius: *celsius };
        }
        // SAFETY: all of the readings were moved in, and C copies them.
        let recorded = unsafe {
            (library.station_record)(station.as_ptr()?, readings.as_ptr()?, readings.chunks())
        };
        free(readings);
        recorded == 1
    }
}

/// How many bytes a string of C's has, with its terminator. NULL has none, and is the error of whoever asks for them.
///
/// # Safety
///
/// It is NULL, or a string that ends with 0.
unsafe fn size_of_string(text: *const c_char) -> usize {
    if text.is_null() {
        return 0;
    }
    // SAFETY: the caller's promise.
    unsafe { libc::strlen(text) + 1 }
}

/// A string that C keeps: lent, copied, given back.
pub(crate) fn name(library: &Library, station: MallocPointer<Station>) -> Result<String> {
    let station = station.as_ptr()?;
    // SAFETY: the name ends with 0, and stays as it is until the guard is dropped.
    let name = unsafe {
        let name = (library.station_name)(station);
        MallocPointer::<u8>::borrow_raw(name.cast(), size_of_string(name))?
    };
    let text = String::from_utf8_lossy(&name.as_slice()[..strlen(*name)?]).into_owned();
    Ok(text)
}

/// An array that C keeps, and says how long it is: how many there are, and the hour of the last.
pub(crate) fn lent(library: &Library, station: MallocPointer<Station>) -> Result<(usize, i32)> {
    let mut count = 0;
    // SAFETY: so many readings are there, which nobody changes until the guard is dropped.
    let readings = unsafe {
        let readings = (library.station_readings)(station.as_ptr()?, &raw mut count);
        MallocPointer::<Reading>::borrow_raw(readings.cast(), count * size_of::<Reading>())?
    };
    let last = readings.add(count - 1)?;
    Ok((count, last.read()?.hour))
}

/// Memory of ours that C fills, as far as it likes.
pub(crate) fn above(
    library: &Library,
    station: MallocPointer<Station>,
    limit: f32,
) -> Result<Vec<i32>> {
    let found: MallocPointer<Reading> = malloc(8 * size_of::<Reading>())?;
    let found = Owned::new(found);
    let mut room = found.borrow_unassigned(8)?;
    // SAFETY: C writes at most as many readings as there is room for, and says how many.
    let count = unsafe {
        let count = (library.station_above)(
            station.as_ptr()?,
            limit,
            room.as_mut_ptr().cast(),
            room.len(),
        );
        room.assume_assigned(count)?;
        count
    };
    drop(room);
    let hours = found
        .borrow_slice(count)?
        .iter()
        .map(|reading| reading.hour)
        .collect();
    Ok(hours)
}

/// What a callback is given: handles, and where it leaves an error, which cannot go through C.
#[derive(Clone, Copy)]
struct Search {
    warmest: MallocPointer<Reading>,
    error: MallocPointer<Error>,
}

pub(crate) fn warmest(library: &Library, station: MallocPointer<Station>) -> Result<Reading> {
    let warmest = Owned::new(malloc(size_of::<Reading>())?);
    search(library, station, *warmest)?;
    warmest.read()
}

/// Handles in the user data of a callback: their block is found again by its address.
pub(crate) fn search(
    library: &Library,
    station: MallocPointer<Station>,
    warmest: MallocPointer<Reading>,
) -> Result<()> {
    extern "C" fn visit(reading: *const Reading, user: *mut c_void) -> c_int {
        // SAFETY: `user` is the address of the block of below, as long as C calls back.
        let search: MallocPointer<Search> = match unsafe { heap::find(user) } {
            Ok(search) => search,
            Err(_) => return 2,
        };
        // SAFETY: C gives the address of a reading.
        let outcome = look(search, unsafe { *reading });
        let Err(error) = outcome else {
            return 0;
        };
        match search.read().and_then(|search| search.error.write(error)) {
            Ok(()) => 1,
            Err(_) => 2,
        }
    }

    fn look(search: MallocPointer<Search>, reading: Reading) -> Result<()> {
        pointers! {
            let best = search->warmest;
            if !best.assigned() || (~best).celsius < reading.celsius {
                best <<= reading;
            }
        }
    }

    let error = Owned::new(malloc::<Error>(size_of::<Error>())?);
    let search = Owned::new(malloc::<Search>(size_of::<Search>())?);
    search.write(Search {
        warmest,
        error: *error,
    })?;
    // SAFETY: the station lives, and so does what `visit` is given.
    match unsafe { (library.station_each)(station.as_ptr()?, visit, search.as_ptr()?.cast()) } {
        0 => Ok(()),
        _ => Err(error.take()?),
    }
}

/// Memory that C gives away: ours from here on, to be freed here.
pub(crate) fn report(library: &Library, station: MallocPointer<Station>) -> Result<String> {
    // SAFETY: the text was allocated by `malloc`, ends with 0, and is nobody else's.
    let text = unsafe {
        let text = (library.station_report)(station.as_ptr()?);
        let size = size_of_string(text);
        Owned::new(MallocPointer::<u8>::from_raw(text.cast(), size)?)
    };
    Ok(text.to_c_string()?.to_string_lossy().into_owned())
}

/// Memory of ours that C takes: it frees it with `free`.
pub(crate) fn weigh(
    library: &Library,
    station: MallocPointer<Station>,
    weights: &[f64],
) -> Result<()> {
    let station = station.as_ptr()?;
    let weights = MallocPointer::from_slice(weights)?.into_raw()?;
    // SAFETY: there is a weight for each reading, in a block of `malloc`'s that is nobody else's now.
    unsafe { (library.station_weigh)(station, weights.cast()) };
    Ok(())
}
