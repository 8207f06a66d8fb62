//! The library's errors as Python's.

use pyo3::create_exception;
use pyo3::exceptions::PyException;
use pyo3::prelude::*;
use whosaid::ErrorKind;

create_exception!(whosaid, Error, PyException, "What went wrong, where, and what to do about it.");
create_exception!(whosaid, LanguageError, Error, "There are no seeds for the language that was named.");
create_exception!(whosaid, NotFoundError, Error, "There is no such file, folder or index.");

/// An error of the library, as the exception that its kind asks for.
pub fn raised(error: &whosaid::Error) -> PyErr {
    let message = error.to_string();
    match error.kind() {
        ErrorKind::NotFound => NotFoundError::new_err(message),
        ErrorKind::Language => LanguageError::new_err(message),
        _ => Error::new_err(message),
    }
}

/// Registers the exceptions.
pub fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    let py = module.py();
    module.add("Error", py.get_type::<Error>())?;
    module.add("LanguageError", py.get_type::<LanguageError>())?;
    module.add("NotFoundError", py.get_type::<NotFoundError>())
}
