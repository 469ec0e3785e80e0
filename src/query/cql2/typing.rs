//! The tree of an expression to a predicate: names are found among the queryables, types are held against each other, and
//! whatever does not fit is refused.
use serde_json::{Map, Value};

use super::fault::{needed, refused};
use super::geometry::GeometryReader;
use super::operands::OperandReader;
use super::pattern::Pattern;
use super::predicate::{
    ArrayRelation, Comparison, GeometryOperand, Predicate, SpatialCondition, SpatialRelation, TemporalRelation,
};
use super::spatial::lies;
use super::syntax::{exactly, operation, unknown_function, wrong_count};
use crate::domain::{Message, Vocabulary};
use crate::geography::Crs;
use crate::query::error::QueryError;
use crate::query::queryable::{Queryable, ValueKind};

/// Deepest tree; longer chains of calculations are refused. `AND` and `OR` do not deepen it.
const DEPTH_MAX: usize = 60;
/// Most parts of an expression, without the points of its geometries.
const PARTS_MAX: usize = 10_000;

/// Reads the conditions of one expression.
pub(super) struct PredicateReader<'a> {
    operands: OperandReader<'a>,
    geometries: GeometryReader,
    parts: usize,
    spatial: usize,
}

impl<'a> PredicateReader<'a> {
    pub(super) fn new(queryables: &'static [Queryable], vocabulary: &'a Vocabulary, crs: Crs) -> Self {
        let operands = OperandReader { queryables, vocabulary };
        Self { operands, geometries: GeometryReader::new(crs), parts: 0, spatial: 0 }
    }

    /// A whole expression.
    pub(super) fn read(&mut self, tree: &Value) -> Result<Predicate, QueryError> {
        self.count(tree, 0)?;
        self.condition(tree)
    }

    /// Bounds the tree before anything recurses into it.
    fn count(&mut self, value: &Value, depth: usize) -> Result<(), QueryError> {
        self.parts += 1;
        if self.parts > PARTS_MAX || depth > DEPTH_MAX {
            return Err(refused(
                format!("quá phức tạp: tối đa {PARTS_MAX} phần tử, lồng nhau tối đa {DEPTH_MAX} tầng"),
                format!("too complex: at most {PARTS_MAX} parts, nested at most {DEPTH_MAX} deep"),
            ));
        }
        match value {
            Value::Array(parts) => parts.iter().try_for_each(|part| self.count(part, depth + 1)),
            Value::Object(members) if !members.contains_key("coordinates") && !members.contains_key("geometries") => {
                // The list of arguments is no step of its own.
                members.values().try_for_each(|member| match member {
                    Value::Array(parts) => parts.iter().try_for_each(|part| self.count(part, depth + 1)),
                    other => self.count(other, depth + 1),
                })
            }
            _ => Ok(()),
        }
    }

    fn condition(&mut self, value: &Value) -> Result<Predicate, QueryError> {
        match value {
            Value::Bool(truth) => Ok(Predicate::Constant(Some(*truth))),
            Value::Object(members) if members.contains_key("op") => self.operation(value, members),
            Value::Object(members) if members.contains_key("property") => {
                let queryable = self.operands.property(value)?;
                match queryable.kind {
                    ValueKind::Boolean => Ok(Predicate::Flag(queryable)),
                    kind => Err(needed(value, &condition_words(Some(kind)))),
                }
            }
            other => Err(needed(other, &condition_words(None))),
        }
    }

