//! What a sheet is held against.
use super::corrections::Corrections;
use crate::domain::Vocabulary;
use crate::gazetteer::Gazetteer;

/// What a sheet is held against.
#[derive(Clone, Copy)]
pub struct Reference<'a> {
    /// The closed lists.
    pub vocabulary: &'a Vocabulary,
    /// The administrative units.
    pub gazetteer: &'a Gazetteer,
    /// What the office said before.
    pub corrections: &'a Corrections,
}
