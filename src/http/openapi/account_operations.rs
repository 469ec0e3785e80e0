//! The operations of signing in and of one's own account.
use serde_json::json;

use super::operation::{Audience, Operation, Tag};
use super::parameter::Parameter;

/// Every one of them.
pub(super) fn accounts() -> Vec<Operation> {
    let of = |method, id, path, vi, en| Operation { method, ..Operation::new(id, path, Tag::Accounts, vi, en) };
    let asking = |operation: Operation| Operation { audience: Audience::WhoeverAsks, ..operation };
    let signed_in = |operation: Operation| Operation { audience: Audience::SignedIn, ..operation };
    let sending = |schema, operation: Operation| Operation { body: Some(schema), ..operation };
    let made = |operation: Operation| Operation { success: "201", ..operation };
    let done = |operation: Operation| Operation { success: "204", ..operation };
    let sessions = "/api/account/sessions";
    let tokens = "/api/account/tokens";
    vec![
        asking(of("get", "getSession", "/api/session", "Ai đang đăng nhập", "Who is signed in").gives_json("Session")),
        made(sending("Credentials", asking(of("post", "signIn", "/api/session", "Đăng nhập", "Sign in").gives_json("Session")))),
        done(asking(of("delete", "signOut", "/api/session", "Đăng xuất", "Sign out"))),
        signed_in(
            of("get", "listSessions", sessions, "Đang đăng nhập ở đâu", "Where one is signed in").gives_json("SessionList"),
        ),
        done(signed_in(of("delete", "endSessions", sessions, "Đăng xuất mọi nơi", "Sign out everywhere"))),
        done(signed_in(
            of("delete", "endSession", "/api/account/sessions/{sessionId}", "Kết thúc một phiên", "End one session")
                .takes(&["path.sessionId"]),
        )),
        signed_in(of("get", "listTokens", tokens, "Mã truy cập của mình", "One's own tokens").gives_json("TokenList")),
        Operation {
            problems: &["409"],
            ..made(sending(
                "TokenWish",
                signed_in(of("post", "makeToken", tokens, "Tạo mã truy cập", "Make a token").gives_json("NewToken")),
            ))
        },
        done(signed_in(
            of("delete", "revokeToken", "/api/account/tokens/{tokenId}", "Thu hồi mã truy cập", "Revoke a token")
                .takes(&["path.tokenId"]),
        )),
        done(sending(
            "PasswordChange",
            signed_in(of("put", "changePassword", "/api/account/password", "Đổi mật khẩu", "Change the password")),
        )),
    ]
}

/// What stands in their paths.
pub(super) fn in_account_paths() -> Vec<Parameter> {
    let example = json!("00000000-0000-4000-8000-000000000000");
    let of = |key, vi, en| Parameter::path(key, json!({"type": "string"}), vi, en, example.clone());
    vec![of("path.sessionId", "Một phiên", "A session"), of("path.tokenId", "Một mã truy cập", "A token")]
}
