//! What is said of coordinates that cannot be taken, with what is allowed instead.
use crate::domain::{Finding, FindingCode, Message, rules};
use crate::geography::{Crs, EastNorth};

pub(super) fn swapped(lon: f64, lat: f64) -> Finding {
    let message = Message::new(
        format!("Kinh độ {lon} và vĩ độ {lat} có vẻ bị đổi chỗ: ở Việt Nam kinh độ từ 102 đến 118, vĩ độ từ 4,5 đến 23,6."),
        format!("Longitude {lon} and latitude {lat} look swapped: in Vietnam longitude is 102 to 118, latitude 4.5 to 23.6."),
    );
    Finding::refused(FindingCode::SwappedCoordinates, message)
}

pub(super) fn outside(lon: f64, lat: f64) -> Finding {
    let message = Message::new(
        format!("Điểm {lon}, {lat} nằm ngoài Việt Nam: kinh độ từ 102 đến 118, vĩ độ từ 4,5 đến 23,6."),
        format!("Point {lon}, {lat} lies outside Vietnam: longitude 102 to 118, latitude 4.5 to 23.6."),
    );
    Finding::refused(FindingCode::OutsideVietnam, message)
}

pub(super) fn zero() -> Finding {
    let message = Message::new(
        "Tọa độ 0, 0 nằm ngoài Việt Nam; thường đó là ô chưa điền. Hãy để trống nếu chưa có tọa độ.",
        "Coordinates 0, 0 lie outside Vietnam; mostly they are cells not filled in. Leave them empty where there are none.",
    );
    Finding::refused(FindingCode::OutsideVietnam, message)
}

pub(super) fn too_large(cell: &str) -> Finding {
    Finding::refused(FindingCode::InvalidValue, rules::not_in_range(cell, "-180", "180"))
}

pub(super) fn one_axis_twice() -> Finding {
    let message = Message::new(
        "Cả hai tọa độ mang chữ của cùng một trục. Cần một vĩ độ (N hoặc B) và một kinh độ (E hoặc Đ).",
        "Both coordinates bear letters of the same axis. Needed: one latitude (N) and one longitude (E).",
    );
    Finding::refused(FindingCode::InvalidValue, message)
}

pub(super) fn half_a_point() -> Finding {
    let message = Message::new("Chỉ có một trong hai kinh độ, vĩ độ.", "Only one of longitude and latitude is given.");
    Finding::refused(FindingCode::MissingValue, message)
}

pub(super) fn half_a_plane_point() -> Finding {
    let message = Message::new("Chỉ có một trong hai tọa độ X, Y.", "Only one of X and Y is given.");
    Finding::refused(FindingCode::MissingValue, message)
}

pub(super) fn metres_in_degrees(crs: Crs) -> Finding {
    let message = Message::new(
        format!("Ô ghi mét nhưng hệ tọa độ {crs} tính bằng độ. Hãy ghi kinh tuyến trục (cột “ktt”) hoặc mã múi như EPSG:5897."),
        format!(
            "The cells hold metres, but {crs} counts degrees. Give the central meridian (column “ktt”) or a zone such as EPSG:5897."
        ),
    );
    Finding::refused(FindingCode::InvalidValue, message)
}

/// Plane coordinates that are nowhere in Vietnam.
pub(super) fn outside_plane([first, second]: [f64; 2], crs: Option<Crs>, position: Option<EastNorth>) -> Finding {
    let (system_vi, system_en) = match crs {
        Some(crs) => {
            let label = crs.label();
            (format!("theo {}", label.vi), format!("by {}", label.en))
        }
        None => ("khi không rõ kinh tuyến trục".to_owned(), "without a central meridian".to_owned()),
    };
    // Read as north and east, so that the reader sees which was which.
    let (north, east) = position.map_or((first, second), |position| (position.north, position.east));
    let message = Message::new(
        format!(
            "X (bắc) {north} và Y (đông) {east} không nằm trong Việt Nam {system_vi}. X thường từ 900000 đến 2700000 m, Y từ 100000 đến 900000 m; hãy kiểm tra số và kinh tuyến trục."
        ),
        format!(
            "X (north) {north} and Y (east) {east} do not lie in Vietnam {system_en}. X is mostly 900000 to 2700000 m, Y 100000 to 900000 m; check the numbers and the central meridian."
        ),
    );
    Finding::refused(FindingCode::OutsideVietnam, message)
}

/// Two cells of a row give two points.
pub(super) fn conflicting(metres: f64) -> Finding {
    let distance = if metres < 10.0 { format!("{metres:.1}") } else { format!("{metres:.0}") };
    let message = Message::new(
        format!(
            "Tọa độ ở đây cách tọa độ ở các cột đứng trước {} m; đã dùng tọa độ đứng trước (kinh độ, vĩ độ).",
            distance.replace('.', ",")
        ),
        format!(
            "These coordinates lie {distance} m from those of the columns that come first; the first ones (longitude and latitude) were taken."
        ),
    );
    Finding::warning(FindingCode::ConflictingCoordinates, message)
}
