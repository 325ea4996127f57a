"""Figures in running text: numbers, amounts, dates and times, as each language writes them."""
