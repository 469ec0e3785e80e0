//! The words of synthetic sites: names, abstracts and the source that says what they are.
use fastrand::Rng;

use crate::domain::{Sector, SiteFacts, SiteKind, Source};

/// Every name ends with it, so that nobody takes a synthetic site for a real one wherever it is shown.
pub const MARK: &str = "(giả lập)";

const SOURCE: &str = "Dữ liệu giả lập để đo tốc độ, không có thật / Synthetic data for measuring, not real";

/// Whether a record says of itself that it is synthetic.
pub fn is_synthetic(facts: &SiteFacts) -> bool {
    facts.name.ends_with(MARK)
}

/// The one source of a synthetic site.
pub(super) fn source() -> Source {
    Source { title: Some(SOURCE.to_owned()), url: None, date: None }
}

const HOPES: [&str; 12] = [
    "Thành Công",
    "Đại Phát",
    "Tân Tiến",
    "Hòa Bình",
    "Bình Minh",
    "Sông Xanh",
    "Đồng Tâm",
    "Phú Quý",
    "An Khang",
    "Hưng Thịnh",
    "Việt Xanh",
    "Quyết Thắng",
];

/// A name as such sites have them: what it is, what it grows, what it hopes for, where it is.
pub(super) fn name(random: &mut Rng, kind: SiteKind, product: &str, place: &str) -> String {
    let words: &[&str] = match kind {
        SiteKind::Model => &["Mô hình", "Trang trại", "Trang trại công nghệ cao", "Vườn", "Khu sản xuất"],
        SiteKind::Cooperative => &["HTX", "Hợp tác xã nông nghiệp", "HTX dịch vụ nông nghiệp", "Hợp tác xã"],
        SiteKind::Enterprise => &["Công ty TNHH", "Công ty Cổ phần", "Doanh nghiệp tư nhân"],
    };
    let (word, product, hope) = (one(random, words), product.to_lowercase(), one(random, &HOPES));
    match random.u8(0..3) {
        0 => format!("{word} {product} {hope} {place} {MARK}"),
        1 => format!("{word} {product} {place} {} {MARK}", random.u16(1..1_000)),
        _ => format!("{word} {hope} {place} {} {MARK}", random.u16(1..1_000)),
    }
}

/// A short account: what is done, since when, what came of it.
pub(super) fn account(random: &mut Rng, facts: &SiteFacts, product: &str, place: &str) -> String {
    let doing = match facts.sector {
        Sector::Crop => "trồng theo hướng công nghệ cao, tưới và bón phân tự động, ghi nhật ký điện tử cho từng lô",
        Sector::Livestock => "nuôi trong chuồng khép kín, cho ăn tự động, theo dõi nhiệt độ và độ ẩm bằng cảm biến",
        Sector::Fisheries => "nuôi thâm canh, tuần hoàn nước, đo ôxy và pH liên tục, cho ăn theo chương trình",
    };
    let (cost, gain) = (random.u32(200..20_000), random.u32(5..60));
    let market =
        one(random, &["siêu thị trong tỉnh", "các bếp ăn tập thể", "doanh nghiệp xuất khẩu", "chợ đầu mối", "khách du lịch"]);
    format!(
        "Cơ sở {product} tại {place}: {doing}. Vốn đầu tư {cost} triệu đồng; chi phí giảm {gain} % so với cách làm cũ. Sản phẩm \
         bán cho {market}.",
        product = product.to_lowercase(),
    )
}

/// One of several.
pub(super) fn one<'a>(random: &mut Rng, among: &[&'a str]) -> &'a str {
    random.choice(among).copied().unwrap_or_default()
}
