use second_opinion_vault::chain::{self, Break, BreakKind, Canonical, Head, Mac, Row, Verifier};
use second_opinion_vault::secret::{AuditKey, DataKey};

const STORE: &str = "store-1";

fn chain_of(key: &AuditKey, length: u64) -> Vec<Row> {
    let mut prev = chain::genesis(STORE);
    (1..=length)
        .map(|seq| {
            let canonical = Canonical::new()
                .text("view")
                .number(seq.try_into().unwrap())
                .finish();
            let mac = chain::next(key, seq, &canonical, &prev);
            prev = mac;
            Row { seq, canonical, mac }
        })
        .collect()
}

fn broken(rows: Vec<Row>, key: &AuditKey) -> Option<Break> {
    chain::verify_rows(key, chain::start(STORE), rows).err()
}

#[test]
fn a_chain_as_written_holds() {
    let key = DataKey::random().unwrap().audit_key();
    let rows = chain_of(&key, 100);
    let head = chain::verify_rows(&key, chain::start(STORE), rows.clone()).unwrap();
    assert_eq!(
        head,
        Head {
            seq: 100,
            mac: rows[99].mac
        }
    );
    let from_middle = Head {
        seq: 40,
        mac: rows[39].mac,
    };
    assert_eq!(
        chain::verify_rows(&key, from_middle, rows[40..].to_vec()),
        Ok(head)
    );
    assert_eq!(
        chain::verify_rows(&key, chain::start(STORE), Vec::new()),
        Ok(chain::start(STORE))
    );
}

#[test]
fn a_changed_removed_inserted_or_swapped_row_is_named() {
    let key = DataKey::random().unwrap().audit_key();
    let sound = chain_of(&key, 20);

    let mut changed = sound.clone();
    changed[6].canonical[10] ^= 1;
    assert_eq!(
        broken(changed, &key),
        Some(Break {
            seq: 7,
            what: BreakKind::Altered
        })
    );

    let mut remade = sound.clone();
    remade[6].mac = chain::next(
        &DataKey::random().unwrap().audit_key(),
        7,
        &remade[6].canonical,
        &remade[5].mac,
    );
    assert_eq!(
        broken(remade, &key),
        Some(Break {
            seq: 7,
            what: BreakKind::Altered
        })
    );

    let mut removed = sound.clone();
    removed.remove(6);
    assert_eq!(
        broken(removed.clone(), &key),
        Some(Break {
            seq: 7,
            what: BreakKind::Missing
        })
    );
    for row in &mut removed[6..] {
        row.seq -= 1;
    }
    assert_eq!(
        broken(removed, &key),
        Some(Break {
            seq: 7,
            what: BreakKind::Altered
        })
    );

    let mut inserted = sound.clone();
    inserted.insert(6, sound[5].clone());
    assert_eq!(
        broken(inserted.clone(), &key),
        Some(Break {
            seq: 6,
            what: BreakKind::OutOfOrder
        })
    );
    for row in &mut inserted[6..] {
        row.seq += 1;
    }
    assert_eq!(
        broken(inserted, &key),
        Some(Break {
            seq: 7,
            what: BreakKind::Altered
        })
    );

    let mut swapped = sound.clone();
    swapped.swap(6, 7);
    assert_eq!(
        broken(swapped.clone(), &key),
        Some(Break {
            seq: 7,
            what: BreakKind::Missing
        })
    );
    (swapped[6].seq, swapped[7].seq) = (7, 8);
    assert_eq!(
        broken(swapped, &key),
        Some(Break {
            seq: 7,
            what: BreakKind::Altered
        })
    );
}

#[test]
fn rows_cut_off_the_end_are_counted_against_the_head() {
    let key = DataKey::random().unwrap().audit_key();
    let rows = chain_of(&key, 20);
    let recorded = Head {
        seq: 20,
        mac: rows[19].mac,
    };
    let ends_at = |length: usize, recorded: &Head| {
        let mut verifier = Verifier::new(&key, chain::start(STORE));
        for row in &rows[..length] {
            verifier.push(row.seq, &row.canonical, &row.mac).unwrap();
        }
        verifier.finish(recorded)
    };
    assert_eq!(ends_at(20, &recorded), Ok(recorded));
    assert_eq!(
        ends_at(17, &recorded),
        Err(Break {
            seq: 17,
            what: BreakKind::CutOff { missing: 3 }
        })
    );
    assert_eq!(
        ends_at(0, &recorded),
        Err(Break {
            seq: 0,
            what: BreakKind::CutOff { missing: 20 }
        })
    );
    let older = Head {
        seq: 19,
        mac: rows[18].mac,
    };
    assert_eq!(
        ends_at(20, &older),
        Err(Break {
            seq: 20,
            what: BreakKind::HeadDiffers
        })
    );
    let other = Head {
        seq: 20,
        mac: rows[0].mac,
    };
    assert_eq!(
        ends_at(20, &other),
        Err(Break {
            seq: 20,
            what: BreakKind::HeadDiffers
        })
    );
}

#[test]
fn a_chain_of_one_store_does_not_hold_in_another() {
    let key = DataKey::random().unwrap().audit_key();
    let rows = chain_of(&key, 3);
    let elsewhere = chain::verify_rows(&key, chain::start("store-2"), rows);
    assert_eq!(
        elsewhere,
        Err(Break {
            seq: 1,
            what: BreakKind::Altered
        })
    );
}

#[test]
fn no_two_lists_of_fields_are_written_alike() {
    let written: Vec<Vec<u8>> = vec![
        Canonical::new().finish(),
        Canonical::new().text("").finish(),
        Canonical::new().optional(None).finish(),
        Canonical::new().bytes(b"").finish(),
        Canonical::new().text("ab").text("c").finish(),
        Canonical::new().text("a").text("bc").finish(),
        Canonical::new().text("abc").finish(),
        Canonical::new().bytes(b"abc").finish(),
        Canonical::new().text("abc").text("").finish(),
        Canonical::new().text("").text("abc").finish(),
        Canonical::new().number(1).finish(),
        Canonical::new().number(-1).finish(),
        Canonical::new().bytes(&1_i64.to_be_bytes()).finish(),
        Canonical::new().number(0).number(1).finish(),
        Canonical::new()
            .bytes(&Canonical::new().text("abc").finish())
            .finish(),
    ];
    let distinct: std::collections::BTreeSet<_> = written.iter().collect();
    assert_eq!(distinct.len(), written.len());
    assert_eq!(Canonical::new().optional(Some("x")), Canonical::new().text("x"));
}

#[test]
fn a_mac_is_64_lower_case_digits_and_nothing_else() {
    let mac = chain::genesis(STORE);
    let text = mac.to_string();
    assert_eq!(Mac::parse(&text), Some(mac));
    assert!(text.ends_with(&mac.last_digits()) && mac.last_digits().len() == 8);
    for wrong in [
        text.to_uppercase(),
        text[1..].to_owned(),
        format!("{text}0"),
        text.replace(&text[..1], "g"),
    ] {
        assert_eq!(Mac::parse(&wrong), None, "{wrong}");
    }
}
