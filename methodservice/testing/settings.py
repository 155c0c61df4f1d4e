"""Settings of the test suite: the portal's own, with a fixed environment so that every machine tests the same.

DATABASE_URL of the caller is kept; without it the suite runs on a file of SQLite in `var`: one run of
a checkout at a time.
"""

import os

os.environ.setdefault("DATABASE_URL", "sqlite:///:memory:")
os.environ.update(
    SECRET_KEY="key-of-the-test-suite-known-to-everyone",
    DEBUG="0",
    DEMO="0",
    HTTPS="0",
    ALLOWED_HOSTS="127.0.0.1,localhost,testserver",
    CSRF_TRUSTED_ORIGINS="",
    PUBLIC_ADDRESS="https://portal.example",
    CELERY_BROKER_URL="",
    EMAIL_URL="memorymail://",
    # no manifest is built for a test
    STATIC_BACKEND="django.contrib.staticfiles.storage.StaticFilesStorage",
)

from methodservice.settings import *  # noqa: F403 — the environment above must come first

# Argon2 takes 50 ms a login on purpose; one test sets the real list back
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STRICT_DOCUMENTS = True
# counts of queries must not depend on which cache the machine has
CACHES["default"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}  # noqa: F405
MEDIA_ROOT = VAR_DIR / "test-files"  # noqa: F405
# whitenoise warns of a missing folder
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405
# races run in threads with a connection each, which a database in memory cannot give; a lost disk loses only tests
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    DATABASES["default"]["TEST"] = {"NAME": VAR_DIR / "test.sqlite3"}  # noqa: F405
    DATABASES["default"]["OPTIONS"] |= {  # noqa: F405
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON;",
        "timeout": 120,  # seconds; twenty threads wait for one file on a slow machine
    }
