SELECT e.number, e.file_key, e.source, e.kind, e.name, e.code, e.parent_code, e.organisation, e.specialty, e.gmc_number, e.lines,
       e.postcode, e.phone, e.email, e.opened_on, e.closed_on, e.is_closed
FROM directory_entry e
WHERE e.source = 'ods' AND e.kind = $1
