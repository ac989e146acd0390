"""A run inside Scrapy's engine that a signal ends in order."""

import asyncio
import signal

from scrapy.core.engine import ExecutionEngine

from pipeline.errors import ProjectError

SIGNALS = (signal.SIGINT, signal.SIGTERM)  # that stop a run in order


class Interruptible:
    """Runs `main`; afterwards `stopped` says whether a signal ended it, and `error` what went wrong."""

    def __init__(self) -> None:
        self.error: BaseException | None = None
        self.stopped = False

    async def main(self, engine: ExecutionEngine) -> None:
        """The work itself; cancelled at a signal."""
        raise NotImplementedError

    async def run(self, engine: ExecutionEngine) -> None:
        """The whole run; what goes wrong is kept in `error`."""
        task = asyncio.ensure_future(self.main(engine))
        loop = asyncio.get_running_loop()
        for number in SIGNALS:
            loop.add_signal_handler(number, lambda: task.cancelling() or task.cancel())  # once: tidying up goes on
        signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)
        try:
            await task
        except asyncio.CancelledError:
            self.stopped = True
        except BaseExceptionGroup as group:
            self.note(group.exceptions[0], stopped=bool(task.cancelling()))
        except Exception as error:  # Scrapy would log it and go on; main raises it
            self.note(error, stopped=bool(task.cancelling()))
        finally:
            signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)  # the loop is about to give its handlers up

    def note(self, error: BaseException, stopped: bool) -> None:
        """Keep what went wrong; what breaks because a signal took it apart is no fault, a full disk still is one."""
        if stopped and not isinstance(error, ProjectError):
            self.stopped = True
        else:
            self.error = error
