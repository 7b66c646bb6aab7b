//! What each line of a template is called where somebody changes its words.

use super::Template;
use crate::language::Language;
use crate::phrases::lines;

/// The names of those lines whose key does not say what they are.
const TITLES: &str = include_str!("../../../../../assets/wording/titles.txt");

/// The name of a line. One that stands under a heading is called after it, as that is supplied in English.
pub(super) fn title(template: Template, key: &str) -> String {
    let paper = in_english(template);
    if let Some(title) = named(&format!("{}.{key}", paper.code())) {
        return title.to_owned();
    }
    let heading = |base: &str| {
        lines(paper.supplied())
            .filter_map(|(_, line)| line.split_once('='))
            .find(|(found, _)| found.trim() == base)
            .map(|(_, words)| words.trim().trim_end_matches('.'))
    };
    if let Some(words) = key.strip_suffix("_words").and_then(heading) {
        return format!("Text under “{words}”");
    }
    if let Some((base, number)) = key.rsplit_once('_')
        && number.parse::<u32>().is_ok()
        && let Some(words) = heading(base)
    {
        return format!("Point {number} under “{words}”");
    }
    let plain = key.replace('_', " ");
    let mut letters = plain.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn named(line: &str) -> Option<&'static str> {
    lines(TITLES)
        .filter_map(|(_, said)| said.split_once('='))
        .find(|(found, _)| found.trim() == line)
        .map(|(_, title)| title.trim())
}

const fn in_english(template: Template) -> Template {
    match template {
        Template::Paper(kind, _) => Template::Paper(kind, Language::English),
        Template::Common(_) => Template::Common(Language::English),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kind::Kind;

    #[test]
    fn every_title_names_a_line_that_there_is_and_no_two_lines_of_a_paper_share_one() {
        let all: Vec<Template> = Template::all()
            .into_iter()
            .filter(|template| template.language() == Language::English)
            .collect();
        let mut named = 0;
        for template in &all {
            let lines = template.lines(template.supplied());
            let mut titles: Vec<&str> = lines.iter().map(|line| line.title.as_str()).collect();
            assert!(
                titles
                    .iter()
                    .all(|title| !title.is_empty() && !title.contains('_'))
            );
            titles.sort_unstable();
            let twice = titles.windows(2).find(|pair| pair[0] == pair[1]);
            assert_eq!(twice, None, "{}", template.code());
            let code = template.code();
            named += lines
                .iter()
                .filter(|line| super::named(&format!("{code}.{}", line.key)).is_some())
                .count();
        }
        assert_eq!(named, lines(TITLES).count(), "a title is of no line");
        let next = Template::Paper(Kind::WhatHappensNext, Language::Welsh);
        assert_eq!(
            title(next, "care_words"),
            "Text under “Your care does not move by itself”"
        );
    }
}
