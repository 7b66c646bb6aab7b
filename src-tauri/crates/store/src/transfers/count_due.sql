SELECT COUNT(*) AS transfers FROM transfer_due WHERE due_on <= $1
