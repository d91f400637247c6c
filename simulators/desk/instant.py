"""When the scripts play."""

from datetime import UTC, datetime

NOW = datetime(2026, 5, 8, 14, 3, 20, tzinfo=UTC)
