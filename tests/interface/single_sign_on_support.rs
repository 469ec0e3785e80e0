//! What the tests of single sign-on share: people whose browsers keep every cookie, and a server that knows some of them.
use std::collections::{BTreeMap, HashMap};

use agriatlas::domain::{Grant, Identity, Role};
use agriatlas::http::OIDC_CALLBACK;

use crate::account_support::Server;
use crate::fake_provider::FakeProvider;
use crate::support::{Answer, content_type};

pub const PUBLIC: &str = "https://atlas.example.vn/ban-do";

/// A browser that keeps every cookie.
pub struct Person<'a> {
    pub server: &'a Server,
    pub cookies: BTreeMap<String, String>,
    pub address: &'static str,
}

impl<'a> Person<'a> {
    pub fn at(server: &'a Server) -> Self {
        Self { server, cookies: BTreeMap::new(), address: "198.51.100.1" }
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        self.get_with(path, &[]).await
    }

    pub async fn get_with(&mut self, path: &str, more: &[(&str, &str)]) -> Answer {
        let cookies = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ");
        let mut headers = vec![("accept", "text/html,*/*;q=0.8"), ("cookie", cookies.as_str())];
        headers.extend(more);
        let answer = self.server.send_from(self.address, "GET", path, &headers, "").await;
        for set in answer.headers.get_all("set-cookie") {
            let (name, value) = set.to_str().unwrap().split(';').next().unwrap().split_once('=').unwrap();
            if value.is_empty() {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        answer
    }

    /// Sets out to the provider; gives what it is sent along.
    pub async fn set_out(&mut self, next: &str) -> HashMap<String, String> {
        let answer = self.get(&format!("/account/oidc/start?lang=en&next={next}")).await;
        assert_eq!(answer.status, 303, "{}", answer.text());
        let query = answer.header("location").split_once('?').unwrap().1;
        form_urlencoded::parse(query.as_bytes()).into_owned().collect()
    }

    pub async fn come_back(&mut self, query: &str) -> Answer {
        self.get_with(&format!("{OIDC_CALLBACK}?{query}"), &[("sec-fetch-site", "cross-site")]).await
    }

    /// All the way, as somebody at the provider.
    pub async fn sign_in(&mut self, provider: &FakeProvider, subject: &str) -> Answer {
        let sent = self.set_out("/account").await;
        self.come_back(&provider.admit(&sent, subject)).await
    }

    pub async fn who(&mut self) -> Option<String> {
        let answer = self.get("/api/session").await;
        answer.json()["account"]["username"].as_str().map(str::to_owned)
    }
}

/// A server with `lan` (officer of Chương Mỹ, with a password) and `hoa` (viewer, without one), and who they are at the provider.
pub async fn server_at(provider: &FakeProvider) -> Server {
    let server = Server::open(PUBLIC, Some(provider.seen_by_a_server(Some("Sở <NN&MT>")))).await;
    server.add("lan", "Nguyễn Thị Lan", vec![Grant::new(Role::Officer, Some("2024-277".parse().unwrap())).unwrap()]).await;
    server.add_without_password("hoa", "Vũ Hòa", vec![Grant::new(Role::Viewer, None).unwrap()]).await;
    for (username, subject) in [("lan", "f7a1|Lan"), ("hoa", "f7a1|hoa")] {
        server.access.link(&username.parse().unwrap(), identity(provider, subject), "test").await.unwrap();
    }
    server
}

pub fn identity(provider: &FakeProvider, subject: &str) -> Identity {
    Identity { issuer: provider.issuer.parse().unwrap(), subject: subject.parse().unwrap() }
}

/// A page that refuses, shows the form again, and leaves no session.
pub async fn assert_refused(person: &mut Person<'_>, answer: &Answer, status: u16, words: &str) {
    assert_eq!((answer.status.as_u16(), content_type(answer)), (status, "text/html; charset=utf-8"), "{}", answer.text());
    assert!(answer.text().contains(words), "{words}: {}", answer.text());
    assert!(answer.text().contains("name=\"password\""), "the way by password stays open");
    assert_eq!(answer.header("cache-control"), "no-store");
    assert!(!person.cookies.contains_key("__Host-agriatlas-oidc"), "a sign-in that failed is over");
    assert_eq!(person.who().await, None);
}
