"""The words of the forms, for pages and for the command line alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from reader.i18n.translator import N_
from reader.submissions.form_fields import FormName, Reason, Running
from reader.submissions.form_rules import Fault
from reader.submissions.model import WRITER, DeclineReason, State

FIELD_LABELS: Final[Mapping[FormName, Mapping[str, str]]] = {
    FormName.CORRECT: {
        "page": N_("Which page is it?"),
        "reason": N_("Why do you write?"),
        "what": N_("What is wrong, and what would be right?"),
        "source": N_("How do you know? (optional)"),
        "reply": N_("How can we reach you? (optional)"),
    },
    FormName.SHARE: {
        "name": N_("Name of the project"),
        "place": N_("Where is it?"),
        "organization": N_("Group or organization (optional)"),
        "what": N_("What does it do, in one line?"),
        "story": N_("Its story"),
        "marks": N_("What is true of it?"),
        "topics": N_("What is it about?"),
        "link": N_("A zine or a link (optional)"),
        "running": N_("Does it run now?"),
        "since": N_("Since when do you know that? (optional)"),
        "contact": N_("How can people reach the project? (optional)"),
        "written_in": N_("In which language did you write?"),
        "consent": N_("The library may publish this, edited and translated, under a free license."),
        "reply": N_("How can we reach you? (optional)"),
    },
}

FIELD_HINTS: Final[Mapping[FormName, Mapping[str, str]]] = {
    FormName.CORRECT: {
        "page": N_("Its title or its address."),
        "what": N_("Leave out anything that could harm you or someone else."),
        "source": N_("A link, a flyer, or that you were there."),
        "reply": N_("Only if you want an answer. Only the team reads it."),
    },
    FormName.SHARE: {
        "place": N_("A town or a neighborhood. No exact address if that could harm someone."),
        "story": N_(
            "How it began, what you do, what worked and what did not. "
            "Leave out names of people who have not agreed."
        ),
        "since": N_("A month and a year are enough."),
        "contact": N_("This is published, so that people can find the project. No private number."),
        "reply": N_("Only if you want an answer. Only the team reads it, and it is not published."),
    },
}

REASON_LABELS: Final[Mapping[str, str]] = {
    Reason.FACT: N_("A fact is wrong"),
    Reason.OLD: N_("It is out of date"),
    Reason.WORDS: N_("The words or the translation sound wrong"),
    Reason.ABOUT_US: N_("This is about us: take it down"),
    Reason.UNREADABLE: N_("I cannot read or use the page"),
    Reason.NOT_FOUND: N_("I looked for something and did not find it"),
    Reason.OTHER: N_("Something else"),
}
RUNNING_LABELS: Final[Mapping[str, str]] = {
    Running.YES: N_("Yes, it runs"),
    Running.PAUSED: N_("It is paused"),
    Running.NO: N_("No, it has ended"),
    Running.UNSURE: N_("I am not sure"),
}
OTHER_LANGUAGE: Final = "other"
OTHER_LANGUAGE_LABEL: Final = N_("Another language")

# As short as a column of a list.
FORM_NAMES: Final[Mapping[str, str]] = {
    FormName.CORRECT: N_("correction"),
    FormName.SHARE: N_("project"),
}
STATE_NAMES: Final[Mapping[str, str]] = {
    State.RECEIVED: N_("received"),
    State.IN_REVIEW: N_("in review"),
    State.PUBLISHED: N_("published"),
    State.DECLINED: N_("declined"),
}
ACTION_NAMES: Final[Mapping[str, str]] = {
    "read": N_("read"),
    "accept": N_("accepted"),
    "publish": N_("published"),
    "decline": N_("declined"),
    "export": N_("exported"),
    "erase": N_("erased"),
}
# In the audit trail, who is none of the team.
WHO_NAMES: Final[Mapping[str, str]] = {WRITER: N_("its writer")}

STATE_LABELS: Final[Mapping[State, str]] = {
    State.RECEIVED: N_("Received. Nobody has read it yet."),
    State.IN_REVIEW: N_("Somebody of the team is working on it."),
    State.PUBLISHED: N_("Published."),
    State.DECLINED: N_("Not published."),
}
DECLINE_LABELS: Final[Mapping[str, str]] = {
    DeclineReason.NOT_SURE: N_("We could not find out whether it is so."),
    DeclineReason.OTHER_SUBJECT: N_("It is about something that this library does not hold."),
    DeclineReason.HAVE_IT: N_("The library has it already."),
    DeclineReason.COULD_HARM: N_("Published, it could harm somebody."),
    DeclineReason.NO_WORDS: N_("We could not read it, or it was advertising."),
}

# Placeholders: the most characters of the field, and how many it has.
FAULT_MESSAGES: Final[Mapping[Fault, str]] = {
    Fault.EMPTY: N_("Fill in “%(label)s”."),
    Fault.TOO_LONG: N_(
        "Shorten “%(label)s”: there is room for %(longest)s characters, and it has %(length)s."
    ),
    Fault.NOT_CHOSEN: N_("Choose an answer to “%(label)s”."),
    Fault.NO_CONSENT: N_("Without your yes we may not publish it: check the box, or do not send."),
    Fault.UNKNOWN_CHOICE: N_("Choose again at “%(label)s”: that answer is not on the list."),
    Fault.BROKEN_LETTERS: N_("Some letters of “%(label)s” did not arrive whole. Look at it again."),
    Fault.SENT_TWICE: N_("“%(label)s” arrived twice. Keep the one that is right."),
    Fault.CUT: N_("Not all of it arrived, and nothing was sent. Look at it and send it again."),
}
