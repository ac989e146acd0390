"""The words behind stated ages: numbers, what stands before and behind them, and what excuses them.

Lists are separated by commas and read as the text after folding: lower case, no accents. LEADS, BEFORE_EIGHTEEN,
SOFTENERS, NO_LEAD and DURATION_BEFORE are plain words; the others are fragments of regular expressions in which a space
stands for white space or hyphens.
"""

import re

TENS = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"]
UP_TO_NINE = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]


def slips(word: str) -> set[str]:
    """A word with one letter behind the first left out, doubled, or in place of the next."""
    places = range(1, len(word))
    doubled = {word[:place] + word[place] + word[place:] for place in places}
    left_out = {word[:place] + word[place + 1 :] for place in places[:-1]}
    swapped = {word[:place] + word[place + 1] + word[place] + word[place + 2 :] for place in places[:-1]}
    return doubled | left_out | swapped


ENGLISH = {slip: value for value, word in enumerate(TENS, start=10) if value > 12 for slip in sorted(slips(word))}
ENGLISH |= {"fiveteen": 15, "thriteen": 13}
ENGLISH |= {word: value for value, word in enumerate([*UP_TO_NINE, *TENS], start=1)}
FROM_TWO = """
deux, trois, quatre, cinq, six, sept, huit, neuf, dix, onze, douze, treize, quatorze, quinze, seize, dix sept; dos,
tres, cuatro, cinco, seis, siete, ocho, nueve, diez, once, doce, trece, catorce, quince, dieciseis, diecisiete; due,
tre, quattro, cinque, sei, sette, otto, nove, dieci, undici, dodici, tredici, quattordici, quindici, sedici,
diciassette; dois, tres, quatro, cinco, seis, sete, oito, nove, dez, onze, doze, treze, quatorze, quinze, dezesseis,
dezessete; zwei, drei, vier, funf, sechs, sieben, acht, neun, zehn, elf, zwolf, dreizehn, vierzehn, funfzehn,
sechzehn, siebzehn; twee, drie, vier, vijf, zes, zeven, acht, negen, tien, elf, twaalf, dertien, veertien, vijftien,
zestien, zeventien
"""  # French, Spanish, Italian, Portuguese, German, Dutch
OTHER_LANGUAGES = {
    word: value
    for language in " ".join(FROM_TWO.split()).split("; ")
    for value, word in enumerate(language.split(", "), start=2)
}
OTHER_LANGUAGES |= {"fuenf": 5, "zwoelf": 12, "fuenfzehn": 15}
OTHER_LANGUAGES |= {"catorze": 14, "diez y seis": 16, "dezasseis": 16, "sechszehn": 16}
OTHER_LANGUAGES |= {"diez y siete": 17, "dezassete": 17, "siebenzehn": 17}
EIGHTEEN = ("eighteen", "dix huit", "dieciocho", "diez y ocho", "diciotto", "dezoito", "achtzehn", "achttien")

