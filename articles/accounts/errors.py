"""Why something was not done to an account."""


class AccountRefused(Exception):
    """The message says why, to the person who asked."""
