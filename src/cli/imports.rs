//! `agriatlas imports`: the files that were imported, what became of each, and taking one back.
use std::fmt::Write;

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::inventory_arguments::{InventoryArguments, NO_ADDRESS};
use super::{Outcome, print};
use crate::app::{self, AppError, KeptImport};
use crate::domain::{Import, Language, SiteId, local_time};
use crate::geography::Geography;
use crate::importing::{UndoEdit, UndoEffect, UndoPlan, UndoSite};
use crate::store::Store;

/// Who takes back where nobody says so.
const UNNAMED: &str = "agriatlas imports";

/// Các lần nhập tệp: liệt kê, xem, hoàn tác.
///
/// Imports: each keeps its file, what was said of it, and what it wrote.
#[derive(Debug, Args)]
pub(super) struct Imports {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Liệt kê, mới nhất trước / list them, the latest first
    List(Listing),
    /// Một lần nhập: các bước và các lô đã ghi / one import: its steps, and what it wrote
    Show(Showing),
    /// Hoàn tác một lần nhập / take one back
    Undo(Undoing),
}

/// Liệt kê các lần nhập / lists the imports
#[derive(Debug, Args)]
struct Listing {
    /// Kết quả dạng JSON / as JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    inventory: InventoryArguments,
}

/// Xem một lần nhập / shows an import
#[derive(Debug, Args)]
struct Showing {
    /// Số của lần nhập / number of the import
    id: i64,
    /// Kết quả dạng JSON / as JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    inventory: InventoryArguments,
}

/// Hoàn tác: điểm do lần nhập tạo ra được rút, điểm nó sửa trở lại như cũ. Điểm đã có người sửa sau đó được giữ, trừ khi nêu tên.
///
/// Takes an import back in one transaction: sites that it made are withdrawn, sites that it changed become what they were. What
/// somebody edited since stays unless it is named with --revert. Exit status: 0 all taken back, 1 some sites stay, 2 failure.
#[derive(Debug, Args)]
#[command(
    after_long_help = "Examples:\n  agriatlas imports undo 7 --dry-run\n  agriatlas imports undo 7 --revert m-00042 m-00043"
)]
struct Undoing {
    /// Số của lần nhập / number of the import
    id: i64,
    /// Trả lại cả những điểm này dù đã có người sửa / these sites go back although somebody edited them
    #[arg(long, num_args = 1.., value_name = "SITE", value_parser = site)]
    revert: Vec<SiteId>,
    /// Chỉ xem, không ghi gì / only look, write nothing
    #[arg(long)]
    dry_run: bool,
    /// Vì sao / why
    #[arg(long)]
    reason: Option<String>,
    /// Người hoàn tác, ghi vào lịch sử / who takes it back, kept in the history
    #[arg(long, env = "USER", default_value = UNNAMED)]
    author: String,
    /// Kết quả dạng JSON / as JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    inventory: InventoryArguments,
}

pub(super) async fn run(imports: Imports, language: Language) -> Result<Outcome, AppError> {
    let inventory = match &imports.action {
        Action::List(Listing { inventory, .. })
        | Action::Show(Showing { inventory, .. })
        | Action::Undo(Undoing { inventory, .. }) => inventory.clone(),
    };
    let settings = inventory.settings(NO_ADDRESS, None).map_err(AppError::Setting)?;
    let store = app::open_inventory(&settings.database_url, &Geography::shipped()?, settings.seed).await?;
    let outcome = match imports.action {
        Action::List(listing) => list(&store, listing, language).await,
        Action::Show(showing) => show(&store, showing, language).await,
        Action::Undo(undoing) => undo(&store, undoing, language).await,
    };
    store.close().await;
    outcome
}

async fn list(store: &Store, listing: Listing, language: Language) -> Result<Outcome, AppError> {
    let imports = app::list_imports(store).await?;
    if listing.json {
        print(&format!("{}\n", json!(imports.iter().map(brief).collect::<Vec<_>>())));
    } else {
        let none = match language {
            Language::Vietnamese => "Chưa có lần nhập nào.\n",
            Language::English => "There are no imports.\n",
        };
        let lines: String = imports.iter().map(|import| format!("{}\n", line(import, language))).collect();
        print(if imports.is_empty() { none } else { &lines });
    }
    Ok(Outcome::Fine)
}

