-- Ids are 32 hexadecimal digits, days are YYYY-MM-DD, moments are milliseconds since 1970 in UTC, truths are 0 or 1.

CREATE TABLE meta (
    id         {int} PRIMARY KEY CHECK (id = 1),
    store_id   TEXT NOT NULL,
    purpose    TEXT NOT NULL CHECK (purpose IN ('live', 'demonstration')),
    created_at {int} NOT NULL
) {strict};

CREATE TABLE organisation (
    id      {int} PRIMARY KEY CHECK (id = 1),
    version {int} NOT NULL,
    body    TEXT NOT NULL
) {strict};

CREATE TABLE "user" (
    id         TEXT PRIMARY KEY,
    name       TEXT NOT NULL,
    name_key   TEXT NOT NULL UNIQUE,
    shown_name TEXT NOT NULL,
    role       TEXT NOT NULL,
    active     {int} NOT NULL CHECK (active IN (0, 1)),
    created_at {int} NOT NULL,
    version    {int} NOT NULL,
    body       TEXT NOT NULL
) {strict};

CREATE TABLE patient (
    id               TEXT PRIMARY KEY,
    version          {int} NOT NULL,
    family           TEXT NOT NULL,
    given            TEXT NOT NULL,
    title            TEXT,
    family_key       TEXT NOT NULL,
    given_key        TEXT NOT NULL,
    born_on          TEXT NOT NULL,
    gender           TEXT NOT NULL,
    identifier_kind  TEXT NOT NULL,
    identifier_value TEXT,
    words            TEXT NOT NULL,
    created_at       {int} NOT NULL,
    updated_at       {int} NOT NULL,
    body             TEXT NOT NULL,
    UNIQUE (identifier_kind, identifier_value)
) {strict};
CREATE INDEX patient_by_birth ON patient (born_on);
CREATE INDEX patient_by_name ON patient (family_key, given_key);

CREATE TABLE request_number (
    year {int} PRIMARY KEY,
    last {int} NOT NULL
) {strict};

CREATE TABLE request (
    id               TEXT PRIMARY KEY,
    reference_year   {int} NOT NULL,
    reference_number {int} NOT NULL CHECK (reference_number > 0),
    patient_id       TEXT NOT NULL REFERENCES patient (id),
    version          {int} NOT NULL,
    status           TEXT NOT NULL,
    stage            TEXT NOT NULL,
    status_since     {int} NOT NULL,
    next_action_by   TEXT,
    priority         TEXT,
    treatment_on     TEXT,
    owner_id         TEXT NOT NULL REFERENCES "user" (id),
    recipient        TEXT,
    specialty        TEXT,
    question         TEXT,
    letter_version   {int} NOT NULL,
    logged_at        {int} NOT NULL,
    words            TEXT NOT NULL,
    form             TEXT NOT NULL,
    UNIQUE (reference_year, reference_number),
    UNIQUE (id, patient_id)
) {strict};
CREATE INDEX request_by_patient ON request (patient_id, logged_at);
CREATE INDEX request_on_list
    ON request (next_action_by, reference_year, reference_number, stage, status, owner_id, id);

CREATE TABLE status_change (
    request_id   TEXT NOT NULL REFERENCES request (id),
    seq          {int} NOT NULL CHECK (seq > 0),
    step         TEXT,
    status       TEXT NOT NULL,
    at           {int} NOT NULL,
    happened_on  TEXT,
    by_id        TEXT NOT NULL REFERENCES "user" (id),
    on_behalf_of TEXT REFERENCES "user" (id),
    evidence     TEXT NOT NULL,
    PRIMARY KEY (request_id, seq)
) {strict};

