//! The operations of staff: records as they can be edited, changes to them, and proposals.
use serde_json::json;

use super::operation::{Audience, Operation, Tag};
use super::parameter::Parameter;
use crate::http::reply::GEOJSON;

const ITEMS: &str = "/api/collections/{collectionId}/items";
const ITEM: &str = "/api/collections/{collectionId}/items/{featureId}";
const WRITING: &[&str] = &["editing.state", "editing.check"];
const OF_ITEM: &[&str] = &["path.collectionId", "path.site.featureId", "header.If-Match"];

/// Every one of them.
pub(super) fn editing() -> Vec<Operation> {
    let of = |method, id, path, vi, en| Operation {
        method,
        audience: Audience::Staff,
        ..Operation::new(id, path, Tag::Editing, vi, en)
    };
    let feature = |operation: Operation| Operation { body: Some("SiteEdit"), body_type: GEOJSON, ..operation };
    let changing = |operation: Operation| Operation {
        more_successes: &["202"],
        problems: &["404", "409", "412", "422", "428", "503", "507"],
        ..operation
    };
    let stepping = |operation: Operation| Operation { problems: &["409", "412", "422", "428", "503", "507"], ..operation };
    vec![
        Operation {
            success: "201",
            more_successes: &["200", "202"],
            problems: &["404", "409", "422", "503", "507"],
            ..feature(of("post", "createSite", ITEMS, "Thêm điểm mới", "Record a new site").gives_json("Outcome"))
        }
        .takes(&["path.collectionId"])
        .takes(WRITING),
        changing(feature(of("put", "replaceSite", ITEM, "Thay toàn bộ bản ghi", "Replace a record").gives_json("Outcome")))
            .takes(OF_ITEM)
            .takes(WRITING),
        changing(feature(
            of("patch", "patchSite", ITEM, "Sửa một phần bản ghi", "Change parts of a record").gives_json("Outcome"),
        ))
        .takes(OF_ITEM)
        .takes(WRITING),
        changing(of("delete", "withdrawSite", ITEM, "Rút bản ghi khỏi danh sách", "Withdraw a record").gives_json("Outcome"))
            .takes(OF_ITEM)
            .takes(WRITING)
            .takes(&["editing.reason"]),
        of("get", "getRecord", "/api/records/{id}", "Bản ghi để sửa", "A record as it can be edited")
            .gives_json("SiteRecord")
            .takes(&["path.record.id"]),
        of("get", "getRecordHistory", "/api/records/{id}/history", "Lịch sử bản ghi", "The history of a record")
            .gives_json("RecordHistory")
            .takes(&["path.record.id"]),
        of("get", "listProposals", "/api/proposals", "Việc cần làm", "The worklist").gives_json("ProposalList").takes(&[
            "proposals.state",
            "proposals.region",
            "proposals.mine",
            "proposals.waiting",
            "proposals.limit",
            "proposals.offset",
        ]),
        of("get", "getProposal", "/api/proposals/{id}", "Một đề xuất", "A proposal")
            .gives_json("Proposal")
            .takes(&["path.proposal.id"]),
        stepping(feature(of("patch", "rewriteProposal", "/api/proposals/{id}", "Viết tiếp đề xuất", "Write on a proposal")))
            .gives_json("Proposal")
            .takes(&["path.proposal.id", "header.If-Match"])
            .takes(WRITING),
        Operation {
            body: Some("StepWish"),
            ..stepping(of(
                "post",
                "takeStep",
                "/api/proposals/{id}/steps",
                "Gửi, trả lại, chấp nhận, bỏ",
                "Submit, return, accept, abandon",
            ))
        }
        .gives_json("Proposal")
        .takes(&["path.proposal.id", "header.If-Match"]),
    ]
}

/// What they take.
pub(super) fn editing_parameters() -> Vec<Parameter> {
    let one_of = |codes: &[&str]| json!({"type": "string", "enum": codes});
    vec![
        Parameter::path(
            "path.record.id",
            json!({"$ref": "#/components/schemas/SiteId"}),
            "Mã điểm",
            "Identifier of a site",
            json!("m-00001"),
        ),
        Parameter::path(
            "path.proposal.id",
            json!({"type": "integer", "minimum": 1}),
            "Số của đề xuất",
            "Number of a proposal",
            json!(1),
        ),
        Parameter::header("header.If-Match", "ETag của bản đã đọc", "The ETag of what was read", json!("\"r12\"")),
        Parameter::query(
            "editing.state",
            one_of(&["draft", "in_review", "published"]),
            "Đưa thay đổi đi đến đâu",
            "How far to take the change",
            json!("in_review"),
        ),
        Parameter::query(
            "editing.check",
            one_of(&["true", "false"]),
            "Chỉ kiểm tra, không ghi",
            "Only look, write nothing",
            json!("true"),
        ),
        Parameter::query("editing.reason", json!({"type": "string", "maxLength": 2000}), "Vì sao", "Why", json!("nhập trùng")),
        Parameter::query(
            "proposals.state",
            json!({"type": "array", "items": one_of(&["draft", "in_review", "returned"])}),
            "Trạng thái của đề xuất",
            "States of proposals",
            json!(["in_review"]),
        ),
        Parameter::query(
            "proposals.region",
            json!({"type": "array", "items": {"$ref": "#/components/schemas/RegionId"}}),
            "Đơn vị hành chính, mới hoặc cũ",
            "Units, of today or former",
            json!(["01"]),
        ),
        Parameter::query("proposals.mine", one_of(&["true", "false"]), "Chỉ của tôi", "Only one's own", json!("true")),
        Parameter::query(
            "proposals.waiting",
            json!({"type": "integer", "minimum": 0, "maximum": 3650}),
            "Đã chờ ít nhất bấy nhiêu ngày",
            "Waiting for at least so many days",
            json!(7),
        ),
        Parameter::query(
            "proposals.limit",
            json!({"type": "integer", "minimum": 1, "maximum": 500}),
            "Số mục mỗi trang",
            "Entries of a page",
            json!(50),
        ),
        Parameter::query(
            "proposals.offset",
            json!({"type": "integer", "minimum": 0}),
            "Bỏ qua bao nhiêu mục",
            "Entries passed over",
            json!(0),
        ),
    ]
}
