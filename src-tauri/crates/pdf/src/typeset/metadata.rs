//! What a paper says of itself to archives: an XMP packet that agrees with its information dictionary.

use super::paper::Paper;

/// The program that makes papers.
pub(super) const CREATOR: &str = "Second Opinion";

/// Whether `date` is a PDF date of seconds: `D:YYYYMMDDHHmmSS`, then `Z` or an offset such as `+01'00'`.
pub(super) fn is_pdf_date(date: &str) -> bool {
    iso_date(date).is_some()
}

/// The same moment as XMP writes it.
pub(crate) fn iso_date(date: &str) -> Option<String> {
    let (digits, zone) = date.strip_prefix("D:")?.split_at_checked(14)?;
    if !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let zone = match zone.as_bytes() {
        b"Z" | b"Z00'00'" => "Z".to_owned(),
        [b'+' | b'-', _, _, b'\'', _, _, ..] => {
            let (hours, minutes) = (zone.get(1..3)?, zone.get(4..6)?);
            let numbers = [hours, minutes]
                .iter()
                .all(|part| part.bytes().all(|digit| digit.is_ascii_digit()));
            if !numbers || !matches!(zone.get(6..), Some("" | "'")) {
                return None;
            }
            format!("{}{hours}:{minutes}", zone.get(..1)?)
        }
        _ => return None,
    };
    let part = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
    Some(format!(
        "{}-{}-{}T{}:{}:{}{zone}",
        part(0, 4),
        part(4, 6),
        part(6, 8),
        part(8, 10),
        part(10, 12),
        part(12, 14)
    ))
}

/// The XMP packet: title, author, dates, and the claims of PDF/A-2a and PDF/UA-1.
pub(super) fn xmp(paper: &Paper) -> String {
    let date = iso_date(&paper.created).unwrap_or_default();
    let title = escape(&paper.title);
    let language = escape(&paper.language);
    let author = optional(&paper.author, |author| {
        format!("<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>\n")
    });
    let subject = optional(&paper.subject, |subject| {
        format!(
            "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">{subject}</rdf:li></rdf:Alt></dc:description>\n"
        )
    });
    let id: String = paper.id.iter().map(|byte| format!("{byte:02x}")).collect();
    format!(
        "<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>
<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">
<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">
<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" \
xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" \
xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
{author}{subject}<xmp:CreatorTool>{CREATOR}</xmp:CreatorTool>
<xmp:CreateDate>{date}</xmp:CreateDate>
<xmp:ModifyDate>{date}</xmp:ModifyDate>
<xmp:MetadataDate>{date}</xmp:MetadataDate>
<pdf:Producer>{CREATOR}</pdf:Producer>
<xmpMM:DocumentID>uuid:{id}</xmpMM:DocumentID>
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
{UA_SCHEMA}</rdf:RDF>
</x:xmpmeta>
<?xpacket end=\"r\"?>"
    )
}

/// PDF/A wants every schema explained that it does not know itself.
const UA_SCHEMA: &str = "<rdf:Description rdf:about=\"\" \
xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" \
xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" \
xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Which part of ISO 14289 the document follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
";

fn optional(text: &str, form: impl Fn(&str) -> String) -> String {
    if text.is_empty() {
        String::new()
    } else {
        form(&escape(text))
    }
}

fn escape(text: &str) -> String {
    let allowed = text.chars().filter(|character| !character.is_control());
    allowed.fold(String::new(), |mut escaped, character| {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            other => escaped.push(other),
        }
        escaped
    })
}
