"""The environment of a test run, set before Django reads its settings (`-p tests.environment`)."""

import os
import sys

os.environ |= {
    "DEBUG": "true",
    "LOG_LEVEL": "WARNING",
    "ALLOWED_HOSTS": "localhost,.localhost,127.0.0.1,.example,testserver",
    "PUBLIC_PORT": "0",
    "PUBLIC_SCHEME": "http",
    "TIME_ZONE": "UTC",
}

# Some images switch it off. Then every process of the run, and there are hundreds, would compile
# the whole project anew, and two of them rewrite the assertions of every test.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
