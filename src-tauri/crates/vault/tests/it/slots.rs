//! tidy: long because each way to tamper with a slot is one short test, and they are read as a list.
use std::time::Duration;

use second_opinion_vault::secret::{DataKey, Passphrase};
use second_opinion_vault::slots::{
    KeySlots, OpenError, Purpose, RecoveryKey, RecoveryKeyError, SlotParams, SlotsError,
};

const CHEAP: SlotParams = SlotParams::for_demonstration();

fn phrase(typed: &str) -> Passphrase {
    Passphrase::typed(typed)
}

/// Two clinicians and a recovery key.
fn two_clinicians() -> (KeySlots, DataKey, RecoveryKey) {
    let key = DataKey::random().unwrap();
    let mut slots = KeySlots::for_demonstration("store-1");
    slots
        .add_passphrase("ada", &phrase("amber kettle on the moor"), &key, &CHEAP)
        .unwrap();
    slots
        .add_passphrase("ben", &phrase("violet ladder by the sea"), &key, &CHEAP)
        .unwrap();
    let recovery = slots.add_recovery(&key).unwrap();
    (slots, key, recovery)
}

#[test]
fn each_clinician_and_the_recovery_key_open_the_same_store() {
    let (slots, key, recovery) = two_clinicians();
    let read = KeySlots::parse(&slots.to_text().unwrap()).unwrap();
    assert_eq!(read, slots);
    assert_eq!(
        read.open("ada", &phrase("amber kettle on the moor")),
        Ok(DataKey::from(&key))
    );
    assert_eq!(
        read.open("ben", &phrase("violet ladder by the sea")),
        Ok(DataKey::from(&key))
    );
    assert_eq!(read.open_recovery(&recovery), Ok(DataKey::from(&key)));
    assert_eq!(read.user_ids().collect::<Vec<_>>(), ["ada", "ben"]);
    assert!(read.has_recovery());
}

#[test]
fn a_wrong_passphrase_and_an_unknown_clinician_get_the_same_answer() {
    let (slots, ..) = two_clinicians();
    assert_eq!(
        slots.open("ada", &phrase("violet ladder by the sea")).err(),
        Some(OpenError::NotLetIn)
    );
    assert_eq!(
        slots.open("cyd", &phrase("amber kettle on the moor")).err(),
        Some(OpenError::NotLetIn)
    );
    assert_eq!(slots.open("", &phrase("")).err(), Some(OpenError::NotLetIn));
}

#[test]
fn an_unknown_clinician_costs_as_much_time_as_a_known_one() {
    let key = DataKey::random().unwrap();
    let mut slots = KeySlots::new("store-1");
    slots
        .add_passphrase(
            "ada",
            &phrase("amber kettle on the moor"),
            &key,
            &SlotParams::FLOOR,
        )
        .unwrap();
    let best = |user: &str| {
        let try_once = |_| {
            let before = std::time::Instant::now();
            assert!(slots.open(user, &phrase("not the passphrase")).is_err());
            before.elapsed()
        };
        (0..3).map(try_once).min().unwrap()
    };
    let (known, unknown) = (best("ada"), best("nobody"));
    let ratio = unknown.as_secs_f64() / known.as_secs_f64();
    // A missing trial would be a thousand times quicker; the width is for a busy machine.
    assert!((0.4..2.5).contains(&ratio), "{known:?} against {unknown:?}");
}

#[test]
fn the_same_words_typed_on_two_keyboards_are_the_same_passphrase() {
    let key = DataKey::random().unwrap();
    let mut slots = KeySlots::for_demonstration("store-1");
    slots
        .add_passphrase("ada", &phrase("caf\u{e9} at the station ①"), &key, &CHEAP)
        .unwrap();
    assert!(slots.open("ada", &phrase("cafe\u{301} at the station 1")).is_ok());
}

#[test]
fn a_changed_passphrase_replaces_the_old_one() {
    let (mut slots, key, _) = two_clinicians();
    slots
        .add_passphrase("ada", &phrase("copper gate in autumn"), &key, &CHEAP)
        .unwrap();
    assert_eq!(
        slots.open("ada", &phrase("amber kettle on the moor")).err(),
        Some(OpenError::NotLetIn)
    );
    assert_eq!(slots.open("ada", &phrase("copper gate in autumn")), Ok(key));
    assert_eq!(slots.user_ids().count(), 2);
}

