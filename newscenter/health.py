"""`/-/health`: whether this process can do its work, for a load balancer or a container engine."""

import logging

from django.db import Error, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

logger = logging.getLogger(__name__)


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 where the database answers, else 503; the reason is for the log, not for strangers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error as error:
        logger.warning("Not healthy, the database does not answer: %s", error)
        return JsonResponse({"database": "away"}, status=503)
    return JsonResponse({"database": "ok"})
