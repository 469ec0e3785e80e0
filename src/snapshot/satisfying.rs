//! A filter expression to the set of slots that satisfy it: by bitmaps and the R-tree where they know the answer, else by
//! asking the records that are still in question.
use roaring::{MultiOps, RoaringBitmap};

use super::Snapshot;
use super::site_subject::SiteSubject;
use crate::domain::{BoundingBox, Division, Property, RegionId, RegionLevel};
use crate::query::cql2::{
    ArrayRelation, Comparison, Evaluation, Expression, ListOperand, Operand, Predicate, SpatialCondition, Subject,
};
use crate::query::{Queryable, QueryableKey};

/// What is known of a set of slots: those of which a condition is true, and those of which it is unknown.
struct Truth {
    yes: RoaringBitmap,
    unknown: RoaringBitmap,
}

impl Truth {
    fn known(yes: RoaringBitmap) -> Self {
        Self { yes, unknown: RoaringBitmap::new() }
    }
}

impl Snapshot {
    /// The slots that satisfy an expression.
    pub(super) fn satisfying(&self, expression: &Expression) -> RoaringBitmap {
        let evaluation = Evaluation::new(expression.predicate());
        self.truth(&evaluation, evaluation.predicate(), self.columns.all()).yes
    }

    /// The truth of a part of an expression among these slots.
    fn truth(&self, evaluation: &Evaluation<'_>, part: &Predicate, among: &RoaringBitmap) -> Truth {
        match part {
            Predicate::Constant(Some(true)) => Truth::known(among.clone()),
            Predicate::Constant(Some(false)) => Truth::known(RoaringBitmap::new()),
            Predicate::Constant(None) => Truth { yes: RoaringBitmap::new(), unknown: among.clone() },
            Predicate::Not(inner) => {
                let inner = self.truth(evaluation, inner, among);
                Truth { yes: among - &inner.yes - &inner.unknown, unknown: inner.unknown }
            }
            Predicate::And(parts) => {
                // What one part refuses need not be asked of the next.
                let (mut left, mut unknown) = (among.clone(), RoaringBitmap::new());
                for part in parts {
                    let truth = self.truth(evaluation, part, &left);
                    left = truth.yes | &truth.unknown;
                    unknown = (unknown | truth.unknown) & &left;
                }
                Truth { yes: left - &unknown, unknown }
            }
            Predicate::Or(parts) => {
                let (mut yes, mut unknown) = (RoaringBitmap::new(), RoaringBitmap::new());
                for part in parts {
                    let truth = self.truth(evaluation, part, &(among - &yes));
                    yes |= truth.yes;
                    unknown |= truth.unknown;
                }
                Truth { unknown: unknown - &yes, yes }
            }
            Predicate::Spatial(condition) => self.lying(evaluation, condition, among),
            _ => self.indexed(part, among).unwrap_or_else(|| self.asked(evaluation, part, among)),
        }
    }

    /// The answer of the indexes, where they have one.
    fn indexed(&self, part: &Predicate, among: &RoaringBitmap) -> Option<Truth> {
        let (queryable, yes) = match part {
            Predicate::IsNull(queryable) => {
                let absent = match queryable.key {
                    QueryableKey::Geometry => among - self.columns.placed(),
                    key => self.absent(key)? & among,
                };
                return Some(Truth::known(absent));
            }
            Predicate::Compare(Operand::Property(queryable), comparison, Operand::Text(text))
            | Predicate::Compare(Operand::Text(text), comparison, Operand::Property(queryable)) => {
                let equal = self.with_value(queryable, text)?;
                match comparison {
                    Comparison::Equal => (queryable, equal),
                    Comparison::NotEqual => (queryable, among - equal - self.absent(queryable.key)?),
                    _ => return None,
                }
            }
            Predicate::In(Operand::Property(queryable), items) => {
                let with_item = |item: &Operand| match item {
                    Operand::Text(text) => self.with_value(queryable, text),
                    _ => None,
                };
                (queryable, items.iter().map(with_item).collect::<Option<Vec<_>>>()?.union())
            }
            Predicate::Array(ListOperand::Property(queryable), relation, ListOperand::Texts(texts)) if !texts.is_empty() => {
                let with_item = |item: &Operand| match item {
                    Operand::Text(text) => Some(self.with_term(queryable, text)),
                    _ => None,
                };
                let sets = texts.iter().map(with_item).collect::<Option<Vec<_>>>()?;
                let yes = match relation {
                    ArrayRelation::Contains => sets.intersection(),
                    ArrayRelation::Overlaps => sets.union(),
                    ArrayRelation::Equals | ArrayRelation::ContainedBy => return None,
                };
                // A list may be empty, but it is never absent.
                return Some(Truth::known(yes & among));
            }
            _ => return None,
        };
        Some(Truth { yes: yes & among, unknown: self.absent(queryable.key)? & among })
    }

