//! A row of the table `site`, the same for both databases, and the way from and to a [`Site`].
use std::collections::BTreeSet;
use std::fmt::Display;
use std::str::FromStr;

use jiff::Timestamp;
use serde::Serialize;
use sqlx::query::Query;
use sqlx::sqlite::{Sqlite, SqliteArguments};
use sqlx::types::Json;
use sqlx::{ColumnIndex, Decode, FromRow, Row, Type};

use super::clock;
use super::error::StoreError;
use crate::domain::{Address, ConsentPurpose, GeoPoint, Placement, Site, SiteFacts, SiteId, SitePrivacy, Source};

/// The columns of `site` in their order. SQLite binds them one by one ([`SiteRow::bind`]), PostgreSQL takes many rows as
/// one JSON array, and the SELECT of each database gives them in these types.
#[derive(FromRow, Serialize)]
pub(super) struct SiteRow {
    pub id: String,
    kind: String,
    name: String,
    sector: String,
    subsector: Option<String>,
    technologies: Json<Vec<String>>,
    certifications: Json<Vec<String>>,
    area_ha: Option<f64>,
    herd_size: Option<i64>,
    members: Option<i64>,
    established_year: Option<i64>,
    revenue_vnd_per_year: Option<i64>,
    status: String,
    given_province: Option<String>,
    given_district: Option<String>,
    given_commune: Option<String>,
    lon: Option<f64>,
    lat: Option<f64>,
    position_accuracy: Option<String>,
    province_id: Option<String>,
    commune_id: Option<String>,
    former_province_id: Option<String>,
    former_district_id: Option<String>,
    former_commune_id: Option<String>,
    commune_is_certain: Option<bool>,
    operator_id: Option<String>,
    #[sqlx(rename = "abstract")]
    #[serde(rename = "abstract")]
    abstract_text: Option<String>,
    sources: Json<Vec<Source>>,
    confidence: Option<String>,
    verified_on: Option<String>,
    public_precision: String,
    holder: Option<String>,
    consents: Json<BTreeSet<ConsentPurpose>>,
    updated_at: String,
    revision: i64,
}

impl SiteRow {
    /// The row of a site as changed at that time by that revision.
    pub fn new(id: SiteId, facts: &SiteFacts, updated_at: Timestamp, revision: i64) -> Self {
        let place = &facts.placement;
        Self {
            id: id.to_string(),
            kind: facts.kind.to_string(),
            name: facts.name.clone(),
            sector: facts.sector.to_string(),
            subsector: facts.subsector.clone(),
            technologies: Json(facts.technologies.clone()),
            certifications: Json(facts.certifications.clone()),
            area_ha: facts.area_ha,
            herd_size: facts.herd_size.map(i64::from),
            members: facts.members.map(i64::from),
            established_year: facts.established_year.map(i64::from),
            revenue_vnd_per_year: facts.revenue_vnd_per_year,
            status: facts.status.to_string(),
            given_province: facts.address.province.clone(),
            given_district: facts.address.district.clone(),
            given_commune: facts.address.commune.clone(),
            lon: place.point.map(|point| point.lon),
            lat: place.point.map(|point| point.lat),
            position_accuracy: text(place.accuracy),
            province_id: text(place.province),
            commune_id: text(place.commune),
            former_province_id: text(place.former_province),
            former_district_id: text(place.former_district),
            former_commune_id: text(place.former_commune),
            commune_is_certain: place.commune_is_certain,
            operator_id: text(facts.operator_id),
            abstract_text: facts.abstract_text.clone(),
            sources: Json(facts.sources.clone()),
            confidence: text(facts.confidence),
            verified_on: text(facts.verified_on),
            public_precision: facts.privacy.public_precision.to_string(),
            holder: text(facts.privacy.holder),
            consents: Json(facts.privacy.consents.clone()),
            updated_at: clock::to_text(updated_at),
            revision,
        }
    }

    /// Gives the columns, in order, to a statement of SQLite.
    pub fn bind(self, query: Query<'static, Sqlite, SqliteArguments>) -> Query<'static, Sqlite, SqliteArguments> {
        query
            .bind(self.id)
            .bind(self.kind)
            .bind(self.name)
            .bind(self.sector)
            .bind(self.subsector)
            .bind(self.technologies)
            .bind(self.certifications)
            .bind(self.area_ha)
            .bind(self.herd_size)
            .bind(self.members)
            .bind(self.established_year)
            .bind(self.revenue_vnd_per_year)
            .bind(self.status)
            .bind(self.given_province)
            .bind(self.given_district)
            .bind(self.given_commune)
            .bind(self.lon)
            .bind(self.lat)
            .bind(self.position_accuracy)
            .bind(self.province_id)
            .bind(self.commune_id)
            .bind(self.former_province_id)
            .bind(self.former_district_id)
            .bind(self.former_commune_id)
            .bind(self.commune_is_certain)
            .bind(self.operator_id)
            .bind(self.abstract_text)
            .bind(self.sources)
            .bind(self.confidence)
            .bind(self.verified_on)
            .bind(self.public_precision)
            .bind(self.holder)
            .bind(self.consents)
            .bind(self.updated_at)
            .bind(self.revision)
    }
}

/// Reads the row; every value is checked again, since the table can be changed by hand.
impl TryFrom<SiteRow> for Site {
    type Error = StoreError;

