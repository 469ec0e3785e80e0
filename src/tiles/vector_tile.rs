//! One layer as a Mapbox Vector Tile, version 2.1: properties by key and value, geometries as commands.
use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

use prost::Message;

use super::mercator::EXTENT;

const VERSION: u32 = 2;
const MOVE_TO: u32 = 1;
const LINE_TO: u32 = 2;
const CLOSE_PATH: u32 = 7;

#[derive(Clone, PartialEq, Message)]
struct TileMessage {
    #[prost(message, repeated, tag = "3")]
    layers: Vec<LayerMessage>,
}

#[derive(Clone, PartialEq, Message)]
struct LayerMessage {
    #[prost(uint32, required, tag = "15")]
    version: u32,
    #[prost(string, required, tag = "1")]
    name: String,
    #[prost(message, repeated, tag = "2")]
    features: Vec<FeatureMessage>,
    #[prost(string, repeated, tag = "3")]
    keys: Vec<String>,
    #[prost(message, repeated, tag = "4")]
    values: Vec<ValueMessage>,
    #[prost(uint32, optional, tag = "5")]
    extent: Option<u32>,
}

#[derive(Clone, PartialEq, Message)]
struct FeatureMessage {
    #[prost(uint64, optional, tag = "1")]
    id: Option<u64>,
    #[prost(uint32, repeated, packed = "true", tag = "2")]
    tags: Vec<u32>,
    #[prost(uint32, optional, tag = "3")]
    kind: Option<u32>,
    #[prost(uint32, repeated, packed = "true", tag = "4")]
    geometry: Vec<u32>,
}

#[derive(Clone, PartialEq, Message)]
struct ValueMessage {
    #[prost(string, optional, tag = "1")]
    text: Option<String>,
    #[prost(double, optional, tag = "3")]
    number: Option<f64>,
    #[prost(uint64, optional, tag = "5")]
    count: Option<u64>,
    #[prost(bool, optional, tag = "7")]
    flag: Option<bool>,
}

/// A value of a property.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Value<'a> {
    Text(Cow<'a, str>),
    Count(u64),
    /// The bits of a number, so that equal ones are written once.
    Number(u64),
    Flag(bool),
}

impl<'a> Value<'a> {
    pub(super) fn text(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }

    pub(super) fn number(number: f64) -> Self {
        Self::Number(number.to_bits())
    }

    fn message(&self) -> ValueMessage {
        match self {
            Self::Text(text) => ValueMessage { text: Some(text.clone().into_owned()), ..ValueMessage::default() },
            Self::Count(count) => ValueMessage { count: Some(*count), ..ValueMessage::default() },
            Self::Number(bits) => ValueMessage { number: Some(f64::from_bits(*bits)), ..ValueMessage::default() },
            Self::Flag(flag) => ValueMessage { flag: Some(*flag), ..ValueMessage::default() },
        }
    }
}

/// A ring in units of the tile; its last place is not its first one again.
pub(super) type Ring = Vec<[i32; 2]>;

/// The shape of a feature, in units of the tile.
pub(super) enum Shape {
    Point([i32; 2]),
    /// Outer rings clockwise as seen on the screen, each followed by its holes, which run the other way.
    Polygons(Vec<Ring>),
}

/// A layer that is being written.
pub(super) struct LayerWriter<'a> {
    message: LayerMessage,
    keys: HashMap<&'static str, u32>,
    values: HashMap<Value<'a>, u32>,
}

impl<'a> LayerWriter<'a> {
    pub(super) fn new(name: &str) -> Self {
        let message = LayerMessage { version: VERSION, name: name.to_owned(), extent: Some(EXTENT), ..LayerMessage::default() };
        Self { message, keys: HashMap::new(), values: HashMap::new() }
    }

    pub(super) fn add(&mut self, id: u64, shape: &Shape, properties: impl IntoIterator<Item = (&'static str, Value<'a>)>) {
        let mut tags = Vec::new();
        for (key, value) in properties {
            tags.push(self.key(key));
            tags.push(self.value(value));
        }
        let (kind, geometry) = match shape {
            Shape::Point(place) => (1, Pen::default().point(*place)),
            Shape::Polygons(rings) => (3, Pen::default().rings(rings)),
        };
        self.message.features.push(FeatureMessage { id: Some(id), tags, kind: Some(kind), geometry });
    }

