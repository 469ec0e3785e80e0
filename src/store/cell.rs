//! A value of any column while a table is copied, as each database gives and takes it, and the fingerprint of many.
use serde_json::Value;
use sha2::{Digest, Sha256};
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{Column, Row, TypeInfo, ValueRef};

use super::error::StoreError;

/// One value. Times are text and truth is 0 or 1, as SQLite keeps them.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    Null,
    Integer(i64),
    Real(f64),
    Text(String),
    Blob(Vec<u8>),
}

/// Rows on their way.
pub(super) type Rows = Vec<Vec<Cell>>;

/// Rows that travel together: enough that a round trip does not count, few enough that JSON of them stays small.
const ROWS_AT_ONCE: usize = 1_000;
/// Bytes after which the next row travels with others.
const BYTES_AT_ONCE: usize = 4_000_000;

/// Gathers rows until they are worth a journey.
#[derive(Default)]
pub(super) struct Gathered {
    rows: Rows,
    bytes: usize,
}

impl Gathered {
    /// Adds a row; gives all of them once they are many.
    pub fn add(&mut self, row: Vec<Cell>) -> Option<Rows> {
        self.bytes += row.iter().map(Cell::size).sum::<usize>();
        self.rows.push(row);
        (self.rows.len() >= ROWS_AT_ONCE || self.bytes >= BYTES_AT_ONCE).then(|| self.rest())
    }

    /// What is left.
    pub fn rest(&mut self) -> Rows {
        self.bytes = 0;
        std::mem::take(&mut self.rows)
    }
}

impl Cell {
    /// The cells of a row of SQLite, each of the type it is stored as.
    pub fn of_sqlite(row: &SqliteRow) -> Result<Vec<Self>, StoreError> {
        let cell = |at: usize| -> Result<Self, StoreError> {
            let raw = row.try_get_raw(at)?;
            let kind = if raw.is_null() { "NULL".to_owned() } else { raw.type_info().name().to_owned() };
            Ok(match kind.as_str() {
                "NULL" => Self::Null,
                "INTEGER" => Self::Integer(row.try_get_unchecked(at)?),
                "REAL" => Self::Real(row.try_get_unchecked(at)?),
                "BLOB" => Self::Blob(row.try_get_unchecked(at)?),
                _ => Self::Text(row.try_get_unchecked(at)?),
            })
        };
        (0..row.columns().len()).map(cell).collect()
    }

    /// The cells of a row of PostgreSQL, whose statements give only these four types.
    pub fn of_postgres(row: &PgRow) -> Result<Vec<Self>, StoreError> {
        let cell = |(at, column): (usize, &sqlx::postgres::PgColumn)| -> Result<Self, StoreError> {
            let found = match column.type_info().name() {
                "INT8" => row.try_get::<Option<i64>, _>(at)?.map(Self::Integer),
                "FLOAT8" => row.try_get::<Option<f64>, _>(at)?.map(Self::Real),
                "BYTEA" => row.try_get::<Option<Vec<u8>>, _>(at)?.map(Self::Blob),
                _ => row.try_get::<Option<String>, _>(at)?.map(Self::Text),
            };
            Ok(found.unwrap_or(Self::Null))
        };
        row.columns().iter().enumerate().map(cell).collect()
    }

    /// As a statement of PostgreSQL takes it within JSON; bytes in hexadecimal.
    pub fn to_json(&self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Integer(number) => (*number).into(),
            Self::Real(number) => (*number).into(),
            Self::Text(text) => text.as_str().into(),
            Self::Blob(bytes) => hexadecimal(bytes).into(),
        }
    }

    /// About how many bytes it takes.
    fn size(&self) -> usize {
        match self {
            Self::Text(text) => text.len(),
            Self::Blob(bytes) => bytes.len(),
            Self::Null | Self::Integer(_) | Self::Real(_) => 8,
        }
    }

    /// Adds the value to a fingerprint. JSON counts by what it says, since PostgreSQL orders the members of an object anew.
    fn digest(&self, is_json: bool, fingerprint: &mut Sha256) {
        let (tag, bytes) = match self {
            Self::Null => (0, Vec::new()),
            Self::Integer(number) => (1, number.to_le_bytes().to_vec()),
            // No zero below zero: JSON in PostgreSQL has none.
            Self::Real(number) => (2, (*number + 0.0).to_le_bytes().to_vec()),
            Self::Text(text) if is_json => (3, ordered(text).into_bytes()),
            Self::Text(text) => (3, text.clone().into_bytes()),
            Self::Blob(bytes) => (4, bytes.clone()),
        };
        fingerprint.update([tag]);
        fingerprint.update((bytes.len() as u64).to_le_bytes());
        fingerprint.update(bytes);
    }
}

