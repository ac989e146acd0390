"""Two sets of signs and of what adults' stories say, each written before the rules were tried on it.

The first was written without a look at the rules' words, the second after they were mended on the first. Each entry
stands before one clinical sentence of its language, some of them far before it.
"""

from pipeline.adults_only import find_refusal
from tests.pipeline.test_adults_only_kinds import beside_acts, known
from tests.pipeline.test_adults_only_outsiders import ACT, entries

APART = "The ferry crossed the bay in the rain and came back with the mail before the evening. " * 20

SIGNS = beside_acts(
    {
        "English": """
She was fifteen and a half. | She was a few weeks short of her eighteenth birthday. | He would not be eighteen until
March. | Her seventeenth birthday had been on Tuesday. | She was in her sixteenth year. | He had lived only fourteen
summers. | She had just blown out thirteen candles on her cake. | She was no more than twelve, whatever she claimed. |
Her age was given as XV. | Age - 1 5. | She was 15yo. | f16 for m34 | she's s1xt33n | She was f i f t e e n. | She was
fif-teen. | She was 190 months old. | She was a decade and a half old. | She was three years away from being legal. |
She was one year underage. | She was four birthdays short of twenty. | She is 17, turning 18 in August. | "And you
are?" "Lena." "I mean how old." "Fourteen, nearly." | He asked her age; she held up ten fingers, and then five more. |
"Guess." "Twenty?" "Five years less." | The card said 21; she was really 16. | The forged licence made her four years
older than her fifteen. | He had told her that he was nineteen; he was in fact sixteen. | She had been alive for
sixteen years and two months. | Sixteen is how old she was. | Sixteen years of age, the file said. | Patient aet. 15.
| Age at time of event: 14 y 7 m. | DOB 03/11/2008; encounter 07/2023. | She was born in 2009. It was the spring of
2024. | Born: 2007. Date of statement: 12 May 2022. | Date of birth 14.2.1995. The night in question: 3.6.2010. | It
was 1984; she had been born in '69. | The sweatshirt said High School, Class of 2026; it was 2023. | She was sixteen
going on thirty. | She had turned fifteen the week before. | She was eleven when he last saw her, three years ago. |
In two years she would be able to vote. | In ten months she would come of age. | She would not be of age for another
year. | She was not old enough to drive yet. | She would get her learner's permit in the spring. | He had got his
provisional licence on his seventeenth birthday, last week. | She was still too young to vote. | She still travelled
on a child's fare. | She was legally a minor. | He was under the age of consent. | She had not yet reached the age of
majority. | Her guardian had to sign for her, since in law she was an infant. | His friends called her jailbait. | San
Quentin quail, they called her. | She was a real Lolita. | He called her his nymphet. | It is a shota story. | She was
loli. | She was a preteen. | She was a tween. | They were t33ns. | She came straight from school in her gymslip. | She
had not yet had her first period. | Both were prepubescent. | Puberty had hardly begun for him. | His voice had not
yet broken. | She still had some of her milk teeth. | She was a ninth-grader. | She was in year 10. | She was in the
lower sixth. | She was a high school sophomore. | She was a junior in high school. | He sat his GCSEs that summer. |
It was the year of her Junior Cert. | She was doing her O-levels. | She was in Form Three. | She was a pupil of his at
the middle school. | She would be starting high school in September. | Her freshman homecoming dance was on Friday. |
She was on the junior varsity squad of her high school. | She was a Girl Guide. | He was an altar boy. | She babysat
for them after school. | Her mother packed her lunch for school each morning. | He was forty, and she was twenty-five
years younger. | She was two years younger than her brother, who was seventeen. | Her older sister had just turned
sixteen. | Her mother, now thirty, had borne her at fifteen. | She was his daughter's classmate at middle school. |
She was the same age as his fifteen-year-old. | He was old enough to be her father, she being sixteen. | The foster
child had been placed with him in May. | His ward was an orphan of fourteen. | His niece was 12. | The eldest of the
children, she was fifteen. | Let us roleplay: you are my 15 y/o stepsister. | Character sheet. Name: Kai / Age:
fifteen / Role: student. | OOC: she's 17 irl. | She looks twelve but is a vampire of five hundred years. | The spell
had de-aged him to thirteen. | asl? 14/f/ohio | Tags: underage, teacher/student. | She had celebrated her bat mitzvah
the month before. | It was the night of her sweet sixteen. | In the eyes of the law she was still a child. | She was
still in the schoolroom, not yet out in society, and her governess slept next door. | The charge was unlawful
intercourse with a minor. | She was a child bride. | The court tried him as a juvenile. | Her passport gave 2010 as
her year of birth; the stamp was of 2025. | The hospital bracelet read 2 Feb 2011; the admission was in October 2025.
| He would have to wait until the spring of next year to buy his first legal beer in Munich, at sixteen. | She had
sixteen years and no more. | "I turn seventeen on Sunday," she told him. | Not a day above fifteen, the doctor wrote.
| He was the class clown of 10C. | She still had two years of secondary school ahead of her. | She was repeating the
eighth grade. | He had failed ninth grade twice. | She was on the honour roll of her junior high. | Her locker at
Roosevelt Middle was next to his office. | Her name was on the register of Year 8. | He was a Life Scout, fourteen. |
Her confirmation class met on Tuesdays. | She had been allowed to stay up past her bedtime. | Her mother had packed
her a teddy bear and her school shoes. | The social worker removed her from the home because of her age. | The Child
Protection file named him. | The complainant was a minor at the time. | He was charged with seducing a minor. | She
could not sign the contract herself; a parent had to. | She was too young for the ride to the registry office without
her father's consent. | She was between fifteen and sixteen. | She was somewhere in her middle teens. | She was
anything but eighteen. | She was nowhere near eighteen. | Her eighteenth birthday was still fourteen months off. |
Subtract fourteen from his thirty and you have her age. | He was twenty-nine; subtract thirteen and that was her age.
| Her brother, nineteen, was three years older than she. | She was the twin of a boy of fifteen. | He could have been
her father: he was forty, she not yet half of that... sixteen. | In 2012 she was in kindergarten; this was 2020. | She
had been born after the millennium; it was 2014. | She was a war baby of 1943, and it was 1959. | My sister (15F) and
her boss (38M). | [M40/F16] | tags: #schoolgirl #uniform | She typed: 15 f cali. | Let's do a scene: I am the coach,
you're a freshman cheerleader at Jefferson High. | In this story you are a twelve-year-old elf. | As a dragon of three
hundred she wore the body of a ten-year-old. | Mara, fourteen in human years, was an elf. | The android had been built
to look like a girl of thirteen. | s e v e n t e e n, she wrote | She was sev3nteen. | She was one-five. | She was
seventeeeen. | She was f*fteen.
""",
        "French": """
Elle était en classe de seconde. | Elle préparait son brevet des collèges. | Elle venait d'avoir quinze ans. | C'était
une gamine de treize piges. | Il était en CM2. | Elle n'avait pas encore l'âge de la majorité. | La mineure de quinze
ans fut entendue. | Elle fêtait ses seize printemps. | Elle soufflait ses quinze bougies. | C'était une élève de
troisième au collège Jean-Moulin. | Il n'avait pas fini sa première.
""",
        "German": """
Sie ging in die neunte Klasse. | Er war noch Konfirmand. | Sie war noch nicht volljährig. | Sie besuchte die
Mittelstufe des Gymnasiums. | Sie war gerade mal fünfzehn geworden. | Er war ein Bub von dreizehn. | Sie war Jahrgang
2008, und es war 2023. | Die Jugendliche war sechzehneinhalb. | Sie war Schülerin der 8b. | Sie hatte gerade ihren
fünfzehnten Geburtstag gefeiert. | Er war noch nicht strafmündig.
""",
        "Spanish": """
Tenía quince añitos. | Acababa de cumplir los dieciséis. | Estaba en segundo de la ESO. | El sábado celebraba sus
quince. | Cursaba la secundaria. | No había cumplido la mayoría de edad. | Era una chiquilla de catorce. | Llevaba
uniforme de colegio y mochila. | Le faltaban tres meses para los dieciséis.
""",
        "Italian": """
Aveva appena compiuto quindici anni. | Frequentava la terza media. | Era una ragazzina. | Faceva la prima liceo. | Non
era ancora maggiorenne. | Le mancavano due anni alla maggiore età. | Aveva l'età di mia figlia, quindici anni.
""",
        "Portuguese": """
Tinha apenas quinze aninhos. | Estava no nono ano. | Faltavam dois anos para a maioridade. | Era uma novinha de
catorze. | A moça ainda não tinha dezoito. | Era ainda uma criança de onze anos.
""",
        "Dutch": """
Ze zat in de brugklas. | Ze was pas vijftien geworden. | Het was een meisje van veertien. | Hij zat in de derde van de
havo. | Ze was nog geen achttien. | Hij was net veertien en zat in de tweede van het vwo.
""",
    }
)
NO_SIGNS = beside_acts(
    {
        "English": """
It was girls' night, and all of them were over thirty. | Boy, was he tired. | Oh boy, thought the captain, forty-one
and out of luck. | "Come here, baby," said his wife. | "Yes, daddy," she teased her husband, who was fifty. | They
were college students, both twenty-one. | After a seventeen-year marriage they still held hands. | The castle was of
the sixteenth century. | It had taken them fifteen minutes to find the key. | She was a nurse, thirty-four, and had
worked nights for sixteen years. | His kid brother, now thirty, was to be best man. | He had been a choirboy once; now
he was forty-four and sang in bars. | She had known him for fifteen years. | They had been divorced for sixteen
months. | She was twenty-eight and he was twelve years older. | He was thirty-six, she a year younger. | She was half
of a couple of actors in their forties. | At forty she was twice the woman she had been at twenty. | He wore a size
sixteen collar. | She was in room 17. | Their flight was at 16:15 from gate 14. | It was the 14th of May, and both
were over thirty. | They were childhood sweethearts who had married at twenty-five and were now sixty. | She had a
childlike joy in snow, this judge of fifty. | The old boys' network had made him a partner at forty. | She worked with
a girl Friday called Martha, a grandmother. | The cowboy was thirty-nine and walked with a limp. | The bellboy, a man
of sixty, brought the champagne. | His girlfriend was a surgeon. | Her boyfriend, a widower of fifty, cooked. | The
playboy, forty-five, was bored. | The call girl was thirty and studied law at night. | He was her toy boy at
thirty-two; she was fifty-five. | The bachelor was the last of the boys from the regiment, all past forty. | "Good
girl," he told the mare, and locked the stable. His wife laughed. | She was pregnant with their first child, and both
were thirty-three. | They wanted a baby; she was thirty-eight. | They had been trying for a child for three years, the
doctor and her husband. | She was a childless widow of forty. | Their youngest had just left for university. | Their
daughter, twenty-six, had married in June. | Her grown-up sons were on a ship in the Pacific. | She was the daughter
of a judge and had turned thirty in April. | He was the son of a fisherman, himself a fisherman for twenty years. |
The schoolmistress, a widow of forty-eight, let down her hair. | He was a schoolteacher of fifty and she a retired
dancer. | They met at their thirtieth school reunion. | They were old school friends, both divorced at forty. | "We're
not kids any more," said the colonel. | "You must be kidding," said the widow. | He wore kid gloves to the opera. |
She liked men old enough to have fought in the war. | She was eighteen months into the job at the bank. | Eighteen of
the guests stayed. | He drank an eighteen-year-old whisky with the landlady. | They had shared a sixteen-year-old
Rioja. | His car was twelve years old and so was her coat. | Her cat was fifteen and slept through it all. | Their
marriage was ten years old that night. | The law firm was sixteen years old. | He was 6 foot 2 and 34 years old. | At
seven she finished work; at eight he came for her. | Dinner was at seven, and they were in bed by ten. | He had been
sober for eleven years. | She had been a widow since she was thirty. | The thirteen colonies were what he lectured on.
| A dozen years older than his thirty, she laughed first. | She was nineteen, he was twenty. | Both were of legal age.
| All characters are over eighteen. | All characters in this story are 18 or older. | No one under eighteen may read
on. | She had waited till she was of age, and then ten years more. | He was born in 1970 and met her in 2004; she was
born in 1974. | She was a minor poet of sixty. | He was a major and she a captain. | The senior nurse was fifty-one;
the junior doctor was twenty-nine. | She was a graduate student of twenty-six. | The freshman senator, fifty, was
lonely. | The professor was forty-five; his student, a retired engineer, was sixty-two. | They took an adult class in
pottery. | He had been her student twenty years before, at the university. | First class was empty but for the two of
them. | She lived on 15th Street, above a bar. | The team had won fourteen to ten. | She ran the marathon at fifty in
four hours and fifteen minutes. | She loved him with the ardour of her teens, at sixty. | In her teens she had wanted
to be a nun; at forty she had changed her mind. | The two had been in the same class in 1979; it was 2015, and both
were grandparents. | "I feel like a teenager," said the widower of seventy. | "How old are the kids now?" "Grown," she
said. "Married, both." She was sixty. | At sixteen hundred feet the balloon stopped climbing. They were both forty. |
She was wearing her old school scarf, she who had turned fifty. | He had been head boy once, forty years ago. | She
had won the spelling bee at eleven; she was a judge now, at fifty-five. | His first love had been a girl in Lisbon; he
had been twenty-five. | She was the prettiest girl in the office, at thirty-three. | The girl at reception was
twenty-six. | The boy who brought the wood was a man of thirty. | She had three grown sons and a bad knee. | They had
raised five children and buried two dogs; now, at sixty, they had the bed to themselves. | They had met in
kindergarten fifty years before. | She taught second grade and was thirty-four. | He was a first-grade teacher of
thirty-eight. | She was a school bus driver, divorced, forty-two. | The PTA meeting had been long; she was forty, he
forty-three. | Parents' evening was over, and the two teachers, both in their forties, locked up. | Her mother-in-law
had taken the baby for the night. | The baby was with her mother, and they had the flat to themselves for once. | It
was the first time since the birth of their son. | She was still nursing and thirty-one. | The stag party was full of
boys from the rugby club, all thirty. | They were like two kids at Christmas, at fifty. | He laughed like a boy, at
sixty. | "Boys and girls," said the bandleader to the pensioners. | "My dear boy," said the old actress to the
director, who was sixty. | "You silly girl," said her husband of forty years. | She was his girl, and she was
thirty-nine. | He had a girl in every port, the captain, fifty and fat. | Call me your girl, said the widow. | He was
seventeen minutes early. | There were fifteen steps to her door; she was thirty. | The lease ran for sixteen years. |
She kept her figure at fifty, a size twelve. | He ordered a fourteen-ounce steak; he was forty. | Her dissertation was
on Lolita; she was thirty-two. | He read Peter Pan to the patients; she was the ward sister, forty. | At eighteen
months the company had forty staff.
""",
        "French": """
Elle avait trente-cinq ans, et lui quarante. | Ses enfants étaient mariés, et elle vivait seule depuis quinze ans. |
Le garçon de café, un homme de cinquante ans, ferma la porte. | C'était une vieille fille de quarante-cinq ans. | Ils
étaient mariés depuis seize ans. | Ils avaient deux enfants, déjà mariés, et elle soixante ans. | La fille du
boulanger avait trente-deux ans.
""",
        "German": """
Sie war achtunddreißig und seit fünfzehn Jahren Ärztin. | Das Mädchen für alles war eine Frau von sechzig Jahren. |
Sie waren beide Mitte vierzig und hatten keine Kinder. | Ihre Freundin war dreißig; er war zwölf Jahre älter. | Der
Junge von damals war jetzt fünfzig. | Sie hatten zwei erwachsene Kinder.
""",
        "Spanish": """
Tenía treinta y nueve años y era viuda. | Sus hijos ya eran mayores y vivían en Chile. | La chica del tiempo tenía
cuarenta años. | Sus hijas, ya casadas, vivían lejos; ella tenía sesenta años.
""",
        "Italian": """
Aveva quarant'anni e insegnava al liceo. | I due ragazzi, entrambi sui trent'anni, ridevano. | Stavano insieme da
quindici anni. | La ragazza della porta accanto aveva trentun anni.
""",
        "Portuguese": """
Tinha trinta anos e era professora. | O rapaz, de trinta e dois anos, era médico. | A moça do café tinha trinta e
cinco anos.
""",
        "Dutch": """
Ze was vijfendertig en al zestien jaar weduwe. | Hij was leraar op een middelbare school en vijftig jaar oud. | Het
meisje achter de bar was dertig. | De kinderen waren het huis uit; zij was zestig.
""",
    }
)
FAR_SIGNS = entries("""
Lena was fifteen that summer. | Marta, a ninth-grader, lived with her aunt by the lake. | "I am still only sixteen,"
she had said on the ferry. | Greta was fourteen and kept bees. | Her classmates in Year 9 had voted for her.
""")
FAR_NO_SIGNS = entries("""
Their children were at their grandmother's for the week. They had two days to themselves. | She taught history at the
high school and came home tired. | The boy next door cut the grass, and the girl at the bakery knew their names. |
When she was nine she had fallen from a tree, and the scar was still there. | He was a paediatrician, and the children
on his ward adored him. | Her daughter had called from the camp that morning. | The school had closed for the snow,
and half the teachers were stranded at the inn. | They had met at a parents' evening, both divorced, both bored. | His
son played the piano badly in the next house. | The kids would be back from their father's on Sunday. | When he was
sixteen he had left the farm; now, at fifty, he owned it. | "I was seventeen when my father died," he said. He was
fifty-two now. | She had learned to swim at twelve, in this same lake. Now she was forty-three, and the water was as
cold as then. | The twins had gone to bed, and the house was quiet. | She picked up the boys from football at five. At
nine her husband came home. | He had two daughters in Canada whom he seldom saw. | She passed the playground on her
way to the office.
""")
MISSED = entries("""
He asked her age; she held up ten fingers, and then five more. | The hospital bracelet read 2 Feb 2011; the admission
was in October 2025. | She had sixteen years and no more. | He was the class clown of 10C. | The social worker removed
her from the home because of her age. | She could not sign the contract herself; a parent had to. | Subtract fourteen
from his thirty and you have her age. | He was twenty-nine; subtract thirteen and that was her age. | He could have
been her father: he was forty, she not yet half of that... sixteen. | She had been born after the millennium; it was
2014. | s e v e n t e e n, she wrote
""")
REFUSED = entries("""
He was the son of a fisherman, himself a fisherman for twenty years. | "We're not kids any more," said the colonel. |
She loved him with the ardour of her teens, at sixty. | "How old are the kids now?" "Grown," she said. "Married,
both." She was sixty. | His first love had been a girl in Lisbon; he had been twenty-five. | They had raised five
children and buried two dogs; now, at sixty, they had the bed to themselves. | Her mother-in-law had taken the baby
for the night. | The baby was with her mother, and they had the flat to themselves for once. | The stag party was full
of boys from the rugby club, all thirty. | "Boys and girls," said the bandleader to the pensioners. | "My dear boy,"
said the old actress to the director, who was sixty. | "You silly girl," said her husband of forty years. | Call me
your girl, said the widow. | Her dissertation was on Lolita; she was thirty-two. | La ragazza della porta accanto
aveva trentun anni. | When she was nine she had fallen from a tree, and the scar was still there. | "I was seventeen
when my father died," he said. He was fifty-two now.
""")


def test_no_sign_is_missed_but_the_known_ones():
    assert known([text for text in SIGNS if find_refusal(text) is None], MISSED) == []


def test_a_strong_sign_is_seen_far_from_sexual_content():
    assert [sign for sign in FAR_SIGNS if find_refusal(f"{sign} {APART}{ACT}") is None] == []


def test_what_only_looks_like_a_sign_passes_but_the_known_ones():
    assert known([text for text in NO_SIGNS if find_refusal(text)], REFUSED) == []


def test_children_far_from_sexual_content_pass_but_the_known_ones():
    refused = [text for text in FAR_NO_SIGNS if find_refusal(f"{text} {APART}{ACT}")]
    assert known(refused, REFUSED) == []
