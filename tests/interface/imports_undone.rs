//! Any file, committed and taken back, leaves every fact and every byte of the public download as they were; what somebody
//! edited in between stays, and only that; the same file once more changes nothing.
use std::collections::{BTreeMap, BTreeSet};

use agriatlas::app::check_store;
use agriatlas::domain::{Batch, BatchOrigin, SiteFacts, SiteId, Status};
use agriatlas::store::{SiteWrite, Store};
use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::imports_support::Walk;
use crate::office::Office;
use crate::support::GEOGRAPHY;

const ROUNDS: usize = 12;
const COMMUNES: &[(&str, &str)] = &[
    ("Huyện Đan Phượng", "Xã Đan Phượng"),
    ("Huyện Đan Phượng", "Xã Thọ An"),
    ("Huyện Đan Phượng", "Xã Thọ Xuân"),
    ("Huyện Đông Anh", "Xã Vân Nội"),
];

struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % limit
    }

    fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

/// What must be the same before and after; times of change, the revision and withdrawn sites, which stay as tombstones, are no
/// part of it.
#[derive(PartialEq, Debug)]
struct State {
    facts: BTreeMap<SiteId, SiteFacts>,
    download: String,
}

impl State {
    async fn of(office: &Office) -> Self {
        let revision = office.store.revision().await.unwrap();
        office.serves(revision).await;
        let mut file = office.get("", "/api/collections/sites/export.geojson").await.json();
        for member in ["timeStamp", "revision"] {
            assert!(file.as_object_mut().unwrap().shift_remove(member).is_some(), "{member}");
        }
        assert!(file["export"].as_object_mut().unwrap().shift_remove("date").is_some());
        for feature in file["features"].as_array_mut().unwrap() {
            let properties = feature["properties"].as_object_mut().unwrap();
            assert!(properties.shift_remove("updated_at").is_some(), "{properties:?}");
        }
        Self { facts: facts(&office.store).await, download: format!("{file:#}") }
    }

    /// Says where both differ rather than all that they hold.
    fn must_be(&self, other: &Self, told: &str) {
        for id in self.facts.keys().chain(other.facts.keys()) {
            assert_eq!(self.facts.get(id), other.facts.get(id), "{told}: {id}");
        }
        let differs = self.download.lines().zip(other.download.lines()).find(|(one, other)| one != other);
        assert!(self.download == other.download, "{told}: the downloads differ: {differs:#?}");
    }
}

async fn facts(store: &Store) -> BTreeMap<SiteId, SiteFacts> {
    let sites = store.load().await.unwrap().sites.into_iter();
    sites.filter(|site| site.facts.status != Status::Withdrawn).map(|site| (site.id, site.facts)).collect()
}

/// Somebody edits these sites by hand.
async fn edit(store: &Store, sites: &[SiteId], dice: &mut Dice) {
    let recorded = facts(store).await;
    let mut writes = Vec::new();
    for id in sites {
        let was = recorded[id].clone();
        let facts = match dice.below(2) {
            0 => SiteFacts { members: Some(was.members.unwrap_or(0) + 1), ..was },
            _ => SiteFacts { area_ha: Some(was.area_ha.unwrap_or(0.0) + 0.125), ..was },
        };
        writes.push(SiteWrite::Update { id: *id, facts });
    }
    let revision = store.revision().await.unwrap();
    store.commit(&Batch::new(BatchOrigin::Edit, "tay"), revision, writes, Vec::new()).await.unwrap();
}

fn line(id: &str, name: &str, kind: &str, sector: &str, address: [&str; 3], area: &str, point: Option<(f64, f64)>) -> String {
    let [province, district, commune] = address;
    let (lon, lat) = point.map_or_else(Default::default, |(lon, lat)| (lon.to_string(), lat.to_string()));
    format!("{id},\"{}\",{kind},{sector},{province},{district},{commune},{area},{lon},{lat}\n", name.replace('"', "\"\""))
}

