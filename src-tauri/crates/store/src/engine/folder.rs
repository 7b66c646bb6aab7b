//! Whether a folder lies on a network drive, where SQLite's locks cannot be relied upon (hazard H30).

use std::path::Path;

use crate::StoreError;

/// Refuses a folder that is known to lie on another computer.
///
/// Linux names the file system in its mount table, Windows writes a network folder as `\\server\share`. What
/// cannot be told is let through.
pub(crate) fn refuse_network(folder: &Path) -> Result<(), StoreError> {
    let folder = std::fs::canonicalize(folder)?;
    if is_share(&folder) {
        return Err(StoreError::NetworkFolder);
    }
    let mounts = std::fs::read_to_string("/proc/self/mountinfo").unwrap_or_default();
    match file_system(&mounts, &folder) {
        Some(kind) if is_remote(kind) => Err(StoreError::NetworkFolder),
        _ => Ok(()),
    }
}

#[cfg(windows)]
fn is_share(folder: &Path) -> bool {
    use std::path::{Component, Prefix};
    matches!(
        folder.components().next(),
        Some(Component::Prefix(prefix)) if matches!(prefix.kind(), Prefix::UNC(..) | Prefix::VerbatimUNC(..))
    )
}

#[cfg(not(windows))]
fn is_share(_folder: &Path) -> bool {
    false
}

/// The file system of a folder: that of the mount point nearest above it, the later one if there are two.
fn file_system<'a>(mounts: &'a str, folder: &Path) -> Option<&'a str> {
    mounts
        .lines()
        .filter_map(|line| {
            let (place, device) = line.split_once(" - ")?;
            let point = unescaped(place.split(' ').nth(4)?);
            let kind = device.split(' ').next()?;
            folder.starts_with(&point).then_some((point.len(), kind))
        })
        .max_by_key(|(length, _)| *length)
        .map(|(_, kind)| kind)
}

/// The mount table writes a blank as `\040`.
fn unescaped(point: &str) -> String {
    point
        .replace("\\040", " ")
        .replace("\\011", "\t")
        .replace("\\134", "\\")
}

/// File systems in user space are local as often as not, so of those only the remote ones are named.
fn is_remote(kind: &str) -> bool {
    const REMOTE: &[&str] = &[
        "nfs",
        "nfs4",
        "cifs",
        "smb",
        "smb2",
        "smb3",
        "smbfs",
        "ncpfs",
        "afs",
        "coda",
        "ceph",
        "glusterfs",
        "lustre",
        "davfs",
        "fuse.sshfs",
        "fuse.gvfsd-fuse",
        "fuse.davfs",
        "fuse.rclone",
        "fuse.s3fs",
        "fuse.smbnetfs",
        "fuse.glusterfs",
        "fuse.ceph",
        "fuse.onedriver",
        "fuse.google-drive-ocamlfuse",
        "fuse.kio-fuse",
    ];
    REMOTE.contains(&kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOUNTS: &str = "\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
40 22 0:40 / /home/ann/Team\\040drive rw - cifs //server/team rw
41 22 0:41 / /mnt/notes rw shared:3 master:1 - fuse.sshfs ann@server: rw
42 22 0:42 / /mnt/local rw - fuse.fuse-overlayfs overlay rw
";

    #[test]
    fn a_folder_on_a_network_drive_is_told_from_one_on_the_disk() {
        for (folder, remote) in [
            ("/home/ann/store", false),
            ("/home/ann/Team drive/store", true),
            ("/home/ann/Team drive 2/store", false),
            ("/mnt/notes", true),
            ("/mnt/local/store", false),
        ] {
            let kind = file_system(MOUNTS, Path::new(folder)).unwrap();
            assert_eq!(is_remote(kind), remote, "{folder}");
        }
    }

    #[test]
    fn a_folder_that_does_not_exist_is_no_network_folder() {
        assert!(matches!(
            refuse_network(Path::new("/no/such/folder")),
            Err(StoreError::Disk(_))
        ));
    }
}
