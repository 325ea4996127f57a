"""Pages of the board.

A page is one query. Its rows come from the index of their order; what is asked of a story (a
section, a state in a language) is looked up story by story on the way, so a page is found without
reading the archive, and what is shown of a story comes along as arrays.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce, JSONObject

from articles.models import (
    Publication,
    Story,
    StoryTranslation,
    StoryViewTotal,
    ViewHour,
)
from articles.models.site import name_of_site
from articles.queries.board import (
    BoardPage,
    BoardQuery,
    BoardRow,
    Cell,
    Cursor,
    Desk,
    Holder,
    Order,
)
from articles.queries.board_conditions import Look, conditions, found
from articles.queries.names import person_name
from articles.translation.standing import Standing

PAGE = 50
DAY = timedelta(hours=24)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
# What is read of a story, and of what makes up its cells.
STORY = (
    *("title_here", "original_language", "origin_id", "origin__key", "origin__names"),
    *("section_here", "views_here", "updated_at"),
)
TEXT = (
    *("language_code", "state", "head_id"),
    *("stale_segments", "missing_segments", "unconfirmed_segments"),
)
PLACE = ("language_code", "revision_id", "publish_at", "expire_at", "withdrawn_at")
CLAIM = ("language_code", "user_id", "holder_name", "expires_at")


def board_page(query: BoardQuery, at: datetime, *, size: int = PAGE) -> BoardPage:
    """Some rows, and where the next begin. One query, whatever the size.

    Whoever may read the site's stories may read every row: they are its own, or it carries them.
    """
    prefix = "" if query.order is Order.CHANGED else "story__"
    codes = (query.language_code,) if query.language_code else query.languages
    rows = _ranked(query, conditions(Look(query, at, codes, prefix)), at)
    rows = _with_cells(_beyond(rows, query), Look(query, at, query.languages, prefix))
    read = list(rows[: size + 1])
    board_rows = [_row(row, query, at) for row in read[:size]]
    if len(read) <= size:
        return BoardPage(board_rows)
    last = read[size - 1]
    return BoardPage(board_rows, Cursor(_whole(last["rank"]), last["row_story"]))


def _ranked(query: BoardQuery, asked: Q, at: datetime) -> QuerySet[Any, Any]:
    """Stories of the site in their order, with `rank`, what they are sorted by."""
    rows: QuerySet[Any, Any]
    match query.order:
        case Order.CHANGED:
            rows = Story.objects.annotate(rank=F("updated_at"))
            if query.desk is not Desk.OURS:
                placed = Publication.objects.filter(story=OuterRef("pk"), site=query.site_id)
                rows = rows.filter(Q(origin=query.site_id) | found(placed))
            return rows.filter(asked).order_by("-updated_at", "-pk")
        case Order.VIEWS:
            rows = StoryViewTotal.objects.annotate(rank=F("views"))
            return rows.filter(asked, site=query.site_id).order_by("-views", "-story_id")
        case Order.DAY:
            hours = ViewHour.objects.filter(hour__gt=at - DAY)
            today = hours.filter(publication=OuterRef("pk")).values("publication")
            read = Publication.objects.filter(
                asked, site=query.site_id, pk__in=hours.values("publication")
            ).annotate(today=Subquery(today.annotate(sum=Sum("views")).values("sum")))
            rows = read.values("story_id").annotate(rank=Sum("today"))
            return rows.order_by("-rank", "-story_id")


def _beyond(rows: QuerySet[Any, Any], query: BoardQuery) -> QuerySet[Any, Any]:
    if query.after is None:
        return rows
    by_date = query.order is Order.CHANGED
    rank = EPOCH + query.after.rank * MICROSECOND if by_date else query.after.rank
    older = {"rank": rank, f"{'pk' if by_date else 'story_id'}__lt": query.after.story_id}
    return rows.filter(Q(rank__lt=rank) | Q(**older), rank__lte=rank)


def _with_cells(rows: QuerySet[Any, Any], look: Look) -> QuerySet[Any, dict[str, Any]]:
    return rows.values(
        "rank",
        row_story=F(look.story),
        row_about=Subquery(_as_json(_about(look), STORY)),
        row_texts=ArraySubquery(_as_json(look.texts(), TEXT)),
        row_places=ArraySubquery(_as_json(look.places(), PLACE)),
        row_claims=ArraySubquery(
            _as_json(look.claims().annotate(holder_name=person_name("user")), CLAIM)
        ),
    )


def _about(look: Look) -> QuerySet[Any]:
    """Apart, because the list of today groups by all that its rows show of their own."""
    original = StoryTranslation.objects.filter(
        master=OuterRef("pk"), language_code=OuterRef("original_language")
    )
    views = StoryViewTotal.objects.filter(story=OuterRef("pk"), site=look.query.site_id)
    about: QuerySet[Any] = look.story_itself().annotate(
        title_here=Subquery(original.values("title")[:1]),
        views_here=Coalesce(Subquery(views.values("views")[:1]), Value(0)),
    )
    return about


def _as_json(rows: QuerySet[Any], names: Sequence[str]) -> QuerySet[Any, Any]:
    return rows.values(data=JSONObject(**{name: F(name) for name in names}))


def _row(row: dict[str, Any], query: BoardQuery, at: datetime) -> BoardRow:
    texts = {one["language_code"]: StoryTranslation(**one) for one in row["row_texts"]}
    places = {one["language_code"]: _place(one) for one in row["row_places"]}
    holders = {one["language_code"]: _holder(one) for one in row["row_claims"]}
    about = row["row_about"]
    return BoardRow(
        story_id=row["row_story"],
        title=about["title_here"] or f"#{row['row_story']}",
        original_language=about["original_language"],
        origin_id=about["origin_id"],
        origin=name_of_site(about["origin__names"], about["origin__key"]),
        section_id=about["section_here"],
        changed_at=datetime.fromisoformat(about["updated_at"]),
        views=about["views_here"],
        views_today=row["rank"] if query.order is Order.DAY else None,
        cells=[
            Cell(
                Standing(code, texts.get(code), (places[code],) if code in places else (), at),
                code == about["original_language"],
                holders.get(code),
            )
            for code in query.languages
        ],
    )


def _place(row: dict[str, Any]) -> Publication:
    times = {
        name: datetime.fromisoformat(row[name]) if row[name] else None
        for name in ("publish_at", "expire_at", "withdrawn_at")
    }
    return Publication(**row | times)


def _holder(row: dict[str, Any]) -> Holder:
    return Holder(row["user_id"], row["holder_name"], datetime.fromisoformat(row["expires_at"]))


def _whole(rank: Any) -> int:
    return (rank - EPOCH) // MICROSECOND if isinstance(rank, datetime) else int(rank)
