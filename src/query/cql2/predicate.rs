//! A filter expression as a tree whose types agree: what is left after everything wrong was refused.
use jiff::Timestamp;

use super::geometry::GeometryLiteral;
use super::pattern::Pattern;
use crate::query::queryable::{Queryable, ValueKind};

/// A condition.
#[derive(Clone, Debug, PartialEq)]
pub enum Predicate {
    /// The same for every record.
    Constant(Option<bool>),
    /// A property that is true or false by itself.
    Flag(&'static Queryable),
    /// All of them.
    And(Vec<Self>),
    /// Any of them.
    Or(Vec<Self>),
    /// Not that.
    Not(Box<Self>),
    /// A property has no value.
    IsNull(&'static Queryable),
    /// A value made from others is unknown.
    IsUnknown(Operand),
    /// Two values of one type compared.
    Compare(Operand, Comparison, Operand),
    /// A text like a pattern.
    Like(Operand, Pattern),
    /// A value from a low one to a high one, both included.
    Between(Operand, Operand, Operand),
    /// A value equal to any of a list.
    In(Operand, Vec<Operand>),
    /// How two geometries lie.
    Spatial(SpatialCondition),
    /// How two times lie.
    Temporal(TimeOperand, TemporalRelation, TimeOperand),
    /// How two lists lie.
    Array(ListOperand, ArrayRelation, ListOperand),
}

/// A comparison of two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `<>`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

/// An operation on two numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arithmetic {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `div`, without the fraction
    WholeDivide,
    /// `%`
    Remainder,
    /// `^`
    Power,
}

/// A single value.
#[derive(Clone, Debug, PartialEq)]
pub enum Operand {
    /// The value of a property.
    Property(&'static Queryable),
    /// A text, composed.
    Text(String),
    /// A number.
    Number(f64),
    /// True or false.
    Boolean(bool),
    /// A day or a moment.
    Time(Span, ValueKind),
    /// `CASEI`: a text without regard to case.
    WithoutCase(Box<Self>),
    /// `ACCENTI`: a text without regard to tones and marks.
    WithoutMarks(Box<Self>),
    /// A calculation.
    Calculation(Box<Self>, Arithmetic, Box<Self>),
}

impl Operand {
    /// The type of its value.
    pub fn kind(&self) -> ValueKind {
        match self {
            Self::Property(queryable) => queryable.kind,
            Self::Text(_) | Self::WithoutCase(_) | Self::WithoutMarks(_) => ValueKind::Text,
            Self::Number(_) | Self::Calculation(..) => ValueKind::Number,
            Self::Boolean(_) => ValueKind::Boolean,
            Self::Time(_, kind) => *kind,
        }
    }
}

/// A closed span of time: a day, a moment or an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// First instant.
    pub start: Timestamp,
    /// Last instant.
    pub end: Timestamp,
    /// Whether its ends are known as days only.
    pub is_of_days: bool,
}

/// One side of a temporal condition.
#[derive(Clone, Debug, PartialEq)]
pub enum TimeOperand {
    /// A day or a moment.
    Instant(Operand),
    /// From a day or moment to another; an end may be open.
    Interval(Option<Operand>, Option<Operand>),
}

/// One side of a condition on lists.
#[derive(Clone, Debug, PartialEq)]
pub enum ListOperand {
    /// The value of a property.
    Property(&'static Queryable),
    /// Texts.
    Texts(Vec<Operand>),
}

/// One side of a spatial condition.
#[derive(Clone, Debug, PartialEq)]
pub enum GeometryOperand {
    /// The geometry of the record.
    Record,
    /// A geometry of the expression.
    Literal(GeometryLiteral),
}

/// How two geometries lie, at least one of them the record's.
#[derive(Clone, Debug, PartialEq)]
pub struct SpatialCondition {
    /// Its number among those of the expression.
    pub(super) number: usize,
    /// The first geometry.
    pub left: GeometryOperand,
    /// How they lie.
    pub relation: SpatialRelation,
    /// The second geometry.
    pub right: GeometryOperand,
}

macro_rules! relations {
    ($(#[$meta:meta])* $name:ident { $($variant:ident => $function:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name { $(#[doc = concat!("`", $function, "`")] $variant),+ }

        impl $name {
            /// Every relation.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The name of the function, in lower case.
            pub const fn function(self) -> &'static str {
                match self { $(Self::$variant => $function),+ }
            }
        }
    };
}

relations! {
    /// How two geometries lie to each other.
    SpatialRelation {
        Intersects => "s_intersects",
        Disjoint => "s_disjoint",
        Within => "s_within",
        Contains => "s_contains",
        Equals => "s_equals",
        Touches => "s_touches",
        Crosses => "s_crosses",
        Overlaps => "s_overlaps",
    }
}

relations! {
    /// How two times lie to each other.
    TemporalRelation {
        After => "t_after",
        Before => "t_before",
        Contains => "t_contains",
        Disjoint => "t_disjoint",
        During => "t_during",
        Equals => "t_equals",
        FinishedBy => "t_finishedby",
        Finishes => "t_finishes",
        Intersects => "t_intersects",
        Meets => "t_meets",
        MetBy => "t_metby",
        OverlappedBy => "t_overlappedby",
        Overlaps => "t_overlaps",
        StartedBy => "t_startedby",
        Starts => "t_starts",
    }
}

relations! {
    /// How two lists lie to each other.
    ArrayRelation {
        Equals => "a_equals",
        Contains => "a_contains",
        ContainedBy => "a_containedby",
        Overlaps => "a_overlaps",
    }
}
