//! Words of our papers that an organisation may change.
