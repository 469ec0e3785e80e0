//! The statements about the table of one kind of record: SQL cannot take the name of a table as a value, so each kind has its own.
use crate::encode::subject::Subject;

/// The statements about one table.
pub(super) struct Statements {
    pub(super) create_layer: &'static str,
    pub(super) create_index: &'static str,
    pub(super) insert_record: &'static str,
    pub(super) fill_index: &'static str,
    pub(super) drop_columns: &'static str,
    pub(super) set_extent: &'static str,
    pub(super) create_triggers: &'static str,
    /// The type of the geometry.
    pub(super) geometry: &'static str,
}

macro_rules! of_folder {
    ($folder:literal, $geometry:literal) => {
        Statements {
            create_layer: include_str!(concat!($folder, "/create_layer.sql")),
            create_index: include_str!(concat!($folder, "/create_index.sql")),
            insert_record: include_str!(concat!($folder, "/insert_record.sql")),
            fill_index: include_str!(concat!($folder, "/fill_index.sql")),
            drop_columns: include_str!(concat!($folder, "/drop_columns.sql")),
            set_extent: include_str!(concat!($folder, "/set_extent.sql")),
            create_triggers: include_str!(concat!($folder, "/create_triggers.sql")),
            geometry: $geometry,
        }
    };
}

static SITES: Statements = of_folder!("sites", "POINT");
static REGIONS: Statements = of_folder!("regions", "MULTIPOLYGON");

impl Statements {
    /// Those about the table of these records.
    pub(super) const fn of(subject: Subject) -> &'static Self {
        match subject {
            Subject::Sites => &SITES,
            Subject::Regions => &REGIONS,
        }
    }
}
