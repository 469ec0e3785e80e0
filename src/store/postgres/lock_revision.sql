-- The revision a commit starts from; the next commit waits here until this one has ended.
SELECT revision FROM inventory FOR UPDATE
