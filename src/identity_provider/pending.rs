//! A sign-in that is under way: what the browser keeps while somebody is at the provider, sealed, for ten minutes and one use.
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use super::error::ProviderError;
use crate::domain::Language;

/// For how long somebody may take to sign in at the provider.
pub const PENDING_LENGTH: SignedDuration = SignedDuration::from_mins(10);
/// Most used sign-ins that are remembered; the oldest are forgotten first, and then the provider refuses their code.
const REMEMBERED: usize = 10_000;
/// What the key of the seal is made for.
const PURPOSE: &[u8] = b"agriatlas pending sign-in\0";

/// A sign-in that is under way.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pending {
    /// Comes back with the provider's answer.
    pub(super) state: String,
    /// Stands in the provider's token.
    pub(super) nonce: String,
    /// Shows the provider that who began it also ends it.
    pub(super) verifier: String,
    /// The path of ours where the person wanted to go.
    pub next: String,
    /// The person's language.
    pub language: Language,
    pub(super) began_at: Timestamp,
}

impl std::fmt::Debug for Pending {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Pending").field("next", &self.next).finish_non_exhaustive()
    }
}

/// Seals what browsers keep, with a key that every server of the same provider has, and remembers what was used.
pub(super) struct Seal {
    key: Hmac<Sha256>,
    used: Mutex<HashMap<[u8; 32], Timestamp>>,
}

impl Seal {
    /// A seal whose key follows from a secret.
    pub fn new(secret: &str) -> Result<Self, String> {
        let keyed = |key: &[u8]| Hmac::<Sha256>::new_from_slice(key).map_err(|error| error.to_string());
        let key = keyed(secret.as_bytes())?.chain_update(PURPOSE).finalize().into_bytes();
        Ok(Self { key: keyed(&key)?, used: Mutex::default() })
    }

    /// The text that the browser keeps.
    pub fn close(&self, pending: &Pending) -> Result<String, String> {
        let bytes = serde_json::to_vec(pending).map_err(|error| error.to_string())?;
        let content = URL_SAFE_NO_PAD.encode(bytes);
        let mark = self.key.clone().chain_update(content.as_bytes()).finalize().into_bytes();
        Ok(format!("{content}.{}", URL_SAFE_NO_PAD.encode(mark)))
    }

    /// What a browser kept, where we sealed it less than ten minutes ago.
    pub fn open(&self, text: &str, now: Timestamp) -> Result<Pending, ProviderError> {
        let foreign = ProviderError::Stale("the cookie is none of ours");
        let Some((content, mark)) = text.split_once('.') else { return Err(foreign) };
        let mark = URL_SAFE_NO_PAD.decode(mark).map_err(|_| foreign.clone())?;
        self.key.clone().chain_update(content.as_bytes()).verify_slice(&mark).map_err(|_| foreign.clone())?;
        let bytes = URL_SAFE_NO_PAD.decode(content).map_err(|_| foreign.clone())?;
        let pending: Pending = serde_json::from_slice(&bytes).map_err(|_| foreign)?;
        let age = now.duration_since(pending.began_at);
        if age >= PENDING_LENGTH || age < -PENDING_LENGTH {
            return Err(ProviderError::Stale("it began too long ago"));
        }
        Ok(pending)
    }

    /// Uses a sign-in that is under way, with the state that came back; no second time.
    pub fn spend(&self, pending: &Pending, state: &str, now: Timestamp) -> Result<(), ProviderError> {
        if !bool::from(pending.state.as_bytes().ct_eq(state.as_bytes())) {
            return Err(ProviderError::Stale("the state is another one"));
        }
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        if used.len() >= REMEMBERED {
            used.retain(|_, began_at| now.duration_since(*began_at) < PENDING_LENGTH);
        }
        if used.len() >= REMEMBERED {
            let oldest = used.iter().min_by_key(|(_, began_at)| **began_at).map(|(key, _)| *key);
            oldest.and_then(|oldest| used.remove(&oldest));
        }
        match used.insert(Sha256::digest(state.as_bytes()).into(), pending.began_at) {
            None => Ok(()),
            Some(_) => Err(ProviderError::Stale("it was used already")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + seconds).unwrap()
    }

    fn pending(state: &str) -> Pending {
        Pending {
            state: state.to_owned(),
            nonce: "n".repeat(22),
            verifier: "v".repeat(43),
            next: "/sites/m-00001?lang=en".to_owned(),
            language: Language::English,
            began_at: at(0),
        }
    }

    #[test]
    fn what_was_sealed_is_opened_for_ten_minutes_by_every_server_with_the_secret() {
        let (here, there) = (Seal::new("secret").unwrap(), Seal::new("secret").unwrap());
        let text = here.close(&pending("a")).unwrap();
        assert_eq!(there.open(&text, at(599)).unwrap(), pending("a"));
        assert!(matches!(there.open(&text, at(600)), Err(ProviderError::Stale(_))));
        assert!(matches!(there.open(&text, at(-601)), Err(ProviderError::Stale(_))), "from a clock far ahead");
        assert!(!text.contains(';') && !text.contains(' ') && !text.contains(','), "it stands in a cookie");
    }

    #[test]
    fn what_others_wrote_or_changed_is_not_opened() {
        let seal = Seal::new("secret").unwrap();
        let text = seal.close(&pending("a")).unwrap();
        let other = Seal::new("another secret").unwrap().close(&pending("a")).unwrap();
        let (content, mark) = text.split_once('.').unwrap();
        let moved = serde_json::to_vec(&Pending { next: "/account".to_owned(), ..pending("a") }).unwrap();
        let moved = format!("{}.{mark}", URL_SAFE_NO_PAD.encode(moved));
        for wrong in ["", ".", content, &format!("{content}."), &format!("{content}.{mark}A"), &moved, &other] {
            assert!(matches!(seal.open(wrong, at(1)), Err(ProviderError::Stale(_))), "{wrong}");
        }
    }

    #[test]
    fn a_sign_in_ends_once_and_with_its_own_state_only() {
        let seal = Seal::new("secret").unwrap();
        for state in ["", "b", "aa"] {
            assert!(matches!(seal.spend(&pending("a"), state, at(1)), Err(ProviderError::Stale(_))), "{state}");
        }
        assert!(seal.spend(&pending("a"), "a", at(1)).is_ok());
        assert!(matches!(seal.spend(&pending("a"), "a", at(2)), Err(ProviderError::Stale("it was used already"))));
        assert!(seal.spend(&pending("b"), "b", at(2)).is_ok());
    }

    #[test]
    fn memory_is_bounded() {
        let seal = Seal::new("secret").unwrap();
        for number in 0..REMEMBERED + 50 {
            let state = number.to_string();
            seal.spend(&pending(&state), &state, at(1)).unwrap();
        }
        assert!(seal.used.lock().unwrap().len() <= REMEMBERED);
    }

    #[test]
    fn the_longest_way_back_fits_into_a_cookie() {
        let longest = Pending { next: format!("/{}", "a".repeat(1_999)), ..pending(&"s".repeat(22)) };
        assert!(Seal::new("secret").unwrap().close(&longest).unwrap().len() < 3_900);
    }
}
