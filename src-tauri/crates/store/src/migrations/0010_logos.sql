-- Every logo that letters have been signed under: a letter keeps its own when the organisation takes another.
CREATE TABLE logo (
    file_name TEXT PRIMARY KEY,
    at        {int} NOT NULL
) {strict};

INSERT INTO logo (file_name, at) SELECT logo_file, 0 FROM letterhead WHERE logo_file IS NOT NULL;
