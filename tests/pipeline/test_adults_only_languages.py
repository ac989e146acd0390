"""Short clinical sentences for every class of sign in every covered language, and what only looks like one."""

import pytest

from pipeline.adults_only import Refusal, find_refusal

ACT = "They had sexual intercourse."
FILLER = "Nothing happened. " * 100


def entries(table: str) -> list[str]:
    """The entries of a table, separated by bars."""
    return [entry.strip(" \n").replace("~", "\n") for entry in table.split("|")]


AGES = {
    "English": entries("""
The patient was 15yo. | The patient, 15 y/o, was seen. | (15F) | [M16] | f15 here | F/15 | m/16, new here
| Anna 16F | a fifteen-year-old | aged 15 | turned sixteen | her sixteenth birthday | her 16th birthday
| barely sixteen | not yet eighteen | She's not 18 yet. | It was months before her 18th birthday.
| She was 17 1/2. | 17½ years old | She is 17.5 years old. | XVI years old | 1 6 years old | s1xteen years old
| She was s1xteen. | She was \uff53\uff49\uff58\uff54\uff45\uff45\uff4e. | She was si\u0445teen.
| She was s\u0456xteen \u0443ears old. | She was ¹\u2076 years old. | She was \u246f years old.
| She was \U0001d7cf\U0001d7d4.
| She was \U0001d4fc\U0001d4f2\U0001d501\U0001d4fd\U0001d4ee\U0001d4ee\U0001d4f7. | She was s i x t e e n.
| She was s.i.x.t.e.e.n. | She was si\u200bxt\u200ceen. | She was six\u00adteen. | She was 1\u200b6.
| She was sixteen, he was forty. | She was 16. | She was only 16 when they met. | I'm 16. | Im 16 f
| im 15 and | I am fifteen years of age. | She is 14 years young. | A girl of twelve. | a boy aged nine
| The boy is nine. | She was nine when it began. | He was seven. | at the tender age of fourteen | at age 13
| at 13 she left | since she was twelve years old | She had been fifteen for a month.
| She'd be seventeen in May. | She'll be 18 next month. | She would turn eighteen in June.
| two weeks shy of eighteen | just under eighteen | younger than eighteen | less than 18 years old | under 18
| under the age of 18 | below the age of 18 | She hadn't turned 18. | until she turns 18
| before he turned eighteen | before her eighteenth birthday | on the eve of her 18th birthday
| sixteen going on thirty | going on seventeen | She looked about fifteen. | He could pass for sixteen.
| She couldn't have been more than fifteen. | no older than sixteen | not a day over 15 | in her early teens
| in his teens | in her mid-teens | Age: 14 | AGE 15 | Age - 16 | ages 13 to 17 | aged between 14 and 16
| 13-year-olds | 16-year old | 16 yr old | 16yr old | 16 yrs old | sixteen-yr-old | 16 y.o. | 16 yo. | 16yo
| a 6-year-old | a six year old | 5 yrs old | eight months old | an 18-month-old | a dozen years old
| thirteen-ish | Emily (17) | Emily, 17, smiled | Emily, seventeen, smiled | Name: Emily, 17.
| she was just sixteen | he was still sixteen | he was but fifteen | they were both sixteen
| We were sixteen that summer. | she was sixteen summers old
| She had seen sixteen summers. She was of tender years. | her seventeenth summer | her fifteenth year
| SHE WAS SIXTEEN | She was~sixteen | She was \u2014 sixteen. | She was \u201csixteen\u201d. | U16 team
| under-16s | the under 16s | She was almost seventeen. | nearly sixteen | A sixteen year-old
| the sixteen-year-old's | 16-year-olds | He was 15 at the time. | She was fifteen inside the house.
| sixt33n year old | She was 15, blonde. | 15, female | 15/F | 15/f/cali | 17 going on 18 | I was 15 then
| She was born fifteen years ago | 17-ish | He was s1xteen. | She said she was "sixteen". | The boy is nine.
"""),
    "French": entries("""
Il avait 16 ans. | âgée de seize ans | Elle a quinze ans. | à quinze ans | son seizième anniversaire
| son 16e anniversaire | moins de 18 ans | pas encore dix-huit ans | une fille de 14 ans
| Elle n'avait que treize ans. | ses seize ans | Elle venait d'avoir 17 ans
"""),
    "German": entries("""
Er war sechzehn. | Sie ist 16 Jahre alt. | Sie ist erst 15. | mit sechzehn Jahren | mit 16
| im Alter von 15 Jahren | die Sechzehnjährige | 16jährig | ein 15-jähriger | noch nicht 18
| noch keine achtzehn | unter 18 | ihr sechzehnter Geburtstag | an ihrem 16. Geburtstag | Sie wurde gerade 16.
| Sie war fünfzehn Jahre jung | siebzehneinhalb Jahre alt
"""),
    "Spanish": entries("""
Tenía 16 años. | Tenía dieciséis años. | a los quince años | a los quince | de catorce años | con 15 años
| cumplió quince | menor de 18 años | aún no tenía 18 | su decimosexto cumpleaños | su 16 cumpleaños
| Tiene trece años
"""),
    "Italian": entries("""
Aveva sedici anni | una sedicenne | una 16enne | a quindici anni | quindicenni | non ancora diciottenne
| minore di 18 anni | sotto i 18 | il suo sedicesimo compleanno | Ha 14 anni | di tredici anni
"""),
    "Portuguese": entries("""
Tinha dezesseis anos | aos quinze anos | de 14 anos | fez quinze anos | menor de 18 anos | ainda não tinha 18
| com dezassete anos
"""),
    "Dutch": entries("""
Hij was zestien. | Ze is 15 jaar. | een meisje van 14 | zestien jaar oud | op haar zestiende
| op zijn vijftiende | onder de 18 | nog geen 18 | nog niet achttien | haar zestiende verjaardag
| een 16-jarige | de zestienjarige | vijftien jaar jong | bijna achttien
"""),
}
STRONG = {
    "school_years": entries("""
She is in ninth grade. | She was in 9th grade. | an eighth grader | a 10th-grader | a tenth-grade student
| grade 9 | in Grade Ten | in Year 9 | Year 10 pupils | a Year Nine girl | a sophomore in high school
| a high school freshman | a high-schooler | in high school | a middle schooler | in junior high
| elementary school | primary school | secondary school | a sixth-former | in the lower sixth | her GCSEs
| a schoolgirl | schoolboys | school girl | sch00lgirl | a kindergartner | a preschooler | a girl scout
| lycéenne | au lycée | collégien | en classe de troisième | élève de terminale | en 3e | une écolière
| à l'école primaire | Schülerin | ein Gymnasiast | am Gymnasium | in der 9. Klasse | die zehnte Klasse
| Klasse 8 | ein Zehntklässler | ein Schulmädchen | Grundschule | die Oberstufe | eine Abiturientin
| una colegiala | en secundaria | en la secundaria | en el instituto | estudiante de bachillerato | de la ESO
| 3º de la ESO | segundo de bachillerato | la escuela primaria | una liceale | al liceo | scuola media
| alle medie | terza media | scolaretta | alle superiori | studentessa del liceo | aluna do ensino médio
| no ensino fundamental | do nono ano | oitava série | 9º ano | no liceu | scholiere | op de middelbare school
| brugklasser | basisschool | in 3 havo | een havo-scholier
"""),
    "age_coded": entries("""
a teen | teens | a teenager | teenage | teen-ager | t33n | te\u200ben | t e e n | preteen | pre-teen | tween
| underage | under-age | minor child | a minor. | She was a minor at the time. | minors | jailbait | jail-bait
| loli | lolita | l0li | shota | shotacon | adolescent | pubescent | prepubescent | puberty | juvenile
| pedophile | paedophile | pædophile | nymphet | toddler | an infant | newborn | age of consent | statutory
| child porn | ageplay | of tender years | little girl | little boys | lil girl | budding breasts
| minor-attracted | too young to consent | csam | adolescente | une mineure | Elle était mineure | des mineurs
| fillette | petite fille | garçonnet | pas encore majeure | un ado | les ados | minderjährig | Minderjährige
| nicht volljährig | Jugendliche | ein Teenager | eine Heranwachsende | Backfisch | kleines Mädchen
| menor de edad | una menor. | quinceañera | adolescentes | niñita | impúber | minorenne
| non ancora maggiorenne | ragazzina | bambina | bambino | minorenni | menor de idade | menininha | garotinha
| puberdade | novinhas | minderjarig | tiener | tienermeisje | puber | kleuter | klein meisje
| nog niet meerderjarig
"""),
    "barely_legal": entries("""
barely legal | barely 18 | just turned 18 | just turned eighteen | freshly eighteen | newly 18
| She turned 18 yesterday. | She turned eighteen two days ago. | eighteen today | 18 and a day
| only just legal | finally legal | finally 18 | barely of age | barely out of school | just 18
| on her eighteenth birthday | 18th birthday | legal at last | days before her 18th birthday
| tout juste majeure | à peine majeure | à peine 18 ans | gerade volljährig | gerade 18 geworden | frisch 18
| recién cumplidos los 18 | acaba de cumplir 18 | appena maggiorenne | appena diciottenne | neo-maggiorenne
| acabou de fazer 18 | recém completados 18 | net 18 geworden | net achttien | pas 18 geworden
"""),
}
ACTS = entries("""
They had sex. | They had sexual intercourse. | sexual activity | sexual relations | coitus | copulation
| They made love. | They slept together. | masturbation | oral sex | the penis | the vagina | an orgasm
| erotic story | porn | s3x | s e x | s\u0435x | pornography | explicit content | sexually explicit
| He raped her. | They were naked in bed together, aroused. | Ils ont eu des relations sexuelles.
| rapport sexuel | Ils ont fait l'amour. | acte sexuel | coït | Sie hatten Sex. | Geschlechtsverkehr
| Sie schliefen miteinander. | sexuelle Handlung | Tuvieron relaciones sexuales. | hicieron el amor
| acto sexual | coito | Ebbero rapporti sessuali. | fecero l'amore | atto sessuale | Tiveram relações sexuais.
| fizeram amor | ato sexual | Ze hadden seks. | geslachtsgemeenschap | Ze bedreven de liefde.
| seksuele handeling | nudity and arousal | a sex scene | sexting | fornication with his penis
| adult content: XXX porn | NSFW | smut | lust, desire and naked bodies | his erection | fellatio
| cunnilingus | her nipples | hentai | BDSM | incest | undressed her, naked, and caressed her breasts
""")
WEAK = entries("""
child | children | kid | kids | boy | girl | girls | daughter | son | niece | nephew | stepdaughter
| youngster | lad | lass | schoolmates | cheerleader | orphan | brat | enfant | la fille | les filles | garçon
| gamine | gosse | ein Kind | Kinder | Mädchen | ein Junge | Tochter | niña | niño | chica | hija | hijo
| muchacha | ragazza | figlia | ragazzo | fanciulla | menina | menino | criança | filha | garota | meisje
| jongen | kinderen | dochter | babysitter | school | g i r l | g\u0456rl | g1rl | k1ds
""")
NO_SIGNS = entries("""
She was 18. | She is eighteen years old. | an eighteen-year-old woman | All characters are 18 or older.
| All characters are over eighteen. | I am 18 years old or older. | You must be 18 or over to enter.
| You must be at least 18 years old. | This site is for adults (18+) only. | No one under 18 is allowed.
| No persons under 18. | If you are under 18, please leave.
| Nobody under the age of eighteen appears in this story. | There are no characters under 18 in this story.
| not suitable for minors | He was 25 years old. | 25 years | sixteen miles | sixteen dollars
| She waited 15 minutes. | a 12-year-old whisky | a 16-year-old Scotch | a ten-year-old car
| a fifteen-year-old marriage | her boyfriend | his girlfriend | adult college years | in college
| a college freshman | a university student | graduate school | law school | medical school
| their fifteenth anniversary | after fifteen years of marriage | for sixteen years | sixteen years ago
| sixteen years later | They had been married for 12 years. | He was fifteen years her senior.
| It was eleven. | It was twelve o'clock. | at ten in the morning | at 7 pm | Chapter 15 | Chapter Fifteen
| page 16 | room 17 | Route 66 | on 15 May | May 15, 2020 | 15.05.2020 | 16:30 | 10-15 minutes
| a table for six | the two of them | there were seven guests | one of them | seven of us
| You are three that Rome should dote on. | We are three. | They were twelve in all, twelve people.
| It was ten to seven. | ten feet away | He was six feet tall | six foot two | twelve inches | 15 cm | 17 km
| 16 kg | $15 | £15 | 15% | 15 percent | fifteen percent | twelve hundred | sixteen thousand | 1.5 million
| a 16-bit machine | M16 rifle | an F-16 pilot | his F16 jet | an M16 | thirty-seven | She was thirty-seven.
| forty-six years old | one hundred and seven years old | five-and-twenty | two and twenty | a woman of forty
| a man of sixty | aged 45 | age 30 | ages 18-25 | 18-25 years old | between 20 and 30 | She turned thirty.
| She turned 21. | her thirtieth birthday | her fortieth year | in her twenties | in his forties
| a minor injury | in A minor | a minor detail | a minor league team | a young woman | a young man of twenty
| his wife of 16 years | the seventeenth century | the 17th century | Henry the Eighth | the fifteenth of May
| the sixth floor | Seventh Avenue | the first time | a second | number nine | cloud nine | nine lives
| nine to five | the ten commandments | eleven roses | a dozen roses | seventeen syllables | version 1.7
| 2.16 | 3, 14, 15 | 1, 2, 3 | score 15-12 | high school reunion | her high school teacher | since high school
| a high school diploma | the nurse's aid | without further ado | a French class | a grade A steak
| grade 2 sprain | He taught for fifteen years. | She worked there 10 years. | quarante-six ans
| Elle a trente-sept ans. | mariés depuis seize ans | pendant quinze ans | il y a quinze ans
| quinze ans plus tard | quinze jours | réservé aux plus de 18 ans | interdit aux moins de 18 ans
| vingt et un ans | cent sept ans | siebenunddreißig Jahre | vor 16 Jahren | seit 16 Jahren
| sechzehn Kilometer | ab 18 Jahren | eine Frau von vierzig Jahren | nicht für Minderjährige
| desde hace dieciséis años | durante quince años | hace 15 años | treinta y siete años | veintisiete años
| una mujer de cuarenta años | quince días | mayores de 18 años | prohibido para menores de 18 años
| da quindici anni | per sedici anni | quindici anni fa | trentasette anni | vietato ai minori di 18 anni
| há quinze anos atrás | por dezesseis anos | trinta e sete anos | maiores de 18 anos
| proibido para menores de 18 anos | al zestien jaar | zestien jaar geleden | zevenendertig jaar oud
| een vrouw van veertig | niet voor minderjarigen | zestien kilometer | He ran 15 miles and she ran 12.
| They met at 15 Rue de Seine. | We were eleven people. | She is five minutes late. | He was 10 minutes early
| at six she left the office | by nine they were home | from nine to five | since nine that morning
| It was about seven when he came. | He had been up since six. | dinner at eight | She wore a size twelve.
| a twelve-hour shift | twelve-step programme | the twelve months | He is one of the best.
| She was one with the sea. | I am one who waits. | Was it two or three? | her number: 555-0116 | Apollo 13
| Friday the 13th | Psalm 15 | Louis XVI | Rocky IV | Article 17 | Section 12 | Windows 11 | iPhone 15
| 13 Reasons | seventeen-inch screen | She was sixteen weeks pregnant. | a sixteen-week pregnancy
| ten years younger | fifteen years older than she | eighteen months | 18 months later | 17 years together
| 17 years and counting | his 16 years of service | twelve years married | 16 years in the army
""")


