/** Formatted text: Bot API entities (UTF-16 offsets, as in JavaScript) become nested elements. */

import { el } from "./dom.js";
import { t } from "./texts.js";

const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);
const TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", blockquote: "blockquote" };

/**
 * Nodes of a text with its entities.
 * `acts` has `command(text)`, `link(url)` and `mention(name)` for what can be pressed inside.
 */
export function richText(text, entities, acts) {
  const ordered = [...(entities ?? [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return nodesBetween(text, 0, text.length, ordered, acts);
}

function nodesBetween(text, from, to, entities, acts) {
  const nodes = [];
  let position = from;
  let rest = entities;
  while (rest.length) {
    const [first, ...others] = rest;
    const end = Math.min(first.offset + first.length, to);
    if (first.offset > position) nodes.push(text.slice(position, first.offset));
    const inside = others.filter((entity) => entity.offset < end);
    const start = Math.max(first.offset, position);
    nodes.push(wrapped(first, text.slice(start, end), nodesBetween(text, start, end, inside, acts), acts));
    position = Math.max(position, end);
    // A block ends its line by itself; the line break after it would show as an empty line.
    if (BLOCKS.has(first.type) && text[position] === "\n" && position < to) position += 1;
    rest = others.filter((entity) => entity.offset >= end);
  }
  if (position < to) nodes.push(text.slice(position, to));
  return nodes;
}

function wrapped(entity, words, children, acts) {
  switch (entity.type) {
    case "url":
    case "text_link":
      return link(entity.url ?? words, children, acts);
    case "email":
      return el("span", { class: "link-like" }, children);
    case "bot_command":
      return el("button", { type: "button", class: "link", onclick: () => acts.command(words) }, children);
    case "mention":
      return el("button", { type: "button", class: "link", onclick: () => acts.mention(words) }, children);
    case "text_mention":
      return el("span", { class: "link-like" }, children);
    case "hashtag":
    case "cashtag":
    case "phone_number":
      return el("span", { class: "link-like" }, children);
    case "pre":
      return el("pre", { tabindex: "0" }, el("code", {}, children));
    case "spoiler":
      return spoiler(children);
    case "expandable_blockquote":
      return el("blockquote", {}, children);
    default:
      return entity.type in TAGS ? el(TAGS[entity.type], {}, children) : el("span", {}, children);
  }
}

function link(url, children, acts) {
  return el("button", { type: "button", class: "link", title: url, onclick: () => acts.link(url) }, children);
}

function spoiler(children) {
  const shown = el("span", { class: "spoiler-words", "aria-hidden": "true" }, children);
  const button = el("button", { type: "button", class: "spoiler", "aria-label": t("Show hidden text"), "aria-expanded": "false" }, shown);
  button.addEventListener("click", () => {
    button.classList.add("open");
    button.removeAttribute("aria-label");
    button.setAttribute("aria-expanded", "true");
    shown.removeAttribute("aria-hidden");
  });
  return button;
}
