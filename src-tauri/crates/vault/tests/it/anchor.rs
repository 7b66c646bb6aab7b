use second_opinion_vault::anchor::{Anchor, AnchorError, Standing};
use second_opinion_vault::chain::{self, Head, Mac};
use second_opinion_vault::secret::DataKey;

fn macs(length: u64) -> Vec<Mac> {
    let key = DataKey::random().unwrap().audit_key();
    let mut all = vec![chain::genesis("store-1")];
    for seq in 1..=length {
        all.push(chain::next(&key, seq, b"row", &all[all.len() - 1]));
    }
    all
}

fn anchor_at(macs: &[Mac], seq: u64) -> Anchor {
    Anchor {
        store_id: "store-1".to_owned(),
        head: head_at(macs, seq),
    }
}

fn head_at(macs: &[Mac], seq: u64) -> Head {
    Head {
        seq,
        mac: macs[seq as usize],
    }
}

#[test]
fn the_database_is_level_ahead_behind_or_forked() {
    let (ours, theirs) = (macs(10), macs(10));
    let anchor = anchor_at(&ours, 6);
    let stands = |macs: &[Mac], seq: u64| {
        anchor.compare("store-1", &head_at(macs, seq), |seq| {
            macs.get(seq as usize).copied()
        })
    };
    assert_eq!(stands(&ours, 6), Standing::Level);
    assert_eq!(stands(&ours, 9), Standing::Ahead { by: 3 });
    assert_eq!(stands(&ours, 2), Standing::Behind { missing: 4 });
    assert_eq!(stands(&ours, 0), Standing::Behind { missing: 6 });
    assert_eq!(stands(&theirs, 6), Standing::Forked);
    assert_eq!(
        stands(&theirs, 9),
        Standing::Forked,
        "a longer chain may be another chain"
    );
    assert_eq!(
        anchor.compare("store-1", &head_at(&ours, 9), |_| None),
        Standing::Forked
    );
    assert_eq!(
        anchor.compare("store-2", &head_at(&ours, 6), |_| None),
        Standing::Forked
    );
    let first = anchor_at(&ours, 0);
    assert_eq!(
        first.compare("store-1", &head_at(&ours, 1), |_| None),
        Standing::Ahead { by: 1 }
    );
}

#[test]
fn an_anchor_is_read_as_it_was_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("anchor");
    assert_eq!(Anchor::load(&path), Ok(None));
    let macs = macs(2);
    for seq in [1, 2] {
        anchor_at(&macs, seq).save(&path).unwrap();
        assert_eq!(Anchor::load(&path), Ok(Some(anchor_at(&macs, seq))));
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn every_flipped_bit_of_an_anchor_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("anchor");
    anchor_at(&macs(1), 1).save(&path).unwrap();
    let sound = std::fs::read(&path).unwrap();
    for at in 0..sound.len() {
        let mut flipped = sound.clone();
        flipped[at] ^= 1 << (at % 8);
        std::fs::write(&path, flipped).unwrap();
        assert_eq!(Anchor::load(&path), Err(AnchorError::Damaged), "byte {at}");
    }
    std::fs::write(&path, "").unwrap();
    assert_eq!(Anchor::load(&path), Err(AnchorError::Damaged));
    std::fs::write(&path, vec![b' '; 1_000_000]).unwrap();
    assert_eq!(Anchor::load(&path), Err(AnchorError::Damaged));
}
