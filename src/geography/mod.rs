//! Where things are: the shapes of administrative units in both divisions, what lies where, and the coordinate systems.
#![deny(missing_docs)]

mod border_distance;
mod boundary_file;
mod boundary_import;
mod boundary_shape;
mod cells;
mod crs;
mod crs_text;
mod crs_wkt;
mod error;
mod finest;
mod former_points;
mod land;
mod located;
mod meridians;
mod neighbourhood;
mod official;
mod place_checks;
mod plane_reading;
mod polygon_sets;
mod province_borders;
mod settling;
mod shapes;
mod simplified;
mod site_neighbours;
mod transformation;
mod units_and_shapes;
mod vn2000;

pub use border_distance::km_outside;
pub use boundary_file::{BoundaryFile, BoundaryFileError, BoundaryFormat, TableRow};
pub use boundary_import::{
    BoundaryFinding, BoundaryFindingCode, BoundaryOptions, BoundaryPlan, BoundaryReport, BoundarySeverity, CoveredProvince,
    Repair, RepairCount, SuggestedUnit, plan_boundaries,
};
pub use boundary_shape::{read_unit_shape, well_known_binary, write_unit_shape};
pub use cells::build as build_cells;
pub use crs::{Crs, EastNorth, degrees_and_minutes};
pub use error::GeographyError;
pub use land::{Ground, Land};
pub use located::{Located, LocatedUnit};
pub use meridians::{zone_of_province, zones_in_use};
pub use official::derive_shapes;
pub use place_checks::{Terrain, check_place, declared_units};
pub use plane_reading::PlaneReading;
pub use shapes::{Shapes, UnitShape};
pub use site_neighbours::{Neighbour, NeighbourSite, SiteNeighbours};
pub use units_and_shapes::Geography;
pub use vn2000::Vn2000;
