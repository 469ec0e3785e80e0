//! How geometries lie to each other, by the DE-9IM matrix of two of them.
use std::borrow::Cow;

use geo::algorithm::relate::IntersectionMatrix;
use geo::{BoundingRect, Geometry, Intersects, MultiPolygon, Point, PreparedGeometry, Rect, Relate};

use super::predicate::{GeometryOperand, Predicate, SpatialCondition, SpatialRelation};

/// The geometry of a record.
#[derive(Clone, Debug, PartialEq)]
pub enum Place<'a> {
    /// A point.
    Point(Point<f64>),
    /// A shape.
    Area(Cow<'a, MultiPolygon<f64>>),
}

impl Place<'_> {
    fn bounds(&self) -> Option<Rect<f64>> {
        match self {
            Self::Point(point) => Some(point.bounding_rect()),
            Self::Area(shape) => shape.bounding_rect(),
        }
    }

    fn relate_to(&self, other: &impl Relate<f64>) -> IntersectionMatrix {
        match self {
            Self::Point(point) => point.relate(other),
            Self::Area(shape) => shape.relate(other),
        }
    }

    fn related_by(&self, other: &impl Relate<f64>) -> IntersectionMatrix {
        match self {
            Self::Point(point) => other.relate(point),
            Self::Area(shape) => other.relate(shape.as_ref()),
        }
    }
}

type Prepared<'p> = PreparedGeometry<'p, &'p Geometry<f64>, f64>;

enum Side<'p> {
    Record,
    Literal(Box<Prepared<'p>>, Rect<f64>),
}

/// A spatial condition made ready to be asked of many records.
pub struct SpatialTest<'p> {
    left: Side<'p>,
    relation: SpatialRelation,
    right: Side<'p>,
}

impl<'p> SpatialTest<'p> {
    pub(super) fn new(condition: &'p SpatialCondition) -> Self {
        let side = |operand: &'p GeometryOperand| match operand {
            GeometryOperand::Record => Side::Record,
            GeometryOperand::Literal(literal) => Side::Literal(Box::new((&literal.geometry).into()), literal.bounds),
        };
        Self { left: side(&condition.left), relation: condition.relation, right: side(&condition.right) }
    }

    /// Every test of a predicate, in the order of their numbers.
    pub(super) fn all_of(predicate: &'p Predicate) -> Vec<Self> {
        match predicate {
            Predicate::Spatial(condition) => vec![Self::new(condition)],
            Predicate::And(parts) | Predicate::Or(parts) => parts.iter().flat_map(Self::all_of).collect(),
            Predicate::Not(inner) => Self::all_of(inner),
            _ => Vec::new(),
        }
    }

    /// The box outside of which no record's geometry meets the literal.
    pub fn bounds(&self) -> Option<Rect<f64>> {
        match (&self.left, &self.right) {
            (Side::Literal(_, bounds), _) | (_, Side::Literal(_, bounds)) => Some(*bounds),
            (Side::Record, Side::Record) => None,
        }
    }

    /// What holds for every geometry outside of that box.
    pub fn holds_outside(&self) -> bool {
        self.relation == SpatialRelation::Disjoint
    }

    /// Whether the condition holds for a geometry.
    pub fn holds(&self, place: &Place<'_>) -> bool {
        if let (Some(bounds), Some(around)) = (self.bounds(), place.bounds())
            && !bounds.intersects(&around)
        {
            return self.holds_outside();
        }
        let matrix = match (&self.left, &self.right) {
            (Side::Record, Side::Literal(literal, _)) => place.relate_to(literal.as_ref()),
            (Side::Literal(literal, _), Side::Record) => place.related_by(literal.as_ref()),
            (Side::Literal(left, _), Side::Literal(right, _)) => left.relate(right.as_ref()),
            (Side::Record, Side::Record) => match place {
                Place::Point(point) => point.relate(point),
                Place::Area(shape) => shape.relate(shape.as_ref()),
            },
        };
        of_matrix(self.relation, &matrix)
    }
}

/// Whether two geometries lie so.
pub(super) fn lies(left: &Geometry<f64>, relation: SpatialRelation, right: &Geometry<f64>) -> bool {
    of_matrix(relation, &left.relate(right))
}

fn of_matrix(relation: SpatialRelation, matrix: &IntersectionMatrix) -> bool {
    match relation {
        SpatialRelation::Intersects => matrix.is_intersects(),
        SpatialRelation::Disjoint => matrix.is_disjoint(),
        SpatialRelation::Within => matrix.is_within(),
        SpatialRelation::Contains => matrix.is_contains(),
        SpatialRelation::Equals => matrix.is_equal_topo(),
        SpatialRelation::Touches => matrix.is_touches(),
        SpatialRelation::Crosses => matrix.is_crosses(),
        SpatialRelation::Overlaps => matrix.is_overlaps(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::polygon;

    fn condition(is_record_first: bool, relation: SpatialRelation, geometry: Geometry<f64>) -> SpatialCondition {
        let bounds = geometry.bounding_rect().unwrap();
        let literal = GeometryOperand::Literal(super::super::geometry::GeometryLiteral { geometry, bounds });
        let (left, right) = if is_record_first { (GeometryOperand::Record, literal) } else { (literal, GeometryOperand::Record) };
        SpatialCondition { number: 0, left, relation, right }
    }

    #[test]
    fn points_lie_in_on_and_outside_of_a_square() {
        use SpatialRelation as R;
        let square = polygon![(x: 0.0, y: 0.0), (x: 4.0, y: 0.0), (x: 4.0, y: 4.0), (x: 0.0, y: 4.0), (x: 0.0, y: 0.0)];
        for (x, y, holding) in [
            (1.0, 1.0, vec![R::Intersects, R::Within]),
            (0.0, 1.0, vec![R::Intersects, R::Touches]),
            (4.0, 4.0, vec![R::Intersects, R::Touches]),
            (9.0, 9.0, vec![R::Disjoint]),
        ] {
            for relation in R::ALL {
                let place = Place::Point(Point::new(x, y));
                let straight = condition(true, *relation, square.clone().into());
                assert_eq!(SpatialTest::new(&straight).holds(&place), holding.contains(relation), "{relation:?} {x} {y}");
                // The other way round only within and contains change places.
                let mirrored = match relation {
                    R::Within => R::Contains,
                    R::Contains => R::Within,
                    other => *other,
                };
                let turned = condition(false, mirrored, square.clone().into());
                assert_eq!(SpatialTest::new(&turned).holds(&place), holding.contains(relation), "{relation:?} turned");
            }
        }
    }

    #[test]
    fn a_shape_can_be_crossed_and_overlapped() {
        use SpatialRelation as R;
        let shape = |x: f64| polygon![(x: x, y: 0.0), (x: x + 4.0, y: 0.0), (x: x + 4.0, y: 4.0), (x: x, y: 4.0), (x: x, y: 0.0)];
        let place = Place::Area(Cow::Owned(MultiPolygon(vec![shape(0.0)])));
        let line: Geometry<f64> = geo::LineString::from(vec![(-1.0, 1.0), (2.0, 1.0)]).into();
        for (relation, geometry, holds) in [
            (R::Overlaps, shape(2.0).into(), true),
            (R::Touches, shape(4.0).into(), true),
            (R::Equals, shape(0.0).into(), true),
            (R::Crosses, line.clone(), true),
            (R::Contains, line, false),
            (R::Disjoint, shape(10.0).into(), true),
        ] {
            assert_eq!(SpatialTest::new(&condition(true, relation, geometry)).holds(&place), holds, "{relation:?}");
        }
    }
}
