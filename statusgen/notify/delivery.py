"""The deliveries of one channel, one after the other: try, try again, write down what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from threading import Thread

from statusgen.dataclass import dataclass
from statusgen.model.site import DAY
from statusgen.notify.channels import Carrier
from statusgen.notify.clock import Clock
from statusgen.notify.ledger import Book, Keeper, Line, Standing
from statusgen.notify.outcome import Came, Outcome
from statusgen.notify.plan import Job

RETRIES = (1, 5, 25)
"""Seconds between the attempts of one run, but for what is added so that runs do not meet."""

JITTER = 0.3
"""The most that is added, as a share."""

LONGEST_WAIT = 60
"""Seconds that a receiver may ask to wait; when it asks for more, the next run tries again."""

GIVEN_UP = DAY
"""Seconds after which a delivery that still fails is dead."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """What became of a message in this run."""

    channel: str
    id: str
    kind: str
    title: str
    state: Standing
    attempts: int
    outcome: Outcome


@dataclass(slots=True)
class Courier:
    """Who delivers the jobs of a channel; ``expires`` is how long a claim holds (seconds)."""

    channel: str
    jobs: Sequence[Job]
    carry: Carrier
    keeper: Keeper
    clock: Clock
    expires: int
    tell: Callable[[Delivered], None]
    claimed_at: int
    lost: frozenset[str] = frozenset()

    def deliver(self) -> None:
        """All jobs in order. One that is refused lets the next pass; a channel that does not
        answer is left alone until the next run, so that nothing arrives before what it follows.
        """
        for index, job in enumerate(self.jobs):
            outcome, attempts = self._attempts(job)
            if outcome is None:
                continue
            self._record(job, outcome, attempts)
            if outcome.came is Came.AGAIN:
                waits = Outcome(Came.AGAIN, note="waits for what failed before it")
                for later in self.jobs[index + 1 :]:
                    self._record(later, waits, 0)
                return

    def _attempts(self, job: Job) -> tuple[Outcome | None, int]:
        """What came of it, after how many attempts; None where another run has taken it over."""
        if not self._holds(job):
            return None, 0
        outcome = self.carry(job.message, self.clock.now())
        for attempt, pause in enumerate(RETRIES, 1):
            if outcome.came is not Came.AGAIN or (outcome.wait or 0) > LONGEST_WAIT:
                return outcome, attempt
            wait = pause * (1 + JITTER * self.clock.share())
            self.clock.sleep(max(wait, outcome.wait or 0))
            if not self._holds(job):
                return None, attempt
            outcome = self.carry(job.message, self.clock.now())
        return outcome, len(RETRIES) + 1

    def _record(self, job: Job, outcome: Outcome, attempts: int) -> None:
        now = self.clock.now()
        state = Standing.SENT
        if outcome.came is not Came.SENT:
            over = now - min(line.since for line in job.lines) >= GIVEN_UP
            state = Standing.DEAD if over else Standing.FAILED
        self.keeper.record(
            [
                replace(
                    line, state=state, at=now, attempt=line.attempt + attempts, code=outcome.code
                )
                for line in job.lines
            ]
        )
        message = job.message
        told = message.id, message.kind, message.title
        self.tell(Delivered(self.channel, *told, state, attempts, outcome))

    def _holds(self, job: Job) -> bool:
        """Whether the claim of a job still holds; all are made anew long before they expire."""
        now = self.clock.now()
        if not self.keeper.exclusive and now - self.claimed_at >= self.expires // 3:
            names = [line.event for one in self.jobs for line in one.lines]
            kept = {line.event for line in self.keeper.update(self._renewed(names, now))}
            self.claimed_at = now
            self.lost = frozenset(names) - kept
        return not any(line.event in self.lost for line in job.lines)

    def _renewed(self, names: Sequence[str], now: int) -> Callable[[Book], list[Line]]:
        """What is still to be sent and still ours; what was sent is no longer pending."""

        def decide(book: Book) -> list[Line]:
            held = [book.lines[name] for name in names if name in book.lines]
            own = (line for line in held if line.run == self.keeper.run)
            return [replace(line, at=now) for line in own if line.state is Standing.PENDING]

        return decide


def deliver_all(couriers: Iterable[Courier]) -> None:
    """All channels at once, so that none waits for another. Raises what a ledger raised."""
    failed: list[Exception] = []

    def work(courier: Courier) -> None:
        try:
            courier.deliver()
        except Exception as error:  # noqa: BLE001 - raised again where it is heard
            failed.append(error)

    threads = [Thread(target=work, args=(one,), daemon=True) for one in couriers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]
