//! Sizes of files as people write them.

/// Reads a size such as `5MB`, `745KB` or a number of bytes; K and M are 1,024-fold, as e-RS counts them.
pub(crate) fn size(text: &str) -> Result<u64, String> {
    let upper = text.trim().to_uppercase();
    let digits = upper.trim_end_matches(|c: char| c.is_alphabetic()).trim_end();
    let unit = match upper[digits.len()..].trim() {
        "" | "B" => 1,
        "K" | "KB" => 1 << 10,
        "M" | "MB" => 1 << 20,
        "G" | "GB" => 1 << 30,
        _ => return Err("write a size such as 5MB or 745KB".to_owned()),
    };
    let number: u64 = digits
        .parse()
        .map_err(|_| "write a size such as 5MB or 745KB".to_owned())?;
    number
        .checked_mul(unit)
        .filter(|size| *size > 0)
        .ok_or_else(|| "this is no size of a file".to_owned())
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn sizes_are_read_as_people_write_them() {
        assert_eq!(size("5MB"), Ok(5_242_880));
        assert_eq!(size("745 kb"), Ok(762_880));
        assert_eq!(size("100"), Ok(100));
        for wrong in ["", "MB", "0", "5 parsecs", "-1", "99999999999999GB"] {
            assert!(size(wrong).is_err(), "{wrong}");
        }
    }
}
