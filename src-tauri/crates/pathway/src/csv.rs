//! Tables for spreadsheets, which show every cell as it was written and calculate none of them.

/// Stands before a table: without it a spreadsheet takes the accents in people's names for something else.
pub(crate) const MARK: &str = "\u{feff}";

/// One row with its end (RFC 4180).
pub(crate) fn line(cells: &[impl AsRef<str>]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| cell_of(cell.as_ref())).collect();
    format!("{}\r\n", cells.join(","))
}

/// A table under way.
pub(crate) struct Csv(String);

impl Csv {
    /// A table with these columns.
    pub(crate) fn new(head: &[&str]) -> Self {
        let mut table = Self(MARK.to_owned());
        table.row(head);
        table
    }

    /// Adds a row.
    pub(crate) fn row(&mut self, cells: &[impl AsRef<str>]) {
        self.0.push_str(&line(cells));
    }

    /// The table as it is written.
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
