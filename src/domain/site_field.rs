//! The facts of a site one by one: which of them differ, and a change put on top of what became of the site meanwhile.
use serde_json::{Value, json};

use super::code_enum::code_enum;
use super::{Message, Property, SiteFacts};

code_enum! {
    /// A fact that is decided as one: address, units, point and precision belong together as `place`.
    SiteField {
        /// Its name.
        Name => "name",
        /// What it is.
        Kind => "kind",
        /// Its sector.
        Sector => "sector",
        /// Its subsector.
        Subsector => "subsector",
        /// Its technologies.
        Technologies => "technologies",
        /// Its certifications.
        Certifications => "certifications",
        /// Its area.
        AreaHa => "area_ha",
        /// Its herd.
        HerdSize => "herd_size",
        /// Its members.
        Members => "members",
        /// Its year of establishment.
        EstablishedYear => "established_year",
        /// Its revenue.
        RevenueVndPerYear => "revenue_vnd_per_year",
        /// The state of the record.
        Status => "status",
        /// Address, units, point and precision.
        Place => "place",
        /// Who runs it.
        OperatorId => "operator_id",
        /// The account of it.
        Abstract => "abstract",
        /// Where the facts come from.
        Sources => "sources",
        /// How far they can be trusted.
        Confidence => "confidence",
        /// When it was last checked on the spot.
        VerifiedOn => "verified_on",
        /// How exactly the public may know the place.
        PublicPrecision => "public_precision",
        /// Whose it is.
        Holder => "holder",
        /// What its people agree to.
        Consents => "consents",
    }
}

impl SiteField {
    /// What people call it.
    pub fn heading(self) -> Message {
        match self {
            Self::Place => Message::new("Địa chỉ và vị trí", "Address and place"),
            Self::PublicPrecision => Message::new("Độ chính xác được công khai", "Public precision"),
            Self::Holder => Message::new("Chủ thể", "Holder"),
            Self::Consents => Message::new("Đã đồng ý công khai", "Consents to publish"),
            _ => self.code().parse::<Property>().map_or_else(|_| Message::new(self.code(), self.code()), Property::heading),
        }
    }

    /// The fact as JSON.
    pub fn value(self, facts: &SiteFacts) -> Value {
        match self {
            Self::Name => json!(facts.name),
            Self::Kind => json!(facts.kind),
            Self::Sector => json!(facts.sector),
            Self::Subsector => json!(facts.subsector),
            Self::Technologies => json!(facts.technologies),
            Self::Certifications => json!(facts.certifications),
            Self::AreaHa => json!(facts.area_ha),
            Self::HerdSize => json!(facts.herd_size),
            Self::Members => json!(facts.members),
            Self::EstablishedYear => json!(facts.established_year),
            Self::RevenueVndPerYear => json!(facts.revenue_vnd_per_year),
            Self::Status => json!(facts.status),
            Self::Place => json!({"address": facts.address, "placement": facts.placement}),
            Self::OperatorId => json!(facts.operator_id),
            Self::Abstract => json!(facts.abstract_text),
            Self::Sources => json!(facts.sources),
            Self::Confidence => json!(facts.confidence),
            Self::VerifiedOn => json!(facts.verified_on),
            Self::PublicPrecision => json!(facts.privacy.public_precision),
            Self::Holder => json!(facts.privacy.holder),
            Self::Consents => json!(facts.privacy.consents),
        }
    }

    /// Whether two records differ in it.
    pub fn differs(self, one: &SiteFacts, other: &SiteFacts) -> bool {
        match self {
            Self::Name => one.name != other.name,
            Self::Kind => one.kind != other.kind,
            Self::Sector => one.sector != other.sector,
            Self::Subsector => one.subsector != other.subsector,
            Self::Technologies => one.technologies != other.technologies,
            Self::Certifications => one.certifications != other.certifications,
            Self::AreaHa => one.area_ha != other.area_ha,
            Self::HerdSize => one.herd_size != other.herd_size,
            Self::Members => one.members != other.members,
            Self::EstablishedYear => one.established_year != other.established_year,
            Self::RevenueVndPerYear => one.revenue_vnd_per_year != other.revenue_vnd_per_year,
            Self::Status => one.status != other.status,
            Self::Place => one.address != other.address || one.placement != other.placement,
            Self::OperatorId => one.operator_id != other.operator_id,
            Self::Abstract => one.abstract_text != other.abstract_text,
            Self::Sources => one.sources != other.sources,
            Self::Confidence => one.confidence != other.confidence,
            Self::VerifiedOn => one.verified_on != other.verified_on,
            Self::PublicPrecision => one.privacy.public_precision != other.privacy.public_precision,
            Self::Holder => one.privacy.holder != other.privacy.holder,
            Self::Consents => one.privacy.consents != other.privacy.consents,
        }
    }

