//! The anchor outside the database: moved forward after every action, compared when the store is opened.

use vault::anchor::{Anchor, Standing};
use vault::chain::Head;

use super::home::Home;
use crate::engine::Db;
use crate::{StoreError, audit};

/// Moves the anchor forward to this head; never back, since another process may have moved it further.
pub(super) fn advance(home: &Home, store_id: &str, head: Head) -> Result<(), StoreError> {
    home.one_at_a_time(|| {
        let path = home.anchor();
        match Anchor::load(&path) {
            Ok(Some(anchor)) if anchor.store_id == store_id && anchor.head.seq >= head.seq => Ok(()),
            _ => Ok(anchor_at(store_id, head).save(&path)?),
        }
    })
}

/// Writes the anchor at this head, whatever it said before.
pub(super) fn set(home: &Home, store_id: &str, head: Head) -> Result<(), StoreError> {
    home.one_at_a_time(|| Ok(anchor_at(store_id, head).save(&home.anchor())?))
}

/// Compares the database with the anchor, and brings a late anchor up.
///
/// # Errors
/// [`StoreError::RolledBack`] when the database has lost entries; [`StoreError::Damaged`] when the anchor is not
/// there, or belongs to another past.
pub(super) fn compare(home: &Home, store_id: &str, db: &mut Db) -> Result<(), StoreError> {
    // The anchor is read before the head: another process may act in between, and then the head is ahead.
    let anchor = Anchor::load(&home.anchor())?.ok_or(StoreError::Damaged {
        what: "the anchor of the audit trail is missing",
    })?;
    let head = audit::head(db)?;
    match anchor.compare(store_id, &head, |seq| audit::mac(db, seq)) {
        Standing::Level => Ok(()),
        Standing::Ahead { .. } => advance(home, store_id, head),
        Standing::Behind { missing } => Err(StoreError::RolledBack { missing }),
        Standing::Forked => Err(StoreError::Damaged {
            what: "the audit trail is not the one that its anchor knows",
        }),
    }
}

/// How many entries the anchor knows beyond this head; none if there is no anchor of this store.
pub(super) fn missing(home: &Home, store_id: &str, head: Head) -> u64 {
    match Anchor::load(&home.anchor()) {
        Ok(Some(anchor)) if anchor.store_id == store_id => anchor.head.seq.saturating_sub(head.seq),
        _ => 0,
    }
}

pub(super) fn anchor_at(store_id: &str, head: Head) -> Anchor {
    Anchor {
        store_id: store_id.to_owned(),
        head,
    }
}

#[cfg(test)]
mod tests {
    use vault::chain::Mac;

    use super::*;

    #[test]
    fn an_anchor_that_another_process_has_moved_further_stays_there() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::open(folder.path()).unwrap();
        let at = |seq| Head {
            seq,
            mac: Mac::from_bytes([seq as u8; 32]),
        };
        let now = || Anchor::load(&home.anchor()).unwrap().unwrap().head;
        set(&home, "store", at(0)).unwrap();
        advance(&home, "store", at(5)).unwrap();
        advance(&home, "store", at(3)).unwrap();
        assert_eq!(now(), at(5));
        assert_eq!(missing(&home, "store", at(3)), 2);
        set(&home, "store", at(3)).unwrap();
        assert_eq!(now(), at(3));
    }
}
