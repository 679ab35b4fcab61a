"""The decision: drafted, looked at by a second person, made by the authority."""
