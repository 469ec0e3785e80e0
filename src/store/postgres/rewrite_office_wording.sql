-- Rewrites what an office said of a file, where it holds what is erased.
UPDATE office_wording SET wordings = $2 WHERE office = $1
