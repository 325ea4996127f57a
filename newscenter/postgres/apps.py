"""Start-up only: nothing here starts a server."""

from django.apps import AppConfig


class PostgresConfig(AppConfig):
    """The embedded database; its label keeps clear of `django.contrib.postgres`."""

    name = "newscenter.postgres"
    label = "embedded_postgres"
    verbose_name = "Embedded PostgreSQL"
