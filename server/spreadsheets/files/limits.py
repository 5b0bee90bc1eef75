"""How much a file may hold. Checked before anything of it is unpacked or laid out."""

FILE_BYTES = 10 * 1024 * 1024
"""As it is sent. The yardstick (19,072 students, 130,000 enrolments) is 3 MB as a workbook."""
ENTRY_BYTES = 50 * 1024 * 1024
"""One part of a workbook, unpacked: the yardstick's largest sheet is 14 MB."""
UNPACKED_BYTES = 100 * 1024 * 1024
ENTRIES = 1000
CELLS = 6_000_000
"""From a sheet's first cell to its last, empty ones included: they are laid out side by side,
so a sheet of two far corners would take all memory there is."""
ROWS = 500_000
"""In all tables of a file."""
COLUMNS = 500
