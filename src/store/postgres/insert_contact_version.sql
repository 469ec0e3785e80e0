-- Adds a state to the account of a contact.
INSERT INTO contact_version (site_id, number, version, name, role, phone, email, address, changed_at, changed_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::text::timestamptz, $10)
