SELECT stage, COUNT(*) AS requests,
       SUM(CASE WHEN owner_id = $1 THEN 1 ELSE 0 END) AS mine,
       SUM(CASE WHEN next_action_by < $2 THEN 1 ELSE 0 END) AS overdue
FROM request
GROUP BY stage
