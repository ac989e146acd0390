"""A run inside Scrapy's engine that a signal ends in order."""

import asyncio
import signal

from scrapy.core.engine import ExecutionEngine

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
            self.error = group.exceptions[0]
        except Exception as error:  # Scrapy would log it and go on; main raises it
            self.error = error
        finally:
            signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)  # the loop is about to give its handlers up
