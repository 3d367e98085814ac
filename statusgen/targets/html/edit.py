"""Links to the repository: where a report is written, how it changed, and where to write on."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, urlencode

from statusgen.model.lifecycle import State
from statusgen.model.site import Repository
from statusgen.model.status import Status
from statusgen.snapshot.timeline import IncidentView

WHEN = "TIME"
"""Stands for the time in the name of a new file, until somebody knows it."""

_VIEW = {"github": "blob/{}", "gitlab": "-/blob/{}"}
_HISTORY = {"github": "commits/{}", "gitlab": "-/commits/{}"}
_COMMIT = {"gitlab": "-/commit/{}"}
_NEW = {"github": "new/{}", "gitlab": "-/new/{}"}
_GITEA_VIEW = "src/branch/{}"
_GITEA_HISTORY = "commits/branch/{}"
_GITEA_NEW = "_new/branch/{}"


def source(repository: Repository | None, file: str) -> str:
    """Where a file of the content can be read; "" without a repository."""
    return _address(repository, _VIEW, _GITEA_VIEW, file)


def history(repository: Repository | None, file: str) -> str:
    """Where the changes of everything in the file's folder are listed."""
    return _address(repository, _HISTORY, _GITEA_HISTORY, file.rpartition("/")[0])


def commit(repository: Repository, number: str) -> str:
    """Where a commit can be read."""
    form = _COMMIT.get(repository.host, "commit/{}").format(number)
    return f"{repository.url.rstrip('/')}/{form}"


def new_update(repository: Repository | None, view: IncidentView) -> str:
    """Where a new update of an incident is written, with its name and its front matter filled
    in as far as the host allows it.
    """
    folder = view.file.rpartition("/")[0]
    address = _address(repository, _NEW, _GITEA_NEW, folder)
    if repository is None or repository.host not in ("github", "gitlab"):
        return address
    name = f"{WHEN}.{view.state}.md"
    if repository.host == "gitlab":
        return f"{address}?{urlencode({'file_name': name})}"
    return f"{address}?{urlencode({'filename': name, 'value': _beginning(view)})}"


def _beginning(view: IncidentView) -> str:
    """The front matter of a new update: the impacts as they are, to be changed."""
    impacts = {one.tag: one.now for one in view.affected if one.now is not Status.UP}
    if not impacts or view.state is State.RESOLVED:
        return ""
    lines = [f"  {tag}: {status}" for tag, status in impacts.items()]
    return "\n".join(["---", "monitors:", *lines, "---", ""])


def _address(repository: Repository | None, forms: Mapping[str, str], other: str, file: str) -> str:
    if repository is None:
        return ""
    form = forms.get(repository.host, other).format(quote(repository.branch, safe="/"))
    return f"{repository.url.rstrip('/')}/{form}/{quote(file)}"
