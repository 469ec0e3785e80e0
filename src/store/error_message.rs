//! What a failure of the store means to the person who runs the program, in both languages.
use super::error::StoreError;
use crate::domain::Message;

impl StoreError {
    /// The sentence for people; the English one is that of `Display`.
    pub fn message(&self) -> Message {
        let vi = match self {
            Self::Unreachable { database, source } => {
                format!(
                    "Không mở được cơ sở dữ liệu {database} ({source}). Hãy kiểm tra AGRIATLAS_DATABASE_URL và cơ sở dữ liệu có đang chạy không."
                )
            }
            Self::Folder { folder, source } => {
                format!(
                    "Không tạo được thư mục {} cho cơ sở dữ liệu ({source}). Hãy tạo thư mục hoặc cấp quyền ghi.",
                    folder.display()
                )
            }
            Self::NotMigrated => "Cơ sở dữ liệu chưa có bảng. Hãy chạy agriatlas migrate.".to_owned(),
            Self::NewerDatabase { version } => format!(
                "Cơ sở dữ liệu do phiên bản agriatlas mới hơn tạo (bước nâng cấp {version} chưa có ở đây). Hãy dùng phiên bản đó hoặc mới hơn."
            ),
            Self::AlteredMigration { version } => format!(
                "Bước nâng cấp {version} của cơ sở dữ liệu khác với bước trong chương trình. Hãy dùng phiên bản agriatlas đã tạo cơ sở dữ liệu."
            ),
            Self::Migration { source } => format!(
                "Không nâng cấp được cơ sở dữ liệu ({source}). PostgreSQL cần PostGIS: người quản trị có thể phải chạy CREATE EXTENSION postgis."
            ),
            Self::RevisionMoved { expected, found } => {
                format!(
                    "Dữ liệu đã sang phiên bản {found}, không còn là {expected}: có người vừa thay đổi. Hãy nạp lại và làm lại thay đổi."
                )
            }
            Self::UnknownSite { site } => format!("Không có điểm {site}. Hãy sửa mã."),
            Self::UnknownOperator { operator } => {
                format!("Không có đơn vị vận hành {operator}. Hãy ghi đơn vị đó trước hoặc sửa mã.")
            }
            Self::Inadmissible { name, field, problem } => {
                format!("{field} của “{name}” không lưu được ({problem}). Hãy sửa giá trị.")
            }
            Self::Refused { rule } => format!("Thay đổi trái quy tắc {rule} của cơ sở dữ liệu. Hãy sửa các giá trị liên quan."),
            Self::NumbersUsedUp { kind } => format!("Đã dùng hết số cho loại hình {kind}."),
            Self::Busy { source } => format!("Cơ sở dữ liệu đang bận ({source}). Hãy thử lại."),
            Self::Unreadable { row, column, problem } => {
                format!(
                    "Không đọc được {column} của {row} trong cơ sở dữ liệu ({problem}). Hãy sửa tại đó hoặc khôi phục bản sao lưu."
                )
            }
            Self::UnknownProposal { id } => format!("Không có đề xuất {id}"),
            Self::ProposalMoved { id, expected, found } => {
                format!("Đề xuất {id} đang ở phiên bản {found}, không phải {expected}: đã có người sửa; hãy đọc lại")
            }
            Self::ProposalDecided { id, state } => {
                format!("Đề xuất {id} đang ở trạng thái {state}; không thể thực hiện bước này")
            }
            Self::UnknownImport { id } => format!("Không có lần nhập tệp {id}"),
            Self::ImportMoved { id, expected, found } => {
                format!("Lần nhập tệp {id} đang ở phiên bản {found}, không phải {expected}: đã có người sửa; hãy đọc lại")
            }
            Self::ImportDecided { id, state } => {
                format!("Lần nhập tệp {id} đang ở trạng thái {state}; không thể thực hiện bước này")
            }
            Self::ImportFile { file, source } => {
                format!("Không đọc hoặc ghi được tệp {} ({source}). Hãy kiểm tra thư mục tạm.", file.display())
            }
            Self::UnknownContact { site, number } => format!("{site} không có liên hệ {number}"),
            Self::ContactMoved { site, number, found } => {
                format!("Liên hệ {number} của {site} đang ở phiên bản {found}: đã có người sửa; hãy đọc lại")
            }
            Self::ContactErased { site, number } => {
                format!("Dữ liệu của liên hệ {number} ở {site} đã được xóa theo yêu cầu; hãy thêm liên hệ mới")
            }
            Self::ConsentStands { purpose } => {
                format!("Người này đã đồng ý {} rồi; hãy rút sự đồng ý đó trước", purpose.wording().vi)
            }
            Self::NoConsent { purpose } => format!("Không có sự đồng ý {} nào đang có hiệu lực", purpose.wording().vi),
            Self::DiskFull { source } => {
                format!("Đĩa chứa cơ sở dữ liệu đã đầy ({source}). Thay đổi chưa được lưu phần nào; hãy dọn chỗ rồi làm lại.")
            }
            Self::NotEmpty => {
                "Cơ sở dữ liệu không trống. Chỉ khôi phục vào cơ sở dữ liệu trống: hãy chọn tệp mới hoặc cơ sở dữ liệu mới."
                    .to_owned()
            }
            Self::OlderDatabase => {
                "Các bảng thuộc phiên bản agriatlas cũ hơn. Hãy chạy agriatlas migrate, hoặc dùng phiên bản đã tạo chúng."
                    .to_owned()
            }
            Self::CopyDiffers { table } => {
                format!("Bản sao của bảng {table} khác với dữ liệu gốc; không có gì được lưu.")
            }
            Self::Database { source } => format!("Cơ sở dữ liệu gặp lỗi: {source}"),
        };
        Message::new(vi, self.to_string())
    }
}
