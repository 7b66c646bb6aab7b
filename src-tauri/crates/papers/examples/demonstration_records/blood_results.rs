//! Four pages of laboratory results, with units, reference ranges and flags in words.

use pdf::typeset::{Block, Cell, Column, Fonts, Row, Span, TypesetError, typeset};

use super::page::{BORN, NUMBER, PATIENT, letterhead, lines, paper};

const LABORATORY: &str = "St Brannoc’s Hospital";

/// Name, result, unit, reference range, flag; an empty flag is within range.
type Line = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
);

const BLOOD_COUNT: &[Line] = &[
    ("Haemoglobin", "118", "g/L", "130–180", "Low"),
    ("White cell count", "6.9", "10⁹/L", "4.0–11.0", ""),
    ("Platelets", "212", "10⁹/L", "150–400", ""),
    ("Red cell count", "3.98", "10¹²/L", "4.50–6.50", "Low"),
    ("Haematocrit", "0.361", "L/L", "0.400–0.540", "Low"),
    ("Mean cell volume", "90.7", "fL", "80.0–100.0", ""),
    ("Mean cell haemoglobin", "29.6", "pg", "27.0–32.0", ""),
    ("Neutrophils", "4.3", "10⁹/L", "2.0–7.5", ""),
    ("Lymphocytes", "1.7", "10⁹/L", "1.0–4.0", ""),
    ("Monocytes", "0.6", "10⁹/L", "0.2–1.0", ""),
    ("Eosinophils", "0.2", "10⁹/L", "0.0–0.5", ""),
    ("Basophils", "0.1", "10⁹/L", "0.0–0.1", ""),
];

const IRON: &[Line] = &[
    ("Ferritin", "41", "µg/L", "30–400", ""),
    ("Transferrin saturation", "17", "%", "20–50", "Low"),
    ("Vitamin B12", "318", "ng/L", "197–771", ""),
    ("Folate", "7.2", "µg/L", "3.9–26.8", ""),
];

const KIDNEY: &[Line] = &[
    ("Sodium", "138", "mmol/L", "133–146", ""),
    ("Potassium", "4.6", "mmol/L", "3.5–5.3", ""),
    ("Urea", "9.1", "mmol/L", "2.5–7.8", "High"),
    ("Creatinine", "124", "µmol/L", "59–104", "High"),
    ("eGFR (CKD-EPI 2009)", "53", "mL/min/1.73 m²", "above 90", "Low"),
    (
        "Urine albumin:creatinine ratio",
        "4.1",
        "mg/mmol",
        "below 3.0",
        "High",
    ),
];

const LIVER: &[Line] = &[
    ("Bilirubin", "14", "µmol/L", "0–21", ""),
    ("Alanine aminotransferase", "23", "U/L", "0–41", ""),
    ("Alkaline phosphatase", "88", "U/L", "30–130", ""),
    ("Albumin", "39", "g/L", "35–50", ""),
    ("Adjusted calcium", "2.36", "mmol/L", "2.20–2.60", ""),
];

const HEART: &[Line] = &[
    ("NT-proBNP", "1,840", "ng/L", "below 400", "High"),
    ("High-sensitivity troponin T", "19", "ng/L", "below 15", "High"),
    ("C-reactive protein", "4", "mg/L", "below 5", ""),
];

const RISK: &[Line] = &[
    ("Total cholesterol", "4.1", "mmol/L", "below 5.0", ""),
    ("HDL cholesterol", "1.2", "mmol/L", "above 1.0", ""),
    ("Non-HDL cholesterol", "2.9", "mmol/L", "below 4.0", ""),
    ("Triglycerides", "1.6", "mmol/L", "below 1.7", ""),
    ("HbA1c", "44", "mmol/mol", "20–41", "High"),
    ("TSH", "2.1", "mU/L", "0.27–4.20", ""),
];

const CLOTTING: &[Line] = &[
    ("Prothrombin time", "12.1", "s", "10.0–13.5", ""),
    ("INR", "1.0", "ratio", "0.8–1.2", ""),
    (
        "Activated partial thromboplastin time",
        "29.8",
        "s",
        "24.0–36.0",
        "",
    ),
    ("Fibrinogen (Clauss)", "3.6", "g/L", "1.5–4.0", ""),
];

