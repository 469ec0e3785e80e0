//! The content of an OpenDocument spreadsheet.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let kind = b"application/vnd.oasis.opendocument.spreadsheet";
    agriatlas_fuzz::read(agriatlas_fuzz::zipped(&[("mimetype", kind), ("content.xml", bytes)]));
});
