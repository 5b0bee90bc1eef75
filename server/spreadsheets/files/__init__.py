"""Files as tables of cells, and back: CSV and Excel."""
