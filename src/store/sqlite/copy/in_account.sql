-- Records a row of a copy; the parameters are the columns in order.
INSERT INTO account (
    id, username, display_name, password_hash, created_at, disabled_at, failed_sign_ins, locked_until,
    password_changed_at
)
VALUES (
    ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9
)
