"""What stands right before a number that is an age, and before one that is none.

Lists of plain words, separated by commas, as they read after folding: lower case, no accents. They are read from the
number backwards, so that each number costs the same.
"""

import re

from pipeline.gate import numbers
from pipeline.gate.numbers import VALUES
from pipeline.gate.patterns import backwards, one_of, plain_words

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
was, were, is, am, are, be, been, being, become, became, becomes, going on, nearly, almost, they're, we're, you're, ur,
reach, reached, reaching, hit, only, just, barely, still, scarcely, hardly, merely, mere, looks, look, looked, looking,
looks like, looked like, look like, looks about, looked about, seems, seemed, seem, appears, appeared, appear,
appearing, to be, not be above, not be over, n't be above, n't be over, not above, not over, well under, was between,
were between, is between, are between, somewhere between, anywhere between, somewhere from, anywhere from, gone, coming
up, coming up on, knocking on, pass for, passed for, passes for, passing for, older than, more than, younger than, elder
than, a day over, day over, a day above, day above, a day past, day past, under, below, as young as, years of, tender,
i'm a, she's a, he's a
""",
    "plural": """
they were, we were, you were, they are, we are, you are, they was, we had been, they had been
""",
    "late": """
at, since, by, of, from, said, says, reads, not, admitted to, confessed to, owned to, took her for, took him for, took
me for, took them for, taken for, set down as, put down as, recorded as, registered as, nearer, closer to, until, till,
when, though, although, while, yet, if, for being, at age, at just, when only, at only, a
""",
    "elsewhere_of": """
meid van, knaap van, meisje van, jongen van, kind van, miuda de, miudo de, rapariga de, rapaz de, moca de, moco de,
menina de, menino de, filha de, filho de, fille de, garcon de, fils de, eleve de, chica de, chico de, muchacha de,
muchacho de, nina de, nino de, hija de, hijo de, ragazza di, ragazzo di, figlia di, figlio di, madchen von, jungen von,
junge von, tochter von, sohn von, schulerin von, schuler von, leerlinge van, eleve de, alumna de, alumno de, aluna de,
aluno de, alunna di, alunno di, dochter van, zoon van, leerling van
""",
    "elsewhere_ten": """
tenia, tiene, tengo, tenian, teniamos, aveva, avevo, avevano, tinha, tinham, tenho, war, wurde, sie ist, er ist, ich
bin, ze was, hij was, ze is, hij is, ik was, ik ben, alter, edad, eta, idade, leeftijd
""",
    "elsewhere": """
