/* Times in the reader's zone, durations that go on, maintenance that begins, news. The page is complete without it. */
((doc, page) => {
const all = (selector, each) => doc.querySelectorAll(selector).forEach(el => each(el, el.dataset)),
  fill = (words, what) => words.replace("#", what),
  button = (el, text, act) => {
    const made = doc.createElement("button");
    made.textContent = text;
    made.onclick = act;
    el.append(" ", made);
  },
  format = (date, options) => new Date(date).toLocaleString(page.locale, {timeZone: zone, ...options}),
  day = {day: "numeric", month: "short", year: "numeric"},
  clock = {hour: "2-digit", minute: "2-digit", hourCycle: "h23"},
  named = {...clock, timeZoneName: "short"},
  home = page.zone;
let own = home, zone = home, kept = {}, skew = 0, live = null, banner = null, built = 0, newer = "", before;

/* The same form as in the page, so that nothing moves. */
const times = () => {
  all("time[datetime*=T]", (el, data) => {
    const date = el.dateTime, today = format(date, day), now = format(date, data.from ? clock : named);
    el.title ||= el.textContent;
    el.textContent = data.to && today == before ? now : today + page.join + now;
    before = today;
  });
  all("#zone", (el, data) => {
    const other = zone == own ? home : own;
    el.textContent = fill(data.zone, zone);
    if (own != home) button(el, fill(data.switch, other), () => {
      kept.zone = zone = other;
      times();
    });
  });
};
try {
  own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  kept = localStorage;
} catch {}
zone = kept.zone == home ? home : own;
times();

/* What is true by the clock alone. */
const note = text => {
  if (live.said != text) {
    live.textContent = live.said = text;
    button(live, live.dataset.reload, () => location.reload());
  }
},
calm = (look, words) => all(".banner.ok", el => {
  el.className = "banner " + look;
  if (words) el.querySelector("h1").textContent = words;
  all("link[type][href$=-ok\\.svg]", el => el.href = el.href.slice(0, -6) + look + ".svg");
}),
time = () => Date.now() + skew,
tick = () => {
  const now = time() / 1000;
  all("[data-ago]", (el, data) => {
    const m = Math.max((now - data.ago) / 60 | 0, 1), d = m / 1440 | 0, n = [d, m / 60 % 24 | 0, d ? 0 : m % 60];
    el.textContent = fill(data.words, page.units.split("|").map((unit, i) => n[i] ? fill(unit, n[i]) : "").join(" ").trim());
  });
  all("[data-phases]", (el, data) => {
    const word = el.querySelector(".phase"), words = data.phases.split("|"), shown = words.indexOf(word.textContent),
      phase = (now >= data.start) + (now >= data.end);
    if (shown >= 0 && phase > shown) {
      word.textContent = words[phase];
      if (phase == 1) calm("maintenance", banner.dataset.work);
    }
  });
  if (banner && !newer && now - banner.dataset.asof > banner.dataset.stale) {
    calm("unknown");
    note(fill(live.dataset.stale, banner.querySelector("time").textContent));
  }
},
/* A small file tells when the site was built, and its server what time it is: clocks of readers may be wrong. */
poll = async () => {
  if (!doc.hidden && live) try {
    const answer = await fetch(live.dataset.build, {cache: "no-cache"}), at = Date.parse((await answer.json()).generated_at) / 1000;
    skew = Date.parse(answer.headers.get("date")) - Date.now() || 0;
    if (at > (built ||= at)) note(newer = live.dataset.newer);
  } catch {}
};
all("#live", el => live = el);
all(".banner", (el, data) => {
  banner = el;
  built = data.asof;
});
/* From the future, or out of date? Then first see whether it is the clock. */
const age = banner ? time() / 1000 - built : 0;
age < 0 || age > banner?.dataset.stale ? poll().then(tick) : tick();
setInterval(() => tick(poll()), 6e4);
doc.onvisibilitychange = poll;

all("[data-edit]", (el, data) => el.onclick = () => {
  el.href = data.edit || el.href.replace("TIME", new Date(time()).toISOString().slice(0, 16).replace(":", "") + "Z");
});
all(".k", (el, data) => el.onmousemove = at => {
  const bar = el.parentNode, box = bar.getBoundingClientRect(), x = (at.clientX - box.left) / box.width, days = (doc.dir == "rtl" ? 1 - x : x) * bar.viewBox.baseVal.width / 6 | 0;
  el.firstChild.textContent = format(Date.parse(bar.dataset.day) + days * 864e5, {...day, timeZone: "UTC"}) + ": " + data.says;
});
all("a[href$='/']", el => el.protocol == "file:" && (el.href += "index.html"));
})(document, document.body.dataset);
