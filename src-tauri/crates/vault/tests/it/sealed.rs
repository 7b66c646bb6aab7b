use std::fs;
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use second_opinion_vault::sealed::{FileName, SealedError, SealedFiles, Swept, must_have_room};
use second_opinion_vault::secret::DataKey;

const MIB: usize = 1024 * 1024;
const HEADER: usize = 64;
const SEALED_CHUNK: usize = MIB + 16;
const TRAILER: usize = 32;

struct Desk {
    files: SealedFiles,
    key: DataKey,
    folder: PathBuf,
    _keep: tempfile::TempDir,
}

fn desk() -> Desk {
    let keep = tempfile::tempdir().unwrap();
    let folder = keep.path().join("files");
    let key = DataKey::random().unwrap();
    Desk {
        files: SealedFiles::open(&folder, &key).unwrap().with_reserve(0),
        key,
        folder,
        _keep: keep,
    }
}

/// Bytes that do not repeat from chunk to chunk.
fn record(length: usize) -> Vec<u8> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64 ^ length as u64;
    let mut bytes = Vec::with_capacity(length + 8);
    while bytes.len() < length {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        bytes.extend_from_slice(&(state ^ state >> 29).to_be_bytes());
    }
    bytes.truncate(length);
    bytes
}

fn left_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_record_is_read_as_it_was_put_whatever_its_length() {
    let desk = desk();
    let files = &desk.files;
    for length in [0, 1, 15, 16, MIB - 1, MIB, MIB + 1, 2 * MIB, 2 * MIB + 7] {
        let plain = record(length);
        let name = files.put(&plain).unwrap();
        assert!(files.get(&name).unwrap() == plain, "{length} bytes");
        assert_eq!(files.open_reader(&name).unwrap().len(), length as u64);
        assert_eq!(
            files.put_reader(&*plain, length as u64),
            Ok(name),
            "{length} bytes, as they are read"
        );
    }
    assert_eq!(files.list().unwrap().len(), 9);
}

#[test]
fn nothing_of_a_record_can_be_read_on_the_disk() {
    let desk = desk();
    let files = &desk.files;
    let canary = b"ZEBRA-4711 Mrs Example, 12 Any Street";
    let name = files.put(canary).unwrap();
    let on_disk = fs::read(files.path_of(&name)).unwrap();
    assert!(
        !on_disk
            .windows(10)
            .any(|part| canary.windows(10).any(|plain| plain == part))
    );
    let unkeyed = blake3::hash(canary).to_hex().to_string();
    assert_ne!(
        name.to_string(),
        unkeyed,
        "the name would tell that a known document is held"
    );
}

#[test]
fn a_record_put_twice_is_kept_once_and_written_once() {
    let desk = desk();
    let files = &desk.files;
    let plain = record(5000);
    let name = files.put(&plain).unwrap();
    let first = fs::read(files.path_of(&name)).unwrap();
    assert_eq!(files.put(&plain), Ok(name));
    assert_eq!(files.put_reader(&*plain, 5000), Ok(name));
    assert!(fs::read(files.path_of(&name)).unwrap() == first);
    assert_eq!(files.list(), Ok(vec![name]));
}

#[test]
fn a_damaged_file_is_mended_when_the_record_is_put_again() {
    let desk = desk();
    let files = &desk.files;
    let plain = record(5000);
    let name = files.put(&plain).unwrap();
    fs::write(files.path_of(&name), "no longer a record").unwrap();
    assert_eq!(files.get(&name), Err(SealedError::Damaged));
    assert_eq!(files.put(&plain), Ok(name));
    assert!(files.get(&name).unwrap() == plain);
}

#[test]
fn every_flipped_byte_is_found() {
    let desk = desk();
    let files = &desk.files;
    let name = files.put(&record(100)).unwrap();
    let path = files.path_of(&name);
    let sound = fs::read(&path).unwrap();
    for at in 0..sound.len() {
        let mut flipped = sound.clone();
        flipped[at] ^= 1 << (at % 8);
        fs::write(&path, flipped).unwrap();
        let found = files.get(&name);
        assert!(
            matches!(found, Err(SealedError::Damaged | SealedError::Newer(_))),
            "byte {at}: {found:?}"
        );
    }
}

