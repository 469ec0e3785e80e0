//! Accounts, and the roles they hold in the whole country or in a region.
use jiff::Timestamp;
use serde::Serialize;
use uuid::Uuid;

use super::{Action, Message, Placement, RegionId, Role, Username, text};

/// Most characters of a display name.
const DISPLAY_NAME_MAX: usize = 120;

/// A role, and where it is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct Grant {
    role: Role,
    region: Option<RegionId>,
}

impl Grant {
    /// The role in a region, current or former, or in the whole country.
    ///
    /// # Errors
    /// An administrator has no region: what administrators do reaches all of the inventory.
    pub fn new(role: Role, region: Option<RegionId>) -> Result<Self, Message> {
        if role == Role::Administrator && region.is_some() {
            return Err(Message::new(
                "quản trị viên có quyền trên cả nước, không giới hạn theo địa bàn",
                "an administrator acts in the whole country and cannot be bound to a region",
            ));
        }
        Ok(Self { role, region })
    }

    /// The role.
    pub const fn role(&self) -> Role {
        self.role
    }

    /// The unit in which it is held; `None` for the whole country.
    pub const fn region(&self) -> Option<RegionId> {
        self.region
    }

    /// Whether the grant reaches a site that is placed so: it is for the whole country, or the filter `region=` with its
    /// unit finds the site. The placement is the settled one, as the snapshot has it (`Geography::settle`).
    pub fn covers(&self, place: &Placement) -> bool {
        self.region.is_none_or(|region| place.lies_in(region))
    }

    /// Whether the grant lets its holder do this to a site that is placed so.
    pub fn allows(&self, action: Action, place: &Placement) -> bool {
        self.role.allows(action) && self.covers(place)
    }
}

/// Somebody who can sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Identifies the account for ever.
    pub id: Uuid,
    /// By which the person signs in and is named in the history.
    pub username: Username,
    /// The person's name as people write it.
    pub display_name: String,
    /// What the account may do, in the order of roles and regions.
    pub grants: Vec<Grant>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was disabled; `None` while it can be used.
    pub disabled_at: Option<Timestamp>,
}

impl Account {
    /// Whether some grant lets the account do this to a site that is placed so.
    pub fn may(&self, action: Action, place: &Placement) -> bool {
        self.disabled_at.is_none() && self.grants.iter().any(|grant| grant.allows(action, place))
    }

    /// Whether some grant lets the account do this to at least some site.
    pub fn may_somewhere(&self, action: Action) -> bool {
        self.disabled_at.is_none() && self.grants.iter().any(|grant| grant.role().allows(action))
    }

    /// Whether some grant lets the account do this in the whole country.
    pub fn may_everywhere(&self, action: Action) -> bool {
        let mut whole = self.grants.iter().filter(|grant| grant.region().is_none());
        self.disabled_at.is_none() && whole.any(|grant| grant.role().allows(action))
    }
}

/// The name of a person as it is kept: composed, trimmed, 1 to 120 characters, none of them a control character.
pub fn display_name(typed: &str) -> Result<String, Message> {
    let tidy = text::tidy(typed).unwrap_or_default();
    let length = tidy.chars().count();
    if (1..=DISPLAY_NAME_MAX).contains(&length) && !tidy.chars().any(char::is_control) {
        return Ok(tidy);
    }
    Err(Message::new(
        format!("tên phải có 1 đến {DISPLAY_NAME_MAX} ký tự"),
        format!("a name has 1 to {DISPLAY_NAME_MAX} characters"),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(grants: &[(Role, Option<&str>)]) -> Account {
        let grants =
            grants.iter().map(|(role, region)| Grant::new(*role, region.map(|id| id.parse().unwrap())).unwrap()).collect();
        Account {
            id: Uuid::nil(),
            username: "lan".parse().unwrap(),
            display_name: "Lan".to_owned(),
            grants,
            created_at: Timestamp::UNIX_EPOCH,
            disabled_at: None,
        }
    }

    fn in_chuong_my() -> Placement {
        let id = |text: &str| Some(text.parse().unwrap());
        Placement { province: id("01"), former_province: id("2024-01"), former_district: id("2024-277"), ..Placement::default() }
    }

    #[test]
    fn a_right_ends_at_the_border_of_its_region() {
        let officer = account(&[(Role::Officer, Some("2024-277"))]);
        assert!(officer.may(Action::Edit, &in_chuong_my()));
        assert!(!officer.may(Action::Edit, &Placement::default()), "a site without units lies nowhere");
        assert!(!officer.may(Action::Review, &in_chuong_my()));
        assert!(officer.may_somewhere(Action::Edit) && !officer.may_everywhere(Action::Edit));
    }

    #[test]
    fn grants_do_not_lend_each_other_their_regions() {
        let both = account(&[(Role::Viewer, None), (Role::Reviewer, Some("02"))]);
        assert!(both.may(Action::ReadHistory, &in_chuong_my()));
        assert!(!both.may(Action::Edit, &in_chuong_my()) && !both.may_everywhere(Action::Review));
    }

    #[test]
    fn a_disabled_account_may_nothing() {
        let administrator = account(&[(Role::Administrator, None)]);
        let disabled = Account { disabled_at: Some(Timestamp::UNIX_EPOCH), ..administrator.clone() };
        for action in Action::ALL {
            assert!(administrator.may(*action, &Placement::default()) && administrator.may_everywhere(*action));
            assert!(!disabled.may(*action, &Placement::default()));
            assert!(!disabled.may_somewhere(*action) && !disabled.may_everywhere(*action));
        }
    }

    #[test]
    fn an_administrator_has_no_region() {
        assert!(Grant::new(Role::Administrator, Some("01".parse().unwrap())).is_err());
        assert!(Grant::new(Role::Administrator, None).is_ok());
    }

    #[test]
    fn a_display_name_is_tidied() {
        assert_eq!(display_name("  Nguyễn   Thị Lan ").unwrap(), "Nguyễn Thị Lan");
        assert!(display_name(" ").is_err() && display_name(&"x".repeat(121)).is_err() && display_name("a\u{7}b").is_err());
    }
}
