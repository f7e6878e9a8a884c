"""Drafting rules: a local set typed or brought as a file, a figure confirmed from its text, an earlier version taken up again."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.errors import CaseError, NotOpenAnyMore
from rechecks.models import DraftKind, RuleDraft
from rechecks.texts.rules import refusal_text
from registry.duties import sits_in_credit_office
from rules.confirming import tables_of, with_figure
from rules.instruments import Instrument, Level
from rules.latitude import refusals
from rules.models import RuleSetVersion
from rules.reading import BadRuleFile, ChangedFile, canonical, read_bytes, read_content, stated_digest
from rules.services import current_library

MOST_BYTES = 1_000_000


class CannotDraft(CaseError):
    """A draft that the office may not make, or that says nothing."""

    default = gettext_lazy("This cannot be drafted.")


@dataclass(frozen=True)
class LocalFigure:
    """One figure as it is typed: a number of days, rounds or months, or a word."""

    part: str  # "figures" or "objections"
    name: str
    value: int | str
    unit: str
    cites: str
    read_in: str = ""


@dataclass(frozen=True)
class LocalSet:
    """A local set as it is typed."""

    id: str
    title: str
    number: str
    jurisdiction: str
    figures: tuple[LocalFigure, ...]
    sector: str = ""
    kinds: tuple[str, ...] = ()
    severities: tuple[str, ...] = ()

    def content(self, begins: date, before: Mapping[str, Any] | None) -> dict[str, Any]:
        """The content of its rule file."""
        of_repair = {each.name: _table(each) for each in self.figures if each.part == "figures"}
        force = (before or {}).get("in_force") or {
            "from": begins.isoformat(), "confirmed": True, "read_in": self.number or self.title,
        }  # fmt: skip
        content: dict[str, Any] = {
            "id": self.id, "title": self.title, "layer": Level.LOCAL.name.lower(), "jurisdiction": self.jurisdiction,
            "overrides": sorted(of_repair), "in_force": force,
        }  # fmt: skip
        content |= {"number": self.number} if self.number else {}
        content |= {"sector": self.sector} if self.sector else {}
        covers = {"kinds": sorted(self.kinds), "severities": sorted(self.severities)}
        if any(covers.values()):
            row = {"id": f"{self.id}-KINDS", "key": "kinds", "name": self.title, "figures": of_repair}
            content["classes"] = [{**row, "covers": [{name: said for name, said in covers.items() if said}]}]
        elif of_repair:
            content["figures"] = of_repair
        of_objections = {each.name: _table(each) for each in self.figures if each.part == "objections"}
        return content | ({"objections": of_objections} if of_objections else {})


def _table(each: LocalFigure) -> dict[str, Any]:
    said = {"value": each.value, "unit": each.unit, "cites": each.cites, "confirmed": bool(each.read_in)}
    return said | ({"read_in": each.read_in} if each.read_in else {"note": "By decision of this office."})


def draft_local_set(said: LocalSet, *, takes_effect_on: date, because: str, by: User, on: date) -> RuleDraft:
    """A set of the office's own: a new one, or the next version of one."""
    content = _content_of(said, takes_effect_on)
    return _keep(DraftKind.OVERRIDE, content, takes_effect_on, because=because, by=by, on=on)


def _content_of(said: LocalSet, takes_effect_on: date) -> dict[str, Any]:
    before = RuleSetVersion.objects.filter(instrument=said.id).order_by("-ordinal").first()
    return said.content(takes_effect_on, before.content if before else None)


def change_local_set(
    pk: int, said: LocalSet, *, takes_effect_on: date, because: str, by: User, on: date
) -> RuleDraft:
    """Write a draft anew; what was tried with the old one does not count for it."""
    content = _content_of(said, takes_effect_on)
    with transaction.atomic():
        draft = own_draft(pk, by)
        instrument = _checked(DraftKind.OVERRIDE, content, takes_effect_on, on)
        draft.instrument, draft.content, draft.sha256 = instrument.id, canonical(content), instrument.sha256
        draft.takes_effect_on, draft.because = takes_effect_on, because
        draft.save(update_fields=["instrument", "content", "sha256", "takes_effect_on", "because"])
    return draft


def draft_from_file(
    raw: bytes, name: str, *, digest: str = "", takes_effect_on: date, because: str, by: User, on: date
) -> RuleDraft:
    """A local set from a rule file. The digest of its content stands in the file or is given beside it."""
    if len(raw) > MOST_BYTES:
        raise CannotDraft(_("The file is larger than a rule file can be."), field="file")
    try:
        instrument = read_bytes(raw, name)
    except ChangedFile as changed:
        words = _("“%(file)s” was changed: it states the digest %(stated)s, its content has %(found)s.")
        raise CannotDraft(words % vars_of(changed), field="file") from changed
    except BadRuleFile as bad:
        raise CannotDraft(_("The file cannot be used: %(why)s") % {"why": bad}, field="file") from bad
    told = digest.strip().lower() or stated_digest(raw.decode())
    if not told:
        words = _("“%(file)s” states no digest of its content: enter the one you were told.")
        raise CannotDraft(words % {"file": name}, field="digest")
    if told != instrument.sha256:
        words = _("“%(file)s” was changed: it states the digest %(stated)s, its content has %(found)s.")
        said = {"file": name, "stated": told, "found": instrument.sha256}
        raise CannotDraft(words % said, field="digest")
    return _keep(
        DraftKind.IMPORTED,
        dict(instrument.content),
        takes_effect_on,
        because=because,
        by=by,
        on=on,
        field="file",
    )


def vars_of(changed: ChangedFile) -> dict[str, str]:
    return {"file": changed.file, "stated": changed.stated, "found": changed.found}


