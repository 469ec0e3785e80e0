//! What the public saw happen to a record: the one rule by which changes are told to everybody.
use super::code_enum::code_enum;
use super::{Message, SiteFacts, Status};

code_enum! {
    /// What the public saw happen to a record.
    PublicChange {
        /// It is there now and was not before.
        Create => "create",
        /// Facts changed.
        Update => "update",
        /// It is marked as no longer working.
        Close => "close",
        /// It is no longer public.
        Withdraw => "withdraw",
    }
}

impl PublicChange {
    /// What the public saw between two states of a record; `None` where it was public in neither. `None` before means
    /// that the record was not there.
    pub fn between(before: Option<&SiteFacts>, after: &SiteFacts) -> Option<Self> {
        let earlier = before.map(|facts| facts.status).filter(|status| status.is_public());
        let later = Some(after.status).filter(|status| status.is_public());
        match (earlier, later) {
            (None, None) => None,
            (None, Some(_)) => Some(Self::Create),
            (Some(_), None) => Some(Self::Withdraw),
            (Some(earlier), Some(Status::Closed)) if earlier != Status::Closed => Some(Self::Close),
            (Some(_), Some(_)) => Some(Self::Update),
        }
    }

    /// The word for it.
    pub fn label(self) -> Message {
        match self {
            Self::Create => Message::new("Mới", "New"),
            Self::Update => Message::new("Sửa", "Changed"),
            Self::Close => Message::new("Đã ngừng", "Closed"),
            Self::Withdraw => Message::new("Đã rút", "Withdrawn"),
        }
    }
}
