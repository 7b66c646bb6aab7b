SELECT w.template, w.version, w.words, w.changed_at, u.shown_name
FROM wording w JOIN "user" u ON u.id = w.changed_by
WHERE w.version = (SELECT MAX(other.version) FROM wording other WHERE other.template = w.template)
ORDER BY w.template
