//! Why a command ended: each with a sentence for the person who ran it.
use std::io::ErrorKind;
use std::path::PathBuf;

use crate::access::AccessError;
use crate::domain::Message;
use crate::geography::GeographyError;
use crate::importing::ImportFailure;
use crate::ingest::FileError;
use crate::store::StoreError;

/// A failure of a command.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// A setting is not acceptable.
    #[error("{0}")]
    Setting(Message),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// An account cannot be made or changed so.
    #[error(transparent)]
    Access(#[from] AccessError),
    /// The files of administrative units are broken.
    #[error(transparent)]
    Geography(#[from] GeographyError),
    /// The shipped code lists or starter inventory are broken.
    #[error("{0}")]
    Starter(Message),
    /// A file cannot be opened.
    #[error("{path} cannot be read: {source}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// A file cannot be written.
    #[error("{path} cannot be written: {source}")]
    Unwritable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// A file is not what it should be.
    #[error("{path}: {source}")]
    File {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: FileError,
    },
    /// A file cannot be imported, or an import not be taken back.
    #[error("{what}: {source}")]
    Import {
        /// The file or the import.
        what: String,
        /// Why.
        source: ImportFailure,
    },
    /// A boundary file is not what it should be.
    #[error("{path}: {reason}")]
    Boundaries {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: Message,
    },
    /// The address to listen on cannot be had.
    #[error("cannot listen on {address}: {source}")]
    Listen {
        /// The address.
        address: String,
        /// What the system says.
        source: std::io::Error,
    },
    /// The server ended by a failure of the system.
    #[error("the server failed: {0}")]
    Server(std::io::Error),
}

impl AppError {
    /// The sentence for people.
    pub fn message(&self) -> Message {
        let with = |vi: String| Message::new(vi, self.to_string());
        match self {
            Self::Setting(message) | Self::Starter(message) => message.clone(),
            Self::Store(error) => error.message(),
            Self::Access(AccessError::Store(error)) => error.message(),
            Self::Access(
                AccessError::Refused { reason: message, .. } | AccessError::Unknown(message) | AccessError::Conflict(message),
            ) => message.clone(),
            Self::Access(error) => with(format!("Không thực hiện được: {error}")),
            Self::Geography(error) => error.message(),
            Self::Unreadable { path, source } => with(format!("Không đọc được {}: {}", path.display(), in_vietnamese(source))),
            Self::Unwritable { path, source } => with(format!("Không ghi được {}: {}", path.display(), in_vietnamese(source))),
            Self::File { path, source } => {
                let reason = source.message();
                Message::new(format!("{}: {}", path.display(), reason.vi), format!("{}: {}", path.display(), reason.en))
            }
            Self::Import { what, source } => {
                let reason = source.message();
                Message::new(format!("{what}: {}", reason.vi), format!("{what}: {}", reason.en))
            }
            Self::Boundaries { path, reason } => {
                Message::new(format!("{}: {}", path.display(), reason.vi), format!("{}: {}", path.display(), reason.en))
            }
            Self::Listen { address, source } => with(format!("Không mở được cổng {address}: {}", in_vietnamese(source))),
            Self::Server(source) => with(format!("Máy chủ dừng vì lỗi: {source}")),
        }
    }
}

/// What the system says, where it says it often.
fn in_vietnamese(error: &std::io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "không có tệp này".to_owned(),
        ErrorKind::IsADirectory => "đây là thư mục, không phải tệp".to_owned(),
        ErrorKind::PermissionDenied => "không có quyền".to_owned(),
        ErrorKind::AddrInUse => "cổng đang được chương trình khác dùng".to_owned(),
        ErrorKind::AddrNotAvailable => "máy này không có địa chỉ đó".to_owned(),
        _ => error.to_string(),
    }
}
