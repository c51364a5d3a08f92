//! What bindgen makes of the library's header, and how it is loaded: `cc` compiles it when the program runs, so that nobody
//! who only uses `pointers` needs a C compiler.

use std::ffi::{c_char, c_int, c_void};
#[cfg(unix)]
use std::io::Result;
use std::sync::OnceLock;

/// `struct reading`, with the derives that bindgen gives it.
#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(C)]
pub(crate) struct Reading {
    pub(crate) hour: i32,
    pub(crate) celsius: f32,
}

/// `struct station`, of which the header says nothing.
#[derive(Debug)]
#[repr(C)]
pub(crate) struct Station {
    _private: [u8; 0],
}

pub(crate) type Visit = unsafe extern "C" fn(reading: *const Reading, user: *mut c_void) -> c_int;

macro_rules! functions {
    ($(fn $name:ident($($argument:ident: $T:ty),*) $(-> $R:ty)?;)*) => {
        /// The library's functions.
        pub(crate) struct Library {
            $(pub(crate) $name: unsafe extern "C" fn($($argument: $T),*) $(-> $R)?,)*
        }

        impl Library {
            /// # Safety
            ///
            /// `symbol` gives the functions of these names, which have these types.
            #[cfg(unix)]
            unsafe fn of(symbol: impl Fn(&str) -> Result<*mut c_void>) -> Result<Self> {
                Ok(Library {
                    $($name: {
                        let symbol = symbol(stringify!($name))?;
                        // SAFETY: the caller's promise.
                        unsafe {
                            std::mem::transmute::<
                                *mut c_void,
                                unsafe extern "C" fn($($argument: $T),*) $(-> $R)?,
                            >(symbol)
                        }
                    },)*
                })
            }
        }
    };
}

functions! {
    fn station_new(name: *const c_char) -> *mut Station;
    fn station_destroy(station: *mut Station);
    fn stations_alive() -> c_int;
    fn station_name(station: *const Station) -> *const c_char;
    fn station_record(station: *mut Station, readings: *const Reading, count: usize) -> c_int;
    fn station_readings(station: *const Station, count: *mut usize) -> *const Reading;
    fn station_weigh(station: *mut Station, weights: *mut f64);
    fn station_each(station: *const Station, visit: Visit, user: *mut c_void) -> c_int;
    fn station_above(station: *const Station, limit: f32, room: *mut Reading, count: usize) -> usize;
    fn station_report(station: *const Station) -> *mut c_char;
}

/// The library, compiled and loaded once. `None` where there is no C compiler.
pub(crate) fn library() -> Option<&'static Library> {
    static LIBRARY: OnceLock<Option<Library>> = OnceLock::new();
    let library = LIBRARY.get_or_init(|| loading::library().expect("what cc made can be loaded"));
    library.as_ref()
}

/// As on any Unix: a shared object.
#[cfg(unix)]
mod loading {
    use std::ffi::{CStr, CString, c_void};
    use std::io::{Error, ErrorKind, Result};
    use std::os::unix::ffi::OsStringExt;
    use std::process::Command;

    use super::Library;

    pub(super) fn library() -> Result<Option<Library>> {
        match compile() {
            Ok(path) => load(&path).map(Some),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn compile() -> Result<CString> {
        let source = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/c_library/station.c");
        let name = format!("pointers-station-{}.so", std::process::id());
        let library = std::env::temp_dir().join(name);
        let mut cc = Command::new("cc");
        cc.args(["-O2", "-Wall", "-Werror", "-shared", "-fPIC", "-o"]);
        let status = cc.arg(&library).arg(source).status()?;
        if !status.success() {
            return Err(Error::other("cc does not compile the library"));
        }
        Ok(CString::new(library.into_os_string().into_vec())?)
    }

    fn load(path: &CStr) -> Result<Library> {
        // SAFETY: loading it runs nothing: it has no constructors.
        let library = unsafe { libc::dlopen(path.as_ptr(), libc::RTLD_NOW) };
        // SAFETY: once it is loaded, or not, the file is needed no more.
        unsafe { libc::unlink(path.as_ptr()) };
        if library.is_null() {
            return Err(Error::other("the library cannot be loaded"));
        }
        // SAFETY: these are the declarations of station.c, and the library stays open.
        unsafe { Library::of(|name| symbol(library, name)) }
    }

    fn symbol(library: *mut c_void, name: &str) -> Result<*mut c_void> {
        let name = CString::new(name)?;
        // SAFETY: the library is open; the name ends with 0.
        let symbol = unsafe { libc::dlsym(library, name.as_ptr()) };
        if symbol.is_null() {
            return Err(Error::other(format!("the library has no {name:?}")));
        }
        Ok(symbol)
    }
}

/// Left out elsewhere.
#[cfg(not(unix))]
mod loading {
    pub(super) fn library() -> std::io::Result<Option<super::Library>> {
        Ok(None)
    }
}
