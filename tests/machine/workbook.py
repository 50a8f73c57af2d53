"""Opens a workbook as a spreadsheet program does and says what stands in the last row."""

import sys

from openpyxl import load_workbook

sheet = load_workbook(sys.argv[1]).worksheets[0]
assert sheet.max_column == 20 and sheet.max_row > 2, (sheet.max_column, sheet.max_row)
print("frozen:", sheet.freeze_panes)
widths = [sheet.column_dimensions[it[0].column_letter].width for it in sheet.columns]
assert all(width > 4 for width in widths) and len(set(widths)) > 3, widths
names = ["id", "title", "system", "route", "state", "declared_state", "standing", "opened"]
for name, cell in zip(names, sheet[sheet.max_row]):
    assert cell.data_type != "f", cell.value
    print(f"{name}: {type(cell.value).__name__} {cell.value}")
