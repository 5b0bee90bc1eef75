"""Starts every part of Horarium on one machine, in order, each behind a health gate."""