agee de, age de, agees de, ages de, en avait, en ai, en a, avoir, a peine, aura, eut, a los, con, tenia, tiene, tengo,
tenian, apenas, solo, cumplio, cumplio los, cumplir, cumplir los, cumplia, cumplido, cumplidos, cumple, de, a,
compiuto, compiuti, compiva, compie, aveva, avevo, ha, ho, appena, aos, com, fez, faz, completou, tinha, tem, tenho,
so, fazer, fazia, feito, fara, faria, fera, cumpliria, compirebbe, aurait, completado, completara, fizera, vai fazer,
dans les, con sus, cumplidos los, per i, sui, verso i, um die, gegen de, tegen de, mit, war, ist, bin, waren, wurde,
wird, werde, gerade, erst, knapp, kaum, noch, von, alter von, alter, als, is, was, werd, wordt, ben, pas, net, nog,
maar, van, amper, bijna, haast, presque, fast, beinahe, casi, quase, paraissait, en paraissait, parait, faisait, aus
wie, uit als, wie, leek, lijkt, aparentaba, aparenta, parecia, parecia tener, parece, dimostrava, dimostra, sembrava,
sembra, aparentava, approchait de, allait sur, tus, sus, seus, suoi, ses, zijn, haar, ihre, seine, allebei, mal, noch
nicht, noch nicht mal, nicht mal, nicht einmal, noch keine, nog geen, ouder dan, jonger dan, alter als, junger als
""",
}
BEFORE_EIGHTEEN = """
not, not yet, not quite, not even, anything but, nowhere near, far from, well short of, well under, isn't, wasn't, isn't
even, wasn't even, not yet turned, almost, nearly, under, under age, less than, below, younger than, shy of, short of,
away from, off, before, approaching, nearing, close to, soon be, soon to be, about to be, about to turn, going to be,
going to turn, going on, would be, will be, would turn, will turn, she'd be, he'd be, i'd be, she'll be, he'll be, i'll
be, she'll turn, he'll turn, i'll turn, not be, not turn, not have turned, won't be, won't turn, wouldn't be, wouldn't
turn, away from turning, away from being, short of turning, shy of turning, before being, not reached, not attained, go
until, go till, years until, years till, months until, months till, weeks until, hadn't turned, hasn't turned, haven't
turned, yet turned, until turning, before turning, before she was, before he was, before i was, before she is, before he
is, before i am, before she turned, before he turned, before i turned, before she turns, before he turns, before i turn,
until she was, until he was, until i was, until she is, until he is, until i'm, until she's, until he's, until she
turned, until he turned, until she turns, until he turns, until i turn, till she is, till he is, till she turns, till he
turns, when she turns, when he turns, when i turn, when she is, when he is, when she's, when he's, under the age of,
below the age of, before the age of, under age of, under the legal age of, the wrong side of, limit of, year from, years
from, month from, months from, weeks from, days from, was to be, is to be, due to be, due to turn, to be turning, pre,
n'aurait, aurait, aura, faria, fara, cumpliria, cumplira, avrebbe compiuto, compira, moins de, pas encore, avait pas,
avait pas encore, a pas, a pas encore, ai pas, avais pas, ont pas, avaient pas, pas atteint, atteint ses, atteindre,
presque, bientot, avant, avant ses, avant d'avoir, menos de, menor de, menores de, antes de los, antes de cumplir, no
tenia, no tiene, no habia cumplido, no habia cumplido los, no ha cumplido, no ha cumplido los, habia cumplido los,
cumplido aun, no cumplia, aun no tenia, todavia no tenia, aun no tiene, todavia no tiene, casi, cumplir los, bajo los,
minore di, minori di, meno di, sotto i, non ancora, ancora compiuto, aveva compiuto, non ha compiuto, non aveva, non ha,
prima di compiere, compiere, quasi, prima dei, antes dos, nao tinha completado, nao tinha feito, nao tinha, nao tem, nao
completou, nao completara, nao fez, nao fizera, ainda nao tinha, ainda nao tem, quase, completar, unter, unter die, noch
nicht, noch keine, war keine, ist keine, noch nicht mal, nicht einmal, fast, beinahe, vor ihrem, vor seinem, bis sie,
bis er, bald, onder de, nog geen, nog niet, was geen, is geen, geen, bijna, jonger dan
"""
# Someone is not eighteen yet where one of SHORTFALL stands up to four words before one of these, right before eighteen.
SHORT_OF_EIGHTEEN = """
be, being, been, turn, turning, turned, reach, reaching, reached, hit, hitting, see, seen, attain, attained, quite, yet,
even, ses, avoir, ganz, werden, los, a los, para los, tenia, ai, i, dei, aveva, ancora, compiere, os, aos, para os,
tinha, tem, haar, zijn, mijn, onder de, voor ze, voor hij, tot ze, tot hij
"""
SHORTFALL = """
not, never, yet, until, till, almost, nearly, soon, pas, presque, bientot, nicht, fehlt, fehlte, fehlten, no, aun,
faltaba, faltaban, falta, non, manca, mancava, mancavano, nao, faltava, faltavam, niet, geen, nog, maand, jaar
"""
SOFTENERS = """
only, just, barely, still, about, almost, nearly, maybe, perhaps, hardly, scarcely, then, now, like, even, merely,
both, all, not, yet, quite, around, roughly, probably, already, really, actually, all of, at most, a mere, recently,
newly, freshly, supposedly, turning, going on, rising, pushing, under, below, or, turned, a little over, a little
under, the legal age of, the age of, in fact, in truth, in reality, at the time, at that time, either, coming up,
coming up on, knocking on, at the very most, damals, toen, alors, entonces, allora, entao, zu der zeit, by then, by
now, no more than, not more than, not quite, at best, gerade mal, grade mal, gerade erst, erst, etwa, ungefahr, knapp,
seulement, encore, environ, solo, apenas, casi, unos, appena, circa, cerca de, maar, nog maar, ongeveer, pas, the
tender age of, the ripe age of, a, then only, but, hochstens, beide, allebei, hooguit, amper, nauwelijks, au plus, tout
au plus, a lo sumo, como mucho, al massimo, nemmeno, neanche, no maximo, bientot, presque, quasi, quase, bijna, ya,
gia, ja, schon, al, mal
"""
NO_LEAD = """
it was, it is, it's, it would be, it will be, it'll be, it must be, it may be, it might be, it had been, it were, it
was between, it is between, there were between, there are between, there were, there was, there are, there is, that
was, that is, this is, this was, time was, time is, these are, those are, which was, which is, what was, at a, of age,
es war, es ist, het is, het was, of a, number was, number is, answer was, answer is, score was, total was, count was,
sum was, result was, temperature was, price was, page was, room was, chapter was, row was, wind was, tide was, won by,
lost by, led by, leading by, lead by, ahead by, behind by, down by, up by, won with a, rolled a, drew a, scored a,
threw a, bowled a, shot a
"""

THINGS_OF_AN_AGE = """
house, building, car, truck, marriage, company, firm, business, dog, cat, horse, mare, ship, boat, tree, whisky,
whiskey, wine, cheese, bottle, computer, laptop, phone, sofa, bed, carpet, coat, dress, photograph, letter, law, war,
feud, secret, friendship, tradition, town, village, hotel, bridge, engine, van, bicycle, kitchen, roof, club, school,
hospital, theatre, bread, news, scar, wound, bruise, beard, stubble, milk, debt, suit, wall, wool, meat, vin, vino,
vinho, wein, wijn, rhum, ron, rum, cognac, porto, fromage, queso, queijo, formaggio, maison, casa, haus, huis, voiture,
coche, macchina, carro, auto, wagen, bateau, barco, barca, boot, schiff, chien, perro, cane, cao, cachorro, magasin,
tienda, negozio, loja, laden, winkel, restaurant, bakery, shop, store, bar, pub, cafe, museum, hund, hond, cheval,
caballo, cavallo, cavalo, pferd, paard, arbre, arbol, albero, arvore, baum, mariage, matrimonio, casamento, ehe,
huwelijk, maquina, machine
"""
DURATION_BEFORE = """
depuis, pendant, durant, y a, apres, dans, les, fait, hace, durante, tras, da, per, dopo, fra, tra, por, em, en, faz,
llevaban, llevaba, llevan, lleva, llevo, llevamos, pour, bout de, desde, whisky de, uisque de, conhaque de, aguardente
de, queijo de, queso de, fromage de, vin de, rhum de, cognac de, porto de, vino de, ron de, vinho de, vino di, rum di,
whisky di, cognac di, wijn van, whisky van, wein von, whisky von, cognac von, cada, ogni, toutes, tous, seit, hacia,
havia, fazia, seitdem, nach, vor, sinds, na, over, al, ha
"""  # depuis seize ans


WERE = "was, is, turned, has been, had been, are, were, avait, a, tenia, tiene, aveva, ha, tinha, tem, war, ist"
OVER_SEVENTEEN = [*numbers.GROWN, *(f"{tens} {unit}" for tens in numbers.GROWN[2:] for unit in numbers.UP_TO_NINE)]


def kinds_of_leads() -> dict[str, list[str]]:
    """The kinds, in ENDS, of each word that makes a number an age."""
    kinds: dict[str, list[str]] = {}
    for kind, words in LEADS.items():
        for word in plain_words(words):
            kinds.setdefault(word, []).append(kind)
    for word, own in kinds.items():  # `she was` tells what `was` tells, too; `they were` tells less than `were`
        if "plural" not in own:
            own += [
                kind for other, more in kinds.items() if word.endswith(f" {other}") for kind in more if kind not in own
            ]
    return kinds


def lead_words() -> list[str]:
    """Every word that may stand right before an age."""
    tables = (*LEADS.values(), SOFTENERS, BEFORE_EIGHTEEN, SHORT_OF_EIGHTEEN)
    return [word for table in tables for word in plain_words(table)]


def lead_ends() -> str:
    """A pattern for the last two characters of those words: most others are told from ages by these alone."""
    ends: dict[str, set[str]] = {}
    for word in lead_words():
        before = word[-2] if len(word) > 1 else "[^a-z0-9]"
        ends.setdefault(before, set()).add(word[-1])
    return one_of([f"{before}[{''.join(sorted(lasts))}]" for before, lasts in sorted(ends.items())])


def compile_leads() -> re.Pattern[str]:
    """What stands before an age, backwards: `saw ehs` for `she was`; a first age of two may stand between."""
    leads = backwards([*KINDS, *plain_words(NO_LEAD)])
    softeners = backwards(plain_words(SOFTENERS))
    first_age = r"(?:(?:(?:ot|ro|dna)[\s-]+)?(?:\d{1,2}|\"?\d{0,2}'\d)[\s-]+)?"  # or a height: 5'4" and 16
    return re.compile(
        rf"[\s-]*+(?:[:=<\"'*][\s-]*+)?{first_age}(?:{softeners}(?:[\s-]++|(?=[(\[]))){{0,3}}"
        rf"(?:(?P<lead>{leads})(?![a-z0-9])|(?P<bracket>[(\[])"
        rf"|(?P<comma>,(?=[a-z])(?!{backwards(VALUES)}(?![a-z]))))"
    )


def compile_leads_of_eighteen() -> re.Pattern[str]:
    """What stands before eighteen, backwards, where someone is not eighteen yet."""
    return re.compile(
        rf"[\s,-]*+(?:{backwards(plain_words(BEFORE_EIGHTEEN))}"
        rf"|(?:{backwards(plain_words(SHORT_OF_EIGHTEEN))}[\s,-]++)(?:[a-z']++[\s,-]++){{0,4}}?"
        rf"(?:t'n[a-z]++|{backwards(plain_words(SHORTFALL))}))(?![a-z0-9])"
    )


KINDS = kinds_of_leads()
LEAD = compile_leads()
LEAD_OF_EIGHTEEN = compile_leads_of_eighteen()
DURATION = re.compile(rf"[\s-]*{backwards(plain_words(DURATION_BEFORE))}(?![a-z0-9])")
GROWN_YEARS = re.compile(  # eighteen years and four months old
    rf"[\s-]*(?:dna[\s-]+|,)?[\s-]*sraey[\s-]+(?:\d[2-9](?!\d)|[89]1(?!\d)|{backwards(OVER_SEVENTEEN)}(?![a-z]))"
)
THING = re.compile(  # the house was sixteen years old; the bottle, sixteen years old, was empty
    rf"[\s-]*+(?:{backwards(plain_words(SOFTENERS))}[\s-]++)?(?:{backwards(plain_words(WERE))}[\s-]++|,(?=[a-z]))"
    rf"s?{backwards(plain_words(THINGS_OF_AN_AGE))}(?![a-z0-9])"
)
