"""A timetable as files: for people (calendar, spreadsheet) and for programs (competition)."""
