"""Keeping the languages of a story in step."""
