//! `agriatlas user`: accounts, their roles and their tokens. Whoever can run this on the server is its administrator.
use clap::builder::PossibleValuesParser;
use clap::{Args, Subcommand};
use uuid::Uuid;

use super::inventory_arguments::{InventoryArguments, NO_ADDRESS};
use super::secret_input::new_password;
use super::user_report::{accounts_json, accounts_text, grant_text, tokens_text};
use super::{Outcome, print};
use crate::access::{Access, NewAccount, NewToken};
use crate::app::{self, AppError};
use crate::domain::{Grant, Identity, Language, Message, RegionId, Role, Username};
use crate::gazetteer::Gazetteer;
use crate::geography::Geography;

/// Tài khoản: tạo, xem, giao và thu vai trò, ngừng, đặt mật khẩu, mã truy cập cho chương trình.
///
/// Accounts: add, list, grant and revoke roles, disable, set a password, tokens for programs. A change takes effect with the next
/// request of a running server. Without any account the server is public and read-only.
/// Exit status: 0 done, 2 failure.
#[derive(Debug, Args)]
#[command(
    after_long_help = "Examples:\n  agriatlas user add lan --name \"Nguyễn Thị Lan\" --role administrator\n  agriatlas user add minh --name \"Trần Minh\" --role officer --region 2024-277\n  agriatlas user grant minh reviewer --region 01\n  echo \"$PASSWORD\" | agriatlas user password minh --password-stdin\n  agriatlas user token add minh \"QGIS\" --scope read --days 90\n  agriatlas user add hoa --name \"Vũ Hòa\" --role viewer --no-password\n  agriatlas user link hoa --subject 5f7c8ec7 --issuer https://dang-nhap.example.vn\n  agriatlas user disable minh"
)]
pub(super) struct User {
    #[command(subcommand)]
    command: UserCommand,
    /// Người thực hiện, ghi vào nhật ký / who does it, kept in the log
    #[arg(long, env = "USER", default_value = "agriatlas user", global = true)]
    author: String,
    #[command(flatten)]
    inventory: InventoryArguments,
}

#[derive(Debug, Subcommand)]
enum UserCommand {
    /// Tạo tài khoản; mật khẩu được hỏi hoặc đọc từ đầu vào chuẩn / make an account; the password is asked for
    Add {
        /// Tên đăng nhập / username (3–64: a-z 0-9 . _ @ -)
        username: String,
        /// Họ tên / the person's name [default: the username]
        #[arg(long)]
        name: Option<String>,
        /// Vai trò đầu tiên / the first role
        #[arg(long, value_parser = roles())]
        role: Option<String>,
        /// Địa bàn của vai trò, mã cũ hoặc mới / where the role is held, an old or new id [default: the whole country]
        #[arg(long, requires = "role")]
        region: Option<String>,
        /// Đọc mật khẩu từ đầu vào chuẩn / read the password from standard input
        #[arg(long)]
        password_stdin: bool,
        /// Không có mật khẩu: chỉ đăng nhập một lần / no password: single sign-on only, see `user link`
        #[arg(long, conflicts_with = "password_stdin")]
        no_password: bool,
    },
    /// Mọi tài khoản và vai trò / every account with its roles
    List {
        /// Dạng JSON / as JSON
        #[arg(long)]
        json: bool,
    },
    /// Ngừng tài khoản; mọi phiên và mã truy cập hết hiệu lực / disable an account with its sessions and tokens
    Disable { username: String },
    /// Mở lại tài khoản, bỏ khóa tạm thời / enable an account, take its lock off
    Enable { username: String },
    /// Đặt mật khẩu mới; mọi phiên kết thúc / set a new password; every session ends
    Password {
        username: String,
        /// Đọc mật khẩu từ đầu vào chuẩn / read the password from standard input
        #[arg(long)]
        password_stdin: bool,
    },
    /// Giao vai trò / give a role
    Grant(RoleOf),
    /// Thu vai trò / take a role
    Revoke(RoleOf),
    /// Cho một người ở máy chủ đăng nhập (issuer và sub) dùng tài khoản / let somebody at an identity provider sign in
    Link {
        username: String,
        /// Mã người dùng ở máy chủ đăng nhập (sub) / who it is there (sub)
        #[arg(long)]
        subject: String,
        /// Máy chủ đăng nhập / the identity provider
        #[arg(long, env = "AGRIATLAS_OIDC_ISSUER")]
        issuer: String,
    },
    /// Bỏ liên kết, tất cả nếu không nói sub; mọi phiên kết thúc / unlink, all where no subject is named; every session ends
    Unlink {
        username: String,
        /// Mã người dùng ở máy chủ đăng nhập (sub) / who it is there (sub)
        #[arg(long, requires = "issuer")]
        subject: Option<String>,
        /// Máy chủ đăng nhập / the identity provider
        #[arg(long, env = "AGRIATLAS_OIDC_ISSUER")]
        issuer: Option<String>,
    },
    /// Mã truy cập cho chương trình / tokens for programs
    #[command(subcommand)]
    Token(TokenCommand),
}

