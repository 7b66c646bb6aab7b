//! Typesetting of our own papers.