#[test]
fn every_shorter_or_longer_file_is_found() {
    let desk = desk();
    let files = &desk.files;
    let name = files.put(&record(100)).unwrap();
    let path = files.path_of(&name);
    let sound = fs::read(&path).unwrap();
    for length in 0..sound.len() {
        fs::write(&path, &sound[..length]).unwrap();
        assert_eq!(files.get(&name), Err(SealedError::Damaged), "cut to {length}");
    }
    fs::write(&path, [&*sound, b"x"].concat()).unwrap();
    assert_eq!(files.get(&name), Err(SealedError::Damaged));
    fs::remove_file(&path).unwrap();
    assert_eq!(files.get(&name), Err(SealedError::Missing));
}

#[test]
fn chunks_left_out_moved_or_repeated_are_found() {
    let desk = desk();
    let files = &desk.files;
    let name = files.put(&record(3 * MIB)).unwrap();
    let path = files.path_of(&name);
    let sound = fs::read(&path).unwrap();
    let header = &sound[..HEADER];
    let chunk = |index: usize| &sound[HEADER + index * SEALED_CHUNK..HEADER + (index + 1) * SEALED_CHUNK];
    let trailer = &sound[sound.len() - TRAILER..];
    for order in [
        vec![1, 0, 2],
        vec![0, 2, 1],
        vec![0, 0, 2],
        vec![0, 1],
        vec![1, 2],
        vec![0, 1, 2, 2],
    ] {
        let chunks: Vec<&[u8]> = order.iter().map(|index| chunk(*index)).collect();
        fs::write(&path, [header, &chunks.concat(), trailer].concat()).unwrap();
        assert_eq!(files.get(&name), Err(SealedError::Damaged), "{order:?}");
    }
}

#[test]
fn one_record_cannot_be_read_under_the_name_of_another() {
    let desk = desk();
    let files = &desk.files;
    let (hers, his) = (
        files.put(&record(5000)).unwrap(),
        files.put(&record(5001)).unwrap(),
    );
    let same_length = files
        .put(&record(5001).iter().rev().copied().collect::<Vec<u8>>())
        .unwrap();
    for other in [hers, same_length] {
        let kept = fs::read(files.path_of(&his)).unwrap();
        fs::copy(files.path_of(&other), files.path_of(&his)).unwrap();
        assert_eq!(files.get(&his), Err(SealedError::Damaged));
        assert_eq!(
            files.open_reader(&his).err(),
            Some(SealedError::Damaged),
            "not even a part of it"
        );
        fs::write(files.path_of(&his), kept).unwrap();
    }
    assert!(files.verify(&his).is_ok());
}

#[test]
fn another_stores_key_opens_nothing() {
    let desk = desk();
    let (files, folder) = (&desk.files, &desk.folder);
    let name = files.put(&record(5000)).unwrap();
    let stranger = SealedFiles::open(folder, &DataKey::random().unwrap()).unwrap();
    assert_eq!(stranger.get(&name), Err(SealedError::Damaged));
}

#[test]
fn a_large_record_is_streamed_in_and_any_part_of_it_is_read_at_once() {
    let desk = desk();
    let files = &desk.files;
    let length = 20 * MIB + 123;
    let plain = record(length);
    let name = files.put_reader(&*plain, length as u64).unwrap();
    let path = files.path_of(&name);

    // Everything but the header, the last chunks and the trailer is blotted out: the end needs none of it.
    let mut on_disk = fs::read(&path).unwrap();
    let sound = on_disk.clone();
    on_disk[HEADER..HEADER + 19 * SEALED_CHUNK].fill(0);
    fs::write(&path, on_disk).unwrap();
    let mut reader = files.open_reader(&name).unwrap();
    assert!(reader.read_range((length - 1000) as u64, 1000).unwrap() == plain[length - 1000..]);
    assert_eq!(reader.read_range(0, 10), Err(SealedError::Damaged));
    fs::write(&path, sound).unwrap();

    let mut reader = files.open_reader(&name).unwrap();
    for (offset, len) in [
        (0, 10),
        (MIB - 5, 10),
        (MIB, MIB),
        (3 * MIB - 1, 2 * MIB + 2),
        (length, 0),
        (0, length),
    ] {
        assert!(
            reader.read_range(offset as u64, len).unwrap() == plain[offset..offset + len],
            "{offset} {len}"
        );
    }
    for (offset, len) in [
        (length as u64, 1),
        (0, length + 1),
        (u64::MAX, 1),
        (5, usize::MAX),
    ] {
        assert_eq!(
            reader.read_range(offset, len),
            Err(SealedError::OutOfRange),
            "{offset} {len}"
        );
    }
    let mut copied = Vec::new();
    files.copy_out(&name, &mut copied).unwrap();
    assert!(copied == plain);
}

