//! Finds what in a file would act, play, fetch or hide, so that the manifest can say what was left behind.
//!
//! Joining never copies any of it: a bundle's catalogue, pages and links are made anew. This module only tells.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object};

use super::note::{Note, NoteCode};
use super::{Source, catalogue, form, has_annotation};
use crate::access::{dict, get, get_array, get_dict, get_name, get_text, resolve};

/// How many entries of a name tree are looked at for names.
const NAMES: usize = 200;

/// Adds a note for each kind of active content, layer, form, signature and tag tree.
pub(super) fn note(document: &Document, notes: &mut Vec<Note>) {
    let found = scan(document);
    let mut say = |when: bool, code: NoteCode, words: &str| {
        if when {
            notes.push(Note::new(code, words));
        }
    };
    let catalogue = catalogue(document);
    let names = catalogue.and_then(|catalogue| get_dict(document, catalogue, b"Names"));
    let scripts = names.is_some_and(|names| get_dict(document, names, b"JavaScript").is_some());
    say(
        found.script || scripts,
        NoteCode::RemovedJavascript,
        "JavaScript was taken out",
    );
    let opens = catalogue.is_some_and(|catalogue| {
        catalogue.has(b"AA")
            || get_dict(document, catalogue, b"OpenAction")
                .is_some_and(|action| get_name(document, action, b"S").is_some_and(|kind| kind != b"GoTo"))
    });
    say(
        opens,
        NoteCode::RemovedOpenAction,
        "an action that runs when the file is opened was taken out",
    );
    say(
        found.launch,
        NoteCode::RemovedLaunch,
        "an action that starts a program was taken out",
    );
    say(
        found.media,
        NoteCode::RemovedRichMedia,
        "sound, film or other rich media was taken out; its picture stays",
    );
    say(
        found.external,
        NoteCode::RemovedExternalAction,
        "links that lead outside the file no longer do so; their text stays",
    );
    let form = form(document);
    let xfa = form.is_some_and(|form| form.has(b"XFA"));
    say(
        xfa,
        NoteCode::RemovedXfa,
        "the XFA copy of the form was taken out; the form itself stays",
    );
    say(
        found.signature,
        NoteCode::SignaturePresent,
        "signature not verifiable in this copy, original held",
    );
    let hidden = catalogue.is_some_and(|catalogue| !hidden_layers(document, catalogue).is_empty());
    say(
        hidden,
        NoteCode::HiddenLayers,
        "the file has hidden layers; they stay hidden",
    );
    let tagged =
        catalogue.is_some_and(|catalogue| get_dict(document, catalogue, b"StructTreeRoot").is_some());
    say(
        tagged,
        NoteCode::DroppedTags,
        "the file's accessibility tags are not carried over",
    );

    let mut files = found.files;
    if let Some(tree) = names.and_then(|names| get_dict(document, names, b"EmbeddedFiles")) {
        files.extend(name_tree_files(document, tree));
    }
    if !files.is_empty() {
        let list = files.into_iter().collect::<Vec<_>>().join(", ");
        let words = format!("files inside the file were left out: {list}");
        notes.push(Note::new(NoteCode::RemovedEmbeddedFiles, words));
    }
}

/// Whether all the file shows is the page that asks to wait for Adobe Reader.
pub(super) fn is_xfa_only(source: &Source) -> bool {
    let document = &source.document;
    let Some(form) = form(document).filter(|form| form.has(b"XFA")) else {
        return false;
    };
    let usable = !get_array(document, form, b"Fields").is_empty()
        && source
            .pages
            .iter()
            .any(|page| has_annotation(document, page.id, b"Widget"));
    if usable {
        return false;
    }
    let renders = catalogue(document).is_some_and(|catalogue| {
        matches!(get(document, catalogue, b"NeedsRendering"), Object::Boolean(true))
    });
    let placeholder = || {
        let text = source.page_text(1).to_lowercase();
        let text: String = text.split_whitespace().collect();
        ["pleasewait", "adobereader", "pdfviewermaynotbeabletodisplay"]
            .iter()
            .any(|words| text.contains(words))
    };
    renders || source.pages.len() <= 2 && placeholder()
}

