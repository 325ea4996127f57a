"""A program that uses a server: `python -m tests.postgres.program HOME`.

It says "up PID" once the server answers, goes on until its input ends, and then leaves.
"""

import sys
from pathlib import Path

from newscenter.postgres.errors import ServerUnavailableError
from newscenter.postgres.server import Server


def main() -> None:
    server = Server(Path(sys.argv[1]))
    try:
        server.open().connect().close()
    except ServerUnavailableError as error:
        sys.stdout.write(f"failed {error}\n")
        sys.exit(1)
    sys.stdout.write(f"up {server.cluster.pid()}\n")
    sys.stdout.flush()
    sys.stdin.read()


if __name__ == "__main__":
    main()
