use second_opinion_vault::secret::{DataKey, Passphrase, PassphraseError};

#[test]
fn the_derived_keys_differ_from_each_other_and_between_stores() {
    let (one, other) = (DataKey::random().unwrap(), DataKey::random().unwrap());
    let keys = |key: &DataKey| {
        [
            *key.db_key().as_bytes(),
            *key.file_key().as_bytes(),
            *key.name_key().as_bytes(),
            *key.audit_key().as_bytes(),
            *key.slot_mac_key().as_bytes(),
        ]
    };
    let all: std::collections::BTreeSet<_> = keys(&one).into_iter().chain(keys(&other)).collect();
    assert_eq!(all.len(), 10);
    assert_eq!(keys(&one), keys(&one));
}

#[test]
fn secrets_show_nothing_of_themselves() {
    let key = DataKey::random().unwrap();
    let hex = hex::encode(key.db_key().as_bytes());
    let passphrase = Passphrase::parse("amber kettle on the moor").unwrap();
    let shown = format!("{key:?} {:?} {:?} {passphrase:?}", key.db_key(), key.audit_key());
    assert!(!shown.contains("kettle") && !shown.contains(&hex[..8]), "{shown}");
    assert_eq!(shown.matches("redacted").count(), 4);
}

#[test]
fn a_passphrase_that_is_guessed_first_cannot_be_chosen() {
    for common in [
        "password1234",
        "Password 2024!",
        "PASSWORDPASSWORD",
        "Welcome to the NHS 1",
        "123456789012",
        "987654321098",
        "abcdefghijkl",
        "aaaaaaaaaaaa",
        "12-34-12-34-12-34",
        "qwertyuiop12",
        "1qaz2wsx3edc",
        "Second Opinion 2026",
        "correct horse battery staple",
        "Manchester United 1",
        "NHS1 NHS1 NHS1",
    ] {
        assert_eq!(
            Passphrase::parse(common).err(),
            Some(PassphraseError::TooCommon),
            "{common}"
        );
    }
}

#[test]
fn a_passphrase_of_ordinary_length_and_words_can_be_chosen() {
    for good in [
        "amber kettle on the moor",
        "ржавый чайник на лугу",
        "rk7!Vm#2pQ9z",
        "🦉🍋🚲🎻🧭🪁🫖🧵🪴🐙🦔🥁",
        "naïve café at dusk",
    ] {
        assert!(Passphrase::parse(good).is_ok(), "{good}");
    }
}

#[test]
fn a_passphrase_has_12_to_1024_characters_and_no_control_characters() {
    let long = |length: usize| {
        "amber kettle on the moor, "
            .chars()
            .cycle()
            .take(length - 1)
            .chain(['x'])
            .collect::<String>()
    };
    assert_eq!(
        Passphrase::parse("rk7!Vm#2pQ9").err(),
        Some(PassphraseError::TooShort)
    );
    assert!(Passphrase::parse(&long(1024)).is_ok());
    assert_eq!(
        Passphrase::parse(&long(1025)).err(),
        Some(PassphraseError::TooLong)
    );
    assert_eq!(
        Passphrase::parse(&"e\u{301}".repeat(1_000_000)).err(),
        Some(PassphraseError::TooLong)
    );
    assert_eq!(
        Passphrase::parse("amber kettle\non the moor").err(),
        Some(PassphraseError::NotText)
    );
    // Six letters with six loose accents are six characters.
    assert_eq!(
        Passphrase::parse("éèàùâê".replace('é', "e\u{301}").as_str()).err(),
        Some(PassphraseError::TooShort)
    );
}
