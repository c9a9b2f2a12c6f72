"""The house's rules, read off the source: who imports whom, what the pure floor must not do, what is registered."""

import ast
import json
import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

# Each floor, and those above it, which it must not import.
ABOVE = {
    "geo": ("layers", "web", "commands", "mahalle"),
    "layers": ("web", "commands", "mahalle"),
    "web": ("commands", "mahalle"),
    "commands": ("mahalle",),
}

# A library and the only places that may import it.
ONLY_IN = {
    "flask": ("web/",),
    "flask_compress": ("web/",),
    "werkzeug": ("web/",),
    "waitress": ("commands/workspaces.py",),
    "click": ("mahalle.py", "commands/"),
    "folium": ("web/maps.py",),
    "branca": ("web/maps.py",),
    "pygeoapi": ("web/ogc.py",),
    "typst": ("layers/reports/typesetting.py",),
    "fiona": ("layers/gdal.py",),
    "pyogrio": ("layers/gdal.py",),
    "psycopg": ("layers/store/",),
    # Under the GPL: called as a command, imported nowhere.
    "ncz2geo": (),
}

# geo computes on frames and geometries: no files, no network, no clock, no chance.
IMPURE_IMPORTS = (
    *("aiohttp", "ftplib", "glob", "http", "httpx", "io", "multiprocessing", "os", "pathlib", "pickle", "random"),
    *("requests", "secrets", "shelve", "shutil", "socket", "sqlalchemy", "sqlite3", "ssl", "subprocess", "sys"),
    *("tempfile", "threading", "time", "urllib", "urllib3", "uuid", "yaml", "zipfile"),
)
IMPURE_CALLS = {
    *("open", "input", "urlopen", "getenv", "now", "utcnow", "today", "read_file", "to_file", "read_csv", "to_csv"),
    *("read_excel", "to_excel", "read_parquet", "to_parquet", "read_sql", "to_sql", "read_text", "write_text"),
}

# What importing a module must not do.
IMPORT_TIME_CALLS = {
    *("open", "read_text", "read_bytes", "mkdir", "connect", "basicConfig", "dictConfig", "seterr", "setlocale"),
    *("filterwarnings", "simplefilter", "set_option", "create_app", "load", "safe_load", "Flask"),
}

# English case rules make two neighbourhoods one and one two: only geo/turkish.py changes case.
CASE_METHODS = {"lower", "upper", "casefold", "title", "capitalize", "swapcase"}

# Folder, one of which a member of the kind assigns, the registry in the folder's __init__.py, whether each module there is one.
KINDS = [
    pytest.param("geo/indicators", {"INDICATOR", "FAMILY"}, "FAMILIES", True, id="indicators"),
    pytest.param("layers/export", {"EXPORT"}, "FORMATS", True, id="formats"),
    pytest.param("layers", {"LAYER"}, "LAYERS", False, id="layers"),
    pytest.param("layers/reading", {"READER"}, "READERS", False, id="readers"),
]


@dataclass(frozen=True)
class Module:
    path: str
    source: str

    @property
    def tree(self) -> ast.Module:
        return ast.parse(self.source, self.path)

    @property
    def package(self) -> list[str]:
        return self.path.split("/")[:-1]

    @property
    def stem(self) -> str:
        return Path(self.path).stem


def imports(module: Module) -> Iterator[tuple[int, str]]:
    """Line and dotted name of all that is imported, at any depth; `from a import b` gives `a.b`."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = module.package[: len(module.package) - node.level + 1] if node.level else []
            base += node.module.split(".") if node.module else []
            yield from ((node.lineno, ".".join([*base, alias.name])) for alias in node.names)


def is_in(name: str, package: str) -> bool:
    return name == package or name.startswith(package + ".")


def called(node: ast.Call) -> str:
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def assigned(tree: ast.Module) -> dict[str, ast.expr]:
    """Values of the module's own assignments by name."""
    found = {}
    for node in tree.body:
        targets = getattr(node, "targets", [node.target] if isinstance(node, ast.AnnAssign) else [])
        found.update({target.id: node.value for target in targets if isinstance(target, ast.Name)})
    return found


def imports_upwards(module: Module) -> Iterator[tuple[int, str]]:
    for line, name in imports(module):
        if any(is_in(name, above) for above in ABOVE.get(module.path.split("/")[0], ())):
            yield line, f"imports {name} from a floor above"


def imports_out_of_place(module: Module) -> Iterator[tuple[int, str]]:
    for line, name in imports(module):
        for library, places in ONLY_IN.items():
            if is_in(name, library) and not module.path.startswith(places):
                yield line, f"imports {name}, which only {' and '.join(places)} may"


def is_impure(module: Module) -> Iterator[tuple[int, str]]:
    if not module.path.startswith("geo/"):
        return
    for line, name in imports(module):
        if any(is_in(name, impure) for impure in IMPURE_IMPORTS):
            yield line, f"imports {name} on the pure floor"
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and called(node) in IMPURE_CALLS:
            yield node.lineno, f"calls {called(node)} on the pure floor"


