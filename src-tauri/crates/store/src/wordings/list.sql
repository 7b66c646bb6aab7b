SELECT w.template, w.version, w.words, w.changed_at, u.shown_name
FROM wording w JOIN "user" u ON u.id = w.changed_by
WHERE w.template = $1
ORDER BY w.version DESC
