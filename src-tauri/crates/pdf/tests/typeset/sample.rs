//! A letter, an index and a leaflet as the product prints them, for tests to look at.

use second_opinion_pdf::typeset::*;

/// A paper with running lines.
pub(crate) fn paper(title: &str) -> Paper {
    let mut paper = Paper::a4(title, "D:20260814093000Z", [7; 16]);
    paper.author = "Dr Siân Pryce".into();
    paper.subject = "Referral for a second opinion".into();
    paper.running_head = Some(Running {
        left: "SMITH, John (Mr)  Born 14-Aug-1980 (45y)  NHS No. 943\u{a0}476\u{a0}5919  Ref SO-2026-0042 v1"
            .into(),
        right: "Page {page} of {pages}".into(),
    });
    paper.running_foot = Some(Running {
        left: "Confidential: personal data".into(),
        right: String::new(),
    });
    paper
}

/// A paper without running lines.
pub(crate) fn plain(title: &str) -> Paper {
    Paper::a4(title, "D:20260814093000Z", [7; 16])
}

/// A referral letter and the index of its enclosures.
pub(crate) fn letter() -> (Paper, Vec<Block>) {
    let blocks = vec![
        Block::Address {
            lines: ["Prof. Eleri Whitcombe", "Department of Neurosurgery", "The Walton Centre", "Lower Lane", "Liverpool  L9 7LJ"]
                .map(|line| vec![Span::plain(line)])
                .to_vec(),
            left_mm: 24.0,
            top_mm: 46.0,
            width_mm: 85.0,
            height_mm: 34.0,
            beside: vec![Block::Definitions {
                label_width: 0.36,
                rows: vec![
                    Definition::new("Date", "14-Aug-2026"),
                    Definition::new("Our ref", "SO-2026-0042 v1"),
                    Definition::new("UBRN", "0000 4961 4844"),
                    Definition::new("Priority", Span::bold("Urgent")),
                ],
            }],
        },
        Block::heading(1, "Referral for a second opinion"),
        Block::Definitions {
            label_width: 0.2,
            rows: vec![
                Definition::new("Patient", Span::bold("SMITH, John (Mr)")),
                Definition::new("Born", "14-Aug-1980 (45y)"),
                Definition::new("NHS No.", Span::bold("943\u{a0}476\u{a0}5919")),
                Definition::new("Address", "12 Ffordd y Bryn, Caernarfon, Gwynedd  LL55 1AB"),
            ],
        },
        Block::heading(2, "What I am asking"),
        Block::List {
            kind: ListKind::Ordered,
            items: vec![
                vec![Block::tight(vec!["Is surgical decompression indicated for the lumbar stenosis at L3/4 and L4/5, given the fluctuating neurological signs?".into()])],
                vec![Block::tight(vec!["Would a further six months of conservative care put bladder or bowel function at risk?".into()])],
            ],
        },
        Block::Callout {
            title: vec!["What I am not asking".into()],
            blocks: vec![Block::paragraph("Opinion only. Care remains with the spinal team at Ysbyty Gwynedd unless you and the hospital agree otherwise with the patient.")],
        },
        Block::heading(2, "First opinion"),
        Block::paragraph("Mr Smith was seen on 02-Jul-2026 by Mr Łukasz Wójcik, consultant spinal surgeon, who diagnosed degenerative lumbar canal stenosis and offered a two-level decompression. HbA1c ≥ 48 mmol/mol was noted; eGFR 71 ± 3 mL/min/1.73 m². No treatment has been started."),
        Block::heading(2, "The patient’s reason, in his own words"),
        Block::Paragraph {
            spans: vec!["“I was told two different things in one week. Before anybody opens my back I would like somebody who does not know either of them to look at the pictures and tell me what they see.”".into()],
            style: ParagraphStyle::Quotation,
            align: Align::Start,
        },
        Block::heading(2, "Investigations"),
        Block::Table {
            columns: vec![Column::new(2.4), Column::new(1.4), Column::figures(1.0), Column::new(1.0), Column::new(1.6)],
            header: ["Test", "Date", "Result", "Unit", "Reference"].map(Cell::from).to_vec(),
            rows: [
                ["Haemoglobin", "30-Jun-2026", "141", "g/L", "130–180"],
                ["HbA1c", "30-Jun-2026", "51", "mmol/mol", "20–41  high"],
                ["C-reactive protein", "30-Jun-2026", "4", "mg/L", "0–5"],
                ["Sodium", "30-Jun-2026", "1,139.5", "mmol/L", "133–146"],
            ]
            .map(|row| Row::from(row.map(Cell::from).to_vec()))
            .to_vec(),
            caption: Some(vec!["Blood results".into()]),
        },
        Block::heading(2, "Communication needs"),
        Block::Paragraph {
            spans: vec!["First language Welsh; the family name at home is written ".into(), Span::plain("Gŵyn-Ŷale").in_language("cy"), ". Mother’s name: ".into(),
                Span::plain("فاطمة الزهراء").in_language("ar"), ", father’s: ".into(), Span::plain("श्री विक्रम क्षेत्री").in_language("hi"), ". See ".into(), Span::link("Enclosure 3", "enclosure-3"), ".".into()],
            style: ParagraphStyle::Body, align: Align::Start,
        },
        Block::Rule,
        Block::KeepTogether(vec![
            Block::paragraph("Yours sincerely"),
            Block::SignatureLine { labels: vec!["Dr Siân Pryce, General Practitioner, GMC 7012345".into(), "Date and time".into()] },
            Block::Paragraph { spans: vec!["Copies: patient; Ysbyty Gwynedd spinal team.".into()], style: ParagraphStyle::Small, align: Align::Start },
        ]),
        Block::PageBreak,
        Block::Heading { level: 1, text: vec!["Index of enclosures".into()], destination: Some("index".into()), outline: true },
        Block::Table {
            columns: vec![Column::figures(0.4), Column::new(3.4), Column::new(1.5), Column::new(1.8), Column::figures(0.9)],
            header: ["No.", "Record", "Date", "State", "Pages"].map(Cell::from).to_vec(),
            rows: (1..=60)
                .map(|number| {
                    Row::from(vec![
                        Cell::from(number.to_string()).heads_row(),
                        Cell::from(Span::link(format!("MRI lumbar spine report, sequence {number}"), format!("enclosure-{number}"))),
                        Cell::from("02-Jul-2026"),
                        Cell::from(if number % 7 == 0 { "held elsewhere (IEP: to the Walton Centre, 10-Aug-2026)" } else { "enclosed" }),
                        Cell::from(format!("{}–{}", number * 3, number * 3 + 2)),
                    ])
                })
                .collect(),
            caption: None,
        },
    ];
    (paper("SO-2026-0042"), blocks)
}

/// A leaflet in large print.
pub(crate) fn leaflet() -> (Paper, Vec<Block>) {
    let mut paper = paper("What happens next");
    paper.base_size_pt = 16.0;
    paper.running_head = None;
    let blocks = vec![
        Block::Paragraph { spans: vec!["What happens next".into()], style: ParagraphStyle::Title, align: Align::Start },
        Block::Paragraph { spans: vec!["You have asked for a second opinion. Your doctor has sent your letter and records to another hospital. This sheet tells you what to expect.".into()], style: ParagraphStyle::Lead, align: Align::Start },
        Block::heading(1, "Things to consider"),
        Block::List { kind: ListKind::Bulleted, items: vec![
            vec![Block::paragraph("It can take several weeks before you are seen. Your care with your present team goes on meanwhile."), Block::List { kind: ListKind::Bulleted, items: vec![vec![Block::paragraph("Keep your appointments.")]] }],
            vec![Block::paragraph("You may have to travel. Ask about help with the cost.")],
        ] },
        Block::heading(1, "Bring with you"),
        Block::List { kind: ListKind::Checklist, items: vec![vec![Block::paragraph("This sheet and your letter")], vec![Block::paragraph("A list of your medicines")]] },
    ];
    (paper, blocks)
}
