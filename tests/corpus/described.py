"""Minutes described out of a text, and where they state a thing."""

from pathlib import Path

from corpus.document import Block, Document, Layout, Source, Span, Stated
from corpus.minutes import describe

REAL = Path("/work/shared/minutes/somtc-asean-australia-workshop-2021-04-20.km.txt")


def document(body: str, *blocks: Block, name: str = "notes.txt", title: str | None = None) -> Document:
    return describe(Layout(body, blocks, title=title), Source(name, "0" * 64, 1, "text/plain"))


def stated(body: str, words: str) -> Stated[str]:
    start = body.index(words)
    return Stated(words, Span(start, start + len(words)))


def outline(described: Document) -> list[tuple[str, str | None]]:
    return [
        (section.kind.value, section.heading.of(described.body) if section.heading else None)
        for section in described.sections
    ]


ENGLISH = """Village Water Board
Minutes of the Monthly Meeting

Held at: Community Hall, Kampot
Date: Monday, 3rd June 2019
Present: Sok Dara (Chair), Chan Lina, Peter Young

1. Minutes of the last meeting
The minutes of the meeting held on 6 May 2019 were agreed as a true record.

2. Pump repairs
2.1 The north pump broke on 12 May 2019.
2.2 A new seal costs $45.

3. Difficulties
The board faces three difficulties:
(a) late payment of fees
(b) no spare parts in Kampot
(c) the road is flooded in August

4. Decisions
1. A seal is bought.
2. Fees are collected weekly.

5. Date of next meeting
Monday 1 July 2019 at 9.00.
"""


KHMER = """ព្រះរាជាណាចក្រកម្ពុជា
ជាតិ សាសនា ព្រះមហាក្សត្រ

កំណត់ហេតុអង្គប្រជុំគណៈកម្មការទ្រទ្រង់សាលា

នៅថ្ងៃទី ០៥ ខែ មករា ឆ្នាំ ២០២៤ វេលាម៉ោង ៨:០០ ព្រឹក នៅបន្ទប់ប្រជុំសាលា មានបើកកិច្ចប្រជុំមួយក្រោមអធិបតីភាពលោក កែវ សុខា នាយកសាលា ដែលមានសមាជិកចូលរួមចំនួន ១៧ នាក់ ស្រី ៦ នាក់។

ក- របៀបវារៈ
- បូកសរុបការងារឆមាសទី១
- ផ្សេងៗ
ខ- ដំណើរការប្រជុំ
លោកនាយកបានរាយការណ៍ថា សិស្សបោះបង់ការសិក្សាមានចំនួន ១២នាក់ ថយចុះពីឆ្នាំមុន។
គ- ចំណុចខ្វះខាត
+ ខ្វះតុ និងកៅអី ៤០
+ បង្គន់ខូច ២បន្ទប់
ឃ- សេចក្តីសម្រេច
១- ជួសជុលបង្គន់មុនថ្ងៃទី ១ ខែ មីនា
២- ស្នើតុពីមន្ទីរអប់រំ
អង្គប្រជុំបានបញ្ចប់នៅម៉ោង ១១:០០ ព្រឹក ថ្ងៃខែឆ្នាំដដែល។
"""  # noqa: E501 — a paragraph of minutes is one line


PROSE = """Record of the Fisheries Consultation

The consultation on the new law took place in Kampong Chhnang on 14 and 15 February 2023. It was chaired by Mr. Touch Vanna, Deputy Governor, and attended by 64 representatives of fishing communities.

Participants raised a number of challenges, such as:
- illegal electric fishing at night
- lack of patrol boats

After a long debate the meeting resolved that:
1. a joint patrol of six communes be formed by May 2023;
2. fines be shared with the communities.

The next consultation is planned for August 2023 in Pursat.
"""  # noqa: E501
