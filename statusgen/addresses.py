"""Addresses on the host of the repository: where something is read, written and proposed there."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from statusgen.model.site import Repository

FILE, CONTENT = "{file}", "{content}"
"""Stand for the path and the content of a new file, until somebody knows them."""

HOST_NAMES = {"github": "GitHub", "gitlab": "GitLab", "codeberg": "Codeberg", "gitea": "Gitea"}
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
_PROPOSAL = {
    "github": "compare/{base}...{branch}?expand=1",
    "gitlab": "-/merge_requests/new?merge_request%5Bsource_branch%5D={branch}"
    "&merge_request%5Btarget_branch%5D={base}",
}
_GITEA_PROPOSAL = "compare/{base}...{branch}"


def source(repository: Repository | None, file: str) -> str:
    """Where a file of the content can be read; "" without a repository."""
    return _address(repository, _VIEW, _GITEA_VIEW, file)


def history(repository: Repository | None, file: str) -> str:
    """Where the changes of everything in the file's folder are listed."""
    return _address(repository, _HISTORY, _GITEA_HISTORY, file.rpartition("/")[0])


def commit(repository: Repository, number: str) -> str:
    """Where a commit can be read."""
    return _at(repository, _COMMIT.get(repository.host, "commit/{}").format(number))


def placed(repository: Repository, file: str) -> str:
    """The path of a file in the repository, in a folder of which the site may be."""
    return f"{repository.path}/{file}" if repository.path else file


def new_file(repository: Repository) -> str:
    """Where a new file is written: FILE and, where the host takes it from a link, CONTENT stand
    in it for what is to be put there, percent-encoded.
    """
    form = _NEW.get(repository.host, _GITEA_NEW)
    return _at(repository, form % quote(repository.branch, safe="/"))


def filled(address: str, file: str, content: str) -> str:
    """The address of ``new_file`` for one file, given by its path in the repository."""
    address = address.replace(FILE, quote(file))
    return address.replace(CONTENT, quote(content, safe=""))


def proposal(repository: Repository | None, branch: str) -> str:
    """Where a pull request of ``branch`` is opened; "" without a repository, and for its own branch."""
    if repository is None or branch == repository.branch:
        return ""
    base, name = (quote(one, safe="/") for one in (repository.branch, branch))
    form = _PROPOSAL.get(repository.host, _GITEA_PROPOSAL)
    return _at(repository, form.format(base=base, branch=name))


def _address(repository: Repository | None, forms: Mapping[str, str], other: str, file: str) -> str:
    if repository is None:
        return ""
    form = forms.get(repository.host, other).format(quote(repository.branch, safe="/"))
    return _at(repository, f"{form}/{quote(placed(repository, file))}")


def _at(repository: Repository, form: str) -> str:
    return f"{repository.url.rstrip('/')}/{form}"
