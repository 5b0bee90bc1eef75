"""Timetables in the API: thin views of selectors and services."""
