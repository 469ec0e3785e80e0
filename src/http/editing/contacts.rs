//! `/api/records/{id}/contacts`: the people of a site, shown to who keeps the region alone, each time into the log of reading.
use axum::Extension;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::given_contact::{because, consent, contact_values};
use super::precondition::seen_contact;
use super::publishing::{store_of, store_problem};
use super::records::readable;
use crate::access::Principal;
use crate::domain::{
    Action, Batch, BatchOrigin, Consent, ConsentPurpose, Contact, Message, Placement, Redaction, SiteFacts, SiteId, local_time,
};
use crate::http::private_reply::private_answer;
use crate::http::problem::Problem;
use crate::http::request::Asked;
use crate::http::request_body::{BODY_MAX, json_value};
use crate::http::request_log::RequestId;
use crate::http::state::SharedState;
use crate::store::{ConsentWrite, ContactWrite, ErasureRequest, ErasureSubject, Reader, Store};

/// Who asks about the people of a site, once it is known that they may.
pub(in crate::http) struct AtSite {
    state: SharedState,
    asked: Asked,
    principal: Principal,
    request_id: String,
}

type Parts = (State<SharedState>, Asked, Principal, Extension<RequestId>);

impl AtSite {
    fn new((State(state), asked, principal, Extension(RequestId(request_id))): Parts) -> Self {
        Self { state, asked, principal, request_id }
    }

    /// The site, where the one who asks may read its people and do this.
    async fn open(&self, id: &str, action: Action) -> Result<Opened<'_>, Problem> {
        self.asked.parameters(&[])?;
        self.principal.require_somewhere(Action::ReadContacts)?;
        let record = readable(&self.state, &self.asked, &self.principal, id).await?;
        let place = self.asked.snapshot.geography().settle(record.site.facts.placement.clone());
        self.principal.require(action, &place)?;
        let actor = self.principal.require(Action::ReadContacts, &place)?.author().to_owned();
        let reader = Reader { actor, request: self.request_id.clone() };
        Ok(Opened { at: self, store: store_of(&self.state)?, site: record.site.id, facts: record.site.facts, place, reader })
    }
}

/// A site whose people somebody may read.
struct Opened<'a> {
    at: &'a AtSite,
    store: &'a Store,
    site: SiteId,
    facts: SiteFacts,
    place: Placement,
    reader: Reader,
}

impl Opened<'_> {
    async fn read(&self, number: Option<u32>) -> Result<Vec<Contact>, Problem> {
        self.store.read_contacts(self.site, number, &self.reader).await.map_err(store_problem)
    }

    /// One contact as an answer, its reading logged.
    async fn told(&self, number: u32, status: StatusCode) -> Result<Response, Problem> {
        let contact = self.read(Some(number)).await?.pop().ok_or_else(|| unknown_contact(self.site, number))?;
        let mut answer = private_answer(self.at.asked.language, status, &contact_json(&contact));
        if let Ok(tag) = HeaderValue::from_str(&format!("\"c{}\"", contact.version)) {
            answer.headers_mut().insert(header::ETAG, tag);
        }
        Ok(answer)
    }

    /// Records a consent or its withdrawal, and waits until the public answers follow it.
    async fn write_consent(&self, number: u32, write: ConsentWrite) -> Result<(), Problem> {
        let (what, purpose) = match &write {
            ConsentWrite::Give { purpose, .. } => ("Ghi sự đồng ý", purpose),
            ConsentWrite::Withdraw { purpose } => ("Rút sự đồng ý", purpose),
        };
        let reason = format!("{what} của liên hệ {number}: {}", purpose.wording().vi);
        let batch = Batch { reason: Some(reason), ..Batch::new(BatchOrigin::Edit, self.reader.actor.clone()) };
        let commit = self.store.write_consent(self.site, number, write, &batch).await.map_err(store_problem)?;
        self.at.state.served(commit.revision).await;
        Ok(())
    }
}

/// `GET /api/records/{id}/contacts`
pub(in crate::http) async fn list_contacts(Path(id): Path<String>, parts: Parts) -> Result<Response, Problem> {
    let at = AtSite::new(parts);
    let opened = at.open(&id, Action::ReadContacts).await?;
    let people = opened.read(None).await?;
    let actions = [Action::Edit, Action::Erase].into_iter();
    let may: Vec<&str> = actions.filter(|action| at.principal.may(*action, &opened.place)).map(|action| action.code()).collect();
    let body = json!({
        "site": opened.site,
        "contacts": people.iter().map(contact_json).collect::<Vec<Value>>(),
        "agreed": opened.facts.privacy.consents,
        "may": may,
    });
    Ok(private_answer(at.asked.language, StatusCode::OK, &body))
}

/// `POST /api/records/{id}/contacts`
pub(in crate::http) async fn add_contact(Path(id): Path<String>, parts: Parts, request: Request) -> Result<Response, Problem> {
    let at = AtSite::new(parts);
    let opened = at.open(&id, Action::Edit).await?;
    let values = contact_values(&at.asked, &body(request).await?)?;
    let (site, by) = (opened.site, opened.reader.actor.clone());
    let number = opened.store.write_contact(ContactWrite::Add { site, values, by }).await.map_err(store_problem)?;
    let mut answer = opened.told(number, StatusCode::CREATED).await?;
    let address = at.asked.public_url.absolute(&format!("/api/records/{site}/contacts/{number}"), &[]);
    if let Ok(address) = HeaderValue::from_str(&address) {
        answer.headers_mut().insert(header::LOCATION, address);
    }
    Ok(answer)
}

