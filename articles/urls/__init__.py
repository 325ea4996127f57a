"""The public address space."""
