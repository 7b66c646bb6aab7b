//! E-mail messages: who wrote to whom and when, what was said, and what was attached.

use domain::date;
use mail_parser::{Address, Message, MessageParser, MimeHeaders as _, PartType};
use pdf::typeset::{Block, Definition};

use crate::refused::Refused;
use crate::writing::{Document, Reading, enclosed, html, text, unreadable};

/// The most attachments that are looked at.
const ATTACHMENTS: usize = 200;

/// Reads a message.
///
/// # Errors
/// [`Refused`] when it is no message.
pub(super) fn read(bytes: &[u8], reading: Reading<'_>) -> Result<Document, Refused> {
    let message = MessageParser::default()
        .parse(bytes)
        .ok_or_else(|| unreadable("it is no e-mail message"))?;
    Ok(of_message(&message, reading))
}

fn of_message(message: &Message<'_>, reading: Reading<'_>) -> Document {
    let mut document = Document::default();
    document.add(head(message));
    let has_text = message
        .text_bodies()
        .any(|part| matches!(part.body, PartType::Text(_)));
    if has_text {
        for part in message.text_bodies() {
            match &part.body {
                PartType::Text(words) => document.add(text::blocks(words)),
                PartType::Html(page) => document.append(html::read_text(page)),
                _ => {}
            }
        }
    } else {
        for part in message.html_bodies() {
            if let PartType::Html(page) = &part.body {
                document.append(html::read_text(page));
            }
        }
    }
    for part in message.attachments().take(ATTACHMENTS) {
        let name = part.attachment_name().unwrap_or_default();
        match &part.body {
            PartType::Message(inner) => {
                let bytes = inner.raw_message();
                enclosed::add(&mut document, name, bytes, reading);
            }
            PartType::Multipart(_) => {}
            _ => enclosed::add(&mut document, name, part.contents(), reading),
        }
    }
    if message.attachment_count() > ATTACHMENTS {
        enclosed::add_unread(
            &mut document,
            "further ones",
            "The message has more attachments than can be read safely.",
        );
    }
    document
}

fn head(message: &Message<'_>) -> Vec<Block> {
    let mut rows = Vec::new();
    let mut put = |label: &str, value: String| {
        if !value.trim().is_empty() {
            rows.push(Definition::new(label, value.trim()));
        }
    };
    put("From", addresses(message.from()));
    put("To", addresses(message.to()));
    put("Copy to", addresses(message.cc()));
    put("Date", sent(message));
    let attached: Vec<&str> = message
        .attachments()
        .take(ATTACHMENTS)
        .map(|part| part.attachment_name().unwrap_or("without a name"))
        .collect();
    put("Attachments", attached.join("; "));
    let subject = message.subject().unwrap_or_default().trim();
    let title = if subject.is_empty() {
        "E-mail message without a subject"
    } else {
        subject
    };
    vec![
        Block::heading(1, title),
        Block::Definitions {
            rows,
            label_width: 0.18,
        },
        Block::Rule,
    ]
}

/// When it was sent, by the sender's clock, with the distance from universal time that the sender gave.
fn sent(message: &Message<'_>) -> String {
    let Some(at) = message.date() else {
        return String::new();
    };
    let moment = chrono::NaiveDate::from_ymd_opt(i32::from(at.year), at.month.into(), at.day.into())
        .and_then(|day| day.and_hms_opt(at.hour.into(), at.minute.into(), 0));
    let Some(moment) = moment else {
        return String::new();
    };
    let sign = if at.tz_before_gmt { '-' } else { '+' };
    let zone = if at.tz_hour == 0 && at.tz_minute == 0 {
        "UTC".to_owned()
    } else {
        format!("UTC{sign}{:02}:{:02}", at.tz_hour, at.tz_minute)
    };
    format!("{} ({zone})", date::clinical_time(moment))
}

fn addresses(address: Option<&Address<'_>>) -> String {
    let Some(address) = address else {
        return String::new();
    };
    let written = address
        .iter()
        .map(|one| match (one.name.as_deref(), one.address.as_deref()) {
            (Some(name), Some(address)) => format!("{name} <{address}>"),
            (name, address) => name.or(address).unwrap_or_default().to_owned(),
        });
    written.collect::<Vec<_>>().join("; ")
}
