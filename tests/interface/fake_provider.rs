//! An identity provider in this process that signs what it is told to, also what no honest one would.
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use agriatlas::identity_provider::{IdentityProvider, ProviderSettings};
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use hmac::{Hmac, Mac};
use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use openidconnect::PrivateSigningKey;
use openidconnect::core::{CoreEdDsaPrivateSigningKey, CoreJwsSigningAlgorithm};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tokio::task::JoinHandle;

pub const CLIENT_ID: &str = "agriatlas";
pub const CLIENT_SECRET: &str = "bí mật/của+máy chủ";
pub const CALLBACK: &str = "https://atlas.example.vn/ban-do/account/oidc/callback";

/// In what the next token is not as it should be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Twist {
    Honest,
    OtherNonce,
    NoNonce,
    OtherAudience,
    AudienceBesideOurs,
    OtherIssuer,
    Expired,
    /// Signed by a key that the provider does not show.
    OtherKey,
    /// The signature of another token.
    BrokenSignature,
    /// Not signed at all (`alg: none`).
    Unsigned,
    /// Signed with the secret that both sides know (`alg: HS256`).
    SignedWithSecret,
    NoToken,
    /// A subject that no account can be linked to.
    UnprintableSubject,
}

impl Twist {
    pub const DISHONEST: [Self; 12] = [
        Self::OtherNonce,
        Self::NoNonce,
        Self::OtherAudience,
        Self::AudienceBesideOurs,
        Self::OtherIssuer,
        Self::Expired,
        Self::OtherKey,
        Self::BrokenSignature,
        Self::Unsigned,
        Self::SignedWithSecret,
        Self::NoToken,
        Self::UnprintableSubject,
    ];
}

/// Somebody who may come back with a code.
struct Granted {
    subject: String,
    nonce: String,
    challenge: String,
}

struct Told {
    issuer: String,
    codes: HashMap<String, Granted>,
    twist: Twist,
    /// The number of the key that is shown and signs.
    key: u8,
    /// How clients show their secret.
    method: &'static str,
    /// How often it was asked for what it says of itself.
    discoveries: usize,
}

pub struct FakeProvider {
    pub issuer: String,
    told: Arc<Mutex<Told>>,
    serving: JoinHandle<()>,
}

impl Drop for FakeProvider {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl FakeProvider {
    pub async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://{}/realms/atlas", listener.local_addr().unwrap());
        let told = Told {
            issuer: issuer.clone(),
            codes: HashMap::new(),
            twist: Twist::Honest,
            key: 1,
            method: "client_secret_basic",
            discoveries: 0,
        };
        let told = Arc::new(Mutex::new(told));
        let router = Router::new()
            .route("/realms/atlas/.well-known/openid-configuration", get(describe))
            .route("/realms/atlas/keys", get(show_keys))
            .route("/realms/atlas/token", post(give_token))
            .with_state(Arc::clone(&told));
        let serving = tokio::spawn(async move { serve(listener, router).await });
        Self { issuer, told, serving }
    }

    /// How a server is told of this provider.
    pub fn seen_by_a_server(&self, label: Option<&str>) -> IdentityProvider {
        provider_at(&self.issuer, label)
    }

    pub fn twist(&self, twist: Twist) {
        self.told.lock().unwrap().twist = twist;
    }

    /// From now on another key is shown and signs.
    pub fn change_key(&self) {
        self.told.lock().unwrap().key += 1;
    }

    pub fn take_secrets_by(&self, method: &'static str) {
        self.told.lock().unwrap().method = method;
    }

    pub fn discoveries(&self) -> usize {
        self.told.lock().unwrap().discoveries
    }

    /// Lets somebody sign in who was sent here; gives the query with which they go back.
    pub fn admit(&self, sent: &HashMap<String, String>, subject: &str) -> String {
        let mut told = self.told.lock().unwrap();
        let code = format!("code-{}", told.codes.len());
        let granted =
            Granted { subject: subject.to_owned(), nonce: sent["nonce"].clone(), challenge: sent["code_challenge"].clone() };
        told.codes.insert(code.clone(), granted);
        let pairs =
            [("state", sent["state"].as_str()), ("session_state", "what-keycloak-adds"), ("code", &code), ("iss", &told.issuer)];
        form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
    }
}

/// A provider at an address, as a server knows it.
pub fn provider_at(issuer: &str, label: Option<&str>) -> IdentityProvider {
    let label = label.map(str::to_owned);
    let settings = ProviderSettings::new(issuer.parse().unwrap(), CLIENT_ID.to_owned(), CLIENT_SECRET.to_owned(), label);
    IdentityProvider::new(settings, CALLBACK).unwrap()
}

async fn serve(listener: tokio::net::TcpListener, router: Router) {
    loop {
        let (stream, _) = listener.accept().await.unwrap();
        let service = TowerToHyperService::new(router.clone());
        tokio::spawn(async move {
            _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
        });
    }
}

fn json_answer(body: &Value) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], body.to_string()).into_response()
}

