"""R4 and R5: what is often said is offered, can be changed in the case, and is worded by the department."""

from repair.models import DepartmentPhrase
from repair.phrases import SHIPPED
from repair.selectors.phrases import phrases


def test_what_is_ticked_and_what_is_written_become_one_list(office, at):
    case = office.reviewer.claims(office.has_received())
    said = {"decision": "supplement", "items": ["unreadable", "seal_missing"], "reason": "营业执照副本"}
    assert at(office.reviewer).post(f"/work/{case.number}/decide/", said).status_code == 302
    texts = {each.code: each.text for each in SHIPPED["supplement"]}
    [asked] = case.supplements.all()
    assert sorted(asked.items) == sorted([texts["unreadable"], texts["seal_missing"], "营业执照副本"])


def test_a_ticked_phrase_that_is_also_written_is_asked_once(office, at):
    case = office.reviewer.claims(office.has_received())
    text = next(each.text for each in SHIPPED["supplement"] if each.code == "unreadable")
    said = {"decision": "supplement", "items": ["unreadable"], "reason": text}
    at(office.reviewer).post(f"/work/{case.number}/decide/", said)
    [asked] = case.supplements.all()
    assert asked.items == [text]


def test_the_reason_code_is_kept_with_the_refusal_and_the_second_person_reads_it(office, at):
    case = office.reviewer.claims(office.has_judged())
    said = {
        "decision": "reject",
        "code": "not_corrected",
        "reason": "复查未通过。",
        "remedy": "复查通过后可再次申请。",
    }
    assert at(office.reviewer).post(f"/work/{case.number}/decide/", said).status_code == 302
    assert case.events.get(verb="propose_refusal").facts == {"code": "not_corrected"}
    assert "违法行为未改正" in at(office.second).get(f"/work/{case.number}/").content.decode()


def test_a_code_that_nobody_offered_is_refused_in_words(office, at):
    case = office.reviewer.claims(office.has_judged())
    said = {"decision": "reject", "code": "x", "reason": "复查未通过。", "remedy": "复查通过后。"}
    assert at(office.reviewer).post(f"/work/{case.number}/decide/", said).status_code == 422


class TestTheDepartmentsOwnWords:
    def keep(self, office, at, person, **said):
        said = {
            "department": office.department.pk,
            "use": "supplement",
            "code": "",
            "label": "甲",
            "text": "乙",
        } | said
        return at(person).post("/work/phrases/keep/", said)

    def test_the_head_words_a_shipped_phrase_anew(self, office, at):
        assert self.keep(office, at, office.second, code="unreadable", label="看不清").status_code == 302
        offered = {each.code: each for each in phrases(office.department.pk, "supplement")}
        assert (offered["unreadable"].label, offered["unreadable"].text) == ("看不清", "乙")
        assert len(offered) == len(SHIPPED["supplement"])

    def test_the_head_adds_one_and_drops_one(self, office, at):
        self.keep(office, at, office.second, label="执照")
        self.keep(office, at, office.second, code="seal_missing", drop="yes")
        labels = [each.label for each in phrases(office.department.pk, "supplement")]
        assert "执照" in labels
        assert "印章缺失" not in labels

    def test_other_departments_keep_theirs(self, office, at):
        self.keep(office, at, office.second, code="unreadable", label="看不清")
        assert phrases(office.department.pk + 1000, "supplement") == list(SHIPPED["supplement"])

    def test_a_reviewer_words_nothing(self, office, at):
        assert self.keep(office, at, office.reviewer).status_code == 403
        assert not DepartmentPhrase.objects.exists()

    def test_a_department_one_does_not_lead_is_not_found(self, office, at):
        assert self.keep(office, at, office.second, department="99999").status_code == 404

    def test_a_phrase_without_a_text_is_refused_in_words(self, office, at):
        assert self.keep(office, at, office.second, text="").status_code == 422
