"""The compiled templates of the build before: to compile all of them takes a second."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from reader.storage.result_cache import ResultCache, ResultKind

# The cache is that of one code. What another Python has compiled, Jinja compiles again.
_TEMPLATES: Final[ResultKind[None, Mapping[str, bytes]]] = ResultKind(
    name="templates", key=lambda _: (), result_type=dict[str, bytes]
)


def compiled_templates(
    compile_templates: Callable[[Mapping[str, bytes]], Mapping[str, bytes]], cache: ResultCache
) -> Mapping[str, bytes]:
    """Load all templates, so that forks need not, and return their code.

    ``compile_templates`` is that of a ``Renderer``.
    """
    (found,) = cache.find(_TEMPLATES, [None])
    known = found or {}
    code = compile_templates(known)
    if code != known:
        cache.keep(_TEMPLATES, [None], [code])
    return code
