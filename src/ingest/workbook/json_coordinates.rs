//! What is needed of the coordinates of a GeoJSON geometry: the first numbers; the rest is read and dropped.
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// Most numbers of a place that are kept.
const NUMBERS_MAX: usize = 4;

/// A list of coordinates.
#[derive(Default)]
pub(super) struct Coordinates {
    /// The first numbers of the list itself.
    pub numbers: Vec<f64>,
    /// The first numbers of the first list within.
    pub first_list: Vec<f64>,
    /// How many lists are within.
    pub lists: u64,
}

/// A number, a list, or anything else.
enum Member {
    Number(f64),
    List(Coordinates),
    Other,
}

struct ListVisitor;

impl<'de> Visitor<'de> for ListVisitor {
    type Value = Member;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list of coordinates")
    }

    fn visit_f64<E>(self, number: f64) -> Result<Member, E> {
        Ok(Member::Number(number))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Member, E> {
        Ok(Member::Number(number as f64))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Member, E> {
        Ok(Member::Number(number as f64))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Member, E> {
        Ok(Member::Other)
    }

    fn visit_str<E>(self, _: &str) -> Result<Member, E> {
        Ok(Member::Other)
    }

    fn visit_unit<E>(self) -> Result<Member, E> {
        Ok(Member::Other)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Member, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Member::Other)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Member, A::Error> {
        let mut coordinates = Coordinates::default();
        while let Some(member) = list.next_element()? {
            match member {
                Member::Number(number) if coordinates.numbers.len() < NUMBERS_MAX => coordinates.numbers.push(number),
                Member::List(within) => {
                    if coordinates.lists == 0 {
                        coordinates.first_list = within.numbers;
                    }
                    coordinates.lists += 1;
                }
                Member::Number(_) | Member::Other => {}
            }
        }
        Ok(Member::List(coordinates))
    }
}

impl<'de> Deserialize<'de> for Member {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ListVisitor)
    }
}

impl<'de> Deserialize<'de> for Coordinates {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match Member::deserialize(deserializer)? {
            Member::List(coordinates) => coordinates,
            Member::Number(_) | Member::Other => Self::default(),
        })
    }
}
