"""Django's PostgreSQL backend on the embedded server, which the first connection starts."""

import sys
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.backends.postgresql import base, client

if sys.platform == "win32":
    raise ImproperlyConfigured(
        "The embedded PostgreSQL does not run on Windows: set DATABASE_URL to a server."
    )

from newscenter.postgres.cluster import Address
from newscenter.postgres.server import project_server


class DatabaseClient(client.DatabaseClient):
    """`manage.py dbshell`, with the psql that fits the server."""

    def runshell(self, parameters: Iterable[str]) -> None:
        connection = self.connection
        connection.ensure_connection()
        address = project_server().open()
        connection.settings_dict = {**connection.settings_dict, **_settings(address)}
        self.executable_name = project_server().binaries.path("psql")
        super().runshell(parameters)


class DatabaseWrapper(base.DatabaseWrapper):
    """Fills in the embedded server's address; every other setting is Django's."""

    client_class = DatabaseClient

    def get_connection_params(self) -> dict[str, Any]:
        return _completed(super().get_connection_params(), project_server().open())

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        try:
            return super().get_new_connection(conn_params)
        except self.Database.OperationalError:
            # The server was killed, or the database was never made: once more after repair.
            address = project_server().repair(conn_params["dbname"])
            return super().get_new_connection(_completed(conn_params, address))


def _completed(parameters: dict[str, Any], address: Address) -> dict[str, Any]:
    values = _settings(address)
    return {
        **parameters,
        "host": values["HOST"],
        "port": values["PORT"],
        "user": values["USER"],
        "password": values["PASSWORD"],
    }


def _settings(address: Address) -> dict[str, str]:
    return {
        "HOST": address.host,
        "PORT": str(address.port),
        "USER": address.user,
        "PASSWORD": address.password,
    }
