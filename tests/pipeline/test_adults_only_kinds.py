"""Signs of many kinds in each language, and what adults' stories say; written before the rules were tried on them.

Each stands before one clinical sentence of its language.
"""

from pipeline.adults_only import find_refusal
from tests.pipeline.test_adults_only_outsiders import entries

ACTS = {
    "English": "They had sexual intercourse.",
    "French": "Ils eurent des rapports sexuels.",
    "German": "Sie hatten Geschlechtsverkehr.",
    "Spanish": "Tuvieron relaciones sexuales.",
    "Italian": "Ebbero rapporti sessuali.",
    "Portuguese": "Tiveram relações sexuais.",
    "Dutch": "Ze hadden geslachtsgemeenschap.",
}


def beside_acts(tables: dict[str, str]) -> list[str]:
    """The entries of tables by language, each before a clinical sentence in that language; `~` is a new line."""
    return [f"{entry} {ACTS[name]}".replace("~", "\n") for name, table in tables.items() for entry in entries(table)]


SIGNS = beside_acts(
    {
        "English": """
Nora (she was only 15, he remembered) opened the door. | His pen friend, 16 in March, had come over. | At the time of
the offence she was aged 14 1/2. | Her chart said 15;4. | Client: female, 16 yrs 2 mos. | I'm 17 btw. | Im 15 and he
is 40. | He is 41, she is 16. | They were 14 and 16. | She, 15, and he, 38, met in May. | Anna was now in her 17th
year. | She had 16 years to his 40. | Hannah, aged 15¾, kept a diary. | Fifteen years on this earth had taught her
little. | She counted her fifteen years on her fingers. | A whole fifteen years old, she felt grown. | All of sixteen
years old, she opened the door. | She had been fifteen for a week. | For the whole of that year she was sixteen. |
Being sixteen, she knew no better. | Though only fifteen, Ruth was tall. | Sixteen-year-old Ruth opened the door. |
Ruth was, at sixteen, the tallest of them. | Ruth had just gone fifteen. | Ruth was coming up sixteen. | Ruth was
knocking on sixteen. | Ruth was hardly more than fifteen. | They were both sixteen that year. | Neither of them was
yet seventeen. | He was thirty and she was fifteen. | She was a decade and a half old. | She was one and a half
decades old. | She had lived less than a fifth of a century: seventeen years. | She was ten plus five years old. | She
was thrice five years old. | She was three times five. | She was fifteen and three-quarters. | She was 16 and a
quarter. | She was fourteen going on fifteen. | She was two hundred months old, no more. | She was a dozen and three
years old. | She had two more years of high school to go. | She would graduate from high school the year after next. |
She was halfway through tenth grade. | She had moved up to Year 10 that September. | Her algebra teacher had her in
third-period class at the high school. | She was in detention after eighth grade maths. | She was at the comprehensive
and about to sit her mocks. | She rode the school bus with the other ninth-graders. | She was in the second year of
secondary school. | She was a fourth-year at Hillhead High. | She was a pupil at the girls' grammar. | He had her in
his Year 11 set. | She had the locker next to his in junior high. | She went from middle school straight to his flat.
| She was still at school, doing her Highers. | Her report card said grade 10. | She was on the freshman cheer team. |
Her seventeenth was a week away. | They were planning her sweet sixteenth. | There were fifteen candles on the cake,
one for each of her years. | Two more birthdays and she would be eighteen. | She would turn seventeen in the spring. |
Next month she'd be sixteen at last. | It was the eve of her sixteenth birthday. | Her quinceañera had been in May. |
Her bat mitzvah had been the month before. | She blew out sixteen candles. | She had to wait until her next birthday
to be seventeen. | She was a couple of years off eighteen. | She'd be a legal adult in fourteen months. | She would
come of age the following year. | Adulthood was still two years away for her. | She was still two birthdays away from
adulthood. | She was well short of the age of consent. | In another year she would be legal. | She was months shy of
her majority. | The law said she was a minor. | Under the law she was still an infant. | She was not yet of legal age.
| She had not yet come into her majority. | She was still losing her milk teeth. | Her voice-lessons had begun when
his voice had not yet broken; it still had not. | His voice had not yet broken. | She had only just begun puberty. |
She was in the throes of puberty. | She was a toddler. | A preschooler sat in the room. | She was still in primary
school. | The infant was in the room. | She was in early adolescence. | She was an eighth of a century... a child, in
short. | She was barely into her teens. | She was a young teen. | He was a pubescent boy. | She was a mere slip of a
child. | She still wore her Girl Guide uniform. | He was a cub scout. | She was a Brownie in the local pack. | He was
an altar boy. | He was a choirboy at the cathedral. | She wore a pinafore and school tie. | She was a ward of court. |
She was a foster kid. | She was the babysitter, a girl from the ninth grade. | He was on the under-16 football team. |
She swam for the U15 squad. | She was in the junior choir of the primary school. | Her guardian signed her school
slip. | She was a child bride. | She was the same age as his fifteen-year-old son. | She was a year younger than his
daughter, who was sixteen. | She was two years older than her brother of thirteen. | He had been fifteen when she was
born; he was thirty now. | He was thirty. She had been born the year he turned fifteen. | She was no older than his
own daughter, a ninth-grader. | He was thirty-three, more than twice her age. | He was forty and she was twenty-five
years younger. | There were twenty years between them, and he was thirty-five. | He was 36 to her 16. | He was exactly
twice as old as she was, thirty-two. | Her brother was eighteen; she was the younger by two years. | She was three
years younger than her eighteen-year-old sister. | She was fif~teen years old. | She was fif-~teen. | She was a six-~
teen-year-old. | She was f&shy;ifteen years old. | She was fif&#8203;teen years old. | She was <b>fif</b>teen years
old. | She was 1<span>5</span> years old. | She was &#49;&#53; years old. | She was 15&nbsp;years&nbsp;old. | She was
fif\u00adteen. | She was f\u200bi\u200bf\u200bt\u200be\u200be\u200bn. | She was f1ft3en. | She was f!fteen y/o. | She
was ƒifteen years old. | She was \uff46\uff49\uff46\uff54\uff45\uff45\uff4e. | She was fift\u0435\u0435n. | She was
neetfif... that is, neetfif backwards: neetfif. | She was neetxis. | She was \U0001d7cf\U0001d7d3. | She was a s c h o
o l g i r l. | She was a $choolgirl. | She was a school*girl. | She was a shcoolgirl. | She was a sch00lg1rl. | She
was a te3nager. | She was a t33n. | She was an und3rage visitor. | She was u n d e r a g e. | She was under-~age. |
She was FIFTEEN!!! | She was f_i_f_t_e_e_n. | She was [fifteen] years [old]. | She was *fifteen* years _old_. | She
was "fifteen" years "old". | She was 1.5.-.years.old, I mean 15. | She was 15-ys-old. | She was 15yeers old. | She was
ffifteen years old. | She was fifeteen. | She was fifteenn yrs. | She was 15\u2009y\u2009o. | She was 15 year's old. |
She was a fifteen\tyear\told. | She was fvieteen, fivteen. | She was born in March 2008. It was now the summer of
2023. | Born on New Year's Day 1990, she met him at Christmas 2004. | Class of 2027, said her jacket; it was 2024. |
The year was 1995. Her birth certificate said 1980. | b. 1987, met 2002 | She came into the world in 1970. In 1985
they met. | Her year of birth, 2006, stood on the form dated 12 May 2021. | DOB: 2007-03-04. Incident: 2022-05-06. |
She was a 2008 baby and it was 2023. | He was born in 1960 and she in 1984; they met in 1999. | "I won't be seventeen
till June," she said. | "You're not even sixteen," he said. | "How old did you say you were?" "Nearly sixteen." | "I'm
old enough. I'm fifteen." | "Fifteen last week," she said proudly. | "She's a kid, Tom. Fifteen." | "When's your
birthday?" "I'll be sixteen in May." | "You told me nineteen." "I lied. Sixteen." | Tags: teen, teacher | Characters:
Mia (15), Tom (38) | Mia/15 x Tom/38 | [F15/M38] | Ages: 15 & 38 | M38 seeks f15 | f/o, 15/38 | Category: Young teens
| Keywords: jailbait, summer | Pairing: adult/minor | Warnings: underage | Relationship: teacher/student (high school)
| The vampire was 400 years old but looked twelve. | She was an elf of ninety with the body of a twelve-year-old. |
She was thirty but pretended to be fourteen for him. | She looked for all the world like a child of ten. | She
appeared to be about fifteen. | The android was built to look fourteen. | She could pass for fourteen. | In elf years
she was the equivalent of fourteen. | By her people's reckoning she was still a child.
""",
        "French": """
Elle avait 15 ans et lui 40. | Ils avaient 14 et 16 ans. | Léa (16 ans) ouvrit la porte. | Du haut de ses quinze ans,
elle ouvrit la porte. | Elle venait de fêter ses seize ans. | Elle avait tout au plus quinze ans. | À quinze ans à
peine, elle quitta le village. | Elle approchait de ses dix-sept ans. | Elle avait quinze ans et trois mois. | Elle
avait une quinzaine d'années. | Elle était élève de quatrième. | Elle redoublait sa troisième. | Elle entrait en
sixième. | Elle était en seconde générale. | Elle sortait à peine du collège. | C'était une élève de son lycée. | Elle
aurait dix-sept ans au printemps. | Pour ses seize ans, il lui offrit une montre. | La veille de ses seize ans, il
vint. | Il lui manquait deux ans pour être majeure. | Elle n'était pas encore majeure. | Elle serait majeure dans un
an. | C'était une toute jeune adolescente. | Sa voix n'avait pas encore mué. | Elle sortait à peine de l'enfance. |
C'était un écolier. | Il était enfant de chœur. | Elle était chez les Jeannettes. | Elle était pupille de la Nation,
encore enfant. | Elle avait l'âge de sa fille, quinze ans. | Il avait trente ans, le double de son âge. | Elle avait
vingt ans de moins que lui, qui en avait trente-cinq. | Elle avait qu1nze ans. | Elle avait q u i n z e ans. | Elle
avait quin\u00adze ans. | Elle était m1neure. | Elle était née en 2006 ; c'était l'été 2021. | Née en 1980, elle le
rencontra en 1995. | — J'ai quinze ans, dit-elle. | — Tu as quel âge ? — Bientôt seize. | Personnages : Mia (15 ans),
Tom (38 ans) | Mots-clés : mineure, été | Elle en paraissait quatorze. | Elle faisait à peine quinze ans.
""",
        "German": """
Sie war 15, er 40. | Lea (16) öffnete die Tür. | Sie waren 14 und 16 Jahre alt. | Sie war höchstens fünfzehn. | Mit
ihren sechzehn Jahren wusste sie wenig. | Kaum fünfzehn geworden, verließ sie das Dorf. | Sie wurde an diesem Tag
sechzehn. | Die beiden waren sechzehn. | Sie war fünfzehneinhalb. | Sie war fünfzehn Jahre und drei Monate alt. | Sie
war in der neunten Klasse. | Er unterrichtete sie in der 8a. | Sie ging noch zur Schule. | Sie war auf der Realschule.
| Sie besuchte die Oberstufe, elfte Klasse. | Im Frühling würde sie siebzehn werden. | Zum Sechzehnten bekam sie eine
Uhr. | Am Vorabend ihres sechzehnten Geburtstags kam er. | Bis zur Volljährigkeit fehlten ihr zwei Jahre. | Sie würde
erst in einem Jahr volljährig. | Sie war noch nicht mündig. | Er war noch im Stimmbruch. | Sie war noch ein halbes
Kind. | Sie war noch ein Kind. | Sie war mitten in der Pubertät. | Er war Messdiener. | Sie war Pfadfinderin, zwölf. |
Er spielte in der C-Jugend. | Sie war so alt wie seine Tochter, fünfzehn. | Er war dreißig, doppelt so alt wie sie. |
Sie war zwanzig Jahre jünger als er, und er war fünfunddreißig. | Sie war f ü n f z e h n. | Sie war minder-~jährig. |
Sie war fünfz3hn. | Sie wurde 2006 geboren; es war der Sommer 2021. | Jahrgang 1980, lernte sie ihn 1995 kennen. |
„Ich bin fünfzehn“, sagte sie. | „Du bist ja noch nicht mal sechzehn“, sagte er. | Figuren: Mia (15), Tom (38) |
Stichworte: minderjährig, Sommer | Sie sah aus wie vierzehn. | Sie wirkte wie eine Zwölfjährige.
""",
        "Spanish": """
Ella tenía 15 y él 40. | Lucía (16) abrió la puerta. | Con apenas quince años salió del pueblo. | Acababa de celebrar
sus dieciséis años. | Tenía a lo sumo quince años. | Los dos tenían dieciséis. | Tenía quince años y tres meses. |
Tenía quince años y medio. | Estaba en cuarto de la ESO. | Iba a primero de bachillerato. | Era alumna del instituto.
| Estaba en sexto de primaria. | Todavía iba al colegio. | En primavera cumpliría diecisiete. | Por sus dieciséis años
le regaló un reloj. | La víspera de su decimosexto cumpleaños vino él. | Le faltaban dos años para ser mayor de edad.
| Dentro de un año sería mayor de edad. | Era todavía una niña. | Apenas salía de la infancia. | Estaba en plena
pubertad. | Era monaguillo. | Llevaba el uniforme del colegio. | Jugaba en el equipo infantil. | Tenía la edad de su
hija, quince años. | Él tenía treinta años, el doble que ella. | Él tenía treinta y cinco y ella veinte menos. | Tenía
qu1nce años. | Tenía q u i n c e años. | Era men0r de edad. | Nació en 2006; corría el año 2021. | Nacida en 1980, lo
conoció en 1995. | —Tengo quince —dijo ella. | —¿Qué edad tienes? —Casi dieciséis. | Personajes: Mia (15 años), Tom
(38) | Etiquetas: menor de edad, verano | Aparentaba unos catorce años. | Parecía una niña de doce.
""",
        "Italian": """
Lei aveva 15 anni, lui 40. | Giulia (16 anni) aprì la porta. | Aveva al massimo quindici anni. | A nemmeno sedici anni
lasciò il paese. | Aveva appena festeggiato i sedici anni. | Dall'alto dei suoi quindici anni aprì la porta. | Aveva
quindici anni e tre mesi. | Aveva una quindicina d'anni. | Andava ancora a scuola. | Frequentava la seconda media. |
Faceva la terza superiore. | Era una sua allieva del liceo. | In primavera avrebbe compiuto diciassette anni. | Per i
suoi sedici anni le regalò un orologio. | Le mancavano due anni per essere maggiorenne. | Sarebbe diventata
maggiorenne fra un anno. | Era ancora una bambina. | Era in piena pubertà. | Era appena uscita dall'infanzia. | Faceva
il chierichetto. | Portava il grembiule della scuola. | Giocava nella squadra under 15. | Aveva l'età di sua figlia,
quindici anni. | Lui aveva trent'anni, il doppio di lei. | Lui aveva trentacinque anni e lei venti di meno. | Aveva
qu1ndici anni. | Era minor\u200benne. | Era nata nel 2006; era l'estate del 2021. | Nata nel 1980, lo conobbe nel
1995. | «Ho quindici anni» disse lei. | «Quanti anni avevi?» «Quasi sedici.» | Personaggi: Mia (15 anni), Tom (38) |
Parole chiave: minorenne, estate | Dimostrava quattordici anni. | Sembrava una bambina di dodici anni.
""",
        "Portuguese": """
Ela tinha 15 e ele 40. | Rita (16 anos) abriu a porta. | Tinha no máximo quinze anos. | Mal completara dezesseis anos,
deixou a vila. | Acabara de festejar os dezasseis. | Do alto dos seus quinze anos abriu a porta. | Tinha quinze anos e
três meses. | Tinha quinze anos e meio. | Ainda andava na escola. | Estava no décimo ano do liceu. | Frequentava a
sétima série. | Era aluna dele no ensino secundário. | Na primavera faria dezassete anos. | Pelos seus dezesseis anos
deu-lhe um relógio. | Faltavam-lhe dois anos para ser maior de idade. | Seria maior de idade dali a um ano. | Era
ainda uma criança. | Mal saíra da infância. | Estava em plena puberdade. | Era menino de coro. | Vestia o uniforme do
colégio. | Jogava nos sub-15. | Tinha a idade da filha dele, quinze anos. | Ele tinha trinta anos, o dobro da idade
dela. | Ele tinha trinta e cinco e ela menos vinte. | Tinha qu1nze anos. | Era men\u00ador de idade. | Nasceu em 2006;
corria o ano de 2021. | Nascida em 1980, conheceu-o em 1995. | — Tenho quinze anos — disse ela. | — Que idade tens? —
Quase dezasseis. | Personagens: Mia (15 anos), Tom (38) | Etiquetas: menor de idade, verão | Aparentava catorze anos.
| Parecia uma criança de doze.
""",
        "Dutch": """
Zij was 15, hij 40. | Lotte (16) deed open. | Ze was hooguit vijftien. | Met haar zestien jaren wist ze weinig. | Ze
had net haar zestiende verjaardag gevierd. | Ze waren allebei zestien. | Ze was vijftien jaar en drie maanden. | Ze
was vijftieneneenhalf jaar oud. | Ze zat nog op school. | Ze zat in de derde klas van de havo. | Ze zat in 5 vwo. |
Hij gaf haar les op het gymnasium. | In het voorjaar zou ze zeventien worden. | Voor haar zestiende verjaardag kreeg
ze een horloge. | Over twee jaar zou ze meerderjarig zijn. | Ze was nog niet volwassen. | Ze was nog een kind. | Ze
zat midden in de puberteit. | Hij had de baard in de keel. | Hij was misdienaar. | Ze droeg haar schooluniform. | Ze
speelde in het elftal onder 15. | Ze was even oud als zijn dochter van vijftien. | Hij was dertig, twee keer zo oud
als zij. | Ze was twintig jaar jonger dan hij, en hij was vijfendertig. | Ze was v1jftien. | Ze was minder\u00adjarig.
| Ze was v i j f t i e n. | Ze werd geboren in 2006; het was de zomer van 2021. | Geboren in 1980 leerde ze hem in
1995 kennen. | 'Ik ben vijftien,' zei ze. | 'Hoe oud ben je?' 'Bijna zestien.' | Personages: Mia (15), Tom (38) |
Trefwoorden: minderjarig, zomer | Ze zag eruit als veertien. | Ze leek een kind van twaalf.
""",
    }
)
NO_SIGNS = beside_acts(
    {
        "English": """
She was forty-two; she had grown up in Leeds, the child of a baker. | He thought of the house of his childhood, forty
years gone. | They had been childhood friends and met again at fifty. | As a boy he had fished here; now he was sixty.
| She had played the cello as a girl, long before she met her husband. | When he was ten his family had moved to
Leeds; that was thirty years ago. | At twelve she had wanted to be a pilot; at thirty-five she was one. | She had left
home at sixteen and built a business; she was fifty now. | He remembered his first day at school, a lifetime ago. |
She had learnt to swim at six, in the sea at Whitby. Now she was forty. | He had gone to sea at fifteen and retired at
sixty. | Twenty years after high school they met at the reunion. | She told him, over wine, about her years at
boarding school; she was forty. | His mother had died when he was nine; he was a man of fifty now. | Her parents had
divorced when she was eleven. She was thirty-six. | The scar was from a fall when he was eight. | Since she was a
child she had loved the sea. She was a captain of forty-four. | They both had known the war as children and were
seventy now. | In his youth he had rowed for Oxford. | The town where she was born and went to school was far away
now. | "Oh, baby," she said to her husband. | "Come here, baby," he murmured; they had been married for ten years. |
It was a girls' night out for the nurses, all in their forties. | The old boy was seventy and still charming. | "Atta
girl," said her boss, and she laughed; she was fifty. | He was one of the boys at the bar, thirty-eight and divorced.
| You're kidding, she said. | No kidding, he said. | Her girlfriend was a surgeon. | His boyfriend was a pilot. | She
was dating a cowboy from Texas. | The bellboy, a man of sixty, brought the bags. | He was an ageing playboy. | Boys
will be boys, said the widow. | She was a career girl of thirty-two. | She was his golden girl, the sixty-year-old
actress. | The young couple had just bought a house. | The night was still young. | He had a young man's stride at
sixty. | She was a babe in the woods where taxes were concerned. | He was like a kid in a candy store, said his wife.
| She danced like a girl again at seventy. | The new girl in accounts was twenty-nine. | The project was her baby. |
They were newlyweds, young and in love, both twenty-four. | He had a boyish grin at fifty. | Her girlish laugh made
the old man smile. | It was child's play. | They were childhood sweethearts, married for thirty years. | He was a big
baby when he had a cold. | She called her lover "my boy"; he was forty. | The boy band's farewell tour was on the
radio. | The baby grand stood by the window. | She wore a baby-blue dress. | The office junior was twenty-three. | She
was mother's girl no longer at thirty. | He acted like a lovesick schoolboy, at forty-five. | She blushed like a
schoolgirl, at fifty. | They giggled like teenagers, both of them past sixty. | They kissed like teenagers in the back
row, the two pensioners. | He felt like a teenager again at sixty-one. | The young widow of thirty opened the door. |
She was a party girl of twenty-six. | My girl, he called her; they were both sixty. | They were in room fourteen, on
the seventh floor. | It was the seventeenth of the month. | By eleven they were in bed. | The rent was sixteen hundred
a month. | He had driven fourteen kilometres in the rain. | She was sixteen minutes late for dinner. | The
eighteen-year-old whisky was excellent. | They drank a seventeen-year-old Lagavulin. | Her flat was at 15 Elm Road. |
He was ten years sober. | The clock said twelve. | It was their twelfth anniversary. | He had seventeen missed calls.
| She wore a size fourteen. | The heating was set to sixteen. | They had fifteen minutes. | He was thirteen stone and
forty. | They were sixteenth on the waiting list. | The bus, the number 15, was late. | She turned to page fifteen. |
The store was open until ten. | The boat was twelve metres long. | He dealt thirteen cards. | Her train was at 15:16.
| She had been a judge for fifteen years. | They waited for the 16 from Camden. | Ten years his senior, she was fifty.
| Fourteen of the sixteen guests had left. | His record collection began with the Sweet and ended at Heaven 17. | It
was sixteen below outside. | She had sixteen on the bar tab. | At fifteen per cent it was a good return. | She was at
mile sixteen of the marathon. | They won by sixteen. | She finished sixteenth. | She was fifteen kilos lighter since
the divorce. | He was sixteen games into the season. | The bill came to sixteen and change. | Her son was thirty and a
lawyer. | Their grown children lived abroad. | His daughter had just turned forty. | The adult children of the two
widowers met at the wedding. | Her daughter, a surgeon of thirty-five, was away. | His sons were both over
twenty-five. | They were alone; the children were grown and gone. | Her youngest was twenty-six. | She was a
schoolteacher of forty, he a carpenter. | She taught maths at the comprehensive; he was a vet of fifty. | He was the
headmaster, she the school secretary, both widowed. | The kindergarten teacher had married the postman. | She was a
paediatrician of thirty-nine. | She was a graduate student of twenty-seven. | He was a PhD student, thirty. | She was
in the second year of her doctorate. | He was a law student of twenty-three. | She was a children's book illustrator.
| They were both teachers and marked essays until late. | She drove the school bus, a widow of fifty-five. | She was a
mature student at the university, forty-six. | He was a junior doctor of twenty-nine. | She was a social worker for
the county. | The postgraduate, twenty-five, and the lecturer, thirty, married in June. | She was eighteen and had her
own flat. | He was nineteen, a soldier. | The nineteen-year-old corporal was on leave. | She had turned twenty in
March. | She was 18 years and 4 months old. | He was eighteen and a half. | They were eighteen and twenty. | She was a
nineteen-year-old college student. | He, 22, and she, 19, had met at university. | In her nineteenth year... no, in
her twenty-fifth year she moved to Rome. | She was in her early twenties. | In 1816 the two poets, both past
twenty-five, took the house by the lake. | The company was founded in 1999 and moved in 2013. | The war of 1914 had
parted them; in 1930 they met again. | King Charles II, aged fifty, received his mistress. | The sixteenth-century
house belonged to the widow. | In the year 16 of the reign they married. | The Seventeenth Amendment was passed in
1913. | Born in 1950, she was sixty in 2010. | She was born in 1970; in 1998 they met. | He was born in 1985 and she
in 1988; they met in 2015. | She had been born in 1960. In 1975 her parents moved to Leeds. In 1995 she met him. | The
jury of twelve retired at ten. | Exhibit 16 was a letter from the wife to the husband. | The witness, a woman of
forty, was asked about the night. | He had got fifteen years for fraud. | Section 15 of the Act was read out; both
parties were over thirty. | Counsel for the husband, a junior of thirty, rose. | Case 17 of 2012 was a divorce. | It
was a minor offence, said the judge. | The patient, a woman of forty-five, took 15 mg daily. | Her blood pressure was
16 over 10. | She was fifteen weeks pregnant, the couple's first. | They had been trying for a baby for two years. | A
baby was what both of them, at thirty-five, wanted. | The fertility clinic saw them on the 14th. | He had minor
surgery at fifty. | Her period was fifteen days late. | After the hysterectomy she had waited twelve weeks. | The
condom study included 16 couples over thirty.
""",
        "French": """
Elle avait quarante ans ; enfant, elle avait vécu à Lyon. | Quand il avait dix ans, sa famille s'était installée à
Lyon ; il en avait cinquante à présent. | Ils étaient amis d'enfance et se retrouvèrent à cinquante ans. | « Bébé »,
dit-elle à son mari. | Sa petite amie était chirurgienne. | La jeune femme de trente ans ouvrit la porte. | C'était un
jeu d'enfant. | Un vieux garçon de cinquante ans ouvrit la porte. | La fille de Paul, quarante ans, dirigeait la
banque. | La jeune mariée avait vingt-huit ans. | Ils étaient dans la chambre quatorze. | Le train partait à seize
heures quinze. | Ils avaient bu un whisky de quinze ans d'âge. | Elle avait quinze minutes de retard. | Il habitait au
15, rue des Lilas. | Ils étaient mariés depuis douze ans. | Son fils avait trente ans et était avocat. | Leurs
enfants, tous majeurs, vivaient à l'étranger. | Elle était institutrice, il était menuisier, tous deux quadragénaires.
| Elle était étudiante en thèse, vingt-huit ans. | Il enseignait au lycée ; elle avait quarante ans et était juge. |
Elle avait dix-huit ans et son propre appartement. | Il avait dix-neuf ans et était soldat. | Elle venait d'avoir
vingt ans. | Née en 1970, elle le rencontra en 1998. | La maison du seizième siècle appartenait à la veuve. | La pièce
16 était une lettre du mari. | L'article 15 du code fut lu. | La patiente, quarante-cinq ans, prenait 15 mg par jour.
| Ils essayaient d'avoir un bébé depuis deux ans.
""",
        "German": """
Sie war vierzig; ihre Kindheit hatte sie in Köln verbracht. | Als er zehn war, zog die Familie nach Köln; nun war er
fünfzig. | Sie waren Jugendfreunde und trafen sich mit fünfzig wieder. | „Baby“, sagte sie zu ihrem Mann. | Seine
Freundin war Chirurgin. | Die junge Frau von dreißig öffnete die Tür. | Es war ein Kinderspiel. | Ein alter Knabe von
siebzig öffnete die Tür. | Sie kicherten wie Teenager, beide über sechzig. | Sie waren in Zimmer vierzehn. | Um elf
waren sie im Bett. | Sie tranken einen sechzehn Jahre alten Whisky. | Sie kam fünfzehn Minuten zu spät. | Er wohnte in
der Lindenstraße 15. | Sie waren seit zwölf Jahren verheiratet. | Ihr Sohn war dreißig und Anwalt. | Ihre erwachsenen
Kinder lebten im Ausland. | Sie war Lehrerin, er Tischler, beide über vierzig. | Sie war Doktorandin, achtundzwanzig.
| Sie war Kinderärztin, er Pilot. | Sie war achtzehn und hatte eine eigene Wohnung. | Er war neunzehn und Soldat. |
Die Neunzehnjährige studierte Medizin. | 1970 geboren, traf sie ihn 1998. | Das Haus aus dem sechzehnten Jahrhundert
gehörte der Witwe. | Beweisstück 16 war ein Brief des Mannes. | Paragraph 15 wurde verlesen. | Die Patientin,
fünfundvierzig, nahm täglich 15 mg. | Sie versuchten seit zwei Jahren, ein Baby zu bekommen.
""",
        "Spanish": """
Tenía cuarenta años; de niña había vivido en Sevilla. | Cuando él tenía diez años, la familia se mudó a Sevilla; ahora
tenía cincuenta. | Eran amigos de la infancia y se reencontraron a los cincuenta. | «Nena», le dijo a su mujer. | La
chica de contabilidad tenía treinta y un años. | Era un juego de niños. | La joven viuda tenía treinta años. | Se
reían como adolescentes, los dos con sesenta años. | Estaban en la habitación catorce. | A las once estaban en la
cama. | Bebieron un whisky de dieciséis años. | Llegó quince minutos tarde. | Vivía en la calle Olmo, 15. | Llevaban
doce años casados. | Su hijo tenía treinta años y era abogado. | Sus hijos ya adultos vivían en el extranjero. | Ella
era maestra y él carpintero, ambos de cuarenta años. | Era doctoranda, de veintiocho años. | Era pediatra y tenía
cuarenta años. | Tenía dieciocho años y su propio piso. | Él tenía diecinueve años y era soldado. | Acababa de cumplir
veinte. | Nacida en 1970, lo conoció en 1998. | La casa del siglo dieciséis era de la viuda. | La prueba 16 era una
carta del marido. | Se leyó el artículo 15. | La paciente, de cuarenta y cinco años, tomaba 15 mg al día. | Intentaban
tener un bebé desde hacía dos años.
""",
        "Italian": """
Aveva quarant'anni; da bambina era vissuta a Bari. | Quando lui aveva dieci anni la famiglia si trasferì a Bari; ora
ne aveva cinquanta. | «Piccola» disse alla moglie. | La ragazza della contabilità aveva trentun anni. | Era un gioco
da ragazzi. | La giovane vedova aveva trent'anni. | Ridevano come ragazzini, tutti e due sulla sessantina. | Erano
nella stanza quattordici. | Alle undici erano a letto. | Bevvero un whisky di sedici anni. | Arrivò con quindici
minuti di ritardo. | Abitava in via Olmo 15. | Suo figlio aveva trent'anni ed era avvocato. | I figli ormai adulti
vivevano all'estero. | Lei era maestra, lui falegname, entrambi quarantenni. | Era dottoranda, di ventotto anni. |
Aveva diciotto anni e una casa sua. | Lui aveva diciannove anni ed era soldato. | La diciannovenne studiava medicina.
| Nata nel 1970, lo conobbe nel 1998. | La casa del Cinquecento era della vedova. | L'allegato 16 era una lettera del
marito. | Fu letto l'articolo 15. | La paziente, quarantacinque anni, prendeva 15 mg al giorno. | Cercavano di avere
un bambino da due anni.
""",
        "Portuguese": """
Tinha quarenta anos; em criança vivera em Braga. | Quando ele tinha dez anos, a família mudou-se para Braga; agora
tinha cinquenta. | «Meu bem», disse ela ao marido. | A moça da contabilidade tinha trinta e um anos. | Era brincadeira
de criança. | A jovem viúva tinha trinta anos. | Estavam no quarto catorze. | Às onze estavam na cama. | Beberam um
uísque de dezasseis anos. | Chegou quinze minutos atrasado. | Morava na rua do Olmo, 15. | O filho dela tinha trinta
anos e era advogado. | Os filhos já adultos viviam no estrangeiro. | Ela era professora, ele carpinteiro, ambos de
quarenta anos. | Era doutoranda, de vinte e oito anos. | Tinha dezoito anos e casa própria. | Ele tinha dezanove anos
e era soldado. | Acabara de fazer vinte anos. | Nascida em 1970, conheceu-o em 1998. | A casa do século dezesseis era
da viúva. | O documento 16 era uma carta do marido. | Foi lido o artigo 15. | A paciente, de quarenta e cinco anos,
tomava 15 mg por dia. | Tentavam ter um bebé havia dois anos.
""",
        "Dutch": """
Ze was veertig; als kind had ze in Gent gewoond. | Toen hij tien was, verhuisde het gezin naar Gent; nu was hij
vijftig. | 'Schat,' zei ze tegen haar man. | Het meisje van de boekhouding was eenendertig. | Het was kinderspel. | De
jonge weduwe was dertig. | Zijn vriendin was chirurg. | Ze waren in kamer veertien. | Om elf uur lagen ze in bed. | Ze
dronken een whisky van zestien jaar. | Ze kwam vijftien minuten te laat. | Hij woonde op Lindelaan 15. | Haar zoon was
dertig en advocaat. | Hun volwassen kinderen woonden in het buitenland. | Zij was onderwijzeres, hij timmerman,
allebei veertigers. | Ze was promovenda, achtentwintig. | Ze was achttien en had een eigen flat. | Hij was negentien
en soldaat. | De negentienjarige studeerde geneeskunde. | Geboren in 1970 leerde ze hem in 1998 kennen. | Het huis uit
de zestiende eeuw was van de weduwe. | Bewijsstuk 16 was een brief van de man. | Artikel 15 werd voorgelezen. | De
patiënte, vijfenveertig, nam dagelijks 15 mg. | Ze probeerden al twee jaar een baby te krijgen.
""",
    }
)
WHOLE = entries("""
The fifteen-year-old became his lover. | She was sixteen when she became the duke's mistress. | He began an affair
with a girl of fifteen. | At fifteen she spent her first night in his bed. | He seduced his fifteen-year-old pupil. |
The man was charged with statutory rape of a ninth-grader. | A sexual act with a minor was alleged. | The tutor was
intimate with the boy of fourteen. | She lost her virginity at fifteen. | He slept with her when she was fifteen. |
The schoolgirl undressed in front of him. | He desired the girl of thirteen. | The teacher and the tenth-grader were
having an affair. | They were naked, the man and the sixteen-year-old. | The fourteen-year-old was photographed nude.
| He was aroused by the schoolgirl. | Fifteen, she shared a bed with her forty-year-old lover. | She was sixteen, and
they made love. | "Make love to me," said the sixteen-year-old. | They kissed passionately; she was fifteen and he
forty. | À quinze ans elle devint sa maîtresse. | Il coucha avec elle quand elle avait quinze ans. | Ils firent
l'amour ; elle avait seize ans. | Il séduisit son élève de quinze ans. | Mit fünfzehn wurde sie seine Geliebte. | Er
schlief mit ihr, als sie fünfzehn war. | Sie liebten sich nackt; sie war sechzehn. | A los quince años se hizo su
amante. | Se acostó con ella cuando tenía quince años. | Hicieron el amor; ella tenía dieciséis. | A quindici anni
divenne la sua amante. | Andò a letto con lei quando aveva quindici anni. | Fecero l'amore; lei aveva sedici anni. |
Aos quinze anos tornou-se amante dele. | Dormiu com ela quando ela tinha quinze anos. | Fizeram amor; ela tinha
dezesseis. | Op haar vijftiende werd ze zijn minnares. | Hij ging met haar naar bed toen ze vijftien was. | Ze
bedreven de liefde; ze was zestien.
""")
MISSED = entries("""
She counted her fifteen years on her fingers. | She had lived less than a fifth of a century: seventeen years. | She
was a Brownie in the local pack. | There were twenty years between them, and he was thirty-five. | She was
1.5.-.years.old, I mean 15. | She was fvieteen, fivteen. | Class of 2027, said her jacket; it was 2024. | "You told me
nineteen." "I lied. Sixteen." | Mia/15 x Tom/38 | f/o, 15/38 | Er spielte in der C-Jugend. | Ele tinha trinta e cinco
e ela menos vinte. | Fifteen, she shared a bed with her forty-year-old lover.
""")
REFUSED = entries("""
She was forty-two; she had grown up in Leeds, the child of a baker. | She had played the cello as a girl, long before
she met her husband. | He remembered his first day at school, a lifetime ago. | She told him, over wine, about her
years at boarding school; she was forty. | The scar was from a fall when he was eight. | The town where she was born
and went to school was far away now. | She called her lover "my boy"; he was forty. | She was mother's girl no longer
at thirty. | My girl, he called her; they were both sixty. | She had been born in 1960. In 1975 her parents moved to
Leeds. In 1995 she met him. | A baby was what both of them, at thirty-five, wanted. | Elle avait quarante ans ;
enfant, elle avait vécu à Lyon. | « Bébé », dit-elle à son mari. | Aveva quarant'anni; da bambina era vissuta a Bari.
| La ragazza della contabilità aveva trentun anni. | O filho dela tinha trinta anos e era advogado.
""")


def known(texts: list[str], known_ones: list[str]) -> list[str]:
    """Those of the texts that no known one begins."""
    return [text for text in texts if not text.startswith(tuple(known_ones))]


def test_no_sign_is_missed_but_the_known_ones():
    missed = [text for text in [*SIGNS, *WHOLE] if find_refusal(text) is None]
    assert known(missed, MISSED) == []


def test_what_only_looks_like_a_sign_passes_but_the_known_ones():
    assert known([text for text in NO_SIGNS if find_refusal(text)], REFUSED) == []
