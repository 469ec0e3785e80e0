//! The values within conditions: read, typed, and held against the type and the code list of the property they meet.
use serde_json::{Map, Value};

use super::codes::{check_code, check_codes};
use super::fault::{find_queryable, needed, refused, written};
use super::folding::constant;
use super::instants::{day_in, moment_in};
use super::predicate::{Arithmetic, Comparison, ListOperand, Operand, Predicate, Span, TimeOperand};
use super::syntax::{exactly, operation, unknown_function};
use crate::domain::{Message, Vocabulary, text};
use crate::query::error::QueryError;
use crate::query::queryable::{Queryable, ValueKind};

/// Reads values.
pub(super) struct OperandReader<'a> {
    pub(super) queryables: &'static [Queryable],
    pub(super) vocabulary: &'a Vocabulary,
}

impl OperandReader<'_> {
    /// The property a value names.
    pub(super) fn property(&self, value: &Value) -> Result<&'static Queryable, QueryError> {
        match value.as_object().and_then(|members| members.get("property")) {
            Some(Value::String(name)) => find_queryable(self.queryables, name),
            _ => Err(needed(value, &Message::new("tên một thuộc tính", "the name of a property"))),
        }
    }

    /// Two values compared.
    pub(super) fn comparison(&self, left: &Value, comparison: Comparison, right: &Value) -> Result<Predicate, QueryError> {
        let (first, second) = (self.scalar(left)?, self.scalar(right)?);
        agree(&first, left, &second, right)?;
        if matches!(comparison, Comparison::Equal | Comparison::NotEqual) {
            check_code(&first, &second, self.vocabulary)?;
        }
        Ok(Predicate::Compare(first, comparison, second))
    }

    /// A value that is absent.
    pub(super) fn absence(&self, value: &Value) -> Result<Predicate, QueryError> {
        if value.as_object().is_some_and(|members| members.contains_key("property")) {
            return self.property(value).map(Predicate::IsNull);
        }
        self.scalar(value).map(Predicate::IsUnknown)
    }

    /// A value between two others.
    pub(super) fn between(&self, value: &Value, low: &Value, high: &Value) -> Result<Predicate, QueryError> {
        let [first, second, third] = [self.scalar(value)?, self.scalar(low)?, self.scalar(high)?];
        if !first.kind().is_numeric() && !first.kind().is_temporal() {
            let wanted = Message::new("một số hoặc một thời điểm (BETWEEN)", "a number or a time (BETWEEN)");
            return Err(needed(value, &wanted));
        }
        agree(&first, value, &second, low)?;
        agree(&first, value, &third, high)?;
        Ok(Predicate::Between(first, second, third))
    }

    /// A value in a list.
    pub(super) fn membership(&self, value: &Value, list: &Value) -> Result<Predicate, QueryError> {
        let first = self.scalar(value)?;
        let items = list.as_array().ok_or_else(|| needed(list, &Message::new("một danh sách giá trị", "a list of values")))?;
        if items.is_empty() {
            return Err(refused("danh sách rỗng; sau IN cần ít nhất một giá trị", "an empty list; IN wants at least one value"));
        }
        let read = |item: &Value| {
            let operand = self.scalar(item)?;
            agree(&first, value, &operand, item)?;
            check_code(&first, &operand, self.vocabulary)?;
            Ok(operand)
        };
        let items = items.iter().map(read).collect::<Result<Vec<_>, QueryError>>()?;
        Ok(Predicate::In(first, items))
    }

    /// A value that must be a text.
    pub(super) fn text(&self, value: &Value) -> Result<Operand, QueryError> {
        let operand = self.scalar(value)?;
        if operand.kind() == ValueKind::Text { Ok(operand) } else { Err(needed(value, &ValueKind::Text.words())) }
    }

    /// A text that is the same for every record.
    pub(super) fn constant_text(&self, value: &Value) -> Result<String, QueryError> {
        constant(&self.text(value)?).ok_or_else(|| {
            let wanted = Message::new("một mẫu chữ như 'Rau%'", "a pattern of text such as 'Rau%'");
            needed(value, &wanted)
        })
    }

    /// A day, a moment or an interval.
    pub(super) fn time(&self, value: &Value) -> Result<TimeOperand, QueryError> {
        let Some(bounds) = value.as_object().and_then(|members| members.get("interval")) else {
            return self.instant(value).map(TimeOperand::Instant);
        };
        let bounds = bounds.as_array().map(Vec::as_slice).unwrap_or_default();
        let [from, to] = exactly("interval", bounds)?;
        let (from, to) = (self.bound(from)?, self.bound(to)?);
        if let (Some(Operand::Time(from, _)), Some(Operand::Time(to, _))) = (&from, &to)
            && from.start > to.end
        {
            return Err(refused("INTERVAL có đầu sau cuối", "the INTERVAL starts after its end"));
        }
        Ok(TimeOperand::Interval(from, to))
    }

    fn bound(&self, value: &Value) -> Result<Option<Operand>, QueryError> {
        match value {
            Value::String(text) if text == ".." => Ok(None),
            Value::String(text) if text.len() == 10 => Ok(Some(Operand::Time(day_in(text)?, ValueKind::Date))),
            Value::String(text) => Ok(Some(Operand::Time(moment_in(text)?, ValueKind::Timestamp))),
            other => self.instant(other).map(Some),
        }
    }

    fn instant(&self, value: &Value) -> Result<Operand, QueryError> {
        let operand = self.scalar(value)?;
        if operand.kind().is_temporal() {
            return Ok(operand);
        }
        let wanted = Message::new(
            "một thuộc tính thời gian, DATE('2026-01-31'), TIMESTAMP('2026-01-31T00:00:00Z') hoặc INTERVAL('2026-01-01','..')",
            "a temporal property, DATE('2026-01-31'), TIMESTAMP('2026-01-31T00:00:00Z') or INTERVAL('2026-01-01','..')",
        );
        Err(needed(value, &wanted))
    }

    /// Two lists, the codes of one held against the code list of the other.
    pub(super) fn lists(&self, left: &Value, right: &Value) -> Result<(ListOperand, ListOperand), QueryError> {
        let (first, second) = (self.list(left)?, self.list(right)?);
        check_codes(&first, &second, self.vocabulary)?;
        Ok((first, second))
    }

    fn list(&self, value: &Value) -> Result<ListOperand, QueryError> {
        if let Value::Array(items) = value {
            return items.iter().map(|item| self.text(item)).collect::<Result<Vec<_>, _>>().map(ListOperand::Texts);
        }
        if value.as_object().is_some_and(|members| members.contains_key("property")) {
            let queryable = self.property(value)?;
            if queryable.kind == ValueKind::TextList {
                return Ok(ListOperand::Property(queryable));
            }
        }
        Err(needed(value, &ValueKind::TextList.words()))
    }

    fn scalar(&self, value: &Value) -> Result<Operand, QueryError> {
        match value {
            Value::String(written) => Ok(Operand::Text(text::composed(written))),
            Value::Number(number) => {
                number.as_f64().map(Operand::Number).ok_or_else(|| needed(value, &ValueKind::Number.words()))
            }
            Value::Bool(truth) => Ok(Operand::Boolean(*truth)),
            Value::Object(members) => self.named(value, members),
            Value::Null => Err(refused(
                "NULL không so sánh được; hãy dùng IS NULL hoặc IS NOT NULL",
                "NULL cannot be compared; use IS NULL or IS NOT NULL",
            )),
            Value::Array(_) => Err(needed(value, &Message::new("một giá trị", "a single value"))),
        }
    }

    fn named(&self, value: &Value, members: &Map<String, Value>) -> Result<Operand, QueryError> {
        if members.contains_key("op") {
            return self.operation(value, members);
        }
        if members.contains_key("property") {
            let queryable = self.property(value)?;
            let (vi, en) = match queryable.kind {
                ValueKind::TextList => ("danh sách; hãy dùng A_CONTAINS hoặc A_OVERLAPS", "a list; use A_CONTAINS or A_OVERLAPS"),
                ValueKind::Geometry => ("hình; hãy dùng S_INTERSECTS, S_WITHIN, …", "a geometry; use S_INTERSECTS, S_WITHIN, …"),
                _ => return Ok(Operand::Property(queryable)),
            };
            let name = queryable.name();
            return Err(refused(format!("{name} là {vi}"), format!("{name} is {en}")));
        }
        let literal = |name: &str, read: fn(&str) -> Result<Span, QueryError>, kind| {
            members.get(name).map(|inner| match inner {
                Value::String(text) => read(text).map(|span| Operand::Time(span, kind)),
                other => Err(needed(other, &Message::new("chữ, ví dụ '2026-01-31'", "text, such as '2026-01-31'"))),
            })
        };
        let time = literal("date", day_in, ValueKind::Date).or_else(|| literal("timestamp", moment_in, ValueKind::Timestamp));
        time.unwrap_or_else(|| {
            let wanted = Message::new("một thuộc tính hoặc một giá trị", "a property or a single value");
            Err(needed(value, &wanted))
        })
    }

    fn operation(&self, value: &Value, members: &Map<String, Value>) -> Result<Operand, QueryError> {
        let (name, arguments) = operation(value, members)?;
        let arithmetic = match name.as_str() {
            "casei" | "accenti" => {
                let [inner] = exactly(&name, arguments)?;
                let inner = Box::new(self.text(inner)?);
                return Ok(if name == "casei" { Operand::WithoutCase(inner) } else { Operand::WithoutMarks(inner) });
            }
            "+" => Arithmetic::Add,
            "-" => Arithmetic::Subtract,
            "*" => Arithmetic::Multiply,
            "/" => Arithmetic::Divide,
            "div" => Arithmetic::WholeDivide,
            "%" => Arithmetic::Remainder,
            "^" => Arithmetic::Power,
            "and" | "or" | "not" | "=" | "<>" | "<" | "<=" | ">" | ">=" | "like" | "between" | "in" | "isnull" => {
                let wanted = Message::new("một giá trị, không phải điều kiện", "a value, not a condition");
                return Err(needed(value, &wanted));
            }
            _ => return Err(unknown_function(&name)),
        };
        let [left, right] = exactly(&name, arguments)?;
        let number = |side: &Value| {
            let operand = self.scalar(side)?;
            if operand.kind().is_numeric() { Ok(operand) } else { Err(needed(side, &ValueKind::Number.words())) }
        };
        Ok(Operand::Calculation(Box::new(number(left)?), arithmetic, Box::new(number(right)?)))
    }
}

/// Refuses two values of different types; a whole number is a number, and a day can be compared with a moment.
fn agree(first: &Operand, left: &Value, second: &Operand, right: &Value) -> Result<(), QueryError> {
    let (a, b) = (first.kind(), second.kind());
    if a == b || (a.is_numeric() && b.is_numeric()) || (a.is_temporal() && b.is_temporal()) {
        return Ok(());
    }
    // The property knows its type; of two properties or two values, the first.
    let is_second = matches!(second, Operand::Property(_)) && !matches!(first, Operand::Property(_));
    let (known, kind, other) = if is_second { (right, b, left) } else { (left, a, right) };
    let (known, other, kind) = (written(known), written(other), kind.words());
    Err(refused(
        format!("{known} là {}; “{other}” không phải loại đó", kind.vi),
        format!("{known} is {}; “{other}” is not", kind.en),
    ))
}