#[test]
fn a_removed_clinician_is_not_let_in_and_the_others_are() {
    let (mut slots, key, recovery) = two_clinicians();
    let before = slots.revision();
    slots.remove("ada", &key).unwrap();
    assert_eq!(
        slots.open("ada", &phrase("amber kettle on the moor")).err(),
        Some(OpenError::NotLetIn)
    );
    assert!(slots.open("ben", &phrase("violet ladder by the sea")).is_ok());
    assert!(slots.open_recovery(&recovery).is_ok());
    assert!(slots.revision() > before);
    assert_eq!(slots.remove("ada", &key), Err(SlotsError::NoSuchUser));
}

#[test]
fn the_last_slot_cannot_be_removed() {
    let key = DataKey::random().unwrap();
    let mut slots = KeySlots::for_demonstration("store-1");
    slots
        .add_passphrase("ada", &phrase("amber kettle on the moor"), &key, &CHEAP)
        .unwrap();
    assert_eq!(slots.remove("ada", &key), Err(SlotsError::LastSlot));
    assert!(slots.open("ada", &phrase("amber kettle on the moor")).is_ok());
}

#[test]
fn a_new_recovery_key_makes_the_printed_one_worthless() {
    let (mut slots, key, old) = two_clinicians();
    let new = slots.add_recovery(&key).unwrap();
    assert_eq!(slots.open_recovery(&old).err(), Some(OpenError::NotLetIn));
    assert_eq!(slots.open_recovery(&new), Ok(key));
}

#[test]
fn another_stores_key_cannot_change_the_slots() {
    let (mut slots, ..) = two_clinicians();
    let before = slots.clone();
    let foreign = DataKey::random().unwrap();
    assert_eq!(
        slots.add_passphrase("eve", &phrase("a door left open"), &foreign, &CHEAP),
        Err(SlotsError::Damaged)
    );
    assert_eq!(slots.remove("ada", &foreign), Err(SlotsError::Damaged));
    assert_eq!(slots.add_recovery(&foreign).err(), Some(SlotsError::Damaged));
    assert_eq!(slots, before);
}

#[test]
fn every_flipped_bit_of_the_file_is_found_when_it_is_read() {
    let (slots, ..) = two_clinicians();
    let text = slots.to_text().unwrap();
    for at in 0..text.len() {
        for bit in 0..8 {
            let mut bytes = text.clone().into_bytes();
            bytes[at] ^= 1 << bit;
            if let Ok(flipped) = String::from_utf8(bytes) {
                let found = KeySlots::parse(&flipped);
                assert!(
                    matches!(found, Err(SlotsError::Damaged | SlotsError::Newer(_))),
                    "bit {bit} of byte {at} went unseen"
                );
            }
        }
    }
}

#[test]
fn a_truncated_file_is_found_at_every_length() {
    let text = two_clinicians().0.to_text().unwrap();
    for length in 0..text.len() {
        assert_eq!(
            KeySlots::parse(&text[..length]).err(),
            Some(SlotsError::Damaged),
            "cut to {length}"
        );
    }
}

/// Whoever alters the file on purpose also makes a new checksum, which needs no key.
fn with_new_checksum(text: &str, field: &str, from: &str, to: &str) -> KeySlots {
    let altered = text.replacen(&format!("\"{field}\":{from}"), &format!("\"{field}\":{to}"), 1);
    assert_ne!(altered, text, "nothing was altered in {field}");
    forged(&altered).unwrap()
}

/// Finds the checksum for an altered text as a forger would: from what the file says, by the published rule.
fn forged(altered: &str) -> Result<KeySlots, SlotsError> {
    use second_opinion_vault::canonical::Canonical;
    use sha2::{Digest, Sha256};
    let file: serde_json::Value = serde_json::from_str(altered).unwrap();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let bytes = |value: &serde_json::Value| hex::decode(value.as_str().unwrap()).unwrap();
    let mut fields = Canonical::new()
        .text("second-opinion/v1/key slots")
        .text(&text(&file["store_id"]))
        .text(&text(&file["purpose"]))
        .bytes(&file["revision"].as_u64().unwrap().to_be_bytes());
    for slot in file["slots"].as_array().unwrap() {
        fields = fields.text(&text(&slot["kind"])).text(&text(&slot["user_id"]));
        fields = match slot.get("memory_kib") {
            Some(_) => ["memory_kib", "passes", "lanes"]
                .iter()
                .fold(fields, |fields, name| {
                    fields.number(slot[*name].as_i64().unwrap())
                }),
            None => fields.optional(None),
        };
        fields = fields
            .bytes(&bytes(&slot["salt"]))
            .bytes(&bytes(&slot["nonce"]))
            .bytes(&bytes(&slot["wrapped"]));
    }
    let checksum = hex::encode(Sha256::digest(fields.bytes(&bytes(&file["mac"])).finish()));
    let start = altered.rfind("\"checksum\":\"").unwrap();
    KeySlots::parse(&format!("{}\"checksum\":\"{checksum}\"}}", &altered[..start]))
}

