/** Commands that fit what is being typed, above the text field. */

import { el } from "./dom.js";
import { arrowKeys, oneTabStop } from "./keys.js";
import { t } from "./texts.js";

/** A command as lists show it. */
export function commandWords({ command, description }) {
  return [el("span", { class: "command-name" }, `/${command}`), el("span", { class: "command-words", dir: "auto" }, description)];
}

/** `commands()` gives the list of the moment; `choose(text)` gets the beginning of a command. */
export class Suggestions {
  constructor(commands, choose) {
    this.commands = commands;
    this.choose = choose;
    this.node = el("div", { class: "suggestions", role: "group", "aria-label": t("Commands of the bot"), hidden: true });
    arrowKeys(this.node, ".menu-item");
  }

  /** Shows what fits the text, or nothing. */
  async show(text) {
    this.wanted = text;
    if (!/^\/\w*$/.test(text)) return this.hide();
    const fitting = (await this.commands()).filter(({ command }) => `/${command}`.startsWith(text));
    if (this.wanted !== text) return undefined;
    this.node.replaceChildren(...fitting.map((command) => this.#item(command)));
    this.node.hidden = fitting.length === 0;
    oneTabStop(this.node, ".menu-item");
    return undefined;
  }

  hide() {
    this.wanted = null;
    this.node.hidden = true;
  }

  /** Moves the focus to the nearest suggestion; false if there is none. */
  enter() {
    const last = this.node.hidden ? null : this.node.lastElementChild;
    last?.focus();
    return last !== null;
  }

  #item(command) {
    const pick = () => {
      this.hide();
      this.choose(`/${command.command} `);
    };
    return el("button", { type: "button", class: "menu-item", onclick: pick }, commandWords(command));
  }
}
