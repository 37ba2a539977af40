/** Where one writes: the text field, the command menu, the answer one gives to, the bot's own keyboard. */

import { el, icon, iconButton } from "./dom.js";
import { replyKeyboard, replyKeyboardOf } from "./keyboards.js";
import { inShort } from "./media.js";
import { nameNode, senderOf } from "./people.js";
import { openMenu } from "./popups.js";
import { commandWords, Suggestions } from "./suggestions.js";
import { t } from "./texts.js";

/** `send(text, replyTo)` returns a promise of whether it went; `commands()` one of the command list. */
export class Composer {
  constructor({ send, commands }) {
    this.send = send;
    this.commands = commands;
    this.replyTo = null;
    this.usedKeyboards = new Set();
    this.drafts = new Map();
    this.key = null;
    this.#build();
  }

  #build() {
    this.field = el("textarea", {
      class: "field", rows: "1", placeholder: t("Message"), "aria-label": t("Message"), dir: "auto", enterkeyhint: "send",
      oninput: () => this.#onInput(), onkeydown: (event) => this.#onKey(event),
    });
    this.menu = el("button", { type: "button", class: "command-button", "aria-haspopup": "menu", "aria-expanded": "false" }, icon("menu"), t("Menu"));
    this.menu.addEventListener("click", () => this.#toggleCommands());
    this.suggestions = new Suggestions(this.commands, (text) => this.suggest(text));
    this.reply = el("div", { class: "answering", hidden: true });
    this.keyboard = el("div", { class: "keyboard-place" });
    this.start = el("button", { type: "button", class: "main-button start-button", hidden: true, onclick: () => this.#submit("/start") }, t("Start"));
    this.form = el(
      "form",
      { class: "composer", "aria-label": t("Write a message"), onsubmit: (event) => this.#onSubmit(event) },
      el("div", { class: "command-place" }, this.menu),
      this.field,
      el("button", { type: "submit", class: "icon-button send", "aria-label": t("Send"), title: t("Send") }, icon("send")),
    );
    this.node = el("div", { class: "composer-area" }, this.suggestions.node, this.reply, this.form, this.start, this.keyboard);
  }

  /** Another chat: its draft comes back. */
  open(key) {
    if (this.key === key) return;
    if (this.key) this.drafts.set(this.key, this.field.value);
    this.key = key;
    this.field.value = this.drafts.get(key) ?? "";
    this.answer(null);
    this.#fit();
  }

  /** Fits itself to the chat: a start button where nothing was said, the bot's keyboard where it sent one. */
  update(messages, { canStart }) {
    this.form.hidden = canStart;
    this.start.hidden = !canStart;
    const markup = replyKeyboardOf(messages);
    const id = markup && !this.usedKeyboards.has(markup.message.message_id) ? markup.message.message_id : null;
    if (this.keyboardId === id) return;
    this.keyboardId = id;
    this.keyboard.replaceChildren(...(id ? [replyKeyboard(markup, (text) => this.#sendKey(markup, text))] : []));
    this.field.placeholder = (id && markup.input_field_placeholder) || t("Message");
  }

  /** The message that the next text answers; null for none. */
  answer(message) {
    this.replyTo = message?.message_id ?? null;
    this.reply.hidden = !message;
    if (!message) return this.reply.replaceChildren();
    const cancel = iconButton("close", t("Do not answer"), () => this.answer(null));
    this.reply.replaceChildren(
      icon("reply"),
      el("div", { class: "quote" }, el("span", { class: "quote-name" }, nameNode(senderOf(message))), el("span", { class: "quote-words" }, inShort(message))),
      cancel,
    );
    return this.field.focus();
  }

  /** Writes a text into the field without sending it. */
  suggest(text) {
    this.field.value = text;
    this.#fit();
    this.field.focus();
  }

  /** Writes a text into the field if it is empty, and leaves the focus where it is. */
  prefill(text) {
    this.field.value ||= text;
    this.#fit();
  }

  #onInput() {
    this.#fit();
    this.suggestions.show(this.field.value);
  }

  #fit() {
    this.field.rows = Math.min(6, Math.max(1, this.field.value.split("\n").length));
  }

  #onKey(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.form.requestSubmit();
    } else if (event.key === "Escape" && this.replyTo) {
      event.stopPropagation();
      this.answer(null);
    } else if (event.key === "Escape") {
      this.suggestions.hide();
    } else if (event.key === "ArrowUp" && this.suggestions.enter()) {
      event.preventDefault();
    }
  }

  #onSubmit(event) {
    event.preventDefault();
    const text = this.field.value.trim();
    if (text) this.#submit(text);
  }

  async #submit(text) {
    const kept = this.field.value;
    this.field.value = "";
    this.suggestions.hide();
    this.#fit();
    const replyTo = this.replyTo;
    this.answer(null);
    if (!(await this.send(text, replyTo))) this.field.value ||= kept;
    this.#fit();
    if (this.start.hidden) this.field.focus();
  }

  #sendKey(markup, text) {
    if (markup.one_time_keyboard) {
      this.usedKeyboards.add(markup.message.message_id);
      this.keyboard.replaceChildren();
    }
    this.send(text, null);
  }

  async #toggleCommands() {
    const open = this.menu.nextElementSibling;
    if (open) {
      open.remove();
      this.menu.setAttribute("aria-expanded", "false");
      return;
    }
    const items = (await this.commands()).map((command) => ({
      label: `/${command.command}, ${command.description}`,
      node: commandWords(command),
      run: () => this.#submit(`/${command.command}`),
    }));
    if (items.length) openMenu(this.menu, t("Commands of the bot"), items);
  }
}