    fn key(&mut self, key: &'static str) -> u32 {
        let keys = &mut self.message.keys;
        *self.keys.entry(key).or_insert_with(|| {
            keys.push(key.to_owned());
            index(keys.len())
        })
    }

    fn value(&mut self, value: Value<'a>) -> u32 {
        let values = &mut self.message.values;
        match self.values.entry(value) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(place) => {
                values.push(place.key().message());
                *place.insert(index(values.len()))
            }
        }
    }

    /// The tile with this layer alone; nothing where the layer has no feature.
    pub(super) fn finish(self) -> Vec<u8> {
        if self.message.features.is_empty() {
            return Vec::new();
        }
        TileMessage { layers: vec![self.message] }.encode_to_vec()
    }
}

/// The index of the last of so many.
fn index(count: usize) -> u32 {
    u32::try_from(count.saturating_sub(1)).unwrap_or(u32::MAX)
}

/// Writes commands; each place is told from the one before it.
#[derive(Default)]
struct Pen {
    at: [i32; 2],
    commands: Vec<u32>,
}

impl Pen {
    fn point(mut self, place: [i32; 2]) -> Vec<u32> {
        self.command(MOVE_TO, 1);
        self.go(place);
        self.commands
    }

    fn rings(mut self, rings: &[Ring]) -> Vec<u32> {
        for ring in rings {
            let Some((first, rest)) = ring.split_first() else { continue };
            self.command(MOVE_TO, 1);
            self.go(*first);
            self.command(LINE_TO, rest.len());
            rest.iter().for_each(|place| self.go(*place));
            self.command(CLOSE_PATH, 1);
        }
        self.commands
    }

    fn command(&mut self, command: u32, count: usize) {
        self.commands.push((u32::try_from(count).unwrap_or(u32::MAX) << 3) | command);
    }

    fn go(&mut self, [x, y]: [i32; 2]) {
        let [from_x, from_y] = std::mem::replace(&mut self.at, [x, y]);
        self.commands.extend([zigzag(x.wrapping_sub(from_x)), zigzag(y.wrapping_sub(from_y))]);
    }
}

#[allow(clippy::cast_sign_loss, reason = "the sign goes to the lowest bit")]
const fn zigzag(value: i32) -> u32 {
    ((value << 1) ^ (value >> 31)) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_those_of_the_specification() {
        // The examples of section 4.3.5.
        assert_eq!(Pen::default().point([25, 17]), [9, 50, 34]);
        let polygon = [vec![[3, 6], [8, 12], [20, 34]]];
        assert_eq!(Pen::default().rings(&polygon), [9, 6, 12, 18, 10, 12, 24, 44, 15]);
        let several = [
            vec![[0, 0], [10, 0], [10, 10], [0, 10]],
            vec![[11, 11], [20, 11], [20, 20], [11, 20]],
            vec![[13, 13], [13, 17], [17, 17], [17, 13]],
        ];
        let expected =
            [9, 0, 0, 26, 20, 0, 0, 20, 19, 0, 15, 9, 22, 2, 26, 18, 0, 0, 18, 17, 0, 15, 9, 4, 13, 26, 0, 8, 8, 0, 0, 7, 15];
        assert_eq!(Pen::default().rings(&several), expected);
    }

    #[test]
    fn equal_keys_and_values_are_written_once() {
        let mut layer = LayerWriter::new("sites");
        let sector = || ("sector", Value::text("crop"));
        layer.add(1, &Shape::Point([1, 2]), [sector(), ("count", Value::Count(3)), ("west", Value::number(105.5))]);
        layer.add(2, &Shape::Point([3, 4]), [sector(), ("same_spot", Value::Flag(true))]);
        let tile = TileMessage::decode(layer.finish().as_slice()).unwrap();
        let layer = &tile.layers[0];
        assert_eq!((layer.version, layer.name.as_str(), layer.extent), (2, "sites", Some(4_096)));
        assert_eq!(layer.keys, ["sector", "count", "west", "same_spot"]);
        assert_eq!(layer.values.len(), 4);
        assert_eq!(layer.features[0].tags, [0, 0, 1, 1, 2, 2]);
        assert_eq!(layer.features[1].tags, [0, 0, 3, 3]);
        assert_eq!(layer.values[2].number, Some(105.5));
    }

    #[test]
    fn a_layer_without_features_is_nothing() {
        assert!(LayerWriter::new("sites").finish().is_empty());
    }
}
