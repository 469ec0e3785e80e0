//! The sentences the gazetteer says about places, in both languages.
use super::registry::Gazetteer;
use crate::domain::{Division, Message, RegionId, RegionLevel};

/// Most candidates a sentence names.
const CANDIDATES_MAX: usize = 5;

/// Most characters of a written name that a sentence repeats.
const SHOWN_MAX: usize = 100;

impl Gazetteer {
    /// What choosing this unit means: where it lies, or what became of it; empty for an id that does not exist.
    pub fn understood(&self, id: RegionId) -> Message {
        let full = self.full_name(id);
        match (id.division(), id.level()) {
            (Division::Current, _) => {
                let names: Vec<&str> =
                    std::iter::once(full).chain(self.ancestors(id).map(|region| region.full_name.as_str())).collect();
                Message::new(names.join(", "), names.join(", "))
            }
            (Division::Former, level) => {
                let mut message = Message::new(format!("{full} (cũ)"), format!("{full} (former)"));
                let successors = self.successors(id);
                if let [only] = successors.as_slice() {
                    let became = self.full_name(only.successor);
                    // A unit that alone became its successor is it; one of several merely belongs to it.
                    let alone = self.successions.of_successor(only.successor).len() == 1;
                    let (vi, en) = if alone { ("nay là", "now") } else { ("nay thuộc", "now in") };
                    message.vi += &format!(" → {vi} {became}");
                    message.en += &format!(" → {en} {became}");
                } else if !successors.is_empty() {
                    let count = successors.len();
                    let split = if level == RegionLevel::Commune { ("chia về ", "split among ") } else { ("", "") };
                    let kinds = self.commune_words(successors.iter().map(|step| step.successor));
                    message.vi += &format!(" → {}{count} {kinds}", split.0);
                    message.en += &format!(" → {}{count} communes", split.1);
                }
                message
            }
        }
    }

    /// “xã”, “phường” or “xã, phường”, as the units are.
    fn commune_words(&self, ids: impl Iterator<Item = RegionId>) -> String {
        let found: Vec<String> = ids.filter_map(|id| self.region(id)).map(|region| region.type_word.to_lowercase()).collect();
        let known = ["xã", "phường", "đặc khu"].into_iter().filter(|word| found.iter().any(|found| found == word));
        known.collect::<Vec<_>>().join(", ")
    }

    pub(super) fn full_name(&self, id: RegionId) -> &str {
        self.region(id).map_or("", |region| region.full_name.as_str())
    }

    /// The unit with the one it lies in, so that namesakes are told apart.
    fn label(&self, id: RegionId) -> Message {
        let parent = self.ancestors(id).next().map(|parent| format!(", {}", parent.full_name)).unwrap_or_default();
        let full = self.full_name(id);
        match id.division() {
            Division::Current => Message::new(format!("{full}{parent}"), format!("{full}{parent}")),
            Division::Former => Message::new(format!("{full}{parent} (cũ)"), format!("{full}{parent} (former)")),
        }
    }

    fn list(&self, ids: &[RegionId]) -> Message {
        let labels: Vec<Message> = ids.iter().take(CANDIDATES_MAX).map(|id| self.label(*id)).collect();
        let more = if ids.len() > CANDIDATES_MAX { "; …" } else { "" };
        let join = |texts: Vec<&str>| texts.join("; ") + more;
        Message::new(
            join(labels.iter().map(|label| label.vi.as_str()).collect()),
            join(labels.iter().map(|label| label.en.as_str()).collect()),
        )
    }

    pub(super) fn says_unknown(&self, name: &str, within: Option<RegionId>) -> Message {
        let name = shown(name);
        match within {
            None => Message::new(
                format!("Không có đơn vị hành chính tên “{name}”"),
                format!("No administrative unit is called “{name}”"),
            ),
            Some(within) => {
                let within = self.label(within);
                Message::new(format!("Không có “{name}” trong {}", within.vi), format!("There is no “{name}” in {}", within.en))
            }
        }
    }

    pub(super) fn says_ambiguous(&self, name: &str, candidates: &[RegionId]) -> Message {
        let name = shown(name);
        let list = self.list(candidates);
        Message::new(format!("“{name}” có thể là: {}", list.vi), format!("“{name}” may be: {}", list.en))
    }

    /// The unit was found, but outside the one given for it.
    pub(super) fn says_elsewhere(&self, name: &str, given: RegionId, found: RegionId) -> Message {
        let name = shown(name);
        let (given, found) = (self.label(given), self.label(found));
        Message::new(
            format!("“{name}” không thuộc {}; đã hiểu là {}", given.vi, found.vi),
            format!("“{name}” is not in {}; taken as {}", given.en, found.en),
        )
    }

    pub(super) fn says_split(&self, commune: RegionId, candidates: &[RegionId]) -> Message {
        let (full, list) = (self.full_name(commune), self.list(candidates));
        Message::new(
            format!("{full} (cũ) đã được chia về: {}. Tạm lấy đơn vị đầu tiên", list.vi),
            format!("{full} (former) was split among: {}. The first is assumed", list.en),
        )
    }

    /// The commune is not known, so the site stands at a coarser unit; an empty name says that none was given.
    pub(super) fn says_placed_at(&self, name: &str, unit: RegionId) -> Message {
        let name = shown(name);
        let at = self.label(unit);
        if name.is_empty() {
            Message::new(
                format!("Không cho biết xã; vị trí là tâm {}", at.vi),
                format!("No commune was given; placed at the centre of {}", at.en),
            )
        } else {
            Message::new(
                format!("Không có “{name}” ở đó; vị trí là tâm {}", at.vi),
                format!("There is no “{name}” there; placed at the centre of {}", at.en),
            )
        }
    }
}

/// A name as a sentence shows it; the whole stands in the finding's value.
fn shown(name: &str) -> String {
    match name.char_indices().nth(SHOWN_MAX) {
        None => name.to_owned(),
        Some((end, _)) => format!("{}…", name.get(..end).unwrap_or_default()),
    }
}

pub(super) fn no_address() -> Message {
    Message::new("Không có địa chỉ: cần ít nhất tên tỉnh", "There is no address: at least a province is needed")
}
