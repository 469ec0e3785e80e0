//! Well-known names of provinces that no file has: short forms, older spellings and English ones.

/// A name and the ids that bear it, current and former.
pub(super) const SHORT_NAMES: &[(&str, &[&str])] = &[
    ("HN", &["01", "2024-01"]),
    ("HCM", &["79", "2024-79"]),
    ("HCMC", &["79", "2024-79"]),
    ("Sài Gòn", &["79", "2024-79"]),
    ("SG", &["79", "2024-79"]),
    ("Thừa Thiên Huế", &["46", "2024-46"]),
    ("TT Huế", &["46", "2024-46"]),
    ("BRVT", &["2024-77"]),
    ("Đắc Lắc", &["66", "2024-66"]),
    ("Bắc Cạn", &["2024-06"]),
];
