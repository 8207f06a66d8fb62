//! whosaid for Python. What users see is `python/whosaid/__init__.py`; its types are in `_whosaid.pyi`.

mod copies;
mod errors;
mod extractor;
mod index;
mod pool;
mod program;
mod reading;
mod records;
mod rows;
mod table;

use pyo3::prelude::*;

/// As in the program: the system's allocator takes a tenth more of the time.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[pymodule]
fn _whosaid(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    errors::add(module)?;
    module.add_class::<records::Claim>()?;
    module.add_class::<records::Speaker>()?;
    module.add_class::<records::Candidate>()?;
    module.add_class::<records::Cue>()?;
    module.add_class::<records::SaidOn>()?;
    module.add_class::<records::Sentence>()?;
    module.add_class::<records::Article>()?;
    module.add_class::<records::Copy>()?;
    module.add_class::<records::Correction>()?;
    module.add_class::<extractor::Extractor>()?;
    module.add_class::<reading::Reading>()?;
    module.add_class::<index::Index>()?;
    module.add_function(wrap_pyfunction!(records::_arrow, module)?)?;
    module.add_class::<copies::Buckets>()?;
    module.add_function(wrap_pyfunction!(copies::_firsts, module)?)?;
    module.add_function(wrap_pyfunction!(copies::_sketch_records, module)?)?;
    module.add_function(wrap_pyfunction!(copies::_sketch_rows, module)?)?;
    module.add_function(wrap_pyfunction!(table::_columns, module)?)?;
    module.add_function(wrap_pyfunction!(table::_extract_records, module)?)?;
    module.add_function(wrap_pyfunction!(table::_extract_rows, module)?)?;
    module.add_function(wrap_pyfunction!(program::main, module)?)?;
    Ok(())
}
