//! Accounts, sessions, tokens and their log: what is written comes back, steps belong together, the inventory stays.
use agriatlas::domain::{Grant, Identity, Role, SecurityEvent, SecurityEventKind, SignInMethod, TokenScope};
use agriatlas::store::{AccountChange, ApiToken, LinkedIdentity, PasswordHash, Session, Store, StoreError};
use jiff::Timestamp;
use uuid::Uuid;

use super::fixture::Fixture;
use super::sample::{creates, edit};

const HASH: &str = "$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g";

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_microsecond(1_800_000_000_123_456 + seconds * 1_000_000).unwrap()
}

fn make(id: Uuid, username: &str) -> AccountChange {
    let (username, display_name) = (username.parse().unwrap(), "Nguyễn Thị Lan".to_owned());
    AccountChange::Make { id, username, display_name, password: Some(PasswordHash(HASH.into())), at: at(0) }
}

fn event(kind: SecurityEventKind, account: Option<Uuid>) -> SecurityEvent {
    let (actor, client, detail) = (Some("quản trị".into()), Some("2001:db8::1".into()), Some("officer 2024-277".into()));
    SecurityEvent { kind, account, actor, client, detail, occurred_at: at(1) }
}

fn grant(role: Role, region: Option<&str>) -> Grant {
    Grant::new(role, region.map(|id| id.parse().unwrap())).unwrap()
}

fn session(account: Uuid, seconds: i64) -> Session {
    Session {
        id: Uuid::new_v4(),
        account,
        created_at: at(seconds),
        last_seen_at: at(seconds),
        idle_expires_at: at(seconds + 1_800),
        expires_at: at(seconds + 43_200),
        client: "Trình duyệt · 203.0.113.7".to_owned(),
        method: SignInMethod::Password,
    }
}

async fn with_account(store: &Store, username: &str) -> Uuid {
    let id = Uuid::new_v4();
    assert!(store.change_accounts(vec![make(id, username)]).await.unwrap());
    id
}

pub async fn an_account_comes_back_as_it_was_made(fixture: Fixture) {
    let store = &fixture.store;
    assert!(!store.has_accounts().await.unwrap());
    let id = with_account(store, "lan.nguyen@so-nn_1").await;
    assert!(store.has_accounts().await.unwrap());
    let grants = [grant(Role::Officer, Some("2024-277")), grant(Role::Officer, None), grant(Role::Viewer, Some("00004"))];
    for one in grants {
        assert!(store.change_accounts(vec![AccountChange::Grant { id, grant: one }]).await.unwrap());
        assert!(!store.change_accounts(vec![AccountChange::Grant { id, grant: one }]).await.unwrap(), "it has it already");
    }
    let record = store.account_named(&"LAN.nguyen@so-nn_1".parse().unwrap()).await.unwrap().unwrap();
    assert_eq!(store.account(id).await.unwrap().as_ref(), Some(&record));
    assert_eq!(store.accounts().await.unwrap(), std::slice::from_ref(&record));
    assert_eq!((record.account.id, record.account.display_name.as_str()), (id, "Nguyễn Thị Lan"));
    assert_eq!((record.account.created_at, record.account.disabled_at), (at(0), None));
    assert_eq!((record.password, record.password_changed_at), (Some(PasswordHash(HASH.into())), Some(at(0))));
    assert_eq!((record.failed_sign_ins, record.locked_until), (0, None));
    let mut sorted = grants.to_vec();
    sorted.sort_unstable();
    assert_eq!(record.account.grants, sorted);
    assert!(store.change_accounts(vec![AccountChange::Revoke { id, grant: grants[1] }]).await.unwrap());
    assert!(!store.change_accounts(vec![AccountChange::Revoke { id, grant: grants[1] }]).await.unwrap());
    assert_eq!(store.account(id).await.unwrap().unwrap().account.grants.len(), 2);
    assert!(store.account(Uuid::new_v4()).await.unwrap().is_none());
}

pub async fn a_username_is_taken_once_whatever_its_case(fixture: Fixture) {
    let store = &fixture.store;
    let first = with_account(store, "lan").await;
    let second = Uuid::new_v4();
    let steps = vec![make(second, "LAN"), AccountChange::Record(event(SecurityEventKind::AccountMade, Some(second)))];
    assert!(!store.change_accounts(steps).await.unwrap());
    assert!(store.account(second).await.unwrap().is_none());
    assert!(store.security_events(None, 10).await.unwrap().is_empty(), "nothing of the steps is written");
    assert_eq!(store.accounts().await.unwrap()[0].account.id, first);
    // Nor by hand.
    let by_hand = "INSERT INTO account (id, username, display_name, created_at) SELECT '00000000-0000-4000-8000-000000000000', 'LAN', 'x', created_at FROM account";
    assert!(fixture.execute(by_hand).await.is_err());
}