-- A record names its patient as well as its request, and the pair must exist: a record of one patient cannot
-- hang on the request of another (hazard H3).
CREATE TABLE record (
    id              TEXT PRIMARY KEY,
    request_id      TEXT NOT NULL,
    patient_id      TEXT NOT NULL,
    position        {int} NOT NULL,
    file_name       TEXT,
    original_name   TEXT,
    format          TEXT,
    page_count      {int} CHECK (page_count > 0),
    byte_count      {int} CHECK (byte_count > 0),
    sha256          TEXT,
    notes           TEXT,
    kind            TEXT,
    title           TEXT NOT NULL,
    dated_on        TEXT,
    source          TEXT,
    relevance       TEXT,
    report_status   TEXT,
    name_seen       {int} NOT NULL CHECK (name_seen IN (0, 1)),
    born_seen       {int} NOT NULL CHECK (born_seen IN (0, 1)),
    number_seen     {int} NOT NULL CHECK (number_seen IN (0, 1)),
    consent         TEXT NOT NULL,
    enclosure       TEXT NOT NULL,
    enclosure_words TEXT,
    pages_chosen    TEXT,
    added_by        TEXT NOT NULL REFERENCES "user" (id),
    added_at        {int} NOT NULL,
    removed_at      {int},
    removed_reason  TEXT,
    version         {int} NOT NULL,
    FOREIGN KEY (request_id, patient_id) REFERENCES request (id, patient_id),
    CHECK ((removed_at IS NULL) = (removed_reason IS NULL)),
    -- A record that is known of and not at hand has no file; then it cannot go along.
    CHECK ((file_name IS NULL) = (original_name IS NULL)),
    CHECK ((file_name IS NULL) = (format IS NULL)),
    CHECK ((file_name IS NULL) = (page_count IS NULL)),
    CHECK ((file_name IS NULL) = (byte_count IS NULL)),
    CHECK ((file_name IS NULL) = (sha256 IS NULL)),
    CHECK ((file_name IS NULL) = (notes IS NULL)),
    CHECK (file_name IS NOT NULL OR enclosure <> 'enclosed')
) {strict};
CREATE INDEX record_of_request ON record (request_id, position);
CREATE INDEX record_by_digest ON record (sha256);

CREATE TABLE letter (
    id         TEXT PRIMARY KEY,
    request_id TEXT NOT NULL REFERENCES request (id),
    version    {int} NOT NULL CHECK (version > 0),
    file_name  TEXT NOT NULL,
    sha256     TEXT NOT NULL,
    pages      {int} NOT NULL CHECK (pages > 0),
    signed_by  TEXT NOT NULL REFERENCES "user" (id),
    signed_at  {int} NOT NULL,
    content    TEXT NOT NULL,
    UNIQUE (request_id, version)
) {strict};

CREATE TABLE bundle (
    id             TEXT PRIMARY KEY,
    request_id     TEXT NOT NULL REFERENCES request (id),
    letter_version {int} NOT NULL,
    file_name      TEXT NOT NULL,
    sha256         TEXT NOT NULL,
    pages          {int} NOT NULL CHECK (pages > 0),
    bytes          {int} NOT NULL CHECK (bytes > 0),
    is_draft       {int} NOT NULL CHECK (is_draft IN (0, 1)),
    assembled_by   TEXT NOT NULL REFERENCES "user" (id),
    assembled_at   {int} NOT NULL,
    manifest       TEXT NOT NULL
) {strict};
CREATE INDEX bundle_of_request ON bundle (request_id, assembled_at);

-- No foreign keys here: the trail also names what is not there, such as a user who is unknown.
CREATE TABLE audit (
    seq            {int} PRIMARY KEY,
    at             {int} NOT NULL,
    offset_minutes {int} NOT NULL,
    user_id        TEXT,
    role           TEXT,
    on_behalf_of   TEXT,
    act            TEXT NOT NULL,
    patient_id     TEXT,
    request_id     TEXT,
    object         TEXT,
    outcome        TEXT NOT NULL CHECK (outcome IN ('done', 'refused')),
    detail         TEXT,
    clock_back     {int} NOT NULL CHECK (clock_back IN (0, 1)),
    program        TEXT NOT NULL,
    mac            {blob} NOT NULL
) {strict};
CREATE INDEX audit_by_patient ON audit (patient_id, seq);
CREATE INDEX audit_by_user ON audit (user_id, seq);

CREATE TABLE audit_head (
    id  {int} PRIMARY KEY CHECK (id = 1),
    seq {int} NOT NULL,
    mac {blob} NOT NULL,
    at  {int} NOT NULL
) {strict};
