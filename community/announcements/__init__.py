"""Announcements: one notice to many houses, written once, sent at a decent hour, edited and recalled everywhere."""

from community.announcements.authority import Sender, may_announce, must_reach, sender, steering, whole
from community.announcements.changing import edit, feed_changes, recall
from community.announcements.reach import Reached, reach
from community.announcements.recent import last_in_house, recent_for, recent_in_chat
from community.announcements.sending import (
    KIND,
    Counts,
    Written,
    announce,
    begin,
    begin_due,
    counts,
    feed,
    finish,
    is_announced,
    note_sent,
    stop,
)
from community.announcements.showing import Progress, ShownCopy, show, show_card, show_copy, show_progress, texts_for
from storage.announcements import Announcement, AnnouncementState, Arrived, Audience, Copy, CopyState, Voice

__all__ = [
    "KIND",
    "Announcement",
    "AnnouncementState",
    "Arrived",
    "Audience",
    "Copy",
    "CopyState",
    "Counts",
    "Progress",
    "Reached",
    "Sender",
    "ShownCopy",
    "Voice",
    "Written",
    "announce",
    "begin",
    "begin_due",
    "counts",
    "edit",
    "feed",
    "feed_changes",
    "finish",
    "is_announced",
    "last_in_house",
    "may_announce",
    "must_reach",
    "note_sent",
    "reach",
    "recall",
    "recent_for",
    "recent_in_chat",
    "sender",
    "show",
    "show_card",
    "show_copy",
    "show_progress",
    "steering",
    "stop",
    "texts_for",
    "whole",
]