async fn show(store: &Store, showing: Showing, language: Language) -> Result<Outcome, AppError> {
    let KeptImport { import, steps, batches } = app::show_import(store, showing.id).await?;
    if showing.json {
        let mut told = brief(&import);
        if let Value::Object(members) = &mut told {
            let steps = steps.iter().map(|step| json!({"version": step.version, "state": step.state, "actor": step.actor, "taken_at": step.taken_at, "comment": step.comment}));
            let batches = batches.iter().map(|batch| json!({"id": batch.id, "revision": batch.revision, "origin": batch.batch.origin, "created": batch.created, "updated": batch.updated, "withdrawn": batch.withdrawn}));
            members.insert("steps".to_owned(), steps.collect());
            members.insert("batches".to_owned(), batches.collect());
        }
        print(&format!("{told}\n"));
        return Ok(Outcome::Fine);
    }
    let mut text = format!("{}\n", line(&import, language));
    // Writing to a string cannot fail.
    for step in &steps {
        let comment = step.comment.as_deref().map(|comment| format!(": {}", shown(comment))).unwrap_or_default();
        let _ =
            writeln!(text, "  i{} {} {} {}{comment}", step.version, time(step.taken_at), step.state.label(language), step.actor);
    }
    for batch in &batches {
        let (created, updated, withdrawn) = (batch.created, batch.updated, batch.withdrawn);
        let _ = writeln!(text, "  r{} {}: +{created} ~{updated} -{withdrawn}", batch.revision, batch.batch.origin);
    }
    print(&text);
    Ok(Outcome::Fine)
}

async fn undo(store: &Store, undoing: Undoing, language: Language) -> Result<Outcome, AppError> {
    let revert = undoing.revert.into_iter().collect();
    let plan = app::rehearse_undo(store, undoing.id, &revert).await?;
    if !undoing.dry_run {
        let author = Some(undoing.author.trim()).filter(|author| !author.is_empty()).unwrap_or(UNNAMED);
        app::undo_import(store, undoing.id, &revert, author, undoing.reason).await?;
    }
    if undoing.json {
        print(&format!("{}\n", plan_json(&plan, undoing.dry_run)));
    } else {
        print(&plan_text(&plan, undoing.dry_run, language));
    }
    Ok(if plan.count(UndoEffect::Keep) > 0 { Outcome::Findings } else { Outcome::Fine })
}

fn brief(import: &Import) -> Value {
    json!({
        "id": import.id,
        "version": import.version,
        "state": import.state,
        "author": import.author,
        "created_at": import.created_at,
        "changed_at": import.changed_at,
        "file_name": import.file_name,
        "file_sha256": import.file_sha256,
        "file_bytes": import.file_bytes,
        "reach": import.reach,
    })
}

fn line(import: &Import, language: Language) -> String {
    let (author, name) = (shown(&import.author), shown(&import.file_name));
    format!("{:>5}  {}  {:<12}  {author}  {name}", import.id, time(import.changed_at), import.state.label(language))
}

fn plan_text(plan: &UndoPlan, is_rehearsal: bool, language: Language) -> String {
    let count = |effect| plan.count(effect);
    let (withdraw, revert, keep) = (count(UndoEffect::Withdraw), count(UndoEffect::Revert), count(UndoEffect::Keep));
    let (nothing, proposals) = (count(UndoEffect::Nothing), plan.abandon.len());
    let mut text = match language {
        Language::Vietnamese => format!(
            "Rút {withdraw} điểm, trả lại {revert}, giữ {keep}, đã xong từ trước {nothing}, bỏ {proposals} đề xuất{}\n",
            if is_rehearsal { " (chạy thử, chưa ghi gì)" } else { "" }
        ),
        Language::English => format!(
            "{withdraw} sites withdrawn, {revert} as they were, {keep} kept, {nothing} done before, {proposals} proposals given up{}\n",
            if is_rehearsal { " (rehearsal, nothing written)" } else { "" }
        ),
    };
    for site in plan.sites.iter().filter(|site| site.effect == UndoEffect::Keep) {
        let why = site.reason.map_or("", |reason| reason.code());
        let _ = writeln!(text, "  {} {}: {why}{}", site.site, shown(&site.name), edits(site));
    }
    text
}

fn edits(site: &UndoSite) -> String {
    let edit = |edit: &UndoEdit| {
        let fields = edit.fields.iter().map(|field| field.code()).collect::<Vec<_>>().join(", ");
        format!(" r{} {} {} ({fields})", edit.revision, time(edit.changed_at), shown(&edit.author))
    };
    site.edits.iter().map(edit).collect::<Vec<_>>().join(";")
}

fn plan_json(plan: &UndoPlan, is_rehearsal: bool) -> Value {
    let site = |site: &UndoSite| json!({"site": site.site, "name": site.name, "does": site.effect.code(), "why": site.reason.map(|reason| reason.code())});
    json!({
        "is_rehearsal": is_rehearsal,
        "withdraw": plan.count(UndoEffect::Withdraw),
        "revert": plan.count(UndoEffect::Revert),
        "keep": plan.count(UndoEffect::Keep),
        "nothing": plan.count(UndoEffect::Nothing),
        "proposals": plan.abandon.len(),
        "sites": plan.sites.iter().map(site).collect::<Vec<_>>(),
    })
}

fn time(at: jiff::Timestamp) -> String {
    local_time::day_of(at).to_string()
}

/// Text that does not draw on the terminal.
fn shown(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { '\u{fffd}' } else { letter }).collect()
}

fn site(text: &str) -> Result<SiteId, String> {
    text.parse::<SiteId>().map_err(|reason| format!("{} / {}", reason.vi, reason.en))
}
