//! Every administrative unit, in the order of its id, with its parent and children; checked when it is built.
use super::error::GazetteerError;
use super::files::{Row, UNITS, wrong};
use super::type_word::TypeWord;
use crate::domain::{Division, Message, Region, RegionId, RegionLevel};

/// All units, sorted by id.
#[derive(Debug)]
pub(super) struct Units {
    regions: Vec<Region>,
    /// Pairs of parent and child, sorted.
    children: Vec<(RegionId, RegionId)>,
}

impl Units {
    pub fn new(mut rows: Vec<Row<Region>>) -> Result<Self, GazetteerError> {
        rows.sort_by_key(|row| row.value.id);
        for (row, next) in rows.iter().zip(rows.iter().skip(1)) {
            if row.value.id == next.value.id {
                let id = row.value.id;
                return Err(wrong(UNITS, next, Message::new(format!("mã {id} lặp lại"), format!("id {id} stands twice"))));
            }
        }
        for row in &rows {
            check_type(row)?;
            check_parent(row, &rows)?;
        }
        let regions: Vec<Region> = rows.into_iter().map(|row| row.value).collect();
        let mut children: Vec<_> = regions.iter().filter_map(|region| Some((region.parent?, region.id))).collect();
        children.sort_unstable();
        Ok(Self { regions, children })
    }

    pub fn all(&self) -> &[Region] {
        &self.regions
    }

    pub fn get(&self, id: RegionId) -> Option<&Region> {
        let at = self.regions.binary_search_by_key(&id, |region| region.id).ok()?;
        self.regions.get(at)
    }

    pub fn parent(&self, id: RegionId) -> Option<RegionId> {
        self.get(id)?.parent
    }

    pub fn children(&self, id: RegionId) -> impl Iterator<Item = &Region> {
        let start = self.children.partition_point(|(parent, _)| *parent < id);
        let of_parent = self.children.get(start..).unwrap_or_default().iter().take_while(move |(parent, _)| *parent == id);
        of_parent.filter_map(|(_, child)| self.get(*child))
    }

    pub fn ancestors(&self, id: RegionId) -> impl Iterator<Item = &Region> {
        let above = move |id| self.parent(id).and_then(|parent| self.get(parent));
        std::iter::successors(above(id), move |region| above(region.id))
    }

    /// The unit's province, which is itself where it is one.
    pub fn province(&self, id: RegionId) -> Option<RegionId> {
        self.ancestors(id).map(|region| region.id).chain([id]).find(|id| id.level() == RegionLevel::Province)
    }
}

fn check_type(row: &Row<Region>) -> Result<(), GazetteerError> {
    let region = &row.value;
    let fits = match TypeWord::of(&region.type_word) {
        None => false,
        Some(kind) => match region.id.level() {
            RegionLevel::Commune => kind.is_communal(),
            RegionLevel::District => matches!(kind, TypeWord::Quan | TypeWord::Huyen | TypeWord::ThiXa | TypeWord::ThanhPho),
            RegionLevel::Province => kind.is_provincial(),
        },
    };
    if fits && region.full_name == format!("{} {}", region.type_word, region.name) {
        return Ok(());
    }
    let full = &region.full_name;
    Err(wrong(
        UNITS,
        row,
        Message::new(format!("“{full}”: loại, tên hoặc cấp không khớp"), format!("“{full}”: type, name or level do not fit")),
    ))
}

fn check_parent(row: &Row<Region>, sorted: &[Row<Region>]) -> Result<(), GazetteerError> {
    let (id, parent) = (row.value.id, row.value.parent);
    let due = match (id.level(), id.division()) {
        (RegionLevel::Province, _) => None,
        (RegionLevel::Commune, Division::Former) => Some(RegionLevel::District),
        _ => Some(RegionLevel::Province),
    };
    let exists = |parent: RegionId| sorted.binary_search_by_key(&parent, |row| row.value.id).is_ok();
    let fits = match parent {
        None => due.is_none(),
        Some(parent) => due == Some(parent.level()) && parent.division() == id.division() && exists(parent),
    };
    if fits {
        return Ok(());
    }
    let given = parent.map(|parent| parent.to_string()).unwrap_or_default();
    Err(wrong(
        UNITS,
        row,
        Message::new(
            format!("{id}: đơn vị cấp trên “{given}” không có hoặc không đúng cấp"),
            format!("{id}: the parent “{given}” is missing or of the wrong level or division"),
        ),
    ))
}
