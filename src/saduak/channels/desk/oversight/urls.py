"""The addresses of oversight."""

from collections.abc import Mapping

from django.urls import path

from saduak.channels.desk.oversight import behind, comparing, figures, logs, mapping
from saduak.channels.desk.oversight.taking import Rows, as_csv, as_json

TAKEN: Mapping[str, Rows] = {
    "promises": figures.rows_of_promises,
    "told": figures.rows_of_told,
    "channels": figures.rows_of_channels,
    "levels": figures.rows_of_levels,
    "manuals": figures.rows_of_manuals,
    "copies": figures.rows_of_copies,
    "comparison": comparing.rows_of_comparison,
    "map": mapping.rows_of_map,
}
"""Pages whose rows can be taken away."""

urlpatterns = [
    path("oversight/", figures.overview, name="oversight_overview"),
    path("oversight/promises/", figures.promised, name="oversight_promises"),
    path("oversight/told/", figures.result_notices, name="oversight_told"),
    path("oversight/map/", mapping.process, name="oversight_map"),
    path("oversight/map.xes", logs.as_xes, name="oversight_xes"),
    path("oversight/map.jsonocel", logs.as_ocel, name="oversight_ocel"),
    path("oversight/channels/", figures.channels, name="oversight_channels"),
    path("oversight/levels/", figures.graded, name="oversight_levels"),
    path("oversight/manuals/", figures.manuals, name="oversight_manuals"),
    path("oversight/copies/", figures.state_copies, name="oversight_copies"),
    path("oversight/comparison/", comparing.compared, name="oversight_comparison"),
    path("oversight/cases/", behind.cases, name="oversight_cases"),
    *(path(f"oversight/{name}.csv", as_csv(name, rows), name=f"oversight_{name}_csv") for name, rows in TAKEN.items()),
    *(
        path(f"oversight/{name}.json", as_json(name, rows), name=f"oversight_{name}_json")
        for name, rows in TAKEN.items()
    ),
    path("office/<slug:slug>/comparison/", comparing.joining, name="oversight_joining"),
]
