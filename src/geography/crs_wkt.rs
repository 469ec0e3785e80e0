//! Coordinate systems as well-known text (OGC 01-009), which files for GIS carry with them.
use super::crs::{Construction, Crs, degrees_and_minutes};

const WGS84: &str = "GEOGCS[\"WGS 84\",DATUM[\"WGS_1984\",\
     SPHEROID[\"WGS 84\",6378137,298.257223563,AUTHORITY[\"EPSG\",\"7030\"]],AUTHORITY[\"EPSG\",\"6326\"]],\
     PRIMEM[\"Greenwich\",0,AUTHORITY[\"EPSG\",\"8901\"]],UNIT[\"degree\",0.0174532925199433,AUTHORITY[\"EPSG\",\"9122\"]],\
     AUTHORITY[\"EPSG\",\"4326\"]]";
// Without TOWGS84: the code leads every program to the transformation in force (EPSG:6960).
const VN2000: &str = "GEOGCS[\"VN-2000\",DATUM[\"Vietnam_2000\",\
     SPHEROID[\"WGS 84\",6378137,298.257223563,AUTHORITY[\"EPSG\",\"7030\"]],AUTHORITY[\"EPSG\",\"6756\"]],\
     PRIMEM[\"Greenwich\",0,AUTHORITY[\"EPSG\",\"8901\"]],UNIT[\"degree\",0.0174532925199433,AUTHORITY[\"EPSG\",\"9122\"]],\
     AUTHORITY[\"EPSG\",\"4756\"]]";
const METRES: &str = "UNIT[\"metre\",1,AUTHORITY[\"EPSG\",\"9001\"]],AXIS[\"Easting\",EAST],AXIS[\"Northing\",NORTH]";

impl Crs {
    /// The system as well-known text; CRS84 has that of WGS 84.
    pub fn well_known_text(self) -> String {
        let epsg = self.epsg().unwrap_or(4326);
        match self.construction() {
            Construction::Wgs84 => WGS84.to_owned(),
            Construction::Vn2000 => VN2000.to_owned(),
            Construction::WebMercator => format!(
                "PROJCS[\"WGS 84 / Pseudo-Mercator\",{WGS84},PROJECTION[\"Mercator_1SP\"],PARAMETER[\"central_meridian\",0],\
                 PARAMETER[\"scale_factor\",1],PARAMETER[\"false_easting\",0],PARAMETER[\"false_northing\",0],{METRES},\
                 EXTENSION[\"PROJ4\",\"+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m \
                 +nadgrids=@null +wktext +no_defs\"],AUTHORITY[\"EPSG\",\"{epsg}\"]]"
            ),
            Construction::Zone { meridian_deg, scale } => {
                let zone = match self {
                    Self::UTM_48N => "UTM zone 48N".to_owned(),
                    Self::UTM_49N => "UTM zone 49N".to_owned(),
                    _ => format!("TM-3 {}", degrees_and_minutes(meridian_deg).replace('°', "-").replace('′', "")),
                };
                format!(
                    "PROJCS[\"VN-2000 / {zone}\",{VN2000},PROJECTION[\"Transverse_Mercator\"],PARAMETER[\"latitude_of_origin\",0],\
                     PARAMETER[\"central_meridian\",{meridian_deg}],PARAMETER[\"scale_factor\",{scale}],\
                     PARAMETER[\"false_easting\",500000],PARAMETER[\"false_northing\",0],{METRES},AUTHORITY[\"EPSG\",\"{epsg}\"]]"
                )
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_system_says_its_code_and_closes_what_it_opens() {
        for crs in Crs::ALL {
            let text = crs.well_known_text();
            assert!(text.ends_with(&format!("AUTHORITY[\"EPSG\",\"{}\"]]", crs.epsg().unwrap_or(4326))), "{text}");
            assert_eq!(text.matches('[').count(), text.matches(']').count(), "{text}");
            assert!(!text.contains("  "), "{text}");
        }
        let zone = Crs::tm3(107.75).unwrap().well_known_text();
        assert!(zone.starts_with("PROJCS[\"VN-2000 / TM-3 107-45\",GEOGCS") && zone.contains("\"central_meridian\",107.75"));
        assert!(zone.contains("\"scale_factor\",0.9999"));
    }
}
