"""One concept per file, short functions: what no longer fits on a few screens has to be split."""

import ast

from tests.architecture.tree import ROOT, files

MOST_LINES_OF_A_FILE = 400
MOST_LINES_OF_A_FUNCTION = 70
GENERATED = {"pwa/src/data/api-types.ts"}


def test_no_file_is_too_long() -> None:
    sources = files(".py", ".ts", ".tsx", ".mjs", ".css")
    long = {
        str(path.relative_to(ROOT)): lines
        for path in sources
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > MOST_LINES_OF_A_FILE
        and path.relative_to(ROOT).as_posix() not in GENERATED
    }
    assert long == {}


def test_no_function_is_too_long() -> None:
    long = {
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}": lines
        for path in files(".py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := (node.end_lineno or 0) - node.lineno + 1) > MOST_LINES_OF_A_FUNCTION
    }
    assert long == {}
