//! Results as laboratories send them.

use crate::Seed;

pub(crate) fn seeds() -> Vec<Seed> {
    let message = |lines: &[&str]| lines.join("\r").into_bytes();
    let head = "MSH|^~\\&|LAB|KCH|||20260814103000||ORU^R01^ORU_R01|M1|P|2.4|||AL|NE||8859/1";
    let patient = "PID|1||9434765919^^^NHS^NH~K12^^^KCH^MR||Smith^John^A^^Mr||19800814|M|||1 High Street^^London^^SE5 9RS";
    let order = "OBR|1|A12|L34|FBC^Full blood count^LOCAL|||202608140905|||||||202608141000|BLD^Blood|C1^Jones^Mary^^^Dr||||||202608141025||HM|F";
    vec![
        (
            "hl7-numbers",
            message(&[
                head,
                patient,
                order,
                "OBX|1|NM|HB^Haemoglobin^LOCAL||118|g/L|130 - 180|L|||F|||202608140905",
                "NTE|1||Repeat advised \\T\\ discuss\\.br\\with GP \\X41\\ \\H\\now\\N\\",
                "OBX|2|SN|CRP^C-reactive protein||<^5||0 - 5||||C",
                "OBX|3|SN|T^Titre||1^:^128||||||F",
                "OBX|4|CE|BG^Blood group||OPOS^O positive^LOCAL||||||F",
                "OBX|5|DT|D^Date||20260814||||||P",
                "OBX|6|TX|FILM^Film||No blasts \\F\\ seen~Second line||||||F",
                "OBX|7|FT|M^Micro||\\.sp2\\\\.in4\\Growth\\.ce\\of|||||S|F",
                "",
            ]),
        ),
        (
            "hl7-document",
            message(&[
                head,
                patient,
                "TXA|1|CT^CT report||20260813|||||C1^Jones^Mary^^^Dr||||||||AU",
                "OBX|1|ED|TXT^Report||RIS^TEXT^PLAIN^Base64^VGhlIHJlcG9ydA==||||||F",
                "OBX|2|RP|SCAN^Scan||\\\\server\\x.pdf||||||F",
            ]),
        ),
        (
            "hl7-batch",
            message(&[
                "FHS|^~\\&|LAB",
                "BHS|^~\\&|LAB",
                head,
                patient,
                order,
                "OBX|1|NM|K^Potassium||5.10|mmol/L|3.5-5.3|N|||F",
                head,
                "PID|1||4010232137",
                "OBR|1|||UE^Urea",
                "OBX|1|NM|U^Urea||7|||A|||F",
                "BTS|2",
                "FTS|1",
            ]),
        ),
        ("hl7-delimiters", b"MSH#*+!%#A#B#####ORU*R01#1#P#2.3\nOBR#1###X*Y\nOBX#1#NM#A*B##5##1-2".to_vec()),
        ("hl7-framed", [b"\x0B".as_slice(), head.as_bytes(), b"\rOBX|1|ST|A^B||x||||||F\r\x1C\r"].concat()),
        (
            "fhir-report",
            br##"{"resourceType":"Bundle","type":"collection","entry":[
{"fullUrl":"urn:uuid:1","resource":{"resourceType":"Patient","id":"p","name":[{"family":"Smith","given":["John"],"prefix":["Mr"]}],"birthDate":"1980-08-14","identifier":[{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"9434765919"}],"gender":"male"}},
{"resource":{"resourceType":"DiagnosticReport","id":"r","status":"final","code":{"text":"Renal profile"},"effectiveDateTime":"2026-08-14T09:05:00Z","issued":"2026-08-14T10:30:00+01:00","performer":[{"display":"Lab"}],"conclusion":"Stable.","result":[{"reference":"Observation/k"},{"reference":"#in"}],"contained":[{"resourceType":"Observation","id":"in","code":{"text":"In"},"valueString":"ok"}]}},
{"resource":{"resourceType":"Observation","id":"k","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"2823-3","display":"Potassium"}]},"valueQuantity":{"value":5.10,"comparator":"<","unit":"mmol/L"},"interpretation":[{"coding":[{"code":"N"}]}],"referenceRange":[{"low":{"value":3.5},"high":{"value":5.3},"text":"adult"}],"effectivePeriod":{"start":"2026-08"},"note":[{"text":"haemolysed"}]}}]}"##
                .to_vec(),
        ),
        (
            "fhir-values",
            br#"{"resourceType":"Observation","status":"amended","code":{"text":"BP"},"component":[{"code":{"text":"S"},"valueQuantity":{"value":1.82e2}},{"code":{"text":"R"},"valueRatio":{"numerator":{"value":1},"denominator":{"value":128}}},{"code":{"text":"G"},"valueRange":{"low":{"value":-1}}},{"code":{"text":"C"},"valueCodeableConcept":{"text":"yes"}},{"code":{"text":"B"},"valueBoolean":false},{"code":{"text":"D"},"dataAbsentReason":{"text":"gone"}},{"code":{"text":"I"},"valueInteger":12345678901234567890},{"code":{"text":"\u0174\ud83d\ude00"},"valueDateTime":"2026-08-14T09:05:00.123Z"}],"hasMember":[{"reference":"Observation/a"}]}"#
                .to_vec(),
        ),
        (
            "fhir-document",
            br#"{"resourceType":"DocumentReference","status":"current","type":{"text":"Clinic letter"},"content":[{"attachment":{"contentType":"text/plain","title":"letter","data":"RGVhciBEciBKb25lcw=="}},{"attachment":{"title":"scan","url":"https://example.test/x"}}]}"#
                .to_vec(),
        ),
    ]
}