    /// Takes it over from another record.
    fn take(self, from: &SiteFacts, to: &mut SiteFacts) {
        match self {
            Self::Name => to.name.clone_from(&from.name),
            Self::Kind => to.kind = from.kind,
            Self::Sector => to.sector = from.sector,
            Self::Subsector => to.subsector.clone_from(&from.subsector),
            Self::Technologies => to.technologies.clone_from(&from.technologies),
            Self::Certifications => to.certifications.clone_from(&from.certifications),
            Self::AreaHa => to.area_ha = from.area_ha,
            Self::HerdSize => to.herd_size = from.herd_size,
            Self::Members => to.members = from.members,
            Self::EstablishedYear => to.established_year = from.established_year,
            Self::RevenueVndPerYear => to.revenue_vnd_per_year = from.revenue_vnd_per_year,
            Self::Status => to.status = from.status,
            Self::Place => {
                to.address.clone_from(&from.address);
                to.placement.clone_from(&from.placement);
            }
            Self::OperatorId => to.operator_id = from.operator_id,
            Self::Abstract => to.abstract_text.clone_from(&from.abstract_text),
            Self::Sources => to.sources.clone_from(&from.sources),
            Self::Confidence => to.confidence = from.confidence,
            Self::VerifiedOn => to.verified_on = from.verified_on,
            Self::PublicPrecision => to.privacy.public_precision = from.privacy.public_precision,
            Self::Holder => to.privacy.holder = from.privacy.holder,
            Self::Consents => to.privacy.consents.clone_from(&from.privacy.consents),
        }
    }
}

/// The fields in which two records differ.
pub fn changed_fields(before: &SiteFacts, after: &SiteFacts) -> Vec<SiteField> {
    SiteField::ALL.iter().copied().filter(|field| field.differs(before, after)).collect()
}

/// The fields that a change from `before` to `after` sets and that became something else meanwhile.
pub fn conflicting_fields(before: &SiteFacts, after: &SiteFacts, current: &SiteFacts) -> Vec<SiteField> {
    let moved = |field: &SiteField| field.differs(before, current) && field.differs(after, current);
    changed_fields(before, after).into_iter().filter(moved).collect()
}

/// The current record with these fields of another one; every other fact stays as it is now.
pub fn with_fields(current: &SiteFacts, from: &SiteFacts, fields: &[SiteField]) -> SiteFacts {
    let mut merged = current.clone();
    fields.iter().for_each(|field| field.take(from, &mut merged));
    merged
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        Address, ConsentPurpose, Holder, Placement, PublicPrecision, Sector, SiteKind, SitePrivacy, Source, Status,
    };

    fn farm() -> SiteFacts {
        SiteFacts {
            kind: SiteKind::Model,
            name: "Trại".to_owned(),
            sector: Sector::Crop,
            subsector: None,
            technologies: Vec::new(),
            certifications: Vec::new(),
            area_ha: Some(1.0),
            herd_size: None,
            members: None,
            established_year: None,
            revenue_vnd_per_year: None,
            status: Status::Published,
            address: Address::default(),
            placement: Placement::default(),
            operator_id: None,
            abstract_text: None,
            sources: Vec::new(),
            confidence: None,
            verified_on: None,
            privacy: SitePrivacy::default(),
        }
    }

    /// A record that differs from `farm` in everything.
    fn other() -> SiteFacts {
        SiteFacts {
            kind: SiteKind::Cooperative,
            name: "Khác".to_owned(),
            sector: Sector::Livestock,
            subsector: Some("pig".to_owned()),
            technologies: vec!["organic".to_owned()],
            certifications: vec!["vietgap".to_owned()],
            area_ha: None,
            herd_size: Some(1),
            members: Some(2),
            established_year: Some(2020),
            revenue_vnd_per_year: Some(3),
            status: Status::Closed,
            address: Address { commune: Some("Xã".to_owned()), ..Address::default() },
            placement: Placement::default(),
            operator_id: "c-00001".parse().ok(),
            abstract_text: Some("…".to_owned()),
            sources: vec![Source { title: Some("Báo".to_owned()), url: None, date: None }],
            confidence: Some(crate::domain::Confidence::High),
            verified_on: "2026-01-02".parse().ok(),
            privacy: SitePrivacy {
                public_precision: PublicPrecision::Hidden,
                holder: Some(Holder::Household),
                consents: [ConsentPurpose::Name].into(),
            },
        }
    }

    #[test]
    fn every_fact_is_a_field() {
        assert_eq!(changed_fields(&farm(), &other()), SiteField::ALL);
        assert_eq!(with_fields(&farm(), &other(), SiteField::ALL), other());
        for field in SiteField::ALL {
            let merged = with_fields(&farm(), &other(), &[*field]);
            assert_eq!(changed_fields(&farm(), &merged), [*field]);
            assert_eq!(field.value(&merged), field.value(&other()), "{field}");
        }
    }

    #[test]
    fn a_change_meets_only_what_moved_otherwise() {
        let (before, current) = (farm(), SiteFacts { area_ha: Some(2.0), members: Some(5), ..farm() });
        let after = SiteFacts { area_ha: Some(3.0), members: Some(5), name: "Mới".to_owned(), ..farm() };
        assert_eq!(conflicting_fields(&before, &after, &current), [SiteField::AreaHa]);
        assert_eq!(conflicting_fields(&before, &after, &before), []);
        let merged = with_fields(&current, &after, &[SiteField::Name]);
        assert_eq!((merged.name.as_str(), merged.area_ha), ("Mới", Some(2.0)));
    }
}
