"""Dates and numbers as newspapers of each language write them, where Django has another way."""
