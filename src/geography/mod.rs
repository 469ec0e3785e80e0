//! Where things are: the shapes of administrative units in both divisions, what lies where, and the coordinate systems.
#![deny(missing_docs)]

mod error;
mod located;
mod settling;
mod shapes;
mod simplified;
mod units_and_shapes;

pub use error::GeographyError;
pub use located::{Located, LocatedUnit};
pub use shapes::{Shapes, UnitShape};
pub use units_and_shapes::Geography;
