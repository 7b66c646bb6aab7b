SELECT COUNT(*) AS requests
FROM request
WHERE ($1 = '' OR stage = $1)
  AND ($2 = '' OR status = $2)
  AND ($3 = '' OR owner_id = $3)
  AND ($4 = '' OR next_action_by < $4)
  AND ($5 = 0 OR stage <> 'ended')
  AND ($6 = 0 OR id IN (SELECT n.request_id FROM print n WHERE n.outcome = 'sent'))
