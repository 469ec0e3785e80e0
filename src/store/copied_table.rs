//! The tables of the database as a backup knows them: what each holds, and the statements that copy it.

/// Who may see what a table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableContent {
    /// The inventory; a public backup is made from what is public in it.
    Inventory,
    /// For those who work here only; no public backup holds any of it.
    Private,
    /// Private, and of use only where it was made; no backup holds it.
    Passing,
}

/// A table that is copied row by row, and how.
pub(super) struct CopiedTable {
    pub name: &'static str,
    pub content: TableContent,
    /// Columns of JSON, which the two databases write differently.
    pub json: &'static [&'static str],
    pub sqlite: Statements,
    pub postgres: Statements,
}

impl CopiedTable {
    /// The columns in order, as the statement that reads them from SQLite has them.
    pub fn columns(&self) -> impl Iterator<Item = &'static str> {
        let list = self.sqlite.read.split_once("SELECT").and_then(|(_, rest)| rest.split_once("FROM"));
        list.map_or("", |(columns, _)| columns).split(',').map(str::trim)
    }
}

/// Reads every row in a fixed order, and writes rows.
pub(super) struct Statements {
    pub read: &'static str,
    pub write: &'static str,
}

macro_rules! copied_tables {
    ($($name:literal $content:ident [$($json:literal)*];)+) => {
        /// Every copied table. One that another refers to comes first.
        pub(super) const COPIED: &[CopiedTable] = &[$(CopiedTable {
            name: $name,
            content: TableContent::$content,
            json: &[$($json),*],
            sqlite: Statements {
                read: include_str!(concat!("sqlite/copy/out_", $name, ".sql")),
                write: include_str!(concat!("sqlite/copy/in_", $name, ".sql")),
            },
            postgres: Statements {
                read: include_str!(concat!("postgres/copy/out_", $name, ".sql")),
                write: include_str!(concat!("postgres/copy/in_", $name, ".sql")),
            },
        }),+];
    };
}

copied_tables! {
    "vocabulary_term" Inventory [];
    "site_number" Inventory [];
    "import_file" Private [];
    "import_file_piece" Private [];
    "import" Private ["shared_with" "settings" "report"];
    "import_step" Private [];
    "office_wording" Private ["wordings"];
    "batch" Inventory [];
    "site" Inventory ["technologies" "certifications" "sources" "consents"];
    "site_history" Inventory ["facts_before" "facts_after"];
    "region_boundary" Inventory [];
    "account" Private [];
    "account_grant" Private [];
    "linked_identity" Private [];
    "api_token" Private [];
    "security_event" Private [];
    "proposal" Private ["facts_before" "facts_after"];
    "proposal_step" Private ["facts_after"];
    "erasure" Private [];
    "contact" Private [];
    "contact_version" Private [];
    "consent" Private [];
    "contact_access" Private [];
}

/// The row of `inventory` is set by itself: its identity belongs to one database. Sessions end with their database. Nothing is
/// ever in `until_commit`.
const OTHERS: [(&str, TableContent); 3] =
    [("inventory", TableContent::Inventory), ("session", TableContent::Passing), ("until_commit", TableContent::Passing)];

/// Every table of the database and what it holds. A table that is not named here is in no backup of PostgreSQL, in no
/// restored database and in no public backup.
pub fn backup_tables() -> impl Iterator<Item = (&'static str, TableContent)> {
    COPIED.iter().map(|table| (table.name, table.content)).chain(OTHERS)
}
