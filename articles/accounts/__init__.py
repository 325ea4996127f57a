"""Who signs in, and with what: second factor, sessions, and the log of accounts."""
