"""What is taken off an empty database is there again afterwards, whatever happens."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from articles.exchange.bulk import bare
from articles.exchange.bulk.bare import bare_tables, is_bare, may_be_bare, put_back
from articles.exchange.bulk.tables import COLUMNS
from articles.models import Byline, ImportedPage, Story
from tests.exchange.bulk.writing.records import record, write
from tests.factories import make_author, make_site, make_story

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_waits(db):
    """What a test has written is checked, or its tables could not be altered in its transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def definitions():
    """Every index, constraint, storage parameter and trigger, as the catalogue has them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_get_indexdef(indexrelid) FROM pg_index JOIN pg_class ON oid = indrelid "
            "WHERE relname LIKE 'articles%%' UNION "
            "SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) "
            "FROM pg_constraint WHERE conrelid::regclass::text LIKE 'articles%%' UNION "
            "SELECT main.relname || ' ' || coalesce(main.reloptions::text, 'vacuumed') || ' ' || "
            "coalesce(toast.reloptions::text, 'vacuumed') FROM pg_class AS main "
            "LEFT JOIN pg_class AS toast ON toast.oid = main.reltoastrelid "
            "WHERE main.relkind = 'r' AND main.relname LIKE 'articles%%' UNION "
            "SELECT tgrelid::regclass || ' ' || tgname || ' ' || tgenabled::text FROM pg_trigger "
            "WHERE tgrelid::regclass::text LIKE 'articles%%' AND NOT tgisinternal"
        )
        return {line for (line,) in cursor.fetchall()}


def test_all_comes_back_as_it_was():
    before = definitions()

    with bare_tables():
        assert is_bare()
        gone = before - definitions()

    assert definitions() == before
    assert not is_bare()
    assert len(gone) > 100
    assert any("story_newest_change" in line for line in gone)
    assert any("USING gin" in line for line in gone)
    assert any("publication_listed" in line for line in gone)
    assert any("ON UPDATE CASCADE" in line for line in gone)
    assert "articles_revision vacuumed vacuumed" in gone
    assert "articles_publication publication_insert_is_announced O" in gone
    # Rules hold meanwhile, and what site maps have to write anew is put down.
    assert not [line for line in gone if "within_licence" in line or "is_marked" in line]
    # Neither keys by which rows are told apart, nor those by which it is known what is in.
    assert not [line for line in gone if "PRIMARY KEY" in line or "imported_page_once" in line]


def test_what_a_killed_run_left_is_made_by_the_next():
    before = definitions()
    bare._take_off()
    assert is_bare()
    assert definitions() != before

    with bare_tables():
        assert is_bare()

    assert definitions() == before


def test_a_run_that_fails_puts_back_what_it_took():
    before = definitions()

    with pytest.raises(KeyboardInterrupt), bare_tables():
        raise KeyboardInterrupt

    assert definitions() == before


def rows_read_through():
    """Rows of filled tables that were read, in this transaction, by reading a table through."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(seq_tup_read) FROM pg_stat_xact_user_tables WHERE relname = ANY(%s)",
            [[model._meta.db_table for model in COLUMNS]],
        )
        return cursor.fetchone()[0]


def test_a_batch_costs_the_same_however_many_came_before():
    site = make_site("bulk", ("vi", "en", "zh-hans"))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        # So that it is done only where there is no index to use, and not because tables are small.
        cursor.execute("SET LOCAL enable_seqscan = off")

    with bare_tables():
        write(site, record(site, "first"))
        before = rows_read_through()
        write(site, record(site, "second"))
        assert rows_read_through() == before


def test_rows_are_checked_when_keys_are_made_again(site, section):
    bare._take_off()
    author = make_author()
    story = Story.objects.create(origin=site, original_language="vi", section=section)
    Byline.objects.create(story=story, author_id=author.pk + 1)

    with pytest.raises(IntegrityError, match="articles_byline"), transaction.atomic():
        put_back()
    Byline.objects.all().delete()
    put_back()

    assert not is_bare()


@pytest.mark.django_db(transaction=True)
def test_tables_are_worked_on_side_by_side_and_one_that_fails_ends_it():
    before = definitions()
    made = []
    bare._take_off()
    Byline.objects.create(story_id=1, author_id=1)

    with pytest.raises(IntegrityError, match="articles_byline"):
        put_back(made.append, jobs=2)
    assert is_bare()
    Byline.objects.all().delete()
    put_back(made.append, jobs=2)

    assert definitions() == before
    assert not is_bare()
    # What was made the first time is not made again.
    assert len(made) == len(set(made)) > 100
    # Not before all is whole, whatever waited for an index of words.
    assert made[-1].startswith("SELECT articles_announce")
    assert {f"ANALYZE {model._meta.db_table}" for model in COLUMNS} <= set(made)


def test_only_an_archive_without_stories_may_be_bare(site, section):
    assert may_be_bare()

    make_story(site)

    assert not may_be_bare()


def test_every_table_that_is_filled_loses_its_indexes():
    with bare_tables():
        left = definitions()

    for model in COLUMNS:
        if model is not ImportedPage:
            mine = [line for line in left if f" ON public.{model._meta.db_table} " in line]
            assert len(mine) == 1, mine
