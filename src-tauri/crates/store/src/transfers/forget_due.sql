DELETE FROM transfer_due WHERE request_id = $1
