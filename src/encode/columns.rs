//! The columns of one export, chosen from all that its records have.
use super::record::{Places, Record, RecordColumn, Shown};
use super::value::Value;
use crate::geography::Crs;

/// The columns of one export.
pub struct RecordColumns<R: Record> {
    columns: Vec<&'static RecordColumn<R>>,
    crs: Crs,
}

impl<R: Record> RecordColumns<R> {
    /// Of a table, which has no geometry beside its columns: with coordinates in WGS 84 and VN-2000, or in the system asked for.
    pub fn of_table(properties: Option<&[R::Property]>, crs: Crs) -> Self {
        let has_coordinates = |column: &RecordColumn<R>| match column.shown {
            Shown::Coordinates => true,
            Shown::Vn2000 => crs == Crs::CRS84 && properties.is_none(),
            Shown::Plane => !crs.is_degrees(),
            Shown::System => crs != Crs::CRS84,
            Shown::Always | Shown::InLayers => false,
        };
        Self { columns: chosen(properties, |column| column.shown == Shown::Always, has_coordinates), crs }
    }

    /// Of a layer, which has its geometry beside them; the columns of coordinates stay in WGS 84 and VN-2000.
    pub fn of_layer(properties: Option<&[R::Property]>) -> Self {
        let is_of_all = |column: &RecordColumn<R>| !matches!(column.shown, Shown::Plane | Shown::System);
        Self { columns: chosen(properties, is_of_all, |_| false), crs: Crs::CRS84 }
    }

    /// Those of the columns of tables and of their coordinates that are told, in WGS 84.
    pub(super) fn told(is_told: impl Fn(&RecordColumn<R>) -> bool) -> Self {
        let is_plain = |column: &RecordColumn<R>| matches!(column.shown, Shown::Always | Shown::Coordinates);
        Self { columns: chosen(None, |column| is_plain(column) && is_told(column), |_| false), crs: Crs::CRS84 }
    }

    /// The columns, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &'static RecordColumn<R>> {
        self.columns.iter().copied()
    }

    /// Whether the column of this name is among them.
    pub fn has(&self, name: &str) -> bool {
        self.columns.iter().any(|column| column.name == name)
    }

    /// A record's values, in the order of the columns.
    pub fn values(&self, record: &R) -> impl Iterator<Item = (&'static RecordColumn<R>, Value)> {
        let places = Places::new(self.crs);
        self.columns.iter().map(move |column| (*column, (column.find)(record, &places)))
    }

    /// A record's values with nothing in the columns that are not in `wanted`.
    pub(super) fn values_within<'a>(&'a self, wanted: &'a Self, record: &R) -> impl Iterator<Item = Value> {
        let places = Places::new(self.crs);
        self.columns.iter().map(move |column| match wanted.has(column.name) {
            true => (column.find)(record, &places),
            false => Value::Empty,
        })
    }
}

/// Every column of the default, or the identifier and those of the properties asked for, in their order; then coordinates.
fn chosen<R: Record>(
    properties: Option<&[R::Property]>,
    is_default: impl Fn(&RecordColumn<R>) -> bool,
    has_coordinates: impl Fn(&RecordColumn<R>) -> bool,
) -> Vec<&'static RecordColumn<R>> {
    let all = R::columns();
    let Some(properties) = properties else {
        return all.iter().filter(|column| is_default(column) || has_coordinates(column)).collect();
    };
    let is_asked = |column: &RecordColumn<R>| column.property.is_some_and(|property| properties.contains(&property));
    let identifier = all.iter().take(1);
    let of = |property: &R::Property| {
        let property = *property;
        all.iter().filter(move |column| column.property == Some(property))
    };
    let coordinates = all.iter().filter(|column| has_coordinates(column) && !is_asked(column));
    identifier.chain(properties.iter().flat_map(of)).chain(coordinates).collect()
}
