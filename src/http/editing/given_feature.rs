//! The Feature that somebody sends, turned into what import would read from a row: every member known, every mistake told.
use serde_json::{Map, Value, json};

use crate::domain::{Finding, FindingCode, Message, Property, rules};
use crate::ingest::GivenSite;

/// Members of a Feature that say nothing of the site, or what the server itself wrote there.
const PASSED_OVER: &[&str] = &["type", "links", "vn2000", "bbox"];
/// Properties that are lists of codes.
const LISTS: &[&str] = &["technologies", "certifications"];
/// The parts of an address.
const ADDRESS: &[&str] = &["province", "district", "commune"];
/// The parts of a source.
const SOURCE: &[&str] = &["title", "url", "date"];
/// Longest reason, in characters.
const REASON_MAX: usize = 2_000;

/// What a Feature gives.
pub(super) struct GivenFeature {
    /// Of the site.
    pub(super) site: GivenSite,
    /// Why.
    pub(super) reason: Option<String>,
    /// What cannot be taken.
    pub(super) findings: Vec<Finding>,
}

/// What the properties that are worked out say now, so that they may come back unchanged.
pub(super) struct Derived<'a> {
    /// The public properties of the record; `None` of a new one.
    pub(super) properties: Option<&'a Map<String, Value>>,
    /// The address as it was given.
    pub(super) address: [Option<&'a str>; 3],
    /// The identifier in the address of the request.
    pub(super) id: Option<String>,
}

impl GivenFeature {
    /// Reads the body. `replaces` says that what it leaves out is to be cleared.
    pub(super) fn read(body: &Value, derived: &Derived<'_>, replaces: bool) -> Self {
        let mut given = Self { site: GivenSite::default(), reason: None, findings: Vec::new() };
        if replaces {
            GivenSite::names().for_each(|name| _ = given.site.give(name, ""));
        }
        let Some(members) = body.as_object() else {
            given.refuse("", wrong_kind("một đối tượng GeoJSON Feature", "a GeoJSON Feature"), body);
            return given;
        };
        for (name, value) in members {
            match name.as_str() {
                "type" if value != "Feature" => given.refuse(name, wrong_kind("“Feature”", "“Feature”"), value),
                "id" => given.check_id(value, derived),
                "geometry" => given.geometry(value),
                "properties" => given.properties(value, derived),
                "reason" => given.reason(value),
                known if PASSED_OVER.contains(&known) => {}
                _ => given.refuse(name, unknown_member(&["type", "id", "geometry", "properties", "reason"]), value),
            }
        }
        given
    }

    fn check_id(&mut self, value: &Value, derived: &Derived<'_>) {
        match (&derived.id, value) {
            (Some(id), Value::String(sent)) if id == sent => {}
            (_, Value::Null) => {}
            (Some(id), _) => {
                let message = Message::new(
                    format!("Mã trong nội dung khác với mã trong địa chỉ ({id})."),
                    format!("The identifier in the body is not the one in the address ({id})."),
                );
                self.refuse("id", message, value);
            }
            (None, _) => {
                let message = Message::new(
                    "Máy chủ tự cấp mã cho điểm mới; hãy bỏ id.",
                    "The server gives a new site its identifier; leave id out.",
                );
                self.refuse("id", message, value);
            }
        }
    }

    fn geometry(&mut self, value: &Value) {
        let numbers = match value {
            Value::Null => Some((String::new(), String::new())),
            Value::Object(members) if members.get("type") == Some(&json!("Point")) => {
                let place = members.get("coordinates").and_then(Value::as_array).filter(|place| (2..=3).contains(&place.len()));
                let number = |at: usize| place.and_then(|place| place.get(at)?.as_f64()).map(|number| number.to_string());
                number(0).zip(number(1))
            }
            _ => None,
        };
        match numbers {
            Some((lon, lat)) => {
                self.site.give("geometry.lon", lon);
                self.site.give("geometry.lat", lat);
            }
            None => self.refuse(
                "geometry",
                wrong_kind(
                    "null hoặc {\"type\": \"Point\", \"coordinates\": [kinh độ, vĩ độ]}",
                    "null or {\"type\": \"Point\", \"coordinates\": [lon, lat]}",
                ),
                value,
            ),
        }
    }

