//! What a bundle says of itself to archives: a packet of metadata that agrees with its information dictionary and, where
//! every record allows it, the claim of PDF/A-3b and the colours that its pages are meant for.

use lopdf::{Dictionary, Object};

use super::{Bundle, dictionary};
use crate::access::string;
use crate::typeset::{iso_date, srgb};

/// What is said of the whole.
pub(super) struct About<'a> {
    pub(super) title: &'a str,
    pub(super) language: &'a str,
    pub(super) producer: &'a str,
    /// As a PDF date.
    pub(super) created: &'a str,
    /// Whether it claims PDF/A-3b.
    pub(super) is_archival: bool,
}

impl Bundle {
    pub(super) fn info(&mut self, about: &About<'_>) -> Object {
        let info = dictionary([
            ("Title", string(about.title)),
            ("Producer", string(about.producer)),
            ("CreationDate", string(about.created)),
            ("ModDate", string(about.created)),
        ]);
        self.writer.add(&info)
    }

    /// Metadata for programs that read no information dictionary, uncompressed so that any program finds them.
    pub(super) fn metadata(&mut self, about: &About<'_>) -> Object {
        let claim = if about.is_archival {
            "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>"
        } else {
            ""
        };
        let date = iso_date(about.created).map_or_else(String::new, |date| {
            format!(
                "<xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate>\
                 <xmp:MetadataDate>{date}</xmp:MetadataDate>"
            )
        });
        let packet = format!(
            "<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\
             <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description rdf:about=\"\" \
             xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" \
             xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\
             <dc:format>application/pdf</dc:format>\
             <dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{}</rdf:li></rdf:Alt></dc:title>\
             <dc:language><rdf:Bag><rdf:li>{}</rdf:li></rdf:Bag></dc:language>\
             <pdf:Producer>{}</pdf:Producer>{date}{claim}\
             </rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>",
            escaped(about.title),
            escaped(about.language),
            escaped(about.producer)
        );
        let number = self.writer.reserve();
        let mut dict = Dictionary::new();
        dict.set("Type", Object::Name(b"Metadata".to_vec()));
        dict.set("Subtype", Object::Name(b"XML".to_vec()));
        self.writer.put_stream(number, &dict, packet.as_bytes());
        Object::Reference((number, 0))
    }

    /// The colours that the pages are meant for, as our own papers have them.
    pub(super) fn output_intents(&mut self) -> Object {
        let profile = self.writer.add_stream(dictionary_of([("N", 3.into())]), &srgb());
        let name = || string("sRGB IEC61966-2.1");
        Object::Array(vec![dictionary([
            ("Type", Object::Name(b"OutputIntent".to_vec())),
            ("S", Object::Name(b"GTS_PDFA1".to_vec())),
            ("OutputConditionIdentifier", name()),
            ("Info", name()),
            ("DestOutputProfile", profile),
        ])])
    }
}

fn dictionary_of<const N: usize>(entries: [(&str, Object); N]) -> Dictionary {
    entries.into_iter().collect()
}

fn escaped(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '&' => "&amp;".to_owned(),
            '<' => "&lt;".to_owned(),
            '>' => "&gt;".to_owned(),
            c if c.is_control() => " ".to_owned(),
            c => c.to_string(),
        })
        .collect()
}
