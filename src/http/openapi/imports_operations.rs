//! The operations on imports: a file up, rehearsed, repaired, committed, accepted, taken back.
use serde_json::json;

use super::operation::{Audience, Operation, Tag};
use super::parameter::Parameter;
use crate::domain::{FindingCode, ImportState, Severity};
use crate::http::reply::{CSV, XLSX};

const LIST: &str = "/api/imports";
const ONE: &str = "/api/imports/{id}";
const OF_IMPORT: &[&str] = &["path.import.id"];
const SEEN: &[&str] = &["path.import.id", "header.If-Match"];
/// The media type of a file whose kind is told by its content.
const BYTES: &str = "application/octet-stream";

/// Every one of them.
pub(super) fn imports() -> Vec<Operation> {
    let of = |method, id, path, vi, en| Operation {
        method,
        audience: Audience::Staff,
        ..Operation::new(id, path, Tag::Imports, vi, en)
    };
    let sending = |schema, operation: Operation| Operation { body: Some(schema), ..operation };
    let meeting = |problems, operation: Operation| Operation { problems, ..operation };
    let answered = |success, operation: Operation| Operation { success, ..operation };
    let deciding = |schema, operation: Operation| {
        meeting(&["409", "412", "428", "503", "507"], sending(schema, operation)).gives_json("Import").takes(SEEN)
    };
    let reading = |operation: Operation| meeting(&["503"], operation);
    let of_rows = |operation: Operation| meeting(&["409", "503", "507"], operation);
    vec![
        reading(of("get", "listImports", LIST, "Các lần nhập tệp", "Imports")).gives_json("ImportList").takes(&[
            "imports.state",
            "imports.mine",
            "imports.limit",
            "imports.offset",
        ]),
        Operation {
            body_type: BYTES,
            ..answered(
                "201",
                meeting(
                    &["422", "503", "507"],
                    sending("FileBytes", of("post", "uploadFile", LIST, "Tải tệp lên", "Upload a file")),
                ),
            )
        }
        .gives_json("Import")
        .takes(&["imports.file_name"]),
        reading(of("get", "getImportTemplate", "/api/imports/template", "Tệp Excel mẫu", "An Excel workbook to fill in"))
            .gives_bytes(XLSX)
            .takes(&["imports.region"]),
        reading(of("get", "getImport", ONE, "Một lần nhập", "An import")).gives_json("Import").takes(OF_IMPORT),
        deciding("ImportPatch", of("patch", "patchImport", ONE, "Nói thêm về tệp", "Say more of the file")),
        meeting(
            &["409", "412", "428", "503", "507"],
            answered("204", of("delete", "discardImport", ONE, "Bỏ lần nhập", "Give an import up")),
        )
        .takes(SEEN),
        reading(of("get", "followImport", "/api/imports/{id}/progress", "Tiến độ đọc tệp", "Progress, as events"))
            .gives_text("text/event-stream")
            .takes(OF_IMPORT),
        reading(answered("204", of("post", "cancelImport", "/api/imports/{id}/cancel", "Dừng đọc tệp", "End the rehearsal")))
            .takes(OF_IMPORT),
        meeting(
            &["409", "503"],
            answered("202", of("post", "rehearseImport", "/api/imports/{id}/rehearse", "Đọc lại tệp", "Rehearse anew")),
        )
        .gives_json("Import")
        .takes(OF_IMPORT),
        of_rows(of("get", "listImportRows", "/api/imports/{id}/rows", "Các dòng của tệp", "The rows of the file"))
            .gives_json("ImportRowList")
            .takes(OF_IMPORT)
            .takes(&["rows.outcome", "rows.finding", "rows.severity", "rows.sheet", "rows.look", "rows.limit", "imports.offset"]),
        of_rows(of("get", "mapImportRows", "/api/imports/{id}/rows.geojson", "Các dòng có vị trí", "The rows with a place"))
            .gives_geojson("ImportPoints")
            .takes(OF_IMPORT),
        of_rows(of("get", "getImportReport", "/api/imports/{id}/report", "Báo cáo từng dòng", "A report of every row"))
            .gives_json("ImportReport")
            .gives_text(CSV)
            .gives_bytes(XLSX)
            .takes(OF_IMPORT)
            .takes(&["report.f"]),
        of_rows(of(
            "get",
            "getMarkedFile",
            "/api/imports/{id}/marked",
            "Tệp đã đánh dấu ô sai",
            "The file, its bad cells marked",
        ))
        .gives_bytes(XLSX)
        .takes(OF_IMPORT),
        meeting(&["503", "507"], of("get", "getImportFile", "/api/imports/{id}/file", "Tệp gốc", "The file as it came"))
            .gives_bytes(BYTES)
            .takes(OF_IMPORT),
        deciding("CommitWish", of("post", "commitImport", "/api/imports/{id}/commit", "Ghi các dòng", "Commit the rows")),
        deciding(
            "AcceptWish",
            of("post", "acceptImport", "/api/imports/{id}/accept", "Chấp nhận mọi đề xuất", "Accept every proposal"),
        ),
        meeting(&["409", "503"], of("get", "getUndo", "/api/imports/{id}/undo", "Hoàn tác sẽ làm gì", "What undo would do"))
            .gives_json("UndoPlan")
            .takes(OF_IMPORT),
        deciding("UndoWish", of("post", "undoImport", "/api/imports/{id}/undo", "Hoàn tác lần nhập", "Take the import back")),
    ]
}

