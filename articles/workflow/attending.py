"""Saying that one has a story open, so that others know before both write.

It hinders nobody: saving brings two texts together (`articles.forms`), whoever is here.
"""

from __future__ import annotations

from uuid import UUID

from django.db import connection
from django.utils import timezone

from articles.enums import DeskPage
from articles.models import Presence, Story, User
from articles.queries.presence import PersonHere

# One statement. All its parts see the table as it was before: pages that were closed go, this one
# is written down, and the others are told. What is locked is being written just now, and stays.
ATTEND = """
    WITH closed AS (
        DELETE FROM articles_presence WHERE tab IN (
            SELECT tab FROM articles_presence
            WHERE seen_at <= %(limit)s AND tab <> %(tab)s
            LIMIT 500 FOR UPDATE SKIP LOCKED
        )
    ), mine AS (
        INSERT INTO articles_presence AS here
            (tab, story_id, user_id, page, language_code, seen_at)
        VALUES (%(tab)s, %(story)s, %(user)s, %(page)s, %(language)s, %(now)s)
        ON CONFLICT (tab) DO UPDATE
        SET language_code = excluded.language_code, seen_at = excluded.seen_at
        WHERE (here.story_id, here.user_id) = (excluded.story_id, excluded.user_id)
    )
    SELECT DISTINCT
        coalesce(nullif(trim(person.first_name || ' ' || person.last_name), ''), person.username),
        there.page, there.language_code
    FROM articles_presence there JOIN articles_user person ON person.id = there.user_id
    WHERE there.story_id = %(story)s AND there.user_id <> %(user)s AND there.seen_at > %(limit)s
    ORDER BY 1, 2, 3
"""


def attend(
    story: Story, *, actor: User, tab: UUID, page: DeskPage, language_code: str = ""
) -> list[PersonHere]:
    """Say that the actor has it open in this page now; who else has. One query.

    The caller has found the story among those that the actor may read. Rows of pages that were
    closed without a word are removed by the way, so that the table holds those of a minute.
    """
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(
            ATTEND,
            {
                "tab": tab,
                "story": story.pk,
                "user": actor.pk,
                "page": page,
                "language": language_code,
                "now": now,
                "limit": now - Presence.KEPT,
            },
        )
        return [PersonHere(name, DeskPage(at), code) for name, at, code in cursor.fetchall()]


def leave(tab: UUID, *, actor: User) -> bool:
    """Say that the page was closed; whether it was known as the actor's."""
    deleted, _rows = Presence.objects.filter(tab=tab, user=actor).delete()
    return bool(deleted)
