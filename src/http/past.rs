//! Requests that say `at`: answered from the state of then, and refused where that is yet to come.
use jiff::Timestamp;

use super::problem::Problem;
use super::request::Asked;
use super::state::SharedState;
use crate::query::{AsOf, Parameters};

impl Asked {
    /// The same request, answered from the state that `at` asks for; without it from the present one.
    pub(super) async fn in_time(mut self, state: &SharedState, parameters: &Parameters) -> Result<Self, Problem> {
        self.as_of = AsOf::parse(parameters)?;
        let Some(as_of) = self.as_of else { return Ok(self) };
        let revision = self.revision_as_of(state, "at", as_of).await?;
        if revision < self.snapshot.revision() {
            self.snapshot = state.past.at(&self.snapshot, state.history(), revision).await?;
        }
        Ok(self)
    }

    /// The revision that stood at a time, as far as it is served; what is to come is refused.
    pub(super) async fn revision_as_of(&self, state: &SharedState, parameter: &str, as_of: AsOf) -> Result<i64, Problem> {
        let now = Timestamp::now();
        as_of.require_past(parameter, now)?;
        let served = self.snapshot.revision();
        if as_of.instant() >= now {
            return Ok(served);
        }
        // Without a history nothing is known to have been recorded.
        let Some(store) = state.history() else { return Ok(0) };
        Ok(store.revision_at(as_of.instant()).await.map_err(Problem::internal)?.min(served))
    }
}
