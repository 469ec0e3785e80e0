//! The administrative units together with their shapes, as every part of the program that asks about places holds them.
use std::sync::Arc;

use super::error::GeographyError;
use super::land::Land;
use super::place_checks::{Terrain, check_place};
use super::plane_reading::PlaneReading;
use super::shapes::{Shapes, UnitShape};
use crate::domain::{Finding, Placement};
use crate::gazetteer::Gazetteer;

/// The units of both divisions and their shapes. Immutable and cheap to clone.
#[derive(Clone, Debug)]
pub struct Geography {
    gazetteer: Arc<Gazetteer>,
    shapes: Arc<Shapes>,
    land: Arc<Land>,
}

impl Geography {
    /// The units and approximate cells that ship with the program.
    ///
    /// # Errors
    /// Where a shipped file is malformed, which the tests of this module rule out.
    pub fn shipped() -> Result<Self, GeographyError> {
        let gazetteer = Arc::new(Gazetteer::shipped()?);
        let shapes = Shapes::shipped(&gazetteer)?;
        Ok(Self { gazetteer, shapes, land: Arc::new(Land::shipped()?) })
    }

    /// The same units with other shapes.
    #[must_use]
    pub fn with_shapes(&self, shapes: Arc<Shapes>) -> Self {
        Self { shapes, ..self.clone() }
    }

    /// The same units with these shapes laid over their own, as official boundaries and what follows from them are.
    #[must_use]
    pub fn with_boundaries(&self, changed: impl IntoIterator<Item = UnitShape>) -> Self {
        self.with_shapes(Arc::new(self.shapes.overlaid(changed, &self.gazetteer)))
    }

    /// The administrative units.
    pub fn gazetteer(&self) -> &Gazetteer {
        &self.gazetteer
    }

    /// Their shapes.
    pub fn shapes(&self) -> &Shapes {
        &self.shapes
    }

    /// Land and sea.
    pub fn land(&self) -> &Land {
        &self.land
    }

    /// What is wrong with a site's own point; see [`place_checks`](super::check_place).
    pub fn check_place(&self, placement: &Placement, plane: Option<&PlaneReading>) -> Option<Finding> {
        let is_foreign_land = |point| self.land.is_foreign_land(point);
        check_place(
            placement,
            plane,
            Terrain { gazetteer: &self.gazetteer, shapes: &self.shapes, is_foreign_land: &is_foreign_land },
        )
    }
}
