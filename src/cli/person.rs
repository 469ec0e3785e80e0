//! `agriatlas person`: the data of one person, given to them or erased on their request.
use clap::{Args, Subcommand};
use serde_json::json;

use super::inventory_arguments::{InventoryArguments, NO_ADDRESS};
use super::{Outcome, print};
use crate::app::{self, AppError, ErasedSubject, PersonData, PersonQuery};
use crate::domain::{EVIDENCE_MAX, Language, Message, SiteId, one_line};
use crate::store::{ErasureSubject, Reader, Store};

/// Dữ liệu của một người: trích xuất, hoặc xóa vĩnh viễn theo yêu cầu của họ.
///
/// The data of one person (law 91/2025/QH15): export them, or erase them for good on request. A telephone number or an e-mail
/// address is looked for in every text, a name where the person is recorded. Erasing shows what it would do until --yes is
/// given; backups that were made before keep what they hold.
/// Exit status: 0 done, 2 failure.
#[derive(Debug, Args)]
#[command(
    after_long_help = "Examples:\n  agriatlas person export --phone \"0912 345 678\" > nguoi.json\n  agriatlas person export --site m-00042 --number 1\n  agriatlas person erase --phone 0912345678\n  agriatlas person erase --phone 0912345678 --yes --because \"đơn ngày 20/11/2026\"\n  agriatlas person erase --site m-00042 --text \"ông Ba Rau\" --yes --because \"đơn ngày 20/11/2026\""
)]
pub(super) struct Person {
    #[command(subcommand)]
    command: PersonCommand,
    /// Người thực hiện, ghi vào nhật ký / who does it, kept in the log
    #[arg(long, env = "USER", default_value = "agriatlas person", global = true)]
    author: String,
    #[command(flatten)]
    inventory: InventoryArguments,
}

#[derive(Debug, Subcommand)]
enum PersonCommand {
    /// Mọi dữ liệu về một người, dạng JSON / everything kept of a person, as JSON
    Export {
        #[command(flatten)]
        who: Who,
    },
    /// Xóa vĩnh viễn; không có --yes thì chỉ cho biết sẽ xóa gì / erase for good; without --yes only say what would be erased
    Erase {
        #[command(flatten)]
        who: Who,
        /// Xóa thật / really erase
        #[arg(long, requires = "because")]
        yes: bool,
        /// Vì sao, ghi lại vĩnh viễn / why, kept for good
        #[arg(long, value_name = "TEXT")]
        because: Option<String>,
    },
}

#[derive(Debug, Args)]
struct Who {
    /// Số điện thoại, viết cách nào cũng được / a telephone number, in any way to write it
    #[arg(long)]
    phone: Option<String>,
    /// Thư điện tử / an e-mail address
    #[arg(long)]
    email: Option<String>,
    /// Họ tên đầy đủ / the whole name
    #[arg(long)]
    name: Option<String>,
    /// Mã điểm / a site
    #[arg(long)]
    site: Option<String>,
    /// Số của liên hệ ở điểm đó / a contact of that site
    #[arg(long, requires = "site")]
    number: Option<u32>,
    /// Đoạn khác cũng là của người này, lặp lại được / a further text that is theirs; may be repeated
    #[arg(long = "text", value_name = "TEXT")]
    texts: Vec<String>,
}

impl Who {
    fn query(self) -> Result<PersonQuery, AppError> {
        let site = self.site.map(|id| id.parse::<SiteId>()).transpose().map_err(AppError::Setting)?;
        let given = |text: Option<String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        let Self { phone, email, name, number, texts, .. } = self;
        let texts = texts.into_iter().filter_map(|text| given(Some(text))).collect();
        let query = PersonQuery { phone: given(phone), email: given(email), name: given(name), site, number, texts };
        query.check().map_err(AppError::Setting)?;
        Ok(query)
    }
}