    fn properties(&mut self, value: &Value, derived: &Derived<'_>) {
        let Some(properties) = value.as_object() else {
            return self.refuse("properties", wrong_kind("một đối tượng", "an object"), value);
        };
        for (name, value) in properties {
            match name.as_str() {
                "address" => self.address(value, derived),
                "sources" => self.sources(value),
                list if LISTS.contains(&list) => self.list(list, value),
                derived_name if is_derived(derived_name) => self.derived(derived_name, value, derived),
                plain if GivenSite::names().any(|known| known == plain) => self.plain(plain, value),
                _ => {
                    let known: Vec<&str> = editable().collect();
                    self.refuse(name, unknown_member(&known), value);
                }
            }
        }
    }

    /// A property that is one text, number or code.
    fn plain(&mut self, name: &str, value: &Value) {
        match value {
            Value::Null => _ = self.site.give(name, ""),
            Value::String(text) => _ = self.site.give(name, text.as_str()),
            Value::Number(number) => _ = self.site.give(name, unmistakable(&number.to_string())),
            _ => self.refuse(name, wrong_kind("văn bản, số hoặc null", "a text, a number or null"), value),
        }
    }

    fn list(&mut self, name: &str, value: &Value) {
        let codes: Option<Vec<&str>> = match value {
            Value::Null => Some(Vec::new()),
            Value::Array(codes) => codes.iter().map(Value::as_str).collect(),
            _ => None,
        };
        match codes.filter(|codes| !codes.iter().any(|code| code.contains([';', '|', ',']))) {
            Some(codes) => _ = self.site.give(name, codes.join(";")),
            None => self.refuse(name, wrong_kind("danh sách các mã", "a list of codes"), value),
        }
    }

    /// A patch of an address leaves its other parts as they were.
    fn address(&mut self, value: &Value, derived: &Derived<'_>) {
        let parts = match value {
            Value::Null => Some(None),
            Value::Object(parts) => Some(Some(parts)),
            _ => None,
        };
        let Some(parts) = parts else {
            return self.refuse(
                "address",
                wrong_kind("{province, district, commune} hoặc null", "{province, district, commune} or null"),
                value,
            );
        };
        if let Some((name, value)) = parts.and_then(|parts| parts.iter().find(|(name, _)| !ADDRESS.contains(&name.as_str()))) {
            return self.refuse(&format!("address.{name}"), unknown_member(ADDRESS), value);
        }
        for (part, known) in ADDRESS.iter().zip(derived.address) {
            let name = format!("address.{part}");
            match parts.map(|parts| parts.get(*part)) {
                None | Some(Some(Value::Null)) => _ = self.site.give(&name, ""),
                Some(None) => _ = self.site.give(&name, known.unwrap_or_default()),
                Some(Some(Value::String(text))) => _ = self.site.give(&name, text.as_str()),
                Some(Some(other)) => self.refuse(&name, wrong_kind("văn bản hoặc null", "a text or null"), other),
            }
        }
    }

    fn sources(&mut self, value: &Value) {
        let sources = match value {
            Value::Null => Some(Vec::new()),
            Value::Array(sources) => sources.iter().map(Value::as_object).collect(),
            _ => None,
        };
        let is_known = |source: &&Map<String, Value>| {
            source.iter().all(|(name, value)| SOURCE.contains(&name.as_str()) && (value.is_null() || value.is_string()))
        };
        let Some(sources) = sources.filter(|sources| sources.iter().all(is_known)) else {
            return self.refuse("sources", wrong_kind("danh sách {title, url, date}", "a list of {title, url, date}"), value);
        };
        for part in SOURCE {
            let texts = sources.iter().map(|source| source.get(*part).and_then(Value::as_str).unwrap_or_default().trim());
            let texts: Vec<&str> = texts.collect();
            // A mark that stands alone would part one source into two.
            if texts.iter().any(|text| text.split_whitespace().any(|word| word == "|")) && sources.len() > 1 {
                return self.refuse(
                    "sources",
                    wrong_kind("văn bản không có dấu | đứng riêng", "texts without a | that stands alone"),
                    value,
                );
            }
            self.site.give(&format!("sources.{part}"), texts.join(" | "));
        }
    }

