//! The facts one row states, put on top of what is known: a column the file lacks changes nothing.
use jiff::civil::Date;

use super::field::Field;
use super::given_sources::GivenSources;
use super::position::GivenLocation;
use crate::domain::{Confidence, Holder, PublicPrecision, Sector, SiteFacts, SiteId, SiteKind, SitePrivacy, Status};

/// The facts of an accepted row.
#[derive(Clone, Debug)]
pub struct Draft {
    pub(super) name: String,
    pub(super) kind: SiteKind,
    pub(super) sector: Sector,
    pub(super) subsector: Field<Option<String>>,
    pub(super) technologies: Field<Vec<String>>,
    pub(super) certifications: Field<Vec<String>>,
    pub(super) area_ha: Field<Option<f64>>,
    pub(super) herd_size: Field<Option<u32>>,
    pub(super) members: Field<Option<u32>>,
    pub(super) established_year: Field<Option<i16>>,
    pub(super) revenue_vnd_per_year: Field<Option<i64>>,
    pub(super) status: Field<Status>,
    pub(super) location: GivenLocation,
    pub(super) operator_id: Field<Option<SiteId>>,
    pub(super) abstract_text: Field<Option<String>>,
    pub(super) sources: GivenSources,
    pub(super) confidence: Field<Option<Confidence>>,
    pub(super) verified_on: Field<Option<Date>>,
    pub(super) public_precision: Field<Option<PublicPrecision>>,
    pub(super) holder: Field<Option<Holder>>,
}

impl Draft {
    /// The facts after this row, on top of what is known.
    pub(super) fn onto(self, known: Option<&SiteFacts>) -> SiteFacts {
        let (address, placement) = self.location.onto(known);
        let privacy = known.map(|facts| facts.privacy.clone()).unwrap_or_default();
        let privacy = SitePrivacy {
            public_precision: match self.public_precision {
                Field::Set(precision) => precision.unwrap_or(PublicPrecision::Exact),
                Field::Keep => privacy.public_precision,
            },
            holder: self.holder.or(Some(&privacy.holder), None),
            consents: privacy.consents,
        };
        SiteFacts {
            kind: self.kind,
            name: self.name,
            sector: self.sector,
            subsector: self.subsector.or(known.map(|facts| &facts.subsector), None),
            technologies: self.technologies.or(known.map(|facts| &facts.technologies), Vec::new()),
            certifications: self.certifications.or(known.map(|facts| &facts.certifications), Vec::new()),
            area_ha: self.area_ha.or(known.map(|facts| &facts.area_ha), None),
            herd_size: self.herd_size.or(known.map(|facts| &facts.herd_size), None),
            members: self.members.or(known.map(|facts| &facts.members), None),
            established_year: self.established_year.or(known.map(|facts| &facts.established_year), None),
            revenue_vnd_per_year: self.revenue_vnd_per_year.or(known.map(|facts| &facts.revenue_vnd_per_year), None),
            status: self.status.or(known.map(|facts| &facts.status), Status::Published),
            address,
            placement,
            operator_id: self.operator_id.or(known.map(|facts| &facts.operator_id), None),
            abstract_text: self.abstract_text.or(known.map(|facts| &facts.abstract_text), None),
            sources: self.sources.onto(known.map_or(&[], |facts| &facts.sources)),
            confidence: self.confidence.or(known.map(|facts| &facts.confidence), None),
            verified_on: self.verified_on.or(known.map(|facts| &facts.verified_on), None),
            privacy,
        }
    }
}
