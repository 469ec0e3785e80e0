//! How the records of a category look, for formats that carry looks: the marker of a sector, the border of a unit.
use std::fmt::Write;

use super::sector_symbol::SectorSymbol;

/// The records of one code, and how they look.
pub struct Category {
    /// The code.
    pub code: &'static str,
    /// What it is called.
    pub label: String,
    pub(super) symbol: Symbol,
}

/// How records look.
#[derive(Clone, Copy)]
pub(super) enum Symbol {
    /// A marker.
    Sector(SectorSymbol),
    /// A border about an area that lets the map below be seen.
    Border {
        /// Red, green and blue.
        rgb: [u8; 3],
        /// Whether it is drawn in dashes, as what is uncertain.
        is_dashed: bool,
    },
}

/// Opacity of the inside of an area, of 255.
const FILL_OPACITY: u8 = 26;

impl Symbol {
    /// Adds the symbol as QGIS writes it.
    pub(super) fn write_qgis(self, style: &mut String, position: usize) {
        let colour = |[red, green, blue]: [u8; 3], opacity: u8| format!("{red},{green},{blue},{opacity}");
        let (kind, class, settings): (_, _, Vec<(&str, String)>) = match self {
            Self::Sector(shape) => (
                "marker",
                "SimpleMarker",
                vec![
                    ("name", shape.qgis_shape.to_owned()),
                    ("color", colour(shape.rgb, 255)),
                    ("outline_color", colour([255, 255, 255], 255)),
                    ("outline_style", "solid".to_owned()),
                    ("outline_width", "0.3".to_owned()),
                    ("outline_width_unit", "MM".to_owned()),
                    ("size", "3".to_owned()),
                    ("size_unit", "MM".to_owned()),
                ],
            ),
            Self::Border { rgb, is_dashed } => (
                "fill",
                "SimpleFill",
                vec![
                    ("color", colour(rgb, FILL_OPACITY)),
                    ("style", "solid".to_owned()),
                    ("outline_color", colour(rgb, 255)),
                    ("outline_style", if is_dashed { "dash" } else { "solid" }.to_owned()),
                    ("outline_width", "0.3".to_owned()),
                    ("outline_width_unit", "MM".to_owned()),
                ],
            ),
        };
        // Writing to a string cannot fail.
        let _ = write!(
            style,
            "<symbol type=\"{kind}\" name=\"{position}\" alpha=\"1\" clip_to_extent=\"1\" force_rhr=\"0\">\
             <layer class=\"{class}\" enabled=\"1\" locked=\"0\" pass=\"0\"><Option type=\"Map\">"
        );
        for (name, value) in &settings {
            let _ = write!(style, "<Option name=\"{name}\" type=\"QString\" value=\"{value}\"/>");
        }
        style.push_str("</Option>");
        // QGIS before 3.22 reads these.
        for (name, value) in &settings {
            let _ = write!(style, "<prop k=\"{name}\" v=\"{value}\"/>");
        }
        style.push_str("</layer></symbol>");
    }

    /// The symbol as KML writes it.
    pub(super) fn kml(self) -> String {
        // KML has opacity, blue, green and red, in this order.
        let colour = |[red, green, blue]: [u8; 3], opacity: u8| format!("{opacity:02x}{blue:02x}{green:02x}{red:02x}");
        match self {
            Self::Sector(shape) => format!(
                "<IconStyle><color>{}</color></IconStyle><LabelStyle><scale>0.8</scale></LabelStyle>",
                colour(shape.rgb, 255)
            ),
            Self::Border { rgb, .. } => format!(
                "<LineStyle><color>{}</color><width>1.5</width></LineStyle><PolyStyle><color>{}</color></PolyStyle>",
                colour(rgb, 255),
                colour(rgb, FILL_OPACITY)
            ),
        }
    }
}
