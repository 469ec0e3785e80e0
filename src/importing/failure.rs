//! Why something asked of an import was not done.
use crate::domain::{ImportReach, Message, SiteId};
use crate::ingest::workbook::FileRefusal;
use crate::store::StoreError;

/// Why an import, a rehearsal, a commit or an undo did not come about. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum ImportFailure {
    /// The database failed or refused.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The file cannot be read.
    #[error("the file cannot be read: {0}")]
    File(#[from] FileRefusal),
    /// The disk failed.
    #[error("the disk failed: {0}")]
    Disk(#[from] std::io::Error),
    /// The work was ended on request.
    #[error("cancelled")]
    Cancelled,
    /// Too many rehearsals wait.
    #[error("too many files are being read")]
    Busy,
    /// Something kept in the database is not what this program writes.
    #[error("{what} cannot be understood: {source}")]
    Unintelligible {
        /// What.
        what: &'static str,
        /// Why.
        source: serde_json::Error,
    },
    /// There is no finished rehearsal at hand.
    #[error("there is no finished rehearsal")]
    NotRehearsed,
    /// Something that cannot be said of a file.
    #[error("{member}: {reason}")]
    Unsayable {
        /// The member that says it.
        member: &'static str,
        /// What is wrong with it.
        reason: Message,
    },
    /// A row would do something else now than was shown.
    #[error("the inventory moved: a row would do something else than was shown")]
    RehearsalMoved,
    /// No row of the file can be taken.
    #[error("no row of the file can be taken")]
    NothingToCommit,
    /// The sender may not take the rows so far.
    #[error("the rows may be taken to {most} at most")]
    TooFar {
        /// How far they may.
        most: ImportReach,
    },
    /// The sender may not do this where one of the sites is.
    #[error("not allowed where “{name}” is")]
    NotTheirs {
        /// The name of that site.
        name: String,
    },
    /// Records moved in fields that proposals change, too.
    #[error("{} proposals meet records that moved", proposals.len())]
    Conflicts {
        /// The proposals.
        proposals: Vec<i64>,
    },
    /// A site named in `revert` is none that the import wrote.
    #[error("{site} is no site of this import")]
    NotOfThisImport {
        /// The site.
        site: SiteId,
    },
}

impl ImportFailure {
    /// The sentence for people.
    pub fn message(&self) -> Message {
        match self {
            Self::Store(error) => error.message(),
            Self::File(refusal) => refusal.message(),
            Self::Unsayable { reason, .. } => reason.clone(),
            Self::Disk(_) | Self::Unintelligible { .. } => Message::new(
                "Máy chủ không đọc được tệp. Hãy thử lại; nếu vẫn vậy, báo người quản trị.",
                "The server could not read the file. Try again; if it stays so, tell the administrator.",
            ),
            Self::Cancelled | Self::NotRehearsed => Message::new(
                "Tệp chưa được đọc xong; xem progress rồi thử lại.",
                "The file is not read to its end yet; see progress and try again.",
            ),
            Self::Busy => Message::new(
                "Máy chủ đang bận với các tệp khác; hãy thử lại sau ít giây.",
                "The server is busy with other files; try again in a few seconds.",
            ),
            Self::RehearsalMoved => Message::new(
                "Dữ liệu đã thay đổi nên có dòng sẽ cho kết quả khác với bản đã xem. Chưa ghi gì; hãy xem lại bản đọc mới rồi ghi.",
                "The inventory changed, so that a row would do something else than was shown. Nothing was written; look at the new rehearsal and commit again.",
            ),
            Self::NothingToCommit => Message::new("Không có gì để ghi.", "There is nothing to be written."),
            Self::TooFar { most } => Message::new(
                format!("Có dòng ở địa bàn bạn không được đưa xa đến thế. Được phép: reach={most}."),
                format!("Some rows are where you may not take them so far. Allowed: reach={most}."),
            ),
            Self::NotTheirs { name } => Message::new(
                format!("Bạn không được duyệt ở nơi của “{name}”. Chưa có gì thay đổi."),
                format!("You may not review where “{name}” is. Nothing was changed."),
            ),
            Self::Conflicts { .. } => Message::new(
                "Có bản ghi đã đổi ở những mục mà đề xuất cũng sửa; hãy duyệt riêng các đề xuất đó rồi chấp nhận phần còn lại.",
                "Records moved in fields that proposals change, too; decide those proposals by themselves, then accept the others.",
            ),
            Self::NotOfThisImport { site } => {
                Message::new(format!("{site} không thuộc lần nhập này"), format!("{site} is no site of this import"))
            }
        }
    }
}
