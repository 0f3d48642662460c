"use strict";
// Data of this page: all rows of the report. Text goes into the page as text only, never as HTML.
const data = JSON.parse(document.getElementById("data").textContent);
const byId = (id) => document.getElementById(id);
const KINDS = { fact: "事实", organization: "机构", number: "排除的数字", unexplained: "未解释的数字" };
const CLASSES = {
  high: `≥ ${data.confident}`, middle: `${data.doubtful}–${data.confident}`, low: `< ${data.doubtful}`,
};
const WHY = ["类别 kind", "指标 indicator", "时期 period"];

const columnIndex = {};
for (const [kind, columns] of Object.entries(data.columns)) {
  columnIndex[kind] = Object.fromEntries(columns.map(([name], index) => [name, index]));
}

// ---- marks ----

const marks = data.marks.map(([kind, pillar, values], index) => {
  const get = (name) => values[columnIndex[kind][name]] ?? null;
  const confidence = get("confidence");
  const mark = { index, kind, pillar, values, get, confidence, status: get("status") };
  mark.facet = kind === "number" && get("reason") === "unexplained" ? "unexplained" : kind;
  mark.id = kind === "fact" ? get("fact_id") : `${kind}-${get("char_start")}`;
  mark.sure = confidence === null ? null : confidence >= data.confident ? "high" : confidence >= data.doubtful ? "middle" : "low";
  mark.what =
    kind === "fact" ? get("indicator") : kind === "organization" ? label("type", get("type")) : label("reason", get("reason"));
  mark.haystack = values.filter((value) => value !== null).join("\n").toLowerCase();
  mark.shown = true;
  mark.pieces = [];
  return mark;
});
const indexOfId = new Map(marks.map((mark) => [mark.id, mark.index]));
const pieces = [...document.querySelectorAll("#text [data-m]")].map((element) => {
  const piece = { element, marks: element.dataset.m.split(" ").map((index) => marks[Number(index)]) };
  for (const mark of piece.marks) mark.pieces.push(piece);
  return piece;
});

function label(column, value) {
  return value === null ? "" : (data.labels[column]?.[value] ?? value);
}

// Classes of a piece: one for each kind of mark over it, so that a number inside a name shows both.
function classesOf(mark) {
  const names = [mark.facet];
  if (mark.kind === "fact") names.push(mark.status);
  if (mark.kind === "fact" && conflicting(mark)) names.push("conflict");
  if (mark.sure === "low") names.push("low");
  if (mark.index === selected) names.push("on");
  return names;
}

function paint(piece) {
  piece.element.className = [...new Set(piece.marks.filter((mark) => mark.shown).flatMap(classesOf))].join(" ");
}

// The mark that a click means: the shortest one that is shown, a fact before others.
function topOf(piece) {
  const shown = piece.marks.filter((mark) => mark.shown);
  return shown.find((mark) => mark.kind === "fact") ?? shown[shown.length - 1];
}

// ---- checks: what the figures tell of each other ----

const checks = data.checks.map(([verdict, kind, fact, facts, message]) => ({ verdict, kind, fact, facts, message }));
const checksOf = new Map();
for (const check of checks) {
  for (const id of check.facts) checksOf.set(id, [...(checksOf.get(id) ?? []), check]);
}
const conflicting = (mark) => (checksOf.get(mark.id) ?? []).some((check) => check.verdict === "inconsistent");

function told(check) {
  const name = make("b", `${label("verdict", check.verdict)} ${label("check_kind", check.kind)}`, { title: check.kind });
  return make("li", [name, check.message], { class: check.verdict });
}

// ---- elements ----

function make(tag, content, attributes = {}) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  for (const part of [content].flat()) if (part !== null) element.append(part);
  return element;
}

function why(mark) {
  const reason = mark.get("reason");
  const rule = mark.kind === "number" ? `${label("reason", reason)} ${reason}` : String(mark.get("rule") ?? "");
  const parts = rule.split("; ");
  const named = mark.kind === "fact" && parts.length === WHY.length;
  const list = make("ul", parts.map((part, index) => make("li", named ? [make("small", WHY[index]), part] : part)));
  const lines = [make("h3", "依据 Why"), list];
  if (mark.confidence !== null) {
    const bar = make("meter", "", {
      min: 0, max: 1, low: data.doubtful, high: data.confident, optimum: 1, value: mark.confidence,
    });
    lines.push(make("p", ["置信度 confidence ", bar, ` ${mark.confidence}`], { class: "sure" }));
  }
  return make("div", lines, { class: "why" });
}

