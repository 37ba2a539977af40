/** Where one writes: the text field, the command menu, the answer one gives to, the bot's own keyboard. */

import { attachButton } from "./attachment.js";
import { el, fill, icon, iconButton } from "./dom.js";
import { replyKeyboard, replyKeyboardOf } from "./keyboards.js";
import { inShort } from "./media.js";
import { nameNode, senderOf } from "./people.js";
import { openMenu } from "./popups.js";
import { commandWords, Suggestions } from "./suggestions.js";
import { t } from "./texts.js";

/** `send(content, {replyTo, edit})` returns a promise of whether it went; `commands()` one of the command list. */
export class Composer {
  constructor({ send, commands }) {
    this.send = send;
    this.commands = commands;
    this.about = {};
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
    this.start = el("button", { type: "button", class: "main-button start-button", hidden: true, onclick: () => this.send({ text: "/start" }) }, t("Start"));
    this.form = el(
      "form",
      { class: "composer", "aria-label": t("Write a message"), onsubmit: (event) => this.#onSubmit(event) },
      el("div", { class: "command-place" }, this.menu),
      this.field,
      attachButton((content) => this.#sendFile(content)),
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
  update(messages, { canStart, speaksAs }) {
    this.form.hidden = canStart;
    this.start.hidden = !canStart;
    this.usual = speaksAs ? t("Message as {name}", { name: speaksAs }) : t("Message");
    const markup = replyKeyboardOf(messages);
    const id = markup && !this.usedKeyboards.has(markup.message.message_id) ? markup.message.message_id : null;
    this.field.placeholder = (id && markup.input_field_placeholder) || this.usual;
    if (this.keyboardId === id) return;
    this.keyboardId = id;
    this.keyboard.replaceChildren(...(id ? [replyKeyboard(markup, (text) => this.#sendKey(markup, text))] : []));
  }

  /** The message that the next text answers; null for none. */
  answer(message) {
    this.#be(message ? { replyTo: message.message_id } : {}, message, "reply");
    if (message) this.field.focus();
  }

  /** The own message that the next text replaces. */
  edit(message) {
    this.#be({ edit: message.message_id }, message, "pen");
    this.suggest(message.text);
  }

  #be(about, message, picture) {
    if (this.about.edit) this.field.value = "";
    this.about = about;
    this.reply.hidden = !message;
    if (!message) return this.reply.replaceChildren();
    const words = [el("span", { class: "quote-name" }, nameNode(senderOf(message))), el("span", { class: "quote-words", dir: "auto" }, inShort(message))];
    return fill(this.reply, icon(picture), el("div", { class: "quote" }, words), iconButton("close", t("Cancel"), () => this.answer(null)));
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
    } else if (event.key === "Escape" && !this.reply.hidden) {
      event.stopPropagation();
      this.answer(null);
    } else if (event.key === "Escape" && !this.suggestions.node.hidden) {
      event.stopPropagation();
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
    const { about } = this;
    this.field.value = "";
    this.suggestions.hide();
    this.#fit();
    this.answer(null);
    if (!(await this.send({ text }, about))) this.field.value ||= text;
    this.#fit();
    this.field.focus();
  }

  /** A file goes with the words that stand in the field. */
  async #sendFile(content) {
    const caption = this.field.value.trim() || undefined;
    const sent = await this.send({ ...content, caption }, this.about);
    if (!sent) return;
    this.field.value = "";
    this.answer(null);
  }

  #sendKey(markup, text) {
    if (markup.one_time_keyboard) {
      this.usedKeyboards.add(markup.message.message_id);
      this.keyboard.replaceChildren();
    }
    this.send({ text });
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
      run: () => this.send({ text: `/${command.command}` }),
    }));
    const none = t("The bot has no commands here");
    openMenu(this.menu, t("Commands of the bot"), items.length ? items : [{ label: none, node: none, run: () => {} }]);
  }
}
