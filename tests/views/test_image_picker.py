import pytest
from django.urls import reverse

from articles.models import ImageTranslation
from articles.views.image_picker import PER_PAGE
from tests.factories import make_image

PICKER = "/admin/articles/image/pick/"


def names(response):
    return [entry["id"] for entry in response.json()["images"]]


def texts(image, **alts):
    for code, alt in alts.items():
        ImageTranslation.objects.create(
            master=image, language_code=code, alt=alt, caption=f"c {alt}"
        )
    return image


def test_image_picker_stands_in_the_admin():
    assert reverse("image-picker") == PICKER


@pytest.mark.parametrize("count", [1, 3])
def test_image_picker_takes_three_queries_for_any_number(
    client, site, reporter, count, django_assert_num_queries
):
    images = [texts(make_image(site), vi=f"ảnh {n}", en=f"photo {n}") for n in range(count)]
    client.force_login(reporter)

    # Session, user, memberships; then count, pictures, their texts.
    with django_assert_num_queries(6):
        response = client.get(PICKER, {"language": "vi"})

    assert names(response) == [image.pk for image in reversed(images)]
    assert response.json()["next"] is None
    entry = response.json()["images"][-1]
    assert entry == {
        "id": images[0].pk,
        "thumbnail": entry["thumbnail"],
        "width": 192,
        "height": 192,
        "name": str(images[0]),
        "credit": "Photo desk",
        "alt": "ảnh 0",
        "caption": "c ảnh 0",
    }
    assert entry["thumbnail"].startswith("/media/")
    assert "no-store" in response["Cache-Control"]


def test_image_picker_gives_no_text_of_another_language(client, site, reporter):
    texts(make_image(site), en="photo")
    client.force_login(reporter)

    entry = client.get(PICKER, {"language": "ar"}).json()["images"][0]

    assert (entry["alt"], entry["caption"]) == ("", "")


@pytest.mark.parametrize(
    ("query", "found"),
    [("cầu", ["bridge"]), ("bridge", ["bridge"]), ("AFP", ["match"]), ("red match", ["match"]),
     ("red bridge", []), ("100%", []), ("", ["match", "bridge"])],
)  # fmt: skip
def test_image_picker_finds_words_in_any_language(client, site, reporter, query, found):
    images = {
        "bridge": texts(make_image(site), vi="Cầu mới", en="New bridge"),
        "match": texts(make_image(site, credit="AFP"), en="Team in red at the match"),
    }
    client.force_login(reporter)

    response = client.get(PICKER, {"q": query})

    assert names(response) == [images[name].pk for name in found]


def test_image_picker_gives_one_picture_by_number(client, site, reporter):
    first, second = make_image(site), make_image(site)
    client.force_login(reporter)

    assert names(client.get(PICKER, {"id": first.pk})) == [first.pk]
    assert names(client.get(PICKER, {"id": "9" * 40})) == []
    assert names(client.get(PICKER, {"id": "x"})) == [second.pk, first.pk]


def test_image_picker_turns_pages(client, site, reporter):
    for _number in range(PER_PAGE + 1):
        make_image(site)
    client.force_login(reporter)

    first = client.get(PICKER)
    second = client.get(PICKER, {"page": first.json()["next"]})

    assert (len(names(first)), len(names(second))) == (PER_PAGE, 1)
    assert second.json()["next"] is None
    assert not set(names(first)) & set(names(second))


def test_image_picker_shows_only_pictures_of_the_users_sites(client, site, other_site, outsider):
    make_image(site)
    own = make_image(other_site)
    client.force_login(outsider)

    assert names(client.get(PICKER)) == [own.pk]


def test_image_picker_is_for_staff(client, site, reporter):
    make_image(site)

    assert client.get(PICKER).status_code == 403
    reporter.is_staff = False
    reporter.save()
    client.force_login(reporter)
    assert client.get(PICKER).status_code == 403
    assert client.post(PICKER).status_code == 405