# What a number stands behind where it is an age. `any`: every number; `subject`: from two, where the phrase ends;
# `ten`: from ten; `late`: from thirteen, where the phrase ends; `elsewhere`: the same in other languages.
LEADS = {
    "any": """
age, aged, ages, age of, age is, age was, ages of, age between, ages between, aged between, aged from, age from, age
under, aged under, turn, turned, turns, turning, girl of, boy of, lad of, lass of, child of, maid of, maiden of, youth
of, kid of, daughter of, son of, woman of, man of, student of, pupil of, virgin of, beauty of, female of, male of,
person of, patient of, sister of, brother of, cousin of, niece of, nephew of, friend of, lady of, youngster of, teen
of, orphan of, princess of, slave of, servant of, bride of, someone of, anyone of, blonde of, brunette of, redhead of,
one of age, creature of, thing of, age range, age group, age bracket, age given as, age as, aged of
""",
    "subject": """
he was, she was, i was, he is, she is, i am, he's, she's, i'm, im, he'd been, she'd been, i'd been, he had been, she
had been, i had been, he became, she became, he'll be, she'll be, she would be, he would be, who was, who is, who's,
boy is, boy was, girl is, girl was, child is, child was, daughter is, daughter was, son is, son was, kid is, kid was,
baby is, baby was, brother is, brother was, sister is, sister was, niece is, niece was, nephew is, nephew was, eldest
is, eldest was, oldest is, oldest was, youngest is, youngest was
""",
    "ten": """
was, were, is, am, are, be, been, being, become, became, becomes, going on, nearly, almost, they're, we're, you're,
ur, reach, reached, reaching, hit, only, just, barely, still, scarcely, hardly, merely, mere, looks, look, looked,
looking, looks like, looked like, look like, looks about, looked about, seems, seemed, seem, appears, appeared,
appear, appearing, to be, not be above, not be over, n't be above, n't be over, not above, not over, well under, pass
for, passed for, passes for, passing for, older than, more than, younger than, elder than, a day over, day over,
under, below, as young as, years of, tender, i'm a, she's a, he's a
""",
    "plural": """
they were, we were, you were, they are, we are, you are, they was, we had been, they had been
""",
    "late": """
at, since, by, of, from, until, till, when, though, although, while, yet, if, for being, at age, at just, when only,
at only, a
""",
    "elsewhere_ten": """
tenia, tiene, tengo, tenian, teniamos, aveva, avevo, avevano, tinha, tinham, tenho, war, wurde, sie ist, er ist, ich
bin, ze was, hij was, ze is, hij is, ik was, ik ben, alter, edad, eta, idade, leeftijd
""",
    "elsewhere": """
agee de, age de, agees de, ages de, en avait, en ai, en a, avoir, a peine, aura, eut, a los, con, tenia, tiene, tengo,
tenian, apenas, solo, cumplio, cumplio los, cumplir, cumplir los, cumplia, cumplido, cumplidos, cumple, de, a,
compiuto, compiuti, compiva, compie, aveva, avevo, ha, ho, appena, aos, com, fez, faz, completou, tinha, tem, tenho,
so, fazer, fazia, feito, fara, completado, completara, fizera, vai fazer, mit, war, ist, bin, waren, wurde, wird,
werde, gerade, erst, knapp, kaum, noch, von, alter von, alter, als, is, was, werd, wordt, ben, pas, net, nog, maar,
van, amper, bijna, haast, presque, fast, beinahe, casi, quase
""",
}
BEFORE_EIGHTEEN = """
not, not yet, not quite, not even, isn't, wasn't, isn't even, wasn't even, not yet turned, almost, nearly, under,
under age, less than, below, younger than, shy of, short of, away from, off, before, approaching, nearing, close to,
soon be, soon to be, about to be, about to turn, going to be, going to turn, going on, would be, will be, would turn,
will turn, she'd be, he'd be, i'd be, she'll be, he'll be, i'll be, she'll turn, he'll turn, i'll turn, not be, not
turn, not have turned, won't be, won't turn, wouldn't be, wouldn't turn, away from turning, away from being, short of
turning, shy of turning, before being, not reached, not attained, go until, go till, years until, years till, months
until, months till, weeks until, hadn't turned, hasn't turned, haven't turned, yet turned, until turning, before
turning, before she was, before he was, before i was, before she is, before he is, before i am, before she turned,
before he turned, before i turned, before she turns, before he turns, before i turn, until she was, until he was,
until i was, until she is, until he is, until i'm, until she's, until he's, until she turned, until he turned, until
she turns, until he turns, until i turn, till she is, till he is, till she turns, till he turns, when she turns, when
he turns, when i turn, when she is, when he is, when she's, when he's, under the age of, below the age of, before the
age of, under age of, under the legal age of, the wrong side of, pre, moins de, pas encore, avait pas, avait pas
encore, a pas, a pas encore, ai pas, avais pas, ont pas, avaient pas, pas atteint, atteint ses, atteindre, presque,
bientot, avant, avant ses, avant d'avoir, menos de, menor de, menores de, antes de los, antes de cumplir, no tenia, no
tiene, no habia cumplido, no habia cumplido los, no ha cumplido, no ha cumplido los, habia cumplido los, cumplido aun,
no cumplia, aun no tenia, todavia no tenia, aun no tiene, todavia no tiene, casi, cumplir los, bajo los, minore di,
minori di, meno di, sotto i, non ancora, ancora compiuto, aveva compiuto, non ha compiuto, non aveva, non ha, prima di
compiere, compiere, quasi, prima dei, antes dos, nao tinha completado, nao tinha feito, nao tinha, nao tem, nao
completou, nao completara, nao fez, nao fizera, ainda nao tinha, ainda nao tem, quase, completar, unter, unter die,
noch nicht, noch keine, war keine, ist keine, noch nicht mal, nicht einmal, fast, beinahe, vor ihrem, vor seinem, bis
sie, bis er, bald, onder de, nog geen, nog niet, was geen, is geen, geen, bijna, jonger dan
"""
SOFTENERS = """
only, just, barely, still, about, almost, nearly, maybe, perhaps, hardly, scarcely, then, now, like, even, merely,
both, all, not, yet, quite, around, roughly, probably, already, really, actually, all of, at most, a mere, recently,
newly, freshly, supposedly, turning, going on, rising, pushing, under, below, or, turned, a little over, a little
under, the legal age of, the age of, in fact, in truth, in reality, at the time, at that time, damals, toen, alors,
entonces, allora, entao, zu der zeit, by then, by now, no more than, not more than, not quite, at best, gerade mal,
grade mal, gerade erst, erst, etwa, ungefahr, knapp, seulement, encore, environ, solo, apenas, casi, unos, appena,
circa, cerca de, maar, nog maar, ongeveer, pas, the tender age of, the ripe age of, a, then only, but
"""
NO_LEAD = """
it was, it is, it's, there were, there was, there are, there is, that was, that is, this is, this was, time was, time
is, these are, those are, which was, which is, what was, at a, of age, es war, es ist, het is, het was, of a, number
was, number is, answer was, answer is, score was, total was, count was, sum was, result was, temperature was, price
was, page was, room was, chapter was, row was, wind was, tide was
"""

