//! What the words mean and which steps are allowed.
