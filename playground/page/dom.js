/** Elements from values: text becomes text nodes, never markup. */

const SVG = "http://www.w3.org/2000/svg";

/** Paths of the icons, drawn for a 24 × 24 field. */
const ICONS = {
  back: "M15 5l-7 7 7 7",
  menu: "M4 7h16M4 12h16M4 17h16",
  send: "M4 12l16-8-5 17-4-7z",
  close: "M6 6l12 12M18 6L6 18",
  next: "M5 5l8 7-8 7zM17 5v14",
  clock: "M12 7v5l3 3M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18",
  wrench: "M14 7a4 4 0 0 1 5-4l-2 3 2 2 3-2a4 4 0 0 1-5 5l-8 9-3-3z",
  split: "M4 5h16v14H4zM12 5v14",
  theme: "M12 4a8 8 0 1 0 8 8a6 6 0 0 1-8-8",
  restart: "M5 12a7 7 0 1 0 2-5L4 10M4 4v6h6",
  clip: "M8 12l6-6a3 3 0 0 1 5 5l-8 8a5 5 0 0 1-7-7l8-8",
  pen: "M4 20l1-5L16 4l4 4L9 19z",
  pin: "M9 4h6l-1 6 3 3H7l3-3zM12 13v7",
  file: "M6 3h8l4 4v14H6zM14 3v4h4",
  reply: "M10 8V4l-7 7 7 7v-4c5 0 8 1 11 5c-1-7-5-11-11-11",
  down: "M6 9l6 6 6-6",
  check: "M5 12l5 5 9-10",
  more: "M12 5v.1M12 12v.1M12 19v.1",
};

/** An element with attributes, listeners (`onclick: fn`) and children; empty children are left out. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (typeof value === "function") node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...present(children));
  return node;
}

function present(children) {
  return children.flat().filter((child) => child !== undefined && child !== null && child !== false && child !== "");
}

/** Replaces what is inside an element; empty children are left out. */
export function fill(node, ...children) {
  node.replaceChildren(...present(children));
}

/** A decorative icon; its button carries the words. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("focusable", "false");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/** A button with an icon; `label` is its name for everybody, shown as a tooltip. */
export function iconButton(name, label, onclick, attributes = {}) {
  return el("button", { type: "button", class: "icon-button", "aria-label": label, title: label, onclick, ...attributes }, icon(name));
}

/** Runs `work` once, `delay` milliseconds after the first of many calls. */
export function merged(work, delay) {
  let timer = null;
  return () => {
    timer ??= setTimeout(() => {
      timer = null;
      work();
    }, delay);
  };
}
