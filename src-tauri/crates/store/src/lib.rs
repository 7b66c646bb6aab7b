//! The encrypted store: one transaction and one audit row per user action.
