//! Everything printed: letter, index, bundle.
