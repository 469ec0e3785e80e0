//! A predicate asked of one record after another, by the three-valued logic of CQL2: true, false, or unknown where a value is
//! absent.
use std::borrow::Cow;
use std::collections::BTreeSet;

use jiff::Timestamp;

use super::predicate::{Arithmetic, ArrayRelation, Comparison, ListOperand, Operand, Predicate, Span, TimeOperand};
use super::spatial::{Place, SpatialTest};
use crate::domain::text;
use crate::query::queryable::QueryableKey;

/// The value of a property.
#[derive(Clone, Debug, PartialEq)]
pub enum Scalar<'a> {
    /// A text.
    Text(Cow<'a, str>),
    /// A number.
    Number(f64),
    /// True or false.
    Boolean(bool),
    /// A day or a moment.
    Time(Span),
}

/// A record a predicate can be asked of.
pub trait Subject {
    /// The value of a property that has one value; `None` where it is absent.
    fn scalar(&self, key: QueryableKey) -> Option<Scalar<'_>>;
    /// The value of a property that is a list; `None` where it is absent.
    fn texts(&self, key: QueryableKey) -> Option<&[String]>;
    /// The geometry; `None` where there is none.
    fn place(&self) -> Option<Place<'_>>;
}

/// A predicate made ready to be asked.
pub struct Evaluation<'p> {
    predicate: &'p Predicate,
    spatial: Vec<SpatialTest<'p>>,
}

impl<'p> Evaluation<'p> {
    /// Makes a predicate ready.
    pub fn new(predicate: &'p Predicate) -> Self {
        Self { predicate, spatial: SpatialTest::all_of(predicate) }
    }

    /// The whole predicate.
    pub fn predicate(&self) -> &'p Predicate {
        self.predicate
    }

    /// The test of a spatial condition of the predicate.
    pub fn spatial(&self, condition: &super::predicate::SpatialCondition) -> Option<&SpatialTest<'p>> {
        self.spatial.get(condition.number)
    }

    /// Whether the predicate is true of a record.
    pub fn holds(&self, subject: &dyn Subject) -> bool {
        self.truth(self.predicate, subject) == Some(true)
    }

    /// The truth of a part of the predicate; `None` for unknown.
    pub fn truth(&self, part: &Predicate, subject: &dyn Subject) -> Option<bool> {
        match part {
            Predicate::Constant(truth) => *truth,
            Predicate::Flag(queryable) => match subject.scalar(queryable.key)? {
                Scalar::Boolean(truth) => Some(truth),
                _ => None,
            },
            Predicate::And(parts) => combined(parts.iter().map(|part| self.truth(part, subject)), false),
            Predicate::Or(parts) => combined(parts.iter().map(|part| self.truth(part, subject)), true),
            Predicate::Not(inner) => self.truth(inner, subject).map(|truth| !truth),
            Predicate::IsNull(queryable) => Some(match queryable.key {
                QueryableKey::Geometry => subject.place().is_none(),
                key => subject.scalar(key).is_none() && subject.texts(key).is_none(),
            }),
            Predicate::IsUnknown(operand) => Some(value(operand, subject).is_none()),
            Predicate::Compare(left, comparison, right) => compare(&value(left, subject)?, *comparison, &value(right, subject)?),
            Predicate::Like(operand, pattern) => match value(operand, subject)? {
                Scalar::Text(text) => Some(pattern.matches(&text)),
                _ => None,
            },
            Predicate::Between(operand, low, high) => {
                let operand = value(operand, subject);
                let bound = |comparison, bound: &Operand| compare(operand.as_ref()?, comparison, &value(bound, subject)?);
                let bounds = [bound(Comparison::GreaterOrEqual, low), bound(Comparison::LessOrEqual, high)];
                combined(bounds.into_iter(), false)
            }
            Predicate::In(operand, items) => {
                let operand = value(operand, subject)?;
                let is_item = |item: &Operand| compare(&operand, Comparison::Equal, &value(item, subject)?);
                combined(items.iter().map(is_item), true)
            }
            Predicate::Spatial(condition) => {
                let test = self.spatial(condition)?;
                subject.place().map(|place| test.holds(&place))
            }
            Predicate::Temporal(left, relation, right) => Some(span(left, subject)?.lies(*relation, span(right, subject)?)),
            Predicate::Array(left, relation, right) => Some(lies(&list(left, subject)?, *relation, &list(right, subject)?)),
        }
    }
}

