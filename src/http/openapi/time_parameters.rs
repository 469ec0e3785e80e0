//! The parameters that ask for a time: as of when, since when, and from one state to another.
use serde_json::{Value, json};

use super::parameter::Parameter;

/// The parameters, each key once.
pub(super) fn all() -> Vec<Parameter> {
    [of_states(), of_changes()].into_iter().flatten().collect()
}

fn text() -> Value {
    json!({"type": "string", "minLength": 1})
}

fn of_states() -> Vec<Parameter> {
    let state = "một ngày (đến hết ngày, UTC+7), một thời điểm hoặc một số phiên bản";
    let state_en = "a day (its end, UTC+7), an instant or a revision";
    vec![
        Parameter::query(
            "at",
            text(),
            "Tình trạng đến hết ngày này (UTC+7) hoặc lúc này: bản ghi khi đó, bản đồ hành chính của ngày đó",
            "As of the end of this day (UTC+7) or of this instant: the records of then, the administrative map of that day",
            json!("2026-01-01"),
        ),
        Parameter::query(
            "site.at",
            text(),
            "Tình trạng đến hết ngày này (UTC+7) hoặc lúc này",
            "As of the end of this day (UTC+7) or of this instant",
            Value::Null,
        ),
        Parameter::query("from", text(), format!("Từ trạng thái: {state}"), format!("From this state: {state_en}"), json!("0"))
            .required(),
        Parameter::query(
            "to",
            text(),
            format!("Đến trạng thái: {state}; mặc định là hiện nay"),
            format!("To this state: {state_en}; the present by default"),
            Value::Null,
        ),
    ]
}

fn of_changes() -> Vec<Parameter> {
    vec![
        Parameter::query(
            "diff.limit",
            json!({"type": "integer", "minimum": 1, "maximum": 10_000, "default": 100}),
            "Nhiều nhất bao nhiêu điểm mỗi trang; tệp CSV và Excel luôn có tất cả",
            "At most so many sites a page; CSV and Excel files hold all of them",
            json!(10),
        ),
        Parameter::query(
            "changes.limit",
            json!({"type": "integer", "minimum": 1, "maximum": 10_000, "default": 1_000}),
            "Nhiều nhất bao nhiêu thay đổi",
            "At most so many changes",
            json!(100),
        ),
        Parameter::query(
            "since",
            json!({"type": "integer", "format": "int64", "minimum": 0, "default": 0}),
            "Những thay đổi sau phiên bản này",
            "Changes after this revision",
            json!(0),
        ),
        Parameter::query(
            "after",
            json!({"type": "integer", "format": "int64", "minimum": 0, "default": 0}),
            "Tiếp sau thay đổi có số thứ tự này, lấy từ liên kết next",
            "After the change with this sequence, taken from a next link",
            json!(0),
        ),
    ]
}
