"""Many cases in one test: where a case leaves nothing behind, each needs no database of its own."""

import functools
import inspect
from collections.abc import Callable, Iterable
from typing import Any

Test = Callable[..., None]


def each(names: str, cases: Iterable[Any]) -> Callable[[Test], Test]:
    """Run a test's body once for each case, like ``pytest.mark.parametrize``, in one test.

    ``names`` are the parameters that a case fills. What fails says with which case.
    """
    wanted = [name.strip() for name in names.split(",")]
    given = [case if len(wanted) > 1 else (case,) for case in cases]

    def decorate(test: Test) -> Test:
        @functools.wraps(test)
        def all_of_them(**fixtures: Any) -> None:
            for case in given:
                values = dict(zip(wanted, case, strict=True))
                try:
                    test(**fixtures, **values)
                except BaseException as failure:
                    failure.add_note(f"with {values}")
                    raise

        signature = inspect.signature(test)
        left = [one for name, one in signature.parameters.items() if name not in wanted]
        all_of_them.__signature__ = signature.replace(parameters=left)  # type: ignore[attr-defined]
        return all_of_them

    return decorate