#[derive(Debug, Args)]
struct RoleOf {
    username: String,
    /// Vai trò / the role
    #[arg(value_parser = roles())]
    role: String,
    /// Địa bàn, mã cũ hoặc mới / where, an old or new id [default: the whole country]
    #[arg(long)]
    region: Option<String>,
}

#[derive(Debug, Subcommand)]
enum TokenCommand {
    /// Tạo mã; mã chỉ hiện một lần / make one; it is shown once
    Add {
        username: String,
        /// Dùng cho việc gì / what it is for
        name: String,
        /// Quyền / scope
        #[arg(long, default_value = "read", value_parser = PossibleValuesParser::new(["read", "edit"]))]
        scope: String,
        /// Số ngày / for how many days (1–366)
        #[arg(long, default_value_t = 90)]
        days: u16,
    },
    /// Các mã của một tài khoản / the tokens of an account
    List { username: String },
    /// Thu hồi mã / revoke one
    Revoke { username: String, id: String },
}

fn roles() -> PossibleValuesParser {
    PossibleValuesParser::new(Role::ALL.iter().map(|role| role.code()))
}

pub(super) async fn run(user: User, language: Language) -> Result<Outcome, AppError> {
    let settings = user.inventory.settings(NO_ADDRESS, None).map_err(AppError::Setting)?;
    let geography = Geography::shipped()?;
    let work = prepared(user.command, geography.gazetteer(), language)?;
    let store = app::open_inventory(&settings.database_url, &geography, settings.seed).await?;
    let author = Some(user.author.trim()).filter(|author| !author.is_empty()).unwrap_or("agriatlas user");
    let said = perform(work, &Access::new(store.clone()), geography.gazetteer(), author, language).await;
    store.close().await;
    print(&said?);
    Ok(Outcome::Fine)
}

/// A command whose words are understood, before the database is touched.
enum Work {
    Add(NewAccount),
    List { as_json: bool },
    Disable(Username),
    Enable(Username),
    Password(Username, String),
    Grant(Username, Grant),
    Revoke(Username, Grant),
    Link(Username, Identity),
    Unlink(Username, Option<Identity>),
    AddToken(Username, NewToken),
    ListTokens(Username),
    RevokeToken(Username, Uuid),
}

fn prepared(command: UserCommand, gazetteer: &Gazetteer, language: Language) -> Result<Work, AppError> {
    let named = |text: &str| text.parse::<Username>().map_err(AppError::Setting);
    let grant = |role: &str, region: Option<&str>| -> Result<Grant, AppError> {
        let role = role.parse().map_err(AppError::Setting)?;
        let region = region.map(|text| known_region(text, gazetteer)).transpose()?;
        Grant::new(role, region).map_err(AppError::Setting)
    };
    Ok(match command {
        UserCommand::Add { username, name, role, region, password_stdin, no_password } => {
            let username = named(&username)?;
            let grants = role.map(|role| grant(&role, region.as_deref())).transpose()?.into_iter().collect();
            let display_name = name.unwrap_or_else(|| username.to_string());
            let password = if no_password { None } else { Some(new_password(password_stdin, language)?) };
            Work::Add(NewAccount { username, display_name, password, grants })
        }
        UserCommand::List { json } => Work::List { as_json: json },
        UserCommand::Disable { username } => Work::Disable(named(&username)?),
        UserCommand::Enable { username } => Work::Enable(named(&username)?),
        UserCommand::Password { username, password_stdin } => {
            Work::Password(named(&username)?, new_password(password_stdin, language)?)
        }
        UserCommand::Grant(of) => Work::Grant(named(&of.username)?, grant(&of.role, of.region.as_deref())?),
        UserCommand::Revoke(of) => Work::Revoke(named(&of.username)?, grant(&of.role, of.region.as_deref())?),
        UserCommand::Link { username, subject, issuer } => Work::Link(named(&username)?, identity(&subject, &issuer)?),
        UserCommand::Unlink { username, subject, issuer } => {
            let meant = subject.zip(issuer).map(|(subject, issuer)| identity(&subject, &issuer)).transpose()?;
            Work::Unlink(named(&username)?, meant)
        }
        UserCommand::Token(TokenCommand::Add { username, name, scope, days }) => {
            let scope = scope.parse().map_err(AppError::Setting)?;
            Work::AddToken(named(&username)?, NewToken { name, scope, days })
        }
        UserCommand::Token(TokenCommand::List { username }) => Work::ListTokens(named(&username)?),
        UserCommand::Token(TokenCommand::Revoke { username, id }) => {
            let malformed =
                |_| AppError::Setting(Message::new("Mã nhận dạng không đúng dạng.", "That is no identifier of a token."));
            Work::RevokeToken(named(&username)?, id.parse().map_err(malformed)?)
        }
    })
}

