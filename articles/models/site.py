"""Sites, their host names and their editions."""

from __future__ import annotations

from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import DataError, connection, models, transaction
from django.db.models.functions import Lower
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles.enums import RetractionPolicy, SecondFactorPolicy
from articles.models.translation import content_languages
from articles.text.languages import native_name

hex_colour = RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Write a colour as # and six digits: #1a4d7a."))
host_name = RegexValidator(
    r"^(?!-)[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})*$",
    _("Write a host name in small letters, without scheme or port: news.example.org."),
)


footer_address = RegexValidator(
    r"^(https?://[^\s/]|mailto:[^\s@]+@|tel:\+?[0-9]|/(?!/))[^\s]*$",
    _("Write an address that begins with https://, mailto:, tel: or /."),
)


def known_time_zone(value: str) -> None:
    """Refuse what the tz database does not have, here or where days of views are made.

    Python takes `localtime`, for instance, and knows names that an older server has not heard of.
    """
    if value not in available_timezones() or not _is_known_to_database(value):
        raise ValidationError(
            _("“%(value)s” is no time zone; write a name such as Asia/Ho_Chi_Minh."),
            params={"value": value},
        )


def _is_known_to_database(time_zone: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT now() AT TIME ZONE %s", [time_zone])
    except DataError:
        return False
    return True


def name_of_site(names: dict[str, str], key: str) -> str:
    """In the language of the reader, else in the site's own; the key of a site without editions."""
    return names.get(get_language() or "") or names.get("") or key


class Site(models.Model):
    """One public news site: hosts, editions, sections, look, publisher data."""

    key = models.SlugField(
        _("key"), unique=True, help_text=_("The name that commands use: --site=…")
    )
    time_zone = models.CharField(
        _("time zone"), max_length=64, default="UTC", validators=[known_time_zone]
    )
    publisher = models.CharField(
        _("publisher"), max_length=200, help_text=_("The legal name, for search engines and feeds.")
    )
    # Of its editions, by language, and of the default one under "". A trigger keeps them, so that
    # whatever has a site can say its name without a query.
    names = models.JSONField(default=dict, editable=False)
    accent = models.CharField(
        _("accent colour"), max_length=7, default="#1a4d7a", validators=[hex_colour]
    )
    logo = models.ForeignKey(
        "articles.Image",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("logo"),
        help_text=_("A picture of this site, for search engines and feed readers."),
    )
    full_feeds = models.BooleanField(
        _("full text in feeds"), default=True, help_text=_("Off: feeds carry the summary only.")
    )
    review_required = models.BooleanField(
        _("texts need approval"),
        default=False,
        help_text=_("Nothing that this desk writes is published before an editor approved it."),
    )
    self_approval = models.BooleanField(
        _("own texts may be approved"),
        default=True,
        help_text=_("Off: somebody else than the last writer has to approve a text."),
    )
    retraction = models.CharField(
        _("address of a retracted story"),
        max_length=9,
        choices=RetractionPolicy.choices,
        default=RetractionPolicy.GONE,
        help_text=_("Lists, feeds, search and site maps drop the story either way."),
    )
    second_factor = models.CharField(
        _("second factor"),
        max_length=10,
        choices=SecondFactorPolicy.choices,
        default=SecondFactorPolicy.OFF,
        help_text=_("Who has to enter a code from their phone when they log in."),
    )
    is_default = models.BooleanField(
        _("default site"),
        default=False,
        help_text=_("Answers for host names that belong to no site, during development only."),
    )

    class Meta:
        ordering = ["key"]
        verbose_name = _("site")
        verbose_name_plural = _("sites")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(retraction__in=RetractionPolicy.values),
                name="site_known_retraction",
            ),
            models.CheckConstraint(
                condition=models.Q(second_factor__in=SecondFactorPolicy.values),
                name="site_known_second_factor",
            ),
            models.UniqueConstraint(
                fields=["is_default"],
                condition=models.Q(is_default=True),
                name="site_one_default",
                violation_error_message=_("Another site is the default site already."),
            ),
        ]

    def __str__(self) -> str:
        """As people know it, in the language that they read: its key is for commands."""
        return name_of_site(self.names, self.key)

    @property
    def tzinfo(self) -> ZoneInfo:
        """The site's time zone."""
        return ZoneInfo(self.time_zone)


class SiteHost(models.Model):
    """A host name at which a site answers; all but the primary redirect to the primary."""

    site = models.ForeignKey(
        Site, on_delete=models.CASCADE, related_name="hosts", verbose_name=_("site")
    )
    host = models.CharField(_("host name"), max_length=253, unique=True, validators=[host_name])
    is_primary = models.BooleanField(_("primary"), default=False)

    class Meta:
        ordering = ["-is_primary", "host"]
        verbose_name = _("host name")
        verbose_name_plural = _("host names")
        constraints = [
            models.UniqueConstraint(
                fields=["site"],
                condition=models.Q(is_primary=True),
                name="site_host_one_primary",
                violation_error_message=_("A site has one primary host name."),
            ),
            models.CheckConstraint(
                condition=models.Q(host=Lower("host")), name="site_host_lower_case"
            ),
        ]

    def __str__(self) -> str:
        return self.host


class Edition(models.Model):
    """One language of one site, with the names that the site has in it."""

    site = models.ForeignKey(
        Site, on_delete=models.CASCADE, related_name="editions", verbose_name=_("site")
    )
    language_code = models.CharField(_("language"), max_length=15, choices=content_languages)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_default = models.BooleanField(
        _("default"), default=False, help_text=_("For readers whose languages the site lacks.")
    )
    name = models.CharField(_("name of the site"), max_length=120)
    description = models.CharField(
        _("description"), max_length=300, help_text=_("One sentence for search engines and feeds.")
    )
    copyright_line = models.CharField(_("copyright line"), max_length=200)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        constraints = [
            models.UniqueConstraint(fields=["site", "language_code"], name="edition_one_language"),
            models.UniqueConstraint(
                fields=["site"],
                condition=models.Q(is_default=True),
                name="edition_one_default",
                violation_error_message=_("A site has one default edition."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} · {native_name(self.language_code)}"


class FooterLine(models.Model):
    """What an edition prints at its foot: imprint, licence, contact; with a link or without.

    A foreign key of the database holds it to an edition that the site has.
    """

    site = models.ForeignKey(
        Site, on_delete=models.CASCADE, related_name="footer_lines", verbose_name=_("site")
    )
    language_code = models.CharField(_("language"), max_length=15, choices=content_languages)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    text = models.CharField(_("text"), max_length=300)
    url = models.CharField(
        _("address"),
        max_length=300,
        blank=True,
        validators=[footer_address],
        help_text=_("Empty: plain text."),
    )

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("footer line")
        verbose_name_plural = _("footer lines")
        default_permissions = ()
        indexes = [
            models.Index(
                fields=["site", "language_code", "position", "id"], name="footer_line_order"
            )
        ]
        constraints = [
            models.CheckConstraint(condition=~models.Q(text=""), name="footer_line_has_text"),
            models.CheckConstraint(
                condition=models.Q(url="") | models.Q(url__regex=r"^(https?://|mailto:|tel:|/)"),
                name="footer_line_safe_address",
            ),
        ]

    def __str__(self) -> str:
        return self.text
