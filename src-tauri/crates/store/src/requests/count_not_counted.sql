SELECT COUNT(DISTINCT request_id) AS requests FROM print WHERE outcome = 'sent'