THINGS_OF_AN_AGE = """
house, building, car, truck, marriage, company, firm, business, dog, cat, horse, mare, ship, boat, tree, whisky,
whiskey, wine, cheese, bottle, computer, laptop, phone, sofa, bed, carpet, coat, dress, photograph, letter, law, war,
feud, secret, friendship, tradition, town, village, hotel, bridge, engine, van, bicycle, kitchen, roof, club, school,
hospital, theatre
"""
THINGS = (  # a twelve-year-old whisky
    "(?:[a-z]+ )?(?:malt|whiske?y|scotch|bourbon|cognac|rum|brandy|wine|port|armagnac|tequila|cheese|cheddar|marriage"
    "|mortgage|relationship|friendship|feud|company|business|firm|house|building|car|truck|volvo|toyota|honda|ford|bmw"
    "|mercedes|jeep|pickup|sedan|laptop|computer|phone|dog|cat|horse|mare|gelding|tradition|law|war|secret|debt|tree"
    "|vintage|bottle|motorcycle|boat|ship|sofa|couch|mattress|jacket|sweater|recipe|photograph|letter|newspaper"
    r"|magazine|bread|news|bruise|scar|wound|beard|stubble|tattoo)s?\b"
)
THINGS_ELSEWHERE = (
    "(?:whisky|wein|cognac|auto|wagen|haus|gebaude|schiff|hund|pferd|ehe|firma|unternehmen|tradition|wijn|auto|huis|hond"
    "|paard|huwelijk|schip)(?:e[ns]?|s)?\\b"
)
BIRTHDAY = "(?:birthdays?|bday|b day|geburtstags?|anniversaire|cumpleanos|compleanno|verjaardag)"
YEARS_OLD = (
    rf"y(?:(?:ears?|rs?\.?|\.)?['s]*[\s/.-]*(?:olds?|young|of age)\b(?! {THINGS})|(?:o|/o|\.? ?o\.?)(?:'?s)?(?!\w))"
)
NO_DURATION = (  # seize ans plus tard
    r"(?! (?:plus|apres|auparavant|de (?!moins|plus)|d'(?!age|un)|ensemble|avant|despues|antes|atras|juntos|mas|dopo"
    "|prima|fa|insieme|depois|di (?!eta)|pass(?:e|erent|aram|arono)|pasaron|later|que|che|spater|lang|zuvor|her|geleden"
    r"|getrouwd|verheiratet|samen|tard|casad[oa]s?|sposat[oaie]|mariee?s?|casados|juntas|jaar getrouwd)\b)"
)
DURATION_BEFORE = """
depuis, pendant, durant, y a, apres, dans, les, fait, hace, durante, tras, da, per, dopo, fra, tra, por, em, en, faz,
llevaban, llevaba, llevan, lleva, llevo, llevamos, pour, bout de, desde, whisky de, vin de, rhum de, cognac de, porto
de, vino de, ron de, vinho de, cada, ogni, toutes, tous, seit, hacia, havia, fazia, seitdem, nach, vor, sinds, na,
over, al, ha
"""  # depuis seize ans

