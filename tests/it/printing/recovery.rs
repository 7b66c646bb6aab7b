//! The recovery key as a paper, on a real printing service.

use pathway::view::SetUpInput;
use pathway::{keep_passphrase, read_audit, set_up_store, sign_in};
use second_opinion_tests::{PASSPHRASE, command, now, run, typed};

use super::room::Room;

#[test]
fn a_recovery_key_comes_out_as_a_paper_that_opens_the_store_and_is_in_no_file() {
    let folder = tempfile::TempDir::new().unwrap();
    let home = folder.path().join("store");
    let made = set_up_store::set_up(&home, typed::<SetUpInput>("setup"), PASSPHRASE, now()).unwrap();
    let room = Room::open();
    let ward = room.printer("Ward");
    let print = |key: &str| {
        let mut print = command(&home, "nobody");
        room.enter(&mut print)
            .env("SECOND_OPINION_RECOVERY_KEY", key)
            .args(["store", "print-recovery-key", "--printer", "Ward"]);
        run(&mut print)
    };
    let other = format!("{}0", &made.recovery_key[..made.recovery_key.len() - 1]);
    let refused = if other == made.recovery_key {
        &made.recovery_key[1..]
    } else {
        &other
    };
    assert_eq!(print(refused).1["error"]["code"], "recovery_key_refused");
    assert_eq!(print(&made.recovery_key).0, 0);

    let came = ward.pages();
    let [page] = came.as_slice() else {
        panic!("one page: {came:?}")
    };
    let squeezed: String = page.chars().filter(|sign| !sign.is_whitespace()).collect();
    let groups: Vec<&str> = made.recovery_key.split('-').collect();
    assert_eq!(groups.len(), 9);
    for line in groups.chunks(3) {
        assert!(squeezed.contains(&line.join("–")), "{line:?} is on {squeezed}");
    }
    assert!(page.contains("Where to keep it"), "{page}");

    // The paper opens the store, and that it was printed is written down; no file of the store holds the key.
    keep_passphrase::test_recovery(&home, &made.recovery_key, now()).unwrap();
    let mut desk = sign_in::sign_in(&home, "rhiannon.mistry", PASSPHRASE, now()).unwrap();
    let rows = read_audit::list(&mut desk, None, None, 1, now()).unwrap().rows;
    assert_eq!(rows.iter().filter(|row| row.act == "recovery_printed").count(), 1);
    for file in std::fs::read_dir(&home).unwrap().filter_map(Result::ok) {
        let bytes = std::fs::read(file.path()).unwrap_or_default();
        let holds = |words: &[u8]| bytes.windows(words.len()).any(|found| found == words);
        assert!(!holds(b"%PDF"), "{:?}", file.path());
        assert!(
            !groups[..8].iter().all(|group| holds(group.as_bytes())),
            "{:?}",
            file.path()
        );
    }
}
