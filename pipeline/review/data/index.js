"use strict";
const rows = [...document.querySelectorAll("#reports tbody tr")];
const search = document.getElementById("search");
const heads = [...document.querySelectorAll("#reports th")];

function filter() {
  const words = search.value.trim().toLowerCase().split(/\s+/);
  let shown = 0;
  for (const row of rows) {
    row.hidden = !words.every((word) => row.textContent.toLowerCase().includes(word));
    if (!row.hidden) shown += 1;
  }
  document.getElementById("position").value = `${shown} / ${rows.length}`;
}

// A click on a head sorts by it: numbers the largest first, text from its beginning; a second click turns it round.
function sortBy(head) {
  const column = heads.indexOf(head);
  const numeric = head.classList.contains("number");
  const start = numeric ? "descending" : "ascending";
  const other = numeric ? "ascending" : "descending";
  const direction = head.getAttribute("aria-sort") === start ? other : start;
  for (const each of heads) each.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", direction);
  const valueOf = (row) => row.cells[column].dataset.value ?? row.cells[column].textContent;
  const compare = (a, b) =>
    numeric ? Number(valueOf(a) || -1) - Number(valueOf(b) || -1) : valueOf(a).localeCompare(valueOf(b), "zh-CN", { numeric: true });
  const sign = direction === "ascending" ? 1 : -1;
  const sorted = [...rows].sort((a, b) => sign * compare(a, b));
  document.querySelector("#reports tbody").append(...sorted);
}

search.addEventListener("input", filter);
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && event.target !== search) { event.preventDefault(); search.focus(); }
  if (event.key === "Escape" && event.target === search) { search.value = ""; filter(); search.blur(); }
});
for (const head of heads) {
  head.tabIndex = 0;
  head.addEventListener("click", () => sortBy(head));
  head.addEventListener("keydown", (event) => { if (event.key === "Enter") sortBy(head); });
}
filter();
document.documentElement.dataset.ready = "yes";