/// What they take.
pub(super) fn imports_parameters() -> Vec<Parameter> {
    let one_of = |codes: &[&str]| json!({"type": "string", "enum": codes});
    let list_of = |codes: &[&str]| json!({"type": "array", "items": {"type": "string", "enum": codes}});
    let states: Vec<&str> = ImportState::ALL.iter().map(|state| state.code()).collect();
    let severities: Vec<&str> = Severity::ALL.iter().map(|severity| severity.code()).collect();
    let findings: Vec<&str> = FindingCode::ALL.iter().map(|code| code.code()).collect();
    let outcomes = ["created", "changed", "unchanged", "refused", "skipped", "left_out"];
    vec![
        Parameter::path(
            "path.import.id",
            json!({"type": "integer", "minimum": 1}),
            "Số của lần nhập",
            "Number of an import",
            json!(1),
        ),
        Parameter::query("imports.file_name", json!({"type": "string"}), "Tên tệp", "Name of the file", json!("ds.xlsx"))
            .required(),
        Parameter::query("imports.state", list_of(&states), "Trạng thái", "States", json!(["open"])),
        Parameter::query("imports.mine", one_of(&["true", "false"]), "Chỉ của tôi", "Only one's own", json!("true")),
        Parameter::query(
            "imports.limit",
            json!({"type": "integer", "minimum": 1, "maximum": 500}),
            "Số mục mỗi trang",
            "Entries of a page",
            json!(50),
        ),
        Parameter::query(
            "imports.offset",
            json!({"type": "integer", "minimum": 0}),
            "Bỏ qua bao nhiêu mục",
            "Entries passed over",
            json!(0),
        ),
        Parameter::query(
            "imports.region",
            json!({"$ref": "#/components/schemas/RegionId"}),
            "Tỉnh hoặc xã của tệp mẫu",
            "The unit whose names the workbook offers",
            json!("01"),
        ),
        Parameter::query("rows.outcome", list_of(&outcomes), "Kết quả của dòng", "Outcomes", json!(["created"])),
        Parameter::query("rows.finding", one_of(&findings), "Loại ghi nhận", "Kind of finding", json!("unknown_term")),
        Parameter::query("rows.severity", one_of(&severities), "Mức độ", "Severity", json!("refused")),
        Parameter::query("rows.sheet", json!({"type": "string"}), "Trang tính", "Sheet", json!("Trồng trọt")),
        Parameter::query("rows.look", one_of(&["true", "false"]), "Cần người xem", "Needs a look", json!("true")),
        Parameter::query(
            "rows.limit",
            json!({"type": "integer", "minimum": 1, "maximum": 1000}),
            "Số dòng mỗi trang",
            "Rows of a page",
            json!(50),
        ),
        Parameter::query("report.f", one_of(&["json", "csv", "xlsx"]), "Định dạng", "Format", json!("csv")),
    ]
}
