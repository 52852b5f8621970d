"use strict";
(() => {
  const rows = [...document.querySelectorAll("article.column")];
  const current = () => document.activeElement.closest("article.column");
  const within = (key) => (current() || document).querySelector(`[data-key="${key}"]`);
  const go = (step) => {
    const here = rows.indexOf(current());
    const row = rows[here < 0 ? (step > 0 ? 0 : rows.length - 1) : here + step];
    if (row) { row.focus(); row.scrollIntoView({block: "center"}); }
    else { const link = document.querySelector(step > 0 ? "a[rel=next]" : "a[rel=prev]"); if (link) link.click(); }
  };
  const use = (key) => {
    if (rows.length && !current() && "cdto".includes(key)) return;
    const target = within(key);
    if (!target) return;
    if (target.dataset.focus) document.getElementById(target.dataset.focus).focus();
    else if (target.tagName === "DETAILS") { target.open = true; target.querySelector("input:not([type=hidden])").focus(); }
    else target.click();
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, select, textarea")) { if (event.key === "Escape") (current() || document.body).focus(); return; }
    const act = {
      j: () => go(1), k: () => go(-1), c: () => use("c"), d: () => use("d"), t: () => use("t"), o: () => use("o"),
      u: () => { const undo = document.querySelector('[data-key="u"]'); if (undo) undo.click(); },
      "/": () => { const words = document.getElementById("words"); if (words) words.focus(); },
      "?": () => { const keys = document.getElementById("keys"); if (keys) { keys.open = !keys.open; keys.querySelector("summary").focus(); } },
    }[event.key];
    if (act) { event.preventDefault(); act(); }
  });
  const aim = location.hash && document.getElementById(location.hash.slice(1));
  if (aim) aim.focus();
})();
