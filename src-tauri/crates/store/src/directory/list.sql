SELECT e.number, e.id, e.source, e.kind, e.name, e.code, e.parent_code, e.organisation, e.specialty, e.gmc_number, e.lines,
       e.postcode, e.phone, e.email, e.opened_on, e.closed_on, e.is_closed, e.is_preferred, e.verified_on, e.version,
       u.shown_name AS verified_by
FROM directory_entry e
LEFT JOIN "user" u ON u.id = e.verified_by
WHERE (e.is_preferred = 1 OR e.source = 'own') AND $1 LIKE '%,' || e.kind || ',%'
  AND ($2 = 1 OR (e.is_closed = 0 AND (e.closed_on IS NULL OR e.closed_on > $3)))
ORDER BY e.is_preferred DESC, e.name, e.id
LIMIT $4
