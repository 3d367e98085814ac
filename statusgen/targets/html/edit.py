"""Links to the repository: where a report is written, how it changed, and where to write on."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from urllib.parse import quote

from statusgen.model.lifecycle import State
from statusgen.model.site import Repository
from statusgen.model.status import Status
from statusgen.snapshot.timeline import IncidentView

WHEN = "TIME"
"""Stands for the time in the name of a new file, until somebody knows it."""

FILE, CONTENT = "{file}", "{content}"
"""Stand for the path and the content of a new file, until somebody knows them."""

HOSTS = {"github": "GitHub", "gitlab": "GitLab", "codeberg": "Codeberg", "gitea": "Gitea"}
"""What the kinds of host are called."""

_VIEW = {"github": "blob/{}", "gitlab": "-/blob/{}"}
_HISTORY = {"github": "commits/{}", "gitlab": "-/commits/{}"}
_COMMIT = {"gitlab": "-/commit/{}"}
_GITEA_VIEW = "src/branch/{}"
_GITEA_HISTORY = "commits/branch/{}"

# The path is in the query as a whole: GitHub loses the last folder of one in the address.
_NEW = {
    "github": f"new/%s?filename={FILE}&value={CONTENT}",
    "gitlab": f"-/new/%s?file_name={FILE}",
}
_GITEA_NEW = f"_new/%s/?filename={FILE}&value={CONTENT}"


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


def placed(repository: Repository, file: str) -> str:
    """The path of a file in the repository, in a folder of which the site may be."""
    return f"{repository.path}/{file}" if repository.path else file


def new_file(repository: Repository) -> str:
    """Where a new file is written: FILE and, where the host takes it from a link, CONTENT stand
    in it for what is to be put there, percent-encoded.
    """
    form = _NEW.get(repository.host, _GITEA_NEW) % quote(repository.branch, safe="/")
    return f"{repository.url.rstrip('/')}/{form}"


def filled(address: str, file: str, content: str) -> str:
    """The address of ``new_file`` for one file, given by its path in the repository."""
    address = address.replace(FILE, quote(file))
    return address.replace(CONTENT, quote(content, safe=""))


def new_comment(repository: Repository, entry: str, state: StrEnum, beginning: str = "") -> str:
    """Where a comment on the report in the file ``entry`` is written, WHEN in its name."""
    file = f"{entry.rpartition('/')[0]}/{WHEN}.{state}.md"
    return filled(new_file(repository), placed(repository, file), beginning)


def new_update(repository: Repository | None, view: IncidentView) -> str:
    """Where a new update of an incident is written, with its name and its front matter filled
    in as far as the host allows it.
    """
    if repository is None:
        return ""
    return new_comment(repository, view.file, view.state, _beginning(view))


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
    return f"{repository.url.rstrip('/')}/{form}/{quote(placed(repository, file))}"
