//! What a client may ask, as types: query parameters are parsed here once, into values that can only be valid.
#![deny(missing_docs)]

mod area;
mod as_of;
pub mod cql2;
mod cursor;
mod diff;
mod error;
mod export;
mod facet_key;
mod filter;
mod gaps;
mod map_day;
mod nearest;
mod page;
mod parameters;
mod queryable;
mod region_layer;
mod regions;
mod sort;
mod statistics;

pub use area::{AreaFilter, parse_crs};
pub use as_of::AsOf;
pub use cursor::{Anchor, Cursor, SortValue};
pub use diff::{DiffCursor, DiffQuery, StatePoint};
pub use error::{QueryError, QueryErrorCode};
pub use export::ExportQuery;
pub use facet_key::FacetKey;
pub use filter::{Catalogue, FILTER_PARAMETERS, Filter, TimeInterval, regions_named_by};
pub use gaps::{GapsKey, GapsQuery};
pub use map_day::{MAP_PARAMETERS, parse_division};
pub use nearest::{NearestQuery, parse_point};
pub use page::{ItemsQuery, PageStart, parse_properties};
pub use parameters::Parameters;
pub use queryable::{Codes, Queryable, QueryableKey, ValueKind};
pub use region_layer::RegionLayerQuery;
pub use regions::{RegionExportQuery, RegionFilter, RegionForm, RegionsQuery};
pub use sort::{Sort, SortKey};
pub use statistics::{StatisticsKey, StatisticsQuery};
