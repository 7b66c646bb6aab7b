//! What a person reads on our papers, and what a bundle must hold.

mod bundle;
mod case;
mod letter;
mod plain;
