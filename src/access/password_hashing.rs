//! Argon2id on threads of its own, a few at a time, so that sign-ins never starve the server.
use std::sync::Arc;
use std::time::Duration;

use argon2::password_hash::phc;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use jiff::{SignedDuration, Timestamp};
use tokio::sync::Semaphore;

use super::error::AccessError;
use crate::domain::text;
use crate::store::PasswordHash;

/// Memory in KiB, passes and lanes: what OWASP recommends at least (Password Storage Cheat Sheet).
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;
/// How many passwords are hashed at the same time; each takes a thread and the memory above.
const AT_ONCE: usize = 2;
/// How many may wait for their turn.
const WAITING: usize = 64;
/// For how long.
const PATIENCE: Duration = Duration::from_secs(10);

/// What the password of an unknown account is held against, so that the answer takes as long. No password gives this hash.
const OF_NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5J3Mgc2FsdCE$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Hashes passwords and compares them.
pub(super) struct PasswordHashing {
    turns: Arc<Semaphore>,
    queue: Arc<Semaphore>,
}

impl PasswordHashing {
    pub fn new() -> Self {
        Self { turns: Arc::new(Semaphore::new(AT_ONCE)), queue: Arc::new(Semaphore::new(AT_ONCE + WAITING)) }
    }

    /// The hash of a password, with a random salt of 16 bytes.
    pub async fn hash(&self, password: &str) -> Result<PasswordHash, AccessError> {
        let password = text::composed(password);
        self.in_turn(move || {
            let hash: Result<phc::PasswordHash, _> = argon2()?.hash_password(password.as_bytes());
            hash.map(|hash| PasswordHash(hash.to_string())).map_err(|error| AccessError::Failed(format!("no hash: {error}")))
        })
        .await
    }

    /// Whether it is the password of the hash; without a hash it takes as long and is not.
    pub async fn verify(&self, password: &str, hash: Option<&PasswordHash>) -> Result<bool, AccessError> {
        let password = text::composed(password);
        let (written, is_known) = hash.map_or((OF_NOBODY.to_owned(), false), |hash| (hash.0.clone(), true));
        self.in_turn(move || {
            let parsed = phc::PasswordHash::new(&written)
                .map_err(|error| AccessError::Failed(format!("a stored password hash is unreadable: {error}")))?;
            Ok(argon2()?.verify_password(password.as_bytes(), &parsed).is_ok() && is_known)
        })
        .await
    }

    /// Runs the work on a blocking thread once it is its turn.
    async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, AccessError> + Send + 'static,
    ) -> Result<T, AccessError> {
        let busy = || AccessError::TooManyAttempts { until: Timestamp::now() + SignedDuration::from_secs(10) };
        let _place = Arc::clone(&self.queue).try_acquire_owned().map_err(|_| busy())?;
        let turn = tokio::time::timeout(PATIENCE, Arc::clone(&self.turns).acquire_owned()).await;
        let turn = turn.map_err(|_| busy())?.map_err(|error| AccessError::Failed(error.to_string()))?;
        let done = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            work()
        });
        done.await.map_err(|error| AccessError::Failed(error.to_string()))?
    }
}

fn argon2() -> Result<Argon2<'static>, AccessError> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(|error| AccessError::Failed(error.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_is_hashed_by_argon2id_with_a_salt_of_its_own() {
        let hashing = PasswordHashing::new();
        let (one, other) = (hashing.hash("ruộng bậc thang").await.unwrap(), hashing.hash("ruộng bậc thang").await.unwrap());
        assert!(one.0.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{}", one.0);
        assert_ne!(one.0, other.0);
        assert!(!format!("{one:?}").contains("argon2"));
        assert!(hashing.verify("ruộng bậc thang", Some(&one)).await.unwrap());
        assert!(
            hashing.verify("ruo\u{323}\u{302}ng bậc thang", Some(&one)).await.unwrap(),
            "two ways to type one letter are one"
        );
        assert!(!hashing.verify("ruộng bậc than", Some(&one)).await.unwrap(), "nothing is cut off");
    }

    #[tokio::test]
    async fn nobody_has_no_password_but_the_same_parameters() {
        let hashing = PasswordHashing::new();
        assert!(!hashing.verify("", None).await.unwrap());
        assert!(phc::PasswordHash::new(OF_NOBODY).is_ok() && OF_NOBODY.contains("$m=19456,t=2,p=1$"));
    }

    #[tokio::test]
    async fn too_many_at_once_are_sent_away() {
        let hashing = PasswordHashing::new();
        let _all = Arc::clone(&hashing.queue).acquire_many_owned((AT_ONCE + WAITING) as u32).await.unwrap();
        assert!(matches!(hashing.verify("x", None).await, Err(AccessError::TooManyAttempts { .. })));
    }
}
