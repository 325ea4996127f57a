"""Collect the texts to translate, keep what is translated, compile: `make messages`."""

import shutil
import sys

from catalogues import (
    CORRECTIONS,
    DOMAINS,
    LOCALES,
    collect,
    compile_all,
    complaints,
    update,
    wanted,
)


def main() -> int:
    if shutil.which("xgettext") is None:
        sys.stderr.write(
            "collect_messages: xgettext is not installed (Debian: apt install gettext).\n"
        )
        return 1
    compile_all(CORRECTIONS)
    texts = collect()
    for locale in LOCALES:
        for domain in DOMAINS:
            of_locale = wanted(locale, texts[domain])
            update(locale, domain, of_locale)
            open_work = list(complaints(locale, domain))
            sys.stdout.write(
                f"{locale}, {domain}: {len(of_locale)} texts, {len(open_work)} to translate\n"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
