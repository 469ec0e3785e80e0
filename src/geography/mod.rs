//! Where things are: the shapes of administrative units in both divisions, what lies where, and the coordinate systems.
#![deny(missing_docs)]

mod border_distance;
mod cells;
mod crs;
mod crs_text;
mod error;
mod land;
mod located;
mod meridians;
mod place_checks;
mod plane_reading;
mod settling;
mod shapes;
mod simplified;
mod site_neighbours;
mod transformation;
mod units_and_shapes;
mod vn2000;

pub use border_distance::km_outside;
pub use cells::{Generator, Generators, build as build_cells};
pub use crs::{Crs, EastNorth, degrees_and_minutes};
pub use error::GeographyError;
pub use land::{Ground, Land};
pub use located::{Located, LocatedUnit};
pub use meridians::{zone_of_province, zones_in_use};
pub use place_checks::{Terrain, check_place, declared_units};
pub use plane_reading::PlaneReading;
pub use shapes::{Shapes, UnitShape};
pub use site_neighbours::{NeighbourSite, SiteNeighbours};
pub use units_and_shapes::Geography;
pub use vn2000::Vn2000;
