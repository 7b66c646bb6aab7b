-- Transfers that were under way before are due a week after their last step; the next step gives each its own day.
INSERT INTO transfer_due (request_id, due_on)
SELECT t.request_id, date(t.at / 1000, 'unixepoch', '+7 days')
FROM transfer_step t
WHERE t.seq = (SELECT MAX(n.seq) FROM transfer_step n WHERE n.request_id = t.request_id)
  AND t.step NOT IN ('care_moved', 'not_accepted', 'given_up')
  AND 2 * (SELECT COUNT(*) FROM transfer_step b WHERE b.request_id = t.request_id AND b.step = 'taken_back')
    < (SELECT COUNT(*) FROM transfer_step a WHERE a.request_id = t.request_id);