    /// What is worked out from the rest may come back as it was sent, and nothing else.
    fn derived(&mut self, name: &str, value: &Value, derived: &Derived<'_>) {
        let known = derived.properties.and_then(|properties| properties.get(name)).unwrap_or(&Value::Null);
        if value != known {
            let message = Message::new(
                "Thuộc tính này được suy ra từ địa chỉ và tọa độ; hãy sửa address hoặc geometry.",
                "This property is worked out from address and point; change address or geometry.",
            );
            self.refuse(name, message, value);
        }
    }

    fn reason(&mut self, value: &Value) {
        let text = match value {
            Value::Null => Some(""),
            Value::String(text) => Some(text.trim()),
            _ => None,
        };
        match text {
            None => self.refuse("reason", wrong_kind("văn bản hoặc null", "a text or null"), value),
            Some(text) if text.chars().count() > REASON_MAX => {
                self.refuse("reason", rules::too_long(text.chars().count(), REASON_MAX), value);
            }
            Some(text) => self.reason = Some(text.to_owned()).filter(|text| !text.is_empty()),
        }
    }

    fn refuse(&mut self, name: &str, message: Message, value: &Value) {
        let shown: String = value.to_string().chars().take(200).collect();
        self.findings.push(Finding::refused(FindingCode::InvalidValue, message).at(name, shown));
    }
}

/// What can be given, as members of `properties`.
fn editable() -> impl Iterator<Item = &'static str> {
    let single = GivenSite::names().filter(|name| !name.contains('.'));
    single.chain(["address", "sources"])
}

/// Whether a public property is worked out by the server.
fn is_derived(name: &str) -> bool {
    name.parse::<Property>().is_ok() && !editable().any(|known| known == name)
}

/// A number as a cell would have it. Three digits behind the point could mean thousands in a cell, never in JSON.
fn unmistakable(number: &str) -> String {
    let digits_behind = number.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    if digits_behind == 3 && !number.contains(['e', 'E']) { format!("{number}0") } else { number.to_owned() }
}

/// The value is not of the kind it must be.
pub(super) fn wrong_kind(vi: &str, en: &str) -> Message {
    Message::new(format!("Giá trị không đúng kiểu; phải là {vi}."), format!("The value is of the wrong kind; it must be {en}."))
}

/// There is no such member; these are taken.
pub(super) fn unknown_member(allowed: &[&str]) -> Message {
    let allowed = allowed.join(", ");
    Message::new(
        format!("Không có thuộc tính này. Được phép: {allowed}."),
        format!("There is no such property. Allowed: {allowed}."),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &Value) -> Vec<String> {
        let derived = Derived { properties: None, address: [Some("Hà Nội"), None, None], id: Some("m-00001".to_owned()) };
        let found = GivenFeature::read(body, &derived, false).findings;
        found.into_iter().filter_map(|finding| finding.column).collect()
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        for (body, column) in [
            (json!([]), ""),
            (json!({"type": "Point"}), "type"),
            (json!({"id": "m-00002"}), "id"),
            (json!({"colour": 1}), "colour"),
            (json!({"geometry": {"type": "Polygon", "coordinates": []}}), "geometry"),
            (json!({"geometry": {"type": "Point", "coordinates": ["105", 21]}}), "geometry"),
            (json!({"properties": []}), "properties"),
            (json!({"properties": {"colour": "red"}}), "colour"),
            (json!({"properties": {"name": {"vi": "x"}}}), "name"),
            (json!({"properties": {"technologies": "iot"}}), "technologies"),
            (json!({"properties": {"technologies": ["a;b"]}}), "technologies"),
            (json!({"properties": {"sources": [{"title": 1}]}}), "sources"),
            (json!({"properties": {"address": {"street": "x"}}}), "address.street"),
            (json!({"properties": {"commune_id": "00004"}}), "commune_id"),
            (json!({"reason": 1}), "reason"),
            (json!({"reason": "x".repeat(2_001)}), "reason"),
        ] {
            assert_eq!(read(&body), [column], "{body}");
        }
    }

    #[test]
    fn what_the_server_wrote_itself_may_come_back() {
        assert!(read(&json!({"type": "Feature", "id": "m-00001", "links": [], "properties": {"commune_id": null}})).is_empty());
    }

    #[test]
    fn a_number_is_never_taken_for_thousands() {
        assert_eq!(
            (unmistakable("1.500"), unmistakable("1.5"), unmistakable("1500")),
            ("1.5000".into(), "1.5".into(), "1500".into())
        );
    }
}
