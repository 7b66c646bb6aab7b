-- Whoever may be taken for somebody else is told apart in an index alone, however many patients there are.
DROP INDEX patient_by_birth;
DROP INDEX patient_by_name;
CREATE INDEX patient_by_birth ON patient (born_on, family_key, given_key, id);
CREATE INDEX patient_by_name ON patient (family_key, given_key, born_on, id);

-- A booking reference is found like any other word of a request.
DROP INDEX request_by_ubrn;
