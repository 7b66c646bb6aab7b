//! Mends what a mutation breaks by its mere length, so that the mutation itself is what the reader meets.

/// A PDF whose lengths of streams and table of objects fit again; one without a plain table is left as it is.
#[must_use]
pub fn pdf(bytes: &[u8]) -> Vec<u8> {
    let Some(end) = last(bytes, b"\nxref") else {
        return bytes.to_vec();
    };
    let trailer = find(&bytes[end..], b"trailer").map(|at| &bytes[end + at..]);
    let mut out = Vec::with_capacity(bytes.len() + 256);
    let mut offsets: Vec<(u32, usize)> = Vec::new();
    let mut rest = &bytes[..end];
    while let Some(at) = find(rest, b" obj") {
        let line = rest[..at]
            .iter()
            .rposition(|byte| *byte == b'\n')
            .map_or(0, |at| at + 1);
        let number = number_before_generation(&rest[line..at]);
        out.extend_from_slice(&rest[..line]);
        offsets.extend(number.map(|number| (number, out.len())));
        let stop = find(&rest[at..], b"endobj").map_or(rest.len(), |end| at + end + b"endobj".len());
        out.extend_from_slice(&with_length(&rest[line..stop]));
        rest = &rest[stop..];
    }
    out.extend_from_slice(rest);
    let start = out.len() + 1;
    out.extend_from_slice(b"\nxref\n0 1\n0000000000 65535 f \n");
    offsets.iter().for_each(|(number, offset)| {
        out.extend_from_slice(format!("{number} 1\n{offset:010} 00000 n \n").as_bytes());
    });
    let trailer = trailer.unwrap_or(b"trailer\n<< /Size 99 /Root 1 0 R >>\n");
    let keep = find(trailer, b"startxref").unwrap_or(trailer.len());
    out.extend_from_slice(&trailer[..keep]);
    out.extend_from_slice(format!("\nstartxref\n{start}\n%%EOF\n").as_bytes());
    out
}

/// The object with the length of its stream put right, where it has one and says one in digits.
fn with_length(object: &[u8]) -> Vec<u8> {
    let whole = || object.to_vec();
    let (Some(begin), Some(end)) = (find(object, b"stream\n"), last(object, b"\nendstream")) else {
        return whole();
    };
    let (Some(key), true) = (find(&object[..begin], b"/Length "), begin + 7 <= end) else {
        return whole();
    };
    let digits = key + b"/Length ".len();
    let after = object[digits..begin]
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .count()
        + digits;
    let length = (end - begin - 7).to_string();
    [&object[..digits], length.as_bytes(), &object[after..]].concat()
}

fn number_before_generation(words: &[u8]) -> Option<u32> {
    std::str::from_utf8(words)
        .ok()?
        .split_ascii_whitespace()
        .next()?
        .parse()
        .ok()
}

/// A PNG whose checksums fit again.
pub fn png(bytes: &mut [u8]) {
    let mut at = 8;
    while let Some(length) = bytes
        .get(at..at + 4)
        .and_then(|four| <[u8; 4]>::try_from(four).ok())
    {
        let end = at
            .saturating_add(8)
            .saturating_add(u32::from_be_bytes(length) as usize);
        let Some(sum) = bytes.get(at + 4..end).map(crc) else {
            return;
        };
        let Some(place) = bytes.get_mut(end..end + 4) else {
            return;
        };
        place.copy_from_slice(&sum.to_be_bytes());
        at = end + 4;
    }
}

/// The checksum of PNG and ZIP.
fn crc(bytes: &[u8]) -> u32 {
    let mut sum = u32::MAX;
    for byte in bytes {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = if sum & 1 == 1 {
                sum >> 1 ^ 0xEDB8_8320
            } else {
                sum >> 1
            };
        }
    }
    !sum
}

fn find(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    bytes.windows(needle.len()).position(|window| window == needle)
}

fn last(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    bytes.windows(needle.len()).rposition(|window| window == needle)
}
