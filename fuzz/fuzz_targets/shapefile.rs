//! The shapes and the table of a shapefile; the first two bytes say where the one ends and the other begins.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let [low, high, rest @ ..] = bytes else { return };
    let (shapes, table) = rest.split_at(usize::from(u16::from_le_bytes([*low, *high])).min(rest.len()));
    agriatlas_fuzz::read(agriatlas_fuzz::zipped(&[("a.shp", shapes), ("a.dbf", table)]));
});
