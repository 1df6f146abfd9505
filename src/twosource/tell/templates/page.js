// The page works without this. It filters events, lights up every part of a linked passage and unfolds what is linked.
(() => {
  "use strict";

  for (const form of document.querySelectorAll("[data-filter]")) {
    const events = [...form.parentElement.querySelectorAll(".event")];
    const tail = form.parentElement.querySelector("details.tail");
    const find = form.querySelector("input");
    const buttons = [...form.querySelectorAll("button")];
    const count = form.querySelector(".count");
    const texts = new Map(events.map((e) => [e, e.textContent.toLowerCase()]));
    const apply = () => {
      const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
      const on = new Set(buttons.filter((b) => b.getAttribute("aria-pressed") === "true").map((b) => b.dataset.standing));
      let shown = 0;
      for (const e of events) {
        const fits = on.has(e.dataset.standing) && words.every((w) => texts.get(e).includes(w));
        e.hidden = !fits;
        shown += fits;
      }
      const filtered = words.length > 0 || on.size < buttons.length;
      if (tail && filtered) tail.open = true;
      count.textContent = filtered ? `${shown} of ${events.length} events` : "";
    };
    find.addEventListener("input", apply);
    for (const b of buttons) {
      b.addEventListener("click", () => {
        b.setAttribute("aria-pressed", String(b.getAttribute("aria-pressed") !== "true"));
        apply();
      });
    }
    form.addEventListener("submit", (e) => e.preventDefault());
    form.hidden = false;
  }

  let from = null;
  document.addEventListener("click", (e) => {
    const link = e.target.closest && e.target.closest('a[href^="#"]');
    if (link && !link.classList.contains("back")) from = link;
  });

  const show = () => {
    for (const lit of document.querySelectorAll(".p.lit")) lit.classList.remove("lit");
    for (const old of document.querySelectorAll("a.back")) old.remove();
    const name = decodeURIComponent(location.hash.slice(1));
    const target = name && document.getElementById(name);
    if (!target) return;
    for (let up = target; up; up = up.parentElement) {
      if (up.tagName === "DETAILS") up.open = true;
      if (up.hidden) up.hidden = false;
    }
    if (target.classList.contains("p")) {
      const parts = document.querySelectorAll(`[data-of="${CSS.escape(name)}"]`);
      for (const part of parts) part.classList.add("lit");
      const home = from && from.closest("[id]");
      if (home && parts.length) {
        const back = document.createElement("a");
        back.className = "back";
        back.href = "#" + home.id;
        back.textContent = "↩ back";
        parts[parts.length - 1].after(back);
      }
    }
    target.scrollIntoView();
    if (target.tabIndex === -1 && target.hasAttribute("tabindex")) target.focus({ preventScroll: true });
  };
  window.addEventListener("hashchange", show);
  if (location.hash) show();
  window.addEventListener("beforeprint", () => { for (const d of document.querySelectorAll("details")) d.open = true; });
})();