# Behind a number, in figures or words, that is an age, whatever stands before it.
AFTER_AGE = rf"""
{YEARS_OLD}, and a half {YEARS_OLD}, 1/2 {YEARS_OLD}, [.,][0-9]+ ?{YEARS_OLD}, months? olds?\b(?! {THINGS}), weeks?
olds?\b(?! {THINGS}), days? olds?\b(?! {THINGS}), (?:summers|winters|springs|years) (?:young|old)\b, going on
(?:eighteen|18|nineteen|19|twenty|20|thirty|30|forty|40)\b, (?:einhalb )?(?:jahre?n?|lenze)
(?:alt|jung)(?:e[nrsm]?)?\b(?! {THINGS_ELSEWHERE}), (?:einhalb)?ja?ehrig\w*(?! {THINGS_ELSEWHERE}),
(?:einhalb)?jahrig\w*(?! {THINGS_ELSEWHERE}), jaar (?:oud|jong)\b, jarig\w*, {BIRTHDAY}(?! de mariage)
"""
# The same unless a word for a duration stands before it.
AFTER_AGE_OR_DURATION = f"""
ans\\b{NO_DURATION}, (?:anos|anitos|aninhos)\\b{NO_DURATION}, (?:anni|annetti)\\b{NO_DURATION}, jahren(?={{close}}),
jaar(?={{close}})
"""
# Behind a figure alone.
AFTER_FIGURE = r"""
yrs?\b(?! (?:ago|later|of|in|from|experience|together|married|after)), (?:or|to|/) ?(?:1[0-7]|[1-9])(?!\d)
?{years_old}, / ?(?:f|m|female|male)\b, ish\b, ,? ?(?:female|male)\b, ,f\b, ,m\b, f\b(?! ?\d), teens?\b, enn[ei]\b,
j[.], m\b(?!
(?:away|deep|high|tall|long|wide|above|below|from|people|users|dollars|later|ago|views|euros|of|to|in|down|up|race|run)\b),
(?:st|nd|rd|th|[.]|e|eme|o|a|de|ste) ?{birthday}(?! de mariage)
""".replace("{years_old}", YEARS_OLD).replace("{birthday}", BIRTHDAY)

# What a number may count: behind it, it is no age.
NO_AGE = rf"""
y(?:ea)?rs? olds? {THINGS}, at (?:the )?(?:table|dinner|supper|party|meeting|feast)\b, ans (?:de mariage|plus
tard|ensemble)\b, anos (?:casad\w+|junt[oa]s|despues|mas tarde|depois)\b, anni (?:di matrimonio|dopo|insieme)\b,
jahren? (?:verheiratet|lang|zusammen|spater)\b, jaar (?:getrouwd|samen|lang|later|geleden)\b, and a half
(?:months?|years|hours?|miles)\b, months?\b, mos\b, hours?\b, minutes?\b, mins?\b, seconds?\b, days?\b, weeks?\b,
inch\b, feet\b, foot\b, ft\b, miles?\b, yards?\b, met(?:er|re)\b, dollar\b, cent\b, quid\b, percent\b, per cent\b,
hundred\b, thousand\b, million\b, billion\b, people\b, men\b, women\b, person\b, times\b, page\b, euro\b, kilo\b,
stone\b, corner\b, o'clock\b, noon\b, out of\b, to (?:one|two|three|four|five|six|ten)\b, by \d, [ap]\.?m\b, years?
(?:together|later|ago|before|apart)\b, km\b, kg\b, cm\b, mm\b, x ?\d, \d(?!/), of
(?:us|them|the|his|her|my|those|these|whom)\b, years?\b(?! (?:old\b|of age)|,), in the
(?:morning|afternoon|evening)\b, uhr\b, uur\b, heures\b, horas\b, ore\b, or older\b, or over\b, and over\b, and
older\b, or above\b, and up\b
"""
PLURAL = (  # "twelve boxes"; years are judged above
    r"(?!always|perhaps|this|was|his|has|as|is|sometimes|afterwards|besides|unless|yes|across)[a-z]+s\b(?<!\byears)"
)
CLOSE = r"""\s*[.,;:!?)"'\]/]|\s*$|\s-|\s(?:WORDS)\b"""
PLAIN_END = re.compile("")
BRACKET = re.compile(r"[)\]]")
COMMA = re.compile(r",|[.;!?](?!\d)")
STRICT_END = re.compile(
    CLOSE.replace(
        "WORDS",
        "when|and|at|but|or|then|now|that|so|to|going|if|as|while|last|this|next|today"
        "|yesterday|on|before|after|he|she|i|they|you|we|years|because|though|although|for|still"
        "|too|again|with|who|already|yet|her|his|my|though|anyway|here|there|by|too|old"
        "|in (?:fact|truth|reality|january|february|march|april|may|june|july|august|september"
        "|october|november|december)|going|not|just|only|at|as|which|whose|until|since|of age",
    )
)
CLOSE_ELSEWHERE = CLOSE.replace(
    "WORDS",
    "quand|et|mais|lorsque|lorsqu|ans|y|pero|cuando|porque|que|anos|e|ma|quando|perche|anni|und|als|aber|weil|jahren?"
    "|geworden|en|toen|maar|omdat|jaar|si|se|ela|ele|ella|el|lei|lui|sie|er|ze|hij|and|when|but",
)
STRICT_END_ELSEWHERE = re.compile(CLOSE_ELSEWHERE)
AFTER_AGE_OR_DURATION = AFTER_AGE_OR_DURATION.replace("{close}", CLOSE_ELSEWHERE)
