//! Where synthetic sites are: communes by how much land they have to farm, points within the shapes of units.
use std::sync::OnceLock;

use fastrand::Rng;
use geo::{Intersects, Point};

use crate::domain::{Address, Division, GeoPoint, Placement, PositionAccuracy, Region, RegionId, RegionLevel};
use crate::geography::Geography;

/// How often a point is tried until it lies within a shape.
const ATTEMPTS: usize = 40;
/// Square kilometres of a commune whose area is not known.
const AREA_KM2: f64 = 30.0;

/// What an address in the names of one unit stands for.
struct Named {
    unit: RegionId,
    known: OnceLock<(Address, Placement)>,
}

/// A commune of today and the former communes it was made of.
struct Commune {
    /// Weights of this one and of all before it.
    reach: f64,
    today: Named,
    former: Vec<Named>,
}

/// Everywhere a synthetic site can be.
pub(super) struct Places {
    geography: Geography,
    communes: Vec<Commune>,
}

/// Where one site is, and the name of its commune as the address has it.
pub(super) struct Place {
    pub(super) address: Address,
    pub(super) placement: Placement,
    pub(super) name: String,
}

impl Places {
    pub(super) fn new(geography: Geography) -> Self {
        let gazetteer = geography.gazetteer();
        let named = |unit| Named { unit, known: OnceLock::new() };
        let is_commune =
            |region: &&Region| (region.id.division(), region.id.level()) == (Division::Current, RegionLevel::Commune);
        let mut reach = 0.0;
        let commune = |region: &Region| {
            reach += weight(region);
            let steps = gazetteer.predecessors(region.id).into_iter().map(|step| step.predecessor);
            let former = steps.filter(|unit| unit.level() == RegionLevel::Commune).map(named).collect();
            Commune { reach, today: named(region.id), former }
        };
        let communes = gazetteer.regions().filter(is_commune).map(commune).collect();
        Self { communes, geography }
    }

    /// A place: half of the addresses in names of today, half in those before; seven of ten with a point of their own.
    pub(super) fn place(&self, random: &mut Rng) -> Place {
        let all = self.communes.last().map_or(0.0, |last| last.reach);
        let aim = random.f64() * all;
        let at = self.communes.partition_point(|commune| commune.reach <= aim);
        let Some(commune) = self.communes.get(at) else {
            return Place { address: Address::default(), placement: Placement::default(), name: String::new() };
        };
        let named = if random.bool() { random.choice(&commune.former) } else { None }.unwrap_or(&commune.today);
        let (address, mut placement) = named.known.get_or_init(|| self.known(named.unit)).clone();
        if random.u8(0..10) < 7
            && let Some(point) = self.point_in(named.unit, random)
        {
            let is_surveyed = random.u8(0..3) == 0;
            let accuracy = if is_surveyed { PositionAccuracy::Surveyed } else { PositionAccuracy::Reported };
            placement = Placement { point: Some(point), accuracy: Some(accuracy), ..placement };
        }
        let name = self.geography.gazetteer().region(named.unit).map(|region| region.name.clone()).unwrap_or_default();
        Place { address, placement, name }
    }

    /// The address in the names of a unit and those above it, and what it stands for.
    fn known(&self, unit: RegionId) -> (Address, Placement) {
        let gazetteer = self.geography.gazetteer();
        let full = |id: RegionId| gazetteer.region(id).map(|region| region.full_name.clone());
        let above = |level| gazetteer.ancestors(unit).map(|region| region.id).find(|id| id.level() == level);
        let (district, province) = (above(RegionLevel::District), above(RegionLevel::Province));
        let address = Address { province: province.and_then(full), district: district.and_then(full), commune: full(unit) };
        let placement = gazetteer.resolve_address(&address).placement;
        (address, placement)
    }

    /// A point in the shape of a unit, six decimals of it.
    fn point_in(&self, unit: RegionId, random: &mut Rng) -> Option<GeoPoint> {
        let shapes = self.geography.shapes();
        let (shape, area) = (shapes.get(unit)?, shapes.bbox(unit)?);
        let rounded = |degrees: f64| (degrees * 1e6).round() / 1e6;
        let mut between = |low: f64, high: f64| rounded(low + random.f64() * (high - low));
        let tried = (0..ATTEMPTS).map(|_| (between(area.west, area.east), between(area.south, area.north)));
        let mut within = tried.filter(|(lon, lat)| shape.geometry.intersects(&Point::new(*lon, *lat)));
        within.next().and_then(|(lon, lat)| GeoPoint::new(lon, lat))
    }
}

/// How many sites a commune draws: more where there is more land, few in towns and on islands.
fn weight(commune: &Region) -> f64 {
    let rural = match commune.type_word.as_str() {
        "Phường" => 0.3,
        "Đặc khu" => 0.1,
        _ => 1.0,
    };
    commune.area_km2.unwrap_or(AREA_KM2).max(1.0).sqrt() * rural
}
