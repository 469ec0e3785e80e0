//! The address of a database: a SQLite file or a PostgreSQL server; never shows its password.
use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use sqlx::postgres::PgConnectOptions;

use crate::domain::Message;

/// The parameters a PostgreSQL address may carry; anything else would be ignored by the driver, so it is refused here.
const POSTGRES_PARAMETERS: [&str; 12] = [
    "sslmode",
    "sslrootcert",
    "sslcert",
    "sslkey",
    "host",
    "hostaddr",
    "port",
    "dbname",
    "user",
    "password",
    "application_name",
    "options",
];

/// Where the inventory is kept: `sqlite://PATH` or `postgres://USER:PASSWORD@HOST:PORT/DATABASE`.
///
/// `Display` and `Debug` show everything but the password.
#[derive(Clone)]
pub struct DatabaseUrl(Target);

/// The two kinds of database, with what is needed to connect.
#[derive(Clone)]
pub(super) enum Target {
    Sqlite(PathBuf),
    Postgres(Box<PgConnectOptions>),
}

impl DatabaseUrl {
    /// The address of a SQLite file.
    pub fn sqlite(path: impl Into<PathBuf>) -> Self {
        Self(Target::Sqlite(path.into()))
    }

    /// The file, where the database is SQLite.
    pub fn sqlite_path(&self) -> Option<&Path> {
        match &self.0 {
            Target::Sqlite(path) => Some(path),
            Target::Postgres(_) => None,
        }
    }

    pub(super) fn target(&self) -> &Target {
        &self.0
    }
}

impl FromStr for DatabaseUrl {
    type Err = Message;

    fn from_str(text: &str) -> Result<Self, Message> {
        match text.split_once("://") {
            Some(("sqlite", path)) => sqlite_target(path),
            Some(("postgres" | "postgresql", rest)) => postgres_target(text, rest),
            _ => Err(malformed(
                "không bắt đầu bằng sqlite:// hoặc postgres://",
                "it begins with neither sqlite:// nor postgres://",
            )),
        }
    }
}

fn sqlite_target(path: &str) -> Result<DatabaseUrl, Message> {
    if path.is_empty() {
        return Err(malformed("thiếu tên tệp sau sqlite://", "the name of the file is missing after sqlite://"));
    }
    if path.contains(":memory:") {
        return Err(malformed(
            "dữ liệu phải nằm trong một tệp, không chỉ trong bộ nhớ",
            "the inventory must be kept in a file, not only in memory",
        ));
    }
    if path.contains(['?', '\0']) {
        return Err(malformed("sqlite:// không nhận tham số", "sqlite:// takes no parameters"));
    }
    Ok(DatabaseUrl(Target::Sqlite(path.into())))
}

fn postgres_target(text: &str, rest: &str) -> Result<DatabaseUrl, Message> {
    let query = rest.split_once('?').map_or("", |(_, query)| query);
    for (name, _) in form_urlencoded::parse(query.as_bytes()) {
        if !POSTGRES_PARAMETERS.contains(&&*name) {
            let allowed = POSTGRES_PARAMETERS.join(", ");
            return Err(malformed(
                &format!("tham số “{name}” không được phép; được phép: {allowed}"),
                &format!("its parameter “{name}” is not allowed; allowed are: {allowed}"),
            ));
        }
    }
    // The driver's own sentence is left out: it may quote the address, and with it the password.
    let options = text.parse().map_err(|_| {
        malformed(
            "không đọc được địa chỉ PostgreSQL; ký tự đặc biệt trong mật khẩu phải viết dạng %XX",
            "it is not a PostgreSQL address; special characters in the password must be written as %XX",
        )
    })?;
    Ok(DatabaseUrl(Target::Postgres(Box::new(options))))
}

/// What is wrong, and what is allowed. The address itself is not repeated, since it may hold a password.
fn malformed(vi: &str, en: &str) -> Message {
    Message::new(
        format!(
            "Địa chỉ cơ sở dữ liệu sai: {vi}. Được phép: sqlite://đường/dẫn/tệp.db hoặc postgres://người_dùng:mật_khẩu@máy:5432/cơ_sở_dữ_liệu"
        ),
        format!(
            "The database address is wrong: {en}. Allowed: sqlite://path/to/file.db or postgres://user:password@host:5432/database"
        ),
    )
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Target::Sqlite(path) => write!(formatter, "sqlite://{}", path.display()),
            Target::Postgres(options) => {
                write!(formatter, "postgres://{}:***@", options.get_username())?;
                match options.get_socket() {
                    Some(socket) => write!(formatter, "{}", socket.display())?,
                    None => write!(formatter, "{}:{}", options.get_host(), options.get_port())?,
                }
                write!(formatter, "/{}", options.get_database().unwrap_or_else(|| options.get_username()))
            }
        }
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "DatabaseUrl({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_and_its_password_is_never_shown() {
        for (text, shown) in [
            ("sqlite://data/agriatlas.db", "sqlite://data/agriatlas.db"),
            ("sqlite:///var/lib/nông nghiệp.db", "sqlite:///var/lib/nông nghiệp.db"),
            ("postgres://an:s3cret@db.example:5433/farms", "postgres://an:***@db.example:5433/farms"),
            ("postgresql://an@db.example/farms?password=s3cret", "postgres://an:***@db.example:5432/farms"),
        ] {
            let url: DatabaseUrl = text.parse().unwrap();
            assert_eq!(url.to_string(), shown);
            assert!(!format!("{url:?}").contains("s3cret"));
        }
    }

    #[test]
    fn anything_else_is_refused_with_what_is_allowed() {
        for text in [
            "",
            "data/agriatlas.db",
            "sqlite://",
            "sqlite://:memory:",
            "sqlite://a.db?mode=ro",
            "mysql://an:s3cret@host/farms",
            "postgres://an:s3#cret@host/farms",
            "postgres://an:s3cret@host/farms?pool=3",
        ] {
            let message = text.parse::<DatabaseUrl>().unwrap_err();
            assert!(message.en.contains("Allowed: sqlite://") && message.vi.contains("Được phép"), "{text}");
            assert!(!message.en.contains("cret") && !message.vi.contains("cret"), "{message}");
        }
    }
}
