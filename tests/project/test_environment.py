import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from newscenter.environment import Environment


@pytest.fixture
def env(tmp_path):
    return Environment(tmp_path / ".env")


@pytest.fixture
def given(monkeypatch):
    """Set the variable NAME."""

    def set_name(value):
        monkeypatch.setenv("NAME", value)

    return set_name


@pytest.mark.parametrize(
    ("text", "value"),
    [("true", True), ("TRUE", True), ("1", True), ("on", True), ("false", False), ("0", False)],
)
def test_boolean_reads_the_usual_words(env, given, text, value):
    given(text)

    assert env.boolean("NAME", default=not value) is value


@pytest.mark.parametrize("text", ["", "  "])
def test_empty_value_counts_as_none(env, given, text):
    given(text)

    assert env.boolean("NAME", default=True) is True
    assert env.integer("NAME", default=7, low=0, high=9) == 7
    assert env.text("NAME", "other") == "other"
    assert env.database("NAME") is None


@pytest.mark.parametrize("text", ["yess", "2", "truefalse"])
def test_boolean_refuses_other_words(env, given, text):
    given(text)

    with pytest.raises(ImproperlyConfigured, match=rf"NAME is '{text}': write true or false"):
        env.boolean("NAME", default=True)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [("many", "whole number"), ("1.5", "whole number"), ("-1", "between 0 and 9"), ("10", "9")],
)
def test_integer_refuses_what_is_none_or_out_of_range(env, given, text, complaint):
    given(text)

    with pytest.raises(ImproperlyConfigured, match=rf"NAME is .*{complaint}"):
        env.integer("NAME", default=0, low=0, high=9)


def test_value_with_a_dollar_is_no_reference(env, given, monkeypatch):
    monkeypatch.setenv("OTHER", "wrong")
    given("$OTHER")

    assert env.text("NAME") == "$OTHER"


@pytest.mark.parametrize("text", ["news.example.org", ".example.org", "localhost", "[::1]", "*"])
def test_host_names_are_taken(env, given, text):
    given(f"{text}, 127.0.0.1")

    assert env.hosts("NAME") == [text, "127.0.0.1"]


@pytest.mark.parametrize(
    "text", ["https://news.example.org", "news.example.org:8000", "news.example.org/vi", "a b"]
)
def test_what_is_no_host_name_is_refused(env, given, text):
    given(f"localhost,{text}")

    with pytest.raises(ImproperlyConfigured, match=f"NAME has '{text}'"):
        env.hosts("NAME")


def test_relative_folder_is_beside_the_env_file(env, given, tmp_path):
    given("elsewhere/data")

    assert env.folder("NAME", tmp_path / "x" / ".data") == tmp_path / "elsewhere" / "data"


def test_folder_that_is_a_file_is_refused(env, given, tmp_path):
    (tmp_path / "file").touch()
    given(str(tmp_path / "file"))

    with pytest.raises(ImproperlyConfigured, match=r"NAME is .*which is a file"):
        env.folder("NAME", tmp_path / "x" / ".data")


@pytest.mark.parametrize("text", ["localhost:6379", "http://localhost", "//localhost"])
def test_url_of_another_kind_is_refused(env, given, text):
    given(text)

    with pytest.raises(ImproperlyConfigured, match="NAME is no such URL"):
        env.url("NAME", ("redis", "rediss"))


@pytest.mark.parametrize(
    ("text", "host", "name"),
    [
        ("postgres://u:p@db.example:5433/news", "db.example", "news"),
        ("postgresql://u:p@db.example/news", "db.example", "news"),
        ("postgres:////var/run/postgresql/news", "/var/run/postgresql", "news"),
    ],
)
def test_database_url_is_read(env, given, text, host, name):
    given(text)

    config = env.database("NAME")

    assert (config["HOST"], config["NAME"]) == (host, name)
    assert config["ENGINE"] == "django.db.backends.postgresql"


@pytest.mark.parametrize("text", ["sqlite:///db.sqlite3", "mysql://u:p@h/n", "db.example.org", "x"])
def test_database_of_another_kind_is_refused(env, given, text):
    given(text)

    with pytest.raises(ImproperlyConfigured, match=r"NAME (is not|does not)"):
        env.database("NAME")


def test_database_url_that_is_refused_does_not_show_its_password(env, given):
    given("mysql://user:hunter2@db.example/news")

    with pytest.raises(ImproperlyConfigured) as refused:
        env.database("NAME")

    assert "hunter2" not in str(refused.value)


def test_env_file_never_wins(monkeypatch, tmp_path):
    file = tmp_path / ".env"
    file.write_text("# comment\n\nNEWSCENTER_TEST_A=file\nexport NEWSCENTER_TEST_B='file'\n")
    monkeypatch.setenv("NEWSCENTER_TEST_A", "process")
    monkeypatch.setenv("NEWSCENTER_TEST_B", "")
    monkeypatch.delenv("NEWSCENTER_TEST_B")

    env = Environment(file)

    assert env.text("NEWSCENTER_TEST_A") == "process"
    assert env.text("NEWSCENTER_TEST_B") == "file"