    fn try_from(row: SiteRow) -> Result<Self, StoreError> {
        let id: SiteId = read("site", "id", &row.id)?;
        let column = ColumnOf { site: &row.id };
        let point = match (row.lon, row.lat) {
            (Some(lon), Some(lat)) => Some(GeoPoint::new(lon, lat).ok_or_else(|| column.unreadable("lon", "out of range"))?),
            _ => None,
        };
        let placement = Placement {
            point,
            accuracy: column.optional("position_accuracy", row.position_accuracy)?,
            province: column.optional("province_id", row.province_id)?,
            commune: column.optional("commune_id", row.commune_id)?,
            former_province: column.optional("former_province_id", row.former_province_id)?,
            former_district: column.optional("former_district_id", row.former_district_id)?,
            former_commune: column.optional("former_commune_id", row.former_commune_id)?,
            commune_is_certain: row.commune_is_certain,
        };
        let facts = SiteFacts {
            kind: read(&row.id, "kind", &row.kind)?,
            name: row.name,
            sector: read(&row.id, "sector", &row.sector)?,
            subsector: row.subsector,
            technologies: row.technologies.0,
            certifications: row.certifications.0,
            area_ha: row.area_ha,
            herd_size: column.number("herd_size", row.herd_size)?,
            members: column.number("members", row.members)?,
            established_year: column.number("established_year", row.established_year)?,
            revenue_vnd_per_year: row.revenue_vnd_per_year,
            status: read(&row.id, "status", &row.status)?,
            address: Address { province: row.given_province, district: row.given_district, commune: row.given_commune },
            placement,
            operator_id: column.optional("operator_id", row.operator_id)?,
            abstract_text: row.abstract_text,
            sources: row.sources.0,
            confidence: column.optional("confidence", row.confidence)?,
            verified_on: column.optional("verified_on", row.verified_on)?,
            privacy: SitePrivacy {
                public_precision: read(&row.id, "public_precision", &row.public_precision)?,
                holder: column.optional("holder", row.holder)?,
                consents: row.consents.0,
            },
        };
        Ok(Self { id, facts, updated_at: read(&row.id, "updated_at", &row.updated_at)? })
    }
}

/// Reads the site a row of either database holds.
pub(super) fn site_in<'r, R>(row: &'r R) -> Result<Site, StoreError>
where
    R: Row,
    SiteRow: FromRow<'r, R>,
    &'static str: ColumnIndex<R>,
    String: Decode<'r, R::Database> + Type<R::Database>,
{
    match SiteRow::from_row(row) {
        Ok(columns) => Site::try_from(columns),
        Err(sqlx::Error::ColumnDecode { index, source }) => {
            let site = row.try_get("id").unwrap_or_else(|_| "site".to_owned());
            Err(StoreError::Unreadable { row: site, column: index.trim_matches('"').to_owned(), problem: source.to_string() })
        }
        Err(error) => Err(error.into()),
    }
}

fn text(value: Option<impl Display>) -> Option<String> {
    value.map(|value| value.to_string())
}

/// Reads a text column into what it stands for.
pub(super) fn read<T: FromStr<Err: Display>>(row: &str, column: &'static str, text: &str) -> Result<T, StoreError> {
    text.parse().map_err(|problem: T::Err| StoreError::Unreadable {
        row: row.to_owned(),
        column: column.to_owned(),
        problem: problem.to_string(),
    })
}

/// Reads the optional columns of one site.
struct ColumnOf<'a> {
    site: &'a str,
}

impl ColumnOf<'_> {
    fn optional<T: FromStr<Err: Display>>(&self, column: &'static str, text: Option<String>) -> Result<Option<T>, StoreError> {
        text.map(|text| read(self.site, column, &text)).transpose()
    }

    fn number<T: TryFrom<i64, Error: Display>>(
        &self,
        column: &'static str,
        number: Option<i64>,
    ) -> Result<Option<T>, StoreError> {
        number.map(|number| T::try_from(number).map_err(|problem| self.unreadable(column, &problem.to_string()))).transpose()
    }

    fn unreadable(&self, column: &'static str, problem: &str) -> StoreError {
        StoreError::Unreadable { row: self.site.to_owned(), column: column.to_owned(), problem: problem.to_owned() }
    }
}
