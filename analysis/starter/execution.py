"""Runs the notebooks of a book, several in each of a few kernels.

A kernel takes some seconds to load its libraries, longer than most notebooks run, so
one is kept for each processor.  Between two notebooks its names are cleared: each
starts without variables, in its own folder, but not without modules.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

import nbformat
from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn, JupyterCacheAbstract
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from sphinx.application import Sphinx

_TIMEOUT = 300  # seconds for a cell, as in _config.yml
_BEGIN = "get_ipython().reset()\nimport os; os.chdir({folder!r}); del os"


def execute(app: Sphinx, notebooks: Sequence[Path], forget: str = "") -> None:
    """Run the notebooks anew and put those that succeed into the cache of MyST-NB.

    One that fails is left out: MyST-NB then runs it again and says why.  `forget` is
    code that clears what modules remember of the notebook before.
    """
    cache = get_cache(vars(app.env)["mystnb_config"].execution_cache_path)
    cache.clear_cache()  # it knows only the cells, not the library behind them
    fill(cache, notebooks, forget)


def fill(cache: JupyterCacheAbstract, notebooks: Sequence[Path], forget: str) -> None:
    """Run the notebooks and put those that succeed into a cache."""
    asyncio.run(_share(list(notebooks), cache, forget))


async def _share(waiting: list[Path], cache: JupyterCacheAbstract, forget: str) -> None:
    kernels = min(os.cpu_count() or 1, len(waiting))
    await asyncio.gather(*(_kernel(waiting, cache, forget) for _ in range(kernels)))


async def _kernel(
    waiting: list[Path], cache: JupyterCacheAbstract, forget: str
) -> None:
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
            begin = _BEGIN.format(folder=str(path.parent))
            client.execute(f"{forget}\n{begin}", silent=True)
            start = perf_counter()
            try:
                await run.async_execute()
            except CellExecutionError:
                continue
            data = {"execution_seconds": perf_counter() - start}
            bundle = CacheBundleIn(notebook, str(path), data=data)
            cache.cache_notebook_bundle(bundle, check_validity=False)
    finally:
        client.stop_channels()
        await manager.shutdown_kernel(now=True)