def rule(text: str) -> str | None:
    refusal = find_refusal(text)
    return refusal.rule if refusal else None


def sentence(text: str) -> str:
    return f"{text}." if text[-1].isalnum() else text


@pytest.mark.parametrize("language", AGES)
def test_stated_age_refuses_a_document_with_sexual_content_anywhere(language):
    found = {age: rule(f"{sentence(age)} {FILLER} {ACT}") for age in AGES[language]}
    assert {age: got for age, got in found.items() if got not in ("stated_age", "barely_legal", "age_coded")} == {}


@pytest.mark.parametrize("expected", STRONG)
def test_strong_sign_refuses_by_its_rule(expected):
    found = {sign: rule(f"{sentence(sign)} {FILLER} {ACT}") for sign in STRONG[expected]}
    assert {sign: got for sign, got in found.items() if got is None} == {}
    assert sum(got == expected for got in found.values()) >= 0.9 * len(found), "a few carry two signs at once"


def test_strong_sign_alone_is_no_reason():
    signs = [sign for group in (*AGES.values(), *STRONG.values()) for sign in group]
    alone = [sign for sign in signs if rule(sign) is not None]
    assert set(alone) <= {"child porn", "budding breasts"}, "words that are sexual content themselves"


@pytest.mark.parametrize("act", ACTS)
def test_sexual_content_is_seen(act):
    assert rule(f"{act} The sixteen-year-old was there.") == "stated_age"


@pytest.mark.parametrize("word", WEAK)
def test_word_for_a_young_person_refuses_near_sexual_content(word):
    assert rule(f"{ACT} The {word} was there.") is not None
    assert rule(f"{ACT} {FILLER} The {word} was there.") in (None, "school_years", "age_coded")


@pytest.mark.parametrize("text", NO_SIGNS)
def test_what_only_looks_like_a_sign_passes(text):
    assert find_refusal(f"{sentence(text)} {ACT}") is None


def test_place_of_a_refusal_is_told_in_the_text_as_it_was_given():
    text = "\uff21 caf\u00e9 \u2014 na\u00efve \u200b\u200b. They had sex. The teenager left."
    assert find_refusal(text) == Refusal("age_coded", text.index("teenager"))
