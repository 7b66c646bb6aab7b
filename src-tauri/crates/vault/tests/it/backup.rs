use std::fs;
use std::path::Path;

use second_opinion_vault::backup::{BackupError, BackupFile, BackupWriter, Digested, Part};
use second_opinion_vault::sealed::SealedFiles;
use second_opinion_vault::secret::DataKey;
use sha2::{Digest, Sha256};

const DATABASE: &[u8] = &[7; 5_000];

fn written(folder: &Path, key: &DataKey) -> Digested {
    let files = SealedFiles::open(&folder.join("files"), key)
        .unwrap()
        .with_reserve(0);
    let name = files.put(b"a record").unwrap();
    let sealed = fs::read(files.path_of(&name)).unwrap();
    let mut writer = BackupWriter::create(&folder.join("backup")).unwrap();
    writer.add(&Part::Keys, &b"slots"[..], 5).unwrap();
    writer
        .add(&Part::Database, DATABASE, DATABASE.len() as u64)
        .unwrap();
    writer
        .add(&Part::Sealed(name), &*sealed, sealed.len() as u64)
        .unwrap();
    writer.finish(key).unwrap()
}

#[test]
fn what_was_written_comes_out_again_and_any_program_can_check_the_digest() {
    let folder = tempfile::tempdir().unwrap();
    let key = DataKey::random().unwrap();
    let made = written(folder.path(), &key);
    let path = folder.path().join("backup");
    let bytes = fs::read(&path).unwrap();
    assert_eq!(
        (hex::encode(Sha256::digest(&bytes)), bytes.len() as u64),
        (made.sha256.clone(), made.bytes)
    );

    let mut file = BackupFile::open(&path).unwrap();
    assert_eq!(file.digested(), &made);
    assert_eq!(file.keys().unwrap(), "slots");
    file.must_be_sealed_by(&key).unwrap();
    file.copy_out(&Part::Database, &folder.path().join("out"))
        .unwrap();
    assert_eq!(fs::read(folder.path().join("out")).unwrap(), DATABASE);
    let part = Part::Sealed(file.sealed_files()[0]);
    file.copy_out(&part, &folder.path().join("sealed")).unwrap();
    assert_eq!(
        file.copy_out(&Part::Anchor, &folder.path().join("none")),
        Err(BackupError::Damaged)
    );
    assert_eq!(
        file.must_be_sealed_by(&DataKey::random().unwrap()),
        Err(BackupError::Damaged)
    );
}

#[test]
fn a_byte_changed_anywhere_or_cut_off_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let key = DataKey::random().unwrap();
    written(folder.path(), &key);
    let whole = fs::read(folder.path().join("backup")).unwrap();
    let path = folder.path().join("other");
    let is_taken = |bytes: &[u8]| {
        fs::write(&path, bytes).unwrap();
        BackupFile::open(&path).is_ok_and(|file| file.must_be_sealed_by(&key).is_ok())
    };
    assert!(is_taken(&whole));
    // Every byte of what is not bulk, and every seventh of the rest.
    let places = (0..whole.len()).filter(|at| *at < 80 || at + 200 > whole.len() || at % 7 == 0);
    for place in places {
        let mut bytes = whole.clone();
        bytes[place] ^= 1;
        assert!(!is_taken(&bytes), "byte {place}");
    }
    for length in [0, 8, 9, 60, whole.len() / 2, whole.len() - 1] {
        assert!(!is_taken(&whole[..length]), "cut to {length}");
    }
    assert!(!is_taken(&[&whole[..], b"x"].concat()));
}

#[test]
fn a_source_that_is_not_as_long_as_announced_makes_no_backup() {
    let folder = tempfile::tempdir().unwrap();
    for (at, len) in [4, 6].into_iter().enumerate() {
        let mut writer = BackupWriter::create(&folder.path().join(at.to_string())).unwrap();
        assert_eq!(
            writer.add(&Part::Keys, &b"slots"[..], len),
            Err(BackupError::Damaged)
        );
    }
}

#[test]
fn lengths_that_point_anywhere_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("forged");
    for len in [u64::MAX, u64::MAX - 17, 1 << 40, 2] {
        let mut bytes = b"2OBACKUP\x01\x01".to_vec();
        bytes.extend_from_slice(&len.to_be_bytes());
        bytes.extend_from_slice(b"x\0");
        let checksum = Sha256::digest(&bytes);
        bytes.extend_from_slice(&checksum);
        bytes.extend_from_slice(&[0; 32]);
        fs::write(&path, bytes).unwrap();
        assert_eq!(BackupFile::open(&path).err(), Some(BackupError::Damaged), "{len}");
    }
    fs::write(&path, b"2OBACKUP\x02 and more").unwrap();
    assert_eq!(BackupFile::open(&path).err(), Some(BackupError::Newer(2)));
    fs::write(&path, b"%PDF-1.7 no backup").unwrap();
    assert_eq!(BackupFile::open(&path).err(), Some(BackupError::NotABackup));
}
