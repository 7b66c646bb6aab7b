//! The colour profile papers are printed for: sRGB, built from its published numbers.

/// An ICC profile (version 2) of sRGB, IEC 61966-2-1, of under a kilobyte.
pub(crate) fn srgb() -> Vec<u8> {
    let text = b"No copyright, use freely\0";
    let mut copyright = b"text\0\0\0\0".to_vec();
    copyright.extend_from_slice(text);
    // The white point and the primaries adapted to it, as the profile connection space wants them.
    let tags: [(&[u8; 4], Vec<u8>); 7] = [
        (b"desc", description("sRGB IEC61966-2.1")),
        (b"cprt", copyright),
        (b"wtpt", xyz([0.9505, 1.0, 1.0891])),
        (b"rXYZ", xyz([0.43607, 0.22249, 0.01392])),
        (b"gXYZ", xyz([0.38515, 0.71687, 0.09708])),
        (b"bXYZ", xyz([0.14307, 0.06061, 0.71410])),
        (b"rTRC", curve()),
    ];
    let count = tags.len() + 2;
    let mut directory = (count as u32).to_be_bytes().to_vec();
    let mut data: Vec<u8> = Vec::new();
    let start = 128 + 4 + count * 12;
    for (signature, bytes) in &tags {
        let entry = entry(signature, start + data.len(), bytes.len());
        directory.extend_from_slice(&entry);
        if *signature == b"rTRC" {
            // The three colours share one curve.
            for other in [b"gTRC", b"bTRC"] {
                directory.extend_from_slice(&self::entry(other, start + data.len(), bytes.len()));
            }
        }
        data.extend_from_slice(bytes);
        data.resize(data.len().next_multiple_of(4), 0);
    }
    let mut profile = header(start + data.len());
    profile.extend_from_slice(&directory);
    profile.extend_from_slice(&data);
    profile
}

fn header(length: usize) -> Vec<u8> {
    let mut header = vec![0; 128];
    let mut put = |at: usize, bytes: &[u8]| header[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, &(length as u32).to_be_bytes());
    put(8, &[2, 0x10, 0, 0]);
    put(12, b"mntrRGB XYZ ");
    // The date of the profile: 1 January 2026.
    put(24, &[7, 0xEA, 0, 1, 0, 1]);
    put(36, b"acsp");
    put(68, &fixed(0.9642));
    put(72, &fixed(1.0));
    put(76, &fixed(0.8249));
    header
}

fn entry(signature: &[u8; 4], offset: usize, length: usize) -> Vec<u8> {
    [
        *signature,
        (offset as u32).to_be_bytes(),
        (length as u32).to_be_bytes(),
    ]
    .concat()
}

/// A number with sixteen bits behind the point.
fn fixed(value: f64) -> [u8; 4] {
    ((value * 65536.0).round() as i32).to_be_bytes()
}

fn xyz(values: [f64; 3]) -> Vec<u8> {
    let mut bytes = b"XYZ \0\0\0\0".to_vec();
    values
        .iter()
        .for_each(|&value| bytes.extend_from_slice(&fixed(value)));
    bytes
}

fn description(text: &str) -> Vec<u8> {
    let mut bytes = b"desc\0\0\0\0".to_vec();
    bytes.extend_from_slice(&(text.len() as u32 + 1).to_be_bytes());
    bytes.extend_from_slice(text.as_bytes());
    // The end of the text, and no localised or Macintosh form of it.
    bytes.resize(bytes.len() + 1 + 4 + 4 + 2 + 1 + 67, 0);
    bytes
}

/// The curve of sRGB from stored value to light, at 256 points.
fn curve() -> Vec<u8> {
    let mut bytes = b"curv\0\0\0\0".to_vec();
    bytes.extend_from_slice(&256_u32.to_be_bytes());
    for step in 0..256_u32 {
        let value = f64::from(step) / 255.0;
        let light = if value <= 0.04045 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        };
        bytes.extend_from_slice(&((light * 65535.0).round() as u16).to_be_bytes());
    }
    bytes
}
