//! `agriatlas user`: accounts are made and changed, passwords come by standard input only, a token is shown once.
use std::io::Write;
use std::process::{Command, Stdio};

use crate::database::Database;
use crate::program::{Outcome, run};
use crate::server::Server;

const PASSWORD: &str = "ruộng xanh mưa ngâu";

/// A run with something on its standard input.
fn run_with(mut command: Command, input: &str) -> Outcome {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // A command that refuses its words does not read.
    child.stdin.take().unwrap().write_all(input.as_bytes()).ok();
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Outcome { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

fn user(database: &Database, words: &[&str]) -> Command {
    database.command(&[&["user"], words].concat())
}

fn add(database: &Database, words: &[&str]) -> Outcome {
    run_with(user(database, &[&["add"], words, &["--password-stdin"]].concat()), &format!("{PASSWORD}\n"))
}

/// A request of a program; the body of the answer.
fn asked(server: &Server, method: &str, path: &str, headers: &str, body: &str) -> (u16, String) {
    use std::io::Read;
    let mut stream = server.connect();
    let length = body.len();
    write!(stream, "{method} {path} HTTP/1.0\r\nHost: {}\r\nContent-Length: {length}\r\n{headers}\r\n{body}", server.address)
        .unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    let status = text.split(' ').nth(1).unwrap().parse().unwrap();
    (status, text)
}

#[test]
fn an_account_is_made_listed_and_signs_in_to_a_running_server() {
    let database = Database::sqlite();
    assert_eq!(run(user(&database, &["list", "--lang", "en"])).out, "There are no accounts.\n");
    let server = Server::start(&database);
    let made = add(&database, &["Lan", "--name", "Nguyễn Thị Lan", "--role", "officer", "--region", "2024-277"]);
    assert_eq!((made.code, made.out.as_str(), made.err.as_str()), (Some(0), "Đã tạo tài khoản lan.\n", ""));
    let again = add(&database, &["lan", "--lang", "en"]);
    assert_eq!((again.code, again.err.as_str()), (Some(2), "agriatlas: There is an account lan already.\n"));
    let list = run(user(&database, &["list", "--lang", "en"])).out;
    assert_eq!(list, "lan · Nguyễn Thị Lan\n    Officer · Huyện Chương Mỹ (2024-277)\n");
    let json: serde_json::Value = serde_json::from_str(&run(user(&database, &["list", "--json"])).out).unwrap();
    assert_eq!(json["accounts"][0]["grants"][0]["region"], "2024-277");
    assert!(!json.to_string().contains("argon2"), "nothing secret is printed");

    let credentials = format!("{{\"username\": \"LAN\", \"password\": \"{PASSWORD}\"}}");
    let sign_in = || asked(&server, "POST", "/api/session", "Content-Type: application/json\r\n", &credentials);
    let (status, text) = sign_in();
    assert_eq!(status, 201, "{text}");
    let cookie = text.split("set-cookie: ").nth(1).unwrap().split(';').next().unwrap().to_owned();
    let who = || asked(&server, "GET", "/api/session", &format!("Cookie: {cookie}\r\n"), "").1;
    assert!(who().contains("Nguyễn Thị Lan"));
    // Each change counts at the next request.
    assert_eq!(run(user(&database, &["grant", "lan", "reviewer", "--region", "01"])).code, Some(0));
    assert!(who().contains("\"review\""));
    assert_eq!(run(user(&database, &["revoke", "lan", "reviewer", "--region", "01"])).code, Some(0));
    assert!(!who().contains("\"review\""));
    assert_eq!(run(user(&database, &["disable", "lan"])).code, Some(0));
    assert!(who().contains("\"account\":null"));
    assert_eq!(sign_in().0, 401);
    assert!(run(user(&database, &["list", "--lang", "en"])).out.contains("[disabled]"));
    assert_eq!(run(user(&database, &["enable", "lan"])).code, Some(0));
    assert_eq!(sign_in().0, 201);
    let log = server.log();
    assert!(!log.contains(PASSWORD) && !log.contains(&cookie) && !log.contains("argon2"), "{log}");
}

#[test]
fn a_password_comes_by_standard_input_and_is_held_to_the_rules() {
    let database = Database::sqlite();
    let no_terminal = run(user(&database, &["add", "lan", "--lang", "en"]));
    assert_eq!(no_terminal.code, Some(2));
    assert!(no_terminal.err.contains("--password-stdin"), "{}", no_terminal.err);
    let as_argument = run(user(&database, &["add", "lan", "--password", PASSWORD]));
    assert_eq!(as_argument.code, Some(2), "there is no such flag");
    for (password, vietnamese, english) in [
        ("short", "12 đến 128 ký tự", "12 to 128 characters"),
        ("password1234", "dễ đoán", "easily guessed"),
        ("xanh lan mưa ngâu", "tên đăng nhập", "username"),
        ("", "12 đến 128", "12 to 128"),
    ] {
        for (lang, named) in [("vi", vietnamese), ("en", english)] {
            let words = user(&database, &["add", "lan", "--password-stdin", "--lang", lang]);
            let refused = run_with(words, password);
            assert_eq!(refused.code, Some(2));
            assert!(refused.err.contains(named), "{password}: {}", refused.err);
            assert!(password.is_empty() || password == "short" || !refused.err.contains(password));
        }
    }
    assert_eq!(add(&database, &["lan"]).code, Some(0));
    let set = run_with(user(&database, &["password", "LAN", "--password-stdin"]), "đê dài gió biển lặng\r\n");
    assert_eq!((set.code, set.out.contains("biển")), (Some(0), false));
}

#[test]
fn somebody_at_an_identity_provider_is_linked_listed_and_unlinked() {
    const ISSUER: &str = "https://dang-nhap.example.vn/realms/atlas";
    let database = Database::sqlite();
    let made = run(user(&database, &["add", "hoa", "--name", "Vũ Hòa", "--role", "viewer", "--no-password"]));
    assert_eq!((made.code, made.err.as_str()), (Some(0), ""));
    add(&database, &["lan"]);
    let refused = run(user(&database, &["link", "hoa", "--subject", "f7a1|Hòa", "--issuer", ISSUER, "--lang", "en"]));
    assert!(refused.code == Some(2) && refused.err.contains("--subject"), "{}", refused.err);
    let link = |name: &str| {
        let mut command = user(&database, &["link", name, "--subject", "f7a1|hoa", "--lang", "en"]);
        command.env("AGRIATLAS_OIDC_ISSUER", ISSUER);
        command
    };
    assert_eq!(run(link("hoa")).out, format!("{ISSUER} · f7a1|hoa signs in as hoa.\n"));
    for name in ["hoa", "lan"] {
        let again = run(link(name));
        assert!(again.code == Some(2) && again.err.contains("is linked to the account hoa already"), "{}", again.err);
    }
    assert_eq!(
        run(user(&database, &["list", "--lang", "en"])).out,
        format!(
            "hoa · Vũ Hòa\n    Viewer · the whole country\n    single sign-on: {ISSUER} · f7a1|hoa\n    no password\nlan · lan\n"
        )
    );
    let json: serde_json::Value = serde_json::from_str(&run(user(&database, &["list", "--json"])).out).unwrap();
    let hoa = &json["accounts"][0];
    assert_eq!((&hoa["has_password"], &hoa["identities"][0]["subject"]), (&false.into(), &"f7a1|hoa".into()));
    assert_eq!(json["accounts"][1]["identities"], serde_json::json!([]));
    let unlink = |words: &[&str]| run(user(&database, &[&["unlink", "hoa", "--lang", "en"], words].concat())).out;
    assert_eq!(unlink(&["--subject", "f7a1|hoa", "--issuer", "https://other.example.vn"]), "hoa has no such link.\n");
    assert_eq!(unlink(&[]), format!("Unlinked from hoa: {ISSUER} · f7a1|hoa.\n"));
    assert_eq!(unlink(&[]), "hoa has no such link.\n");
    assert_eq!(run(link("lan")).code, Some(0));
    for (words, named) in [
        (&["link", "hoa", "--subject", "x"][..], "--issuer"),
        (&["link", "hoa", "--subject", "x", "--issuer", "http://dang-nhap.example.vn"], "https"),
        (&["unlink", "hoa", "--subject", "x"], "--issuer"),
        (&["link", "nobody", "--subject", "x", "--issuer", ISSUER], "no account nobody"),
        (&["add", "mai", "--no-password", "--password-stdin"], "--no-password"),
    ] {
        let refused = run(user(&database, &[words, &["--lang", "en"]].concat()));
        assert!(refused.code == Some(2) && refused.err.contains(named), "{words:?}: {}", refused.err);
    }
}

#[test]
fn a_server_starts_without_its_identity_provider() {
    let database = Database::sqlite();
    add(&database, &["lan"]);
    let secret = database.write("khóa", "mat-khau\n");
    // Nobody listens there.
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let issuer = format!("http://127.0.0.1:{port}");
    let mut command = database.command(&["serve"]);
    command.env("AGRIATLAS_OIDC_ISSUER", &issuer).env("AGRIATLAS_OIDC_CLIENT_ID", "agriatlas");
    command.env("AGRIATLAS_OIDC_CLIENT_SECRET_FILE", &secret).env("AGRIATLAS_OIDC_LABEL", "Sở Nông nghiệp");
    let server = Server::run(command);
    assert!(asked(&server, "GET", "/sign-in", "", "").1.contains("Sở Nông nghiệp</a>"));
    let (status, text) = asked(&server, "GET", "/account/oidc/start", "", "");
    assert!(status == 503 && text.contains("Không dùng được máy chủ đăng nhập"), "{text}");
    let log = server.log();
    assert!(log.contains("single sign-on failed") && log.contains(&issuer) && !log.contains("mat-khau"), "{log}");
}

#[test]
fn words_that_cannot_be_are_named_before_anything_is_written() {
    let database = Database::sqlite();
    for (words, named) in [
        (&["add", "x", "--password-stdin"][..], "3 to 64"),
        (&["add", "lan nguyen", "--password-stdin"], "a-z"),
        (&["add", "lan", "--role", "owner", "--password-stdin"], "extension_worker"),
        (&["add", "lan", "--role", "officer", "--region", "chuong my", "--password-stdin"], "2024-277 (Huyện Chương Mỹ)"),
        (&["add", "lan", "--role", "officer", "--region", "99999", "--password-stdin"], "99999"),
        (&["add", "lan", "--role", "administrator", "--region", "01", "--password-stdin"], "whole country"),
        (&["add", "lan", "--region", "01", "--password-stdin"], "--role"),
        (&["token", "revoke", "lan", "17"], "identifier"),
    ] {
        let refused = run_with(user(&database, &[words, &["--lang", "en"]].concat()), PASSWORD);
        assert_eq!((refused.code, refused.out.as_str()), (Some(2), ""), "{words:?}");
        assert!(refused.err.contains(named), "{words:?}: {}", refused.err);
    }
    assert!(!database.file().exists(), "no database was made");
    for words in [&["disable", "lan"][..], &["enable", "lan"], &["grant", "lan", "viewer"], &["token", "list", "lan"]] {
        let refused = run(user(&database, &[words, &["--lang", "en"]].concat()));
        assert_eq!((refused.code, refused.err.as_str()), (Some(2), "agriatlas: There is no account lan.\n"), "{words:?}");
    }
}

#[test]
fn a_token_is_shown_once_and_works_until_it_is_revoked() {
    let database = Database::sqlite();
    add(&database, &["lan", "--role", "viewer"]);
    let made = run(user(&database, &["token", "add", "lan", "QGIS của phòng", "--scope", "read", "--days", "7", "--lang", "en"]));
    assert_eq!(made.code, Some(0), "{made:?}");
    let (note, secret) = made.out.trim_end().rsplit_once('\n').unwrap();
    assert!(secret.starts_with("aat_") && note.contains("shown this once"));
    let id = note.split(' ').nth(1).unwrap();
    let list = run(user(&database, &["token", "list", "lan", "--lang", "en"])).out;
    assert!(list.contains(id) && list.contains("QGIS của phòng · read only · until") && !list.contains("aat_"), "{list}");
    let server = Server::start(&database);
    let who = || asked(&server, "GET", "/api/session", &format!("Authorization: Bearer {secret}\r\n"), "");
    assert!(who().0 == 200 && who().1.contains("\"lan\""));
    assert_eq!(run(user(&database, &["token", "revoke", "lan", id])).code, Some(0));
    assert_eq!(who().0, 401);
    assert!(run(user(&database, &["token", "list", "lan", "--lang", "en"])).out.contains("revoked"));
    assert_eq!(run(user(&database, &["token", "add", "lan", "x", "--days", "400"])).code, Some(2));
}

#[test]
fn help_is_short_and_long_and_the_log_names_who_did_it() {
    let database = Database::sqlite();
    let short = run(user(&database, &["-h"])).out;
    let long = run(user(&database, &["--help"])).out;
    assert!(
        short.contains("add") && !short.contains("Examples:") && long.contains("Examples:") && long.contains("--password-stdin")
    );
    let runtime = tokio::runtime::Runtime::new().unwrap();
    add(&database, &["lan", "--role", "viewer", "--author", "Phòng NN"]);
    runtime.block_on(async {
        let url = agriatlas::store::DatabaseUrl::sqlite(database.file());
        let store = agriatlas::store::Store::open(&url).await.unwrap();
        let events = store.security_events(None, 10).await.unwrap();
        let told: Vec<_> =
            events.iter().map(|event| (event.kind.code(), event.actor.as_deref(), event.detail.as_deref())).collect();
        assert_eq!(told, [("role_granted", Some("Phòng NN"), Some("viewer")), ("account_made", Some("Phòng NN"), None)]);
        store.close().await;
    });
}
