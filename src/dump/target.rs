//! Where output goes: standard output, or a file that appears whole or not at all.

use crate::error::{Error, Result};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// An open place for output.
pub enum Target {
    /// Standard output, buffered.
    Stdout(BufWriter<io::StdoutLock<'static>>),
    /// What is there already and no file: a device, a pipe. It is written to, never replaced.
    Device(BufWriter<File>),
    /// A file beside its final place, until [`Target::keep`] moves it there.
    File {
        /// What was written so far.
        out: BufWriter<NamedTempFile>,
        /// Where it shall lie.
        path: PathBuf,
    },
}

impl Target {
    /// Opens the file, or standard output where there is none.
    ///
    /// # Errors
    /// When no file can be made in the folder of `path`.
    pub fn open(path: Option<&Path>) -> Result<Self> {
        let Some(path) = path else {
            return Ok(Self::Stdout(BufWriter::new(io::stdout().lock())));
        };
        if path.is_dir() {
            return Err(Error::new("is a folder").at(path).hint("-o needs the name of a file"));
        }
        if std::fs::metadata(path).is_ok_and(|there| !there.is_file()) {
            let device = File::options().write(true).open(path).map_err(|error| Error::from(error).at(path))?;
            return Ok(Self::Device(BufWriter::new(device)));
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
        let file = tempfile::Builder::new()
            .prefix(".whosaid-")
            .permissions_like_new_file()
            .tempfile_in(folder)
            .map_err(|error| Error::new(format!("cannot write there: {}", error.kind())).at(path))?;
        Ok(Self::File { out: BufWriter::new(file), path: path.to_path_buf() })
    }

    /// Ends the output; a file appears under its name now.
    ///
    /// # Errors
    /// When the rest cannot be written, or the file not be moved.
    pub fn keep(self) -> io::Result<()> {
        match self {
            Self::Stdout(mut out) => out.flush(),
            Self::Device(mut out) => out.flush(),
            Self::File { out, path } => {
                let at = |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", path.display()));
                let file = out.into_inner().map_err(|error| at(error.into_error()))?;
                file.persist(&path).map_err(|error| at(error.error))?;
                Ok(())
            }
        }
    }
}

impl Write for Target {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Stdout(out) => out.write(bytes),
            Self::Device(out) => out.write(bytes),
            Self::File { out, .. } => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stdout(out) => out.flush(),
            Self::Device(out) => out.flush(),
            Self::File { out, .. } => out.flush(),
        }
    }
}

/// A temporary file is made for its owner alone; the file that comes of it shall be like any other new one.
trait LikeNewFile {
    fn permissions_like_new_file(&mut self) -> &mut Self;
}

impl LikeNewFile for tempfile::Builder<'_, '_> {
    #[cfg(unix)]
    fn permissions_like_new_file(&mut self) -> &mut Self {
        use std::os::unix::fs::PermissionsExt as _;
        self.permissions(std::fs::Permissions::from_mode(0o666))
    }

    #[cfg(not(unix))]
    fn permissions_like_new_file(&mut self) -> &mut Self {
        self
    }
}
