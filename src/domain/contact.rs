//! The people of a site: how they are reached, what they agreed to, and what remains of them once their data are erased.
use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use super::code_enum::code_enum;
use super::{ConsentPurpose, Message, SiteId, text};

code_enum! {
    /// What can be given of a contact.
    ContactField {
        /// The name; the one that may not be left out.
        Name => "name",
        /// What they are to the site, in words.
        Role => "role",
        /// One telephone number.
        Phone => "phone",
        /// One e-mail address.
        Email => "email",
        /// The postal address.
        Address => "address",
    }
}

/// Fewest and most digits of a telephone number, those of the country included.
const PHONE_DIGITS: std::ops::RangeInclusive<usize> = 8..=15;
/// Most characters of the evidence of a consent, and of the reason of an erasure.
pub const EVIDENCE_MAX: usize = 2_000;

impl ContactField {
    /// Most characters.
    pub const fn most(self) -> usize {
        match self {
            Self::Name | Self::Role => 200,
            Self::Phone => 40,
            Self::Email => 254,
            Self::Address => 500,
        }
    }

    /// The value as it is kept: composed, in one line, `None` where nothing is left.
    ///
    /// # Errors
    /// What is wrong with it; never the value itself.
    pub fn read(self, typed: &str) -> Result<Option<String>, Message> {
        let Some(tidy) = one_line(typed, self.most())? else { return Ok(None) };
        match self {
            Self::Phone if !is_phone(&tidy) => Err(Message::new(
                "không phải một số điện thoại: 8 đến 15 chữ số, có thể có +, dấu cách, dấu chấm, gạch nối, ngoặc",
                "is no telephone number: 8 to 15 digits, with +, spaces, dots, hyphens and brackets where wanted",
            )),
            Self::Email if !is_email(&tidy) => {
                Err(Message::new("không phải một địa chỉ thư điện tử (ten@mien.vn)", "is no e-mail address (name@domain.vn)"))
            }
            _ => Ok(Some(tidy)),
        }
    }
}

/// A text of one line and at most so many characters; `None` where nothing is left.
///
/// # Errors
/// What is wrong with it; never the text itself.
pub fn one_line(typed: &str, most: usize) -> Result<Option<String>, Message> {
    let Some(tidy) = text::tidy(typed) else { return Ok(None) };
    if tidy.chars().any(char::is_control) {
        return Err(Message::new("có ký tự điều khiển", "holds a control character"));
    }
    if tidy.chars().count() > most {
        return Err(Message::new(format!("dài quá {most} ký tự"), format!("longer than {most} characters")));
    }
    Ok(Some(tidy))
}

fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let is_allowed = |letter: char| letter.is_ascii_digit() || " .-()".contains(letter);
    PHONE_DIGITS.contains(&digits) && text.strip_prefix('+').unwrap_or(text).chars().all(is_allowed)
}

fn is_email(text: &str) -> bool {
    let Some((name, domain)) = text.rsplit_once('@') else { return false };
    let is_label = |label: &str| {
        let is_allowed = |letter: char| letter.is_alphanumeric() || letter == '-';
        !label.is_empty() && !label.starts_with('-') && !label.ends_with('-') && label.chars().all(is_allowed)
    };
    let is_name = !name.is_empty() && name.len() <= 64 && !name.starts_with('.') && !name.ends_with('.');
    let is_plain = |letter: char| letter.is_alphanumeric() || "!#$%&'*+/=?^_`{|}~.-".contains(letter);
    is_name && name.chars().all(is_plain) && domain.contains('.') && domain.split('.').all(is_label)
}

/// What is given of a contact; each text as [`ContactField::read`] leaves it.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct ContactValues {
    /// The name.
    pub name: String,
    /// What they are to the site.
    pub role: Option<String>,
    /// The telephone number.
    pub phone: Option<String>,
    /// The e-mail address.
    pub email: Option<String>,
    /// The postal address.
    pub address: Option<String>,
}

/// Values of people never get into a log by way of a debug text.
impl std::fmt::Debug for ContactValues {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("ContactValues(…)")
    }
}

/// What somebody agreed to, once.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Consent {
    /// To what.
    pub purpose: ConsentPurpose,
    /// The day it was given.
    pub given_on: Date,
    /// Where that can be seen.
    pub evidence: String,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// By whom.
    pub recorded_by: String,
    /// When it was withdrawn; `None` while it stands.
    pub withdrawn_at: Option<Timestamp>,
    /// Who recorded the withdrawal.
    pub withdrawn_by: Option<String>,
}

/// The evidence may name people.
impl std::fmt::Debug for Consent {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { purpose, given_on, withdrawn_at, .. } = self;
        write!(formatter, "Consent({purpose}, {given_on}, {withdrawn_at:?})")
    }
}

/// What remains of somebody whose data were erased.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Erased {
    /// When.
    pub at: Timestamp,
    /// Who did it.
    pub by: String,
    /// Why.
    pub because: String,
}

/// Somebody of a site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Contact {
    /// The site.
    pub site: SiteId,
    /// Within the site, from 1.
    pub number: u32,
    /// Grows by one with every change.
    pub version: i64,
    /// How they are reached; `None` once erased.
    pub values: Option<ContactValues>,
    /// When they were recorded.
    pub created_at: Timestamp,
    /// By whom.
    pub created_by: String,
    /// When that last changed.
    pub changed_at: Timestamp,
    /// By whom.
    pub changed_by: String,
    /// That their data were erased.
    pub erased: Option<Erased>,
    /// What they agreed to, the oldest first, what was withdrawn included.
    pub consents: Vec<Consent>,
}

