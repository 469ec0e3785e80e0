//! The plain pages of accounts: they work without JavaScript, lead nowhere else, and are kept by nobody.
use crate::account_support::{OTHER_PASSWORD, PASSWORD, Server};
use crate::support::{Answer, content_type};

/// The CSRF token that stands in the forms of a page.
fn csrf_in(page: &str) -> String {
    let at = page.split("name=\"csrf_token\" value=\"").nth(1).unwrap_or_else(|| panic!("{page}"));
    at.split('"').next().unwrap().to_owned()
}

fn assert_private(answer: &Answer) {
    assert_eq!((answer.header("cache-control"), content_type(answer)), ("no-store", "text/html; charset=utf-8"));
    assert!(!answer.headers.contains_key("etag"));
    assert!(!answer.text().contains("<script"));
}

#[tokio::test]
async fn somebody_signs_in_by_form_and_goes_where_they_came_from() {
    let server = Server::start().await;
    let mut browser = server.browser();
    let answer = browser.get("/account").await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/ban-do/sign-in?next=%2Faccount"));
    let page = browser.get("/sign-in?next=/sites/m-00001?f=html").await;
    assert_private(&page);
    assert!(page.text().contains("action=\"/ban-do/sign-in\"") && page.text().contains("value=\"/sites/m-00001?f=html\""));
    assert!(page.text().contains("autocomplete=\"current-password\"") && !page.text().contains("onpaste"));
    let fields = [("username", "Lan"), ("password", PASSWORD), ("next", "/sites/m-00001?f=html")];
    let answer = browser.submit("/sign-in", &fields).await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/ban-do/sites/m-00001?f=html"));
    assert_eq!(browser.who().await.as_deref(), Some("lan"));
    assert_eq!(browser.get("/sign-in?next=/account").await.header("location"), "/ban-do/account");
    let page = browser.get("/account?lang=en").await;
    assert_private(&page);
    assert!(page.text().contains("Nguyễn Thị &lt;Lan&gt;") && !page.text().contains("<Lan>"), "escaped");
    assert!(page.text().contains("Officer · Huyện Chương Mỹ") && page.text().contains("Signed in"));
}

#[tokio::test]
async fn a_wrong_password_shows_the_form_again_without_it() {
    let server = Server::start().await;
    let mut browser = server.browser();
    let answer =
        browser.submit("/sign-in?lang=en", &[("username", "lan\"><b>"), ("password", "geheim-1234"), ("next", "/")]).await;
    assert_eq!(answer.status, 401);
    assert_private(&answer);
    let page = answer.text();
    assert!(page.contains("The username or the password is wrong.") && page.contains("lan&quot;&gt;&lt;b&gt;"), "{page}");
    assert!(!page.contains("geheim"));
    for _ in 0..5 {
        browser.submit("/sign-in", &[("username", "lan"), ("password", "x"), ("next", "/")]).await;
    }
    let answer = browser.submit("/sign-in", &[("username", "lan"), ("password", PASSWORD), ("next", "/")]).await;
    assert_eq!(answer.status, 429);
    assert!(answer.text().contains("tạm khóa đến") && answer.headers.contains_key("retry-after"));
}

#[tokio::test]
async fn nobody_is_led_to_another_site() {
    let server = Server::start().await;
    for next in
        ["https://evil.example", "//evil.example", "/\\evil.example", "%2F%2Fevil.example", "javascript:alert(1)", "/%0d%0ax"]
    {
        let answer = server.browser().get(&format!("/sign-in?next={next}")).await;
        assert_eq!(answer.status, 400, "{next}");
    }
    for next in ["https://evil.example", "//evil.example", "/\\evil.example", "/\r\nset-cookie: a=b"] {
        let mut browser = server.browser();
        let answer = browser.submit("/sign-in", &[("username", "lan"), ("password", PASSWORD), ("next", next)]).await;
        assert_eq!((answer.status.as_u16(), answer.header("location")), (400, ""), "{next}");
        assert_eq!(browser.cookie, None, "refused before anything is done");
    }
}

#[tokio::test]
async fn the_forms_of_the_account_work_without_javascript() {
    let server = Server::start().await;
    let mut browser = server.signed_in("lan").await;
    browser.csrf = Some(csrf_in(&browser.get("/account").await.text()));
    // A token, shown once.
    let answer = browser.submit("/account/tokens?lang=en", &[("name", "QGIS"), ("scope", "read"), ("days", "30")]).await;
    assert_eq!(answer.status, 201);
    assert_private(&answer);
    assert!(answer.text().contains("<code>aat_"));
    let page = browser.get("/account").await.text();
    assert!(page.contains("QGIS") && !page.contains("aat_"));
    let id = page.split("name=\"id\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let answer = browser.submit("/account/tokens", &[("name", "x"), ("scope", "all"), ("days", "30")]).await;
    assert!(answer.status == 400 && answer.text().contains("read, edit"));
    let answer = browser.submit("/account/tokens/revoke", &[("id", &id)]).await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/ban-do/account?done=revoked"));
    assert!(browser.get("/account?done=revoked&lang=en").await.text().contains("The token is revoked."));
    assert_eq!(browser.get("/account?done=all").await.status, 400);
    // The password.
    let wrong = [("current_password", "x"), ("new_password", OTHER_PASSWORD)];
    let answer = browser.submit("/account/password?lang=en", &wrong).await;
    assert!(answer.status == 400 && answer.text().contains("the present password is wrong"));
    let right = [("username", "lan"), ("current_password", PASSWORD), ("new_password", OTHER_PASSWORD)];
    assert_eq!(browser.submit("/account/password", &right).await.header("location"), "/ban-do/account?done=password");
    assert_eq!(browser.submit("/account/password", &[("surprise", "x")]).await.status, 400);
    // Out.
    let page = browser.get("/sign-out").await;
    assert_eq!(csrf_in(&page.text()), browser.csrf.clone().unwrap());
    assert_eq!(browser.submit("/sign-out", &[]).await.header("location"), "/ban-do/sign-in");
    assert_eq!(browser.who().await, None);
    assert_eq!(browser.get("/sign-out").await.status, 303);
}

#[tokio::test]
async fn signing_out_everywhere_by_form_ends_all() {
    let server = Server::start().await;
    let (mut here, mut there) = (server.signed_in("lan").await, server.signed_in("lan").await);
    assert_eq!(here.submit("/account/sessions", &[]).await.status, 303);
    assert_eq!((here.who().await, there.who().await), (None, None));
}

#[tokio::test]
async fn pages_with_secrets_are_not_compressed() {
    let server = Server::start().await;
    let mut lan = server.signed_in("lan").await;
    let asked = [("accept-encoding", "gzip, br, zstd"), ("accept", "text/html")];
    let private = lan.send_with("GET", "/account", &asked, String::new()).await;
    assert_eq!((private.status.as_u16(), private.header("content-encoding")), (200, ""));
    let public = lan.send_with("GET", "/sites/m-00001", &asked, String::new()).await;
    assert_ne!(public.header("content-encoding"), "", "what is public still is");
}

#[tokio::test]
async fn a_browser_that_may_not_is_told_so_on_a_page() {
    let server = Server::start().await;
    let answer = server.browser().submit("/account/sessions", &[]).await;
    assert_eq!((answer.status.as_u16(), content_type(&answer)), (401, "text/html; charset=utf-8"));
    assert!(answer.text().contains("Cần đăng nhập"));
}
