"""Letters by e-mail over SMTP."""
