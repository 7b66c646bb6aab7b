//! The resources of a FHIR file, found by the ways in which they refer to one another.

use std::collections::BTreeMap;

use crate::writing::fhir_value::person_name;
use crate::writing::json::Json;

/// The resources of a file, and how they are found by reference.
pub(super) struct Resources<'a> {
    /// Every resource, contained ones included.
    pub(super) all: Vec<&'a Json>,
    /// The same by what references say.
    pub(super) by_reference: BTreeMap<String, &'a Json>,
}

impl<'a> Resources<'a> {
    /// The resources of a bundle, or the one resource.
    pub(super) fn of(root: &'a Json) -> Self {
        let mut resources = Self {
            all: Vec::new(),
            by_reference: BTreeMap::new(),
        };
        if root.get("resourceType").text() == "Bundle" {
            for entry in root.get("entry").list() {
                resources.add(entry.get("fullUrl").text(), entry.get("resource"));
            }
        } else {
            resources.add("", root);
        }
        resources
    }

    fn add(&mut self, url: &str, resource: &'a Json) {
        let kind = resource.get("resourceType").text();
        if kind.is_empty() {
            return;
        }
        self.all.push(resource);
        let id = resource.get("id").text();
        for reference in [url.to_owned(), format!("{kind}/{id}")] {
            self.by_reference.entry(reference).or_insert(resource);
        }
        for contained in resource.get("contained").list() {
            self.all.push(contained);
            self.by_reference
                .entry(format!("#{}", contained.get("id").text()))
                .or_insert(contained);
        }
    }

    /// The resources of a kind.
    pub(super) fn of_kind<'b>(&'b self, kind: &'b str) -> impl Iterator<Item = &'a Json> + 'b {
        self.all
            .iter()
            .copied()
            .filter(move |resource| resource.get("resourceType").text() == kind)
    }

    /// What a reference leads to, if it is in the file.
    pub(super) fn find(&self, reference: &Json) -> Option<&'a Json> {
        self.by_reference.get(reference.get("reference").text()).copied()
    }

    /// What a reference calls itself, or the name of what it leads to.
    fn name(&self, reference: &Json) -> String {
        let display = reference.get("display").text();
        if !display.is_empty() {
            return display.to_owned();
        }
        let Some(found) = self.find(reference) else {
            return String::new();
        };
        let name = found.get("name");
        let person = person_name(name.first());
        if person.is_empty() {
            name.text().to_owned()
        } else {
            person
        }
    }

    /// The same for several, in one line.
    pub(super) fn names(&self, references: &Json) -> String {
        let names = references.list().iter().map(|reference| self.name(reference));
        names
            .filter(|name| !name.is_empty())
            .collect::<Vec<_>>()
            .join("; ")
    }
}