/// A file of new, changed and unchanged sites, some like others in every other file; whether it says each thing once.
fn file(round: usize, recorded: &BTreeMap<SiteId, SiteFacts>, dice: &mut Dice) -> (String, bool) {
    let mut text = "id,name,kind,sector,province,district,commune,area_ha,lon,lat\n".to_owned();
    let known: Vec<(&SiteId, &SiteFacts)> = recorded.iter().filter(|(_, facts)| facts.address.province.is_some()).collect();
    let (mut named, is_plain) = (BTreeSet::new(), round.is_multiple_of(2));
    let mut last = String::new();
    for row in 0..5 + dice.below(40) {
        match dice.below(if is_plain { 6 } else { 8 }) {
            0..4 => {
                let (district, commune) = *dice.pick(COMMUNES);
                let area = format!("{}.5", dice.below(90));
                let point = (dice.below(3) == 0)
                    .then(|| (105.6 + dice.below(2_000) as f64 / 10_000.0, 20.95 + dice.below(2_000) as f64 / 10_000.0));
                let name = format!("Trang trại {} {round}.{row}", dice.pick(&["Bình Minh", "Sông Hồng", "Ba Vì", "Hòa Lạc"]));
                let sector = dice.pick(&["crop", "livestock"]);
                last = line("", &name, "model", sector, ["Thành phố Hà Nội", district, commune], &area, point);
                text += &last;
            }
            4 | 5 => {
                let (id, facts) = *dice.pick(&known);
                if !named.insert(*id) {
                    continue;
                }
                let province = facts.address.province.clone().unwrap();
                let area = if dice.below(3) == 0 { String::new() } else { format!("{}.25", dice.below(500)) };
                let name = if dice.below(4) == 0 { format!("{} (mới)", facts.name) } else { facts.name.clone() };
                let quoted = format!("\"{province}\"");
                text += &line(&id.to_string(), &name, facts.kind.code(), facts.sector.code(), [&quoted, "", ""], &area, None);
            }
            // Like a recorded one, without its identifier.
            6 => {
                let (_, facts) = *dice.pick(&known);
                let (district, commune) = *dice.pick(COMMUNES);
                let address = ["Thành phố Hà Nội", district, commune];
                text += &line("", &facts.name, facts.kind.code(), facts.sector.code(), address, "3.5", None);
            }
            // The row before once more, with another area.
            _ => {
                text += &last.replace(".5,", ".75,");
            }
        }
    }
    (text, is_plain)
}

/// Says of some rows that are like others what to do with them.
async fn decide(walk: &Walk<'_>, dice: &mut Dice) -> usize {
    let mut decisions = Vec::new();
    for row in walk.rows("quan", "").await {
        let duplicates = row["duplicates"].as_array().unwrap();
        let recorded: Vec<&Value> = duplicates.iter().map(|one| &one["site"]).filter(|site| !site.is_null()).collect();
        let (sheet, number) = (&row["sheet"], &row["row"]);
        match (duplicates.is_empty(), dice.below(4)) {
            (true, _) | (_, 0) => {}
            (_, 1) => decisions.push(json!({"sheet": sheet, "row": number, "decision": "skip"})),
            (_, 2) => decisions.push(json!({"sheet": sheet, "row": number, "decision": "keep_both"})),
            _ if recorded.is_empty() => decisions.push(json!({"sheet": sheet, "row": number, "decision": "merge"})),
            _ => decisions.push(json!({"sheet": sheet, "row": number, "decision": "merge", "site": dice.pick(&recorded)})),
        }
    }
    if !decisions.is_empty() {
        walk.say("quan", &json!({"decisions": decisions})).await;
    }
    decisions.len()
}