#[test]
fn what_a_crash_leaves_is_swept_and_what_is_needed_stays() {
    let desk = desk();
    let (files, folder) = (&desk.files, &desk.folder);
    let (needed, orphan) = (files.put(&record(10)).unwrap(), files.put(&record(11)).unwrap());
    fs::write(folder.join(".tmp-0123"), "killed while writing").unwrap();
    fs::write(folder.join("readme.txt"), "somebody's").unwrap();
    let shelf = files.path_of(&needed).parent().unwrap().to_owned();
    fs::write(shelf.join("notes.txt"), "somebody's").unwrap();

    let swept = files.sweep(|name| *name == needed).unwrap();
    assert_eq!(
        swept,
        Swept {
            temporaries: 1,
            orphans: 1
        }
    );
    assert_eq!(files.get(&orphan), Err(SealedError::Missing));
    assert_eq!(files.list(), Ok(vec![needed]));
    assert!(folder.join("readme.txt").exists() && shelf.join("notes.txt").exists());
    assert_eq!(files.sweep(|name| *name == needed).unwrap(), Swept::default());
}

/// A source that breaks off, as a memory stick does when it is pulled out.
struct PulledOut(usize);

impl Read for PulledOut {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.0 == 0 {
            return Err(ErrorKind::BrokenPipe.into());
        }
        let read = buffer.len().min(self.0);
        self.0 -= read;
        Ok(read)
    }
}

#[test]
fn a_source_that_breaks_off_or_runs_on_leaves_nothing_behind() {
    let desk = desk();
    let (files, folder) = (&desk.files, &desk.folder);
    for given in [0, 10, MIB, 3 * MIB] {
        let broken = files.put_reader(PulledOut(given), 4 * MIB as u64);
        assert_eq!(broken, Err(SealedError::Source(ErrorKind::BrokenPipe)), "{given}");
    }
    let longer = files.put_reader(io::repeat(7), 2 * MIB as u64);
    assert_eq!(longer, Err(SealedError::Source(ErrorKind::FileTooLarge)));
    assert_eq!(left_in(folder), Vec::<String>::new());
}

#[test]
fn a_disk_without_room_is_told_before_anything_is_written() {
    let Desk { key, folder, .. } = &desk();
    let files = SealedFiles::open(folder, key).unwrap().with_reserve(u64::MAX / 2);
    let SealedError::NoSpace { needed, available } = files.put(b"a letter").unwrap_err() else {
        panic!("the disk should have been found too full");
    };
    assert!(needed > available && available > 0);
    let roomy = SealedFiles::open(folder, key).unwrap().with_reserve(0);
    assert!(matches!(
        roomy.put_reader(io::empty(), u64::MAX),
        Err(SealedError::NoSpace { .. })
    ));
    assert_eq!(left_in(folder), Vec::<String>::new());
}

#[test]
fn a_name_is_64_lower_case_digits_and_never_a_path() {
    let desk = desk();
    let files = &desk.files;
    let name = files.put(b"a letter").unwrap();
    let text = name.to_string();
    assert_eq!(FileName::parse(&text), Some(name));
    for wrong in [
        "",
        "..",
        "../../etc/passwd",
        &text.to_uppercase(),
        &text[2..],
        &format!("{text}0"),
        &format!("/{text}"),
    ] {
        assert_eq!(FileName::parse(wrong), None, "{wrong}");
    }
}

#[cfg(unix)]
#[test]
fn only_this_account_can_reach_the_files() {
    use std::os::unix::fs::PermissionsExt;
    let desk = desk();
    let (files, folder) = (&desk.files, &desk.folder);
    let path = files.path_of(&files.put(b"a letter").unwrap());
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(
        (mode(folder), mode(path.parent().unwrap()), mode(&path)),
        (0o700, 0o700, 0o600)
    );
}

#[test]
fn what_a_disk_has_no_room_for_is_told_beforehand() {
    let folder = tempfile::tempdir().unwrap();
    must_have_room(folder.path(), 1).unwrap();
    let said = must_have_room(folder.path(), 1 << 60);
    assert!(matches!(said, Err(SealedError::NoSpace { needed, .. }) if needed > 1 << 60));
}