async fn describe(State(told): State<Arc<Mutex<Told>>>) -> Response {
    let mut told = told.lock().unwrap();
    told.discoveries += 1;
    let issuer = &told.issuer;
    json_answer(&json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "jwks_uri": format!("{issuer}/keys"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        // A careless provider offers what must not be taken.
        "id_token_signing_alg_values_supported": ["RS256", "EdDSA", "HS256", "none"],
        "token_endpoint_auth_methods_supported": [told.method],
    }))
}

/// A key made of a number; the bytes before it say that it is one for Ed25519 (RFC 8410).
fn key(number: u8) -> CoreEdDsaPrivateSigningKey {
    let mut bytes = vec![0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];
    bytes.extend([number; 32]);
    let pem = format!("-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n", STANDARD.encode(bytes));
    let name = openidconnect::JsonWebKeyId::new(format!("key-{number}"));
    CoreEdDsaPrivateSigningKey::from_ed25519_pem(&pem, Some(name)).unwrap()
}

async fn show_keys(State(told): State<Arc<Mutex<Told>>>) -> Response {
    let key = key(told.lock().unwrap().key).as_verification_key();
    json_answer(&json!({"keys": [serde_json::to_value(key).unwrap()]}))
}

async fn give_token(State(told): State<Arc<Mutex<Told>>>, headers: HeaderMap, body: String) -> Response {
    let mut told = told.lock().unwrap();
    let refused = |status: StatusCode, error: &str| {
        (status, [(header::CONTENT_TYPE, "application/json")], json!({"error": error}).to_string()).into_response()
    };
    let fields: HashMap<String, String> = form_urlencoded::parse(body.as_bytes()).into_owned().collect();
    let encoded = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    let basic = STANDARD.encode(format!("{}:{}", encoded(CLIENT_ID), encoded(CLIENT_SECRET)));
    let is_client = match told.method {
        "client_secret_basic" => {
            headers.get(header::AUTHORIZATION).is_some_and(|value| value.to_str().unwrap() == format!("Basic {basic}"))
        }
        _ => fields.get("client_secret").map(String::as_str) == Some(CLIENT_SECRET) && !headers.contains_key("authorization"),
    };
    if !is_client {
        return refused(StatusCode::UNAUTHORIZED, "invalid_client");
    }
    let Some(granted) = fields.get("code").and_then(|code| told.codes.remove(code)) else {
        return refused(StatusCode::BAD_REQUEST, "invalid_grant");
    };
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(fields["code_verifier"].as_bytes()));
    if challenge != granted.challenge || fields["redirect_uri"] != CALLBACK || fields["grant_type"] != "authorization_code" {
        return refused(StatusCode::BAD_REQUEST, "invalid_grant");
    }
    let mut answer = json!({"access_token": "opaque", "token_type": "Bearer", "expires_in": 60});
    if told.twist != Twist::NoToken {
        answer["id_token"] = json!(token(&told, &granted));
    }
    json_answer(&answer)
}

fn token(told: &Told, granted: &Granted) -> String {
    let now = jiff::Timestamp::now().as_second();
    let mut claims = json!({
        "iss": told.issuer, "sub": granted.subject, "aud": CLIENT_ID, "nonce": granted.nonce, "iat": now, "exp": now + 300,
        // Never what an account goes by.
        "email": "lan@example.vn", "email_verified": true, "preferred_username": "lan",
    });
    let mut algorithm = "EdDSA";
    match told.twist {
        Twist::OtherNonce => claims["nonce"] = json!("another"),
        Twist::NoNonce => drop(claims.as_object_mut().unwrap().remove("nonce")),
        Twist::OtherAudience => claims["aud"] = json!("another-client"),
        Twist::AudienceBesideOurs => claims["aud"] = json!([CLIENT_ID, "another-client"]),
        Twist::OtherIssuer => claims["iss"] = json!(format!("{}-b", told.issuer)),
        Twist::Expired => claims["exp"] = json!(now - 1),
        Twist::UnprintableSubject => claims["sub"] = json!("Nguyễn Thị Lan"),
        Twist::Unsigned => algorithm = "none",
        Twist::SignedWithSecret => algorithm = "HS256",
        Twist::Honest | Twist::OtherKey | Twist::BrokenSignature | Twist::NoToken => {}
    }
    let header = json!({"alg": algorithm, "typ": "JWT", "kid": format!("key-{}", told.key)});
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let content = format!("{}.{}", part(&header), part(&claims));
    let signed_by = |number: u8, text: &str| key(number).sign(&CoreJwsSigningAlgorithm::EdDsa, text.as_bytes()).unwrap();
    let signature = match told.twist {
        Twist::Unsigned => Vec::new(),
        Twist::SignedWithSecret => {
            let mac = Hmac::<Sha256>::new_from_slice(CLIENT_SECRET.as_bytes()).unwrap();
            mac.chain_update(content.as_bytes()).finalize().into_bytes().to_vec()
        }
        Twist::OtherKey => signed_by(99, &content),
        Twist::BrokenSignature => signed_by(told.key, "another token"),
        _ => signed_by(told.key, &content),
    };
    format!("{content}.{}", URL_SAFE_NO_PAD.encode(signature))
}