/// The same file once more, and nothing is to be done.
async fn again(office: &Office, text: &str, told: &str) {
    let before = State::of(office).await;
    let walk = Walk::begin(office, "quan", "lần hai.csv", text.as_bytes().to_vec()).await;
    let import = walk.rehearsed("quan").await;
    let summary = &import["summary"];
    assert_eq!((&summary["created"], &summary["changed"]), (&json!(0), &json!(0)), "{told}:\n{text}\n{summary:#}");
    let answer = walk.step("quan", "/commit", &json!({})).await;
    assert_eq!(answer.status, StatusCode::OK, "{told}: {}", answer.text());
    State::of(office).await.must_be(&before, told);
}

async fn any_file_is_taken_back_exactly(office: Office) {
    let seed = jiff::Timestamp::now().as_microsecond() as u64;
    println!("seed {seed}");
    let mut dice = Dice(seed | 1);
    let (mut said, mut edited_sites, mut published, mut twice) = (0, 0, 0, 0);
    for round in 0..ROUNDS {
        let told = format!("seed {seed}, round {round}");
        let recorded = facts(&office.store).await;
        let ids: Vec<SiteId> = recorded.keys().copied().collect();
        edit(&office.store, &[*dice.pick(&ids)], &mut dice).await;
        let before = State::of(&office).await;
        let (text, is_plain) = file(round, &before.facts, &mut dice);
        let walk = Walk::begin(&office, "quan", "bất kỳ.csv", text.clone().into_bytes()).await;
        let decisions = decide(&walk, &mut dice).await;
        said += decisions;
        let reach = *dice.pick(&["published", "published", "in_review", "draft"]);
        let answer = walk.step("quan", "/commit", &json!({"reach": reach})).await;
        if answer.status == StatusCode::CONFLICT && answer.json()["code"] == "conflict" {
            continue;
        }
        assert_eq!(answer.status, StatusCode::OK, "{told}: {}", answer.text());
        if reach != "published" {
            State::of(&office).await.must_be(&before, &told);
            let has_proposals = answer.json()["proposals"]["open"].as_u64().unwrap() > 0;
            if has_proposals && reach == "in_review" && dice.below(4) > 0 {
                walk.done("quan", "/accept", &json!({})).await;
            }
        }
        if is_plain && decisions == 0 && !office.store.import_changes(walk.id).await.unwrap().is_empty() {
            again(&office, &text, &told).await;
            twice += 1;
        }
        let written: Vec<SiteId> = office.store.import_changes(walk.id).await.unwrap().iter().map(|change| change.site).collect();
        published += written.len();
        let mut edited: BTreeSet<SiteId> = BTreeSet::new();
        if !written.is_empty() && round % 2 == 1 {
            edited.extend((0..1 + dice.below(4)).map(|_| *dice.pick(&written)));
            edit(&office.store, &edited.iter().copied().collect::<Vec<_>>(), &mut dice).await;
        }
        edited_sites += edited.len();
        let committed = facts(&office.store).await;
        if round % 6 == 4 {
            // This one stays, so that the inventory is another one.
            continue;
        }
        walk.done("quan", "/undo", &json!({})).await;
        let undone = facts(&office.store).await;
        let mut expected = before.facts.clone();
        expected.extend(edited.iter().map(|id| (*id, committed[id].clone())));
        for id in undone.keys().chain(expected.keys()) {
            assert_eq!(undone.get(id), expected.get(id), "{told}: {id}, edited {edited:?}");
        }
        if !edited.is_empty() {
            let revert: Vec<String> = edited.iter().map(ToString::to_string).collect();
            walk.done("quan", "/undo", &json!({"revert": revert})).await;
        }
        State::of(&office).await.must_be(&before, &told);
    }
    let report = check_store(&office.store, &GEOGRAPHY).await.unwrap();
    assert!(report.findings.is_empty(), "seed {seed}: {:#?}", report.findings);
    println!("{ROUNDS} files wrote {published} sites; {said} decisions, {edited_sites} edits in between, {twice} files twice");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn any_file_is_taken_back_exactly_from_sqlite() {
    any_file_is_taken_back_exactly(Office::open().await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn any_file_is_taken_back_exactly_from_postgres() {
    Office::on_postgres(any_file_is_taken_back_exactly).await;
}
