//! What offices call technologies, certifications and the other closed lists, beside codes and labels. The wordings stand in
//! `wordings/terms.txt`.
use std::sync::LazyLock;

use super::header_wordings::lines;
use crate::domain::VocabularyName;

/// A list, a code of it, and the words that mean it.
pub(super) static WORDINGS: LazyLock<Vec<(VocabularyName, &'static str, Vec<&'static str>)>> = LazyLock::new(|| {
    lines(include_str!("wordings/terms.txt"))
        .filter_map(|(key, wordings)| {
            let (list, code) = key.split_once('/')?;
            Some((list.parse().ok()?, code, wordings.split(", ").collect()))
        })
        .collect()
});

/// Words in free descriptions that say nothing of which technology it is.
pub(super) const NOISE: &[&str] = &[
    "he", "thong", "ung", "dung", "ap", "cong", "nghe", "cao", "trong", "co", "bang", "theo", "su", "va", "ket", "hop", "cho",
    "cua", "duoc", "mo", "hinh", "tu", "day", "chuyen", "quy", "trinh", "ky", "thuat", "giai", "phap", "hien", "dai", "may",
    "thiet", "bi", "cac", "loai", "dat", "chuan", "tieu", "chung", "nhan", "lap", "dung", "dau", "san", "xuat", "nuoi", "chan",
    "cay", "rau", "hoa", "qua", "su", "dung", "voi", "kiem", "soat", "hoan", "toan", "huong", "thong", "minh", "ky", "thuat",
    "so", "moi", "nuoc", "tren", "1", "phan", "giay", "cap", "nam", "gap", "ocop", "sao", "san", "pham", "israel", "nhat", "ban",
    "han", "quoc", "dan", "mat", "khep", "kin", "israen",
];
