//! Sites, terms and batches for the tests, plain and odd.
use agriatlas::domain::*;
use agriatlas::store::SiteWrite;

/// A site with only what every site has.
pub fn plain(name: &str) -> SiteFacts {
    SiteFacts {
        kind: SiteKind::Model,
        name: name.to_owned(),
        sector: Sector::Crop,
        subsector: None,
        technologies: Vec::new(),
        certifications: Vec::new(),
        area_ha: None,
        herd_size: None,
        members: None,
        established_year: None,
        revenue_vnd_per_year: None,
        status: Status::Published,
        address: Address::default(),
        placement: Placement::default(),
        operator_id: None,
        abstract_text: None,
        sources: Vec::new(),
        confidence: None,
        verified_on: None,
        privacy: SitePrivacy::default(),
    }
}

/// A site of another kind.
pub fn of_kind(kind: SiteKind, name: &str) -> SiteFacts {
    SiteFacts { kind, ..plain(name) }
}

/// A site with every fact, among them what is easily lost: long fractions, tones, emoji, quotes, formulas.
pub fn full(operator: SiteId) -> SiteFacts {
    SiteFacts {
        kind: SiteKind::Model,
        name: "Mô hình “rau thủy canh” Đắk R'Lấp 🥬🇻🇳 \"\\{}[]\n\t=1+1".to_owned(),
        sector: Sector::Fisheries,
        subsector: Some("vegetables".to_owned()),
        technologies: vec!["greenhouse".to_owned(), "a,b".to_owned(), "c\"d".to_owned(), "NULL".to_owned(), "{e}".to_owned()],
        certifications: vec!["vietgap".to_owned()],
        area_ha: Some(0.1 + 0.2),
        herd_size: Some(100_000_000),
        members: Some(10_000_000),
        established_year: Some(1900),
        revenue_vnd_per_year: Some(999_999_999_999_999),
        status: Status::InReview,
        address: Address {
            province: Some("Hà Nội".to_owned()),
            district: Some("Gia Lâm".to_owned()),
            commune: Some("Đặng Xá".to_owned()),
        },
        placement: Placement {
            point: GeoPoint::new(105.123_456_789_012_345, -0.000_000_000_000_000_1),
            accuracy: Some(PositionAccuracy::Surveyed),
            province: region("01"),
            commune: region("00565"),
            former_province: region("2024-01"),
            former_district: region("2024-018"),
            former_commune: region("2024-00565"),
            commune_is_certain: Some(false),
        },
        operator_id: Some(operator),
        abstract_text: Some("ấ".repeat(1_500)),
        sources: vec![
            Source {
                title: Some("Báo Hà Nội mới".to_owned()),
                url: Some("https://example.vn/?a=1&b='2'".to_owned()),
                date: Some("2023-12".parse().unwrap()),
            },
            Source { title: None, url: None, date: None },
        ],
        confidence: Some(Confidence::Medium),
        verified_on: Some(jiff::civil::date(2026, 2, 28)),
        privacy: SitePrivacy {
            public_precision: PublicPrecision::Hidden,
            holder: Some(Holder::Household),
            consents: [ConsentPurpose::Name, ConsentPurpose::Place].into(),
        },
    }
}

fn region(text: &str) -> Option<RegionId> {
    Some(text.parse().unwrap())
}

pub fn edit() -> Batch {
    Batch {
        reason: Some("chủ trại báo 'sai' diện tích".to_owned()),
        reviewer: Some("Lê Thị Duyệt".to_owned()),
        ..Batch::new(BatchOrigin::Edit, "Nguyễn Văn Ẩn")
    }
}

pub fn import() -> Batch {
    Batch {
        file_name: Some("mô hình 'năm' 2026.xlsx".to_owned()),
        file_sha256: Some("0123456789abcdef".repeat(4)),
        ..Batch::new(BatchOrigin::Import, "Trần Thị Bưởi")
    }
}

pub fn term(vocabulary: VocabularyName, code: &str, label_vi: &str, label_en: &str) -> Term {
    let sector = (vocabulary == VocabularyName::Subsector).then_some(Sector::Crop);
    Term { vocabulary, code: code.to_owned(), label_vi: label_vi.to_owned(), label_en: label_en.to_owned(), sector }
}

/// New sites with numbered names.
pub fn creates(count: usize) -> Vec<SiteWrite> {
    (0..count).map(|number| SiteWrite::Create(plain(&format!("Điểm {number}")))).collect()
}

pub fn id(text: &str) -> SiteId {
    text.parse().unwrap()
}