pub async fn steps_are_done_all_or_not_at_all(fixture: Fixture) {
    let store = &fixture.store;
    let id = Uuid::new_v4();
    let wrong = AccountChange::Grant { id: Uuid::new_v4(), grant: grant(Role::Viewer, None) };
    let refusal = store.change_accounts(vec![make(id, "lan"), wrong]).await;
    assert!(matches!(refusal, Err(StoreError::Refused { .. })), "{refusal:?}");
    assert!(!store.has_accounts().await.unwrap());
    assert!(store.change_accounts(Vec::new()).await.unwrap());
}

pub async fn failed_sign_ins_are_counted_by_whoever_is_first(fixture: Fixture) {
    let store = &fixture.store;
    let id = with_account(store, "lan").await;
    let count = |counted, locked_until| vec![AccountChange::CountSignIn { id, counted, locked_until }];
    assert!(store.change_accounts(count(0, None)).await.unwrap());
    assert!(!store.change_accounts(count(0, None)).await.unwrap(), "somebody counted meanwhile");
    assert!(store.change_accounts(count(1, Some(at(60)))).await.unwrap());
    let record = store.account(id).await.unwrap().unwrap();
    assert_eq!((record.failed_sign_ins, record.locked_until), (2, Some(at(60))));
    assert!(store.change_accounts(vec![AccountChange::ForgetSignIns { id }]).await.unwrap());
    let record = store.account(id).await.unwrap().unwrap();
    assert_eq!((record.failed_sign_ins, record.locked_until), (0, None));
    // Of many at once each counts one.
    let counting = (0..8).map(|_| {
        let store = store.clone();
        tokio::spawn(async move {
            loop {
                let counted = store.account(id).await.unwrap().unwrap().failed_sign_ins;
                let step = AccountChange::CountSignIn { id, counted, locked_until: None };
                if store.change_accounts(vec![step]).await.unwrap() {
                    return;
                }
            }
        })
    });
    for task in counting.collect::<Vec<_>>() {
        task.await.unwrap();
    }
    assert_eq!(store.account(id).await.unwrap().unwrap().failed_sign_ins, 8);
}

pub async fn disabling_and_a_new_password_keep_the_rest(fixture: Fixture) {
    let store = &fixture.store;
    let id = with_account(store, "lan").await;
    assert!(store.change_accounts(vec![AccountChange::Disable { id, at: at(5) }]).await.unwrap());
    assert!(!store.change_accounts(vec![AccountChange::Disable { id, at: at(9) }]).await.unwrap(), "it is disabled already");
    assert_eq!(store.account(id).await.unwrap().unwrap().account.disabled_at, Some(at(5)));
    let locked = AccountChange::CountSignIn { id, counted: 0, locked_until: Some(at(60)) };
    store.change_accounts(vec![locked.clone()]).await.unwrap();
    assert!(store.change_accounts(vec![AccountChange::Enable { id }]).await.unwrap());
    let record = store.account(id).await.unwrap().unwrap();
    assert_eq!((record.account.disabled_at, record.failed_sign_ins, record.locked_until), (None, 0, None));
    store.change_accounts(vec![locked]).await.unwrap();
    let password = PasswordHash(HASH.replace("c2Fs", "eHh4"));
    let step = AccountChange::SetPassword { id, password: password.clone(), at: at(7) };
    assert!(store.change_accounts(vec![step]).await.unwrap());
    let record = store.account(id).await.unwrap().unwrap();
    assert_eq!((record.password, record.password_changed_at), (Some(password), Some(at(7))));
    assert_eq!((record.failed_sign_ins, record.locked_until), (0, None));
    // A hash of another kind is refused, so that no password ever stands there.
    assert!(fixture.execute("UPDATE account SET password_hash = 'mật khẩu'").await.is_err());
}

