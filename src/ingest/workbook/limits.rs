//! Bounds of what is read of a file, so that none can use up memory or time.

/// Bounds of what is read of a file.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Largest file, in bytes.
    pub file_bytes: u64,
    /// Most bytes that the parts of an archive unpack to, counted while reading.
    pub unpacked_bytes: u64,
    /// Largest `.xls` workbook, which is kept in memory whole, in bytes.
    pub biff_bytes: u64,
    /// How many times larger than packed a part may be, once it has more than [`Limits::RATIO_FREE_BYTES`].
    pub packing_ratio: u64,
    /// Most files in an archive.
    pub entries: usize,
    /// Most sheets or layers.
    pub sheets: usize,
    /// Most rows with content of one sheet.
    pub rows: u64,
    /// Most columns with content.
    pub columns: u32,
    /// Most characters of a cell.
    pub cell_chars: usize,
    /// Most bytes of text in one row.
    pub row_bytes: usize,
    /// Most shared strings of a workbook.
    pub strings: usize,
    /// Most merged ranges of one sheet.
    pub merged: usize,
    /// Largest feature of a GeoJSON file or geometry of a table, in bytes.
    pub feature_bytes: usize,
}

impl Limits {
    /// What the program reads.
    pub const DEFAULT: Self = Self {
        file_bytes: 256 * 1024 * 1024,
        unpacked_bytes: 1024 * 1024 * 1024,
        biff_bytes: 64 * 1024 * 1024,
        packing_ratio: 200,
        entries: 10_000,
        sheets: 255,
        rows: 500_000,
        columns: 1024,
        cell_chars: 32_767,
        row_bytes: 4 * 1024 * 1024,
        strings: 5_000_000,
        merged: 65_536,
        feature_bytes: 4 * 1024 * 1024,
    };
    /// Below so many bytes a part may be packed as tightly as it likes: a small sheet of equal rows is.
    pub const RATIO_FREE_BYTES: u64 = 32 * 1024 * 1024;
    /// Deepest nesting of the elements of an XML part.
    pub const XML_DEPTH: usize = 64;
    /// Longest tag or run of text in an XML part, in bytes.
    pub const XML_PIECE_BYTES: usize = 1024 * 1024;
}
