"""The whole way of one run: events, plans, the claim, the deliveries."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import field

from statusgen.dataclass import dataclass
from statusgen.errors import UsageError
from statusgen.events import Event, event_id, fresh
from statusgen.model.channel import Channel
from statusgen.model.site import DAY, MINUTE
from statusgen.notify.channels import Carrier, NotReady, Secrets, carrier_of
from statusgen.notify.clock import Clock
from statusgen.notify.delivery import Courier, Delivered, deliver_all
from statusgen.notify.ledger import Book, Keeper, Line, Store
from statusgen.notify.plan import Moment, Plan, baseline, plan
from statusgen.notify.posting import Way
from statusgen.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Options:
    """How to notify. News that are older than ``horizon`` when they are first seen are none;
    ``expires`` is how long the claim of a run holds that says nothing any more (both seconds).
    """

    horizon: int = 7 * DAY
    expires: int = 15 * MINUTE
    way: Way = field(default_factory=Way)


@dataclass(slots=True)
class Result:
    """What came of a run. ``not_ready`` says by channel why it cannot be used."""

    plans: list[Plan] = field(default_factory=list)
    delivered: list[Delivered] = field(default_factory=list)
    not_ready: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Runner:
    """One run over the channels of a site. ``tell`` is called from the threads of the channels."""

    snapshot: Snapshot
    store: Store
    clock: Clock
    options: Options
    tell: Callable[[Delivered], None]

    def notify(self, secrets: Secrets) -> Result:
        """Claims what is new and sends it. UsageError where there is no ledger yet."""
        keeper = self._keeper()
        if keeper.book() is None:
            raise UsageError(
                "there is no ledger yet, and nothing was sent: run `statusgen notify --baseline` "
                "once, then everybody is told what comes after it"
            )
        result = Result()
        carriers: dict[str, Carrier] = {}
        for channel in self._channels:
            try:
                carriers[channel.name] = carrier_of(channel, secrets, self.options.way)
            except NotReady as error:
                result.not_ready[channel.name] = str(error)
        ready = [one for one in self._channels if one.name in carriers]

        def claim(book: Book) -> list[Line]:
            result.plans = list(self._plans(ready, book, keeper))
            return [line for one in result.plans for line in one.lines]

        claimed_at = self.clock.now()
        keeper.update(claim)
        deliver_all(self._couriers(keeper, carriers, result, claimed_at))
        return result

    def baseline(self) -> int:
        """Writes down that all channels know everything so far; gives how many events that are."""
        keeper = self._keeper()
        events = fresh(self.snapshot, self._moment(keeper).since)

        def known(book: Book) -> list[Line]:
            moment = self._moment(keeper)
            plans = [baseline(one, events, book, moment) for one in self._channels]
            return [line for one in plans for line in one.lines]

        keeper.update(known)
        return len(events)

    def preview(self) -> list[Plan]:
        """What would be sent; nothing is claimed. Without a ledger, all that is news."""
        keeper = self._keeper()
        everybody = Book(channels=frozenset(one.name for one in self._channels))
        return list(self._plans(self._channels, keeper.book() or everybody, keeper))

    @property
    def _channels(self) -> Sequence[Channel]:
        return self.snapshot.settings.notifications

    def _keeper(self) -> Keeper:
        return Keeper(self.store, self.clock, self.clock.nonce())

    def _moment(self, keeper: Keeper) -> Moment:
        now = self.clock.now()
        void = now + 1 if keeper.exclusive else now - self.options.expires
        return Moment(now, self.snapshot.now - self.options.horizon, keeper.run, void)

    def _plans(self, channels: Sequence[Channel], book: Book, keeper: Keeper) -> Iterator[Plan]:
        moment = self._moment(keeper)
        events = self._events(book, moment)
        known = {event_id(one.key, to.name) for to in self._channels for one in events}
        keeper.keep(known)
        for channel in channels:
            yield plan(channel, events, book, moment, self.snapshot.settings)

    def _events(self, book: Book, moment: Moment) -> list[Event]:
        """What is news, and what was when it was first seen and is not delivered yet."""
        begun = [line.since for line in book.lines.values() if not line.state.over]
        return fresh(
            self.snapshot, min([moment.since, *(at - 2 * self.options.horizon for at in begun)])
        )

    def _couriers(
        self, keeper: Keeper, carriers: dict[str, Carrier], result: Result, claimed_at: int
    ) -> Iterator[Courier]:
        def told(one: Delivered) -> None:
            result.delivered.append(one)
            self.tell(one)

        for one in result.plans:
            if one.jobs:
                name, expires = one.channel.name, self.options.expires
                yield Courier(
                    name, one.jobs, carriers[name], keeper, self.clock, expires, told, claimed_at
                )
