-- What an office said of its last files.
SELECT wordings FROM office_wording WHERE office = $1