function fields(mark, wanted = null) {
  const list = make("dl", []);
  data.columns[mark.kind].forEach(([name, chinese, meaning], index) => {
    const value = mark.values[index];
    if (value === null || value === "" || (wanted && !wanted.includes(name))) return;
    const shown = label(name, value) === value ? String(value) : `${label(name, value)} ${value}`;
    list.append(make("dt", [chinese, make("small", name)], { title: meaning }));
    const cell = make("dd", shown);
    const whole = name === "part_of" ? indexOfId.get(value) : undefined;
    if (whole !== undefined) {
      const go = make("button", `${marks[whole].get("text")} →`, { class: "jump" });
      go.addEventListener("click", () => select(whole));
      cell.replaceChildren(go);
    }
    list.append(cell);
  });
  if (mark.kind !== "fact" && mark.pillar !== null && (!wanted || wanted.includes("pillar"))) {
    list.append(make("dt", ["支柱", make("small", "pillar")]), make("dd", `${label("pillar", mark.pillar)} ${mark.pillar}`));
  }
  return list;
}

function title(mark) {
  return make("h2", [make("b", KINDS[mark.facet], { class: `tag ${classesOf(mark).join(" ")}` }), mark.get("text")]);
}

// ---- selection ----

let selected = null;

function select(index, { scroll = true } = {}) {
  const old = selected;
  selected = index;
  if (old !== null) refresh(marks[old]);
  byId("tip").hidden = true;
  if (index === null) {
    byId("detail").replaceChildren(hint);
    tell();
    return;
  }
  const mark = marks[index];
  refresh(mark);
  const others = new Set(mark.pieces.flatMap((piece) => piece.marks).filter((other) => other !== mark && other.shown));
  const also = [...others].map((other) => {
    const button = make("button", `${KINDS[other.facet]} ${other.get("text")}`, { class: "jump" });
    button.addEventListener("click", () => select(other.index));
    return button;
  });
  const found = (mark.kind === "fact" && checksOf.get(mark.id)) || [];
  byId("detail").replaceChildren(
    title(mark), why(mark),
    ...(found.length ? [make("div", [make("h3", "核对 Checks"), make("ul", found.map(told))], { class: "checks" })] : []),
    fields(mark), ...(also.length ? [make("p", ["同一处 Also here ", ...also])] : []),
  );
  byId("detail").scrollTop = 0;
  if (scroll) mark.pieces[0]?.element.scrollIntoView({ block: "center" });
  mark.row.scrollIntoView({ block: "nearest" });
  const hash = `#${encodeURIComponent(mark.id)}`;
  if (location.hash !== hash) location.replace(hash);
  tell();
}

function refresh(mark) {
  mark.row.classList.toggle("on", mark.index === selected);
  mark.pieces.forEach(paint);
}

function step(by) {
  const shown = marks.filter((mark) => mark.shown);
  if (!shown.length) return;
  let at = shown.findIndex((mark) => mark.index === selected);
  if (at < 0) at = selected === null ? (by > 0 ? -1 : 0) : shown.findIndex((mark) => mark.index > selected) - (by > 0 ? 1 : 0);
  select(shown[(at + by + shown.length) % shown.length].index);
}

function tell() {
  const shown = marks.filter((mark) => mark.shown);
  const at = shown.findIndex((mark) => mark.index === selected);
  byId("position").value = `${at < 0 ? "–" : at + 1} / ${shown.length}`;
}

// ---- filters and search ----

const chosen = { kind: new Set(), status: new Set(), pillar: new Set(), confidence: new Set() };
const facetOf = {
  kind: (mark) => mark.facet,
  status: (mark) => mark.status,
  pillar: (mark) => mark.pillar,
  confidence: (mark) => mark.sure,
};

function filter() {
  const query = byId("search").value.trim().toLowerCase();
  for (const mark of marks) {
    const fits = Object.entries(chosen).every(([name, values]) => !values.size || values.has(facetOf[name](mark)));
    mark.shown = fits && (!query || mark.haystack.includes(query));
    mark.row.hidden = !mark.shown;
  }
  pieces.forEach(paint);
  highlight(query);
  tell();
}

function addFilters(name, chinese, labels) {
  const counts = new Map();
  for (const mark of marks) counts.set(facetOf[name](mark), (counts.get(facetOf[name](mark)) ?? 0) + 1);
  const group = make("div", make("b", [chinese, make("small", name)]), { class: "group", role: "group" });
  for (const [value, text] of Object.entries(labels)) {
    if (!counts.has(value)) continue;
    const chip = make("button", [text, make("small", String(counts.get(value)))], {
      class: `chip chip-${value}`, "aria-pressed": "false", "data-filter": name, "data-value": value, title: value,
    });
    chip.addEventListener("click", () => {
      const on = !chosen[name].has(value);
      chosen[name][on ? "add" : "delete"](value);
      chip.setAttribute("aria-pressed", String(on));
      filter();
    });
    group.append(chip);
  }
  if (group.children.length > 1) byId("filters").append(group);
}

