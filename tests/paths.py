"""Where the tests find what they read."""

from pathlib import Path

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
FERRY = ROOT / "examples" / "ferry" / "reports.jsonl"
