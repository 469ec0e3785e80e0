//! The stream of a binary workbook, within a compound file.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| agriatlas_fuzz::read(agriatlas_fuzz::compound("/Workbook", bytes)));
