"""What was measured on strangers' articles: one file, written by `measure` alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from analysis.corpus.articles import CorpusError, decoded, file_bytes

RECORD = Path(__file__).with_name("record.json")


def read_record(path: Path = RECORD) -> dict[str, Any]:
    """What was recorded, split by split; `CorpusError` where it is no record."""
    try:
        record = json.loads(decoded(path, file_bytes(path)))
    except json.JSONDecodeError as error:
        record = error
    if not isinstance(record, dict) or not isinstance(record.get("splits"), dict):
        raise CorpusError(
            f"{path}: not a record of this command; remove it or name another"
        )
    return record
