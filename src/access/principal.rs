//! Who makes a request, and what that lets them do.
use jiff::Timestamp;
use uuid::Uuid;

use super::secret_token;
use crate::domain::{Account, Action, Placement, TokenScope};

/// Who makes a request.
#[derive(Clone, Debug)]
pub enum Principal {
    /// Somebody who is not signed in; may read what is public.
    Nobody,
    /// Somebody with an account, in a browser or through a program.
    SignedIn(Box<SignedIn>),
}

/// Somebody with an account, and how they showed it.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// The account as it stands at this request.
    pub account: Account,
    /// How they showed it.
    pub means: Means,
}

/// How somebody showed who they are.
#[derive(Clone)]
pub enum Means {
    /// By the cookie of a session.
    Session {
        /// The session.
        id: Uuid,
        /// What unsafe requests must send along.
        csrf_token: String,
        /// When it ends unless it is used.
        expires_at: Timestamp,
    },
    /// By the token of a program.
    Token {
        /// The token.
        id: Uuid,
        /// What it may be used for.
        scope: TokenScope,
    },
}

impl std::fmt::Debug for Means {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Session { id, .. } => write!(formatter, "Session({id})"),
            Self::Token { id, scope } => write!(formatter, "Token({id}, {scope})"),
        }
    }
}

impl Principal {
    /// Who it is, where it is somebody.
    pub fn signed_in(&self) -> Option<&SignedIn> {
        match self {
            Self::Nobody => None,
            Self::SignedIn(signed_in) => Some(signed_in),
        }
    }

    /// Whether they may do this to a site that is placed so. The placement is the settled one, as the snapshot has it
    /// (`Geography::settle`), of the record as it is; a change that moves a site needs the right at both places.
    pub fn may(&self, action: Action, place: &Placement) -> bool {
        self.signed_in().is_some_and(|signed_in| signed_in.may(action, place))
    }

    /// Whether they may do this to at least some site.
    pub fn may_somewhere(&self, action: Action) -> bool {
        self.signed_in().is_some_and(|signed_in| signed_in.may_somewhere(action))
    }

    /// Whether they may do this in the whole country.
    pub fn may_everywhere(&self, action: Action) -> bool {
        self.signed_in().is_some_and(|signed_in| signed_in.may_everywhere(action))
    }
}

impl SignedIn {
    /// The name under which changes are recorded.
    pub fn author(&self) -> &str {
        self.account.username.as_str()
    }

    /// See [`Principal::may`].
    pub fn may(&self, action: Action, place: &Placement) -> bool {
        self.means.allow(action) && self.account.may(action, place)
    }

    /// See [`Principal::may_somewhere`].
    pub fn may_somewhere(&self, action: Action) -> bool {
        self.means.allow(action) && self.account.may_somewhere(action)
    }

    /// See [`Principal::may_everywhere`].
    pub fn may_everywhere(&self, action: Action) -> bool {
        self.means.allow(action) && self.account.may_everywhere(action)
    }

    /// Whether this is what the holder of the session was told to send along; programs need not.
    pub fn csrf_matches(&self, sent: Option<&str>) -> bool {
        match &self.means {
            Means::Session { csrf_token, .. } => sent.is_some_and(|sent| secret_token::equal(sent, csrf_token)),
            Means::Token { .. } => true,
        }
    }

    /// What forms of ours send along; empty for programs, which need none.
    pub fn csrf_token(&self) -> &str {
        match &self.means {
            Means::Session { csrf_token, .. } => csrf_token,
            Means::Token { .. } => "",
        }
    }

    /// The session, where it is one.
    pub fn session(&self) -> Option<Uuid> {
        match self.means {
            Means::Session { id, .. } => Some(id),
            Means::Token { .. } => None,
        }
    }
}

impl Means {
    fn allow(&self, action: Action) -> bool {
        match self {
            Self::Session { .. } => true,
            Self::Token { scope, .. } => scope.allows(action),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Grant, Role};

    fn by(means: Means) -> Principal {
        let account = Account {
            id: Uuid::nil(),
            username: "lan".parse().unwrap(),
            display_name: "Lan".to_owned(),
            grants: vec![Grant::new(Role::Administrator, None).unwrap()],
            created_at: Timestamp::UNIX_EPOCH,
            disabled_at: None,
        };
        Principal::SignedIn(Box::new(SignedIn { account, means }))
    }

    #[test]
    fn nobody_may_nothing() {
        for action in Action::ALL {
            assert!(!Principal::Nobody.may(*action, &Placement::default()) && !Principal::Nobody.may_somewhere(*action));
        }
    }

    #[test]
    fn a_token_takes_rights_away_even_from_an_administrator() {
        let token = |scope| by(Means::Token { id: Uuid::nil(), scope });
        assert!(token(TokenScope::Read).may_everywhere(Action::ReadDrafts));
        assert!(!token(TokenScope::Read).may(Action::Edit, &Placement::default()));
        assert!(token(TokenScope::Edit).may(Action::Edit, &Placement::default()));
        assert!(!token(TokenScope::Edit).may_everywhere(Action::ManageAccounts));
    }

    #[test]
    fn a_session_shows_its_csrf_token_and_never_in_a_log() {
        let session = Means::Session { id: Uuid::nil(), csrf_token: "abc".into(), expires_at: Timestamp::UNIX_EPOCH };
        assert!(!format!("{session:?}").contains("abc"));
        let principal = by(session);
        let signed_in = principal.signed_in().unwrap();
        assert!(signed_in.csrf_matches(Some("abc")));
        assert!(!signed_in.csrf_matches(Some("abd")) && !signed_in.csrf_matches(None) && !signed_in.csrf_matches(Some("")));
    }
}
