//! The history of one site as everybody may know it, and the section of its page that tells it.
use maud::{Markup, html};

use super::diff_words::{fact_heading, value_words};
use super::page_layout::words;
use super::request::Asked;
use super::state::SharedState;
use crate::domain::{Difference, SiteId, local_time};
use crate::encode::Value;
use crate::snapshot::{FactChange, PublicDifference};

/// Most changes that the page tells; there may be more.
const CHANGES_MAX: usize = 50;
/// Most characters of a value that the page tells.
const VALUE_MAX: usize = 160;

/// What the public saw change up to the state that is told, the latest first. The page stands without it where the history
/// cannot be read.
pub(super) async fn site_history(state: &SharedState, asked: &Asked, site: SiteId) -> Vec<PublicDifference> {
    let Some(store) = state.history() else { return Vec::new() };
    let changes = store.history(site).await.unwrap_or_else(|error| {
        tracing::error!(%error, %site, "the history of a site could not be read; its page goes without");
        Vec::new()
    });
    let told = changes.into_iter().rev().filter(|change| change.revision <= asked.snapshot.revision());
    let differences =
        told.map(|change| Difference { site, before: change.before, after: change.after, changed_at: change.changed_at });
    differences.filter_map(|difference| asked.snapshot.public_difference(difference)).take(CHANGES_MAX).collect()
}

/// The section; nothing where there is nothing to tell.
pub(super) fn render(asked: &Asked, history: &[PublicDifference]) -> Markup {
    html! {
        @if !history.is_empty() {
            h2 { (words(asked.language, "Lịch sử", "History")) }
            ol.history {
                @for difference in history {
                    li {
                        time datetime=(difference.changed_at) { (local_time::written(difference.changed_at, asked.language)) }
                        " · " strong { (difference.change.label().in_language(asked.language)) }
                        (facts(asked, &difference.facts()))
                    }
                }
            }
        }
    }
}

/// The facts that changed, with what they were and are.
pub(super) fn facts(asked: &Asked, facts: &[FactChange]) -> Markup {
    let shown = |fact: &FactChange, value: &Value| match value_words(asked, fact.column, value) {
        text if text.is_empty() => "–".to_owned(),
        text => shortened(text),
    };
    html! {
        @if !facts.is_empty() {
            ul {
                @for fact in facts {
                    li {
                        (fact_heading(fact.column).in_language(asked.language)) ": "
                        del { (shown(fact, &fact.before)) } " → " ins { (shown(fact, &fact.after)) }
                    }
                }
            }
        }
    }
}

fn shortened(text: String) -> String {
    match text.char_indices().nth(VALUE_MAX) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}
