//! The population as a workbook: dates are dates, the header stays in sight, columns fit what they hold.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatBorder, Workbook, XlsxError};

use crate::error::Error;
use crate::lang::Lang;
use crate::moment::Moment;
use crate::words;

use super::{COLUMNS, Cell, Population};

/// How many characters a cell takes.
const CELL: usize = 32_767;

/// The widest column, in characters.
const WIDEST: usize = 60;

/// The bytes of the workbook, with labels in `lang`.
pub fn write(population: &Population, lang: Lang) -> Result<Vec<u8>, Error> {
    workbook(population, lang).map_err(|it| Error::Internal {
        text: it.to_string(),
    })
}

fn workbook(population: &Population, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let word = |path: &str| words::text(path).get(lang).to_owned();
    let mut book = Workbook::new();
    // The moment of writing would make the same population other bytes.
    if let Ok(created) = date(&population.as_of, population) {
        book.set_properties(&DocProperties::new().set_creation_datetime(&created));
    }
    let sheet = book.add_worksheet();
    sheet.set_name(word("export.sheet"))?;
    let head = Format::new()
        .set_bold()
        .set_border_bottom(FormatBorder::Thin);
    let day = Format::new().set_num_format("yyyy-mm-dd");
    let time = Format::new().set_num_format("yyyy-mm-dd hh:mm");
    let mut widths = [0; COLUMNS.len()];
    for (column, (name, _)) in (0u16..).zip(COLUMNS) {
        let label = word(&format!("export.column.{name}"));
        widths[usize::from(column)] = width(&label);
        sheet.write_string_with_format(0, column, label, &head)?;
    }
    for (line, row) in (1u32..).zip(&population.rows) {
        for (column, (_, of)) in (0u16..).zip(COLUMNS) {
            let text = match of(row) {
                Cell::Text(it) => it.to_owned(),
                Cell::Key(it) => it
                    .map(|it| it.label.get(lang).to_owned())
                    .unwrap_or_default(),
                Cell::Moment(None) => String::new(),
                Cell::Moment(Some(it)) => {
                    let format = match it {
                        Moment::Day(_) => &day,
                        Moment::Instant(_) => &time,
                    };
                    let Ok(date) = date(it, population) else {
                        // Workbooks begin in 1900.
                        sheet.write_string(line, column, it.show(&population.zone))?;
                        continue;
                    };
                    sheet.write_datetime_with_format(line, column, date, format)?;
                    widths[usize::from(column)] = widths[usize::from(column)].max(16);
                    continue;
                }
                Cell::Number(it) => {
                    let it = u32::try_from(it).unwrap_or(u32::MAX);
                    sheet.write_number(line, column, it)?;
                    continue;
                }
            };
            widths[usize::from(column)] = widths[usize::from(column)].max(width(&text));
            // Words are written as words: nothing in them is ever a formula.
            let text: String = text.chars().take(CELL).collect();
            sheet.write_string(line, column, text)?;
        }
    }
    for (column, width) in (0u16..).zip(widths) {
        let width = u16::try_from(width.min(WIDEST)).unwrap_or_default();
        sheet.set_column_width(column, f64::from(width) + 2.0)?;
    }
    sheet.set_freeze_panes(1, 1)?;
    let last = u32::try_from(population.rows.len()).unwrap_or(u32::MAX);
    sheet.autofilter(
        0,
        0,
        last,
        u16::try_from(COLUMNS.len() - 1).unwrap_or_default(),
    )?;
    book.save_to_buffer()
}

/// A moment as it is seen in the zone of the portal; a workbook knows no zones.
fn date(moment: &Moment, population: &Population) -> Result<ExcelDateTime, XlsxError> {
    let local = moment
        .earliest(&population.zone)
        .to_zoned(population.zone.clone());
    let part = |it: i8| u8::try_from(it).unwrap_or_default();
    let year = u16::try_from(local.year()).unwrap_or_default();
    let day = ExcelDateTime::from_ymd(year, part(local.month()), part(local.day()))?;
    let (hour, minute) = (local.hour(), local.minute());
    day.and_hms(
        u16::try_from(hour).unwrap_or_default(),
        part(minute),
        f64::from(local.second()),
    )
}

/// How wide a text is drawn: a Han character takes two.
fn width(text: &str) -> usize {
    text.chars()
        .map(|it| if it.is_ascii() { 1 } else { 2 })
        .sum()
}