/// Two digits for each byte.
pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or_default();
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// What many rows say, in one number: equal tables have equal fingerprints, whichever database holds them.
pub(super) struct Fingerprint {
    json: Vec<bool>,
    rows: u64,
    fingerprint: Sha256,
}

impl Fingerprint {
    /// Of a table in which these columns, by place, hold JSON.
    pub fn new(json: Vec<bool>) -> Self {
        Self { json, rows: 0, fingerprint: Sha256::new() }
    }

    pub fn add(&mut self, row: &[Cell]) {
        self.rows += 1;
        for (at, cell) in row.iter().enumerate() {
            cell.digest(self.json.get(at).copied().unwrap_or_default(), &mut self.fingerprint);
        }
    }

    /// How many rows, and the fingerprint.
    pub fn finish(self) -> (u64, [u8; 32]) {
        (self.rows, self.fingerprint.finalize().into())
    }
}

/// The JSON with the members of every object in the order of their names and every number in one spelling.
fn ordered(text: &str) -> String {
    serde_json::from_str(text).map_or_else(|_| text.to_owned(), |value| sorted(value).to_string())
}

fn sorted(value: Value) -> Value {
    match value {
        Value::Array(items) => items.into_iter().map(sorted).collect(),
        Value::Object(members) => {
            let mut members: Vec<_> = members.into_iter().map(|(name, value)| (name, sorted(value))).collect();
            members.sort_by(|(one, _), (other, _)| one.cmp(other));
            Value::Object(members.into_iter().collect())
        }
        // `1` and `1.0` are one number, and so are 0 and its negative.
        Value::Number(number) => match number.as_i64() {
            Some(whole) => whole.into(),
            None => number.as_f64().map_or(Value::Number(number), whole_or_not),
        },
        other => other,
    }
}

fn whole_or_not(number: f64) -> Value {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if number.fract() == 0.0 && number.abs() <= EXACT { (number as i64).into() } else { number.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fingerprint(text: &str, is_json: bool) -> [u8; 32] {
        let mut fingerprint = Fingerprint::new(vec![is_json]);
        fingerprint.add(&[Cell::Text(text.to_owned())]);
        fingerprint.finish().1
    }

    #[test]
    fn json_counts_by_what_it_says() {
        let (one, other) = (r#"{"a":1.0,"b":[{"d":-0.0,"c":1e-16}]}"#, r#"{"b": [{"c": 0.0000000000000001, "d": 0}], "a": 1}"#);
        assert_eq!(fingerprint(one, true), fingerprint(other, true));
        assert_ne!(fingerprint(one, false), fingerprint(other, false));
        assert_ne!(fingerprint("[1, 2]", true), fingerprint("[2, 1]", true));
        assert_ne!(fingerprint(r#"{"a":1}"#, true), fingerprint(r#"{"a":"1"}"#, true));
    }

    #[test]
    fn where_a_value_ends_counts() {
        let fingerprint = |cells: &[Cell]| {
            let mut fingerprint = Fingerprint::new(Vec::new());
            fingerprint.add(cells);
            fingerprint.finish().1
        };
        let text = |text: &str| Cell::Text(text.to_owned());
        assert_ne!(fingerprint(&[text("ab"), text("c")]), fingerprint(&[text("a"), text("bc")]));
        assert_ne!(fingerprint(&[Cell::Null]), fingerprint(&[text("")]));
        assert_eq!(fingerprint(&[Cell::Real(-0.0)]), fingerprint(&[Cell::Real(0.0)]));
    }
}
