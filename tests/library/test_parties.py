"""Two parties of one's own: `parties.yml`, its tables, and the rules on other pairs.

Each set of `parties.json` was coded before any rule was run on it.  Rules were then
made on the first nine; whoever made them had written the sentences of `held out` too.
How rules do on words that they were not made for is said by the first score on a set:
of 20, on the fourth to the ninth 7, 3, 8, 8, 6 and 8, two mistaken; on the tenth, after
all that, 14, one mistaken.  Who made the rules had seen the tenth, not run it.  Three
of its sentences have led to rules since, so it no longer says how rules do elsewhere.
What is not found is listed under `wrong`.
"""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from case_files import cases

import analysis
from analysis.__main__ import main
from analysis.corpus.articles import CorpusError
from analysis.dyad.parties import us_and_iran
from analysis.dyad.parties_file import load_dyad
from analysis.tabular.files import TABLES, schema

SETS = cases("parties")
FRAMED = cases("framing_rules")
MISTAKES = cases("parties_mistakes")
A, B = "{id: a, nation: CHN}", "{id: b, nation: PHL}"
UNION = "union"
PARTIES = f"""
parties:
  - id: {UNION}
    name: United Dockworkers
    aliases: [dockworkers]
    people: [Maria Soto]
  - id: ghana
    nation: GHA
    offices: [Jubilee House]
thirds:
  - {{id: togo, nation: TGO}}
armed_groups: [Harbour Front]
"""
TEXT = (
    "“We blame Ghana,” said Maria Soto. The dockworkers sued Ghana’s ports. Togo, the "
    "Harbour Front and rebels backed by Ghana looked on."
)


def write(folder, text):
    """A `parties.yml` in a folder."""
    path = folder / "parties.yml"
    path.write_text(text, "utf-8")
    return path


@pytest.fixture
def dyad(tmp_path):
    """A union and a state."""
    return load_dyad(write(tmp_path, PARTIES))


@pytest.mark.parametrize("one", SETS, ids=lambda one: one["set"])
def test_relations_of_another_pair(one, tmp_path):
    """All are right but for those listed, and none of these is another relation."""
    dyad = load_dyad(write(tmp_path, json.dumps(one["parties"])))
    wrong = []
    for case in one["sentences"]:
        relations = analysis.analyze(case["text"], dyad=dyad).relations
        found = relations[0].relation if relations else "none"
        assert found in (case["relation"], "none"), case["text"]
        if found != case["relation"]:
            wrong.append(case["text"])
    assert wrong == one["wrong"]


@pytest.mark.parametrize("case", FRAMED, ids=lambda case: case["text"])
def test_rules_know_the_parties_by_their_ids_only(case):
    """With other ids everything is found as before, for those ids."""
    default = us_and_iran()
    ids = dict(zip(default.ids, ("a1", "b", "c"), strict=True))
    one, other, third = (replace(p, id=ids[p.id]) for p in default.named)
    dyad = replace(default, one=one, other=other, thirds=(third,))
    before = analysis.analyze(case["text"])
    after = analysis.analyze(case["text"], dyad=dyad)
    for relation, same in zip(before.relations, after.relations, strict=True):
        agent = ids.get(relation.agent, relation.agent)
        assert replace(relation, agent=agent) == same
    assert [ids[e.actor] for e in before.evaluations] == [
        e.actor for e in after.evaluations
    ]
    assert [ids[tie.party] for tie in before.ties] == [t.party for t in after.ties]


def test_what_is_found_of_a_union_and_a_state(dyad):
    """Names, sides, the “we” of a party that is no state, relations, ties."""
    document = analysis.analyze(TEXT, dyad=dyad)
    named = [(m.actor, m.scope) for m in document.mentions]
    assert (UNION, "broad") in named
    assert ("armed_group", "broad") in named
    assert document.sides() == {"Maria Soto": UNION}
    assert [(r.relation, r.agent) for r in document.relations] == [
        ("confrontation", UNION),
        ("confrontation", UNION),
    ]
    assert [(e.actor, e.direction) for e in document.evaluations] == [("ghana", -1)]
    assert [(tie.party, tie.kind) for tie in document.ties] == [("ghana", "support")]


def test_tables_of_other_parties(dyad, tmp_path):
    """Columns and closed lists follow the ids; so does the data package."""
    document = analysis.analyze(TEXT, dyad=dyad)
    tables = analysis.tables(document)
    for name in TABLES:
        columns = schema(dyad)[name]
        frame = getattr(tables, name)
        assert list(frame.columns) == list(columns)
        for column, about in columns.items():
            found = set(frame[column].dropna().astype(str))
            assert not about.values or found <= set(about.values)
    assert tables.sentences["toward_ghana"].tolist() == [-1, 0, 0]
    described = schema(dyad)["sentences"]["toward_union"].description
    assert "United Dockworkers" in described
    package = next(p for p in tables.write(tmp_path / "out") if p.suffix == ".json")
    assert "toward_union" in package.read_text("utf-8")
    assert "iran" not in package.read_text("utf-8")
    assert analysis.Tables.read(tmp_path / "out", dyad).dyad == dyad
    assert "toward_ghana_cue" in tables.without_comment_text().sentences
    with pytest.raises(ValueError, match="other parties"):
        analysis.tables([document, analysis.analyze(TEXT)])


def test_command_line_and_resumed_runs(tmp_path, capsys):
    """`--parties` reaches every shard, and makes another run of the same corpus."""
    source, out = tmp_path / "a.txt", tmp_path / "out"
    source.write_text(TEXT, "utf-8")
    parties = write(tmp_path, PARTIES)
    command = ["tables", str(source), "--out", str(out), "--quiet"]
    assert main([*command, "--parties", str(parties)]) == 0
    assert "toward_union" in (out / "sentences.csv").read_text("utf-8")
    parties.write_text("parties: none\n", "utf-8")
    assert main([*command, "--parties", str(parties)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("case", MISTAKES, ids=lambda case: case["said"])
def test_what_is_wrong_is_said_in_one_line(case, tmp_path):
    """File, line and what to do."""
    path = write(tmp_path, case["text"])
    with pytest.raises(CorpusError) as raised:
        load_dyad(path)
    said = str(raised.value)
    assert case["said"] in said
    assert said.startswith(f"{path}, line ")
    assert "\n" not in said


def test_names_with_an_apostrophe_and_names_that_another_has(tmp_path):
    """Either mark is read; what is written goes before what a nation brings."""
    text = f"parties: [{A[:-1]}, people: ['Li N''Do']}}, {B[:-1]}, aliases: [PRC]}}]"
    dyad = load_dyad(write(tmp_path, text))
    assert "PRC" not in dyad.one.narrow
    document = analysis.analyze("Li N’Do and Li N'Do met.", dyad=dyad)
    assert [mention.actor for mention in document.mentions] == ["a", "a"]
