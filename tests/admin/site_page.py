"""The page of a site in the admin: where it is, and what the browser sends from it."""

from django.urls import reverse


def address(site):
    return reverse("admin:articles_site_change", args=[site.pk])


def settings_of(site, **policies):
    """What the browser sends for the page of a site; policies by rule, `_` for `-`."""
    hosts, editions = list(site.hosts.all()), list(site.editions.all())
    data = {
        "time_zone": site.time_zone,
        "publisher": site.publisher,
        "accent": site.accent,
        "second_factor": "off",
        "retraction": site.retraction,
        "full_feeds": "on",
        "hosts-TOTAL_FORMS": len(hosts),
        "hosts-INITIAL_FORMS": len(hosts),
        "footer_lines-TOTAL_FORMS": 0,
        "footer_lines-INITIAL_FORMS": 0,
        "editions-TOTAL_FORMS": len(editions),
        "editions-INITIAL_FORMS": len(editions),
        "_continue": "1",
    }
    for number, host in enumerate(hosts):
        data |= {
            f"hosts-{number}-id": host.pk,
            f"hosts-{number}-site": site.pk,
            f"hosts-{number}-host": host.host,
            f"hosts-{number}-is_primary": "on",
        }
    for number, edition in enumerate(editions):
        names = ("language_code", "position", "name", "description", "copyright_line")
        data |= {f"editions-{number}-{name}": getattr(edition, name) for name in names}
        data |= {f"editions-{number}-id": edition.pk, f"editions-{number}-site": site.pk}
        data |= {f"editions-{number}-is_default": "on"} if edition.is_default else {}
    return data | {f"policy_{rule.replace('_', '-')}": action for rule, action in policies.items()}
