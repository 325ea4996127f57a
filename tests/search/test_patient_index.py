"""The index of words while very many are written."""

import pytest
from django.db import connection
from django.utils import timezone

from articles.search.finding import search
from articles.search.indexing import VECTOR_INDEX, patient_index
from tests.factories import make_live_story, make_site


def options() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT reloptions FROM pg_class WHERE relname = %s", [VECTOR_INDEX])
        return sorted(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
def test_patient_index_finds_what_waits_and_is_prompt_again_after_an_error():
    site = make_site()

    def found() -> int:
        return search(site_id=site.pk, language_code="vi", text="cầu", at=timezone.now()).count

    with pytest.raises(ZeroDivisionError), patient_index():  # noqa: PT012
        assert "fastupdate=on" in options()
        make_live_story(site)
        assert found() == 1
        raise ZeroDivisionError

    assert options() == ["fastupdate=off"]
    assert found() == 1
