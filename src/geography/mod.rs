//! Where things are: the shapes of administrative units in both divisions, what lies where, and the coordinate systems.
#![deny(missing_docs)]

mod cells;
mod error;
mod land;
mod located;
mod settling;
mod shapes;
mod simplified;
mod units_and_shapes;

pub use cells::{Generator, Generators, build as build_cells};
pub use error::GeographyError;
pub use land::{Ground, Land};
pub use located::{Located, LocatedUnit};
pub use shapes::{Shapes, UnitShape};
pub use units_and_shapes::Geography;
