"""Licences: issued when a case is granted and paid, checked by anybody, ordered about afterwards."""
