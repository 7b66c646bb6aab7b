//! All files of words: what no paper may say in any language, and what each must say at its head.

use std::fs;
use std::path::{Path, PathBuf};

/// Every file of words with its language.
fn files() -> Vec<(String, PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../assets/wording");
    let mut files = Vec::new();
    for folder in fs::read_dir(root).unwrap() {
        let folder = folder.unwrap();
        // Beside the folders of the languages stand the titles of the lines, which are printed nowhere.
        if folder.path().is_file() {
            continue;
        }
        let language = folder.file_name().into_string().unwrap();
        for file in fs::read_dir(folder.path()).unwrap() {
            let path = file.unwrap().path();
            let text = fs::read_to_string(&path).unwrap();
            files.push((language.clone(), path, text));
        }
    }
    assert!(files.len() >= 16, "{} files", files.len());
    files
}

/// The words alone, without keys and remarks, in small letters.
fn words(text: &str) -> String {
    text.lines()
        .filter(|line| !line.trim_start().starts_with('#'))
        .filter_map(|line| line.split_once('=').map(|(_, words)| words))
        .collect::<Vec<_>>()
        .join("\n")
        .to_lowercase()
}

#[test]
fn no_paper_promises_what_cannot_be_promised_or_judges_the_first_team() {
    let everywhere = ["two week wait", "overturn", "confirmed by the second"];
    for (language, path, text) in files() {
        let banned: &[&str] = match language.as_str() {
            "en-GB" => &[
                "legal right",
                "a right to",
                "your right",
                "entitle",
                "insist",
                "demand",
                "complain",
                "week",
                "guarantee",
                "wrong diagnosis",
                "as you know",
            ],
            "cy" => &["hawl", "wythnos", "cwyn", "gwarant"],
            "pl" => &[
                "prawo do",
                "przysługuje",
                "tydzień",
                "tygodni",
                "skarg",
                "gwarant",
            ],
            "ar" => &["حق قانوني", "يحق لك", "من حقك", "أسبوع", "أسابيع", "شكوى", "نضمن"],
            other => panic!("say what is banned in {other}"),
        };
        let words = words(&text);
        for phrase in banned.iter().chain(&everywhere) {
            assert!(!words.contains(phrase), "{}: {phrase}", path.display());
        }
    }
}

#[test]
fn every_translation_says_at_its_head_that_a_translator_must_check_it() {
    for (language, path, text) in files() {
        if language == "en-GB" {
            continue;
        }
        let head: String = text.lines().take_while(|line| line.starts_with('#')).collect();
        assert!(
            head.contains("NOT CHECKED: a qualified translator must check this file before use"),
            "{}",
            path.display()
        );
    }
}

#[test]
fn no_digit_of_a_translation_differs_from_the_original() {
    let files = files();
    let digits = |text: &str| -> Vec<String> {
        let mut found: Vec<String> = words(text)
            .split(|c: char| !c.is_ascii_digit())
            .filter(|digits| !digits.is_empty())
            .map(str::to_owned)
            .collect();
        found.sort();
        found
    };
    for (language, path, text) in &files {
        if language == "en-GB" {
            continue;
        }
        let original = files
            .iter()
            .find(|(of, other, _)| of == "en-GB" && other.file_name() == path.file_name());
        let (_, _, original) = original.unwrap();
        assert_eq!(digits(text), digits(original), "{}", path.display());
    }
}
