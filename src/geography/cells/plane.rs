//! Distances and areas on the plane that touches the earth at a latitude: near enough within a province.

/// The factors that turn squared degrees into squared kilometres at a latitude, along the parallel and along the meridian.
pub(super) fn square_km_per_square_degree(lat: f64) -> (f64, f64) {
    let east = 111.32 * cosine_of_degrees(lat);
    (east * east, 110.7 * 110.7)
}

/// The cosine by its series, good to ten digits between 30° S and 30° N: only sums and products, so that every machine
/// computes the same bits.
fn cosine_of_degrees(degrees: f64) -> f64 {
    let square = (degrees * std::f64::consts::PI / 180.0) * (degrees * std::f64::consts::PI / 180.0);
    1.0 - square / 2.0 * (1.0 - square / 12.0 * (1.0 - square / 30.0 * (1.0 - square / 56.0 * (1.0 - square / 90.0))))
}

/// Square kilometres of a box of that size in degrees at a latitude.
pub(super) fn square_km_of_degrees(width: f64, height: f64, lat: f64) -> f64 {
    let (east, north) = square_km_per_square_degree(lat);
    width * height * (east * north).sqrt()
}

/// Kilometres between two places that are not far apart.
pub(super) fn kilometres(a: [f64; 2], b: [f64; 2]) -> f64 {
    let (east, north) = square_km_per_square_degree(f64::midpoint(a[1], b[1]));
    ((a[0] - b[0]) * (a[0] - b[0]) * east + (a[1] - b[1]) * (a[1] - b[1]) * north).sqrt()
}
