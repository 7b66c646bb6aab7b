//! The road takes only so much at a time: a bundle in parts, each telling of the whole.

use second_opinion_tests::{demonstration, done, run};
use serde_json::json;
use tempfile::TempDir;

#[test]
fn a_bundle_that_is_too_large_for_its_road_goes_in_parts_that_each_verify() {
    let folder = TempDir::new().unwrap();
    let (made, words) = demonstration(&folder);
    let out = folder.path().join("bundle.pdf");
    let assemble = |limit: &str| {
        let mut assemble = words();
        assemble
            .args([
                "bundle",
                "assemble",
                made["reference"].as_str().unwrap(),
                "--limit",
                limit,
                "--out",
            ])
            .arg(&out);
        assemble
    };

    let parts = done(&mut assemble("1400KB"));
    assert!(!out.exists(), "nothing has the name of the whole");
    let parts = parts["parts"].as_array().unwrap();
    assert_eq!(parts.len(), 2);
    let mut enclosures = Vec::new();
    for part in parts {
        assert!(part["bytes"].as_u64().unwrap() <= 1400 * 1024);
        let path = part["out"].as_str().unwrap();
        assert!(path.ends_with(&format!("bundle-part-{}-of-2.pdf", part["number"])));
        let verified = done(words().args(["bundle", "verify", path]));
        assert_eq!(verified["pages"], part["pages"]);
        enclosures.extend(
            part["enclosures"]
                .as_array()
                .unwrap()
                .iter()
                .map(|one| one["id"].clone()),
        );
    }
    let whole: Vec<_> = made["bundle"]["enclosures"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["id"].clone())
        .collect();
    assert_eq!(enclosures, whole, "each enclosure is in one part, in order");

    let whole = done(&mut assemble("5MB"));
    assert_eq!(
        (whole["parts"].as_array(), out.exists()),
        (None, true),
        "what fits goes whole"
    );
    std::fs::remove_file(&out).unwrap();
    let (status, refused) = run(&mut assemble("200KB"));
    assert_eq!((status, &refused["error"]["code"]), (5, &json!("part_too_large")));
}
