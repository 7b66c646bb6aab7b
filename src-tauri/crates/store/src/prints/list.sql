SELECT p.job, p.position, p.request_id, p.paper, p.version, p.copies, p.first_copy, p.pages, p.printer, p.two_sided,
       p.reason, p.printed_by, p.printed_at, p.outcome, u.shown_name
FROM print p
JOIN "user" u ON u.id = p.printed_by
WHERE p.request_id = $1
ORDER BY p.printed_at DESC, p.job, p.position