/// The layers that a viewer leaves out when it opens the file.
pub(crate) fn hidden_layers(document: &Document, catalogue: &Dictionary) -> BTreeSet<lopdf::ObjectId> {
    let mut hidden = BTreeSet::new();
    let Some(properties) = get_dict(document, catalogue, b"OCProperties") else {
        return hidden;
    };
    let Some(defaults) = get_dict(document, properties, b"D") else {
        return hidden;
    };
    let list = |of: &Dictionary, key: &[u8]| -> Vec<lopdf::ObjectId> {
        get_array(document, of, key)
            .iter()
            .filter_map(crate::access::reference)
            .collect()
    };
    if get_name(document, defaults, b"BaseState") == Some(b"OFF") {
        hidden.extend(list(properties, b"OCGs"));
        for shown in list(defaults, b"ON") {
            hidden.remove(&shown);
        }
    }
    hidden.extend(list(defaults, b"OFF"));
    hidden
}

#[derive(Default)]
struct Found {
    script: bool,
    launch: bool,
    media: bool,
    external: bool,
    signature: bool,
    files: BTreeSet<String>,
}

/// Looks at every dictionary of the file, nested ones included.
fn scan(document: &Document) -> Found {
    let mut found = Found::default();
    let mut open: Vec<&Object> = document.objects.values().collect();
    while let Some(object) = open.pop() {
        match object {
            Object::Array(items) => open.extend(items.iter().filter(|item| nests(item))),
            Object::Dictionary(dict) => {
                look(document, dict, &mut found);
                open.extend(dict.iter().map(|(_, value)| value).filter(|value| nests(value)));
            }
            _ => {}
        }
    }
    found
}

fn nests(object: &Object) -> bool {
    matches!(object, Object::Array(_) | Object::Dictionary(_))
}

fn look(document: &Document, dict: &Dictionary, found: &mut Found) {
    if dict.has(b"JS") {
        found.script = true;
    }
    match dict.get(b"S").and_then(Object::as_name) {
        Ok(b"JavaScript") => found.script = true,
        Ok(b"Launch") => found.launch = true,
        Ok(b"URI" | b"SubmitForm" | b"ImportData" | b"GoToR" | b"GoToE") => found.external = true,
        Ok(b"Rendition" | b"Movie" | b"Sound" | b"RichMediaExecute" | b"GoTo3DView") => found.media = true,
        _ => {}
    }
    match dict.get(b"Subtype").and_then(Object::as_name) {
        Ok(b"RichMedia" | b"Screen" | b"Movie" | b"Sound" | b"3D") if dict.has(b"Rect") => found.media = true,
        Ok(b"FileAttachment") => {
            found
                .files
                .extend(get_dict(document, dict, b"FS").map(|file| file_name(document, file)));
        }
        _ => {}
    }
    let signed = matches!(dict.get(b"FT"), Ok(Object::Name(kind)) if kind == b"Sig")
        && get_dict(document, dict, b"V").is_some();
    found.signature |= signed;
}

/// The names of the files below a name tree.
fn name_tree_files(document: &Document, tree: &Dictionary) -> Vec<String> {
    let mut files = Vec::new();
    let mut open = vec![tree];
    let mut visits = 0;
    while let Some(node) = open.pop() {
        visits += 1;
        if visits > NAMES || files.len() > NAMES {
            break;
        }
        for pair in get_array(document, node, b"Names").chunks_exact(2) {
            match dict(document, &pair[1]) {
                Some(file) => files.push(file_name(document, file)),
                None => files.extend(crate::access::text(resolve(document, &pair[0]))),
            }
        }
        open.extend(
            get_array(document, node, b"Kids")
                .iter()
                .filter_map(|kid| dict(document, kid)),
        );
    }
    files
}

fn file_name(document: &Document, file: &Dictionary) -> String {
    let name = get_text(document, file, b"UF").or_else(|| get_text(document, file, b"F"));
    let name: String = name
        .unwrap_or_default()
        .chars()
        .filter(|c| !c.is_control())
        .take(120)
        .collect();
    if name.is_empty() {
        "a file without a name".to_owned()
    } else {
        name
    }
}
