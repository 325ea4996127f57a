"""How the project wires apps that are not ours."""

from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    """Django's admin, with the newsroom's own site in the place of the default one."""

    default_site = "newscenter.desk.DeskSite"
