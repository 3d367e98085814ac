/* Makes the file of a report, and the link that hands it to the host. Nothing is sent from here. */
((doc, zone) => {
const el = id => doc.getElementById(id),
  form = el("form"),
  words = form.dataset,
  all = selector => [...form.querySelectorAll(selector)],
  put = (id, said) => {
    if (el(id).textContent != said) el(id).textContent = said;
  },
  taken = words.taken.split(" "),
  services = all("[data-tag]"),
  states = [...el("state").options],
  fields = all("[name]"),
  errors = all(".err").map(one => one.id.slice(0, -6)),
  asked = new Set(),
  place = location.pathname,
  minute = 6e4,
  longest = 6000;
let edited = false, shown = "", text = "", fits = true, warned = false;

/* Times: in fields those of the device, in files UTC. */
const utc = (at, digits) => new Date(at).toISOString().slice(0, digits),
  stamp = at => utc(at, 19) + "Z",
  local = at => utc(at - new Date(at).getTimezoneOffset() * minute, 16),
  time = id => Date.parse(el(id).value);

/* Text as the commands write it into files. */
const unseen = /[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff\u202a-\u202e\u2066-\u2069]/u,
  quoted = value => JSON.stringify(value).replace(/[\u2028\u2029]/g, one => "\\u" + one.charCodeAt().toString(16)),
  line = (key, value) => value ? key + ": " + value + "\n" : "",
  cut = (slug, length) => slug.slice(0, length).replace(/-$/, ""),
  slugify = title => cut(title.normalize("NFC").toLowerCase()
    .replace(/[äöüß]/g, one => ({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})[one])
    .normalize("NFKD").replace(/[^\x00-\x7f]/g, "").toLowerCase()
    .replace(/[^a-z0-9]+/g, "-").replace(/^-/, ""), 80) || "unnamed",
  free = wanted => {
    let slug = cut(wanted, 80), number = 1;
    while (taken.includes(slug)) slug = cut(cut(wanted, 80), 76) + "-" + ++number;
    return slug;
  },
  monitors = () => services.filter(one => one.value).map(one => "  " + line(one.dataset.key, one.value)).join(""),
  impacts = () => monitors() ? "monitors:\n" + monitors() : "",
  /* An empty front matter before what looks like one, an escape before what looks like a conflict. */
  file = (head, message) => {
    const body = message.trim().replace(/^(<{7}|>{7})(?=\x20)/gm, "\\$1");
    return (head || /^(---|[\w.-]+:)/.test(body) ? "---\n" + head + "---\n" : "") + (body && body + "\n");
  };

/* The fields, and what follows from them. */
const read = now => {
  const kind = form.elements.kind.value, update = kind == "update", work = kind == "maintenance",
    subject = update ? el("which").selectedOptions[0].dataset : {},
    allowed = (update ? subject.states : words.opening).split(" ");
  if (shown != kind + subject.folder) offer(allowed, subject, update);
  shown = kind + subject.folder;
  if (!edited && doc.activeElement != el("when")) el("when").value = local(now);
  const state = el("state").value, delayed = update && state == "delayed", until = (work || delayed) && !el("lasts").value,
    at = edited ? time("when") : update ? now : now - now % minute;
  return {
    kind, update, work, subject, state, delayed, until, at, now,
    over: words.over.split(" ").includes(state),
    start: delayed ? time("from") : at,
    end: time("end"),
    title: update ? "" : el("title").value.trim(),
    message: el("message").value,
  };
},
/* The states that may follow, and how each service is. */
offer = (allowed, subject, update) => {
  const now = JSON.parse(subject.now || "{}");
  el("state").replaceChildren(...states.filter(one => allowed.includes(one.value)));
  el("state").value = allowed.includes(subject.state) ? subject.state : allowed[0];
  services.forEach(one => {
    const is = now[one.dataset.tag] || "", [none, well] = one.options;
    one.labels[0].lastElementChild.textContent = is;
    none.textContent = update ? words.same : words.none;
    well.hidden = well.disabled = !update;
    if (!update && one.value == "UP") one.value = "";
    if (is) one.closest("details").open = true;
  });
},
reveal = it => {
  const tags = [it.kind, it.update && !it.over && "going", it.delayed && "delayed", it.until && "until"];
  all("[data-for]").forEach(one => one.hidden = !one.dataset.for.split(" ").some(tag => tags.includes(tag)));
},
/* What is wrong, by the id of the field. */
faults = it => {
  const found = {}, texts = (id, value, needed) => {
    const odd = unseen.exec(value);
    if (odd) found[id] = words.hidden.replace("#", "U+" + odd[0].codePointAt().toString(16).toUpperCase().padStart(4, 0));
    else if (needed && !value.trim()) found[id] = words.empty;
  };
  if (!it.update) texts("title", it.title, true);
  texts("message", it.message, !it.work);
  if (isNaN(it.at)) found.when = words.empty;
  else if (!it.work && it.at > it.now) found.when = words.future;
  else if (it.subject.last && it.at / 1000 <= it.subject.last) found.when = words.early;
  if (it.delayed && isNaN(it.start)) found.from = words.empty;
  if (it.until && isNaN(it.end)) found.end = words.empty;
  else if (it.until && it.end <= it.start) found.end = words.order;
  return found;
},
tell = found => errors.forEach(id => {
  const said = asked.has(id) && found[id] || "";
  put(id + "-error", said);
  el(id).setAttribute("aria-invalid", !!said);
}),
/* The path of the file, and its front matter. */
name = it => {
  const day = utc(it.at, 10), slug = free(day + "-" + slugify(it.title));
  if (it.update) return it.subject.folder + "/" + utc(it.at, 19).replace(/:/g, "") + "Z." + it.state + ".md";
  return it.work ? "content/maintenances/" + slug + "/maintenance.md" : "content/incidents/" + day.slice(0, 4) + "/" + slug + "/incident.md";
},
head = it => {
  const lasts = el("lasts").value, repeats = el("repeats").value,
    end = it.until ? it.end : it.start + parseInt(lasts) * minute * (lasts.endsWith("h") ? 60 : 1),
    hit = impacts() || "monitors: {}\n", severity = line("severity", el("severity").value),
    begin = line("title", quoted(it.title)) + line("start", stamp(it.at));
  if (it.update) return (it.over ? "" : impacts()) + (it.delayed ? line("start", stamp(it.start)) + line("end", stamp(end)) : "");
  if (it.work) return begin + (it.until ? line("end", stamp(end)) : line("duration", lasts)) +
    (repeats && line("rrule", "FREQ=" + repeats) + line("timezone", words.zone)) + hit + severity;
  return begin + hit + severity + line("opened_as", it.state != "investigating" && it.state || "") +
    line("kind", el("notice").checked ? "notice" : "") + line("pinned", el("pinned").checked ? "true" : "");
},
compose = it => {
  const path = words.root + name(it),
    link = content => words.new.replace("{file}", () => encodeURIComponent(path).replace(/%2F/g, "/")).replace("{content}", () => encodeURIComponent(content));
  text = file(head(it), it.message);
  fits = words.new.includes("{content}") && link(text).length < longest;
  el("go").href = link(fits ? text : "");
  el("paste").hidden = fits;
  put("path", path);
  put("file", text);
},
/* Gives the id of the first field that something is wrong with. */
render = () => {
  const it = read(Date.now()), found = faults(it), wrong = Object.keys(found);
  reveal(it);
  tell(found);
  if (!found.when && !found.from && !found.end && !unseen.test(it.title + it.message)) compose(it);
  if (wrong.length) el("go").href = "#" + wrong[0];
  return wrong[0];
};

const copy = async () => {
  let done = true;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    getSelection().selectAllChildren(el("file"));
    done = doc.execCommand("copy");
  }
  put("said", done ? words.copied : words.uncopied);
  return done;
};
el("copy").onclick = copy;
el("go").onclick = event => {
  const wrong = render();
  if (wrong) {
    errors.forEach(id => asked.add(id));
    render();
    el(wrong).focus();
    event.preventDefault();
  } else if (!fits && !warned) {
    event.preventDefault();
    copy().then(done => {
      if (done) location.href = el("go").href;
      else warned = true;
    });
  }
};

/* What was written is there again after a reload and on the way back from the host; whoever comes
   anew, which leaves no state in the history, begins anew. */
const restore = values => fields.forEach(one => {
    if (one.type in {radio: 1, checkbox: 1}) one.checked = values[one.id];
    else if (one.id in values) one.value = values[one.id];
    if (one.selectedIndex < 0) one.selectedIndex = 0;
  }),
  keep = () => {
    if (!history.state) history.replaceState(1, "");
    try {
      sessionStorage[place] = JSON.stringify({edited, ...Object.fromEntries(fields.map(one => [one.id, one.type in {radio: 1, checkbox: 1} ? one.checked : one.value]))});
    } catch {}
  },
  follow = () => {
    const slug = location.hash.slice(8);
    if ([...el("which").options].some(one => "#update-" + one.value == location.hash)) {
      el("update").checked = true;
      el("which").value = slug;
    }
    render();
  };
form.oninput = event => {
  edited ||= event.target.id == "when";
  warned = false;
  put("said", "");
  render();
  keep();
};
form.onchange = event => {
  asked.add(event.target.id);
  render();
};
form.onsubmit = () => false;
el("again").onclick = () => {
  form.reset();
  edited = false;
  asked.clear();
  render();
  keep();
};

services.forEach(one => one.append(el("impacts").content.cloneNode(true)));
put("here", words.here.replace("#", zone));
el("by-hand").open = false;
el("needs").remove();
form.hidden = false;
let typed = null;
try {
  typed = history.state && JSON.parse(sessionStorage[place]);
} catch {}
if (typed && !(typed.update && el("update").disabled)) {
  restore(typed);
  read(Date.now());
  restore(typed);
  edited = typed.edited;
  render();
} else follow();
addEventListener("hashchange", follow);
setInterval(render, 1e4);
})(document, Intl.DateTimeFormat().resolvedOptions().timeZone);
