/* A link to the status page while something is wrong; nothing when all is well, or when nobody answers. */
(async (me, doc) => {
  try {
    const answer = await fetch(new URL("embed/status.json", me.src), {cache: "no-cache"}), now = await answer.json();
    if (now.state == "ok" || !now.headline) return;
    const link = doc.createElement("a"), place = doc.querySelector("[data-statusgen]");
    link.href = new URL(".", me.src);
    link.textContent = now.headline;
    link.lang = now.lang;
    link.dir = "auto";
    link.className = "statusgen " + now.state;
    if (place) place.append(link);
    else if (doc.body.contains(me)) me.after(link);
    else doc.body.prepend(link);
  } catch (e) {}
})(document.currentScript, document);