    /// The slots with a value, where there is a bitmap of each.
    fn with_value(&self, queryable: &Queryable, text: &str) -> Option<RoaringBitmap> {
        if let Some(level) = unit_of(queryable.key) {
            let id = text.parse::<RegionId>().ok().filter(|id| (id.level(), id.division()) == level && id.to_string() == text);
            return Some(id.and_then(|id| self.columns.region(id)).cloned().unwrap_or_default());
        }
        self.absent(queryable.key)?;
        queryable.vocabulary().map(|_| self.with_term(queryable, text))
    }

    fn with_term(&self, queryable: &Queryable, text: &str) -> RoaringBitmap {
        let slots = queryable.vocabulary().and_then(|vocabulary| self.columns.term(vocabulary, text));
        slots.cloned().unwrap_or_default()
    }

    /// The slots without a value, where that is known beforehand.
    fn absent(&self, key: QueryableKey) -> Option<&RoaringBitmap> {
        match key {
            QueryableKey::Site(property) => self.columns.absent(property),
            _ => None,
        }
    }

    /// By the box of the geometry, then exactly.
    fn lying(&self, evaluation: &Evaluation<'_>, condition: &SpatialCondition, among: &RoaringBitmap) -> Truth {
        let placed = among & self.columns.placed();
        let unknown = among - &placed;
        let Some(test) = evaluation.spatial(condition) else { return Truth { yes: RoaringBitmap::new(), unknown } };
        let near = match test.bounds() {
            Some(bounds) => {
                let (min, max) = (bounds.min(), bounds.max());
                self.within(BoundingBox { west: min.x, south: min.y, east: max.x, north: max.y }) & &placed
            }
            None => placed.clone(),
        };
        let far = if test.holds_outside() { placed - &near } else { RoaringBitmap::new() };
        let lies = |slot: &u32| {
            let place = self.site(*slot).and_then(|public| SiteSubject(public).place().map(|place| test.holds(&place)));
            place == Some(true)
        };
        let yes: RoaringBitmap = near.iter().filter(lies).collect();
        Truth { yes: yes | far, unknown }
    }

    fn asked(&self, evaluation: &Evaluation<'_>, part: &Predicate, among: &RoaringBitmap) -> Truth {
        let mut truth = Truth::known(RoaringBitmap::new());
        for slot in among {
            let Some(public) = self.site(slot) else { continue };
            match evaluation.truth(part, &SiteSubject(public)) {
                Some(true) => truth.yes.insert(slot),
                None => truth.unknown.insert(slot),
                Some(false) => false,
            };
        }
        truth
    }
}

/// The level and division of the units a property holds the identifiers of.
fn unit_of(key: QueryableKey) -> Option<(RegionLevel, Division)> {
    match key {
        QueryableKey::Site(Property::ProvinceId) => Some((RegionLevel::Province, Division::Current)),
        QueryableKey::Site(Property::CommuneId) => Some((RegionLevel::Commune, Division::Current)),
        QueryableKey::Site(Property::FormerProvinceId) => Some((RegionLevel::Province, Division::Former)),
        QueryableKey::Site(Property::FormerDistrictId) => Some((RegionLevel::District, Division::Former)),
        QueryableKey::Site(Property::FormerCommuneId) => Some((RegionLevel::Commune, Division::Former)),
        _ => None,
    }
}
