//! The islands of Quần đảo Hoàng Sa and Quần đảo Trường Sa, which no coastline of small scale holds rightly.
use super::plane::square_km_per_square_degree;

/// An island and the unit it belonged to.
pub(super) struct Island {
    pub lon: f64,
    pub lat: f64,
    /// Text of the former unit's id.
    pub former: &'static str,
}

/// Former huyện Hoàng Sa, now đặc khu Hoàng Sa, TP Đà Nẵng.
pub(super) const HOANG_SA: &str = "2024-498";
/// The former district of the three communes of Trường Sa, now đặc khu Trường Sa, tỉnh Khánh Hòa.
const THI_TRAN_TRUONG_SA: &str = "2024-22736";
const XA_SONG_TU_TAY: &str = "2024-22737";
const XA_SINH_TON: &str = "2024-22739";

/// How far land and shallow water of an island reach in a cell, in kilometres.
const REACH_KM: f64 = 5.0;

/// Both archipelagos lie east of this longitude, and no other land of Vietnam does.
const WEST: f64 = 110.5;

/// Positions are approximate and those of the base map (`web/scripts/islands.mjs`); within Trường Sa an island is counted
/// to the commune whose main island is at about its latitude.
pub(super) const ISLANDS: &[Island] = &[
    island(111.608, 16.535, HOANG_SA),
    island(111.585, 16.506, HOANG_SA),
    island(111.505, 16.447, HOANG_SA),
    island(111.743, 16.465, HOANG_SA),
    island(111.711, 16.449, HOANG_SA),
    island(111.767, 16.05, HOANG_SA),
    island(111.2, 15.783, HOANG_SA),
    island(112.338, 16.834, HOANG_SA),
    island(112.733, 16.667, HOANG_SA),
    island(112.271, 16.98, HOANG_SA),
    island(112.31, 16.964, HOANG_SA),
    island(112.333, 16.946, HOANG_SA),
    island(111.5, 17.09, HOANG_SA),
    island(112.5, 16.03, HOANG_SA),
    island(111.92, 8.645, THI_TRAN_TRUONG_SA),
    island(112.22, 8.85, THI_TRAN_TRUONG_SA),
    island(112.35, 8.93, THI_TRAN_TRUONG_SA),
    island(111.67, 8.67, THI_TRAN_TRUONG_SA),
    island(112.918, 7.892, THI_TRAN_TRUONG_SA),
    island(113.3, 8.17, THI_TRAN_TRUONG_SA),
    island(113.683, 8.967, THI_TRAN_TRUONG_SA),
    island(113.98, 8.81, THI_TRAN_TRUONG_SA),
    island(114.17, 8.7, THI_TRAN_TRUONG_SA),
    island(114.65, 8.85, THI_TRAN_TRUONG_SA),
    island(114.329, 9.886, XA_SINH_TON),
    island(114.57, 9.905, XA_SINH_TON),
    island(114.25, 9.77, XA_SINH_TON),
    island(114.37, 9.78, XA_SINH_TON),
    island(114.366, 10.179, XA_SINH_TON),
    island(114.365, 10.376, XA_SINH_TON),
    island(114.48, 10.376, XA_SINH_TON),
    island(114.58, 10.41, XA_SINH_TON),
    island(113.85, 10.05, XA_SINH_TON),
    island(114.425, 10.668, XA_SONG_TU_TAY),
    island(114.285, 11.053, XA_SONG_TU_TAY),
    island(114.3, 11.38, XA_SONG_TU_TAY),
    island(114.331, 11.429, XA_SONG_TU_TAY),
    island(114.354, 11.454, XA_SONG_TU_TAY),
    island(115.024, 11.083, XA_SONG_TU_TAY),
    island(115.803, 10.733, XA_SONG_TU_TAY),
    island(115.83, 10.817, XA_SONG_TU_TAY),
];

const fn island(lon: f64, lat: f64, former: &'static str) -> Island {
    Island { lon, lat, former }
}

/// Whether the former unit is one of the archipelagos, whose cells come from the islands alone.
pub(super) fn is_archipelago(former: &str) -> bool {
    ISLANDS.iter().any(|island| island.former == former)
}

/// The former unit of the nearest island, where one is within reach.
pub(super) fn island_at([lon, lat]: [f64; 2]) -> Option<&'static str> {
    if lon < WEST {
        return None;
    }
    let distance = |island: &Island| {
        let (dx, dy) = (lon - island.lon, lat - island.lat);
        let (east, north) = square_km_per_square_degree(island.lat);
        dx * dx * east + dy * dy * north
    };
    let near = ISLANDS.iter().map(|island| (distance(island), island));
    let nearest = near.min_by(|a, b| a.0.total_cmp(&b.0))?;
    (nearest.0 <= REACH_KM * REACH_KM).then_some(nearest.1.former)
}
