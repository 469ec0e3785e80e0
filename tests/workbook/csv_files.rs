//! CSV files in every encoding that offices have.
use agriatlas::ingest::workbook::{FileFormat, FileNotice, Limits, RawCell, ReadOptions, TextEncoding, Workbook};

use crate::{open, rows, texts};

const TEXT: &str = "Tên;Xã\r\nHợp tác xã Đồng Tâm;Mỹ Đức\r\n";

fn expected() -> Vec<(u64, Vec<String>)> {
    vec![(1, vec!["Tên".into(), "Xã".into()]), (2, vec!["Hợp tác xã Đồng Tâm".into(), "Mỹ Đức".into()])]
}

#[test]
fn utf_8_and_utf_16_are_read_with_and_without_a_mark() {
    let wide = |encoding: TextEncoding, mark: &[u8]| [mark, &encoding.bytes_of(TEXT).unwrap()].concat();
    for (bytes, encoding) in [
        (TEXT.as_bytes().to_vec(), TextEncoding::Utf8),
        (["\u{feff}", TEXT].concat().into_bytes(), TextEncoding::Utf8),
        (wide(TextEncoding::Utf16Le, &[0xff, 0xfe]), TextEncoding::Utf16Le),
        (wide(TextEncoding::Utf16Be, &[0xfe, 0xff]), TextEncoding::Utf16Be),
        (wide(TextEncoding::Utf16Le, &[]), TextEncoding::Utf16Le),
        (wide(TextEncoding::Utf16Be, &[]), TextEncoding::Utf16Be),
    ] {
        assert_eq!(texts(&bytes), expected(), "{encoding:?}");
        let workbook = open(&bytes).unwrap();
        assert_eq!((workbook.format(), workbook.encoding(), workbook.delimiter()), (FileFormat::Csv, Some(encoding), Some(b';')));
        assert_eq!(workbook.notices(), []);
    }
}

#[test]
fn the_code_page_of_vietnamese_windows_is_recognised() {
    // Tones are characters of their own: "Hòa Bình, Mỹ Đức".
    let bytes = b"T\xean;X\xe3\nHo\xcca Bi\xccnh;My\xde \xd0\xfd\xecc\n";
    let workbook = open(bytes).unwrap();
    assert_eq!(workbook.notices(), [FileNotice::EncodingGuessed(TextEncoding::Windows1258)]);
    assert_eq!(texts(bytes)[1].1, ["Ho\u{300}a Bi\u{300}nh", "My\u{303} Đư\u{301}c"]);
}

#[test]
fn bytes_typed_for_old_fonts_survive() {
    // "Hà Nội, huyện Mỹ Đức" in the letters of TCVN3, as Excel of that time saved it.
    let bytes = b"T\xean,X\xb7\nH\xb5 N\xe9i,huy\xd6n M\xfc \xa7\xf8c\n";
    let mut workbook = open(bytes).unwrap();
    assert_eq!(workbook.notices(), [FileNotice::EncodingGuessed(TextEncoding::SingleByte)]);
    let read = rows(&mut workbook, 0);
    let RawCell::Text(text) = &read[1].cells[1] else { panic!("{read:?}") };
    assert_eq!(TextEncoding::SingleByte.bytes_of(text).unwrap(), b"huy\xd6n M\xfc \xa7\xf8c");
}

#[test]
fn encoding_and_delimiter_may_be_given() {
    let options =
        ReadOptions { encoding: Some(TextEncoding::SingleByte), delimiter: Some(b'|'), file_name: Some("a.XLS".into()) };
    let mut workbook = Workbook::open_bytes(b"a|\xd2;\n".to_vec(), &options, &Limits::DEFAULT).unwrap();
    let disagrees = FileNotice::NameDisagrees { ending: "xls".to_owned(), format: FileFormat::Csv };
    assert_eq!(workbook.notices(), [disagrees]);
    assert_eq!(rows(&mut workbook, 0)[0].cells[1], RawCell::Text("Ò;".to_owned()));
}

#[test]
fn a_long_file_is_read_in_pieces() {
    let mut text = "số,tên\n".to_owned();
    for number in 0..20_000 {
        text.push_str(&format!("{number},\"Xã {number}\nế\"\n"));
    }
    for bytes in [text.clone().into_bytes(), TextEncoding::Utf16Be.bytes_of(&text).unwrap()] {
        let read = texts(&bytes);
        assert_eq!(read.len(), 20_001);
        assert_eq!(read[20_000], (2 + 19_999 * 2, vec!["19999".to_owned(), "Xã 19999\nế".to_owned()]));
    }
}
