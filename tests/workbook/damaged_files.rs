//! Damaged files of every format end in rows or a refusal, never in a panic, and before long.
use std::sync::OnceLock;

use agriatlas::ingest::workbook::{FileRefusal, Limits, ReadOptions, Workbook};
use proptest::prelude::*;

use crate::geographic_files::{geopackage, shapefile};
use crate::packing::{XlsxParts, ods};
use crate::{fixture, read_all};

/// Limits that damaged bytes reach soon.
const SMALL: Limits = Limits { rows: 5000, unpacked_bytes: 8 * 1024 * 1024, ..Limits::DEFAULT };

fn read(bytes: &[u8]) -> Result<u64, FileRefusal> {
    let mut workbook = Workbook::open_bytes(bytes.to_vec(), &ReadOptions::default(), &SMALL)?;
    read_all(&mut workbook)
}

/// A whole file of every format.
fn samples() -> &'static [Vec<u8>] {
    static SAMPLES: OnceLock<Vec<Vec<u8>>> = OnceLock::new();
    SAMPLES.get_or_init(made_samples)
}

fn made_samples() -> Vec<Vec<u8>> {
    let sheet = XlsxParts::of_rows("<row r='1'><c r='A1' t='inlineStr'><is><t>a</t></is></c><c><f>A1</f><v>1</v></c></row>");
    let table = "<t:table t:name='a'><t:table-row><t:table-cell o:value-type='float' o:value='1'><x:p>1</x:p></t:table-cell></t:table-row></t:table>";
    vec![
        fixture("formula_without_value.xlsx"),
        fixture("merged_hidden_dates.xls"),
        fixture("repeated_rows_and_spaces.ods"),
        sheet,
        ods(table),
        b"{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{\"a\":[1,{}]},\"geometry\":{\"type\":\"Point\",\"coordinates\":[105,21]}}]}".to_vec(),
        "tên;xã\r\n\"a\"\"b\";\"c\nd\"\r\n".into(),
        shapefile("UTF-8", "Đồng Tâm".as_bytes()),
        geopackage(),
    ]
}

#[test]
fn a_cut_file_is_refused_or_short() {
    for sample in samples() {
        let whole = read(sample).unwrap();
        assert!(whole > 0);
        let step = (sample.len() / 60).max(1);
        for length in (0..sample.len()).step_by(step) {
            if let Ok(count) = read(&sample[..length]) {
                assert!(count <= whole, "{count} of {whole} rows from {length} bytes");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn changed_bytes_never_panic(
        sample in 0..9_usize,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        cut in any::<Option<prop::sample::Index>>(),
    ) {
        let mut bytes = samples()[sample].clone();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        let _ = read(&bytes);
    }

    #[test]
    fn arbitrary_bytes_never_panic(opening in 0..8_usize, bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        const OPENINGS: [&[u8]; 8] = [
            b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"SQLite format 3\0", b"{\"features\":[", b"\xff\xfe", b"\"", b"\x09\x08\x10\0",
        ];
        let _ = read(&[OPENINGS[opening], &bytes].concat());
    }
}
