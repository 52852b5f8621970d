"use strict";
(() => {
  const find = (id) => document.getElementById(id);
  const controls = {words: find("words"), state: find("state"), entity: find("entity"), rule: find("rule")};
  const tables = [...document.querySelectorAll("section.table")].map((section) => ({
    section,
    schema: section.parentElement,
    rows: [...section.querySelectorAll("tbody tr")],
    texts: null,
  }));
  const schemas = [...document.querySelectorAll("section.schema")];
  const total = tables.reduce((sum, table) => sum + table.rows.length, 0);
  const tiles = [...document.querySelectorAll("button[data-state]")];

  const textsOf = (table) => {
    if (!table.texts) {
      const names = table.schema.querySelector("h2").textContent + " " + table.section.querySelector("h3").firstChild.data.trim();
      const dotted = names.split(" ")[0] + "." + table.section.querySelector("h3").firstChild.data.trim() + ".";
      table.texts = table.rows.map((row) => (names + " " + dotted + row.textContent).toLowerCase());
    }
    return table.texts;
  };

  const apply = () => {
    const words = controls.words.value.toLowerCase().split(/\s+/).filter(Boolean);
    const state = controls.state.value, entity = controls.entity.value, rule = controls.rule.value;
    const has = (list, item) => !item || (list || "").split(" ").includes(item);
    let shown = 0;
    const seen = new Set();
    for (const table of tables) {
      const texts = words.length ? textsOf(table) : null;
      let any = 0;
      table.rows.forEach((row, index) => {
        const data = row.dataset;
        const fits = (!state || data.s === state) && has(data.e, entity) && has(data.r, rule) && (!texts || words.every((word) => texts[index].includes(word)));
        if (row.hidden === fits) row.hidden = !fits;
        any += fits;
      });
      table.section.hidden = !any;
      if (any) seen.add(table.schema);
      shown += any;
    }
    for (const schema of schemas) schema.hidden = !seen.has(schema);
    find("none").hidden = shown > 0;
    find("count").textContent = find("count").dataset.text.replace("{shown}", shown).replace("{total}", total);
    for (const tile of tiles) tile.setAttribute("aria-pressed", String(tile.dataset.state === state));
  };

  let waiting = 0;
  const soon = () => { clearTimeout(waiting); waiting = setTimeout(apply, 150); };
  controls.words.addEventListener("input", soon);
  for (const name of ["state", "entity", "rule"]) controls[name].addEventListener("change", apply);
  find("filter").addEventListener("submit", (event) => { event.preventDefault(); apply(); });
  find("filter").addEventListener("reset", () => setTimeout(apply));
  for (const name of ["state", "entity", "rule"])
    for (const button of document.querySelectorAll(`button[data-${name}]`))
      button.addEventListener("click", () => {
        controls[name].value = controls[name].value === button.dataset[name] ? "" : button.dataset[name];
        apply();
        find("filter").scrollIntoView({block: "start"});
      });
  apply();
})();
