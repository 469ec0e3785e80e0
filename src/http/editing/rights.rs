//! How far somebody may take a change, by what they may do where the site is and where it would be.
use crate::access::{Principal, SignedIn};
use crate::domain::{Action, Message, Placement, ProposalState, SiteFacts};
use crate::geography::Geography;
use crate::http::problem::{Problem, ProblemCode};

/// How far a change is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reach {
    /// Kept as a draft.
    Draft,
    /// Sent to the reviewers.
    InReview,
    /// Published at once.
    Published,
}

impl Reach {
    pub(super) const ALL: [Self; 3] = [Self::Draft, Self::InReview, Self::Published];

    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::InReview => "in_review",
            Self::Published => "published",
        }
    }

    /// The state of a proposal that goes so far; `None` where it is published instead.
    pub(super) const fn state(self) -> Option<ProposalState> {
        match self {
            Self::Draft => Some(ProposalState::Draft),
            Self::InReview => Some(ProposalState::InReview),
            Self::Published => None,
        }
    }
}

/// Where a site is before a change and after it.
pub(in crate::http) struct Places {
    before: Option<Placement>,
    after: Placement,
}

impl Places {
    /// The places as the snapshot would have them.
    pub(in crate::http) fn of(before: Option<&SiteFacts>, after: &SiteFacts, geography: &Geography) -> Self {
        let settled = |facts: &SiteFacts| geography.settle(facts.placement.clone());
        Self { before: before.map(settled), after: settled(after) }
    }

    /// Whether they may do this where the site is; a new site is where it would be.
    pub(in crate::http) fn may(&self, principal: &Principal, action: Action) -> bool {
        principal.may(action, self.before.as_ref().unwrap_or(&self.after))
    }

    /// Whether they may do this where the site is and also where it would be.
    pub(in crate::http) fn may_at_both(&self, principal: &Principal, action: Action) -> bool {
        self.may(principal, action) && principal.may(action, &self.after)
    }

    /// Whether they may do this at either place.
    pub(super) fn may_at_either(&self, principal: &Principal, action: Action) -> bool {
        self.may(principal, action) || principal.may(action, &self.after)
    }

    /// How far the sender may take the change, and takes it where they do not say.
    ///
    /// # Errors
    /// 401 for nobody; 403 where they may not go so far, with what would help.
    pub(super) fn reach<'a>(&self, principal: &'a Principal, wished: Option<Reach>) -> Result<(&'a SignedIn, Reach), Problem> {
        let signed_in = principal.require(Action::Draft, self.before.as_ref().unwrap_or(&self.after))?;
        let most = if self.may_at_both(principal, Action::Review) { Reach::Published } else { Reach::InReview };
        let usual = match most {
            Reach::Published => Reach::Published,
            _ if self.may(principal, Action::Edit) => Reach::InReview,
            _ => Reach::Draft,
        };
        let reach = wished.unwrap_or(usual);
        if reach <= most {
            return Ok((signed_in, reach));
        }
        let moves_away = self.may(principal, Action::Review);
        let detail = if moves_away {
            Message::new(
                "Điểm này sẽ chuyển sang địa bàn bạn không được duyệt. Hãy gửi duyệt (state=in_review) để người có quyền ở cả hai nơi công bố.",
                "The site would move to a place where you may not review. Send it for review (state=in_review), so that somebody with the right at both places publishes it.",
            )
        } else {
            Message::new(
                "Bạn không được công bố ở địa bàn này. Hãy gửi duyệt (state=in_review).",
                "You may not publish here. Send it for review (state=in_review).",
            )
        };
        Err(Problem::new(ProblemCode::Forbidden, detail))
    }
}