/// Who somebody is at an identity provider.
fn identity(subject: &str, issuer: &str) -> Result<Identity, AppError> {
    let named = |name: &str, reason: Message| Message::new(format!("{name}: {}", reason.vi), format!("{name}: {}", reason.en));
    let issuer = issuer.parse().map_err(|reason| AppError::Setting(named("--issuer", reason)))?;
    let subject = subject.parse().map_err(|reason| AppError::Setting(named("--subject", reason)))?;
    Ok(Identity { issuer, subject })
}

/// The unit with that id; a name is answered with the ids it may stand for.
fn known_region(text: &str, gazetteer: &Gazetteer) -> Result<RegionId, AppError> {
    if let Some(region) = text.parse::<RegionId>().ok().filter(|id| gazetteer.region(*id).is_some()) {
        return Ok(region);
    }
    let units = gazetteer.suggest(text, 3).into_iter().filter_map(|id| gazetteer.region(id));
    let meant: Vec<String> = units.map(|unit| format!("{} ({})", unit.id, unit.full_name)).collect();
    let list = if meant.is_empty() { "01, 2024-277, 00004".to_owned() } else { meant.join(", ") };
    Err(AppError::Setting(Message::new(
        format!("--region: không có đơn vị “{text}”. Ví dụ: {list}"),
        format!("--region: there is no unit “{text}”. Such as: {list}"),
    )))
}

/// Does it and says what was done.
async fn perform(
    work: Work,
    access: &Access,
    gazetteer: &Gazetteer,
    author: &str,
    language: Language,
) -> Result<String, AppError> {
    let say = |vi: String, en: String| Message::new(format!("{vi}\n"), format!("{en}\n")).in_language(language).to_owned();
    Ok(match work {
        Work::Add(new) => {
            let username = new.username.clone();
            access.make_account(new, author).await?;
            say(format!("Đã tạo tài khoản {username}."), format!("Made the account {username}."))
        }
        Work::List { as_json } => {
            let (accounts, linked) = (access.accounts().await?, access.linked_identities().await?);
            if as_json {
                format!("{}\n", accounts_json(&accounts, &linked))
            } else {
                accounts_text(&accounts, &linked, gazetteer, language)
            }
        }
        Work::Disable(username) => match access.disable(&username, author).await? {
            true => say(format!("Đã ngừng tài khoản {username}."), format!("Disabled the account {username}.")),
            false => {
                say(format!("Tài khoản {username} đã ngừng từ trước."), format!("The account {username} was disabled already."))
            }
        },
        Work::Enable(username) => {
            access.enable(&username, author).await?;
            say(format!("Đã mở tài khoản {username}."), format!("Enabled the account {username}."))
        }
        Work::Password(username, password) => {
            access.set_password(&username, &password, author).await?;
            say(format!("Đã đặt mật khẩu mới cho {username}."), format!("Set a new password for {username}."))
        }
        Work::Grant(username, grant) => {
            let (is_new, what) = (access.grant(&username, grant, author).await?, grant_text(&grant, gazetteer, language));
            match is_new {
                true => say(format!("Đã giao cho {username}: {what}."), format!("Gave {username}: {what}.")),
                false => say(format!("{username} đã có: {what}."), format!("{username} has it already: {what}.")),
            }
        }
        Work::Revoke(username, grant) => {
            let (was_held, what) = (access.revoke(&username, grant, author).await?, grant_text(&grant, gazetteer, language));
            match was_held {
                true => say(format!("Đã thu của {username}: {what}."), format!("Took from {username}: {what}.")),
                false => say(format!("{username} không có: {what}."), format!("{username} does not have it: {what}.")),
            }
        }
        Work::Link(username, identity) => {
            access.link(&username, identity.clone(), author).await?;
            say(format!("{identity} đăng nhập được vào tài khoản {username}."), format!("{identity} signs in as {username}."))
        }
        Work::Unlink(username, identity) => {
            let unlinked = access.unlink(&username, identity.as_ref(), author).await?;
            if unlinked.is_empty() {
                say(format!("{username} không có liên kết này."), format!("{username} has no such link."))
            } else {
                let list = unlinked.iter().map(Identity::to_string).collect::<Vec<_>>().join("; ");
                say(format!("Đã bỏ liên kết của {username}: {list}."), format!("Unlinked from {username}: {list}."))
            }
        }
        Work::AddToken(username, new) => {
            let (secret, token) = access.make_token(&username, new, author).await?;
            let until = crate::domain::local_time::written(token.expires_at, language);
            let note = say(
                format!("Mã {} dùng đến {until}; chỉ hiện lần này:", token.id),
                format!("Token {} works until {until}; it is shown this once:", token.id),
            );
            format!("{note}{}\n", secret.reveal())
        }
        Work::ListTokens(username) => {
            let account = access.account_named(&username).await?.account.id;
            tokens_text(&access.api_tokens_of(account).await?, language)
        }
        Work::RevokeToken(username, id) => {
            access.revoke_token(&username, id, author).await?;
            say(format!("Đã thu hồi mã {id}."), format!("Revoked the token {id}."))
        }
    })
}
