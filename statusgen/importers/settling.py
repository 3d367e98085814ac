"""What was found -> files of a draft: only what is new is added, and nothing is overwritten."""

from __future__ import annotations

from statusgen.content import yamldoc
from statusgen.content.load import MONITORS, SETTINGS
from statusgen.editing.desk import Desk
from statusgen.editing.lists import with_entry
from statusgen.editing.splice import entry
from statusgen.importers.fitting import NEEDED, fitting_monitor, fitting_settings
from statusgen.importers.found import Found, FoundEntry, FoundFile
from statusgen.importers.losses import Losses, Place, others
from statusgen.importers.writing import Settled, Writing, is_in

__all__ = ["Settled", "settle"]


def settle(desk: Desk, found: Found) -> Settled:
    """Adds what is new to the draft of the desk; entries that would be errors are left out.

    What an entry cannot be written for is among ``found.losses`` afterwards.
    """
    settled = Settled()
    _settings(desk, found)
    _monitors(desk, found, settled)
    files = Writing(desk, found.losses, settled)
    for one in found.entries:
        files.add(one)
    for page in found.pages:
        files.add_page(page)
    for file in found.files:
        files.add_file(file)
    _leave_out_errors(desk, files, settled, found.losses)
    desk.draft.forget_what_stays()
    return settled


def _settings(desk: Desk, found: Found) -> None:
    settings = fitting_settings(found.settings, found.losses)
    if not desk.draft.exists(SETTINGS):
        for key in others(NEEDED, settings):
            found.losses.guessed(Place(SETTINGS, key), NEEDED[key], "nothing in the source says it")
        keys = {**NEEDED, **settings}
        desk.draft.write(SETTINGS, "".join(entry(key, value) for key, value in keys.items()))
        return
    written = yamldoc.parse(desk.draft.text(SETTINGS), SETTINGS, [])
    for key, value in settings.items():
        if not isinstance(written, dict) or written.get(key) != value:
            why = "site.yaml is there already; it stays as it is"
            found.losses.left_out(Place(SETTINGS, key), value, why)


def _monitors(desk: Desk, found: Found, settled: Settled) -> None:
    known = {monitor.tag for monitor in desk.site.monitors}
    text = desk.draft.text(MONITORS)
    for one in found.monitors:
        if str(one.get("tag", "")) in known:
            settled.known["monitors"] += 1
        elif monitor := fitting_monitor(one, found.losses):
            known.add(str(monitor["tag"]))
            text = with_entry(text, monitor)
            settled.added["monitors"] += 1
    desk.draft.write(MONITORS, text or "[]\n")


def _leave_out_errors(desk: Desk, files: Writing, settled: Settled, losses: Losses) -> None:
    """Takes out of the draft what the checks would refuse, and says why.

    An entry goes as a whole; of what was exported file by file, each file alone.
    """
    again = True
    while again:
        again = False
        for problem in desk.new_errors():
            why = f"it would be an error: {problem.message}"
            for owner, where in files.owners(problem.where.file):
                again = True
                _leave_out(desk, owner, where, why, files, settled, losses)


def _leave_out(
    desk: Desk,
    owner: FoundEntry | FoundFile,
    where: str,
    why: str,
    files: Writing,
    settled: Settled,
    losses: Losses,
) -> None:
    """Takes an entry or a file out of the draft, and all that stands with it in its folder."""
    lost = owner.slug if isinstance(owner, FoundEntry) else owner.file
    losses.left_out(owner.place, lost, why)
    settled.added[owner.kind] -= 1
    for file in [file for file in desk.draft.files if is_in(file, where)]:
        desk.draft.take_back(file)
        settled.added["updates"] -= file in files.updates
        beside = files.files.pop(file, None)
        if beside:
            losses.left_out(beside.place, beside.file, f"{lost} is left out")
            settled.added[beside.kind] -= 1
