//! Keys and trust: key slots, sealed files, audit-chain arithmetic.
