//! E-mail messages.

use super::*;

const MESSAGE: &str = "From: =?utf-8?q?Dr_=C5=B4yn?= <wyn@example.test>\r\nTo: Clinic <clinic@example.test>\r\n\
Subject: Scan of Mr Smith\r\nDate: Fri, 14 Aug 2026 09:05:00 +0100\r\nMIME-Version: 1.0\r\n\
Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\
Please see attached.\r\n\r\nNHS No. 943 476 5919\r\n\
--b\r\nContent-Type: text/plain; name=notes.txt\r\nContent-Disposition: attachment; filename=notes.txt\r\n\r\nThe attached notes.\r\n\
--b\r\nContent-Type: application/octet-stream; name=program.exe\r\nContent-Disposition: attachment; filename=program.exe\r\n\
Content-Transfer-Encoding: base64\r\n\r\nTVqQAAMAAAAEAAAA//8AALgAAAA=\r\n--b--\r\n";

#[test]
fn a_message_is_read_with_what_is_attached_to_it() {
    insta::assert_snapshot!(read(MESSAGE.as_bytes(), Format::Email));
    assert_eq!(notes(MESSAGE.as_bytes()), ["attachment_left_out"]);
    assert_eq!(checked(MESSAGE.as_bytes()).unwrap().found.nhs_numbers.len(), 1);
}

#[test]
fn a_message_in_html_alone_is_read() {
    let message =
        "From: a@example.test\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<p>Dear <b>team</b></p>";
    assert!(read(message.as_bytes(), Format::Email).contains("Dear team"));
}

#[test]
fn messages_in_messages_come_to_an_end() {
    let mut message =
        "From: a@example.test\r\nMIME-Version: 1.0\r\nSubject: innermost\r\n\r\nhello".to_owned();
    for level in 0..6 {
        message = format!(
            "From: a@example.test\r\nMIME-Version: 1.0\r\nSubject: level {level}\r\nContent-Type: multipart/mixed; boundary=b{level}\r\n\r\n\
             --b{level}\r\nContent-Type: message/rfc822\r\nContent-Disposition: attachment; filename=m{level}.eml\r\n\r\n{message}\r\n--b{level}--\r\n"
        );
    }
    let page = read(message.as_bytes(), Format::Email);
    assert!(page.contains("level 3") && !page.contains("innermost"), "{page}");
    assert_eq!(notes(message.as_bytes()), ["attachment_left_out"]);
}
