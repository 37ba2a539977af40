/** The guide: the bar that tells the story's step, and the light on the place where it happens. */

import { el, fill, iconButton } from "./dom.js";
import { nameOf } from "./people.js";
import { t, worded } from "./texts.js";

/** Draws a story over the first pane. */
export class Guide {
  constructor(story, pane, store, startOver) {
    Object.assign(this, { story, pane, store, startOver, lit: null, prefilled: null });
    this.words = el("p", { class: "guide-words", dir: "auto" });
    this.count = el("span", { class: "guide-count" });
    this.buttons = el("div", { class: "guide-buttons" });
    this.node = el(
      "section", { class: "guide", "aria-label": t("Guide") },
      el("div", { class: "guide-text", role: "status" }, this.count, this.words), this.buttons,
      iconButton("close", t("Close the guide"), () => this.story.setClosed(true), { class: "icon-button guide-close" }),
    );
    story.addEventListener("step", () => this.draw());
    for (const name of ["rendered", "moved"]) pane.addEventListener(name, () => this.#follow());
    this.draw();
  }

  /** Shows the step of the moment. */
  draw() {
    const { story } = this;
    this.node.hidden = story.closed;
    const number = Math.min(story.index + 1, story.steps.length);
    this.count.textContent = story.step ? t("Step {number} of {all}", { number, all: story.steps.length }) : t("The end");
    const step = story.step;
    this.words.textContent = step ? worded(story.isDone ? step.after : step.text) : t("That was the story. Everything here is yours to try.");
    this.#follow();
  }

  #follow() {
    this.#light();
    const step = this.story.step;
    const isHere = this.#isHere();
    const state = JSON.stringify([this.story.index, this.story.isDone, isHere, this.story.closed]);
    if (state !== this.drawn) fill(this.buttons, this.#choices(step, isHere));
    this.drawn = state;
    if (step?.prefill && isHere && !this.story.closed && this.prefilled !== step.id) {
      this.prefilled = step.id;
      this.pane.composer.prefill(worded(step.prefill));
    }
  }

  #choices(step, isHere) {
    const button = (label, run, kind = "plain-button") => el("button", { type: "button", class: kind, onclick: run }, label);
    const back = this.story.index > 0 ? button(t("Back"), () => this.story.back()) : null;
    if (!step) return [back, button(t("Start over"), this.startOver), button(t("Close"), () => this.story.setClosed(true), "main-button")];
    if (this.story.isDone) return [back, button(t("Next"), () => this.story.next(), "main-button spotlight")];
    return [this.#mainChoice(step, isHere, button), button(t("Skip"), () => this.story.next()), back];
  }

  #mainChoice(step, isHere, button) {
    if (!isHere) {
      const person = this.store.users.get(step.user);
      const label = step.user === undefined || step.user === this.pane.user ? t("Open the chat") : t("Act as {name}", { name: nameOf(person) });
      return button(label, () => this.#go(step), "main-button spotlight");
    }
    if (step.highlight?.kind === "link") return button(t("Open the link"), () => this.pane.link(step.highlight.url), "main-button spotlight");
    return button(t("Show me"), () => this.#show());
  }

  #go(step) {
    this.pane.open(step.user ?? this.pane.user, step.chat ?? this.pane.chat, step.thread);
    this.#show();
  }

  #isHere() {
    const { step } = this.story;
    if (!step) return true;
    return [["user", step.user], ["chat", step.chat], ["thread", step.thread]].every(([field, wanted]) => wanted === undefined || this.pane[field] === wanted);
  }

  /** Scrolls to the lit place and gives it the focus. */
  #show() {
    this.#light();
    this.lit?.scrollIntoView({ block: "nearest" });
    this.lit?.focus();
    this.lit?.classList.remove("look");
    requestAnimationFrame(() => this.lit?.classList.add("look"));
  }

  #light() {
    const target = this.story.closed || this.story.isDone || !this.#isHere() ? null : this.#target(this.story.step?.highlight);
    if (target === this.lit && target?.classList.contains("spotlight")) return;
    this.lit?.classList.remove("spotlight", "look");
    target?.classList.add("spotlight");
    this.lit = target;
  }

  #target(highlight) {
    const { pane } = this;
    switch (highlight?.kind) {
      case "button":
        return [...pane.log.node.querySelectorAll(".inline-button")].filter((button) => isMeant(button, highlight)).at(-1) ?? null;
      case "composer":
        return pane.composer.form.hidden ? pane.composer.start : pane.composer.field;
      case "start":
        return pane.composer.start.hidden ? null : pane.composer.start;
      case "control":
        return document.querySelector(`[data-control="${highlight.control}"]`);
      default:
        return null;
    }
  }
}

function isMeant(button, { data_prefix: prefix, text }) {
  if (prefix !== undefined && !button.dataset.callback?.startsWith(prefix)) return false;
  return text === undefined || button.textContent.startsWith(worded(text));
}
