//! In which order items come.
use super::error::QueryError;
use super::parameters::Parameters;

/// A property by which items can be sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SortKey {
    /// Vietnamese alphabetical order of the name.
    Name,
    /// Identifier: kind, then number.
    Id,
    /// Year of establishment.
    EstablishedYear,
    /// Area.
    AreaHa,
    /// Animals.
    HerdSize,
    /// Members.
    Members,
    /// Revenue.
    RevenueVndPerYear,
    /// Time of the last change.
    UpdatedAt,
}

impl SortKey {
    /// Every key.
    pub const ALL: &'static [Self] = &[
        Self::Name,
        Self::Id,
        Self::EstablishedYear,
        Self::AreaHa,
        Self::HerdSize,
        Self::Members,
        Self::RevenueVndPerYear,
        Self::UpdatedAt,
    ];

    /// The name in `sortby=`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Id => "id",
            Self::EstablishedYear => "established_year",
            Self::AreaHa => "area_ha",
            Self::HerdSize => "herd_size",
            Self::Members => "members",
            Self::RevenueVndPerYear => "revenue_vnd_per_year",
            Self::UpdatedAt => "updated_at",
        }
    }
}

/// One term of an order. Sites without the property come last, in either direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    /// The property.
    pub key: SortKey,
    /// Greatest first.
    pub descending: bool,
}

impl Sort {
    /// Reads `sortby=`: names, each with an optional `+` or `-` before it. Empty means the order of the snapshot.
    pub fn parse(parameters: &Parameters) -> Result<Vec<Self>, QueryError> {
        let allowed: Vec<String> =
            SortKey::ALL.iter().flat_map(|key| [key.name().to_owned(), format!("-{}", key.name())]).collect();
        let allowed: Vec<&str> = allowed.iter().map(String::as_str).collect();
        let mut sorts: Vec<Self> = Vec::new();
        for term in parameters.list("sortby")? {
            let descending = term.starts_with('-');
            let name = term.strip_prefix(['-', '+']).unwrap_or(term).trim_start();
            let key = SortKey::ALL.iter().copied().find(|key| key.name() == name);
            let key = key.ok_or_else(|| QueryError::not_in_list("sortby", term, &allowed))?;
            if !sorts.iter().any(|sort| sort.key == key) {
                sorts.push(Self { key, descending });
            }
        }
        Ok(sorts)
    }

    /// The order as it stands in an address.
    pub fn text(sorts: &[Self]) -> String {
        let term = |sort: &Self| format!("{}{}", if sort.descending { "-" } else { "" }, sort.key.name());
        sorts.iter().map(term).collect::<Vec<_>>().join(",")
    }
}