pub(super) async fn run(person: Person, language: Language) -> Result<Outcome, AppError> {
    let Person { command, author, inventory } = person;
    let settings = inventory.settings(NO_ADDRESS, None).map_err(AppError::Setting)?;
    let (who, erase) = match command {
        PersonCommand::Export { who } => (who, None),
        PersonCommand::Erase { who, yes, because } => (who, Some((yes, reason(because)?))),
    };
    let query = who.query()?;
    let author = Some(author.trim()).filter(|author| !author.is_empty()).unwrap_or("agriatlas person").to_owned();
    let store = app::open_existing(&settings.database_url).await?;
    let said = perform(&store, &query, erase, author, language).await;
    store.close().await;
    print(&said?);
    Ok(Outcome::Fine)
}

fn reason(because: Option<String>) -> Result<String, AppError> {
    let wrong = |message: Message| {
        AppError::Setting(Message::new(format!("--because: {}", message.vi), format!("--because: {}", message.en)))
    };
    Ok(one_line(&because.unwrap_or_default(), EVIDENCE_MAX).map_err(wrong)?.unwrap_or_default())
}

/// Does it and says what was found or done.
async fn perform(
    store: &Store,
    query: &PersonQuery,
    erase: Option<(bool, String)>,
    author: String,
    language: Language,
) -> Result<String, AppError> {
    let request = if erase.is_some() { "agriatlas person erase" } else { "agriatlas person export" };
    let reader = Reader { actor: author.clone(), request: request.to_owned() };
    let data = app::find_person(store, query, &reader).await?;
    let Some((yes, because)) = erase else { return Ok(format!("{:#}\n", json!(data))) };
    if yes && because.is_empty() {
        return Err(AppError::Setting(Message::new("--because: hãy nói vì sao xóa.", "--because: say why it is erased.")));
    }
    one_person(query, &data)?;
    let because = if because.is_empty() { "…".to_owned() } else { because };
    let erased = app::erase_person(store, &data, &author, &because, !yes).await?;
    Ok(report(&erased, yes, language))
}

/// A name alone may be that of several people.
fn one_person(query: &PersonQuery, data: &PersonData) -> Result<(), AppError> {
    let is_named_only = query.phone.is_none() && query.email.is_none() && query.number.is_none();
    if !is_named_only || data.contacts.len() < 2 {
        return Ok(());
    }
    let places = data.contacts.iter().map(|found| format!("--site {} --number {}", found.contact.site, found.contact.number));
    let places = places.collect::<Vec<_>>().join("; ");
    Err(AppError::Setting(Message::new(
        format!("Có nhiều người mang tên này. Hãy chọn bằng --phone, --email hoặc: {places}"),
        format!("Several people bear that name. Choose by --phone, --email or: {places}"),
    )))
}

fn report(erased: &[ErasedSubject], yes: bool, language: Language) -> String {
    let mut said = match (erased.is_empty(), yes, language) {
        (true, _, Language::Vietnamese) => "Không tìm thấy gì về người này.\n",
        (true, _, Language::English) => "Nothing is kept of that person.\n",
        (false, true, Language::Vietnamese) => "Đã xóa vĩnh viễn:\n",
        (false, true, Language::English) => "Erased for good:\n",
        (false, false, Language::Vietnamese) => "Sẽ xóa vĩnh viễn (thêm --yes --because để xóa thật):\n",
        (false, false, Language::English) => "Would erase for good (add --yes --because to do it):\n",
    }
    .to_owned();
    for ErasedSubject { subject, texts } in erased {
        let line = match (*subject, language) {
            (ErasureSubject::Contact(site, number), Language::Vietnamese) => {
                format!("{site}: liên hệ {number} và {texts} đoạn văn bản")
            }
            (ErasureSubject::Contact(site, number), Language::English) => format!("{site}: contact {number} and {texts} texts"),
            (ErasureSubject::Site(site), Language::Vietnamese) => format!("{site}: {texts} đoạn văn bản"),
            (ErasureSubject::Site(site), Language::English) => format!("{site}: {texts} texts"),
            (ErasureSubject::Proposal(id), Language::Vietnamese) => format!("đề xuất {id}: {texts} đoạn văn bản"),
            (ErasureSubject::Proposal(id), Language::English) => format!("proposal {id}: {texts} texts"),
        };
        said.push_str(&format!("  {line}\n"));
    }
    said
}
