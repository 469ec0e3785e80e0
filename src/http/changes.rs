//! `/api/changes` and `/api/changes.atom`: what changed in the public inventory, in order, for who keeps a copy.
use axum::body::Body;
use axum::extract::State;
use axum::response::Response;
use jiff::Timestamp;
use maud::{PreEscaped, html};
use serde::Serialize;
use serde_json::json;

use super::data_page::data_reply;
use super::links::titled_link;
use super::problem::Problem;
use super::reply::{ATOM, JSON, reply, time_stamp};
use super::request::{Asked, FORMAT};
use super::state::SharedState;
use crate::domain::{Change, DATA_LICENCE, DATA_TITLE, Message, PublicChange, SiteId};
use crate::query::QueryError;

const PATH: &str = "/api/changes";
const LIMIT_DEFAULT: u32 = 1_000;
const LIMIT_MAX: u32 = 10_000;
/// Most entries of the feed.
const FEED_MAX: usize = 100;
/// How many revisions back the feed looks for them.
const FEED_REVISIONS: i64 = 1_000;

/// A change as everybody may see it.
#[derive(Serialize)]
struct ToldChange {
    sequence: i64,
    revision: i64,
    id: SiteId,
    operation: PublicChange,
    /// The name after the change; none where the record is no longer public.
    name: Option<String>,
    changed_at: Timestamp,
    /// The record as it is now; none where it is no longer public.
    href: Option<String>,
}

/// `GET /api/changes`
pub(super) async fn list_changes(State(state): State<SharedState>, asked: Asked) -> Result<Response, Problem> {
    let parameters = asked.parameters(&[&["since", "after", "limit"], FORMAT])?;
    let format = asked.format(&parameters)?;
    let since = parameters.number("since", 0, i64::MAX)?.unwrap_or(0);
    let revision = asked.snapshot.revision();
    if since > revision {
        // A copy of another inventory, or of one that was restored: it must be made anew.
        let reason = Message::new(
            format!("{since} vượt quá phiên bản hiện nay ({revision}). Hãy tải lại toàn bộ dữ liệu"),
            format!("{since} is beyond the revision of today ({revision}). Take the whole of the data anew"),
        );
        return Err(QueryError::invalid("since", reason).into());
    }
    let after = parameters.number("after", 0, i64::MAX)?.unwrap_or(0);
    let limit = parameters.number("limit", 1, LIMIT_MAX)?.unwrap_or(LIMIT_DEFAULT);
    let recorded = recorded(&state, &asked, since, after, limit).await?;
    let is_full = recorded.len() >= limit as usize;
    let last = recorded.last().map(|change| change.sequence);
    let changes: Vec<ToldChange> = recorded.iter().filter_map(|change| public(&asked, change)).collect();
    let title = Message::new("Những gì đã thay đổi", "What changed");
    Ok(data_reply(&asked, format, JSON, (PATH, title.in_language(asked.language)), || {
        let page = |after: i64| {
            let mut pairs = vec![("since", since.to_string())];
            pairs.extend((after > 0).then(|| ("after", after.to_string())));
            pairs.extend((limit != LIMIT_DEFAULT).then(|| ("limit", limit.to_string())));
            pairs.extend(asked.language_pair());
            asked.public_url.absolute(PATH, &pairs)
        };
        let mut links = vec![titled_link("self", JSON, page(after), title.in_language(asked.language))];
        let rest = last.filter(|_| is_full);
        links.extend(
            rest.map(|last| titled_link("next", JSON, page(last), Message::new("Tiếp theo", "Next").in_language(asked.language))),
        );
        json!({
            "since": since,
            "revision": asked.snapshot.revision(),
            "timeStamp": time_stamp(),
            "changes": changes,
            "links": links,
        })
    }))
}

