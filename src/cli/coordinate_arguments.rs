//! The flags that say in which coordinate system the coordinates of a file are.
use clap::Args;

use crate::domain::Message;
use crate::geography::Crs;
use crate::ingest::meridian;

/// The coordinate system of rows that name none.
#[derive(Clone, Debug, Args)]
pub(super) struct CoordinateArguments {
    /// Kinh tuyến trục của tọa độ X, Y VN-2000 múi 3°, ví dụ 105.75 hoặc 105°45' / central meridian of VN-2000 X and Y
    #[arg(long, conflicts_with = "crs")]
    meridian: Option<String>,
    /// Hệ tọa độ của tệp, ví dụ EPSG:3405 (UTM 48N) / coordinate system of the file
    #[arg(long)]
    crs: Option<String>,
}

impl CoordinateArguments {
    /// The system, where one was chosen.
    pub(super) fn system(&self) -> Result<Option<Crs>, Message> {
        let zone = self.meridian.as_deref().map(meridian).transpose()?;
        let crs = self.crs.as_deref().map(str::parse::<Crs>).transpose()?;
        Ok(crs.or(zone))
    }
}
