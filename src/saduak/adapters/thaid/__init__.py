"""ThaID: the log-in of the Department of Provincial Administration, by OpenID Connect."""
