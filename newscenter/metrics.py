"""`/-/metrics`: figures for a monitor, in the text format of Prometheus (version 0.0.4).

They come from the database, so any process tells those of all. Only for who knows METRICS_TOKEN.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles.caching.reporting import CacheFigures, replica_reports, reports
from articles.counting.roll_up import waiting_views

FORMAT = "text/plain; version=0.0.4; charset=utf-8"
# What goes up and down; everything else only counts.
GAUGES = {"processes", "entries", "size", "budget"}
HELP = {
    "processes": "Web processes with a page cache.",
    "entries": "Pages that are kept.",
    "size": "Bytes that they take.",
    "budget": "Bytes that they may take.",
    "hits": "Requests that were answered from the cache.",
    "shared": "Requests that were answered with a page that another process had made.",
    "misses": "Requests for which a page was made.",
    "bypassed": "Requests that the cache is not there for.",
    "stale_served": "Old pages that were shown in place of a failure.",
    "refused": "Pages that were not kept: too large, or something changed while they were made.",
    "evicted": "Pages that made room for others.",
    "invalidated": "Pages that were dropped because something on them changed.",
    "flushed": "Times that everything was dropped.",
}
REPLICA_HELP = {
    "answered": ("counter", "Public requests that a server was chosen for, the primary included."),
    "failures": ("counter", "Public requests that it did not answer, and another one did."),
    "lag": ("gauge", "Bytes of the primary's log that it has not replayed."),
    "ready": ("gauge", "Whether it answers: 1, or 0 where it is away or no replica any more."),
}


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """404 without the token, as if nothing were there."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not settings.METRICS_TOKEN or not constant_time_compare(given, settings.METRICS_TOKEN):
        raise Http404
    return HttpResponse("".join(_lines()), content_type=FORMAT)


def _lines() -> Iterator[str]:
    found = reports()
    for field in fields(CacheFigures):
        kind = "gauge" if field.name in GAUGES else "counter"
        name = f"newscenter_page_cache_{field.name}" + ("" if kind == "gauge" else "_total")
        yield f"# HELP {name} {HELP[field.name]}\n# TYPE {name} {kind}\n"
        for process, figures in found.items():
            yield f'{name}{{process="{process}"}} {getattr(figures, field.name)}\n'
    yield from _replica_lines()
    yield "# HELP newscenter_views_waiting Counted views that are in no total yet.\n"
    yield "# TYPE newscenter_views_waiting gauge\n"
    yield f"newscenter_views_waiting {waiting_views()}\n"


def _replica_lines() -> Iterator[str]:
    found = replica_reports()
    if not found:
        return
    for figure, (kind, text) in REPLICA_HELP.items():
        name = f"newscenter_replica_{figure}" + ("" if kind == "gauge" else "_total")
        yield f"# HELP {name} {text}\n# TYPE {name} {kind}\n"
        for process, servers in found.items():
            for one in servers:
                value = int(one.state == "ready") if figure == "ready" else getattr(one, figure)
                yield f'{name}{{process="{process}",server="{one.server}"}} {value}\n'
