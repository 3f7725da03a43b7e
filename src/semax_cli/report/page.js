"use strict";
// Filters and sorts the table of studies. Without it the table is whole, and nothing else is lost.
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
    count.textContent = shown === rows.length ? `${shown} studies.` : `${shown} of ${rows.length} studies.`;
  };

  const key = (row, column) => row.cells[column].dataset.key ?? row.cells[column].textContent.trim();
  const sort = (heading) => {
    const downwards = heading.getAttribute("aria-sort") === "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", downwards ? "descending" : "ascending");
    const compare = (one, other) =>
      key(one, heading.cellIndex).localeCompare(key(other, heading.cellIndex), "en", { numeric: true });
    body.append(...rows.toSorted((one, other) => (downwards ? compare(other, one) : compare(one, other))));
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
  addEventListener("hashchange", () => {
    const target = document.getElementById(location.hash.slice(1));
    if (target?.hidden) {
      form.reset();
      filter();
      target.scrollIntoView();
    }
  });
  form.addEventListener("input", filter);
  form.addEventListener("reset", () => setTimeout(filter));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
})();
