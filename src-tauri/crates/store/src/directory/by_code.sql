SELECT e.number, e.id, e.source, e.kind, e.name, e.code, e.parent_code, e.organisation, e.specialty, e.gmc_number, e.lines,
       e.postcode, e.phone, e.email, e.opened_on, e.closed_on, e.is_closed, e.is_preferred, e.verified_on, e.version,
       u.shown_name AS verified_by
FROM directory_entry e
LEFT JOIN "user" u ON u.id = e.verified_by
WHERE e.code = $1 AND e.kind IN ('organisation', 'site', 'practice')
ORDER BY e.source, e.kind, e.id
LIMIT 1
