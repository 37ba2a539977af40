/** Moving by arrow keys: one tab stop for a list, a menu or a keyboard under a message. */

const STEPS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

function itemsOf(container, selector) {
  return [...container.querySelectorAll(selector)].filter((item) => !item.hidden && !item.disabled);
}

/** Leaves exactly one of the items in the tab order: `preferred`, the last one used, or the first. */
export function oneTabStop(container, selector, preferred = null) {
  const items = itemsOf(container, selector);
  const chosen = preferred ?? items.find((item) => item.tabIndex === 0 && item.dataset.used) ?? items[0];
  for (const item of items) item.tabIndex = item === chosen ? 0 : -1;
}

/** The item that an arrow key leads to; items with `data-row` are a grid. */
function target(items, current, key) {
  const index = items.indexOf(current);
  if (key === "Home") return items[0];
  if (key === "End") return items.at(-1);
  if (current.dataset.row !== undefined && (key === "ArrowUp" || key === "ArrowDown")) {
    const row = Number(current.dataset.row) + STEPS[key];
    const inRow = items.filter((item) => Number(item.dataset.row) === row);
    return inRow[Math.min(Number(current.dataset.column), inRow.length - 1)] ?? current;
  }
  return items[(index + STEPS[key] + items.length) % items.length];
}

/** Makes arrows, Home and End move among the items that match, now and later. */
export function arrowKeys(container, selector) {
  container.addEventListener("keydown", (event) => {
    const current = event.target.closest(selector);
    if (!current || !(event.key in STEPS || event.key === "Home" || event.key === "End")) return;
    const next = target(itemsOf(container, selector), current, event.key);
    event.preventDefault();
    next.dataset.used = "yes";
    oneTabStop(container, selector, next);
    next.focus();
  });
}
