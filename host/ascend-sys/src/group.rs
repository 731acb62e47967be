//! A group of libraries that together have the functions of one table.

use std::path::{Path, PathBuf};

use libloading::Library;

use crate::bindings::{NnOpBase, OpApi, Runtime};
use crate::error::{LoadError, MissingSymbol};

/// One of the generated structs of function pointers.
pub trait Table: Sized + 'static {
    /// The names of its functions.
    const FUNCTIONS: &'static [&'static str];

    /// Looks all of them up.
    ///
    /// # Safety
    /// What `library` exports under a name of `FUNCTIONS` must be the C function that is declared under it.
    unsafe fn look_up(library: Library) -> Result<Self, libloading::Error>;

    /// Which of `FUNCTIONS` the library has, in their order.
    fn found(&self) -> Vec<bool>;
}

macro_rules! table {
    ($name:ident) => {
        impl Table for $name {
            const FUNCTIONS: &'static [&'static str] = &$name::FUNCTIONS;

            unsafe fn look_up(library: Library) -> Result<Self, libloading::Error> {
                // SAFETY: the caller promises what the declarations need.
                unsafe { $name::from_library(library) }
            }

            fn found(&self) -> Vec<bool> {
                $name::found(self).to_vec()
            }
        }
    };
}
table!(Runtime);
table!(NnOpBase);
table!(OpApi);

/// The libraries of a group that are loaded. They stay so until the process ends: CANN registers handlers that run at its exit.
pub struct Group<T: 'static> {
    tables: Vec<(PathBuf, &'static T)>,
}

impl<T: Table> Group<T> {
    /// Loads all of `paths` for the whole process, so that libraries opened later find their symbols.
    pub(crate) fn open(paths: &[PathBuf]) -> Result<Self, LoadError> {
        let mut tables = Vec::new();
        for path in paths {
            let table: T = open_one(path, Scope::Process)?;
            tables.push((path.clone(), &*Box::leak(Box::new(table))));
        }
        Ok(Self { tables })
    }

    /// The function that `pick` names, from the first library that has it. The macro [`symbol!`](crate::symbol) writes the call.
    pub fn get<F: Copy>(
        &self,
        name: &'static str,
        pick: impl Fn(&'static T) -> Option<F>,
    ) -> Result<F, MissingSymbol> {
        let mut tables = self.tables.iter();
        tables
            .find_map(|(_, table)| pick(table))
            .ok_or(MissingSymbol { name })
    }

    /// The declared functions that no library of the group has.
    pub fn missing(&self) -> Vec<&'static str> {
        let found: Vec<Vec<bool>> = self.tables.iter().map(|(_, table)| table.found()).collect();
        let names = T::FUNCTIONS.iter().enumerate();
        let missing = names.filter(|(index, _)| !found.iter().any(|found| found[*index]));
        missing.map(|(_, name)| *name).collect()
    }

    /// Whether one of the libraries exports `name`.
    pub fn has(&self, name: &str) -> bool {
        let index = T::FUNCTIONS.iter().position(|function| *function == name);
        index.is_some_and(|index| self.tables.iter().any(|(_, table)| table.found()[index]))
    }

    /// The libraries' paths.
    pub fn libraries(&self) -> impl Iterator<Item = &Path> {
        self.tables.iter().map(|(path, _)| path.as_path())
    }
}

/// Who sees the symbols of a library.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Scope {
    /// Libraries that are loaded later, too, as those of CANN expect of one another.
    Process,
    /// Only its handle.
    Handle,
}

/// Opens one library and looks up its functions. Dropping the table closes it.
pub(crate) fn open_one<T: Table>(path: &Path, scope: Scope) -> Result<T, LoadError> {
    let refused = |error: libloading::Error| LoadError::Open {
        path: path.to_owned(),
        reason: error.to_string(),
    };
    let library = open_library(path, scope).map_err(refused)?;
    // SAFETY: the file has a name that CANN gives to a library with exactly these functions, declared as its headers declare them. That
    // no other library is put in its place is up to who names the folder, as with any program that links it.
    unsafe { T::look_up(library) }.map_err(refused)
}

#[cfg(unix)]
pub(crate) fn open_library(path: &Path, scope: Scope) -> Result<Library, libloading::Error> {
    use libloading::os::unix::{Library, RTLD_GLOBAL, RTLD_LAZY, RTLD_LOCAL};

    let flags = RTLD_LAZY
        | if scope == Scope::Process {
            RTLD_GLOBAL
        } else {
            RTLD_LOCAL
        };
    // SAFETY: opening runs the library's initialisers; those of CANN's libraries register things and touch no memory of ours.
    unsafe { Library::open(Some(path), flags) }.map(Into::into)
}

#[cfg(not(unix))]
pub(crate) fn open_library(path: &Path, _scope: Scope) -> Result<Library, libloading::Error> {
    // SAFETY: as on unix; CANN exists for Linux only, so that there is nothing to open here but what a test puts in place.
    unsafe { Library::new(path) }
}

/// The function `$name` of a group: `symbol!(cann.runtime(), aclInit)?`, or the name of what is missing.
#[macro_export]
macro_rules! symbol {
    ($group:expr, $name:ident) => {
        $group.get(stringify!($name), |table| {
            table.$name.as_ref().ok().copied()
        })
    };
}
