"""``python -m benchmarks``: measure, print, and compare. Needs run-time dependencies only."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_NO_GUI_THREADPOOL"] = "1"
os.environ["OPENBLAS_NUM_THREADS"] = "1"

import argparse
import json
import sys
import tempfile
from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from benchmarks import report
from benchmarks.figure import Benchmark, Effort, Figure, Reading
from benchmarks.measure import misses, settled
from benchmarks.suite import BENCHMARKS

_QUICK_ROUNDS = 5
_QUICK_SPAN_S = 10.0


def main() -> int:
    """Run what was asked for; 1 where ``--gate`` finds a missed goal."""
    parser = _parser()
    options = parser.parse_args()
    chosen = [one for one in BENCHMARKS if _is_meant(one, options.only)]
    if not chosen:
        parser.error(f"no benchmark is called {options.only}")
    taken = _run(chosen, options)
    if options.json:
        text = json.dumps(report.document(taken), indent=2, ensure_ascii=False)
        options.json.write_text(text + "\n", encoding="utf-8")
    if options.compare:
        print("\n".join(["", *report.comparison(taken, options.compare)]))
    return int(options.gate and any(misses(*one) for one in taken))


def _run(chosen: Sequence[Benchmark], options: argparse.Namespace) -> report.Taken:
    taken: list[tuple[Figure, Reading]] = []
    with tempfile.TemporaryDirectory(prefix="benchmarks-", dir=_disk()) as folder:
        effort = (
            Effort(Path(folder), _QUICK_ROUNDS, _QUICK_SPAN_S)
            if options.quick
            else Effort(Path(folder))
        )
        for benchmark in chosen:
            _tell(f"{benchmark.name} …")
            readings = settled(benchmark, effort, _tell)
            for figure in benchmark.figures:
                taken.append((figure, readings[figure.name]))
                print("\n".join(report.lines(*taken[-1])), flush=True)
    return taken


def _is_meant(benchmark: Benchmark, pattern: str) -> bool:
    """Whether the pattern is in its name, or matches it as a shell would."""
    return pattern in benchmark.name or fnmatchcase(benchmark.name, pattern)


def _disk() -> str | None:
    """A folder on a real disk: the usual temporary one often is in memory."""
    place = Path(os.sep, "var", "tmp")
    return str(place) if place.is_dir() and os.access(place, os.W_OK) else None


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _base(text: str) -> Mapping[str, float]:
    try:
        return report.read_values(Path(text))
    except report.DocumentUnreadable as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _parser() -> argparse.ArgumentParser:
    names = ", ".join(one.name for one in BENCHMARKS)
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", default="", metavar="P", help=f"those that P names: {names}")
    parser.add_argument("--gate", action="store_true", help="end with 1 where a goal is missed")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write the figures to OUT")
    parser.add_argument("--compare", type=_base, metavar="BASE", help="OUT of an earlier run")
    parser.add_argument(
        "--quick",
        action="store_true",
        help="five rounds and ten seconds, to see that it works; no figures to go by",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