pub async fn sessions_are_found_by_their_hash_and_ended(fixture: Fixture) {
    let store = &fixture.store;
    let (lan, minh) = (with_account(store, "lan").await, with_account(store, "minh").await);
    let (one, two) = (session(lan, 0), Session { method: SignInMethod::Oidc, ..session(lan, 10) });
    let three = session(minh, 20);
    for (number, session) in [(1_u8, &one), (2, &two), (3, &three)] {
        let open = AccountChange::OpenSession { token: [number; 32], session: session.clone() };
        assert!(store.change_accounts(vec![open]).await.unwrap());
    }
    assert_eq!(store.session([1; 32]).await.unwrap().as_ref(), Some(&one));
    assert_eq!(store.session([9; 32]).await.unwrap(), None);
    assert_eq!(store.sessions(lan).await.unwrap(), [two.clone(), one.clone()]);
    let touch = AccountChange::TouchSession { id: one.id, at: at(60), idle_expires_at: at(1_860) };
    assert!(store.change_accounts(vec![touch]).await.unwrap());
    let touched = store.session([1; 32]).await.unwrap().unwrap();
    assert_eq!((touched.last_seen_at, touched.idle_expires_at, touched.expires_at), (at(60), at(1_860), one.expires_at));
    assert!(
        !store.change_accounts(vec![AccountChange::EndSession { account: minh, id: one.id }]).await.unwrap(),
        "not one's own"
    );
    assert!(store.change_accounts(vec![AccountChange::EndSession { account: minh, id: three.id }]).await.unwrap());
    assert!(store.change_accounts(vec![AccountChange::EndSessions { account: lan, but: Some(two.id) }]).await.unwrap());
    assert_eq!(store.sessions(lan).await.unwrap(), std::slice::from_ref(&two));
    assert!(!store.change_accounts(vec![AccountChange::ForgetEndedSessions { now: at(1_000) }]).await.unwrap());
    assert!(store.change_accounts(vec![AccountChange::ForgetEndedSessions { now: two.idle_expires_at }]).await.unwrap());
    assert!(store.sessions(lan).await.unwrap().is_empty());
}

pub async fn an_account_is_found_by_issuer_and_subject_together(fixture: Fixture) {
    let store = &fixture.store;
    let (lan, minh) = (with_account(store, "lan").await, with_account(store, "minh").await);
    let identity = |issuer: &str, subject: &str| Identity { issuer: issuer.parse().unwrap(), subject: subject.parse().unwrap() };
    let (here, there) = (identity("https://kc.example.vn/realms/a", "17"), identity("https://kc.example.vn/realms/b", "17"));
    let link = |account, identity: &Identity| AccountChange::LinkIdentity {
        account,
        identity: identity.clone(),
        at: at(5),
        by: "quản trị".to_owned(),
    };
    assert!(store.change_accounts(vec![link(lan, &here)]).await.unwrap());
    assert!(store.change_accounts(vec![link(minh, &there)]).await.unwrap(), "the same subject of another provider");
    for account in [lan, minh] {
        let steps = vec![link(account, &here), AccountChange::Record(event(SecurityEventKind::IdentityLinked, Some(account)))];
        assert!(!store.change_accounts(steps).await.unwrap(), "one identity has one account");
    }
    assert!(store.security_events(None, 10).await.unwrap().is_empty());
    let holder =
        |identity: Identity| async move { store.account_of_identity(&identity).await.unwrap().map(|record| record.account.id) };
    assert_eq!((holder(here.clone()).await, holder(there.clone()).await), (Some(lan), Some(minh)));
    for stranger in [identity("https://kc.example.vn/realms/A", "17"), identity("https://kc.example.vn/realms/a", "18")] {
        assert_eq!(holder(stranger).await, None);
    }
    let mine = LinkedIdentity { account: lan, identity: here.clone(), linked_at: at(5), linked_by: "quản trị".to_owned() };
    assert_eq!(store.linked_identities(Some(lan)).await.unwrap(), [mine]);
    assert_eq!(store.linked_identities(None).await.unwrap().len(), 2);
    let unlink = |account| vec![AccountChange::UnlinkIdentity { account, identity: here.clone() }];
    assert!(!store.change_accounts(unlink(minh)).await.unwrap(), "not one's own");
    assert!(store.change_accounts(unlink(lan)).await.unwrap());
    assert_eq!(holder(here.clone()).await, None);
    assert!(store.linked_identities(Some(lan)).await.unwrap().is_empty());
    for attempt in [
        "UPDATE linked_identity SET issuer = 'kc.example.vn'",
        "UPDATE linked_identity SET subject = ''",
        "UPDATE linked_identity SET account_id = '00000000-0000-4000-8000-000000000000'",
        "INSERT INTO linked_identity SELECT * FROM linked_identity",
    ] {
        assert!(fixture.execute(attempt).await.is_err(), "{attempt}");
    }
}

