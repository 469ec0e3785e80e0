//! What somebody sends about the people of a site, read member by member: every mistake told beside its property, and no value.
use jiff::civil::Date;
use serde_json::{Map, Value};

use super::given_feature::{unknown_member, wrong_kind};
use super::outcome::refused;
use crate::domain::{ConsentPurpose, ContactField, ContactValues, EVIDENCE_MAX, Finding, FindingCode, Message, one_line, rules};
use crate::http::problem::Problem;
use crate::http::request::Asked;
use crate::store::ConsentWrite;

/// The members of a contact.
const CONTACT: &[&str] = &["name", "role", "phone", "email", "address"];
/// The members of a consent.
const CONSENT: &[&str] = &["purpose", "given_on", "evidence"];
/// The members of a wish to erase.
const ERASURE: &[&str] = &["because"];
/// Most characters of a property's name that are told back.
const PROPERTY_MAX: usize = 60;

/// The members of a body and what is wrong with them.
struct Given<'a> {
    members: Option<&'a Map<String, Value>>,
    findings: Vec<Finding>,
}

impl<'a> Given<'a> {
    fn read(body: &'a Value, known: &[&str]) -> Self {
        let mut given = Self { members: body.as_object(), findings: Vec::new() };
        if given.members.is_none() {
            given.refuse("", FindingCode::InvalidValue, wrong_kind("một đối tượng", "an object"));
        }
        for name in given.members.into_iter().flat_map(Map::keys).filter(|name| !known.contains(&name.as_str())) {
            let shown: String = name.chars().take(PROPERTY_MAX).collect();
            given.refuse(&shown, FindingCode::InvalidValue, unknown_member(known));
        }
        given
    }

    /// A finding without the value: what is wrong here may be somebody's.
    fn refuse(&mut self, property: &str, code: FindingCode, message: Message) {
        self.findings.push(Finding { column: Some(property.to_owned()), ..Finding::refused(code, message) });
    }

    /// The text of a member as `read` leaves it; `None` where there is none or it is refused.
    fn text<T>(&mut self, name: &str, read: impl FnOnce(&str) -> Result<Option<T>, Message>) -> Option<T> {
        let read = match self.members.and_then(|members| members.get(name)) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => read(text),
            Some(_) => Err(wrong_kind("văn bản hoặc null", "a text or null")),
        };
        read.unwrap_or_else(|message| {
            self.refuse(name, FindingCode::InvalidValue, message);
            None
        })
    }

    /// The same, of a member that may not be left out.
    fn needed<T>(&mut self, name: &str, read: impl FnOnce(&str) -> Result<Option<T>, Message>) -> Option<T> {
        let before = self.findings.len();
        let found = self.text(name, read);
        if found.is_none() && self.findings.len() == before {
            self.refuse(name, FindingCode::MissingValue, Message::new("Không được để trống.", "It may not be left out."));
        }
        found
    }

    /// What was read, where nothing is wrong.
    fn accepted<T>(self, asked: &Asked, read: Option<T>) -> Result<T, Problem> {
        read.filter(|_| self.findings.is_empty()).ok_or_else(|| refused(asked, &self.findings))
    }
}

/// How somebody is reached.
pub(super) fn contact_values(asked: &Asked, body: &Value) -> Result<ContactValues, Problem> {
    let mut given = Given::read(body, CONTACT);
    let name = given.needed("name", |text| ContactField::Name.read(text));
    let mut optional = |field: ContactField| given.text(field.code(), |text| field.read(text));
    let (role, phone) = (optional(ContactField::Role), optional(ContactField::Phone));
    let (email, address) = (optional(ContactField::Email), optional(ContactField::Address));
    given.accepted(asked, name.map(|name| ContactValues { name, role, phone, email, address }))
}

/// What somebody agreed to.
pub(super) fn consent(asked: &Asked, body: &Value, today: Date) -> Result<ConsentWrite, Problem> {
    let mut given = Given::read(body, CONSENT);
    let purpose = given.needed("purpose", |text| {
        let codes: Vec<&str> = ConsentPurpose::ALL.iter().map(|purpose| purpose.code()).collect();
        let codes = codes.join(", ");
        let unknown = |_| Message::new(format!("Chỉ nhận: {codes}."), format!("Only taken: {codes}."));
        text.parse().map(Some).map_err(unknown)
    });
    let given_on = given.needed("given_on", |text| {
        let wrong =
            || Message::new("Phải là một ngày đã qua, như 2026-05-19.", "It must be a day that has come, such as 2026-05-19.");
        let day = text.trim().parse::<Date>().map_err(|_| wrong())?;
        // A day as ISO 8601 writes it, in one of the spellings that a date of the library has.
        if day.to_string() != text.trim() || day > today || day.year() < rules::ESTABLISHED_YEAR_MIN {
            return Err(wrong());
        }
        Ok(Some(day))
    });
    let evidence = given.needed("evidence", |text| one_line(text, EVIDENCE_MAX));
    let read = match (purpose, given_on, evidence) {
        (Some(purpose), Some(given_on), Some(evidence)) => Some(ConsentWrite::Give { purpose, given_on, evidence }),
        _ => None,
    };
    given.accepted(asked, read)
}

/// Why somebody's data are erased.
pub(super) fn because(asked: &Asked, body: &Value) -> Result<String, Problem> {
    let mut given = Given::read(body, ERASURE);
    let because = given.needed("because", |text| one_line(text, EVIDENCE_MAX));
    given.accepted(asked, because)
}
