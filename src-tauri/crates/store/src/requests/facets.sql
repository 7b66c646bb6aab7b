SELECT t.list, t.requests, r.specialty, r.recipient, r.owner_id, u.shown_name AS owner_shown
FROM tally t
JOIN on_list l ON l.list = t.list AND l.place = (SELECT MIN(f.place) FROM on_list f WHERE f.list = t.list)
JOIN request r ON r.place = l.place
JOIN "user" u ON u.id = r.owner_id
WHERE t.list >= $1 AND t.list <= $2
ORDER BY t.list
