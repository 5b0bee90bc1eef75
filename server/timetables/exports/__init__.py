"""A timetable as files for people (calendar, spreadsheet) and programs (native, competition)."""
