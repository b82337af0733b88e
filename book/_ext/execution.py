"""Runs the notebooks of the book, several in each of a few kernels.

A kernel takes some seconds to load its libraries, longer than most notebooks run, so
one is kept for each processor.  Between two notebooks its names and the numbers for the
prose are cleared: each starts without variables, but not without modules.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

import nbformat
from jupyter_cache.base import CacheBundleIn, JupyterCacheAbstract
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

_TIMEOUT = 300  # seconds for a cell, as in _config.yml
_CLEAR = "import report.prose; report.prose.forget(); get_ipython().reset()"


def execute(notebooks: Sequence[Path], cache: JupyterCacheAbstract) -> None:
    """Run the notebooks and put those that succeed into the cache of MyST-NB.

    One that fails is left out: MyST-NB then runs it again and says why.
    """
    asyncio.run(_share(list(notebooks), cache))


async def _share(waiting: list[Path], cache: JupyterCacheAbstract) -> None:
    kernels = min(os.cpu_count() or 1, len(waiting))
    await asyncio.gather(*(_kernel(waiting, cache) for _ in range(kernels)))


async def _kernel(waiting: list[Path], cache: JupyterCacheAbstract) -> None:
    """One kernel, that runs the next of the waiting notebooks until none is left."""
    manager = AsyncKernelManager()
    await manager.start_kernel(cwd=waiting[0].parent)
    client = manager.client()
    client.start_channels()
    try:
        await client.wait_for_ready()
        while waiting:
            path = waiting.pop(0)
            notebook = nbformat.read(path, as_version=4)
            run = NotebookClient(
                notebook, km=manager, timeout=_TIMEOUT, record_timing=False
            )
            run.kc = client
            start = perf_counter()
            try:
                await run.async_execute()
            except CellExecutionError:
                continue
            finally:
                client.execute(_CLEAR, silent=True)
            data = {"execution_seconds": perf_counter() - start}
            bundle = CacheBundleIn(notebook, str(path), data=data)
            cache.cache_notebook_bundle(bundle, check_validity=False)
    finally:
        client.stop_channels()
        await manager.shutdown_kernel(now=True)
