//! CQL2 filter expressions: text or JSON, read into one predicate whose names, types and codes are known to be right.

mod codes;
mod cql_text;
mod evaluation;
mod expression;
mod fault;
mod folding;
mod geometry;
mod instants;
mod json;
mod limits;
mod operands;
mod pattern;
mod plane;
mod predicate;
mod spatial;
mod syntax;
mod text;
mod typing;

pub use evaluation::{Evaluation, Scalar, Subject};
pub use expression::{EXPRESSION_PARAMETERS, Expression, FilterLanguage};
pub use geometry::GeometryLiteral;
pub use pattern::Pattern;
pub use predicate::{
    Arithmetic, ArrayRelation, Comparison, GeometryOperand, ListOperand, Operand, Predicate, Span, SpatialCondition,
    SpatialRelation, TemporalRelation, TimeOperand,
};
pub use spatial::{Place, SpatialTest};
