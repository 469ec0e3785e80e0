//! The administrative units together with their shapes, as every part of the program that asks about places holds them.
use std::sync::Arc;

use super::error::GeographyError;
use super::shapes::Shapes;
use crate::gazetteer::Gazetteer;

/// The units of both divisions and their shapes. Immutable and cheap to clone.
#[derive(Clone, Debug)]
pub struct Geography {
    gazetteer: Arc<Gazetteer>,
    shapes: Arc<Shapes>,
}

impl Geography {
    /// The units and approximate cells that ship with the program.
    ///
    /// # Errors
    /// Where a shipped file is malformed, which the tests of this module rule out.
    pub fn shipped() -> Result<Self, GeographyError> {
        let gazetteer = Arc::new(Gazetteer::shipped()?);
        let shapes = Arc::new(Shapes::new([], |_| false));
        Ok(Self { gazetteer, shapes })
    }

    /// The same units with other shapes.
    #[must_use]
    pub fn with_shapes(&self, shapes: Arc<Shapes>) -> Self {
        Self { gazetteer: Arc::clone(&self.gazetteer), shapes }
    }

    /// The administrative units.
    pub fn gazetteer(&self) -> &Gazetteer {
        &self.gazetteer
    }

    /// Their shapes.
    pub fn shapes(&self) -> &Shapes {
        &self.shapes
    }
}