impl Contact {
    /// Whether they agree to it now.
    pub fn agrees_to(&self, purpose: ConsentPurpose) -> bool {
        self.consents.iter().any(|consent| consent.purpose == purpose && consent.withdrawn_at.is_none())
    }
}

/// What the people of a site agree to now as far as it is about what the public is told: somebody agrees, and nobody who
/// agreed has withdrawn. Those whose data were erased neither agree nor object. `recorded` is what the record says; it stays for
/// a purpose that none of them was ever asked about.
pub fn public_consents(contacts: &[Contact], recorded: &BTreeSet<ConsentPurpose>) -> BTreeSet<ConsentPurpose> {
    let is_agreed = |purpose: &ConsentPurpose| {
        let was_asked = |contact: &&Contact| contact.consents.iter().any(|consent| consent.purpose == *purpose);
        if !contacts.iter().any(|contact| was_asked(&contact)) {
            return recorded.contains(purpose);
        }
        let mut asked = contacts.iter().filter(|contact| contact.erased.is_none()).filter(was_asked).peekable();
        asked.peek().is_some() && asked.all(|contact| contact.agrees_to(*purpose))
    };
    let stands = |purpose: &ConsentPurpose| if purpose.is_public() { is_agreed(purpose) } else { recorded.contains(purpose) };
    ConsentPurpose::ALL.iter().copied().filter(stands).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn consent(purpose: ConsentPurpose, stands: bool) -> Consent {
        let withdrawn_at = (!stands).then_some(Timestamp::UNIX_EPOCH);
        Consent {
            purpose,
            given_on: "2026-01-02".parse().unwrap(),
            evidence: "phiếu".into(),
            recorded_at: Timestamp::UNIX_EPOCH,
            recorded_by: "lan".into(),
            withdrawn_by: withdrawn_at.map(|_| "lan".into()),
            withdrawn_at,
        }
    }

    fn contact(is_erased: bool, consents: &[(ConsentPurpose, bool)]) -> Contact {
        let at = Timestamp::UNIX_EPOCH;
        Contact {
            site: "m-00001".parse().unwrap(),
            number: 1,
            version: 1,
            values: None,
            created_at: at,
            created_by: "lan".into(),
            changed_at: at,
            changed_by: "lan".into(),
            erased: is_erased.then(|| Erased { at, by: "quan".into(), because: "xin xóa".into() }),
            consents: consents.iter().map(|(purpose, stands)| consent(*purpose, *stands)).collect(),
        }
    }

    #[test]
    fn one_withdrawal_closes_whoever_else_agrees() {
        use ConsentPurpose::{Name, Phone, Place};
        let agreed = |contacts: &[Contact], recorded: &[ConsentPurpose]| {
            public_consents(contacts, &recorded.iter().copied().collect()).into_iter().collect::<Vec<_>>()
        };
        let (yes, no) = (contact(false, &[(Name, true), (Phone, true)]), contact(false, &[(Name, false)]));
        assert_eq!(agreed(&[], &[Place]), [Place], "what the record says stays until somebody is asked");
        assert_eq!(agreed(std::slice::from_ref(&yes), &[]), [Name], "who may be telephoned is not told to everybody");
        assert_eq!(agreed(&[yes.clone(), no.clone()], &[Name, Place]), [Place]);
        assert_eq!(agreed(&[contact(false, &[(Name, false), (Name, true)])], &[]), [Name], "who agrees again agrees");
        let gone = contact(true, &[(Name, false)]);
        assert_eq!(agreed(&[gone.clone(), yes], &[]), [Name], "who is erased does not object");
        assert_eq!(agreed(&[gone], &[Name]), [], "nor does their consent outlive them in the record");
    }

    #[test]
    fn what_is_given_is_tidied_or_refused_without_being_told() {
        let read = |field: ContactField, text: &str| field.read(text).map_err(|message| message.en);
        assert_eq!(read(ContactField::Name, "  Nguyễn  Văn\tAn ").unwrap().as_deref(), Some("Nguyễn Văn An"));
        assert_eq!(read(ContactField::Role, " "), Ok(None));
        for good in ["0912 345 678", "+84 (24) 3826-1234", "0912.345.678"] {
            assert_eq!(read(ContactField::Phone, good).unwrap().as_deref(), Some(good));
        }
        for bad in ["0912", "091234567x", "0912345678 / 0987654321", "1234567890123456", "84+912345678"] {
            assert!(read(ContactField::Phone, bad).unwrap_err().contains("telephone"), "{bad}");
        }
        for good in ["an@example.vn", "a.b+c@thôn-ba.example.com"] {
            assert_eq!(read(ContactField::Email, good).unwrap().as_deref(), Some(good));
        }
        for bad in ["an", "an@", "@x.vn", "an@x", "an@x..vn", "a n@x.vn", ".an@x.vn", "an@-x.vn"] {
            let refusal = read(ContactField::Email, bad).unwrap_err();
            assert!(refusal.contains("e-mail") && !refusal.contains(bad), "{bad}: {refusal}");
        }
        assert!(read(ContactField::Name, "An\u{7}").unwrap_err().contains("control"));
        assert!(read(ContactField::Name, &"n".repeat(201)).unwrap_err().contains("200"));
    }
}