/// Conditions joined: one that decides wins, else one that is unknown, else they agree.
fn combined(truths: impl Iterator<Item = Option<bool>>, deciding: bool) -> Option<bool> {
    let mut is_unknown = false;
    for truth in truths {
        match truth {
            Some(truth) if truth == deciding => return Some(deciding),
            Some(_) => {}
            None => is_unknown = true,
        }
    }
    (!is_unknown).then_some(!deciding)
}

fn value<'a>(operand: &'a Operand, subject: &'a dyn Subject) -> Option<Scalar<'a>> {
    let folded = |inner: &'a Operand, fold: fn(&str) -> String| match value(inner, subject)? {
        Scalar::Text(text) => Some(Scalar::Text(Cow::Owned(fold(&text)))),
        _ => None,
    };
    match operand {
        Operand::Property(queryable) => subject.scalar(queryable.key),
        Operand::Text(text) => Some(Scalar::Text(Cow::Borrowed(text))),
        Operand::Number(number) => Some(Scalar::Number(*number)),
        Operand::Boolean(truth) => Some(Scalar::Boolean(*truth)),
        Operand::Time(span, _) => Some(Scalar::Time(*span)),
        Operand::WithoutCase(inner) => folded(inner, text::without_case),
        Operand::WithoutMarks(inner) => folded(inner, text::without_marks),
        Operand::Calculation(left, arithmetic, right) => {
            let (Scalar::Number(left), Scalar::Number(right)) = (value(left, subject)?, value(right, subject)?) else {
                return None;
            };
            let result = calculate(left, *arithmetic, right);
            // What no number answers, such as a division by zero, is unknown.
            result.is_finite().then_some(Scalar::Number(result))
        }
    }
}

fn calculate(left: f64, arithmetic: Arithmetic, right: f64) -> f64 {
    match arithmetic {
        Arithmetic::Add => left + right,
        Arithmetic::Subtract => left - right,
        Arithmetic::Multiply => left * right,
        Arithmetic::Divide => left / right,
        Arithmetic::WholeDivide => (left / right).trunc(),
        Arithmetic::Remainder => left % right,
        Arithmetic::Power => left.powf(right),
    }
}

fn compare(left: &Scalar<'_>, comparison: Comparison, right: &Scalar<'_>) -> Option<bool> {
    let order = match (left, right) {
        (Scalar::Text(left), Scalar::Text(right)) => left.cmp(right),
        (Scalar::Number(left), Scalar::Number(right)) => left.partial_cmp(right)?,
        (Scalar::Boolean(left), Scalar::Boolean(right)) => left.cmp(right),
        (Scalar::Time(left), Scalar::Time(right)) => return Some(left.compare(comparison, *right)),
        _ => return None,
    };
    Some(match comparison {
        Comparison::Equal => order.is_eq(),
        Comparison::NotEqual => order.is_ne(),
        Comparison::Less => order.is_lt(),
        Comparison::LessOrEqual => order.is_le(),
        Comparison::Greater => order.is_gt(),
        Comparison::GreaterOrEqual => order.is_ge(),
    })
}

/// The span of a time; unknown where an end of an interval is absent or they are the wrong way round.
fn span(operand: &TimeOperand, subject: &dyn Subject) -> Option<Span> {
    let instant = |operand: &Operand| match value(operand, subject)? {
        Scalar::Time(span) => Some(span),
        _ => None,
    };
    match operand {
        TimeOperand::Instant(operand) => instant(operand),
        TimeOperand::Interval(from, to) => {
            let open = Span { start: Timestamp::MIN, end: Timestamp::MAX, is_of_days: true };
            let end_of = |operand: &Option<Operand>| operand.as_ref().map_or(Some(open), instant);
            let (from, to) = (end_of(from)?, end_of(to)?);
            let is_of_days = from.is_of_days && to.is_of_days;
            (from.start <= to.end).then_some(Span { start: from.start, end: to.end, is_of_days })
        }
    }
}

fn list(operand: &ListOperand, subject: &dyn Subject) -> Option<BTreeSet<String>> {
    match operand {
        ListOperand::Property(queryable) => Some(subject.texts(queryable.key)?.iter().cloned().collect()),
        ListOperand::Texts(texts) => texts
            .iter()
            .map(|text| match value(text, subject)? {
                Scalar::Text(text) => Some(text.into_owned()),
                _ => None,
            })
            .collect(),
    }
}

fn lies(left: &BTreeSet<String>, relation: ArrayRelation, right: &BTreeSet<String>) -> bool {
    match relation {
        ArrayRelation::Equals => left == right,
        ArrayRelation::Contains => left.is_superset(right),
        ArrayRelation::ContainedBy => left.is_subset(right),
        ArrayRelation::Overlaps => !left.is_disjoint(right),
    }
}
