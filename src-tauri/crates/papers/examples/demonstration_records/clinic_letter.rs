//! The clinic letter in which the first opinion was given.

use pdf::typeset::{Block, Fonts, ListKind, Paper, Span, TypesetError, typeset};

use super::page::{BORN, NUMBER, PATIENT, letterhead, lines, paper};

const HOSPITAL: &str = "St Brannoc’s Hospital";

/// The letter as a PDF.
pub(crate) fn pdf() -> Result<Vec<u8>, TypesetError> {
    let paper = Paper {
        base_size_pt: 9.4,
        ..paper("Clinic letter", HOSPITAL, "20261109", 0x22)
    };
    let mut blocks = letterhead(
        HOSPITAL,
        "Department of Cardiothoracic Surgery",
        "Harbour Road, Wennolport ZZ1 4QT  ·  01632 960 144  ·  cardiothoracic@stbrannocs.example",
    );
    blocks.push(lines(&[
        (
            "To",
            "Dr Rhiannon Mistry, consultant cardiologist, Wrekin Vale Hospital",
        ),
        ("Copy", "Dr Tomos Achterberg, Pont Felin Surgery"),
        ("Clinic", "05-Nov-2026, seen by Dr Amara Okonkwo"),
        ("Typed", "09-Nov-2026"),
        ("Our ref", "CTS/26/2217"),
    ]));
    blocks.push(Block::Space(2.0));
    blocks.push(lines(&[
        ("Patient", PATIENT),
        ("Born", BORN),
        ("NHS No.", NUMBER),
    ]));
    blocks.push(Block::heading(2, "Diagnoses"));
    blocks.push(list(&[
        "Severe symptomatic aortic stenosis: peak velocity 4.3 m/s, mean gradient 44 mmHg, valve area 0.8 cm²",
        "Left ventricular ejection fraction 52%",
        "Hodgkin lymphoma 1984, treated with mantle radiotherapy; in remission since",
        "Moderate chronic obstructive pulmonary disease, FEV₁ 1.71 L (58% of predicted)",
        "Chronic kidney disease stage G3a A2",
    ]));
    blocks.push(Block::heading(2, "Opinion and plan"));
    for text in [
        "I saw Mr Ŵyn-Parry with his wife. He is breathless on one flight of stairs (NYHA class II to III) and had one \
         episode of light-headedness on exertion in September. He has had no syncope and no chest pain at rest.",
        "On examination his pulse was 72 and regular, blood pressure 128/74 mmHg. There is an ejection systolic murmur \
         radiating to both carotids with a soft second sound. There is skin atrophy over the sternum from his \
         radiotherapy. There are no signs of failure today.",
        "The CT scan shows a tricuspid, heavily calcified valve, an ascending aorta of 34 mm without circumferential \
         calcification, and a moderate stenosis of the mid left anterior descending artery. Both femoral arteries \
         measure more than 7 mm.",
        "In my opinion he should have his valve replaced by open operation, with a bypass graft to the left anterior \
         descending artery at the same time. At 68 he stands to gain from a valve of known durability. I explained \
         the risks, which I put at about 4% for death and 2% for stroke, and that his earlier radiotherapy makes \
         healing of the breastbone less certain.",
        "He asked whether the valve could be replaced through a catheter from the groin. I said that this is mainly \
         offered to older patients and that I would not recommend it as the first choice, but that he is free to ask \
         for another opinion. A place has been kept for him on the operating list of 14-Jan-2027.",
    ] {
        blocks.push(Block::paragraph(text));
    }
    blocks.push(Block::heading(2, "Medication"));
    blocks.push(Block::paragraph(
        "Bisoprolol 2.5 mg once daily, ramipril 5 mg once daily, atorvastatin 40 mg at night, aspirin 75 mg once \
         daily, tiotropium 2.5 micrograms two puffs once daily, all unchanged.",
    ));
    blocks.push(Block::heading(2, "Allergies"));
    blocks.push(Block::paragraph(
        "Penicillin: widespread rash in 1996. Contrast medium: none.",
    ));
    blocks.push(Block::KeepTogether(vec![
        Block::paragraph("Yours sincerely"),
        Block::Space(2.0),
        Block::body(vec![
            Span::bold("Dr Amara Okonkwo"),
            Span::plain("\nConsultant cardiothoracic surgeon, GMC 9999103\nChecked and signed electronically on 09-Nov-2026 11:20"),
        ]),
    ]));
    typeset(&paper, &blocks, Fonts::bundled()).map(|set| set.bytes)
}

fn list(items: &[&str]) -> Block {
    Block::List {
        kind: ListKind::Ordered,
        items: items
            .iter()
            .map(|item| vec![Block::tight(vec![Span::plain(*item)])])
            .collect(),
    }
}
