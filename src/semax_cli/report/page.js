"use strict";
// Filters and sorts the table of studies, and opens that of the map. Without it the table is whole, and nothing else is lost.
(() => {
  const form = document.getElementById("filters");
  const count = document.getElementById("count");
  const table = document.getElementById("list");
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const value = (id) => document.getElementById(id).value;
  const holds = (list, wanted) => !wanted || wanted.split(" ").some((word) => list.split(" ").includes(word));

  const filter = () => {
    const words = value("words").toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      const text = row.textContent.toLowerCase();
      row.hidden = !(
        words.every((word) => text.includes(word)) &&
        holds(row.dataset.system, value("tested")) &&
        holds(row.dataset.found, value("found")) &&
        holds(row.dataset.bears, value("bears"))
      );
      shown += !row.hidden;
    }
    const of = shown === rows.length ? "" : ` of ${rows.length}`;
    count.textContent = `${shown}${of} ${rows.length === 1 ? "study" : "studies"}.`;
  };

  const key = (row, column) => row.cells[column].dataset.key ?? row.cells[column].textContent.trim();
  const sort = (heading) => {
    const downwards = heading.getAttribute("aria-sort") === "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", downwards ? "descending" : "ascending");
    const compare = (one, other) => {
      const [a, b] = [one, other].map((row) => key(row, heading.cellIndex));
      if (!a || !b) return Number(!a) - Number(!b); // what is not known comes last, both ways
      return a.localeCompare(b, "en", { numeric: true }) * (downwards ? -1 : 1);
    };
    body.append(...[...rows].sort(compare));
  };

  for (const heading of table.tHead.rows[0].cells) {
    if (heading.classList.contains("unsorted")) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = heading.textContent;
    button.addEventListener("click", () => sort(heading));
    heading.replaceChildren(button);
  }

  // A link to a study leads to it, also while it is filtered out.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#study-']");
    if (link && document.getElementById(link.hash.slice(1)).hidden) {
      form.reset();
      filter();
    }
  });

  // The picture needs room; where there is none, its table stands in its place.
  if (matchMedia("(max-width: 48rem)").matches) document.getElementById("map-table").open = true;

  form.addEventListener("input", filter);
  form.addEventListener("reset", () => setTimeout(filter));
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("pageshow", filter); // a browser may fill in what stood there before
  form.hidden = false;
})();
