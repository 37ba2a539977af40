/** What appears above the page: short notes that go away, alerts that stay until OK, questions, menus. */

import { el } from "./dom.js";
import { arrowKeys, oneTabStop } from "./keys.js";
import { t } from "./texts.js";

const SHORTEST = 3500;
const PER_LETTER = 65;
const GAP = 6;
const SEARCHED = 16;

/** A note in `place` (a live region) that leaves by itself after the time it takes to read it, or at a press. */
export function toast(place, text, kind = "") {
  const note = el("p", { class: `toast ${kind}`, dir: "auto" }, text);
  note.addEventListener("click", () => note.remove());
  place.append(note);
  while (place.childElementCount > 3) place.firstElementChild.remove();
  setTimeout(() => note.remove(), Math.max(SHORTEST, text.length * PER_LETTER));
}

/** A dialog with words and buttons; resolves to the `value` of the button, or to null after Esc. */
export function ask({ title, text, buttons, kind = "" }) {
  return new Promise((resolve) => {
    const heading = el("h2", { id: "dialog-title" }, title);
    const words = el("p", { id: "dialog-words", dir: "auto" }, text);
    const dialog = el("dialog", { class: `dialog ${kind}`, "aria-labelledby": "dialog-title", "aria-describedby": "dialog-words" }, heading, words);
    const close = (value) => {
      dialog.close();
      dialog.remove();
      resolve(value);
    };
    const row = buttons.map(({ label, value, main }) =>
      el("button", { type: "button", class: main ? "main-button" : "plain-button", onclick: () => close(value) }, label),
    );
    dialog.append(el("div", { class: "dialog-buttons" }, row));
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      close(null);
    });
    document.body.append(dialog);
    dialog.showModal();
    (row[buttons.findIndex((button) => button.main)] ?? row[0]).focus();
  });
}

/** An alert of the bot: it stays until it is read. */
export function alertBox(title, text) {
  return ask({ title, text, kind: "alert", buttons: [{ label: t("OK"), value: true, main: true }] });
}

/**
 * A menu beside its button. Items are `{node, label, chosen?, run}`; arrows move, Enter chooses, Esc and a press elsewhere close.
 * The menu gets the focus and gives it back. Above many items there is a field: what is typed there leaves those that have it.
 */
export function openMenu(anchor, label, items) {
  const close = (back) => {
    menu.remove();
    anchor.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", outside, true);
    if (back) anchor.focus();
  };
  const outside = (event) => {
    if (!menu.contains(event.target) && !anchor.contains(event.target)) close(false);
  };
  const entries = items.map((item) =>
    el(
      "button",
      {
        type: "button", class: "menu-item", role: item.chosen === undefined ? "menuitem" : "menuitemradio", tabindex: "-1",
        "aria-checked": item.chosen === undefined ? undefined : String(item.chosen), "aria-label": item.label,
        onclick: () => {
          close(true);
          item.run();
        },
      },
      item.node,
    ),
  );
  const list = el("div", { class: "menu-items", role: "menu", "aria-label": label }, entries);
  const field = items.length < SEARCHED ? null : searchField(list, items, entries);
  const menu = el("div", { class: "menu", popover: "manual" }, ...(field ? [field] : []), list);
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape") event.stopPropagation();
    if (event.key === "Escape" || event.key === "Tab") close(true);
  });
  arrowKeys(list, ".menu-item");
  anchor.setAttribute("aria-expanded", "true");
  anchor.after(menu);
  menu.showPopover();
  putBeside(menu, anchor);
  document.addEventListener("pointerdown", outside, true);
  const first = entries[items.findIndex((item) => item.chosen)] ?? entries[0];
  oneTabStop(list, ".menu-item", first);
  (field ?? first)?.focus();
  if (field) first?.scrollIntoView({ block: "nearest" });
  return close;
}

/** Narrows the items down while one types; Enter takes the first, the arrow down goes to it. */
function searchField(list, items, entries) {
  const field = el("input", { class: "menu-search", type: "search", placeholder: t("Search"), "aria-label": t("Search") });
  const shown = () => entries.find((entry) => !entry.hidden);
  field.addEventListener("input", () => {
    const wanted = field.value.trim().toLocaleLowerCase();
    entries.forEach((entry, at) => {
      entry.hidden = !items[at].label.toLocaleLowerCase().includes(wanted);
    });
    oneTabStop(list, ".menu-item", shown());
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") shown()?.click();
    if (event.key === "ArrowDown") shown()?.focus();
    if (event.key === "Enter" || event.key === "ArrowDown") event.preventDefault();
  });
  return field;
}

/** Below its button, or above it where there is more room; always inside the window. */
function putBeside(menu, anchor) {
  const from = anchor.getBoundingClientRect();
  const size = menu.getBoundingClientRect();
  const below = innerHeight - from.bottom - GAP;
  const isBelow = below >= size.height || below >= from.top;
  menu.style.maxHeight = `${(isBelow ? below : from.top) - 2 * GAP}px`;
  const height = menu.getBoundingClientRect().height;
  menu.style.top = `${isBelow ? from.bottom + GAP : from.top - GAP - height}px`;
  menu.style.left = `${Math.max(GAP, Math.min(from.left, innerWidth - size.width - GAP))}px`;
}

/** A button that opens a menu, and closes it at the second press. */
export function menuButton(button, label, items) {
  button.setAttribute("aria-haspopup", "menu");
  button.setAttribute("aria-expanded", "false");
  button.addEventListener("click", () => {
    const open = button.nextElementSibling;
    if (open?.classList.contains("menu")) {
      open.remove();
      button.setAttribute("aria-expanded", "false");
    } else openMenu(button, label, items());
  });
  return button;
}
