"""Reads an event log as its users do, with pm4py, and prints what it finds as JSON, in an environment of its own."""

import json
import sys
import warnings

warnings.simplefilter("ignore")

import pm4py  # noqa: E402 - it warns while it is imported


def read_xes(path: str) -> dict[str, object]:
    """Cases, events and arrows of a XES file."""
    log = pm4py.read_xes(path)
    arrows, first, last = pm4py.discover_dfg(log)
    return {
        "cases": sorted(map(str, log["case:concept:name"].unique())),
        "events": len(log),
        "arrows": {f"{one}>{other}": int(count) for (one, other), count in arrows.items()},
        "first": sorted(map(str, first)),
        "last": sorted(map(str, last)),
    }


def read_ocel(path: str) -> dict[str, object]:
    """Objects by type, events and arrows of cases of an OCEL 2.0 file."""
    log = pm4py.read_ocel2_json(path)
    flat = pm4py.ocel_flattening(log, "case")
    arrows, _, _ = pm4py.discover_dfg(flat)
    return {
        "types": sorted(pm4py.ocel_get_object_types(log)),
        "objects": len(log.objects),
        "events": len(log.events),
        "arrows": {f"{one}>{other}": int(count) for (one, other), count in arrows.items()},
    }


if __name__ == "__main__":
    kind, path = sys.argv[1:]
    print(json.dumps({"xes": read_xes, "ocel": read_ocel}[kind](path)))
