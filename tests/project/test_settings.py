"""The settings as a fresh process reads them, and `.env.example`, which explains them."""

import re

import pytest

from tests.project.environment import KEY, PRODUCTION, ROOT, manage, variables_read

SHOWN = re.compile(r"#?([A-Z][A-Z0-9_]*)=(.*)")


def paragraphs():
    """The example file's paragraphs, each a list of lines."""
    text = (ROOT / ".env.example").read_text()
    return [paragraph.splitlines() for paragraph in text.split("\n\n")]


def shown():
    """Variables of the example file and the values they show."""
    found = [SHOWN.fullmatch(line) for lines in paragraphs() for line in lines]
    return {match[1]: match[2] for match in found if match}


def test_every_variable_is_explained_and_every_explanation_has_a_variable():
    assert set(shown()) == variables_read()


def test_every_variable_of_the_example_has_its_comment():
    for lines in paragraphs():
        if any(SHOWN.fullmatch(line) for line in lines):
            assert lines[0].startswith("# "), lines


@pytest.fixture(scope="module")
def checked():
    """A start with everything that the example shows, which tells what it imports."""
    given = shown() | {"SECRET_KEY": KEY, "NEWSCENTER_PG_BIN": "", "PYTHONPROFILEIMPORTTIME": "1"}
    return manage("check", **given)


def test_values_of_the_example_are_valid_for_production(checked):
    assert checked.returncode == 0, checked.stderr


def test_the_library_of_the_object_storage_is_not_loaded_at_start(checked):
    imported = {line.rpartition("|")[2].strip() for line in checked.stderr.splitlines()}

    assert shown()["MEDIA_STORAGE_URL"]
    assert "newscenter.environment" in imported
    assert not {"boto3", "botocore", "storages"} & imported


def test_defaults_of_the_example_are_those_of_the_settings():
    names = "MEDIA_ROOT STATIC_ROOT DATA_DIR CONTENT_LANGUAGES PUBLIC_SCHEME SECURE_HSTS_SECONDS"
    names += " SECURE_SSL_REDIRECT IMAGE_MAX_BYTES IMAGE_MAX_PIXELS VIEW_WINDOW_MINUTES TIME_ZONE"
    program = "from django.conf import settings as s\n" + "\n".join(
        f"print('{name}', s.{name})" for name in names.split()
    )
    values = {name: shown()[name] for name in names.split()}

    by_default = manage("shell", "--no-imports", "-c", program, **PRODUCTION)
    as_shown = manage("shell", "--no-imports", "-c", program, **PRODUCTION, **values)

    assert by_default.stdout.count("\n") == len(names.split()), by_default.stderr
    assert as_shown.stdout == by_default.stdout


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS"])
def test_production_refuses_to_start_without(name):
    done = manage("check", **{**PRODUCTION, name: ""})

    assert done.returncode != 0
    assert f"ImproperlyConfigured: {name} is not set" in done.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", "maybe"),
        ("ALLOWED_HOSTS", "https://news.example.org"),
        ("DATA_DIR", "manage.py"),
        ("DATABASE_URL", "sqlite:///db"),
        ("REDIS_URL", "localhost"),
        ("CONTENT_LANGUAGES", "vi,klingon"),
        ("TIME_ZONE", "Hanoi"),
        ("PUBLIC_SCHEME", "ftp"),
        ("PUBLIC_PORT", "99999"),
        ("BEHIND_PROXY", "nginx"),
        ("TRUSTED_PROXIES", "-1"),
        ("SECURE_SSL_REDIRECT", "2"),
        ("SECURE_HSTS_SECONDS", "a year"),
        ("IMAGE_MAX_BYTES", "25MB"),
        ("IMAGE_MAX_PIXELS", "0"),
        ("VIEW_WINDOW_MINUTES", "1500"),
        ("LOG_LEVEL", "loud"),
    ],
)
def test_wrong_value_stops_the_start_and_is_named(name, value):
    done = manage("check", **{**PRODUCTION, name: value})

    assert done.returncode != 0
    assert re.search(rf"ImproperlyConfigured: {name} (is|has|names|does not)", done.stderr)


def test_deployment_check_is_clean():
    done = manage("check", "--deploy", "--fail-level", "DEBUG", **PRODUCTION)

    assert (done.returncode, done.stdout) == (
        0,
        "System check identified no issues (0 silenced).\n",
    )


def test_deployment_check_finds_what_is_left_open():
    done = manage(
        "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION, PUBLIC_SCHEME="http"
    )

    assert done.returncode != 0
    assert "security.W012" in done.stderr


def test_replicas_need_the_page_cache():
    done = manage("check", DEBUG="true", DATABASE_REPLICA_URLS="postgres://u@db2.example/news")

    assert done.returncode == 1
    assert "DATABASE_REPLICA_URLS needs the page cache" in done.stderr


def test_replicas_are_there_for_reading_only():
    done = manage(
        "shell", "--no-imports", "-c",
        "from django.conf import settings; from django.db import router;"
        "from articles.models import Story; database = settings.DATABASES['replica1'];"
        "print(database['ENGINE'], database['HOST'], settings.REPLICAS,"
        "router.db_for_write(Story), router.allow_migrate('replica1', 'articles'))",
        **PRODUCTION, DATABASE_REPLICA_URLS="postgres://u@db2.example/news",
    )  # fmt: skip

    assert done.stdout.split("\n")[-2] == "articles.replicas db2.example ['replica1'] default False"
