"""Foreign keys of a large batch are proved at once, and nothing gets in that rows would not."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from articles.exchange.bulk import proving
from articles.exchange.bulk.proving import LARGE, OF_PUBLICATIONS, OF_STORIES, Proofs
from articles.models import ImportedPage, Publication, Site, Story, TagListing
from tests.exchange.bulk.writing.records import ORIGINAL, record, write
from tests.factories import make_author, make_image, make_source, make_tag

COLUMN_OF = {model._meta.db_table: name for model, name in (OF_STORIES | OF_PUBLICATIONS).items()}
real_prove = Proofs.prove


@pytest.fixture
def _always(monkeypatch):
    monkeypatch.setattr(proving, "LARGE", 1)


def full(site: Site, key: str):
    return record(
        site,
        key,
        authors=[make_author(key).pk],
        tags=[make_tag(key).pk],
        lead_image=make_image(site).pk,
        source=make_source(key).pk,
        views=7,
        texts={"vi": ORIGINAL},
    )


def keys_of(table: str):
    return Proofs.for_batch(LARGE)._keys[table]


def spoil(key) -> None:
    """Make a row of the batch refer to nothing, as a query that is left out would not allow."""
    own = COLUMN_OF[key.table]
    other = [name for name in key.columns if name != own]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        last = f"(SELECT max({own}) FROM {key.table})"
        if other:
            cursor.execute(f"UPDATE {key.table} SET {other[0]} = -1 WHERE {own} = {last}")
        else:
            cursor.execute(f"DELETE FROM {key.parent} WHERE {key.parent_columns[0]} = {last}")
        cursor.execute("SET LOCAL session_replication_role = origin")


def test_every_table_but_publications_is_proved(site):
    proofs = Proofs.for_batch(LARGE)

    assert set(proofs._keys) == set(COLUMN_OF)
    assert sum(map(len, proofs._keys.values())) >= 30
    # Its licences are asked by a trigger.
    assert Publication._meta.db_table not in proofs._keys


@pytest.mark.usefixtures("_always")
@pytest.mark.parametrize("table", COLUMN_OF)
def test_a_row_without_its_parent_is_refused_by_each_key(site, table, monkeypatch):
    stories = [full(site, "a"), full(site, "b")]
    for key in keys_of(table):

        def prove(proofs, *numbers, key=key):
            spoil(key)
            proofs._keys = {table: [key]}
            proofs._written = {table: proofs._written[table]}
            real_prove(proofs, *numbers)

        monkeypatch.setattr(Proofs, "prove", prove)
        with pytest.raises(IntegrityError, match=f'"{table}" .*"{key.name}"'):
            write(site, *stories)
    assert Story.objects.count() == 0


@pytest.mark.usefixtures("_always")
def test_a_row_that_is_of_no_story_of_the_batch_is_refused(site, monkeypatch):
    before = write(site, full(site, "a")).created["a"]

    def prove(proofs, *numbers):
        with connection.cursor() as cursor:
            cursor.execute("UPDATE articles_importedpage SET story_id = %s", [before])
        real_prove(proofs, *numbers)

    monkeypatch.setattr(Proofs, "prove", prove)
    ImportedPage.objects.all().delete()
    with pytest.raises(IntegrityError, match='1 rows of "articles_importedpage"'):
        write(site, full(site, "b"))


@pytest.mark.usefixtures("_always")
def test_a_trigger_of_somebody_else_keeps_a_table_to_its_rows(site):
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TRIGGER theirs AFTER INSERT ON articles_taglisting "
            "FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()"
        )

    assert TagListing._meta.db_table not in Proofs.for_batch(1)._keys


def test_a_small_batch_and_a_plain_account_are_checked_row_by_row(site):
    assert Proofs.for_batch(LARGE - 1)._keys == {}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE pg_read_all_stats")
        assert Proofs.for_batch(LARGE)._keys == {}
        cursor.execute("RESET ROLE")


@pytest.mark.usefixtures("_always")
@pytest.mark.django_db(transaction=True)
def test_parents_are_held_and_caches_are_told(site):
    story = full(site, "a")
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("LISTEN newscenter_pages")
        with transaction.atomic():
            write(site, story)
            # The role is as it was for what comes after.
            with connection.cursor() as cursor:
                cursor.execute("SHOW session_replication_role")
                assert cursor.fetchone() == ("origin",)
            for table, number in (
                ("author", story.authors[0]),
                ("tag", story.tags[0]),
                ("image", story.lead_image),
                ("source", story.source),
                ("category", story.section),
                ("site", site.pk),
            ):
                with other.cursor() as cursor, pytest.raises(DatabaseError, match="obtain lock"):
                    cursor.execute(
                        f"SELECT FROM articles_{table} WHERE id = %s FOR UPDATE NOWAIT", [number]
                    )
        told = {one.payload for one in other.connection.notifies(timeout=1, stop_after=1)}
        told |= {one.payload for one in other.connection.notifies(timeout=0)}
    finally:
        other.close()
    # Behind who says it.
    assert any(payload.endswith(" *") for payload in told)
