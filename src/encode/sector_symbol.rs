//! The colour and shape of a sector, the same as on the map, for formats that carry how their features look.
use crate::domain::Sector;

/// How a sector is shown.
#[derive(Clone, Copy, Debug)]
pub(super) struct SectorSymbol {
    /// Red, green and blue.
    pub(super) rgb: [u8; 3],
    /// The sign in texts.
    pub(super) sign: char,
    /// The name of the shape as QGIS has it.
    pub(super) qgis_shape: &'static str,
    /// The name of the symbol as GPS devices have it.
    pub(super) gps_symbol: &'static str,
}

/// The symbol of a sector.
pub(super) const fn symbol(sector: Sector) -> SectorSymbol {
    match sector {
        Sector::Crop => SectorSymbol { rgb: [0x17, 0x80, 0x4d], sign: '●', qgis_shape: "circle", gps_symbol: "Circle, Green" },
        Sector::Livestock => {
            SectorSymbol { rgb: [0xb8, 0x56, 0x0a], sign: '■', qgis_shape: "square", gps_symbol: "Square, Red" }
        }
        Sector::Fisheries => {
            SectorSymbol { rgb: [0x1b, 0x62, 0xb5], sign: '▲', qgis_shape: "triangle", gps_symbol: "Triangle, Blue" }
        }
    }
}
