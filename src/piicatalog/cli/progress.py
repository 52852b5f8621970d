"""How far a scan has come, on stderr: a bar on a terminal, nothing elsewhere."""

import sys
from types import TracebackType
from typing import Any, Self

from piicatalog.model.printable import shown


class ScanProgress:
    """A rich progress bar while a scan runs; silent where stderr is no terminal."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._bar: Any = None
        self._task: Any = None
        self.read = 0
        self.remembered = 0
        self._shown = sys.stderr.isatty() and not quiet

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._bar is not None:
            self._bar.stop()

    def start(self, tables: int) -> None:
        """Show the bar."""
        if not self._shown:
            return
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}", markup=False))
        self._bar = Progress(*columns, console=Console(stderr=True), transient=True)
        self._bar.start()
        self._task = self._bar.add_task("", total=tables)

    def table(self, name: str) -> None:
        """Show which table is being read."""
        if self._bar is not None:
            self._bar.update(self._task, description=shown(name))

    def done(self, name: str, *, remembered: bool) -> None:  # noqa: ARG002 - the watcher's shape
        """Count a finished table."""
        self.remembered += remembered
        self.read += not remembered
        if self._bar is not None:
            self._bar.advance(self._task)
