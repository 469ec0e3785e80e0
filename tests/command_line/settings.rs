//! Settings that cannot be: the start ends with exit 2 and a sentence that names the setting, not with a stack of errors.
use std::net::TcpListener;

use crate::database::Database;
use crate::program::Outcome;

/// What `serve` says with these variables, which must keep it from starting.
fn refused(database: &Database, variables: &[(&str, &str)]) -> String {
    let mut command = database.command(&["serve"]);
    command.env("AGRIATLAS_LISTEN", "127.0.0.1:0").envs(variables.iter().copied());
    let Outcome { code, out, err } = crate::program::run(command);
    assert_eq!((code, out.as_str()), (Some(2), ""), "{variables:?}: {err}");
    let sentence = err.lines().find(|line| line.starts_with("agriatlas: ")).unwrap_or_else(|| panic!("{err}"));
    sentence.to_owned()
}

#[test]
fn a_bad_value_is_named_in_both_languages() {
    let database = Database::sqlite();
    for (name, value) in [
        ("AGRIATLAS_LISTEN", "abc"),
        ("AGRIATLAS_LISTEN", ""),
        ("AGRIATLAS_LISTEN", "127.0.0.1:70000"),
        ("AGRIATLAS_DATABASE_URL", "mysql://máy/kho"),
        ("AGRIATLAS_DATABASE_URL", "sqlite://"),
        ("AGRIATLAS_DATABASE_URL", "postgres://a@b/c?mode=x"),
        ("AGRIATLAS_PUBLIC_URL", "atlas"),
        ("AGRIATLAS_PUBLIC_URL", "ftp://atlas.example.vn"),
        ("AGRIATLAS_SEED", "tất cả"),
        ("AGRIATLAS_LOG", "agriatlas=ồn ào"),
    ] {
        let vietnamese = refused(&database, &[(name, value)]);
        let english = refused(&database, &[(name, value), ("AGRIATLAS_LANG", "en")]);
        assert!(vietnamese.contains(name) && english.contains(name), "{name}={value}: {vietnamese} / {english}");
        assert_ne!(vietnamese, english);
    }
    assert!(!database.file().exists(), "a bad setting made a database");
}

#[test]
fn single_sign_on_is_set_whole_or_not_at_all() {
    let database = Database::sqlite();
    let issuer = ("AGRIATLAS_OIDC_ISSUER", "https://dang-nhap.example.vn/realms/atlas");
    let (client, secret) = (("AGRIATLAS_OIDC_CLIENT_ID", "agriatlas"), ("AGRIATLAS_OIDC_CLIENT_SECRET", "mat-khau"));
    for (variables, named) in [
        (&[issuer][..], "AGRIATLAS_OIDC_CLIENT_ID, AGRIATLAS_OIDC_CLIENT_SECRET"),
        (&[issuer, client], "AGRIATLAS_OIDC_CLIENT_SECRET"),
        (&[client, secret], "AGRIATLAS_OIDC_ISSUER"),
        (&[("AGRIATLAS_OIDC_LABEL", "Sở")], "AGRIATLAS_OIDC_ISSUER"),
        (&[("AGRIATLAS_OIDC_ISSUER", "http://dang-nhap.example.vn"), client, secret], "AGRIATLAS_OIDC_ISSUER"),
        (&[issuer, client, ("AGRIATLAS_OIDC_CLIENT_SECRET_FILE", "/nowhere")], "/nowhere"),
        (&[issuer, client, secret, ("AGRIATLAS_OIDC_CLIENT_SECRET_FILE", "/nowhere")], "AGRIATLAS_OIDC_CLIENT_SECRET_FILE"),
    ] {
        let sentence = refused(&database, variables);
        assert!(sentence.contains(named) && !sentence.contains("mat-khau"), "{variables:?}: {sentence}");
    }
    assert!(!database.file().exists());
}

#[test]
fn a_password_is_never_said() {
    let database = Database::sqlite();
    for url in ["postgres://an:b%m@t@h/k", "postgres://an:mat-khau@127.0.0.1:1/kho"] {
        let sentence = refused(&database, &[("AGRIATLAS_DATABASE_URL", url)]);
        assert!(!sentence.contains("b%m@t") && !sentence.contains("mat-khau"), "{sentence}");
    }
}

#[test]
fn a_port_in_use_is_named() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let sentence = refused(&Database::sqlite(), &[("AGRIATLAS_LISTEN", &address)]);
    assert!(sentence.contains(&address), "{sentence}");
}

#[test]
fn a_file_that_is_no_database_is_left_as_it_is() {
    let database = Database::sqlite();
    let text = "Đây là một bức thư, không phải cơ sở dữ liệu.\n".repeat(100);
    let path = database.write("thư.db", &text);
    let url = format!("sqlite://{path}");
    let sentence = refused(&database, &[("AGRIATLAS_DATABASE_URL", &url)]);
    assert!(sentence.contains("thư.db"), "{sentence}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let database = Database::sqlite();
    // Not even root can make a file below a file, or in a folder of the kernel's.
    let file = database.write("tệp", "");
    for url in [format!("sqlite://{file}/kho.db"), "sqlite:///proc/agriatlas/kho.db".to_owned()] {
        let sentence = refused(&database, &[("AGRIATLAS_DATABASE_URL", &url)]);
        assert!(sentence.contains(url.strip_prefix("sqlite://").unwrap().rsplit_once('/').unwrap().0), "{sentence}");
    }
    let folder = database.folder.path().join("chỉ đọc");
    std::fs::create_dir(&folder).unwrap();
    std::fs::set_permissions(&folder, std::os::unix::fs::PermissionsExt::from_mode(0o555)).unwrap();
    if std::fs::write(folder.join("thử"), "").is_ok() {
        println!("skipped the read-only folder: this user may write anywhere");
        return;
    }
    let url = format!("sqlite://{}/kho.db", folder.display());
    assert!(refused(&database, &[("AGRIATLAS_DATABASE_URL", &url)]).contains("chỉ đọc"));
}
