/** The buttons under a message, and the keyboard that stands in for typing. */

import { el } from "./dom.js";
import { arrowKeys, oneTabStop } from "./keys.js";
import { t } from "./texts.js";

const MARKS = { url: "↗", login_url: "↗", web_app: "▣", copy_text: "⧉", switch_inline_query: "↪" };

/** The inline keyboard of a message; `press(button, row, column)` returns a promise, during which the button shows that it waits. */
export function inlineKeyboard(message, press) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows?.length) return null;
  const group = el("div", { class: "inline-keyboard", role: "group", "aria-label": t("Buttons of this message") });
  rows.forEach((row, i) => {
    group.append(el("div", { class: "keyboard-row" }, row.map((button, j) => inlineButton(button, i, j, press))));
  });
  arrowKeys(group, ".inline-button");
  oneTabStop(group, ".inline-button");
  return group;
}

function inlineButton(button, row, column, press) {
  const mark = Object.keys(MARKS).find((kind) => kind in button);
  const node = el(
    "button",
    {
      type: "button", class: `inline-button ${button.style ? `style-${button.style}` : ""}`, "data-row": row, "data-column": column,
      "data-callback": button.callback_data,
    },
    el("span", { dir: "auto" }, button.text),
    mark ? el("span", { class: "button-mark", "aria-hidden": "true" }, MARKS[mark]) : null,
  );
  node.addEventListener("click", () => press(button, row, column));
  return node;
}

/** Shows that a press waits for its answer. */
export function markWaiting(article, waiting) {
  for (const button of article.querySelectorAll(".inline-button")) {
    const busy = waiting.has(`${button.dataset.row}:${button.dataset.column}`);
    button.classList.toggle("waiting", busy);
    if (busy) button.setAttribute("aria-busy", "true");
    else button.removeAttribute("aria-busy");
  }
}

/** The reply keyboard that holds for a person: the newest one sent, unless it was removed. */
export function replyKeyboardOf(messages) {
  for (let i = messages.length - 1; i >= 0; i -= 1) {
    const markup = messages[i].reply_markup;
    if (markup?.keyboard) return { message: messages[i], ...markup };
    if (markup?.remove_keyboard) return null;
  }
  return null;
}

/** The reply keyboard; a press sends its words. */
export function replyKeyboard(markup, send) {
  const group = el("div", { class: "reply-keyboard", role: "group", "aria-label": t("Keyboard of the bot") });
  markup.keyboard.forEach((row, i) => {
    const buttons = row.map((button, j) => {
      const text = typeof button === "string" ? button : button.text;
      return el("button", { type: "button", class: "reply-button", "data-row": i, "data-column": j, dir: "auto", onclick: () => send(text) }, text);
    });
    group.append(el("div", { class: "keyboard-row" }, buttons));
  });
  arrowKeys(group, ".reply-button");
  oneTabStop(group, ".reply-button");
  return group;
}
