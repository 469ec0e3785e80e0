//! Every feature collection of the interface: all sites, one kind of them, and the administrative units.
use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use super::collection::{Collection, name_in_path, no_such_collection};
use super::problem::Problem;
use super::state::SharedState;
use crate::domain::Message;
use crate::encode::Subject;

/// A feature collection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AnyCollection {
    Sites(Collection),
    Regions,
}

impl AnyCollection {
    pub(super) const ALL: [Self; 5] = [
        Self::Sites(Collection::Sites),
        Self::Sites(Collection::Models),
        Self::Sites(Collection::Cooperatives),
        Self::Sites(Collection::Enterprises),
        Self::Regions,
    ];

    /// The name in addresses.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Sites(collection) => collection.name(),
            Self::Regions => "regions",
        }
    }

    /// What its items are.
    pub(super) const fn subject(self) -> Subject {
        match self {
            Self::Sites(_) => Subject::Sites,
            Self::Regions => Subject::Regions,
        }
    }

    pub(super) fn title(self) -> Message {
        match self {
            Self::Sites(collection) => collection.title(),
            Self::Regions => Message::new("Đơn vị hành chính, mới và cũ", "Administrative units, current and former"),
        }
    }

    pub(super) fn description(self) -> Message {
        match self {
            Self::Sites(_) => Message::new(
                "Mỗi điểm là một mô hình, hợp tác xã hay doanh nghiệp ở một nơi, kèm nguồn, độ tin cậy và độ chính xác vị trí; đơn vị \
                 hành chính hiện nay và trước 01/07/2025.",
                "Each site is a model, co-operative or enterprise at a place, with its source, confidence and precision of position; \
                 with the administrative units of today and of before 2025-07-01.",
            ),
            Self::Regions => Message::new(
                "34 tỉnh và 3.321 xã hiện nay; 63 tỉnh, 696 huyện và 10.035 xã trước 01/07/2025, với quan hệ kế thừa. Ranh giới gần đúng \
                 nơi chưa có ranh giới chính thức.",
                "34 provinces and 3,321 communes of today; 63 provinces, 696 districts and 10,035 communes of before 2025-07-01, with \
                 what became of them. Boundaries are approximate where no official ones were loaded.",
            ),
        }
    }

    /// The collection of this name.
    pub(super) fn named(name: &str) -> Result<Self, Problem> {
        let found = Self::ALL.into_iter().find(|collection| collection.name() == name);
        found.ok_or_else(|| no_such_collection(&Self::ALL.map(Self::name)))
    }

    /// The path of something within the collection.
    pub(super) fn path(self, rest: &str) -> String {
        format!("/api/collections/{}{rest}", self.name())
    }
}

impl FromRequestParts<SharedState> for AnyCollection {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &SharedState) -> Result<Self, Problem> {
        Self::named(&name_in_path(parts, state).await)
    }
}
