//! The collections of the interface: all sites, or one kind of them.
use std::collections::HashMap;

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;

use super::problem::Problem;
use super::state::SharedState;
use crate::domain::{Message, SiteKind};

/// A collection of sites.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Collection {
    Sites,
    Models,
    Cooperatives,
    Enterprises,
}

impl Collection {
    pub(super) const ALL: [Self; 4] = [Self::Sites, Self::Models, Self::Cooperatives, Self::Enterprises];

    /// The name in addresses.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Sites => "sites",
            Self::Models => "models",
            Self::Cooperatives => "cooperatives",
            Self::Enterprises => "enterprises",
        }
    }

    /// The kind it is limited to.
    pub(super) const fn kind(self) -> Option<SiteKind> {
        match self {
            Self::Sites => None,
            Self::Models => Some(SiteKind::Model),
            Self::Cooperatives => Some(SiteKind::Cooperative),
            Self::Enterprises => Some(SiteKind::Enterprise),
        }
    }

    pub(super) fn title(self) -> Message {
        match self {
            Self::Sites => Message::new(
                "Mô hình, hợp tác xã và doanh nghiệp công nghệ cao",
                "High-tech models, co-operatives and enterprises",
            ),
            Self::Models => Message::new("Mô hình nông nghiệp công nghệ cao", "High-tech farm models"),
            Self::Cooperatives => Message::new("Hợp tác xã nông nghiệp công nghệ cao", "High-tech agricultural co-operatives"),
            Self::Enterprises => Message::new("Doanh nghiệp nông nghiệp công nghệ cao", "High-tech agricultural enterprises"),
        }
    }

    /// The path of something within the collection.
    pub(super) fn path(self, rest: &str) -> String {
        format!("/api/collections/{}{rest}", self.name())
    }
}

impl FromRequestParts<SharedState> for Collection {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &SharedState) -> Result<Self, Problem> {
        let name = name_in_path(parts, state).await;
        let found = Self::ALL.into_iter().find(|collection| collection.name() == name);
        found.ok_or_else(|| no_such_collection(&Self::ALL.map(Self::name)))
    }
}

/// The name of the collection that stands in the path.
pub(super) async fn name_in_path(parts: &mut Parts, state: &SharedState) -> String {
    let path = Path::<HashMap<String, String>>::from_request_parts(parts, state).await;
    path.ok().and_then(|Path(mut named)| named.remove("collection")).unwrap_or_default()
}

/// What is said of any other name than these.
pub(super) fn no_such_collection(names: &[&str]) -> Problem {
    let list = names.join(", ");
    Problem::not_found(Message::new(
        format!("Không có bộ dữ liệu này. Có: {list}"),
        format!("There is no such collection. There are: {list}"),
    ))
}
