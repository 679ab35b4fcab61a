"""The desk: where officers work. Each area has its own module of views, folder of templates and file of texts."""
