//! Where things are: the shapes of administrative units in both divisions, what lies where, and the coordinate systems.
#![deny(missing_docs)]

mod located;
mod shapes;

pub use located::{Located, LocatedUnit};
pub use shapes::{Shapes, UnitShape};
