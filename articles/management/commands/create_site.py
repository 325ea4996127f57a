"""`manage.py create_site`: a new site, ready to be read and written."""

from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from articles.models import User
from articles.sites.beginnings import STARTERS, starter_sections
from articles.text.languages import normal_code
from articles.workflow.site_making import Made, SitePlan, make_site

KINDS = ("sites", "hosts", "editions", "sections", "footer lines", "managers")


def named(value: str) -> tuple[str, str]:
    """`vi:Trung tâm Tin tức` as language and name."""
    code, colon, name = value.partition(":")
    code = normal_code(code)
    if not colon or not name.strip():
        raise ArgumentTypeError(f"“{value}” is not LANGUAGE:NAME, such as vi:Tin tức")
    if code not in settings.CONTENT_LANGUAGES:
        known = ", ".join(settings.CONTENT_LANGUAGES)
        raise ArgumentTypeError(f"“{code}” is no language of stories here; known are {known}")
    return code, name.strip()


def section(value: str) -> tuple[str, dict[str, str]]:
    """`sport:vi=Thể thao,en=Sport` as key and names by language."""
    key, colon, names = value.partition(":")
    pairs = [pair.partition("=") for pair in names.split(",")]
    if not (key and colon) or any(not (code and equals and name) for code, equals, name in pairs):
        raise ArgumentTypeError(
            f"“{value}” is not KEY:LANGUAGE=NAME,…, such as sport:vi=Thể thao,en=Sport"
        )
    return key, {normal_code(code): name.strip() for code, _equals, name in pairs}


class Command(BaseCommand):
    """A thin shell over `workflow.site_making`."""

    help = (
        "Makes a news site with its host names, editions and sections. Run again it adds what is "
        "lacking and changes nothing else."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("key", help="the name that commands use, in small letters")
        parser.add_argument(
            "--host", action="append", required=True, help="host name; the first is the primary"
        )
        parser.add_argument(
            "--edition",
            action="append",
            required=True,
            type=named,
            metavar="LANGUAGE:NAME",
            help="language and name of the site in it; the first is the default",
        )
        parser.add_argument("--publisher", default="", help="legal name; default: the first name")
        parser.add_argument("--time-zone", default="", help="such as Asia/Ho_Chi_Minh")
        parser.add_argument(
            "--section",
            action="append",
            default=[],
            type=section,
            metavar="KEY:LANGUAGE=NAME,…",
            help="a section with its name in each language",
        )
        parser.add_argument(
            "--starter-sections",
            action="store_true",
            help=f"the sections that most newsrooms begin with: {', '.join(STARTERS)}",
        )
        parser.add_argument("--accent", default="", help="accent colour of a new site: #1a4d7a")
        parser.add_argument(
            "--footer",
            action="append",
            default=[],
            type=named,
            metavar="LANGUAGE:TEXT",
            help="a line at the foot of the pages in a language, such as the number of a licence",
        )
        parser.add_argument(
            "--manager", action="append", default=[], metavar="USERNAME", help="who manages it"
        )
        parser.add_argument(
            "--review-required",
            action="store_true",
            help="nothing is published before an editor approved it",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        editions = dict(options["edition"])
        starters = STARTERS if options["starter_sections"] else ()
        footer: dict[str, list[str]] = {}
        for code, text in options["footer"]:
            footer.setdefault(code, []).append(text)
        plan = SitePlan(
            key=options["key"],
            hosts=options["host"],
            editions=editions,
            publisher=options["publisher"],
            time_zone=options["time_zone"],
            sections=starter_sections(starters, editions) | dict(options["section"]),
            footer=footer,
            managers=[_user(name) for name in options["manager"]],
            settings={"review_required": options["review_required"]}
            | ({"accent": options["accent"]} if options["accent"] else {}),
        )
        try:
            made = make_site(plan)
        except ValidationError as error:
            raise CommandError(_("Nothing was made. ") + "; ".join(_messages(error))) from error
        self._report(made)

    def _report(self, made: Made) -> None:
        for kind in KINDS:
            if made.created[kind] or made.kept[kind]:
                self.stdout.write(f"{kind}: {made.created[kind]} made, {made.kept[kind]} kept")
        host = made.site.hosts.order_by("-is_primary").values_list("host", flat=True)[0]
        self.stdout.write(
            self.style.SUCCESS(
                _("%(site)s answers at %(host)s.") % {"site": made.site.key, "host": host}
            )
        )


def _user(name: str) -> User:
    try:
        return User.objects.get(username=name)
    except User.DoesNotExist as error:
        raise CommandError(_("There is nobody called %(name)s.") % {"name": name}) from error


def _messages(error: ValidationError) -> list[str]:
    if hasattr(error, "message_dict"):
        return [f"{name}: {text}" for name, texts in error.message_dict.items() for text in texts]
    return error.messages