/// `GET /api/records/{id}/contacts/{number}`
pub(in crate::http) async fn show_contact(Path((id, number)): Path<(String, String)>, parts: Parts) -> Result<Response, Problem> {
    let at = AtSite::new(parts);
    let opened = at.open(&id, Action::ReadContacts).await?;
    opened.told(numbered(opened.site, &number)?, StatusCode::OK).await
}

/// `PUT /api/records/{id}/contacts/{number}`
pub(in crate::http) async fn replace_contact(
    Path((id, number)): Path<(String, String)>,
    headers: HeaderMap,
    parts: Parts,
    request: Request,
) -> Result<Response, Problem> {
    let at = AtSite::new(parts);
    let opened = at.open(&id, Action::Edit).await?;
    let (number, version) = (numbered(opened.site, &number)?, seen_contact(&headers)?);
    let values = contact_values(&at.asked, &body(request).await?)?;
    let write = ContactWrite::Change { site: opened.site, number, version, values, by: opened.reader.actor.clone() };
    opened.store.write_contact(write).await.map_err(store_problem)?;
    opened.told(number, StatusCode::OK).await
}

/// `POST /api/records/{id}/contacts/{number}/consents`
pub(in crate::http) async fn give_consent(
    Path((id, number)): Path<(String, String)>,
    parts: Parts,
    request: Request,
) -> Result<Response, Problem> {
    let at = AtSite::new(parts);
    let opened = at.open(&id, Action::Edit).await?;
    let number = numbered(opened.site, &number)?;
    let write = consent(&at.asked, &body(request).await?, local_time::day_of(Timestamp::now()))?;
    opened.write_consent(number, write).await?;
    opened.told(number, StatusCode::CREATED).await
}

/// `DELETE /api/records/{id}/contacts/{number}/consents/{purpose}`
pub(in crate::http) async fn withdraw_consent(
    Path((id, number, purpose)): Path<(String, String, String)>,
    parts: Parts,
) -> Result<Response, Problem> {
    let at = AtSite::new(parts);
    let opened = at.open(&id, Action::Edit).await?;
    let purpose: ConsentPurpose = purpose.parse().map_err(Problem::not_found)?;
    let number = numbered(opened.site, &number)?;
    opened.write_consent(number, ConsentWrite::Withdraw { purpose }).await?;
    opened.told(number, StatusCode::OK).await
}

/// `POST /api/records/{id}/contacts/{number}/erase`
pub(in crate::http) async fn erase_contact(
    Path((id, number)): Path<(String, String)>,
    parts: Parts,
    request: Request,
) -> Result<Response, Problem> {
    let at = AtSite::new(parts);
    let opened = at.open(&id, Action::Erase).await?;
    let number = numbered(opened.site, &number)?;
    let request = ErasureRequest {
        subject: ErasureSubject::Contact(opened.site, number),
        redaction: Redaction::default(),
        by: opened.reader.actor.clone(),
        because: because(&at.asked, &body(request).await?)?,
        rehearse: false,
    };
    let done = opened.store.erase(&request).await.map_err(store_problem)?;
    at.state.served(done.revision).await;
    opened.told(number, StatusCode::OK).await
}

async fn body(request: Request) -> Result<Value, Problem> {
    json_value(request, &["application/json"], BODY_MAX).await
}

fn numbered(site: SiteId, number: &str) -> Result<u32, Problem> {
    number.parse().map_err(|_| unknown_contact(site, "?"))
}

fn unknown_contact(site: SiteId, number: impl std::fmt::Display) -> Problem {
    Problem::not_found(Message::new(format!("{site} không có liên hệ {number}."), format!("{site} has no contact {number}.")))
}

fn contact_json(contact: &Contact) -> Value {
    let values = contact.values.as_ref();
    let mut told = json!({
        "number": contact.number,
        "version": contact.version,
        "name": values.map(|values| &values.name),
        "role": values.and_then(|values| values.role.as_ref()),
        "phone": values.and_then(|values| values.phone.as_ref()),
        "email": values.and_then(|values| values.email.as_ref()),
        "address": values.and_then(|values| values.address.as_ref()),
        "created_at": contact.created_at,
        "created_by": contact.created_by,
        "changed_at": contact.changed_at,
        "changed_by": contact.changed_by,
        "consents": contact.consents.iter().map(consent_json).collect::<Vec<Value>>(),
    });
    if let (Some(members), Some(erased)) = (told.as_object_mut(), &contact.erased) {
        members.insert("erased".to_owned(), json!(erased));
    }
    told
}

fn consent_json(consent: &Consent) -> Value {
    let mut told = json!({
        "purpose": consent.purpose,
        "given_on": consent.given_on,
        "evidence": consent.evidence,
        "recorded_at": consent.recorded_at,
        "recorded_by": consent.recorded_by,
    });
    if let (Some(members), Some(at)) = (told.as_object_mut(), consent.withdrawn_at) {
        members.insert("withdrawn_at".to_owned(), json!(at));
        members.insert("withdrawn_by".to_owned(), json!(consent.withdrawn_by));
    }
    told
}
