//! Claims as a spreadsheet (XLSX): the columns of the CSV, each text as it stands. A cell is text or a number, never a formula.

use super::csv::Row;
use crate::model::record::ClaimRecord;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};
use serde_json::Value;
use std::io::{self, Write};

/// Rows of a sheet, the header aside; further claims go to the next one.
const ROWS: u32 = 1_048_575;
/// UTF-16 units of the longest cell.
const LONGEST: usize = 32_767;
/// Width of a column whose name is not below, and of those whose are.
const WIDTH: f64 = 12.0;
const WIDTHS: [(&str, f64); 6] =
    [("speaker", 22.0), ("role", 22.0), ("text", 70.0), ("sentence", 50.0), ("title", 40.0), ("source", 18.0)];

/// A workbook that is being filled. What was written lies on disk until the end: memory holds a row.
pub struct Sheets {
    book: Workbook,
    row: u32,
    sheets: usize,
}

impl Sheets {
    /// An empty one.
    #[must_use]
    pub fn new() -> Self {
        let mut book = Workbook::new();
        // The same claims give the same bytes.
        if let Ok(day) = ExcelDateTime::from_ymd(2000, 1, 1) {
            book.set_properties(&DocProperties::new().set_creation_datetime(&day));
        }
        Self { book, row: 0, sheets: 0 }
    }

    /// Adds a claim.
    ///
    /// # Errors
    /// When the disk takes no more.
    pub fn add(&mut self, claim: &ClaimRecord) -> io::Result<()> {
        let Value::Object(cells) = serde_json::to_value(Row::plain(claim))? else { return Ok(()) };
        if self.sheets == 0 || self.row == ROWS {
            let names: Vec<&str> = cells.keys().map(String::as_str).collect();
            self.begin(&names)?;
        }
        self.row += 1;
        let (row, sheet) = (self.row, self.sheet()?);
        for (column, value) in (0..).zip(cells.values()) {
            let written = match value {
                Value::Null => continue,
                Value::String(text) => sheet.write_string(row, column, cut(text)),
                Value::Number(number) => sheet.write_number(row, column, number.as_f64().unwrap_or_default()),
                Value::Bool(truth) => sheet.write_boolean(row, column, *truth),
                other => sheet.write_string(row, column, other.to_string()),
            };
            written.map_err(failed)?;
        }
        Ok(())
    }

    /// Writes the workbook, with the names of the columns where there is no claim.
    ///
    /// # Errors
    /// When the output does not take it.
    pub fn finish(mut self, out: &mut impl Write) -> io::Result<()> {
        if self.sheets == 0 {
            let names: Vec<&str> = super::csv::HEADER.split(',').collect();
            self.begin(&names)?;
        }
        let bytes = self.book.save_to_buffer().map_err(failed)?;
        out.write_all(&bytes)
    }

    fn begin(&mut self, names: &[&str]) -> io::Result<()> {
        (self.row, self.sheets) = (0, self.sheets + 1);
        let name = if self.sheets == 1 { "claims".to_owned() } else { format!("claims {}", self.sheets) };
        let sheet = self.book.add_worksheet_with_constant_memory().map_err(failed)?;
        sheet.set_name(name).map_err(failed)?;
        sheet.set_freeze_panes(1, 0).map_err(failed)?;
        let bold = Format::new().set_bold();
        for (column, name) in (0..).zip(names) {
            let width = WIDTHS.iter().find(|(known, _)| known == name).map_or(WIDTH, |(_, width)| *width);
            sheet.set_column_width(column, width).map_err(failed)?;
            sheet.write_string_with_format(0, column, *name, &bold).map_err(failed)?;
        }
        Ok(())
    }

    fn sheet(&mut self) -> io::Result<&mut Worksheet> {
        self.book.worksheet_from_index(self.sheets - 1).map_err(failed)
    }
}

impl Default for Sheets {
    fn default() -> Self {
        Self::new()
    }
}

fn failed(error: XlsxError) -> io::Error {
    io::Error::other(format!("the spreadsheet cannot be written: {error}"))
}

/// What a cell can hold of a text.
fn cut(text: &str) -> String {
    if text.len() <= LONGEST {
        return text.to_owned();
    }
    let mut units = 0;
    let fits = text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units >= LONGEST
    });
    fits.map_or_else(|| text.to_owned(), |(end, _)| format!("{}…", &text[..end]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_holds_only_so_much() {
        assert_eq!(cut("é"), "é");
        let long = cut(&"😀".repeat(20_000));
        assert!(long.encode_utf16().count() <= LONGEST && long.ends_with('…'));
    }
}
