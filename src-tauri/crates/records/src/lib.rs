//! Any file: what is it, is it sound, which pages.
