//! The steps of the pathway, in the order they happen.
