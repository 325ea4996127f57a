"""The environment of a test run, set before Django reads its settings (`-p tests.environment`)."""

import os

os.environ |= {
    "DEBUG": "true",
    "LOG_LEVEL": "WARNING",
    "ALLOWED_HOSTS": "localhost,.localhost,127.0.0.1,.example,testserver",
    "PUBLIC_PORT": "0",
    "PUBLIC_SCHEME": "http",
    "TIME_ZONE": "UTC",
}
