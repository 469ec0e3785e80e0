//! Where each former unit is believed to lie: its box from the data, mended where that cannot be right.
use std::collections::{BTreeMap, BTreeSet};

use super::archipelagos::is_archipelago;
use super::plane::{kilometres, square_km_of_degrees, square_km_per_square_degree};
use crate::domain::{Extent, GeoPoint, RegionId, RegionLevel};
use crate::gazetteer::Gazetteer;

/// Part of its box that a commune fills on average; measured on communes that never changed.
const FILL: f64 = 0.57;
/// Area of a box where nothing else is known, in square kilometres.
const USUAL_BOX_KM2: f64 = 30.0;
/// A box further than this from the middle of its district is taken for a mistake, in kilometres.
const FAR_KM: f64 = 60.0;

/// One former unit and the box that its cell is drawn from.
#[derive(Clone, Debug)]
pub(super) struct Believed {
    /// A former commune, or one of the former districts without communes.
    pub former: RegionId,
    /// What it became by default.
    pub default: RegionId,
    /// Middle of the box in degrees.
    pub centre: [f64; 2],
    /// Half its width and height in degrees.
    pub half: [f64; 2],
    /// Whether the box is the one of the data.
    pub is_given: bool,
}

fn pair(point: GeoPoint) -> [f64; 2] {
    [point.lon, point.lat]
}

fn median(mut numbers: Vec<f64>) -> Option<f64> {
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied()
}

/// A former unit on its way to being believed.
struct Draft {
    believed: Believed,
    /// The point of the data.
    point: [f64; 2],
    district: RegionId,
    is_whole: bool,
    box_km2: f64,
}

/// The former units that tell where something is: all communes, and the districts that had none. In the order of ids.
pub(super) fn believed_boxes(gazetteer: &Gazetteer) -> Vec<Believed> {
    let mut drafts: Vec<Draft> = drafts(gazetteer);
    let repeated = repeated_boxes(gazetteer);
    let districts = Districts::of(&drafts);
    let mut parts: BTreeMap<RegionId, usize> = BTreeMap::new();
    for draft in &drafts {
        *parts.entry(draft.believed.default).or_default() += 1;
    }
    for draft in &mut drafts {
        let is_repeated = repeated.contains(&draft.believed.former);
        let successor_km2 = gazetteer.region(draft.believed.default).and_then(|region| region.area_km2);
        let share = successor_km2.map(|area| area / parts.get(&draft.believed.default).map_or(1.0, |count| as_f64(*count)));
        draft.believed.is_given &= !is_repeated && districts.is_plausible(draft, successor_km2, share);
    }
    let usual = Districts::of(&drafts);
    let mended: Vec<Believed> = drafts.iter().map(|draft| mended(draft, &drafts, &usual, gazetteer)).collect();
    mended
}

#[allow(clippy::cast_precision_loss, reason = "counts of units are small")]
fn as_f64(count: usize) -> f64 {
    count as f64
}

fn drafts(gazetteer: &Gazetteer) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for region in gazetteer.regions() {
        let is_finest = region.id.level() == RegionLevel::Commune
            || (region.id.level() == RegionLevel::District && gazetteer.children(region.id).next().is_none());
        if !is_finest || is_archipelago(&region.id.to_string()) {
            continue;
        }
        let steps = gazetteer.successors(region.id);
        let Some(default) = steps.iter().find(|step| step.is_default) else { continue };
        let point = pair(region.centre);
        let (centre, half, is_given) = match region.bbox {
            Some(area) => (
                [f64::midpoint(area.west, area.east), f64::midpoint(area.south, area.north)],
                [(area.east - area.west) / 2.0, (area.north - area.south) / 2.0],
                area.east > area.west && area.north > area.south,
            ),
            None => (point, [0.0, 0.0], false),
        };
        drafts.push(Draft {
            believed: Believed { former: region.id, default: default.successor, centre, half, is_given },
            point,
            district: region.parent.filter(|_| region.id.level() == RegionLevel::Commune).unwrap_or(region.id),
            is_whole: default.extent == Extent::Whole,
            box_km2: square_km_of_degrees(2.0 * half[0], 2.0 * half[1], centre[1]),
        });
    }
    drafts
}

/// Units that share the very same box: it is that of something larger.
fn repeated_boxes(gazetteer: &Gazetteer) -> BTreeSet<RegionId> {
    let mut by_box: BTreeMap<[u64; 4], Vec<RegionId>> = BTreeMap::new();
    for region in gazetteer.regions().filter(|region| region.id.level() == RegionLevel::Commune) {
        if let Some(area) = region.bbox {
            by_box.entry([area.west, area.south, area.east, area.north].map(f64::to_bits)).or_default().push(region.id);
        }
    }
    by_box.into_values().filter(|ids| ids.len() > 1).flatten().collect()
}

