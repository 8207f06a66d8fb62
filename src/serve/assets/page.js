// What makes a page quicker under the hands. Every page works without it.
"use strict";
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const box = $("#q");
  const keys = $("#keys");

  // Keys: "/" searches, "j" and "k" go through the results, "?" tells.
  let at = -1;
  const go = (step) => {
    const hits = all(".hit");
    if (!hits.length) return;
    hits[at]?.classList.remove("here");
    at = Math.min(Math.max(at + step, 0), hits.length - 1);
    hits[at].classList.add("here");
    $("a.open", hits[at])?.focus({ preventScroll: true });
    hits[at].scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.matches("input, textarea, select");
    if (event.key === "Escape" && typing) return event.target.blur();
    if (typing || keys?.open) return;
    if (event.key === "/" && box) {
      event.preventDefault();
      box.focus();
      box.select();
    } else if (event.key === "j") go(1);
    else if (event.key === "k") go(-1);
    else if (event.key === "?") keys?.showModal();
  });
  for (const button of all("[data-keys]")) {
    button.hidden = false;
    button.addEventListener("click", () => keys.showModal());
  }

  // Answers while typing: the newest question wins.
  const form = $("#search");
  const found = $("#found");
  if (form && found) {
    let timer = 0;
    let asked = null;
    const ask = async () => {
      const params = new URLSearchParams(new FormData(form));
      for (const [key, value] of [...params]) if (!value) params.delete(key);
      const shown = params.size ? `/?${params}` : "/";
      params.set("part", "found");
      asked?.abort();
      asked = new AbortController();
      try {
        const answer = await fetch(`/?${params}`, { signal: asked.signal });
        // Made and escaped by our own server, as the page itself is.
        const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
        const open = $("#refine")?.checked;
        found.replaceChildren(...fresh.body.childNodes);
        if (open && $("#refine")) $("#refine").checked = true;
        history.replaceState(null, "", shown);
        at = -1;
      } catch (error) {
        if (error.name !== "AbortError") form.classList.add("offline");
      }
    };
    box.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, 180);
    });
  }

  // A claim in the text and the same beside it light up together.
  const same = (id) => all(`[data-claim="${CSS.escape(id)}"]`);
  for (const mark of all("[data-claim]")) {
    mark.addEventListener("mouseenter", () => same(mark.dataset.claim).forEach((other) => other.classList.add("lit")));
    mark.addEventListener("mouseleave", () => same(mark.dataset.claim).forEach((other) => other.classList.remove("lit")));
  }

  // Files that are dropped, and how far their reading is.
  const drop = $("#drop");
  if (drop) {
    const files = $("#files");
    for (const kind of ["dragover", "dragleave", "drop"]) {
      drop.addEventListener(kind, (event) => {
        event.preventDefault();
        drop.classList.toggle("over", kind === "dragover");
        if (kind === "drop" && event.dataTransfer.files.length) {
          files.files = event.dataTransfer.files;
          drop.requestSubmit();
        }
      });
    }
    const look = async () => {
      const page = new DOMParser().parseFromString(await (await fetch("/add")).text(), "text/html");
      const fresh = $("#progress", page);
      if (!fresh) return;
      $("#progress").replaceWith(fresh);
      if ("running" in fresh.dataset) setTimeout(look, 700);
    };
    if ("running" in $("#progress").dataset) setTimeout(look, 700);
  }

  // Citations to the clipboard.
  for (const button of all("[data-copy]")) {
    if (!navigator.clipboard) break;
    button.hidden = false;
    const name = button.textContent;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText($(`#${button.dataset.copy}`).textContent);
      button.textContent = button.dataset.done;
      setTimeout(() => (button.textContent = name), 1600);
    });
  }
})();