#[test]
fn a_slot_made_cheaper_or_given_to_another_no_longer_opens() {
    let text = two_clinicians().0.to_text().unwrap();
    let right = phrase("amber kettle on the moor");
    let dearer = with_new_checksum(&text, "memory_kib", "1024", "2048");
    assert_eq!(dearer.open("ada", &right).err(), Some(OpenError::NotLetIn));
    let renamed = with_new_checksum(&text, "user_id", "\"ada\"", "\"eve\"");
    assert_eq!(renamed.open("eve", &right).err(), Some(OpenError::NotLetIn));
    let moved = with_new_checksum(&text, "store_id", "\"store-1\"", "\"store-2\"");
    assert_eq!(moved.open("ada", &right).err(), Some(OpenError::NotLetIn));
}

#[test]
fn an_alteration_beside_ones_own_slot_is_found_once_the_passphrase_is_right() {
    let text = two_clinicians().0.to_text().unwrap();
    let right = phrase("amber kettle on the moor");
    for (field, from, to) in [("user_id", "\"ben\"", "\"eve\""), ("revision", "3", "9")] {
        let altered = with_new_checksum(&text, field, from, to);
        assert_eq!(
            altered.open("ada", &right).err(),
            Some(OpenError::Damaged),
            "{field}"
        );
        assert_eq!(
            altered.open("ada", &phrase("not it at all")).err(),
            Some(OpenError::NotLetIn),
            "{field}"
        );
    }
    // The recovery slot taken out, so that the paper no longer opens anything.
    let start = text.find(",{\"kind\":\"recovery\"").unwrap();
    let end = start + text[start..].find('}').unwrap() + 1;
    let without = forged(&format!("{}{}", &text[..start], &text[end..])).unwrap();
    assert_eq!(without.open("ada", &right).err(), Some(OpenError::Damaged));
}

#[test]
fn a_demonstration_slot_cannot_stand_in_a_live_store() {
    let key = DataKey::random().unwrap();
    let mut live = KeySlots::new("store-1");
    assert_eq!(live.purpose(), Purpose::Live);
    let below = [
        CHEAP,
        SlotParams {
            passes: 2,
            ..SlotParams::FLOOR
        },
        SlotParams {
            memory_kib: 65535,
            ..SlotParams::FLOOR
        },
    ];
    for params in below {
        let refused = live.add_passphrase("ada", &phrase("amber kettle on the moor"), &key, &params);
        assert_eq!(refused, Err(SlotsError::ParamsRefused), "{params:?}");
    }
    let demonstration = two_clinicians().0.to_text().unwrap();
    let relabelled = demonstration.replace("\"purpose\":\"demonstration\"", "\"purpose\":\"live\"");
    assert_eq!(forged(&relabelled).err(), Some(SlotsError::Damaged));
}

#[test]
fn a_live_slot_cannot_be_passed_off_as_a_demonstration() {
    let key = DataKey::random().unwrap();
    let mut live = KeySlots::new("store-1");
    live.add_passphrase(
        "ada",
        &phrase("amber kettle on the moor"),
        &key,
        &SlotParams::FLOOR,
    )
    .unwrap();
    let passed_off = with_new_checksum(
        &live.to_text().unwrap(),
        "purpose",
        "\"live\"",
        "\"demonstration\"",
    );
    let opened = passed_off.open("ada", &phrase("amber kettle on the moor"));
    assert_eq!(opened.err(), Some(OpenError::NotLetIn));
}

#[test]
fn a_planted_slot_of_monstrous_cost_is_refused_before_it_is_tried() {
    let text = two_clinicians().0.to_text().unwrap();
    for (field, from, to) in [
        ("memory_kib", "1024", "2097153"),
        ("memory_kib", "1024", "4294967295"),
        ("memory_kib", "1024", "8"),
        ("passes", "1", "17"),
        ("passes", "1", "0"),
        ("lanes", "1", "17"),
        ("lanes", "1", "0"),
    ] {
        let planted = text.replacen(&format!("\"{field}\":{from}"), &format!("\"{field}\":{to}"), 1);
        assert_ne!(planted, text);
        assert_eq!(forged(&planted).err(), Some(SlotsError::Damaged), "{field} {to}");
        let key = DataKey::random().unwrap();
        let mut slots = KeySlots::for_demonstration("store-1");
        let number = to.parse().unwrap();
        let params = match field {
            "memory_kib" => SlotParams {
                memory_kib: number,
                ..CHEAP
            },
            "passes" => SlotParams {
                passes: number,
                ..CHEAP
            },
            _ => SlotParams {
                lanes: number,
                ..CHEAP
            },
        };
        assert_eq!(
            slots.add_passphrase("ada", &phrase("amber kettle on the moor"), &key, &params),
            Err(SlotsError::ParamsRefused)
        );
    }
}

