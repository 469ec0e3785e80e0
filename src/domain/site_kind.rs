//! What a site is: a model, a co-operative or an enterprise.
use super::code_enum::code_enum;

code_enum! {
    /// What a site is.
    SiteKind {
        /// Mô hình.
        Model => "model",
        /// Hợp tác xã.
        Cooperative => "cooperative",
        /// Doanh nghiệp.
        Enterprise => "enterprise",
    }
}

impl SiteKind {
    /// The first letter of the identifiers of this kind.
    pub const fn letter(self) -> &'static str {
        match self {
            Self::Model => "m",
            Self::Cooperative => "c",
            Self::Enterprise => "e",
        }
    }
}
