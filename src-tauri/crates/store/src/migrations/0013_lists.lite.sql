-- What was typed before there were these columns. A day that is none is left out, as everywhere.
UPDATE request SET asked_by = json_extract(form, '$.asked_by') WHERE json_valid(form);
UPDATE request SET asked_on = json_extract(form, '$.asked_on')
WHERE json_valid(form) AND date(json_extract(form, '$.asked_on')) = json_extract(form, '$.asked_on');

-- Where a request stands in every list that it stands on, as one text that no other request has: what is open first,
-- by the day of treatment, then by priority (one that nobody has set yet before a routine one), then by age; what is
-- ended last, the latest first. It is worked out from the row itself and cannot be out of step with it.
ALTER TABLE request ADD COLUMN place TEXT GENERATED ALWAYS AS (
    CASE
        WHEN stage = 'ended' THEN '1' || printf('%04d%08d', 9999 - reference_year, 99999999 - reference_number)
        ELSE '0' || COALESCE(treatment_on, '9999-99-99')
            || CASE priority WHEN 'urgent_suspected_cancer' THEN '1' WHEN 'urgent' THEN '2' WHEN 'routine' THEN '4' ELSE '3' END
            || printf('%04d%08d', reference_year, reference_number)
    END
) VIRTUAL;
CREATE UNIQUE INDEX request_by_place ON request (place);
DROP INDEX request_on_list;

-- The lists that a request stands on; the code in front says what kind of list it is.
CREATE VIEW stands_on (id, place, list) AS
    SELECT id, place, 'all' FROM request
    UNION ALL SELECT id, place, 'status ' || status FROM request
    UNION ALL SELECT id, place, 'owner ' || owner_id FROM request
    UNION ALL SELECT id, place, 'priority ' || priority FROM request WHERE priority IS NOT NULL
    UNION ALL SELECT id, place, 'specialty ' || LOWER(specialty) FROM request WHERE specialty IS NOT NULL
    UNION ALL SELECT id, place, 'recipient ' || LOWER(recipient) FROM request WHERE recipient IS NOT NULL
    UNION ALL SELECT id, place, 'stage ' || stage FROM request WHERE stage <> 'ended'
    UNION ALL SELECT id, place, 'mine ' || owner_id FROM request WHERE stage <> 'ended'
    UNION ALL SELECT id, place, 'due ' || next_action_by FROM request WHERE stage <> 'ended' AND next_action_by IS NOT NULL
    UNION ALL SELECT id, place, 'treatment' FROM request
              WHERE stage <> 'ended' AND treatment_on IS NOT NULL AND priority IN ('urgent', 'urgent_suspected_cancer')
    UNION ALL SELECT r.id, r.place, 'uncounted' FROM request r
              WHERE EXISTS (SELECT 1 FROM print p WHERE p.request_id = r.id AND p.outcome = 'sent');

-- The same, kept, so that a page of a list is read from where it begins and a million others are not looked at.
CREATE TABLE on_list (
    list  TEXT NOT NULL,
    place TEXT NOT NULL,
    PRIMARY KEY (list, place)
) STRICT, WITHOUT ROWID;

-- How many stand on each list; and under `changes`, how often anything that a list shows was changed.
CREATE TABLE tally (
    list     TEXT PRIMARY KEY,
    requests INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER on_list_counts_in AFTER INSERT ON on_list
BEGIN
    INSERT INTO tally (list, requests) VALUES (NEW.list, 1) ON CONFLICT (list) DO UPDATE SET requests = requests + 1;
END;

CREATE TRIGGER on_list_counts_out AFTER DELETE ON on_list
BEGIN
    UPDATE tally SET requests = requests - 1 WHERE list = OLD.list;
    DELETE FROM tally WHERE list = OLD.list AND requests = 0;
END;

CREATE TRIGGER request_comes_on_lists AFTER INSERT ON request
BEGIN
    INSERT INTO on_list (list, place) SELECT list, place FROM stands_on WHERE id = NEW.id;
    INSERT INTO tally (list, requests) VALUES ('changes', 1) ON CONFLICT (list) DO UPDATE SET requests = requests + 1;
END;

-- Typing changes no list most of the time, and then none is touched.
CREATE TRIGGER request_leaves_lists BEFORE UPDATE ON request
WHEN (OLD.stage, OLD.status, OLD.owner_id, OLD.next_action_by, OLD.priority, OLD.treatment_on, OLD.specialty, OLD.recipient)
  IS NOT (NEW.stage, NEW.status, NEW.owner_id, NEW.next_action_by, NEW.priority, NEW.treatment_on, NEW.specialty, NEW.recipient)
BEGIN
    DELETE FROM on_list WHERE (list, place) IN (SELECT list, place FROM stands_on WHERE id = OLD.id);
END;

CREATE TRIGGER request_changes_lists AFTER UPDATE ON request
WHEN (OLD.stage, OLD.status, OLD.owner_id, OLD.next_action_by, OLD.priority, OLD.treatment_on, OLD.specialty, OLD.recipient)
  IS NOT (NEW.stage, NEW.status, NEW.owner_id, NEW.next_action_by, NEW.priority, NEW.treatment_on, NEW.specialty, NEW.recipient)
BEGIN
    INSERT INTO on_list (list, place) SELECT list, place FROM stands_on WHERE id = NEW.id;
END;

CREATE TRIGGER request_is_changed AFTER UPDATE ON request
BEGIN
    INSERT INTO tally (list, requests) VALUES ('changes', 1) ON CONFLICT (list) DO UPDATE SET requests = requests + 1;
END;

CREATE TRIGGER print_comes_uncounted AFTER INSERT ON print WHEN NEW.outcome = 'sent'
BEGIN
    INSERT INTO on_list (list, place) SELECT 'uncounted', place FROM request WHERE id = NEW.request_id
    ON CONFLICT (list, place) DO NOTHING;
    INSERT INTO tally (list, requests) VALUES ('changes', 1) ON CONFLICT (list) DO UPDATE SET requests = requests + 1;
END;

CREATE TRIGGER print_is_counted AFTER UPDATE OF outcome ON print
BEGIN
    DELETE FROM on_list
    WHERE list = 'uncounted' AND place = (SELECT place FROM request WHERE id = NEW.request_id)
      AND NOT EXISTS (SELECT 1 FROM print p WHERE p.request_id = NEW.request_id AND p.outcome = 'sent');
    INSERT INTO tally (list, requests) VALUES ('changes', 1) ON CONFLICT (list) DO UPDATE SET requests = requests + 1;
END;

INSERT INTO on_list (list, place) SELECT list, place FROM stands_on;
