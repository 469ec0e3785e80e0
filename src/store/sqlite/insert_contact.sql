-- Records a contact.
INSERT INTO contact (
    site_id, number, version, name, role, phone, email, address, created_at, created_by, changed_at, changed_by
)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
