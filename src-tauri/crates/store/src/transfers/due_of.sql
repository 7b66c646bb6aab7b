SELECT due_on FROM transfer_due WHERE request_id = $1
