"""The WSGI application that the server loads."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saduak.config.settings")
application = get_wsgi_application()

from saduak.config import pulse  # noqa: E402 - after the settings are known

pulse.start()
