SELECT patient_id FROM request WHERE id = $1
