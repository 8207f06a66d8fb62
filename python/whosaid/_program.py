"""The program `whosaid`, as the script that the package installs."""

from __future__ import annotations

import signal
import sys

from . import _whosaid


def main() -> int:
    """Runs the program with the arguments of the command line; gives its exit status."""
    # The program has its own way with Ctrl-C, where it needs one; Python's would wait for the program's end.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return _whosaid.main(["whosaid", *sys.argv[1:]])
