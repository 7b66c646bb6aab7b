-- The booking references of what was sent before there was a column for them: that of the last step that names one.
UPDATE request SET ubrn = (
    SELECT REPLACE(json_extract(e.value, '$.answer'), ' ', '')
    FROM status_change c, json_each(CASE WHEN json_valid(c.evidence) THEN c.evidence ELSE '[]' END) e
    WHERE c.request_id = request.id AND CASE WHEN e.type = 'object' THEN json_extract(e.value, '$.item') = 'ubrn' END
    ORDER BY c.seq DESC
    LIMIT 1
)
WHERE ubrn IS NULL AND id IN (SELECT c.request_id FROM status_change c WHERE c.evidence LIKE '%"ubrn"%');

-- Which words something has, and not where nor how often: a beginning of up to ten letters is one list, read from its
-- latest end, and never put together from many. The words are divided and folded before they come here.
DROP TABLE patient_search;
DROP TABLE request_search;

CREATE VIRTUAL TABLE patient_search USING fts5 (
    words,
    tokenize = 'ascii',
    detail = 'none',
    content = '',
    contentless_delete = 1,
    prefix = '1 2 3 4 5 6 7 8 9 10'
);

CREATE VIRTUAL TABLE request_search USING fts5 (
    words,
    tokenize = 'ascii',
    detail = 'none',
    content = '',
    contentless_delete = 1,
    prefix = '1 2 3 4 5 6 7 8 9 10'
);
