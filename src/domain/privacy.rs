//! What of a site may be told to everybody: whose it is, how exactly it may be placed, and what the people of it agreed to.
use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::code_enum::code_enum;
use super::{Language, Message};

code_enum! {
    /// How exactly the public may know where a site is.
    PublicPrecision {
        /// As it is recorded.
        Exact => "exact",
        /// At the middle of its commune.
        Commune => "commune",
        /// Nowhere; it counts for its units alone.
        Hidden => "hidden",
    }
}

code_enum! {
    /// Whose a site is.
    Holder {
        /// A co-operative, a company, an office: what is known of it is no personal data.
        Organisation => "organisation",
        /// People: their name and their place are theirs.
        Household => "household",
    }
}

code_enum! {
    /// What somebody may agree to; each is asked for by itself.
    ConsentPurpose {
        /// The name is shown to everybody.
        Name => "name",
        /// The place is shown to everybody as it is recorded.
        Place => "place",
        /// The office may telephone.
        Phone => "phone",
        /// The office may write e-mail.
        Email => "email",
        /// The office may write or come to the address.
        Address => "address",
        /// The data are used for research.
        Research => "research",
    }
}

impl PublicPrecision {
    /// The precision in words.
    pub fn label(self, language: Language) -> &'static str {
        let message = match self {
            Self::Exact => ("Chính xác", "Exact"),
            Self::Commune => ("Đến xã", "Commune"),
            Self::Hidden => ("Không hiện vị trí", "Hidden"),
        };
        match language {
            Language::Vietnamese => message.0,
            Language::English => message.1,
        }
    }
}

impl Holder {
    /// The holder in words.
    pub fn label(self, language: Language) -> &'static str {
        let message = match self {
            Self::Organisation => ("Tổ chức", "Organisation"),
            Self::Household => ("Hộ gia đình", "Household"),
        };
        match language {
            Language::Vietnamese => message.0,
            Language::English => message.1,
        }
    }
}

impl ConsentPurpose {
    /// Whether it decides what the public is told of the site.
    pub const fn is_public(self) -> bool {
        matches!(self, Self::Name | Self::Place)
    }

    /// The purpose in words.
    pub fn wording(self) -> Message {
        let (vi, en) = match self {
            Self::Name => ("công khai tên", "show the name to everybody"),
            Self::Place => ("công khai vị trí chính xác", "show the exact place to everybody"),
            Self::Phone => ("liên hệ qua điện thoại", "be telephoned"),
            Self::Email => ("liên hệ qua thư điện tử", "be sent e-mail"),
            Self::Address => ("liên hệ tại địa chỉ", "be written to or visited"),
            Self::Research => ("dùng dữ liệu cho nghiên cứu", "use of the data for research"),
        };
        Message::new(vi, en)
    }
}

/// The rules by which one site is told to everybody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SitePrivacy {
    /// How exactly it may be placed.
    pub public_precision: PublicPrecision,
    /// Whose it is; unknown counts as an organisation.
    pub holder: Option<Holder>,
    /// What its people agree to now, as far as it is about what the public is told.
    pub consents: BTreeSet<ConsentPurpose>,
}

impl Default for SitePrivacy {
    fn default() -> Self {
        Self { public_precision: PublicPrecision::Exact, holder: None, consents: BTreeSet::new() }
    }
}

impl SitePrivacy {
    /// Whether these are the rules of a site nothing was said of.
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }

    /// Whether the site is that of people.
    pub fn is_household(&self) -> bool {
        self.holder == Some(Holder::Household)
    }

    /// Whether its name, and what may hold a name, is kept from the public.
    pub fn hides_name(&self) -> bool {
        self.is_household() && !self.consents.contains(&ConsentPurpose::Name)
    }

    /// How exactly the public may know the place: of a household without consent, its commune at most.
    pub fn precision(&self) -> PublicPrecision {
        let most = match self.is_household() && !self.consents.contains(&ConsentPurpose::Place) {
            true => PublicPrecision::Commune,
            false => PublicPrecision::Exact,
        };
        self.public_precision.max(most)
    }

    /// Whether the public is told less than is recorded.
    pub fn conceals(&self) -> bool {
        self.hides_name() || self.precision() != PublicPrecision::Exact
    }

    /// The rules for a past state that was recorded under these, told today. What people agree to and how exactly the
    /// place may be shown is as it is today; what was a household's then stays that of people.
    #[must_use]
    pub fn told_under(&self, today: &Self) -> Self {
        Self { holder: self.holder.max(today.holder), ..today.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(precision: PublicPrecision, holder: Option<Holder>, consents: &[ConsentPurpose]) -> SitePrivacy {
        SitePrivacy { public_precision: precision, holder, consents: consents.iter().copied().collect() }
    }

    #[test]
    fn a_household_is_placed_by_its_commune_unless_it_agrees_and_never_more_exactly_than_it_is_to_be() {
        let household = Some(Holder::Household);
        for (rule, precision, hides_name) in [
            (rules(PublicPrecision::Exact, None, &[]), PublicPrecision::Exact, false),
            (rules(PublicPrecision::Exact, Some(Holder::Organisation), &[]), PublicPrecision::Exact, false),
            (rules(PublicPrecision::Exact, household, &[]), PublicPrecision::Commune, true),
            (rules(PublicPrecision::Exact, household, &[ConsentPurpose::Place]), PublicPrecision::Exact, true),
            (rules(PublicPrecision::Commune, household, &[ConsentPurpose::Place]), PublicPrecision::Commune, true),
            (rules(PublicPrecision::Exact, household, &[ConsentPurpose::Name]), PublicPrecision::Commune, false),
            (rules(PublicPrecision::Exact, household, &[ConsentPurpose::Research]), PublicPrecision::Commune, true),
            (rules(PublicPrecision::Hidden, None, &[]), PublicPrecision::Hidden, false),
            (rules(PublicPrecision::Hidden, household, &[ConsentPurpose::Place]), PublicPrecision::Hidden, true),
        ] {
            assert_eq!((rule.precision(), rule.hides_name()), (precision, hides_name), "{rule:?}");
        }
    }

    #[test]
    fn the_past_is_told_by_the_consent_of_today_and_stays_that_of_people() {
        let then = rules(PublicPrecision::Exact, Some(Holder::Household), &[ConsentPurpose::Name, ConsentPurpose::Place]);
        let told = then.told_under(&rules(PublicPrecision::Exact, Some(Holder::Household), &[]));
        assert!(told.hides_name() && told.precision() == PublicPrecision::Commune);
        let told = then.told_under(&rules(PublicPrecision::Hidden, None, &[]));
        assert!(told.hides_name() && told.precision() == PublicPrecision::Hidden);
        let before = rules(PublicPrecision::Exact, None, &[]);
        assert!(before.told_under(&rules(PublicPrecision::Exact, Some(Holder::Household), &[])).hides_name());
    }
}
