//! Where a row says its site is: address, units and point, put on top of what is known.
use super::columns::Column;
use super::field::Field;
use super::file_row::FileRow;
use super::told_units::ToldUnits;
use crate::domain::{Address, Finding, FindingCode, GeoPoint, Message, Placement, PositionAccuracy, SiteFacts};
use crate::geography::{Geography, PlaneReading};

/// Metres by which a point may move on its way through plane coordinates to the millimetre and back.
const THERE_AND_BACK_M: f64 = 0.005;
/// Metres by which the point of a feature may differ from what it was made of: layers have six decimals of a degree.
const ROUNDED_M: f64 = 0.12;

/// The location an accepted row states.
#[derive(Clone, Debug)]
pub struct GivenLocation {
    pub(super) address: Address,
    /// The units of the address, with the centre of the finest.
    pub(super) placement: Placement,
    /// Whether the file has the columns of district and commune.
    pub(super) has_district: bool,
    pub(super) has_commune: bool,
    pub(super) point: Field<Option<GeoPoint>>,
    /// The plane coordinates the point was read from.
    pub(super) plane: Option<PlaneReading>,
    pub(super) accuracy: Field<Option<PositionAccuracy>>,
    /// Whether the point is that of a feature.
    pub(super) is_feature: bool,
    /// The names of its units, where a feature of our own tells them and not the address as it was written.
    pub(super) told: Option<ToldUnits>,
    /// Whether the units are told as they are recorded.
    pub(super) keeps_units: bool,
}

impl GivenLocation {
    /// The address and the placement after this row, on top of what is known.
    pub(super) fn onto(self, known: Option<&SiteFacts>) -> (Address, Placement) {
        let own = known.map(|facts| &facts.placement).filter(|known| known.accuracy.is_some_and(PositionAccuracy::is_own_point));
        let known_point = known.and_then(|facts| facts.placement.point);
        let stated = match (&self.accuracy, self.point.as_ref()) {
            (Field::Set(Some(accuracy)), _) => Some(*accuracy),
            // The file does not speak of accuracy: a point that stays keeps its own.
            (Field::Keep, None) => own.and_then(|own| own.accuracy),
            (Field::Keep, Some(point)) if *point == known_point => known.and_then(|facts| facts.placement.accuracy),
            _ => None,
        };
        let point = self.point.clone().or(own.map(|own| &own.point), None);
        let is_own_point = point.is_some() && stated.is_none_or(PositionAccuracy::is_own_point);
        let told_as_known = known.filter(|_| self.keeps_units);
        let is_finer_known = known.filter(|known| self.leaves_units_to(known) && (is_own_point || own.is_none()));
        let (address, mut placement) = match (told_as_known, is_finer_known) {
            (Some(known), _) => (known.address.clone(), known.placement.clone()),
            (None, Some(known)) => {
                let kept = |has_column: bool, given: Option<String>, known: &Option<String>| match has_column {
                    true => given,
                    false => known.clone(),
                };
                let address = Address {
                    province: self.address.province,
                    district: kept(self.has_district, self.address.district, &known.address.district),
                    commune: kept(self.has_commune, self.address.commune, &known.address.commune),
                };
                (address, known.placement.clone())
            }
            (None, None) => (self.address, self.placement),
        };
        if is_own_point {
            placement.point = point;
            placement.accuracy = Some(stated.unwrap_or(PositionAccuracy::Reported));
        }
        (address, placement)
    }

    /// The point of an export comes back as the known point it was made from: plane coordinates were written to the
    /// millimetre, and the middle of a unit may be recorded as another point than shapes tell today.
    pub(super) fn keep_known_point(&mut self, known: Option<&SiteFacts>, geography: &Geography) {
        let Some(placement) = known.map(|facts| &facts.placement) else { return };
        let written = geography.settle(placement.clone()).point;
        if let (Field::Set(Some(point)), Some(known)) = (&mut self.point, placement.point) {
            let tolerance = if self.is_feature { ROUNDED_M } else { THERE_AND_BACK_M };
            let is_near = |other: GeoPoint| point.metres_to(other) < tolerance;
            let is_written = written == Some(*point) || *point == known;
            let is_rounded = self.plane.is_some() || self.is_feature;
            if is_written || (is_rounded && (is_near(known) || written.is_some_and(is_near))) {
                *point = known;
            }
        }
    }

    /// The names of units that a layer of our own tells are no other address than the one that is recorded.
    pub(super) fn keep_told_units(&mut self, known: Option<&SiteFacts>, geography: &Geography) {
        if let (Some(told), Some(known)) = (&self.told, known) {
            self.keeps_units = *told == ToldUnits::of(&geography.settle(known.placement.clone()), geography.gazetteer());
        }
    }

    /// Whether the file lacks columns of the address and the ones it has agree with what is known.
    fn leaves_units_to(&self, known: &SiteFacts) -> bool {
        let agrees = |given: Option<crate::domain::RegionId>, known| given.is_none() || given == known;
        let same_presence =
            |has_column: bool, given: &Option<String>, known: &Option<String>| !has_column || given.is_some() == known.is_some();
        let (given, units) = (&self.placement, &known.placement);
        !(self.has_district && self.has_commune)
            && same_presence(self.has_district, &self.address.district, &known.address.district)
            && same_presence(self.has_commune, &self.address.commune, &known.address.commune)
            && agrees(given.province, units.province)
            && agrees(given.former_province, units.former_province)
            && agrees(given.former_district, units.former_district)
            && agrees(given.former_commune, units.former_commune)
            && agrees(given.commune, units.commune)
    }
}

/// What is to be said where the point or the accuracy of a row was not taken.
pub(super) fn overridden(row: &FileRow, given: &GivenLocation, placed: &Placement, geography: &Geography) -> Option<Finding> {
    let tolerance = match (given.is_feature, &given.plane) {
        (true, _) => ROUNDED_M,
        (false, Some(_)) => THERE_AND_BACK_M,
        (false, None) => 0.0,
    };
    // An export writes the middle of a unit as shapes tell it.
    let taken = [placed.point, geography.settle(placed.clone()).point];
    if let Some(Some(point)) = given.point.as_ref()
        && !taken.into_iter().flatten().any(|taken| taken == *point || taken.metres_to(*point) < tolerance)
    {
        let message = Message::new(
            "Tọa độ này không được dùng vì độ chính xác vị trí ghi là tâm của đơn vị hành chính. Để dùng tọa độ, hãy ghi reported hoặc surveyed.",
            "This point was not taken, because the position accuracy says that it is the centre of a unit. To have it taken, write reported or surveyed.",
        );
        return Some(row.at(Column::Lon, Finding::warning(FindingCode::InvalidValue, message)));
    }
    let own = given.accuracy.as_ref().copied().flatten().filter(|accuracy| accuracy.is_own_point());
    if own.is_some() && own != placed.accuracy {
        let message = Message::new(
            "Không có tọa độ, nên vị trí vẫn là tâm của đơn vị hành chính.",
            "There is no point, so the position remains the centre of the unit.",
        );
        return Some(row.at(Column::PositionAccuracy, Finding::warning(FindingCode::InvalidValue, message)));
    }
    None
}
