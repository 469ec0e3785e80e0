//! From a boundary file to units with official shapes: attributes to units, numbers to places, rings to valid shapes.
mod attribute_columns;
mod candidate;
mod file_crs;
mod name_agreement;
mod overlaps;
mod placing;
mod plan;
mod repair;
mod report;
mod unit_conflicts;
mod unit_matching;

pub use plan::{BoundaryOptions, BoundaryPlan, plan_boundaries};
pub use repair::Repair;
pub use report::{
    BoundaryFinding, BoundaryFindingCode, BoundaryReport, BoundarySeverity, CoveredProvince, RepairCount, SuggestedUnit,
};
