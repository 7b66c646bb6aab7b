SELECT COUNT(*) AS transfers FROM transfer_due