#[test]
fn slots_of_a_newer_version_are_named_as_such() {
    let text = two_clinicians()
        .0
        .to_text()
        .unwrap()
        .replacen("\"version\":1", "\"version\":3", 1);
    assert_eq!(KeySlots::parse(&text).err(), Some(SlotsError::Newer(3)));
}

#[test]
fn calibration_raises_the_cost_to_the_target_and_never_lowers_it() {
    let on_a_desk_that_takes = |millis: u64| {
        let mut readings = [Duration::ZERO, Duration::from_millis(millis)].into_iter();
        SlotParams::calibrated(Duration::from_millis(500), move || readings.next().unwrap())
    };
    assert_eq!(
        on_a_desk_that_takes(250),
        SlotParams {
            memory_kib: 256 * 1024,
            ..SlotParams::DEFAULT
        }
    );
    assert_eq!(on_a_desk_that_takes(2000), SlotParams::DEFAULT);
    assert_eq!(on_a_desk_that_takes(1).memory_kib, 512 * 1024);
    assert_eq!(on_a_desk_that_takes(0), SlotParams::DEFAULT);
}

#[test]
fn the_file_is_replaced_whole_and_a_crash_leaves_the_old_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keys");
    let (mut slots, key, _) = two_clinicians();
    assert_eq!(KeySlots::load(&path).err(), Some(SlotsError::Missing));
    slots.save(&path).unwrap();
    // A crash before the rename leaves a part of the new file under another name.
    std::fs::write(folder.path().join("keys.tmp"), "half of a fi").unwrap();
    assert_eq!(KeySlots::load(&path), Ok(slots.clone()));
    slots.remove("ben", &key).unwrap();
    slots.save(&path).unwrap();
    assert_eq!(KeySlots::load(&path), Ok(slots));
    let left: Vec<_> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|e| e.unwrap().file_name())
        .collect();
    assert_eq!(left, ["keys"]);
}

#[cfg(unix)]
#[test]
fn only_this_account_can_read_the_file() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keys");
    two_clinicians().0.save(&path).unwrap();
    assert_eq!(
        std::fs::metadata(&path).unwrap().permissions().mode() & 0o777,
        0o600
    );
}

#[test]
fn a_recovery_key_is_read_in_whatever_way_it_is_typed() {
    let (slots, key, recovery) = two_clinicians();
    let printed = recovery.printed().to_string();
    assert_eq!(
        printed.len(),
        41,
        "eight groups of four, hyphens, and the check symbol: {printed}"
    );
    for typed in [
        printed.clone(),
        printed.to_lowercase(),
        printed.replace('-', ""),
        printed.replace('-', "  "),
        printed.replace('-', "\u{2013}"),
        printed.replace('0', "O"),
        printed.replace('0', "o"),
        printed.replace('1', "I"),
        printed.replace('1', "l"),
        format!(" {printed}\n"),
    ] {
        let read = RecoveryKey::parse(&typed).unwrap();
        assert_eq!(slots.open_recovery(&read), Ok(DataKey::from(&key)), "{typed}");
    }
}

#[test]
fn one_wrong_symbol_or_two_of_the_key_changed_over_are_always_noticed() {
    let (_, _, recovery) = two_clinicians();
    let printed: Vec<char> = recovery.printed().chars().filter(|c| *c != '-').collect();
    let read = |symbols: &[char]| RecoveryKey::parse(&symbols.iter().collect::<String>());
    for at in 0..printed.len() {
        for other in "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
            .chars()
            .filter(|c| *c != printed[at])
        {
            let mut typed = printed.clone();
            typed[at] = other;
            assert_eq!(
                read(&typed).err(),
                Some(RecoveryKeyError::Mistyped),
                "{at} {other}"
            );
        }
    }
    for at in 0..32 {
        for with in 0..at {
            let mut typed = printed.clone();
            typed.swap(at, with);
            assert_eq!(read(&typed).is_err(), typed != printed, "{at} {with}");
        }
    }
    assert_eq!(
        read(&printed[..32]).err(),
        Some(RecoveryKeyError::Length { found: 32 })
    );
    let mut typed = printed.clone();
    typed[9] = '?';
    assert_eq!(read(&typed).err(), Some(RecoveryKeyError::Symbol { group: 3 }));
    typed[9] = 'U';
    assert_eq!(read(&typed).err(), Some(RecoveryKeyError::Symbol { group: 3 }));
}
