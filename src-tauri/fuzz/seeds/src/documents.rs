//! Text, web pages, rich text, e-mail, and the parts of Word and OpenDocument packages.

use crate::Seed;

pub(crate) fn seeds() -> Vec<Seed> {
    let seed = |text: &str| text.as_bytes().to_vec();
    let wide = |text: &str| {
        [0xFF, 0xFE]
            .into_iter()
            .chain(text.encode_utf16().flat_map(u16::to_le_bytes))
            .collect::<Vec<u8>>()
    };
    vec![
        (
            "text",
            seed(
                "REPORT\r\n\r\nTest        Result  Units\r\nHb          135     g/L\r\n\x0CPage two: Siân Ŵyn محمد राजेश 王",
            ),
        ),
        ("text-wide", wide("Temperature 38.5 °C\n")),
        ("text-latin", b"Temperature 38.5 \xB0C, \xA33\n".to_vec()),
        ("page", seed(PAGE)),
        ("rich", seed(RICH)),
        ("mail", seed(MAIL)),
        (
            "mail-page",
            seed(
                "From: a@example.test\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>Dear =E9 <b>team</b></p>",
            ),
        ),
        ("word", seed(WORD)),
        ("open", seed(OPEN)),
    ]
}

const PAGE: &str = r#"<!DOCTYPE html><html><head><title>T</title><style>p{}</style><script>alert("x")</script></head><body>
<h1>Summary</h1><p>Seen by <b>Dr &#372;yn</b>,<br>ward&nbsp;4 <i>and</i> <sup>2</sup>.</p><ul><li>Home<ul><li>with son</li></ul></li></ul>
<ol start="4" type="a"><li>fourth</li></ol><table><tr><th colspan="2">Test</th></tr><tr><td rowspan="2">Na</td><td>138</td></tr><tr><td>x</td></tr></table>
<pre>a  b</pre><hr><blockquote>said</blockquote><img src="data:image/png;base64,iVBORw0KGgo=" alt="Chart"><a href="http://x">link</a></body></html>"#;

const RICH: &str = r"{\rtf1\ansi\ansicpg1252\deff0\uc1{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial CYR;}}{\colortbl;\red1\green2\blue3;}{\info{\author Nobody}}
{\header SMITH, John NHS No. 943 476 5919\par}{\stylesheet{\s1 heading 1;}}
\pard\s1\b Letter\b0\par 38.5 \'b0C, \u372?yn, {\f1 \'c8\'e2}\tab\emdash\~\line\par{\*\generator x}{\pict\pngblip\picw10\pich10 89504e47}{\deleted old }new\par
{\pntext\f0 1.\tab}{\*\listtable{\list{\listlevel\levelnfc0{\leveltext\'02\'00.;}}\listid1}}\ls1\ilvl0 item\par
\trowd\cellx1000\cellx2000\intbl Drug\cell Dose\cell\row\trowd\intbl A\cell {\trowd B\nestcell\nestrow}\cell\row\pard After\bin3 abc\u-10179?\u-8704?\par\page Two\par}";

const MAIL: &str = "From: =?utf-8?q?Dr_=C5=B4yn?= <wyn@example.test>\r\nTo: Clinic <clinic@example.test>\r\nSubject: Scan\r\n\
Date: Fri, 14 Aug 2026 09:05:00 +0100\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n\
--b\r\nContent-Type: multipart/alternative; boundary=c\r\n\r\n--c\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nPlease see attached.\r\n\
--c\r\nContent-Type: text/html\r\n\r\n<p>Please</p>\r\n--c--\r\n--b\r\nContent-Type: text/plain; name=notes.txt\r\n\
Content-Disposition: attachment; filename*=utf-8''n%20o.txt\r\n\r\nThe notes.\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n\
From: b@example.test\r\nMIME-Version: 1.0\r\nSubject: within\r\n\r\nhello\r\n--b\r\nContent-Type: application/octet-stream; name=p.exe\r\n\
Content-Transfer-Encoding: base64\r\n\r\nTVqQAAMAAAA=\r\n--b--\r\n";

const WORD: &str = r#"word
<w:document xmlns:w="w" xmlns:r="r" xmlns:a="a" xmlns:wp="wp"><w:body><w:p><w:pPr><w:pStyle w:val="H1"/><w:jc w:val="center"/></w:pPr><w:r><w:t>Letter</w:t></w:r></w:p>
<w:p><w:r><w:t xml:space="preserve">Dear Dr </w:t><w:tab/><w:br w:type="page"/></w:r><w:r><w:rPr><w:b/><w:vertAlign w:val="superscript"/></w:rPr><w:t>&#x174;yn &amp; team</w:t></w:r></w:p>
<w:p><w:del><w:r><w:delText>5 mg</w:delText></w:r></w:del><w:ins><w:r><w:t>10 mg</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r><w:hyperlink r:id="rId2"><w:r><w:t>x</w:t></w:r></w:hyperlink></w:p>
<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>First</w:t><w:sym w:char="F0B7"/></w:r></w:p>
<w:tbl><w:tblGrid><w:gridCol w:w="100"/></w:tblGrid><w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>Drug</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>
<w:p><w:r><w:drawing><wp:extent cx="1440000"/><wp:docPr descr="A chart"/><a:blip r:embed="rId1"/></w:drawing><w:fldChar w:fldCharType="begin"/><w:instrText>DATE</w:instrText><w:fldChar w:fldCharType="end"/></w:r></w:p><w:sectPr><w:headerReference r:id="rId2"/></w:sectPr></w:body></w:document>
=====
<w:styles xmlns:w="w"><w:style w:styleId="H1"><w:name w:val="heading 1"/><w:basedOn w:val="H1"/><w:rPr><w:b/></w:rPr></w:style></w:styles>
=====
<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="9"/></w:lvlOverride></w:num></w:numbering>
=====
<Relationships><Relationship Id="rId1" Type="http://x/image" Target="media/i.png"/><Relationship Id="rId2" Type="http://x/header" Target="header1.xml"/></Relationships>
=====
<w:hdr xmlns:w='w'><w:p><w:r><w:t>SMITH, John  NHS No. 943 476 5919</w:t></w:r></w:p></w:hdr>"#;

const OPEN: &str = r#"open
<office:document-content xmlns:office="o" xmlns:text="t" xmlns:table="tb" xmlns:style="s" xmlns:fo="f" xmlns:draw="d"><office:automatic-styles><style:style style:name="B" style:parent-style-name="B"><style:text-properties fo:font-weight="bold" text:display="none"/></style:style>
<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="a" style:num-suffix=")" text:start-value="4"/></text:list-style></office:automatic-styles><office:body><office:text>
<text:tracked-changes><text:p>gone</text:p></text:tracked-changes><text:h text:outline-level="1">Summary</text:h><text:p>Seen <text:span text:style-name="B">today</text:span><text:s text:c="2"/><text:tab/><text:line-break/>in<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>With.</text:p></text:note-body></text:note></text:p>
<text:list text:style-name="L"><text:list-item><text:p>Bloods</text:p><text:list><text:list-item><text:p>Na</text:p></text:list-item></text:list></text:list-item></text:list>
<table:table><table:table-column table:number-columns-repeated="2"/><table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-spanned="2" table:number-columns-repeated="3"><text:p>BP</text:p></table:table-cell><table:covered-table-cell/></table:table-row></table:table>
<text:p><draw:frame><draw:image href="x.png"/></draw:frame></text:p></office:text></office:body></office:document-content>
=====
<office:document-styles xmlns:office="o" xmlns:style="s"><office:styles><style:style style:name="H"/></office:styles></office:document-styles>"#;
