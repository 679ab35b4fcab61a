"""The catalogue: published versions of services, their adoption by agencies, search, manuals and exports."""
