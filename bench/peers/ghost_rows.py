"""The archive as rows of the tables that Ghost makes at its first start."""

from __future__ import annotations

import json

from bench.peers.archive import HOST, Archive

STORY_ID = "LPAD(HEX(1000000 + seq), 24, '0')"


def statements(archive: Archive) -> str:
    return ";\n".join(
        [
            "SELECT id INTO @author FROM users LIMIT 1",
            "START TRANSACTION",
            "SET SESSION foreign_key_checks = 0",
            "DELETE FROM posts",
            "DELETE FROM posts_meta",
            "DELETE FROM posts_tags",
            "DELETE FROM posts_authors",
            "SET SESSION foreign_key_checks = 1",
            *_stories(archive),
            *_sections(archive),
            *_settings(archive),
            "COMMIT",
            "ANALYZE TABLE posts, posts_tags, posts_authors",
        ]
    )


def _stories(archive: Archive) -> tuple[str, ...]:
    """From the newest on, an hour between two."""
    body = {"type": "html", "version": 1, "html": archive.body}
    root = {"type": "root", "version": 1, "direction": None, "format": "", "indent": 0}
    lexical = json.dumps({"root": {"children": [body], **root}}, ensure_ascii=False)
    at = "NOW() - INTERVAL (1 + seq) HOUR"
    values = {
        "id": STORY_ID,
        "uuid": "UUID()",
        "comment_id": STORY_ID,
        "slug": "CONCAT('story-', seq)",
        "title": _literal(archive.title),
        "custom_excerpt": _literal(archive.dek),
        "html": _literal(archive.body),
        "plaintext": _literal(archive.plain),
        "lexical": _literal(lexical),
        "status": "'published'",
        "type": "'post'",
        "visibility": "'public'",
        "email_recipient_filter": "'all'",
        "created_at": at,
        "updated_at": at,
        "published_at": at,
    }
    numbers = _numbers(archive)
    return (
        f"INSERT INTO posts ({', '.join(values)}) SELECT {', '.join(values.values())} "
        f"FROM {numbers}",
        "INSERT INTO posts_authors (id, post_id, author_id, sort_order) "
        f"SELECT {STORY_ID}, {STORY_ID}, @author, 0 FROM {numbers}",
    )


def _sections(archive: Archive) -> tuple[str, ...]:
    tags = [
        f"('{_tag_id(n)}', 'Section {n}', 'section-{n}', 'public', NOW(), NOW())"
        for n in range(archive.sections)
    ]
    ids = ", ".join(f"'{_tag_id(n)}'" for n in range(archive.sections))
    return (
        "DELETE FROM tags",
        "INSERT INTO tags (id, name, slug, visibility, created_at, updated_at) VALUES "
        + ", ".join(tags),
        "INSERT INTO posts_tags (id, post_id, tag_id, sort_order) "
        f"SELECT {STORY_ID}, {STORY_ID}, ELT(1 + seq % {archive.sections}, {ids}), 0 "
        f"FROM {_numbers(archive)}",
    )


def _settings(archive: Archive) -> tuple[str, ...]:
    links = [
        {"label": f"Section {n}", "url": f"http://{HOST}/tag/section-{n}/"}
        for n in range(archive.sections)
    ]
    changed = {"active_theme": "newsroom", "title": "News", "navigation": json.dumps(links)}
    return tuple(
        f"UPDATE settings SET value = {_literal(value)} WHERE `key` = '{key}'"
        for key, value in changed.items()
    )


def _numbers(archive: Archive) -> str:
    return f"seq_0_to_{archive.stories - 1}"


def _tag_id(n: int) -> str:
    return f"{n + 1:024x}"


def _literal(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'"
