//! Archives and compound files as they stand, checksums included.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| agriatlas_fuzz::read(bytes.to_vec()));
