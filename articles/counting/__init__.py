"""Counting readers: the ledger, and the totals made from it."""
