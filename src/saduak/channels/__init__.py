"""Views, forms and templates, split by audience; they call commands and queries and hold no rules."""
