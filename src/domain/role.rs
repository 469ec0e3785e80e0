//! What people may be, and what each of them may do: the one table of rights.
use super::code_enum::code_enum;
use super::{Language, Message};

code_enum! {
    /// What somebody is to the inventory.
    Role {
        /// Sees what everybody sees, and how it came about.
        Viewer => "viewer",
        /// Writes drafts of what was seen in the field.
        ExtensionWorker => "extension_worker",
        /// Keeps the records of a region.
        Officer => "officer",
        /// Decides what of a region is published.
        Reviewer => "reviewer",
        /// Everything, everywhere.
        Administrator => "administrator",
    }
}

code_enum! {
    /// What can be done beyond reading what is public; the closed list that every check names.
    Action {
        /// Read who changed what when, also of records that are not public.
        ReadHistory => "read_history",
        /// Make a draft, and change one's own draft.
        Draft => "draft",
        /// Read drafts and records in review, whoever wrote them.
        ReadDrafts => "read_drafts",
        /// Change any record, and submit drafts for review.
        Edit => "edit",
        /// Read names, telephone numbers and addresses of people.
        ReadContacts => "read_contacts",
        /// Publish, send back, close, and reopen.
        Review => "review",
        /// Import files, whose records are public at once.
        Import => "import",
        /// Change code lists and boundaries.
        ManageVocabulary => "manage_vocabulary",
        /// Erase what the law wants erased.
        Erase => "erase",
        /// Make and disable accounts and give them roles.
        ManageAccounts => "manage_accounts",
    }
}

impl Role {
    /// The role in words.
    pub fn label(self, language: Language) -> &'static str {
        let (vi, en) = match self {
            Self::Viewer => ("Người xem", "Viewer"),
            Self::ExtensionWorker => ("Cán bộ khuyến nông", "Extension worker"),
            Self::Officer => ("Cán bộ quản lý dữ liệu", "Officer"),
            Self::Reviewer => ("Người duyệt", "Reviewer"),
            Self::Administrator => ("Quản trị viên", "Administrator"),
        };
        match language {
            Language::Vietnamese => vi,
            Language::English => en,
        }
    }

    /// Whether the role brings the right. Each role has the rights of those before it.
    pub fn allows(self, action: Action) -> bool {
        self >= action.least_role()
    }
}

impl Action {
    /// The first role that may do it.
    pub const fn least_role(self) -> Role {
        match self {
            Self::ReadHistory => Role::Viewer,
            Self::Draft => Role::ExtensionWorker,
            Self::ReadDrafts | Self::Edit | Self::ReadContacts => Role::Officer,
            Self::Review | Self::Import => Role::Reviewer,
            Self::ManageVocabulary | Self::Erase | Self::ManageAccounts => Role::Administrator,
        }
    }

    /// The action in words, after “you may not”.
    pub fn wording(self) -> Message {
        let (vi, en) = match self {
            Self::ReadHistory => ("xem lịch sử", "read the history"),
            Self::Draft => ("tạo bản nháp", "make drafts"),
            Self::ReadDrafts => ("xem bản nháp", "read drafts"),
            Self::Edit => ("sửa hồ sơ", "change records"),
            Self::ReadContacts => ("xem thông tin liên hệ", "read contacts"),
            Self::Review => ("duyệt và công bố", "review and publish"),
            Self::Import => ("nhập tệp", "import files"),
            Self::ManageVocabulary => ("sửa danh mục và ranh giới", "change code lists and boundaries"),
            Self::Erase => ("xóa vĩnh viễn", "erase"),
            Self::ManageAccounts => ("quản lý tài khoản", "manage accounts"),
        };
        Message::new(vi, en)
    }
}

code_enum! {
    /// What the token of a program may be used for, within the rights of its account.
    TokenScope {
        /// Reading only.
        Read => "read",
        /// Reading and changing records.
        Edit => "edit",
    }
}

impl TokenScope {
    /// Whether a program with such a token may do it. No token manages accounts or erases: people do that themselves.
    pub const fn allows(self, action: Action) -> bool {
        match action {
            Action::ReadHistory | Action::ReadDrafts | Action::ReadContacts => true,
            Action::Draft | Action::Edit | Action::Review | Action::Import => matches!(self, Self::Edit),
            Action::ManageVocabulary | Action::Erase | Action::ManageAccounts => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_rights_is_this_one() {
        let rights = |role: Role| {
            let allowed = Action::ALL.iter().filter(|action| role.allows(**action)).map(|action| action.code());
            allowed.collect::<Vec<_>>().join(" ")
        };
        assert_eq!(rights(Role::Viewer), "read_history");
        assert_eq!(rights(Role::ExtensionWorker), "read_history draft");
        assert_eq!(rights(Role::Officer), "read_history draft read_drafts edit read_contacts");
        assert_eq!(rights(Role::Reviewer), "read_history draft read_drafts edit read_contacts review import");
        assert_eq!(Action::ALL.iter().filter(|action| Role::Administrator.allows(**action)).count(), Action::ALL.len());
    }

    #[test]
    fn a_token_does_less_than_a_person() {
        for action in Action::ALL {
            assert!(TokenScope::Edit.allows(*action) || !TokenScope::Read.allows(*action), "{action}");
        }
        assert!(!TokenScope::Read.allows(Action::Edit) && !TokenScope::Edit.allows(Action::ManageAccounts));
    }
}
