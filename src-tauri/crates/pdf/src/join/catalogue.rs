//! The catalogue of a bundle: what its viewer shows beside the pages, and the manifest embedded in it.

use std::collections::HashMap;

use lopdf::{Dictionary, Object, StringFormat};

use super::archive::About;
use super::{Bundle, MANIFEST, Names, dictionary, outline};
use crate::access::string;
use crate::digest;

impl Bundle {
    pub(super) fn catalogue(
        &mut self,
        bookmarks: &outline::Outline,
        names: &Names,
        about: &About<'_>,
        show_bookmarks: bool,
        manifest: serde_json::Map<String, serde_json::Value>,
    ) -> Object {
        self.page_tree();
        let outlines = bookmarks.write(self);
        let manifest = self.manifest(manifest, about.created);
        let mut catalogue = Dictionary::new();
        catalogue.set("Type", Object::Name(b"Catalog".to_vec()));
        catalogue.set("Pages", Object::Reference((self.tree, 0)));
        catalogue.set("Lang", string(about.language));
        let mode: &[u8] = if show_bookmarks && outlines.is_some() {
            b"UseOutlines"
        } else {
            b"UseNone"
        };
        catalogue.set("PageMode", Object::Name(mode.to_vec()));
        if let Some(outlines) = outlines {
            catalogue.set("Outlines", outlines);
        }
        let decimal = dictionary([("S", Object::Name(b"D".to_vec()))]);
        catalogue.set(
            "PageLabels",
            dictionary([("Nums", Object::Array(vec![0.into(), decimal]))]),
        );
        catalogue.set(
            "ViewerPreferences",
            dictionary([("DisplayDocTitle", true.into())]),
        );
        catalogue.set("Names", self.name_trees(names, manifest.clone()));
        catalogue.set("AF", vec![manifest]);
        if let Some(properties) = self.layers.properties(&mut self.writer) {
            catalogue.set("OCProperties", properties);
        }
        if let Some(root) = self.tags.write(&mut self.writer) {
            catalogue.set("StructTreeRoot", root);
            catalogue.set("MarkInfo", dictionary([("Marked", true.into())]));
        }
        catalogue.set("Metadata", self.metadata(about));
        if about.is_archival {
            catalogue.set("OutputIntents", self.output_intents());
        }
        self.writer.add(&Object::Dictionary(catalogue))
    }

    /// The page tree: wide and two levels deep, so that a viewer reaches any page in two steps.
    fn page_tree(&mut self) {
        let kids = self
            .pages
            .iter()
            .map(|leaf| Object::Reference((leaf.number, 0)))
            .collect::<Vec<_>>();
        let count = kids.len() as i64;
        let tree = dictionary([
            ("Type", Object::Name(b"Pages".to_vec())),
            ("Kids", Object::Array(kids)),
            ("Count", count.into()),
        ]);
        self.writer.put(self.tree, &tree);
    }

    /// Embeds the manifest with the digest of each page added; returns its file specification.
    fn manifest(
        &mut self,
        mut manifest: serde_json::Map<String, serde_json::Value>,
        created: &str,
    ) -> Object {
        let by_number: HashMap<u32, u32> = (1..)
            .zip(&self.pages)
            .map(|(at, leaf)| (leaf.number, at))
            .collect();
        let digests: Vec<serde_json::Value> = self
            .pages
            .iter()
            .map(|leaf| digest::hex(&digest::page(leaf.number, &self.writer.prints, &by_number)).into())
            .collect();
        manifest.insert("page_count".to_owned(), digests.len().into());
        manifest.insert("page_digests".to_owned(), digests.into());
        let text = serde_json::Value::Object(manifest).to_string();
        let mut file = Dictionary::new();
        file.set("Type", Object::Name(b"EmbeddedFile".to_vec()));
        file.set("Subtype", Object::Name(b"application/json".to_vec()));
        file.set(
            "Params",
            dictionary([("Size", (text.len() as i64).into()), ("ModDate", string(created))]),
        );
        let file = self.writer.add_stream(file, text.as_bytes());
        let specification = dictionary([
            ("Type", Object::Name(b"Filespec".to_vec())),
            ("F", string(MANIFEST)),
            ("UF", string(MANIFEST)),
            (
                "Desc",
                string("What this bundle holds, and the digest of each of its pages"),
            ),
            ("AFRelationship", Object::Name(b"Data".to_vec())),
            ("EF", dictionary([("F", file.clone()), ("UF", file)])),
        ]);
        self.writer.add(&specification)
    }

    fn name_trees(&mut self, names: &Names, manifest: Object) -> Object {
        let mut pairs = Vec::new();
        for (name, (page, left, top)) in names {
            pairs.push(Object::String(name.clone(), StringFormat::Literal));
            pairs.push(self.destination(*page, *left, *top));
        }
        let destinations = dictionary([("Names", Object::Array(pairs))]);
        let files = dictionary([("Names", Object::Array(vec![string(MANIFEST), manifest]))]);
        dictionary([("Dests", destinations), ("EmbeddedFiles", files)])
    }
}
