//! Who may do what where: every route that is not public, every role, and a site inside and outside their region.
/// Who asks, in the order of the columns: nobody; a viewer and an extension worker of the whole country; an officer of Huyện
/// Chương Mỹ; a reviewer of Hà Nội; an administrator; a program of that reviewer that may only read; the same reviewer in a
/// browser, with the CSRF token and without.
pub const WHO: [&str; 9] = ["", "xem", "hoa", "lan", "minh", "quan", "read token", "session", "session without csrf"];

/// Which site a row is about.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum About {
    /// A public co-operative.
    Public,
    /// A household that agreed to nothing.
    Household,
    /// A draft.
    Draft,
    /// A proposal of the administrator.
    Proposal,
    /// A site that is not there yet.
    New,
    /// Somebody of a public co-operative.
    Contact,
}

/// A route, what it is asked about, and the status each one gets where the site lies in Huyện Chương Mỹ and in Hà Giang.
pub type Row = (&'static str, &'static str, About, [u16; 9], [u16; 9]);

const CONTACTS: &str = "/api/records/{id}/contacts";
const CONTACT: &str = "/api/records/{id}/contacts/{number}";
const ITEM: &str = "/api/collections/{collection}/items/{id}";
const NOBODY: [u16; 9] = [401, 403, 403, 403, 403, 403, 403, 403, 403];
pub const TABLE: &[Row] = &[
    (
        "GET",
        "/api/records/{id}",
        About::Public,
        [401, 403, 200, 200, 200, 200, 403, 200, 200],
        [401, 403, 200, 200, 200, 200, 403, 200, 200],
    ),
    (
        "GET",
        "/api/records/{id}",
        About::Household,
        [401, 403, 200, 200, 200, 200, 403, 200, 200],
        [401, 403, 200, 403, 403, 200, 403, 403, 403],
    ),
    (
        "GET",
        "/api/records/{id}",
        About::Draft,
        [401, 403, 404, 200, 200, 200, 403, 200, 200],
        [401, 403, 404, 404, 404, 200, 403, 404, 404],
    ),
    (
        "GET",
        "/api/records/{id}/history",
        About::Public,
        [401, 200, 200, 200, 200, 200, 200, 200, 200],
        [401, 200, 200, 403, 403, 200, 403, 403, 403],
    ),
    (
        "GET",
        "/api/records/{id}/history",
        About::Household,
        [401, 403, 403, 200, 200, 200, 403, 200, 200],
        [401, 403, 403, 403, 403, 200, 403, 403, 403],
    ),
    (
        "GET",
        "/api/records/{id}/history",
        About::Draft,
        [401, 404, 404, 200, 200, 200, 200, 200, 200],
        [401, 404, 404, 404, 404, 200, 404, 404, 404],
    ),
    (
        "GET",
        CONTACTS,
        About::Contact,
        [401, 403, 403, 200, 200, 200, 200, 200, 200],
        [401, 403, 403, 403, 403, 200, 403, 403, 403],
    ),
    (
        "POST",
        CONTACTS,
        About::Contact,
        [401, 403, 403, 201, 201, 201, 403, 201, 403],
        [401, 403, 403, 403, 403, 201, 403, 403, 403],
    ),
    (
        "GET",
        CONTACT,
        About::Contact,
        [401, 403, 403, 200, 200, 200, 200, 200, 200],
        [401, 403, 403, 403, 403, 200, 403, 403, 403],
    ),
    (
        "PUT",
        CONTACT,
        About::Contact,
        [401, 403, 403, 200, 200, 200, 403, 200, 403],
        [401, 403, 403, 403, 403, 200, 403, 403, 403],
    ),
    (
        "POST",
        "/api/records/{id}/contacts/{number}/consents",
        About::Contact,
        [401, 403, 403, 201, 201, 201, 403, 201, 403],
        [401, 403, 403, 403, 403, 201, 403, 403, 403],
    ),
    (
        "DELETE",
        "/api/records/{id}/contacts/{number}/consents/{purpose}",
        About::Contact,
        [401, 403, 403, 200, 200, 200, 403, 200, 403],
        [401, 403, 403, 403, 403, 200, 403, 403, 403],
    ),
    // Nobody but an administrator in a browser, who is not among these; `contacts` tests them.
    ("POST", "/api/records/{id}/contacts/{number}/erase", About::Contact, NOBODY, NOBODY),
    (
        "POST",
        "/api/collections/{collection}/items",
        About::New,
        [401, 403, 403, 403, 201, 201, 403, 201, 403],
        [401, 403, 403, 403, 403, 201, 403, 403, 403],
    ),
    ("PATCH", ITEM, About::Public, [401, 403, 403, 403, 200, 200, 403, 200, 403], [401, 403, 403, 403, 403, 200, 403, 403, 403]),
    (
        "PATCH",
        ITEM,
        About::Household,
        [401, 403, 403, 403, 200, 200, 403, 200, 403],
        [401, 403, 403, 403, 403, 200, 403, 403, 403],
    ),
    ("PATCH", ITEM, About::Draft, [401, 403, 404, 403, 200, 200, 403, 200, 403], [401, 403, 404, 404, 404, 200, 403, 404, 403]),
    ("PUT", ITEM, About::Public, [401, 403, 403, 403, 200, 200, 403, 200, 403], [401, 403, 403, 403, 403, 200, 403, 403, 403]),
    ("DELETE", ITEM, About::Public, [401, 403, 403, 403, 200, 200, 403, 200, 403], [401, 403, 403, 403, 403, 200, 403, 403, 403]),
    (
        "GET",
        "/api/proposals",
        About::Proposal,
        [401, 403, 200, 200, 200, 200, 200, 200, 200],
        [401, 403, 200, 200, 200, 200, 200, 200, 200],
    ),
    (
        "GET",
        "/api/proposals/{id}",
        About::Proposal,
        [401, 403, 404, 200, 200, 200, 200, 200, 200],
        [401, 403, 404, 404, 404, 200, 404, 404, 404],
    ),
    (
        "PATCH",
        "/api/proposals/{id}",
        About::Proposal,
        [401, 403, 404, 200, 200, 200, 403, 200, 403],
        [401, 403, 404, 404, 404, 200, 404, 404, 403],
    ),
    (
        "POST",
        "/api/proposals/{id}/steps",
        About::Proposal,
        [401, 403, 404, 403, 200, 200, 403, 200, 403],
        [401, 403, 404, 404, 404, 200, 404, 404, 403],
    ),
];