/// `GET /api/changes.atom`
pub(super) async fn show_feed(State(state): State<SharedState>, asked: Asked) -> Result<Response, Problem> {
    asked.parameters(&[])?;
    let since = (asked.snapshot.revision() - FEED_REVISIONS).max(0);
    let mut latest: Vec<ToldChange> = Vec::new();
    let mut after = 0;
    loop {
        let recorded = recorded(&state, &asked, since, after, LIMIT_MAX).await?;
        let Some(last) = recorded.last().map(|change| change.sequence) else { break };
        latest.extend(recorded.iter().filter_map(|change| public(&asked, change)));
        latest.drain(..latest.len().saturating_sub(FEED_MAX));
        after = last;
    }
    latest.reverse();
    Ok(reply(&asked, ATOM, || Body::from(feed(&asked, &latest))))
}

/// What was recorded up to the revision being served, so that nobody learns of what the other answers do not show yet.
async fn recorded(state: &SharedState, asked: &Asked, since: i64, after: i64, limit: u32) -> Result<Vec<Change>, Problem> {
    let Some(store) = state.history() else { return Ok(Vec::new()) };
    let mut changes = store.changes_since(since, after, limit).await.map_err(Problem::internal)?;
    changes.retain(|change| change.revision <= asked.snapshot.revision());
    Ok(changes)
}

/// The change of the public record; `None` where the public saw nothing of it.
fn public(asked: &Asked, change: &Change) -> Option<ToldChange> {
    let operation = PublicChange::between(change.before.as_ref(), &change.after)?;
    let is_there = asked.snapshot.slot(change.site).is_some();
    Some(ToldChange {
        sequence: change.sequence,
        revision: change.revision,
        id: change.site,
        operation,
        // What was withdrawn since is not told again.
        name: (operation != PublicChange::Withdraw && is_there)
            .then(|| asked.snapshot.told_today(change.site, change.after.clone(), change.changed_at))
            .flatten()
            .map(|public| public.site.facts.name),
        changed_at: change.changed_at,
        href: is_there.then(|| asked.public_url.absolute(&format!("/api/collections/sites/items/{}", change.site), &[])),
    })
}

fn feed(asked: &Asked, latest: &[ToldChange]) -> String {
    let say = |message: Message| message.in_language(asked.language).to_owned();
    let address = asked.public_url.absolute("/api/changes.atom", &[]);
    let updated = latest.first().map(|change| change.changed_at).or(asked.snapshot.last_change()).unwrap_or_default();
    let entry = |change: &ToldChange| {
        let name = printable(change.name.as_deref().unwrap_or_default());
        let title = format!("{}: {} {name}", change.operation.label().in_language(asked.language), change.id);
        let page = asked.public_url.absolute(&format!("/sites/{}", change.id), &[]);
        html! {
            entry {
                title { (title.trim_end()) }
                id { (format!("{address}#{}", change.sequence)) }
                updated { (change.changed_at) }
                @if change.href.is_some() { link rel="alternate" type="text/html" href=(page) {} }
                category term=(change.operation.code()) {}
            }
        }
    };
    let body = html! {
        feed xmlns="http://www.w3.org/2005/Atom" xml:lang=(asked.language.code()) {
            title { (DATA_TITLE.in_language(asked.language)) }
            subtitle { (say(Message::new("Những thay đổi gần đây", "The latest changes"))) }
            id { (address) }
            updated { (updated) }
            link rel="self" type="application/atom+xml" href=(address) {}
            link rel="alternate" type="text/html" href=(asked.public_url.absolute("/", &[])) {}
            author { name { "AgriAtlas" } }
            rights { (DATA_LICENCE.in_language(asked.language)) }
            @for change in latest { (entry(change)) }
        }
    };
    let declaration = PreEscaped("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    html! { (declaration) (body) }.into_string()
}

/// Without the control characters that XML cannot hold.
fn printable(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_do_not_reach_the_feed() {
        assert_eq!(printable("Rau\u{0}\u{8} sạch\n"), "Rau sạch");
    }
}