/// What is usual in each district.
struct Districts {
    /// Median area of the boxes, and the median middle.
    usual: BTreeMap<RegionId, (f64, [f64; 2])>,
}

impl Districts {
    fn of(drafts: &[Draft]) -> Self {
        let mut members: BTreeMap<RegionId, Vec<&Draft>> = BTreeMap::new();
        for draft in drafts.iter().filter(|draft| draft.believed.is_given) {
            members.entry(draft.district).or_default().push(draft);
        }
        let usual = members.into_iter().filter_map(|(district, members)| {
            let of = |value: &dyn Fn(&Draft) -> f64| median(members.iter().map(|draft| value(draft)).collect());
            let middle = [of(&|draft| draft.believed.centre[0])?, of(&|draft| draft.believed.centre[1])?];
            Some((district, (of(&|draft| draft.box_km2)?, middle)))
        });
        Self { usual: usual.collect() }
    }

    fn box_km2(&self, district: RegionId) -> f64 {
        self.usual.get(&district).map_or(USUAL_BOX_KM2, |usual| usual.0)
    }

    /// Whether a given box can be the unit's: neither a mere dot, nor that of a whole district, nor elsewhere.
    fn is_plausible(&self, draft: &Draft, successor_km2: Option<f64>, share_km2: Option<f64>) -> bool {
        let Some((usual, middle)) = self.usual.get(&draft.district) else { return true };
        let is_dot = draft.box_km2 < 0.02 * usual
            || (draft.box_km2 < 0.1 * usual && share_km2.is_none_or(|share| draft.box_km2 < 0.25 * share));
        let is_huge = draft.is_whole
            && successor_km2.is_some_and(|area| area > 1.0 && draft.box_km2 * 0.25 > area)
            && draft.box_km2 > 6.0 * usual;
        let is_far = kilometres(draft.believed.centre, *middle) > FAR_KM && kilometres(draft.point, *middle) > FAR_KM;
        !is_dot && !is_huge && !is_far
    }
}

/// The unit with its box, or where that is no use with a square about its point: as large as what its successor's other
/// parts leave of the successor's area, and moved so that the middle of the whole fits.
fn mended(draft: &Draft, drafts: &[Draft], usual: &Districts, gazetteer: &Gazetteer) -> Believed {
    if draft.believed.is_given {
        return draft.believed.clone();
    }
    let ordinary = usual.box_km2(draft.district) * FILL;
    let mut centre = draft.point;
    let mut area = ordinary;
    let siblings: Vec<&Draft> = drafts.iter().filter(|other| other.believed.default == draft.believed.default).collect();
    let known = siblings.iter().filter(|other| other.believed.is_given);
    let (mut known_km2, mut moment) = (0.0, [0.0, 0.0]);
    for other in known {
        let part = other.box_km2 * FILL;
        known_km2 += part;
        moment = [moment[0] + part * other.believed.centre[0], moment[1] + part * other.believed.centre[1]];
    }
    let unknown = siblings.iter().filter(|other| !other.believed.is_given).count();
    if let Some((whole_km2, middle)) =
        gazetteer.region(draft.believed.default).and_then(|region| Some((region.area_km2?, pair(region.centre))))
    {
        let left_km2 = whole_km2 - known_km2;
        if left_km2 > 0.0 && kilometres(middle, centre) < 1.2 * whole_km2.sqrt() {
            area = left_km2 / as_f64(unknown.max(1));
            if unknown == 1 {
                let due = [0, 1].map(|axis: usize| {
                    let (middle, moment) = if axis == 0 { (middle[0], moment[0]) } else { (middle[1], moment[1]) };
                    (whole_km2 * middle - moment) / left_km2
                });
                let share = (0.8 * left_km2.sqrt() / kilometres(due, centre).max(1e-9)).min(1.0);
                centre = [centre[0] + (due[0] - centre[0]) * share, centre[1] + (due[1] - centre[1]) * share];
            }
        }
    }
    let side_km = (area.clamp(0.3 * ordinary, 6.0 * ordinary) / FILL).sqrt();
    let (east, north) = square_km_per_square_degree(centre[1]);
    Believed { centre, half: [side_km / 2.0 / east.sqrt(), side_km / 2.0 / north.sqrt()], ..draft.believed.clone() }
}
