-- The account as which somebody at an identity provider signs in.
SELECT
    account.id, username, display_name, password_hash, account.created_at, account.disabled_at, failed_sign_ins,
    account.locked_until, account.password_changed_at
FROM account
JOIN linked_identity ON linked_identity.account_id = account.id
WHERE linked_identity.issuer = ?1 AND linked_identity.subject = ?2
