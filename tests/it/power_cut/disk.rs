//! A disk that may lose its power: what it holds for good, what it was asked to hold, and what of that is left after a
//! cut. Whatever was not made durable may be there, in part or not at all, in sectors of 512 bytes and in any order.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use second_opinion_tests::Chance;

use super::trace::Event;

const SECTOR: usize = 512;

/// Bytes written to a file, or its new length.
#[derive(Clone)]
enum Change {
    Bytes { at: usize, bytes: Vec<u8> },
    Length(usize),
}

/// A name in a folder now leads to this, or to nothing; of a renaming both names change at once.
#[derive(Clone)]
struct Naming {
    gone: Option<String>,
    put: Option<(String, usize)>,
}

/// A file or a folder: what is durable, and what was done since.
#[derive(Default, Clone)]
struct Node {
    bytes: Vec<u8>,
    changes: Vec<Change>,
    names: BTreeMap<String, usize>,
    namings: Vec<Naming>,
    is_folder: bool,
}

/// A folder of a disk, and everything below it.
#[derive(Clone)]
pub(super) struct Disk {
    root: PathBuf,
    nodes: Vec<Node>,
    /// Where reading and writing goes on, by the number of the open file.
    places: BTreeMap<u32, u64>,
}

impl Disk {
    /// The folder as it is, all of it durable.
    pub(super) fn holding(root: &Path) -> Self {
        let mut disk = Self {
            root: root.to_owned(),
            nodes: Vec::new(),
            places: BTreeMap::new(),
        };
        disk.take_in(root);
        disk
    }

    fn take_in(&mut self, path: &Path) -> usize {
        let id = self.nodes.len();
        self.nodes.push(Node {
            is_folder: path.is_dir(),
            ..Node::default()
        });
        if path.is_dir() {
            for entry in std::fs::read_dir(path).unwrap() {
                let entry = entry.unwrap();
                let inside = self.take_in(&entry.path());
                let name = entry.file_name().into_string().unwrap();
                self.nodes[id].names.insert(name, inside);
            }
        } else {
            self.nodes[id].bytes = std::fs::read(path).unwrap();
        }
        id
    }

    /// Does what a program asked for.
    pub(super) fn follow(&mut self, event: &Event) {
        match event {
            Event::Open {
                fd,
                path,
                makes,
                empties,
            } => {
                self.places.insert(*fd, 0);
                if *makes && self.find(path).is_none() {
                    let id = self.make(Node::default());
                    self.name(path, Some(id));
                }
                if *empties {
                    self.change(path, Change::Length(0));
                }
            }
            Event::Write { fd, path, at, bytes } => {
                let place = self.places.entry(*fd).or_default();
                let at = at.unwrap_or_else(|| {
                    *place += bytes.len() as u64;
                    *place - bytes.len() as u64
                });
                let (at, bytes) = (at as usize, bytes.clone());
                self.change(path, Change::Bytes { at, bytes });
            }
            Event::Seek { fd, at } => drop(self.places.insert(*fd, *at)),
            Event::Copy { from, to, bytes } => {
                let start = *self.places.entry(from.0).or_default() as usize;
                let source = self.live(&from.1).unwrap_or_default();
                let bytes = source[start..start + *bytes as usize].to_vec();
                *self.places.entry(from.0).or_default() += bytes.len() as u64;
                self.follow(&Event::Write {
                    fd: to.0,
                    path: to.1.clone(),
                    at: None,
                    bytes,
                });
            }
            Event::Truncate { path, length } => self.change(path, Change::Length(*length as usize)),
            Event::Sync { path } => {
                if let Some(node) = self.find(path).map(|id| &mut self.nodes[id]) {
                    for change in std::mem::take(&mut node.changes) {
                        apply(&mut node.bytes, &change);
                    }
                    for naming in std::mem::take(&mut node.namings) {
                        rename(&mut node.names, &naming);
                    }
                }
            }
            Event::Rename { from, to } => self.rename(from, to),
            Event::Link { from, to } => {
                let id = self.find(from);
                self.name(to, id);
            }
            Event::Remove { path } => self.name(path, None),
            Event::MakeFolder { path } => {
                let id = self.make(Node {
                    is_folder: true,
                    ..Node::default()
                });
                self.name(path, Some(id));
            }
            Event::Said { .. } => {}
        }
    }

    /// The bytes of a file as a program reads them now.
    pub(super) fn live(&self, path: &Path) -> Option<Vec<u8>> {
        let node = &self.nodes[self.find(path)?];
        let mut bytes = node.bytes.clone();
        node.changes.iter().for_each(|change| apply(&mut bytes, change));
        Some(bytes)
    }

    /// What somebody finds who switches the power on again: files by their path from the root, `None` for a folder.
    pub(super) fn cut(&self, chance: &mut Chance) -> Vec<(PathBuf, Option<Vec<u8>>)> {
        let mut found = Vec::new();
        self.cut_below(0, Path::new(""), chance, &mut found);
        found
    }

