//! Types that are text in JSON: written by `Display`, read by `FromStr`, the mistake told in English.

/// Implements serde for a type with `Display` and `FromStr<Err = Message>`.
macro_rules! serialised_as_text {
    ($name:ty) => {
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(deserializer)?;
                text.parse().map_err(|message: $crate::domain::Message| serde::de::Error::custom(message.en))
            }
        }
    };
}

pub(crate) use serialised_as_text;
