//! Secrets that the server makes: 32 bytes of the operating system, written once, kept as a hash.
use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use super::error::AccessError;
use crate::store::TokenHash;

/// How tokens for programs begin, so that scanners for leaked secrets find them.
const API_PREFIX: &str = "aat_";
/// Characters of 32 bytes in base64 without padding.
const ENCODED_LENGTH: usize = 43;

/// A token as its holder has it. It never shows in logs.
#[derive(Clone)]
pub struct SecretToken(String);

impl fmt::Debug for SecretToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("SecretToken(…)")
    }
}

impl SecretToken {
    /// A new token for a session.
    pub(super) fn for_session() -> Result<Self, AccessError> {
        let mut bytes = [0_u8; 32];
        getrandom::fill(&mut bytes).map_err(|error| AccessError::Failed(format!("no random bytes: {error}")))?;
        Ok(Self(URL_SAFE_NO_PAD.encode(bytes)))
    }

    /// A new token for a program.
    pub(super) fn for_program() -> Result<Self, AccessError> {
        Self::for_session().map(|token| Self(format!("{API_PREFIX}{}", token.0)))
    }

    /// The token of a cookie, where it can be one.
    pub fn of_session(text: &str) -> Option<Self> {
        is_encoded(text).then(|| Self(text.to_owned()))
    }

    /// The token of a program, where it can be one.
    pub fn of_program(text: &str) -> Option<Self> {
        text.strip_prefix(API_PREFIX).filter(|rest| is_encoded(rest)).map(|_| Self(text.to_owned()))
    }

    /// The text, for the one answer that hands it over.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// By which the token is kept and found. A fast hash is enough: nobody can guess 256 random bits.
    pub(super) fn hash(&self) -> TokenHash {
        Sha256::digest(self.0.as_bytes()).into()
    }

    /// What forms and scripts of our own pages send back to show that they have read an answer of ours. It follows from the
    /// session's token, so it ends with it, and nobody finds that from this.
    pub fn csrf_token(&self) -> String {
        let digest = Sha256::new().chain_update("agriatlas csrf\0").chain_update(self.0.as_bytes()).finalize();
        URL_SAFE_NO_PAD.encode(digest)
    }
}

/// Whether two secrets are equal, in a time that does not tell how much of them is.
pub(super) fn equal(a: &str, b: &str) -> bool {
    a.as_bytes().ct_eq(b.as_bytes()).into()
}

fn is_encoded(text: &str) -> bool {
    text.len() == ENCODED_LENGTH && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_has_256_random_bits_and_is_found_by_its_hash_alone() {
        let (one, other) = (SecretToken::for_session().unwrap(), SecretToken::for_session().unwrap());
        assert_eq!(URL_SAFE_NO_PAD.decode(one.reveal()).unwrap().len(), 32);
        assert_ne!(one.reveal(), other.reveal());
        assert_eq!(SecretToken::of_session(one.reveal()).unwrap().hash(), one.hash());
        assert!(!format!("{one:?}").contains(one.reveal()));
    }

    #[test]
    fn a_token_of_a_program_is_recognised_by_its_beginning() {
        let token = SecretToken::for_program().unwrap();
        assert!(token.reveal().starts_with("aat_"));
        assert!(SecretToken::of_program(token.reveal()).is_some() && SecretToken::of_session(token.reveal()).is_none());
        for text in ["", "aat_", "aat_x", &format!("aat_{}!", "a".repeat(42))] {
            assert!(SecretToken::of_program(text).is_none(), "{text}");
        }
    }

    #[test]
    fn the_csrf_token_belongs_to_its_session() {
        let (one, other) = (SecretToken::for_session().unwrap(), SecretToken::for_session().unwrap());
        assert_eq!(one.csrf_token(), one.csrf_token());
        assert_ne!(one.csrf_token(), other.csrf_token());
        assert_ne!(one.csrf_token(), URL_SAFE_NO_PAD.encode(one.hash()));
        assert!(equal("abc", "abc") && !equal("abc", "abd") && !equal("abc", "ab"));
    }
}
