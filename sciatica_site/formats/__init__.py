"""Formats of dates that Django's own locales lack."""
