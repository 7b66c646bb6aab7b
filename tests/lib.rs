//! What the journeys share: people, records and stores made in a line.