def reads_past_the_gate(module: Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and module.path != "layers/gdal.py":
            reads = node.attr in {"read_file", "list_layers"} and getattr(node.value, "id", "") in {"gpd", "geopandas"}
            if reads or node.attr == "to_file":
                yield node.lineno, f"uses {node.attr}, which loads GDAL without layers/gdal.py"


def acts_when_imported(module: Module) -> Iterator[tuple[int, str]]:
    def of_import_time(node: ast.AST) -> Iterator[ast.AST]:
        for child in ast.iter_child_nodes(node):
            if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
                yield child
                yield from of_import_time(child)

    for node in of_import_time(module.tree):
        if isinstance(node, ast.Call) and called(node) in IMPORT_TIME_CALLS:
            yield node.lineno, f"calls {called(node)} when it is imported"


def prints(module: Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
            yield node.lineno, "prints"


def catches_too_much(module: Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.ExceptHandler):
            continue
        if node.type is None:
            yield node.lineno, "has a bare except"
            continue
        caught = {getattr(name, "id", "") for name in ast.walk(node.type)}
        if module.path not in ("web/errors.py", "commands/speaking.py") and caught & {"Exception", "BaseException"}:
            yield node.lineno, "catches every exception; only the two outermost edges may"


def changes_case(module: Module) -> Iterator[tuple[int, str]]:
    if module.path == "geo/turkish.py":
        return
    lines = module.source.splitlines()
    for node in ast.walk(module.tree):
        method = node.func if isinstance(node, ast.Call) else node
        if not isinstance(method, ast.Attribute) or method.attr not in CASE_METHODS:
            continue
        is_call_or_reference = method is not node or getattr(method.value, "id", "") == "str"
        is_marked = any(re.search(r"#.*\bascii\b", line) for line in lines[node.lineno - 1 : node.end_lineno])
        if is_call_or_reference and not is_marked:
            yield node.lineno, f"uses .{method.attr}; geo/turkish.py may, and a line that says `# ascii`, why it is safe"


def is_too_long(module: Module) -> Iterator[tuple[int, str]]:
    length = len(module.source.splitlines())
    if length > 400:
        yield 400, f"has {length} lines; a module is one idea, of 400 lines at most"


def imports_a_sibling_view(module: Module) -> Iterator[tuple[int, str]]:
    if module.path.startswith("web/views/") and module.stem != "__init__":
        for line, name in imports(module):
            if is_in(name, "web.views"):
                yield line, f"imports {name}, a view beside it"


RULES = [
    imports_upwards,
    imports_out_of_place,
    imports_a_sibling_view,
    is_impure,
    reads_past_the_gate,
    acts_when_imported,
    prints,
    catches_too_much,
    changes_case,
    is_too_long,
]

Rule = Callable[[Module], Iterator[tuple[int, str]]]


@pytest.fixture(scope="module")
def house(root: Path) -> list[Module]:
    files = [root / "mahalle.py", *(file for floor in ABOVE for file in sorted((root / floor).rglob("*.py")))]
    return [Module(file.relative_to(root).as_posix(), file.read_text(encoding="utf-8")) for file in files]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_house_keeps_the_rule(rule: Rule, house: list[Module]) -> None:
    broken = [f"{module.path}:{line} {what}" for module in house for line, what in rule(module)]
    assert not broken, "\n".join(broken)


@pytest.mark.parametrize(
    ("rule", "path", "source"),
    [
        (imports_upwards, "geo/x.py", "def f():\n    from layers import atlas"),
        (imports_upwards, "layers/store/x.py", "from ...web import maps"),
        (imports_upwards, "web/x.py", "import mahalle"),
        (imports_out_of_place, "layers/x.py", "import flask"),
        (imports_out_of_place, "web/views/x.py", "from folium.features import GeoJson"),
        (imports_out_of_place, "layers/reading/x.py", "import pyogrio.raw"),
        (imports_out_of_place, "layers/reading/netcad.py", "import ncz2geo"),
        (imports_a_sibling_view, "web/views/x.py", "from web.views import y"),
        (imports_a_sibling_view, "web/views/x.py", "from . import y"),
        (is_impure, "geo/x.py", "from pathlib import Path"),
        (is_impure, "geo/x.py", "import os.path"),
        (is_impure, "geo/indicators/x.py", "datetime.now(UTC)"),
        (is_impure, "geo/x.py", "with open(name) as file: pass"),
        (reads_past_the_gate, "layers/x.py", "gpd.read_file(name)"),
        (acts_when_imported, "web/x.py", "app = create_app()"),
        (acts_when_imported, "layers/x.py", "class A:\n    text = FILE.read_text()"),
        (prints, "layers/x.py", "print(1)"),
        (catches_too_much, "layers/x.py", "try: pass\nexcept: pass"),
        (catches_too_much, "web/views/x.py", "try: pass\nexcept (KeyError, Exception): pass"),
        (changes_case, "layers/x.py", "name.strip().lower()"),
        (changes_case, "layers/x.py", "names.map(str.title)"),
        (is_too_long, "geo/x.py", "\n" * 401),
    ],
)
def test_the_rule_sees_a_breach(rule: Rule, path: str, source: str) -> None:
    assert list(rule(Module(path, source)))


@pytest.mark.parametrize(
    ("rule", "path", "source"),
    [
        (imports_upwards, "geo/x.py", "from geo import layers_of_a_thing\nimport webcolors"),
        (imports_out_of_place, "layers/x.py", "from layers.gdal import pyogrio"),
        (acts_when_imported, "layers/x.py", "def f():\n    open(name)"),
        (changes_case, "layers/x.py", "suffix.lower()  # ascii: a file name's ending"),
        (changes_case, "web/x.py", "layer.title"),
    ],
)
def test_the_rule_lets_pass(rule: Rule, path: str, source: str) -> None:
    assert not list(rule(Module(path, source)))


@pytest.mark.parametrize(("folder", "markers", "registry", "all_are_members"), KINDS)
def test_each_file_is_registered_and_stands_alone(
    folder: str, markers: set[str], registry: str, all_are_members: bool, house: list[Module]
) -> None:
    modules = {module.stem: module for module in house if "/".join(module.package) == folder}
    members = {stem for stem, module in modules.items() if markers & set(assigned(module.tree))}
    index = modules["__init__"]
    package = folder.replace("/", ".")

    # The registry may name a module or something imported from it, under any name.
    known = {name.removeprefix(package + ".").split(".")[0] for _, name in imports(index) if is_in(name, package)}
    origin = {}
    for node in ast.walk(index.tree):
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                last = (node.module or "").split(".")[-1]
                origin[alias.asname or alias.name] = last if last in known else alias.name
    value = assigned(index.tree)[registry]
    listed = {origin[node.id] for node in ast.walk(value) if isinstance(node, ast.Name) and node.id in origin}
    assert listed == members
    assert members, f"{registry} is empty"
    if all_are_members:
        # base.py says what a member is; all else in the folder is one.
        assert set(modules) - {"__init__", "base"} == members

    for stem in members:
        siblings = {f"{package}.{other}" for other in members - {stem}}
        borrowed = [name for _, name in imports(modules[stem]) if any(is_in(name, sibling) for sibling in siblings)]
        assert not borrowed, f"{folder}/{stem}.py imports from a sibling: {borrowed}"


def test_tests_are_no_package(root: Path) -> None:
    # tests/geo/__init__.py would make `import geo` find the tests.
    assert not list((root / "tests").rglob("__init__.py"))


def project_files(root: Path, *patterns: str) -> list[Path]:
    if not (root / ".git").exists():
        pytest.skip("not a git work tree: cannot tell what is committed")
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", "--", *patterns]
    answer = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    return [root / name for name in answer.stdout.split("\0") if name and (root / name).exists()]


def test_no_one_elses_page_code_is_committed(root: Path) -> None:
    for file in project_files(root, "*.js", "*.mjs", "*.css", "*.map"):
        name = file.relative_to(root).as_posix()
        text = file.read_text(encoding="utf-8")
        assert name.startswith("web/static/"), name
        assert not name.startswith("web/static/vendor/"), name
        assert file.suffix != ".map", name
        assert len(text) < 30_000, f"{name} is too large to be ours"
        assert max(map(len, text.splitlines()), default=0) < 500, f"{name} looks minified"
        assert not re.search(r"copyright|@license|@preserve|sourceMappingURL", text, re.IGNORECASE), name


def test_no_leftovers_are_committed(root: Path) -> None:
    assert not project_files(root, "*.rej", "*.orig", "*.prof", "*.pyc", "*.lcov")


def test_pins_name_no_address(root: Path) -> None:
    for line in (root / "constraints.txt").read_text(encoding="utf-8").splitlines():
        assert re.fullmatch(r"#.*|[A-Za-z0-9._-]+==[A-Za-z0-9.]+", line), line


@pytest.mark.parametrize("folder", [".", "tests/browser/chromium"])
def test_npm_pins_name_no_address(folder: str, root: Path) -> None:
    package = json.loads((root / folder / "package.json").read_text(encoding="utf-8"))
    text = (root / folder / "package-lock.json").read_text(encoding="utf-8")
    lock = json.loads(text)["packages"]
    assert "://" not in text
    assert "scripts" not in package
    for name, version in {**package.get("dependencies", {}), **package.get("devDependencies", {})}.items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version), name
        assert lock[f"node_modules/{name}"]["version"] == version
    assert all("integrity" in entry and "resolved" not in entry for name, entry in lock.items() if name)