// Places of the query in the text itself, also where a mark cuts them; browsers without highlights show none.
function highlight(query) {
  if (!globalThis.CSS?.highlights) return;
  CSS.highlights.delete("found");
  if (!query) return;
  const walker = document.createTreeWalker(byId("text"), NodeFilter.SHOW_TEXT);
  const nodes = [];
  let whole = "";
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    nodes.push([whole.length, node]);
    whole += node.data;
  }
  const ranges = [];
  const low = whole.toLowerCase();
  if (low.length !== whole.length) return;
  let at = 0;
  for (let found = low.indexOf(query); found >= 0; found = low.indexOf(query, found + query.length)) {
    while (at + 1 < nodes.length && nodes[at + 1][0] <= found) at += 1;
    let last = at;
    const end = found + query.length;
    while (last + 1 < nodes.length && nodes[last + 1][0] < end) last += 1;
    const range = new Range();
    range.setStart(nodes[at][1], found - nodes[at][0]);
    range.setEnd(nodes[last][1], end - nodes[last][0]);
    ranges.push(range);
  }
  CSS.highlights.set("found", new Highlight(...ranges));
}

// ---- table ----

for (const mark of marks) {
  const cell = (text, attributes) => make("td", text ?? "", attributes);
  mark.row = make("tr", [
    cell(make("span", mark.get("text"), { class: classesOf(mark).join(" ") })),
    cell(mark.what),
    cell(label("status", mark.status)),
    cell(mark.get("period")),
    cell(label("pillar", mark.pillar)),
    cell(mark.confidence === null ? "" : String(mark.confidence), { class: `sure ${mark.sure ?? ""}` }),
  ], { tabindex: "0", "data-i": mark.index, class: mark.facet });
}
const body = document.querySelector("#rows tbody");
body.append(...marks.map((mark) => mark.row));
body.addEventListener("click", (event) => {
  const row = event.target.closest("tr");
  if (row) select(Number(row.dataset.i));
});
body.addEventListener("keydown", (event) => {
  const row = event.target.closest("tr");
  if (row && event.key === "Enter") select(Number(row.dataset.i));
});

// The list of all checks, with what does not fit first; a click leads to the figure.
if (checks.length) {
  const counted = Object.keys(data.labels.verdict).map((verdict) => {
    return `${label("verdict", verdict)} ${checks.filter((check) => check.verdict === verdict).length}`;
  });
  const box = byId("checks");
  box.hidden = false;
  box.open = checks.some((check) => check.verdict === "inconsistent");
  box.querySelector("summary").append(`核对 Checks：${counted.join("，")}`);
  for (const check of checks) {
    const item = told(check);
    const go = make("button", "→", { class: "jump", "aria-label": "跳转 Go" });
    go.addEventListener("click", () => select([check.fact, ...check.facts].map((id) => indexOfId.get(id)).find((index) => index !== undefined) ?? null));
    item.append(go);
    box.querySelector("ul").append(item);
  }
}

// ---- events ----

const hint = byId("detail").firstElementChild;
const pieceOf = new Map(pieces.map((piece) => [piece.element, piece]));
const markAt = (event) => {
  const piece = pieceOf.get(event.target.closest?.("[data-m]"));
  return piece && topOf(piece);
};

byId("text").addEventListener("click", (event) => {
  const mark = markAt(event);
  if (mark && !String(getSelection())) select(mark.index, { scroll: false });
});
byId("text").addEventListener("mouseover", (event) => {
  const mark = markAt(event);
  const tip = byId("tip");
  tip.hidden = !mark || mark.index === selected;
  if (tip.hidden) return;
  const wanted = ["indicator", "value", "value_max", "unit", "scope", "status", "period", "baseline", "pillar", "type", "reason"];
  tip.replaceChildren(title(mark), fields(mark, wanted), why(mark));
  const box = event.target.getBoundingClientRect();
  const below = box.bottom + tip.offsetHeight + 8 < innerHeight;
  tip.style.left = `${Math.max(8, Math.min(box.left, innerWidth - tip.offsetWidth - 8))}px`;
  tip.style.top = `${Math.max(8, below ? box.bottom + 6 : box.top - tip.offsetHeight - 6)}px`;
});
byId("text").addEventListener("mouseout", () => { byId("tip").hidden = true; });
addEventListener("wheel", () => { byId("tip").hidden = true; }, { passive: true });

byId("next").addEventListener("click", () => step(1));
byId("previous").addEventListener("click", () => step(-1));
byId("search").addEventListener("input", filter);
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = event.target === byId("search");
  if (event.key === "Escape") {
    if (typing) { byId("search").value = ""; filter(); byId("search").blur(); } else select(null);
  } else if (typing) {
    if (event.key === "Enter") { event.preventDefault(); step(event.shiftKey ? -1 : 1); }
  } else if (event.key === "j" || event.key === "n") step(1);
  else if (event.key === "k" || event.key === "p") step(-1);
  else if (event.key === "/") { event.preventDefault(); byId("search").focus(); }
});
addEventListener("hashchange", openHash);

function openHash() {
  const index = indexOfId.get(decodeURIComponent(location.hash.slice(1)));
  if (index !== undefined && index !== selected) select(index);
}

addFilters("kind", "类型", KINDS);
addFilters("status", "状态", data.labels.status);
addFilters("pillar", "支柱", data.labels.pillar);
addFilters("confidence", "置信度", CLASSES);
filter();
openHash();
document.documentElement.dataset.ready = "yes";
