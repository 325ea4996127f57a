import pytest

from articles.counting.tokens import make_token, read_token


@pytest.mark.parametrize("publication_id", [1, 121, 2**63 - 1])
def test_a_token_names_its_publication(publication_id):
    token = make_token(publication_id)

    assert read_token(token) == publication_id
    assert make_token(publication_id) == token


def test_a_token_is_short():
    assert len(make_token(2**63 - 1)) == 36


@pytest.mark.parametrize(
    "token",
    [
        "",
        "121",
        "121.",
        "121.AAAAAAAAAAAAAAAA",
        "0121." + make_token(121).partition(".")[2],
        "122." + make_token(121).partition(".")[2],
        "١٢١." + make_token(121).partition(".")[2],
        make_token(121) + "\n",
        make_token(121) + "A",
        make_token(121)[:-1],
        "9" * 40 + ".AAAAAAAAAAAAAAAA",
        "\x00" * 20,
    ],
)
def test_what_we_did_not_make_is_no_token(token):
    assert read_token(token) is None


def test_a_token_is_made_with_the_key_of_the_installation(settings):
    token = make_token(121)

    settings.SECRET_KEY = "another"

    assert read_token(token) is None


def test_a_token_of_the_former_key_is_still_good(settings):
    token = make_token(121)

    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"

    assert read_token(token) == 121
    assert read_token(make_token(121)) == 121
