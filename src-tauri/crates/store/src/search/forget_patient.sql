DELETE FROM patient_search WHERE rowid = $1
