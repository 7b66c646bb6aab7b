//! Merges the layers of all sources into one list, hidden ones hidden.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Object};

use super::copy::Copier;
use super::dictionary;
use crate::access::{get_array, get_dict, reference};
use crate::source::{catalogue, hidden_layers};
use crate::write::Writer;

/// The layers that came into the bundle.
#[derive(Default)]
pub(crate) struct Layers {
    all: Vec<u32>,
    hidden: BTreeSet<u32>,
}

impl Layers {
    /// Takes over the layers of one source that its copied pages use.
    pub(crate) fn add(&mut self, copier: &Copier<'_>) {
        let document = copier.document;
        let Some(catalogue) = catalogue(document) else {
            return;
        };
        let Some(properties) = get_dict(document, catalogue, b"OCProperties") else {
            return;
        };
        let hidden = hidden_layers(document, catalogue);
        for id in get_array(document, properties, b"OCGs")
            .iter()
            .filter_map(reference)
        {
            if let Some(number) = copier.copied(id) {
                self.all.push(number);
                if hidden.contains(&id) {
                    self.hidden.insert(number);
                }
            }
        }
    }

    /// The bundle's layer properties, if any page uses layers. Hidden layers are locked, and
    /// no viewer is told to list any: nobody shows them by chance.
    pub(crate) fn properties(&self, writer: &mut Writer) -> Option<Object> {
        if self.all.is_empty() {
            return None;
        }
        let list = |numbers: &mut dyn Iterator<Item = &u32>| {
            Object::Array(numbers.map(|number| Object::Reference((*number, 0))).collect())
        };
        let mut defaults = Dictionary::new();
        defaults.set("Name", Object::string_literal("Layers"));
        defaults.set("BaseState", Object::Name(b"ON".to_vec()));
        defaults.set("OFF", list(&mut self.hidden.iter()));
        defaults.set("Locked", list(&mut self.hidden.iter()));
        let properties = dictionary([
            ("OCGs", list(&mut self.all.iter())),
            ("D", Object::Dictionary(defaults)),
        ]);
        Some(writer.add(&properties))
    }
}
