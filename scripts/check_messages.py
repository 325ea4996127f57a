"""Whether every text is translated and compiled: `python scripts/check_messages.py`.

Exits with 1 where a text of the tree is in no catalogue or cannot be collected, a translation is
missing, fuzzy or lacks a placeholder, or a compiled catalogue is not that of its source.
"""

import shutil
import sys

from catalogues import CORRECTIONS, DOMAINS, LOCALES, collect, complaints, hidden, missing

SHOWN = 20


def main() -> int:
    if shutil.which("xgettext") is None:
        sys.stderr.write(
            "check_messages: xgettext is not installed (Debian: apt install gettext).\n"
        )
        return 1
    texts = collect()
    found = [
        complaint
        for locale in LOCALES
        for domain in DOMAINS
        for complaint in (
            *missing(locale, domain, texts[domain]),
            *complaints(locale, domain),
            *complaints(locale, domain, CORRECTIONS),
        )
    ]
    found += hidden()
    for complaint in found[:SHOWN]:
        sys.stderr.write(complaint + "\n")
    if len(found) > SHOWN:
        sys.stderr.write(f"and {len(found) - SHOWN} more.\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
