"""Prints every word of a workbook, and whatever else stands in it, as an archive of texts."""

import sys
import zipfile

with zipfile.ZipFile(sys.argv[1]) as book:
    for name in book.namelist():
        print(name, book.read(name).decode("utf-8", "replace"))
