//! The sentences of planning: why a row is not taken as it is, or what was kept of a record.
use super::columns::Column;
use super::file_row::FileRow;
use crate::domain::{Finding, FindingCode, Message, Placement, Site, SiteFacts, SiteId, SiteKind};
use crate::gazetteer::Gazetteer;

pub(super) fn own_operator(operator: SiteId) -> Finding {
    let message = Message::new(
        format!("Điểm {operator} không thể tự là đơn vị vận hành của chính nó."),
        format!("Site {operator} cannot be its own operator."),
    );
    Finding::refused(FindingCode::InvalidValue, message)
}

pub(super) fn unknown_operator(operator: SiteId) -> Finding {
    let message = Message::new(
        format!("Không có đơn vị vận hành nào mang mã {operator}. Hãy nhập đơn vị đó trước hoặc để trống."),
        format!("No operator has the id {operator}. Import it first, or leave the cell empty."),
    );
    Finding::refused(FindingCode::UnknownId, message)
}

/// A file may be an export, which has only the public form of a site: it must not be written over what is recorded.
pub(super) fn kept_from_files(source: &FileRow, known: &SiteFacts, given: SiteFacts, findings: &mut Vec<Finding>) -> SiteFacts {
    let mut kept = SiteFacts { address: known.address.clone(), placement: known.placement.clone(), ..given.clone() };
    if known.privacy.hides_name() {
        kept.name.clone_from(&known.name);
        kept.operator_id = known.operator_id;
        kept.abstract_text.clone_from(&known.abstract_text);
        kept.sources.clone_from(&known.sources);
    }
    if kept != given {
        let message = Message::new(
            "Điểm này không công khai đầy đủ; tên, vị trí, tóm tắt và nguồn được giữ như đã ghi. Hãy sửa từng điểm trong phần mềm.",
            "The public is told less of this site; its name, place, abstract and sources stay as recorded. Change it by itself.",
        );
        findings.push(source.at(Column::Name, Finding::warning(FindingCode::InvalidValue, message)));
    }
    kept
}

pub(super) fn other_kind(site: &Site, kind: SiteKind) -> Finding {
    let (id, recorded) = (site.id, site.facts.kind);
    let message = Message::new(
        format!("Điểm {id} (“{}”) là {recorded}, dòng này ghi {kind}. Hãy sửa mã hoặc loại hình.", site.facts.name),
        format!("Site {id} (“{}”) is a {recorded}, this row says {kind}. Correct the id or the kind.", site.facts.name),
    );
    Finding::refused(FindingCode::UnknownId, message)
}

pub(super) fn unknown_id(id: SiteId) -> Finding {
    let message = Message::new(
        format!("Không có điểm nào mang mã {id}. Để trống mã cho điểm mới."),
        format!("No site has the id {id}. Leave the id empty for a new site."),
    );
    Finding::refused(FindingCode::UnknownId, message)
}

/// A line of a file in words; with its sheet where the file has some.
fn line_in_words(sheet: Option<&str>, line: u64) -> Message {
    match sheet.filter(|sheet| !sheet.is_empty()) {
        Some(sheet) => Message::new(format!("dòng {line} trang “{sheet}”"), format!("line {line} of sheet “{sheet}”")),
        None => Message::new(format!("dòng {line}"), format!("line {line}")),
    }
}

pub(super) fn duplicate(sheet: Option<&str>, line: u64) -> Finding {
    let place = line_in_words(sheet, line);
    let message = Message::new(
        format!("Cùng một điểm đã có ở {} (cùng mã, hoặc cùng loại hình, tên và địa bàn).", place.vi),
        format!("The same site already stands on {} (same id, or same kind, name and place).", place.en),
    );
    Finding::refused(FindingCode::DuplicateRow, message)
}

/// The row went into an earlier one, as somebody decided.
pub(super) fn merged_into_row(sheet: Option<&str>, line: u64) -> Finding {
    let place = line_in_words(sheet, line);
    let message = Message::new(
        format!("Đã gộp vào {}: bổ sung những gì dòng đó chưa ghi.", place.vi),
        format!("Merged into {}: it completes what that row leaves open.", place.en),
    );
    Finding::note(FindingCode::MergedRow, message)
}

/// Somebody wants a row merged into an earlier one, and there is none like it.
pub(super) fn nothing_to_merge_into() -> Finding {
    let message = Message::new(
        "Không có dòng nào ở trên giống dòng này để gộp vào. Hãy chọn điểm để gộp, hoặc bỏ lựa chọn gộp.",
        "No row above is like this one to merge it into. Choose the site to merge it into, or take the decision back.",
    );
    Finding::refused(FindingCode::DuplicateRow, message)
}

/// The row went into a recorded site, whose name stays.
pub(super) fn merged_into_site(site: &Site, name: &str) -> Finding {
    let (id, recorded) = (site.id, &site.facts.name);
    let message = match recorded == name {
        true => Message::new(format!("Đã gộp vào điểm {id}."), format!("Merged into site {id}.")),
        false => Message::new(
            format!("Đã gộp vào điểm {id}; tên giữ như đã ghi: “{recorded}”."),
            format!("Merged into site {id}; its name stays as recorded: “{recorded}”."),
        ),
    };
    Finding::note(FindingCode::MergedRow, message)
}

/// The sender may write nothing where the site is.
pub(super) fn outside_region(placement: &Placement, gazetteer: &Gazetteer) -> Finding {
    let finest = placement.commune.or(placement.former_commune).or(placement.former_district);
    let province = placement.province.or(placement.former_province);
    let name = |id| gazetteer.region(id).map(|region| region.full_name.as_str());
    let names: Vec<&str> = [finest, province].into_iter().flatten().filter_map(name).collect();
    let place = if names.is_empty() { "—".to_owned() } else { names.join(", ") };
    let message = Message::new(
        format!("Điểm nằm ở {place}, ngoài địa bàn bạn được giao; dòng này không được nhận."),
        format!("The site lies in {place}, outside the area you keep; the row is not taken."),
    );
    Finding::refused(FindingCode::OutsideRegion, message)
}
