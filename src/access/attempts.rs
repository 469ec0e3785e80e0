//! Sign-ins that failed, counted in memory: by the address they came from, and by names that belong to nobody.
use std::collections::HashMap;
use std::hash::Hash;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};

use super::lock_times::locked_for;

/// Most addresses or names that are remembered; the oldest are forgotten first.
const REMEMBERED: usize = 10_000;
/// How many sign-ins may fail from one address within the time below. An office behind one address may have many people.
const FAILED_PER_ADDRESS: i64 = 30;
/// For how long failures of an address are remembered.
const ADDRESS_MEMORY: SignedDuration = SignedDuration::from_mins(15);
/// For how long failures of a name that belongs to nobody are remembered.
const NAME_MEMORY: SignedDuration = SignedDuration::from_hours(24);

/// What is remembered of one address or name.
#[derive(Clone, Copy)]
struct Count {
    failed: i64,
    /// The first failure that counts, or the last one: the memory begins here.
    since: Timestamp,
    locked_until: Option<Timestamp>,
}

struct Counts<K> {
    memory: SignedDuration,
    counts: Mutex<HashMap<K, Count>>,
}

impl<K: Eq + Hash + Clone> Counts<K> {
    fn new(memory: SignedDuration) -> Self {
        Self { memory, counts: Mutex::default() }
    }

    /// The counts; a panic elsewhere leaves them usable.
    fn lock(&self) -> MutexGuard<'_, HashMap<K, Count>> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets `change` work on the count of a key, which is fresh where nothing is remembered.
    fn update<T>(&self, key: K, now: Timestamp, change: impl FnOnce(&mut Count) -> T) -> T {
        let mut counts = self.lock();
        if !counts.contains_key(&key) && counts.len() >= REMEMBERED {
            counts.retain(|_, count| count.since + self.memory > now);
            if counts.len() >= REMEMBERED {
                let oldest = counts.iter().min_by_key(|(_, count)| count.since).map(|(key, _)| key.clone());
                oldest.and_then(|oldest| counts.remove(&oldest));
            }
        }
        let fresh = Count { failed: 0, since: now, locked_until: None };
        let count = counts.entry(key).or_insert(fresh);
        if count.since + self.memory <= now {
            *count = fresh;
        }
        change(count)
    }
}

/// What is remembered of failed sign-ins beside what the store keeps.
pub(super) struct Attempts {
    addresses: Counts<IpAddr>,
    /// Names that belong to nobody are locked like accounts, so that the lock does not tell which is which.
    names: Counts<String>,
}

impl Attempts {
    pub fn new() -> Self {
        Self { addresses: Counts::new(ADDRESS_MEMORY), names: Counts::new(NAME_MEMORY) }
    }

    /// Counts an attempt from an address as failed, before it is decided, so that many at once gain nothing.
    ///
    /// # Errors
    /// When the next may be tried, where there were too many.
    pub fn count_address(&self, address: IpAddr, now: Timestamp) -> Result<(), Timestamp> {
        self.addresses.update(network_of(address), now, |count| {
            if count.failed >= FAILED_PER_ADDRESS {
                return Err(count.since + ADDRESS_MEMORY);
            }
            count.failed += 1;
            Ok(())
        })
    }

    /// Takes the last count back, since the attempt was good.
    pub fn forgive_address(&self, address: IpAddr, now: Timestamp) {
        self.addresses.update(network_of(address), now, |count| count.failed = (count.failed - 1).max(0));
    }

    /// Counts an attempt with a name that belongs to nobody.
    ///
    /// # Errors
    /// Until when the name is locked.
    pub fn count_name(&self, name: &str, now: Timestamp) -> Result<(), Timestamp> {
        self.names.update(name.to_owned(), now, |count| {
            if let Some(until) = count.locked_until.filter(|until| *until > now) {
                return Err(until);
            }
            count.failed += 1;
            count.since = now;
            count.locked_until = locked_for(count.failed).map(|time| now + time);
            Ok(())
        })
    }
}

/// One household or server has many addresses of IPv6: the first 64 bits are counted as one.
fn network_of(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX))),
        address => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + seconds).unwrap()
    }

    #[test]
    fn an_address_has_thirty_failures_in_a_quarter_of_an_hour() {
        let attempts = Attempts::new();
        let address: IpAddr = "203.0.113.7".parse().unwrap();
        for second in 0..30 {
            attempts.count_address(address, at(second)).unwrap();
        }
        assert_eq!(attempts.count_address(address, at(31)), Err(at(15 * 60)));
        assert!(attempts.count_address("203.0.113.8".parse().unwrap(), at(31)).is_ok(), "others go on");
        assert!(attempts.count_address(address, at(15 * 60)).is_ok());
    }

    #[test]
    fn a_good_sign_in_costs_an_address_nothing() {
        let attempts = Attempts::new();
        let address: IpAddr = "2001:db8::1".parse().unwrap();
        for second in 0..100 {
            attempts.count_address(address, at(second)).unwrap();
            attempts.forgive_address(address, at(second));
        }
    }

    #[test]
    fn all_addresses_of_one_network_count_as_one() {
        let attempts = Attempts::new();
        for host in 0..30_u128 {
            let address = IpAddr::V6(Ipv6Addr::from_bits(0x2001_0db8_0000_0001_u128 << 64 | host));
            attempts.count_address(address, at(0)).unwrap();
        }
        assert!(attempts.count_address("2001:db8:0:1::ffff".parse().unwrap(), at(0)).is_err());
        assert!(attempts.count_address("2001:db8:0:2::1".parse().unwrap(), at(0)).is_ok());
    }

    #[test]
    fn a_name_of_nobody_is_locked_as_an_account_is() {
        let attempts = Attempts::new();
        for second in 0..5 {
            attempts.count_name("nobody", at(second)).unwrap();
        }
        assert_eq!(attempts.count_name("nobody", at(5)), Err(at(64)));
        assert!(attempts.count_name("nobody", at(65)).is_ok());
        assert_eq!(attempts.count_name("nobody", at(66)), Err(at(65 + 120)));
    }

    #[test]
    fn memory_is_bounded() {
        let attempts = Attempts::new();
        for number in 0..(REMEMBERED as u32 + 500) {
            attempts.count_address(IpAddr::V4(number.into()), at(i64::from(number))).unwrap_or_default();
        }
        assert!(attempts.addresses.lock().len() <= REMEMBERED);
    }
}