pub async fn tokens_are_found_by_their_hash_and_revoked(fixture: Fixture) {
    let store = &fixture.store;
    let (lan, minh) = (with_account(store, "lan").await, with_account(store, "minh").await);
    let token = ApiToken {
        id: Uuid::new_v4(),
        account: lan,
        name: "QGIS của phòng".to_owned(),
        scope: TokenScope::Edit,
        created_at: at(0),
        expires_at: at(86_400),
        last_used_at: None,
        revoked_at: None,
    };
    assert!(store.change_accounts(vec![AccountChange::MakeToken { hash: [7; 32], token: token.clone() }]).await.unwrap());
    assert_eq!(store.api_token([7; 32]).await.unwrap().as_ref(), Some(&token));
    assert_eq!(store.api_token([8; 32]).await.unwrap(), None);
    assert!(store.change_accounts(vec![AccountChange::TouchToken { id: token.id, at: at(30) }]).await.unwrap());
    let revoke = |account| vec![AccountChange::RevokeToken { account, id: token.id, at: at(40) }];
    assert!(!store.change_accounts(revoke(minh)).await.unwrap(), "not one's own");
    assert!(store.change_accounts(revoke(lan)).await.unwrap());
    assert!(!store.change_accounts(revoke(lan)).await.unwrap(), "it is revoked already");
    let revoked = ApiToken { last_used_at: Some(at(30)), revoked_at: Some(at(40)), ..token };
    assert_eq!(store.api_tokens(lan).await.unwrap(), [revoked]);
    assert!(store.api_tokens(minh).await.unwrap().is_empty());
}

pub async fn the_security_log_is_only_added_to(fixture: Fixture) {
    let store = &fixture.store;
    let lan = with_account(store, "lan").await;
    for kind in SecurityEventKind::ALL {
        let account = (*kind != SecurityEventKind::SignInFailed).then_some(lan);
        assert!(store.change_accounts(vec![AccountChange::Record(event(*kind, account))]).await.unwrap());
    }
    let all = store.security_events(None, 100).await.unwrap();
    assert_eq!(all.len(), SecurityEventKind::ALL.len());
    assert_eq!(all.last(), Some(&event(SecurityEventKind::SignedIn, Some(lan))), "the latest first");
    assert_eq!(store.security_events(Some(lan), 100).await.unwrap().len(), all.len() - 1);
    assert_eq!(store.security_events(None, 2).await.unwrap(), all[..2]);
    for attempt in [
        "UPDATE security_event SET actor = 'x'",
        "DELETE FROM security_event",
        "INSERT INTO security_event (sequence, kind, occurred_at) SELECT sequence, kind, occurred_at FROM security_event",
        "INSERT INTO security_event (kind, occurred_at) SELECT 'else', occurred_at FROM security_event",
    ] {
        assert!(fixture.execute(attempt).await.is_err(), "{attempt}");
    }
    assert_eq!(store.security_events(None, 100).await.unwrap(), all);
}

pub async fn accounts_are_no_part_of_the_inventory(fixture: Fixture) {
    let store = &fixture.store;
    store.commit(&edit(), 0, creates(1), Vec::new()).await.unwrap();
    let before = store.load().await.unwrap();
    let id = with_account(store, "lan").await;
    let open = AccountChange::OpenSession { token: [1; 32], session: session(id, 0) };
    let record = AccountChange::Record(event(SecurityEventKind::SignedIn, Some(id)));
    store.change_accounts(vec![open, record]).await.unwrap();
    let after = store.load().await.unwrap();
    assert_eq!((after.revision, after.sites), (before.revision, before.sites));
    assert_eq!(store.batches(10).await.unwrap().len(), 1);
    let waited = store.wait_for_change(1, std::time::Duration::from_millis(400)).await.unwrap();
    assert_eq!(waited, 1, "no server builds a snapshot for it");
}

pub async fn the_tables_of_accounts_guard_themselves(fixture: Fixture) {
    let store = &fixture.store;
    let id = with_account(store, "lan").await;
    store.change_accounts(vec![AccountChange::Grant { id, grant: grant(Role::Officer, None) }]).await.unwrap();
    store.change_accounts(vec![AccountChange::OpenSession { token: [1; 32], session: session(id, 0) }]).await.unwrap();
    for attempt in [
        "UPDATE account SET username = 'Lan'",
        "UPDATE account SET username = 'la'",
        "UPDATE account SET display_name = ''",
        "UPDATE account SET failed_sign_ins = -1",
        "UPDATE account_grant SET role = 'owner'",
        "UPDATE account_grant SET region_id = '018'",
        "UPDATE account_grant SET role = 'administrator', region_id = '01'",
        "INSERT INTO account_grant SELECT * FROM account_grant",
        "DELETE FROM account",
        "UPDATE session SET id = 'x'",
        "UPDATE session SET method = 'guess'",
    ] {
        assert!(fixture.execute(attempt).await.is_err(), "{attempt}");
    }
}
