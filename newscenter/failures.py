"""What is answered where a page could not be made."""

from __future__ import annotations

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

# In seconds. A database that is started again is there by then.
RETRY_AFTER = 5


def failed(request: HttpRequest) -> HttpResponse:
    """500; where the database is away, full or too slow, 503 and when to come again.

    Django calls it (`handler500`) while it handles the exception. RFC 9110, section 15.6.4: who
    indexes pages keeps an address that answers so, and does not drop it.
    """
    is_away = isinstance(sys.exception(), (OperationalError, InterfaceError))
    status = 503 if is_away else 500
    response = HttpResponse(render_to_string("500.html", {"status": status}), status=status)
    response["Cache-Control"] = "no-store"
    if is_away:
        response["Retry-After"] = str(RETRY_AFTER)
    return response
