"""Where a branch becomes a pull request, on the hosts that are known."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from statusgen.model.site import Repository

_FORMS: Mapping[str, str] = {
    "github": "compare/{base}...{branch}?expand=1",
    "gitlab": "-/merge_requests/new?merge_request%5Bsource_branch%5D={branch}"
    "&merge_request%5Btarget_branch%5D={base}",
}
_GITEA = "compare/{base}...{branch}"


def proposal_url(repository: Repository | None, branch: str) -> str:
    """Where a pull request of ``branch`` is opened; "" without a repository, and for its own branch."""
    if repository is None or branch == repository.branch:
        return ""
    base, name = (quote(one, safe="/") for one in (repository.branch, branch))
    form = _FORMS.get(repository.host, _GITEA).format(base=base, branch=name)
    return f"{repository.url.rstrip('/')}/{form}"