@dataclass(frozen=True)
class Confirmation:
    """A figure as somebody has read it in the official text."""

    place: str
    value: str
    cites: str
    read_in: str
    note: str = ""


def draft_confirmation(
    instrument_id: str, said: Confirmation, *, takes_effect_on: date, because: str, by: User, on: date
) -> RuleDraft:
    """A figure read in its text: who read it drafts, somebody else releases. Its value is what the text says."""
    instrument = newest(instrument_id)
    table = next((t for where, t in tables_of(instrument.content) if where == said.place), None)
    if table is None:
        raise CannotDraft(_("This set has no such figure."))
    words: dict[str, Any] = {"cites": said.cites, "confirmed": True, "read_in": said.read_in}
    words |= {"note": said.note} if said.note else {}
    if "value" in table:
        words["value"] = _as_before(said.value, table["value"])
    content = with_figure(instrument, said.place, words)
    return _keep(
        DraftKind.CONFIRMATION, content, takes_effect_on, because=because, by=by, on=on, figure=said.place
    )


def _as_before(typed: str, before: int | str) -> int | str:
    if isinstance(before, str):
        return typed
    if not typed.isdecimal() or not typed.isascii():
        raise CannotDraft(_("Please enter a whole number"), field="value")
    return int(typed)


def draft_rollback(
    instrument_id: str, ordinal: int, *, takes_effect_on: date, because: str, by: User, on: date
) -> RuleDraft:
    """The content of an earlier version, as a new one."""
    versions = RuleSetVersion.objects.filter(instrument=instrument_id)
    earlier, last = versions.get(ordinal=ordinal), versions.latest("ordinal")
    if last.takes_effect_on is None:
        words = _("The version that counts was loaded from a file: whoever runs the system takes it back.")
        raise CannotDraft(words)
    if earlier.sha256 == last.sha256:
        raise CannotDraft(_("This is what the latest version says."))
    return _keep(DraftKind.ROLLBACK, earlier.content, takes_effect_on, because=because, by=by, on=on)


def has_version(instrument_id: str, ordinal: int) -> bool:
    return RuleSetVersion.objects.filter(instrument=instrument_id, ordinal=ordinal).exists()


def newest(instrument_id: str) -> Instrument:
    """What the last version of a set says, whether it counts already or not."""
    row = RuleSetVersion.objects.filter(instrument=instrument_id).latest("ordinal")
    return read_content(row.content, instrument_id)


def own_draft(pk: int, by: User) -> RuleDraft:
    """An open draft, for whoever drafted it."""
    _of_the_office(by)
    draft = RuleDraft.objects.select_for_update().get(pk=pk)
    if not draft.is_open:
        raise NotOpenAnyMore
    if draft.drafted_by_id != by.pk:
        raise CannotDraft(_("Only who drafted it changes it; somebody else releases it."))
    return draft


@transaction.atomic
def discard(pk: int, *, by: User, on: date) -> None:
    """Give a draft up; it stays to be read."""
    draft = own_draft(pk, by)
    draft.discarded_on = on
    draft.save(update_fields=["discarded_on"])


@transaction.atomic
def _keep(
    kind: DraftKind, content: dict[str, Any], takes_effect_on: date, *, because: str, by: User, on: date,
    figure: str = "", field: str = "",
) -> RuleDraft:  # fmt: skip
    _of_the_office(by)
    instrument = _checked(kind, content, takes_effect_on, on, field)
    last = RuleSetVersion.objects.filter(instrument=instrument.id).order_by("-ordinal").first()
    return RuleDraft.objects.create(
        kind=kind, instrument=instrument.id, content=canonical(content), sha256=instrument.sha256, based_on=last,
        takes_effect_on=takes_effect_on, figure=figure, because=because, drafted_by=by, drafted_on=on,
    )  # fmt: skip


def _checked(
    kind: DraftKind, content: dict[str, Any], takes_effect_on: date, on: date, field: str = ""
) -> Instrument:
    """The instrument that a draft makes, if it may."""
    try:
        instrument = read_content(json.loads(canonical(content)), str(content.get("id", "?")))
    except BadRuleFile as bad:
        raise CannotDraft(_("The file cannot be used: %(why)s") % {"why": bad}, field=field) from bad
    if takes_effect_on <= on:
        raise CannotDraft(_("The earliest day of effect is tomorrow."), field="takes_effect_on")
    if kind in (DraftKind.OVERRIDE, DraftKind.IMPORTED):
        _refuse_what_is_not_ours(instrument, takes_effect_on, field)
    last = RuleSetVersion.objects.filter(instrument=instrument.id).order_by("-ordinal").first()
    if last and last.sha256 == instrument.sha256:
        raise CannotDraft(_("This is what the latest version says."), field=field)
    return instrument


def _refuse_what_is_not_ours(instrument: Instrument, takes_effect_on: date, field: str) -> None:
    if instrument.level is not Level.LOCAL:
        words = _("Only a local set is drafted here: laws and orders are loaded by whoever runs the system.")
        raise CannotDraft(words, field=field)
    if RuleSetVersion.objects.from_files().filter(instrument=instrument.id).exists():
        words = _("%(id)s is an instrument of somebody else; give the local set a number of its own.")
        raise CannotDraft(words % {"id": instrument.id}, field=field or "number_of_set")
    found = refusals(instrument, current_library(), takes_effect_on)
    if found:
        first = found[0].name
        raise CannotDraft(" ".join(map(refusal_text, found)), field=field or f"value_{first}")
    if not any(True for _each in instrument.all_figures()):
        raise CannotDraft(_("The set says nothing: enter at least one figure."), field=field)


def _of_the_office(by: User) -> None:
    if not sits_in_credit_office(by):
        raise PermissionDenied
