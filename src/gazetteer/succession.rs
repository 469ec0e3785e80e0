//! Which former unit became which current one, read in both directions and derived for districts; checked when it is built.
use std::collections::BTreeMap;

use super::error::GazetteerError;
use super::files::{Row, SUCCESSION, wrong};
use super::units::Units;
use crate::domain::{Division, Extent, Message, RegionId, RegionLevel, Succession};

/// The rows of succession, sorted both ways.
#[derive(Debug)]
pub(super) struct Successions {
    by_predecessor: Vec<Succession>,
    by_successor: Vec<Succession>,
}

impl Successions {
    pub fn new(mut rows: Vec<Row<Succession>>, units: &Units) -> Result<Self, GazetteerError> {
        for row in &rows {
            check_ends(row, units)?;
        }
        rows.sort_by_key(|row| (row.value.predecessor, row.value.successor));
        for of_one in rows.chunk_by(|a, b| a.value.predecessor == b.value.predecessor) {
            check_group(of_one)?;
        }
        let by_predecessor: Vec<Succession> = rows.into_iter().map(|row| row.value).collect();
        let mut by_successor = by_predecessor.clone();
        by_successor.sort_by_key(|step| (step.successor, step.predecessor));
        Ok(Self { by_predecessor, by_successor })
    }

    /// The rows of that former unit, as the file has them.
    pub fn of_predecessor(&self, id: RegionId) -> &[Succession] {
        run(&self.by_predecessor, |step| step.predecessor, id)
    }

    /// The rows of that current unit, as the file has them.
    pub fn of_successor(&self, id: RegionId) -> &[Succession] {
        run(&self.by_successor, |step| step.successor, id)
    }

    /// What a former unit became: defaults first, then by name. For districts without rows it follows from their communes.
    pub fn successors(&self, id: RegionId, units: &Units) -> Vec<Succession> {
        let mut found = self.of_predecessor(id).to_vec();
        if found.is_empty() && id.level() == RegionLevel::District {
            found = self.of_district(id, units);
        }
        found.sort_by_cached_key(|step| (!step.is_default, name(step.successor, units), step.successor));
        found
    }

    /// What a current unit came from: defaults first, then by name.
    pub fn predecessors(&self, id: RegionId, units: &Units) -> Vec<Succession> {
        let mut found = self.of_successor(id).to_vec();
        found.sort_by_cached_key(|step| (!step.is_default, name(step.predecessor, units), step.predecessor));
        found
    }

    fn of_district(&self, id: RegionId, units: &Units) -> Vec<Succession> {
        let mut merged: BTreeMap<RegionId, Succession> = BTreeMap::new();
        for step in units.children(id).flat_map(|commune| self.of_predecessor(commune.id)) {
            let entry = merged.entry(step.successor).or_insert(Succession { predecessor: id, ..*step });
            entry.is_default |= step.is_default;
            if step.extent == Extent::Part {
                entry.extent = Extent::Part;
            }
        }
        merged.into_values().collect()
    }
}

fn run(sorted: &[Succession], key: impl Fn(&Succession) -> RegionId, id: RegionId) -> &[Succession] {
    let start = sorted.partition_point(|step| key(step) < id);
    let rest = sorted.get(start..).unwrap_or_default();
    rest.get(..rest.partition_point(|step| key(step) == id)).unwrap_or_default()
}

fn name(id: RegionId, units: &Units) -> String {
    units.get(id).map(|region| region.name.clone()).unwrap_or_default()
}

fn check_ends(row: &Row<Succession>, units: &Units) -> Result<(), GazetteerError> {
    let Succession { predecessor, successor, .. } = row.value;
    for id in [predecessor, successor] {
        if units.get(id).is_none() {
            return Err(wrong(SUCCESSION, row, Message::new(format!("không có đơn vị {id}"), format!("there is no unit {id}"))));
        }
    }
    let divisions = (predecessor.division(), successor.division()) == (Division::Former, Division::Current);
    let levels = predecessor.level() == successor.level()
        || (predecessor.level(), successor.level()) == (RegionLevel::District, RegionLevel::Commune);
    if divisions && levels {
        return Ok(());
    }
    Err(wrong(
        SUCCESSION,
        row,
        Message::new(
            format!("{predecessor} không thể trở thành {successor}: sai cấp hoặc sai thời kỳ"),
            format!("{predecessor} cannot become {successor}: wrong level or division"),
        ),
    ))
}

/// One former unit has each successor once and exactly one default.
fn check_group(of_one: &[Row<Succession>]) -> Result<(), GazetteerError> {
    let Some(first) = of_one.first() else { return Ok(()) };
    let id = first.value.predecessor;
    for (row, next) in of_one.iter().zip(of_one.iter().skip(1)) {
        if row.value.successor == next.value.successor {
            return Err(wrong(
                SUCCESSION,
                next,
                Message::new(format!("{id}: dòng lặp lại"), format!("{id}: the row stands twice")),
            ));
        }
    }
    let defaults = of_one.iter().filter(|row| row.value.is_default).count();
    if defaults == 1 {
        return Ok(());
    }
    Err(wrong(
        SUCCESSION,
        first,
        Message::new(
            format!("{id} có {defaults} đơn vị kế thừa mặc định, phải có đúng 1"),
            format!("{id} has {defaults} default successors, there must be exactly 1"),
        ),
    ))
}
