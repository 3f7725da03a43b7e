"""Topics that people ask about in words of their own, and the command that answers each.

They are few and general, so that they hold for any dataset. What is left out on purpose, such as
doses, is an answer as well.
"""

import re
from shlex import quote
from typing import NamedTuple

from semax_cli.background import countries, country_argument
from semax_cli.data.lookup import OTHER_NAMES
from semax_cli.glossary import glossary, term_asked
from semax_cli.records import Dataset


class Topic(NamedTuple):
    """A topic and its answer."""

    id: str
    """What to call it."""
    words: str
    """What is asked, as a regular expression for lower-case words."""
    command: str
    """The command that answers, or goes on from there."""
    text: str
    """The answer, in a sentence."""


# In order: of a question on several, the first stands first.
TOPICS = (
    Topic(
        "doses",
        r"dos(e|es|ing|age|ages)|how (much|often|many)|m[ck]?g|micrograms?|cycles?|доз\w*|сколько",
        "semax questions",
        "Doses and schedules are left out on purpose: they would be advice. A doctor can be asked.",
    ),
    Topic(
        "vendors",
        r"buy\w*|price\w*|vendors?|order(ing)?|shops?|where (can|do) i get|купить|цена",
        "semax legal",
        "Vendors and prices are left out on purpose. Where the law stands is recorded.",
    ),
    Topic(
        "sport",
        r"sports?|athletes?|doping|wada|спорт\w*|допинг\w*",
        "semax legal sport",
        "Whether it is banned in sport, as far as is known.",
    ),
    Topic(
        "law",
        r"(il)?legal(ly|ity)?|laws?|banned|ban|approv\w*|licen[cs]\w*|prescription|regulat\w*|fda|"
        r"customs|import\w*|schedul\w*|закон\w*|легал\w*|запрещ\w*|рецепт\w*",
        "semax legal",
        "Where the law and regulators stand, by country, with dates.",
    ),
    Topic(
        "interactions",
        r"interact\w*|combin\w*|alcohol|caffeine|coffee|nicotine|stimulants?|"
        r"(lis)?(dex(tro)?)?am(ph|f)etamines?|adderall|ritalin|methylphenidate|concerta|vyvanse|"
        r"atomoxetine|strattera|guanfacine|adhd (medic\w*|drugs?|meds|pills?)|modafinil|"
        r"antidepressants?|ssris?|benzo\w*|opioids?|warfarin|apixaban|aspirin|"
        r"blood thinners?|other (drugs|medicines|medication)|"
        r"(my|with) (meds|medicines?|medications?)|birth control|the pill|contracepti\w*|"
        r"lithium|valpro\w*|lamotrigine|levetiracetam|keppra|carbamazepine|quetiapine|olanzapine|"
        r"risperidone|bupropion|wellbutrin|mirtazapine|trazodone|melatonin|pregabalin|gabapentin|"
        r"metformin|insulin|levothyroxine|paracetamol|ibuprofen|tramadol|doacs?|st john'?s wort|"
        # Endings by which the names of many medicines can be told.
        r"\w{2,}(pril|sartan|statin|olol|prazole|cillin|mycin|azepam|azolam|triptan|gliptin|"
        r"xaban|gatran|parin|oxetine|aline|tidine)|"
        r"лекарств\w*|алкогол\w*",
        "semax safety interactions",
        "What is recorded of interactions. Nothing is recorded of medicines not named there.",
    ),
    Topic(
        "safety",
        r"(un)?safe(ty|ly)?|side[ -]?effects?|adverse|risks?(?! of bias)|risky|danger\w*|harm\w*|"
        r"toxic\w*|overdos\w*|bleed\w*|epilep\w*|seizures?|addict\w*|withdrawal|pregnan\w*|"
        r"long[ -]term|breast[ -]?feed\w*|allerg\w*|contraindicat\w*|безопас\w*|побочн\w*|вред\w*|"
        r"беремен\w*",
        "semax safety",
        "What is said about safety, and what is not known. Safety is not rated here.",
    ),
    Topic(
        "comparison",
        r"vs|versus|better than|compared? (to|with)",
        "semax effects",
        "Comparisons with other drugs are not covered. What is claimed of this one is.",
    ),
    Topic(
        "doctor",
        r"doctors?|questions?|вопрос\w*",
        "semax questions",
        "Questions worth asking a doctor.",
    ),
    Topic(
        "forms",
        r"nasal|spray\w*|drops|inject\w*|pills?|tablets?|oral|capsules?|капли|спрей",
        "semax about",
        "In which forms it exists, as far as is recorded; each study says how it was given.",
    ),
    Topic(
        "wrong-references",
        r"(wrong|false|fake|made.up) (references?|citations?|papers?|studies|pmids?|dois?)|"
        r"misreferences?",
        "semax search --kind misreference",
        "References and statements that circulate and are wrong or not supported.",
    ),
    Topic(
        "independence",
        r"independent( \w+)?|conflicts? of interest|funding|who (funded|paid)",
        "semax studies --tie no",
        "The studies known to be independent of the developers; of most it is not known.",
    ),
    Topic(
        "randomised-trials",
        r"rcts?|randomi[sz]ed( controlled)? trials?|clinical trials?",
        "semax studies --design randomised",
        "The studies that are filed as randomised trials; whether they are, their record tells.",
    ),
    Topic(
        "certainty",
        r"grade|certainty|how (sure|certain|reliable|good is the evidence)|quality of evidence",
        "semax method",
        "How the certainty of each claim is computed, and what it means.",
    ),
    Topic(
        "papers",
        r"papers?|full texts?|pdfs?|originals?|best( \w+)? (study|trial|paper)|статья|статьи",
        "semax studies --system human",
        "The studies in people; `semax study --id ID` has the reference. On one claim, with the "
        "best known design first: semax why CLAIM.",
    ),
    Topic(
        "citing",
        r"cit(e|ing|ation|ations)|bibtex|dataset",
        "semax about",
        "How to cite the dataset. References to the studies: semax cite.",
    ),
    Topic(
        "making",
        r"who (made|make|wrote|checked|invented|developed)|developers?|trust\w*|what is (it|semax)|"
        r"corrections?|amidate|что такое",
        "semax about",
        "What it is, where it comes from, and how these data were made.",
    ),
    Topic(
        "workings",
        r"how (does|do) (it|semax) work|mechanisms?|mode of action|механизм\w*",
        "semax mechanisms",
        "How it is thought to act, and what that was seen in.",
    ),
    Topic(
        "benefits",
        r"(does|do) (it|semax) work|benefits?|effective(ness)?|what (is|are) (it|they) for|"
        r"эффект\w*|помогает",
        "semax effects",
        "What is claimed, and how far each claim was tested in people.",
    ),
)


def topics_in(dataset: Dataset, text: str) -> list[Topic]:
    """The topics that a text asks about, countries and terms, in the order in which they answer."""
    asked = " ".join(re.findall(r"[\w'-]+", text.lower()))
    found = [topic for topic in TOPICS if re.search(rf"\b(?:{topic.words})\b", asked)]
    if country := _country(dataset, asked):
        about = f"Where the law stands: {country}."
        law = Topic("law", "", f"semax legal {quote(country_argument(country))}", about)
        found = [law, *(topic for topic in found if topic.id not in ("law", "sport"))]
    if term := term_asked(asked.split()):
        found += [Topic("term", "", "semax method --glossary", f"{term}: {glossary()[term]}")]
    return found


def _country(dataset: Dataset, asked: str) -> str | None:
    """The first country or body named of which something is recorded."""
    known = {name.lower(): name for name in countries(dataset.status)}
    names = {**{name: name for name in known}, **OTHER_NAMES}
    for called, name in names.items():
        if name in known and called != "us" and re.search(rf"\b{re.escape(called)}\b", asked):
            return known[name]
    if re.search(r"\b(in|the) us\b|\bus (law|legal)", asked) and "united states" in known:
        return known["united states"]
    return None
