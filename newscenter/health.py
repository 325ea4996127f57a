"""`/-/health`: whether this process can do its work, for a load balancer or a container engine.

Its work is to answer readers: with the primary away it can, as long as a replica answers.
"""

import logging

from django.db import Error, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles.replicas.routing import may_read_replica

logger = logging.getLogger(__name__)


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 where a database answers, else 503; the reason is for the log, not for strangers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error as error:
        if may_read_replica():
            logger.warning("The primary does not answer, a replica does: %s", error)
            return JsonResponse({"database": "replica"})
        logger.warning("Not healthy, the database does not answer: %s", error)
        return JsonResponse({"database": "away"}, status=503)
    return JsonResponse({"database": "ok"})
