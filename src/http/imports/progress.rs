//! How far a rehearsal is, told while it goes on; ending one, and beginning one anew.
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use futures_util::stream;
use tokio::time::Instant;

use super::answering::told_import;
use super::import_json::{ensured, progress_json};
use super::import_problem::import_problem;
use super::standing::{readable_import, rights_of};
use crate::access::Principal;
use crate::domain::{Import, ImportState, Language};
use crate::http::editing::{store_of, store_problem};
use crate::http::private_reply::{private_body, private_empty};
use crate::http::problem::Problem;
use crate::http::request::Asked;
use crate::http::state::SharedState;
use crate::importing::RehearsalJob;
use crate::store::StoreError;

/// The media type of events.
const EVENTS: &str = "text/event-stream";
/// How often progress is told.
const EVERY: Duration = Duration::from_millis(250);
/// After how long a silent line shows that it is still there.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// `GET /api/imports/{id}/progress`
pub(in crate::http) async fn follow_progress(
    State(state): State<SharedState>,
    Path(id): Path<String>,
    asked: Asked,
    principal: Principal,
) -> Result<Response, Problem> {
    asked.parameters(&[])?;
    let standing = readable_import(&state, &asked, &principal, &id).await?;
    let job = match standing.import.state {
        ImportState::Open => ensured(&state, &asked, &principal, &standing)?,
        _ => state.imports.rehearsals.at_hand(&standing.import),
    };
    let telling = Telling {
        import: standing.import,
        job,
        language: asked.language,
        told: String::new(),
        told_at: Instant::now(),
        is_over: false,
    };
    let events = Body::from_stream(stream::unfold(telling, Telling::next));
    Ok(private_body(asked.language, EVENTS, events))
}

/// A line of events on its way.
struct Telling {
    import: Import,
    job: Option<Arc<RehearsalJob>>,
    language: Language,
    told: String,
    told_at: Instant,
    is_over: bool,
}

impl Telling {
    /// The next event, once there is something to tell; the last one tells how it ended.
    async fn next(mut self) -> Option<(Result<Bytes, Infallible>, Self)> {
        if self.is_over {
            return None;
        }
        loop {
            let is_under_way = self.job.as_ref().is_some_and(|job| job.is_under_way());
            let now = progress_json(&self.import, self.job.as_deref(), self.language).to_string();
            self.is_over = !is_under_way;
            let event = if now != self.told {
                Some(format!("event: progress\ndata: {now}\n\n"))
            } else if self.told_at.elapsed() >= KEEP_ALIVE {
                Some(": \n\n".to_owned())
            } else {
                None
            };
            if let Some(event) = event {
                self.told = now;
                self.told_at = Instant::now();
                return Some((Ok(Bytes::from(event)), self));
            }
            let job = self.job.as_ref().filter(|_| is_under_way)?;
            // The end is told at once, what lies before it now and then.
            _ = tokio::time::timeout(EVERY, job.ended()).await;
        }
    }
}

/// `POST /api/imports/{id}/cancel`
pub(in crate::http) async fn cancel_rehearsal(
    State(state): State<SharedState>,
    Path(id): Path<String>,
    asked: Asked,
    principal: Principal,
) -> Result<Response, Problem> {
    asked.parameters(&[])?;
    let standing = readable_import(&state, &asked, &principal, &id).await?;
    standing.require_writer()?;
    if let Some(job) = state.imports.rehearsals.at_hand(&standing.import) {
        job.cancel();
    }
    Ok(private_empty(asked.language))
}

/// `POST /api/imports/{id}/rehearse`
pub(in crate::http) async fn rehearse_anew(
    State(state): State<SharedState>,
    Path(id): Path<String>,
    asked: Asked,
    principal: Principal,
) -> Result<Response, Problem> {
    asked.parameters(&[])?;
    let standing = readable_import(&state, &asked, &principal, &id).await?;
    standing.require_writer()?;
    let import = &standing.import;
    if import.state != ImportState::Open {
        return Err(store_problem(StoreError::ImportDecided { id: import.id, state: import.state }));
    }
    let geography = asked.snapshot.geography();
    let rights = rights_of(&principal, geography);
    let begun = state.imports.rehearsals.begin(import, &standing.actor, store_of(&state)?, geography, &rights);
    begun.map_err(import_problem)?;
    told_import(&state, &asked, &principal, &standing, StatusCode::ACCEPTED).await
}