/// Earlier results of the same tests, oldest first.
const COURSE: &[[&str; 5]] = &[
    ["Haemoglobin (g/L)", "131", "127", "122", "118"],
    ["Creatinine (µmol/L)", "108", "113", "119", "124"],
    ["eGFR (mL/min/1.73 m²)", "62", "59", "56", "53"],
    ["NT-proBNP (ng/L)", "690", "1,020", "1,410", "1,840"],
    ["HbA1c (mmol/mol)", "42", "43", "43", "44"],
];

/// The results as a PDF.
pub(crate) fn pdf() -> Result<Vec<u8>, TypesetError> {
    let paper = paper("Laboratory results", LABORATORY, "20261102", 0x11);
    let mut blocks = letterhead(
        LABORATORY,
        "Department of Blood Sciences",
        "Harbour Road, Wennolport ZZ1 4QT  ·  01632 960 181  ·  Results enquiries 08:00 to 20:00",
    );
    blocks.push(Block::heading(1, "Laboratory results"));
    blocks.push(lines(&[
        ("Patient", PATIENT),
        ("Born", BORN),
        ("NHS No.", NUMBER),
        ("Requested by", "Dr Amara Okonkwo, cardiothoracic outpatients"),
        ("Collected", "02-Nov-2026 08:40, venous blood, fasting"),
        ("Reported", "02-Nov-2026 14:15, final"),
        ("Laboratory No.", "BS-26-118402"),
    ]));
    blocks.extend(group("Full blood count", BLOOD_COUNT));
    blocks.push(Block::PageBreak);
    blocks.extend(group("Iron and vitamins", IRON));
    blocks.extend(group("Kidney profile", KIDNEY));
    blocks.extend(group("Liver and bone profile", LIVER));
    blocks.push(Block::PageBreak);
    blocks.extend(group("Cardiac markers", HEART));
    blocks.extend(group("Lipids, glucose and thyroid", RISK));
    blocks.extend(group("Clotting screen", CLOTTING));
    blocks.push(Block::PageBreak);
    blocks.extend(course());
    typeset(&paper, &blocks, Fonts::bundled()).map(|set| set.bytes)
}

fn group(title: &str, lines: &[Line]) -> Vec<Block> {
    let rows = lines.iter().map(|(name, result, unit, range, flag)| {
        let result = if flag.is_empty() {
            Span::plain(*result)
        } else {
            Span::bold(*result)
        };
        let flag = if flag.is_empty() {
            Span::plain("Within range")
        } else {
            Span::bold(*flag)
        };
        Row::from(vec![
            Cell::from(*name).heads_row(),
            result.into(),
            Cell::from(*unit),
            Cell::from(*range),
            flag.into(),
        ])
    });
    vec![
        Block::heading(2, title),
        Block::Table {
            columns: vec![
                Column::new(0.37),
                Column::figures(0.1),
                Column::new(0.18),
                Column::new(0.19),
                Column::new(0.16),
            ],
            header: header(&["Test", "Result", "Unit", "Reference range", "Flag"]),
            rows: rows.collect(),
            caption: None,
        },
    ]
}

fn course() -> Vec<Block> {
    let rows = COURSE.iter().map(|line| {
        let mut cells: Vec<Cell> = line.iter().map(|text| Cell::from(*text)).collect();
        cells[0] = Cell::from(line[0]).heads_row();
        Row::from(cells)
    });
    let mut columns = vec![Column::new(0.36)];
    columns.extend([Column::figures(0.16); 4]);
    vec![
        Block::heading(2, "Course over one year"),
        Block::Table {
            columns,
            header: header(&["Test", "12-Nov-2025", "04-Mar-2026", "15-Jul-2026", "02-Nov-2026"]),
            rows: rows.collect(),
            caption: None,
        },
        Block::heading(2, "Comments"),
        Block::paragraph(
            "Mild normocytic anaemia with low transferrin saturation and a ferritin in the lower part of its range: \
             iron deficiency is likely. Kidney function has fallen slowly over a year and is in the range of chronic \
             kidney disease stage G3a A2.",
        ),
        Block::paragraph(
            "NT-proBNP has nearly trebled in a year. A single troponin T just above the reference limit is usual in \
             stable aortic stenosis; repeat it if there is chest pain.",
        ),
        Block::paragraph(
            "Authorised by Dr Nikolaos Ødegård, consultant chemical pathologist, on 02-Nov-2026 at 14:15. This is a \
             final report. Reference ranges are those of this laboratory for adult men.",
        ),
    ]
}

fn header(words: &[&str]) -> Vec<Cell> {
    words.iter().map(|word| Cell::from(Span::bold(*word))).collect()
}
