"""The list of offers."""

import pytest
from django.urls import reverse

from articles.workflow import decline
from tests.admin.deliveries.offers import LIST, offered
from tests.admin.desk import signed_in
from tests.factories import make_story

pytestmark = pytest.mark.usefixtures("section")


def test_list_is_filtered_by_state_and_site(site, other_site, third_site, admin):
    first, second = make_story(site), make_story(site)
    to_sports, to_culture = offered(first, other_site), offered(second, third_site)
    decline(to_culture, actor=None, reason="No.")
    client = signed_in(admin)

    def rows(**query):
        return list(client.get(reverse(LIST), query).context["cl"].result_list)

    assert rows() == [to_culture, to_sports]
    assert rows(state__exact="declined") == [to_culture]
    assert rows(to_site__id__exact=other_site.pk) == [to_sports]
    assert rows(q="No.") == [to_culture]


@pytest.mark.parametrize("count", [1, 3])
def test_list_makes_the_same_queries(site, other_site, receiver, django_assert_num_queries, count):
    for _number in range(count):
        offered(make_story(site, ("vi", "en")), other_site, ("vi", "en"))
    client = signed_in(receiver)

    with django_assert_num_queries(7):
        response = client.get(reverse(LIST))

    assert len(response.context["cl"].result_list) == count