    fn cut_below(
        &self,
        id: usize,
        path: &Path,
        chance: &mut Chance,
        found: &mut Vec<(PathBuf, Option<Vec<u8>>)>,
    ) {
        let node = &self.nodes[id];
        if !node.is_folder {
            found.push((path.to_owned(), Some(bytes_left(node, chance))));
            return;
        }
        found.push((path.to_owned(), None));
        let mut names = node.names.clone();
        let kept = Kept::of(node.namings.len(), chance);
        for naming in node
            .namings
            .iter()
            .enumerate()
            .filter(|(at, _)| kept.keeps(*at, chance))
        {
            rename(&mut names, naming.1);
        }
        for (name, id) in names {
            self.cut_below(id, &path.join(name), chance, found);
        }
    }

    fn make(&mut self, node: Node) -> usize {
        self.nodes.push(node);
        self.nodes.len() - 1
    }

    fn change(&mut self, path: &Path, change: Change) {
        // A file that has no name any more is nobody's loss.
        if let Some(id) = self.find(path) {
            self.nodes[id].changes.push(change);
        }
    }

    fn rename(&mut self, from: &Path, to: &Path) {
        let Some(id) = self.find(from) else {
            return self.name(to, None);
        };
        if from.parent() == to.parent() {
            let naming = Naming {
                gone: Some(last(from)),
                put: Some((last(to), id)),
            };
            self.note(from, naming);
        } else {
            self.name(to, Some(id));
            self.name(from, None);
        }
    }

    fn name(&mut self, path: &Path, id: Option<usize>) {
        let name = last(path);
        let naming = match id {
            Some(id) => Naming {
                gone: None,
                put: Some((name, id)),
            },
            None => Naming {
                gone: Some(name),
                put: None,
            },
        };
        self.note(path, naming);
    }

    fn note(&mut self, path: &Path, naming: Naming) {
        if let Some(folder) = path.parent().and_then(|folder| self.find(folder)) {
            self.nodes[folder].namings.push(naming);
        }
    }

    /// Where a path leads now.
    fn find(&self, path: &Path) -> Option<usize> {
        let path = path.strip_prefix(&self.root).ok()?;
        path.iter().try_fold(0, |id, name| {
            let mut names = self.nodes[id].names.clone();
            self.nodes[id]
                .namings
                .iter()
                .for_each(|naming| rename(&mut names, naming));
            names.get(name.to_str()?).copied()
        })
    }
}

/// What of a row of changes reached the disk.
enum Kept {
    Nothing,
    First(usize),
    Some,
    All,
}

impl Kept {
    fn of(changes: usize, chance: &mut Chance) -> Self {
        match chance.below(4) {
            0 => Self::Nothing,
            1 => Self::First(chance.below(changes as u64 + 1) as usize),
            2 => Self::Some,
            _ => Self::All,
        }
    }

    fn keeps(&self, at: usize, chance: &mut Chance) -> bool {
        match self {
            Self::Nothing => false,
            Self::First(many) => at < *many,
            Self::Some => chance.below(2) == 0,
            Self::All => true,
        }
    }
}

/// The bytes of a file after a cut: sectors of what was not yet durable are kept or lost.
fn bytes_left(node: &Node, chance: &mut Chance) -> Vec<u8> {
    let sectors: Vec<Change> = node.changes.iter().flat_map(in_sectors).collect();
    let mut bytes = node.bytes.clone();
    let kept = Kept::of(sectors.len(), chance);
    for change in sectors
        .iter()
        .enumerate()
        .filter(|(at, _)| kept.keeps(*at, chance))
    {
        apply(&mut bytes, change.1);
    }
    bytes
}

fn in_sectors(change: &Change) -> Vec<Change> {
    let Change::Bytes { at, bytes } = change else {
        return vec![change.clone()];
    };
    let mut sectors = Vec::new();
    let mut done = 0;
    while done < bytes.len() {
        let start = at + done;
        let end = (SECTOR - start % SECTOR).min(bytes.len() - done) + done;
        sectors.push(Change::Bytes {
            at: start,
            bytes: bytes[done..end].to_vec(),
        });
        done = end;
    }
    sectors
}

fn apply(bytes: &mut Vec<u8>, change: &Change) {
    match change {
        Change::Bytes { at, bytes: new } => {
            if bytes.len() < at + new.len() {
                bytes.resize(at + new.len(), 0);
            }
            bytes[*at..at + new.len()].copy_from_slice(new);
        }
        Change::Length(length) => bytes.resize(*length, 0),
    }
}

fn rename(names: &mut BTreeMap<String, usize>, naming: &Naming) {
    if let Some(gone) = &naming.gone {
        names.remove(gone);
    }
    if let Some((name, id)) = &naming.put {
        names.insert(name.clone(), *id);
    }
}

fn last(path: &Path) -> String {
    path.file_name().unwrap().to_str().unwrap().to_owned()
}
