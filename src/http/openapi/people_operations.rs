//! The operations on the people of sites: contacts, consents, erasure.
use serde_json::json;

use super::operation::{Audience, Operation, Tag};
use super::parameter::Parameter;
use crate::domain::ConsentPurpose;

const LIST: &str = "/api/records/{id}/contacts";
const ONE: &str = "/api/records/{id}/contacts/{number}";
const OF_CONTACT: &[&str] = &["path.record.id", "path.contact.number"];

/// Every one of them.
pub(super) fn people() -> Vec<Operation> {
    let of = |method, id, path, vi, en| Operation {
        method,
        audience: Audience::Staff,
        ..Operation::new(id, path, Tag::Editing, vi, en)
    };
    let sending = |schema, operation: Operation| Operation { body: Some(schema), ..operation };
    let made = |operation: Operation| Operation { success: "201", ..operation };
    let meeting = |problems, operation: Operation| Operation { problems, ..operation };
    vec![
        meeting(&["503"], of("get", "listContacts", LIST, "Những người liên hệ của điểm", "The people of a site"))
            .gives_json("ContactList")
            .takes(&["path.record.id"]),
        meeting(
            &["409", "422", "503"],
            made(sending("ContactEdit", of("post", "addContact", LIST, "Thêm liên hệ", "Record a contact"))),
        )
        .gives_json("Contact")
        .takes(&["path.record.id"]),
        meeting(&["503"], of("get", "getContact", ONE, "Một liên hệ", "A contact")).gives_json("Contact").takes(OF_CONTACT),
        meeting(
            &["409", "412", "422", "428", "503"],
            sending("ContactEdit", of("put", "replaceContact", ONE, "Thay liên hệ", "Replace a contact")),
        )
        .gives_json("Contact")
        .takes(OF_CONTACT)
        .takes(&["header.If-Match"]),
        meeting(
            &["409", "422", "503"],
            made(sending(
                "ConsentEdit",
                of("post", "giveConsent", "/api/records/{id}/contacts/{number}/consents", "Ghi sự đồng ý", "Record a consent"),
            )),
        )
        .gives_json("Contact")
        .takes(OF_CONTACT),
        meeting(
            &["409", "503"],
            of(
                "delete",
                "withdrawConsent",
                "/api/records/{id}/contacts/{number}/consents/{purpose}",
                "Rút sự đồng ý, có hiệu lực ngay",
                "Withdraw a consent, at once",
            ),
        )
        .gives_json("Contact")
        .takes(OF_CONTACT)
        .takes(&["path.contact.purpose"]),
        meeting(
            &["409", "422", "503"],
            sending(
                "ErasureWish",
                of(
                    "post",
                    "eraseContact",
                    "/api/records/{id}/contacts/{number}/erase",
                    "Xóa vĩnh viễn dữ liệu của một người",
                    "Erase the data of somebody for good",
                ),
            ),
        )
        .gives_json("Contact")
        .takes(OF_CONTACT),
    ]
}

/// What stands in their paths.
pub(super) fn people_parameters() -> Vec<Parameter> {
    let purposes: Vec<&str> = ConsentPurpose::ALL.iter().map(|purpose| purpose.code()).collect();
    vec![
        Parameter::path(
            "path.contact.number",
            json!({"type": "integer", "minimum": 1}),
            "Số của liên hệ trong điểm",
            "Number of a contact within its site",
            json!(1),
        ),
        Parameter::path(
            "path.contact.purpose",
            json!({"type": "string", "enum": purposes}),
            "Mục đích đã đồng ý",
            "What was agreed to",
            json!("name"),
        ),
    ]
}
