/** Telegram's own polls: questions one can answer in the bubble. */

import { el } from "./dom.js";
import { t, tn } from "./texts.js";

/** The poll of a message; `vote(options)` sends the person's choice, an empty list takes it back. */
export function pollView(message, vote) {
  const poll = message.poll;
  const mine = new Set(message.poll_votes ?? poll.chosen ?? []);
  const kind = poll.is_anonymous ? t("Anonymous poll") : t("Public poll");
  return el(
    "div",
    { class: "poll" },
    el("p", { class: "poll-question", dir: "auto" }, poll.question),
    el("p", { class: "poll-kind" }, poll.is_closed ? t("Poll closed") : kind),
    el("div", { role: "group", "aria-label": poll.question, class: "poll-options" }, poll.options.map((_, i) => option(poll, i, mine, vote))),
    el(
      "div",
      { class: "poll-foot" },
      el("span", {}, tn("{n} vote", "{n} votes", poll.total_voter_count)),
      mine.size && !poll.is_closed ? el("button", { type: "button", class: "link", onclick: () => vote([]) }, t("Take back my vote")) : null,
    ),
  );
}

function option(poll, index, mine, vote) {
  const choice = poll.options[index];
  const share = poll.total_voter_count ? Math.round((100 * choice.voter_count) / poll.total_voter_count) : 0;
  const known = mine.size > 0 || poll.is_closed;
  const chosen = mine.has(index);
  const send = () => vote(poll.allows_multiple_answers ? toggled(mine, index) : [index]);
  const bar = el("meter", { min: 0, max: 100, value: share, "aria-hidden": "true" });
  return el(
    "button",
    { type: "button", class: "poll-option", "aria-pressed": String(chosen), disabled: poll.is_closed, onclick: send, "data-poll-option": index },
    el("span", { class: "poll-mark", "aria-hidden": "true" }, chosen ? "✓" : ""),
    el("span", { class: "poll-words", dir: "auto" }, choice.text),
    known ? el("span", { class: "poll-share" }, `${share} %`) : null,
    known ? bar : null,
  );
}

function toggled(chosen, index) {
  const next = new Set(chosen);
  if (!next.delete(index)) next.add(index);
  return [...next].sort((a, b) => a - b);
}
