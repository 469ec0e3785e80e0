//! The name and licence of the data, as they stand in every export and page.
use super::Message;
use std::sync::LazyLock;

/// The name of the data set.
pub static DATA_TITLE: LazyLock<Message> = LazyLock::new(|| {
    Message::new(
        "AgriAtlas: mô hình, hợp tác xã và doanh nghiệp nông nghiệp công nghệ cao",
        "AgriAtlas: high-tech farm models, co-operatives and enterprises",
    )
});

/// The name of the administrative units as a data set.
pub static REGIONS_TITLE: LazyLock<Message> =
    LazyLock::new(|| Message::new("AgriAtlas: đơn vị hành chính của Việt Nam", "AgriAtlas: administrative units of Vietnam"));

/// The licence sentence of the data set.
pub static DATA_LICENCE: LazyLock<Message> = LazyLock::new(|| {
    Message::new(
        "CC BY 4.0, AgriAtlas; mỗi bản ghi nêu nguồn báo chí công khai của nó; đơn vị hành chính theo vietnamadminunits (MIT)",
        "CC BY 4.0, AgriAtlas; each record names its public press source; administrative units from vietnamadminunits (MIT)",
    )
});
