/* Keeps a page of the preview as new as its files, and shows what is wrong with them. */
(() => {
const [run, number, firstLook, none] = document.currentScript.dataset.at.split("."),
  place = "statusgen-preview " + location.pathname, opened = "statusgen-preview-open",
  make = (name, words, kind) => {
    const made = document.createElement(name);
    if (words) made.textContent = words;
    if (kind) made.className = kind;
    return made;
  };
let look = +firstLook, leaving = false, shown;

/* A reload keeps what is open, and the place. */
const details = () => {
  const seen = {};
  return [...document.querySelectorAll("details")].map(el => {
    const name = el.id || el.querySelector("summary")?.textContent.trim() || "";
    seen[name] = (seen[name] || 0) + 1;
    return [name + "#" + seen[name], el];
  });
};
const restore = () => {
  const kept = JSON.parse(sessionStorage.getItem(place) || "null");
  sessionStorage.removeItem(place);
  if (!kept) return;
  details().forEach(([name, el]) => { if (name in kept.open) el.open = kept.open[name]; });
  const scroll = () => scrollTo({left: kept.x, top: kept.y, behavior: "instant"});
  scroll();
  addEventListener("load", scroll, {once: true});
};
const reload = () => {
  if (leaving) return;
  leaving = true;
  const open = Object.fromEntries(details().map(([name, el]) => [name, el.open]));
  try {
    sessionStorage.setItem(place, JSON.stringify({x: scrollX, y: scrollY, open}));
  } catch {}
  location.reload();
};

/* Where only styles changed, the page stays as it is. Its policy knows one style by its hash: another comes in as an object. */
const restyle = async newer => {
  look = newer;
  const page = await (await fetch(location.href)).text(), found = /<style>([^]*?)<\/style>/.exec(page);
  const sheet = new CSSStyleSheet(), before = document.querySelector("style");
  if (!found || !before) return reload();
  sheet.replaceSync(found[1]);
  document.adoptedStyleSheets = [sheet];
  before.disabled = true;
};

/* The bar stands in a tree of its own, so that no theme touches it. */
const style = async root => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(await (await fetch("/-/bar.css")).text());
  root.adoptedStyleSheets = [sheet];
};
const count = (n, word) => n ? [n + " " + word + (n > 1 ? "s" : "")] : [];
const entry = found => {
  const item = make("li", "", found.level), mark = make("span", found.level + ": ", "level");
  item.append(make("code", [found.file, found.line, found.line && found.column].filter(Boolean).join(":")), ": ", mark, found.message, " ", make("small", "[" + found.code + "]"));
  if (found.excerpt.trim()) {
    const at = found.column - 1, line = make("pre", found.excerpt.slice(0, at));
    line.append(make("mark", found.excerpt.slice(at, at + 1)), found.excerpt.slice(at + 1));
    item.append(line);
  }
  if (found.hint) item.append(make("p", "hint: " + found.hint));
  return item;
};
const bar = state => {
  const counts = [...count(state.errors, "error"), ...count(state.warnings, "warning")].join(", ");
  if (!counts && !state.failure) {
    shown?.remove();
    shown = undefined;
    return;
  }
  if (!shown) {
    shown = make("statusgen-preview");
    shown.style.display = "none";
    style(shown.attachShadow({mode: "open"})).then(() => shown?.style.removeProperty("display"));
    document.body.append(shown);
  }
  const box = make("details", "", state.errors || state.failure ? "error" : "warning"), title = make("summary", counts || "Nothing can be read"), list = make("ul");
  if (state.stale) title.append(make("span", "shown: as of " + new Date(state.at * 1000).toLocaleTimeString([], {hourCycle: "h23"})));
  if (state.failure) list.append(make("li", state.failure, "error"));
  list.append(...state.diagnostics.map(entry));
  const more = state.errors + state.warnings - state.diagnostics.length;
  if (more > 0) list.append(make("li", "and " + more + " more"));
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", "Problems of the content");
  box.open = !!sessionStorage.getItem(opened);
  box.ontoggle = () => box.open ? sessionStorage.setItem(opened, 1) : sessionStorage.removeItem(opened);
  box.append(title, list);
  shown.shadowRoot.replaceChildren(box);
};

const hear = state => {
  if (state.run != run || state.number > number) return reload();
  if (state.number < number || none) return;
  if (state.look > look) restyle(state.look);
  bar(state);
};
restore();
try {
  const stream = new SharedWorker("/-/stream.js?" + run, "statusgen preview " + run);
  stream.port.onmessage = event => hear(event.data);
  addEventListener("pagehide", () => stream.port.postMessage("gone"));
} catch {
  new EventSource("/-/events").onmessage = event => hear(JSON.parse(event.data));
}
})();
