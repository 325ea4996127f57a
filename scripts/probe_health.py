"""Ask this container's own server whether it is well; exits with 0 where it is.

The server answers only to the host names of its sites, so it is asked by the first of them.
"""

import os
import sys
import urllib.error
import urllib.request

URL = "http://127.0.0.1:8000/-/health"


def main() -> int:
    host = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].strip().lstrip(".")
    request = urllib.request.Request(URL, headers={"Host": host})
    try:
        with urllib.request.urlopen(request, timeout=4) as answer:  # noqa: S310
            return 0 if answer.status == 200 else 1
    except (urllib.error.URLError, OSError) as error:
        sys.stderr.write(f"{URL}: {error}\n")
        return 1


if __name__ == "__main__":
    sys.exit(main())