@pytest.mark.parametrize("line", ["SECRET_KEY", "SECRET KEY=x", "  DEBUG=true", "DEBUG: true"])
def test_line_of_the_env_file_that_says_nothing_is_named(tmp_path, line):
    file = tmp_path / ".env"
    file.write_text(f"# comment\n{line}\n")

    with pytest.raises(ImproperlyConfigured, match=r"\.env, line 2: write NAME=value"):
        Environment(file)


def test_mail_server_is_read(env, given):
    given("smtp+tls://news:p%40ss@mail.example.org:587")

    mail = env.mail("NAME")

    assert mail["EMAIL_BACKEND"] == "django.core.mail.backends.smtp.EmailBackend"
    assert (mail["EMAIL_HOST"], mail["EMAIL_PORT"], mail["EMAIL_USE_TLS"]) == (
        "mail.example.org",
        587,
        True,
    )
    assert (mail["EMAIL_HOST_USER"], mail["EMAIL_HOST_PASSWORD"]) == ("news", "p@ss")


@pytest.mark.parametrize("text", ["mail.example.org", "https://mail.example.org", "imap://x"])
def test_mail_server_of_another_kind_is_refused(env, given, text):
    given(text)

    with pytest.raises(ImproperlyConfigured, match="NAME"):
        env.mail("NAME")


def test_replicas_are_read_in_their_order(env, given):
    given("postgres://u:p%2Cq@a.example:5433/news , postgres://u@b.example/news?sslmode=require")

    first, second = env.databases("NAME")

    assert (first["HOST"], first["PORT"], first["PASSWORD"]) == ("a.example", 5433, "p,q")
    assert (second["HOST"], second["OPTIONS"]) == ("b.example", {"sslmode": "require"})


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("postgres://u@a/n,mysql://u:hunter2@b/n", r"NAME \(number 2\) does not name a PostgreSQL"),
        ("postgres://u@a/n,postgres://u:hunter2@b", r"NAME \(number 2\) names no host or no"),
        ("postgres://u@a/n,postgres://u@a/n", r"NAME \(number 2\) is there twice"),
    ],
)
def test_a_replica_that_cannot_be_one_is_refused_by_its_place(env, given, text, complaint):
    given(text)

    with pytest.raises(ImproperlyConfigured, match=complaint) as refused:
        env.databases("NAME")

    assert "hunter2" not in str(refused.value)


def test_a_bucket_is_read(env, given):
    given("s3://id:a%2Fb%20c@s3.example:9000/media/news/pictures?region=eu-1&tls=no")

    assert env.object_storage("NAME") == {
        "access_key": "id",
        "secret_key": "a/b c",
        "endpoint_url": "http://s3.example:9000",
        "bucket_name": "media",
        "location": "news/pictures",
        "region_name": "eu-1",
    }
    given("s3://id:secret@[::1]/media")
    assert env.object_storage("NAME") == {
        "access_key": "id",
        "secret_key": "secret",
        "endpoint_url": "https://[::1]",
        "bucket_name": "media",
        "location": "",
        "region_name": "us-east-1",
    }


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("https://s3.example/media", "must start with s3://"),
        ("s3://s3.example/media", "not complete"),
        ("s3://id:hunter2@s3.example", "not complete"),
        ("s3://id:hunter2@s3.example:many/media", "host or port"),
        ("s3://id:hun/ter2@s3.example/media", "host or port"),
        ("s3://id:hunter2@storage_of_ours:9000/media", "letters, digits, hyphens"),
        ("s3://id:hunter2@s3.example/media?acl=public", "options that there are not"),
        ("s3://id:hunter2@s3.example/media?tls=perhaps", "options that there are not"),
        ("s3://id:hun#hunter2@s3.example/media", "host or port"),
    ],
)
def test_a_bucket_that_cannot_be_meant_is_refused_without_its_secret(env, given, text, complaint):
    given(text)

    with pytest.raises(ImproperlyConfigured, match=complaint) as refused:
        env.object_storage("NAME")

    assert "hunter2" not in str(refused.value)


@pytest.mark.parametrize("absent", ["storages", "boto3"])
def test_a_bucket_without_the_packages_for_it_names_the_extra(env, given, monkeypatch, absent):
    monkeypatch.setitem(sys.modules, absent, None)
    given("s3://id:hunter2@s3.example/media")

    with pytest.raises(ImproperlyConfigured, match=r"NAME is set.*requirements/s3\.txt.*\[s3\]"):
        env.object_storage("NAME")
