"""What goes wrong with the embedded server, as an error that database code already expects."""

from django.db.utils import OperationalError


class ServerUnavailableError(OperationalError):
    """The embedded server cannot be made, started or reached; the message says what to do."""
