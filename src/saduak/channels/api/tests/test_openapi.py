"""The description of the interface is kept in docs/reference/openapi.json, so that a change of it is seen in review."""

import json
import os
from pathlib import Path

from saduak.channels.api.api import api

GOLDEN = Path(__file__).parents[5] / "docs" / "reference" / "openapi.json"


def test_the_description_is_the_one_on_file() -> None:
    """`SADUAK_WRITE_GOLDEN=1` writes it anew."""
    now = json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/v1/")))
    if os.environ.get("SADUAK_WRITE_GOLDEN"):
        GOLDEN.write_text(json.dumps(now, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert now == json.loads(GOLDEN.read_text(encoding="utf-8"))


def test_the_file_can_be_read_by_people() -> None:
    kept = GOLDEN.read_text(encoding="utf-8")
    assert kept == json.dumps(json.loads(kept), ensure_ascii=False, indent=1) + "\n"