    fn operation(&mut self, value: &Value, members: &Map<String, Value>) -> Result<Predicate, QueryError> {
        let (name, arguments) = operation(value, members)?;
        if let Some(comparison) = comparison(&name) {
            let [left, right] = exactly(&name, arguments)?;
            return self.operands.comparison(left, comparison, right);
        }
        if let Some(relation) = SpatialRelation::ALL.iter().find(|relation| relation.function() == name) {
            let [left, right] = exactly(&name, arguments)?;
            return self.spatial(left, *relation, right);
        }
        if let Some(relation) = TemporalRelation::ALL.iter().find(|relation| relation.function() == name) {
            let [left, right] = exactly(&name, arguments)?;
            return Ok(Predicate::Temporal(self.operands.time(left)?, *relation, self.operands.time(right)?));
        }
        if let Some(relation) = ArrayRelation::ALL.iter().find(|relation| relation.function() == name) {
            let [left, right] = exactly(&name, arguments)?;
            let (left, right) = self.operands.lists(left, right)?;
            return Ok(Predicate::Array(left, *relation, right));
        }
        match name.as_str() {
            "and" | "or" => {
                if arguments.len() < 2 {
                    return Err(wrong_count(&name, arguments.len(), 2));
                }
                let parts = arguments.iter().map(|part| self.condition(part)).collect::<Result<Vec<_>, _>>()?;
                Ok(if name == "and" { Predicate::And(parts) } else { Predicate::Or(parts) })
            }
            "not" => {
                let [inner] = exactly(&name, arguments)?;
                Ok(Predicate::Not(Box::new(self.condition(inner)?)))
            }
            "isnull" => {
                let [inner] = exactly(&name, arguments)?;
                self.operands.absence(inner)
            }
            "like" => {
                let [text, pattern] = exactly(&name, arguments)?;
                let text = self.operands.text(text)?;
                Ok(Predicate::Like(text, Pattern::new(&self.operands.constant_text(pattern)?)))
            }
            "between" => {
                let [value, low, high] = exactly(&name, arguments)?;
                self.operands.between(value, low, high)
            }
            "in" => {
                let [value, list] = exactly(&name, arguments)?;
                self.operands.membership(value, list)
            }
            "+" | "-" | "*" | "/" | "%" | "^" | "div" | "casei" | "accenti" => Err(needed(value, &condition_words(None))),
            _ => Err(unknown_function(&name)),
        }
    }

    fn spatial(&mut self, left: &Value, relation: SpatialRelation, right: &Value) -> Result<Predicate, QueryError> {
        let (left, right) = (self.geometry(left)?, self.geometry(right)?);
        if let (GeometryOperand::Literal(left), GeometryOperand::Literal(right)) = (&left, &right) {
            return Ok(Predicate::Constant(Some(lies(&left.geometry, relation, &right.geometry))));
        }
        let number = self.spatial;
        self.spatial += 1;
        Ok(Predicate::Spatial(SpatialCondition { number, left, relation, right }))
    }

    fn geometry(&mut self, value: &Value) -> Result<GeometryOperand, QueryError> {
        let members = value.as_object();
        if let Some(name) = members.and_then(|members| members.get("op")).and_then(Value::as_str) {
            return Err(unknown_function(name));
        }
        if members.is_some_and(|members| members.contains_key("property")) {
            let queryable = self.operands.property(value)?;
            return match queryable.kind {
                ValueKind::Geometry => Ok(GeometryOperand::Record),
                _ => Err(needed(value, &ValueKind::Geometry.words())),
            };
        }
        self.geometries.read(value).map(GeometryOperand::Literal)
    }
}

fn comparison(name: &str) -> Option<Comparison> {
    Some(match name {
        "=" => Comparison::Equal,
        "<>" => Comparison::NotEqual,
        "<" => Comparison::Less,
        "<=" => Comparison::LessOrEqual,
        ">" => Comparison::Greater,
        ">=" => Comparison::GreaterOrEqual,
        _ => return None,
    })
}

/// What a condition is, with a hint for a property that stands alone.
fn condition_words(alone: Option<ValueKind>) -> Message {
    let hint = |kind: ValueKind| {
        Message::new(format!(" (thuộc tính này là {})", kind.words().vi), format!(" (this property is {})", kind.words().en))
    };
    let hint = alone.map_or_else(|| Message::new("", ""), hint);
    Message::new(
        format!("một điều kiện đúng hoặc sai, ví dụ sector = 'crop'{}", hint.vi),
        format!("a condition that is true or false, such as sector = 'crop'{}", hint.en),
    )
}
