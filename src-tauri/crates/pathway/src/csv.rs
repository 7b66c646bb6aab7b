//! Tables for spreadsheets, which show every cell as it was written and calculate none of them.

/// A table under way.
pub(crate) struct Csv(String);

impl Csv {
    /// A table with these columns.
    pub(crate) fn new(head: &[&str]) -> Self {
        // Without this mark a spreadsheet takes the accents in people's names for something else.
        let mut table = Self("\u{feff}".to_owned());
        table.row(head);
        table
    }

    /// Adds a row.
    pub(crate) fn row(&mut self, cells: &[impl AsRef<str>]) {
        let cells: Vec<String> = cells.iter().map(|cell| cell_of(cell.as_ref())).collect();
        self.0.push_str(&cells.join(","));
        self.0.push_str("\r\n");
    }

    /// The table as it is written (RFC 4180).
    pub(crate) fn bytes(self) -> Vec<u8> {
        self.0.into_bytes()
    }
}

/// A cell in quotation marks; what a spreadsheet would take for a formula begins with an apostrophe (OWASP, CSV
/// injection).
fn cell_of(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    let guard = if is_formula { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_calculated_and_none_ends_another() {
        let mut table = Csv::new(&["a", "b"]);
        table.row(&["=HYPERLINK(\"x\")", "two\r\nlines, and a comma"]);
        table.row(&["@SUM(1)", "-1+2"]);
        table.row(&["\t=1", "Siân"]);
        let text = String::from_utf8(table.bytes()).unwrap();
        assert_eq!(
            text,
            "\u{feff}\"a\",\"b\"\r\n\"'=HYPERLINK(\"\"x\"\")\",\"two\r\nlines, and a comma\"\r\n\"'@SUM(1)\",\"'-1+2\"\r\n\
             \"'\t=1\",\"Siân\"\r\n"
        );
    }
}
