"""Numbers in words that may be ages, in the languages of the gate, and what else than people has an age.

Lists are separated by commas and read as the text after folding: lower case, no accents. Some are fragments of regular
expressions, in which a space stands for white space or hyphens.
"""

TENS = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"]
GROWN = ["eighteen", "nineteen", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
UP_TO_NINE = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]


def slips(word: str) -> set[str]:
    """A word with one letter behind the first left out, doubled, or swapped with the next; stammered, and backwards."""
    places = range(1, len(word))
    doubled = {word[:place] + word[place] + word[place:] for place in places}
    left_out = {word[:place] + word[place + 1 :] for place in places[:-1]}
    swapped = {word[:place] + word[place + 1] + word[place] + word[place + 2 :] for place in places[:-1]}
    return doubled | left_out | swapped | {word[0] + word, word[::-1]}


ENGLISH = {slip: value for value, word in enumerate(TENS, start=10) if value > 12 for slip in sorted(slips(word))}
ENGLISH |= {"fiveteen": 15, "thriteen": 13, "fifeteen": 15, "fourtheen": 14}
ENGLISH |= {f"one {word}": value for value, word in enumerate(UP_TO_NINE[1:7], start=12)}
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
VALUES = OTHER_LANGUAGES | ENGLISH
EIGHTEEN = ("eighteen", "dix huit", "dieciocho", "diez y ocho", "diciotto", "dezoito", "achtzehn", "achttien")

THINGS = (  # a twelve-year-old whisky
    "(?:[a-z]+ )?(?:malt|whiske?y|scotch|bourbon|cognac|rum|brandy|wine|port|armagnac|tequila|cheese|cheddar|marriage"
    "|mortgage|relationship|friendship|feud|company|business|firm|house|building|car|truck|volvo|toyota|honda|ford|bmw"
    "|mercedes|jeep|pickup|sedan|laptop|computer|phone|dog|cat|horse|mare|gelding|tradition|law|war|secret|debt|tree"
    "|vintage|bottle|motorcycle|boat|ship|sofa|couch|mattress|jacket|sweater|recipe|photograph|letter|newspaper"
    r"|magazine|bread|news|bruise|scar|wound|beard|stubble|tattoo|software|boots?|lift|lease|rioja|suit|roof|statue|machine|engine|custom|verdict|ruling|record)s?\b"
)
THINGS_ELSEWHERE = (
    "(?:whisky|wein|cognac|auto|wagen|haus|gebaude|schiff|hund|pferd|ehe|firma|unternehmen|tradition|wijn|auto|huis|hond"
    "|paard|huwelijk|schip|jubilaum|vertrag|rum|wijn)(?:e[ns]?|s)?\\b"
)
BIRTHDAY = "(?:birthdays?|bday|b day|geburtstags?|anniversaire|cumpleanos|compleanno|verjaardag)"
YEARS_OLD = (
    rf"y(?:(?:ears?|rs?\.?|\.)?['s]*[\s/.-]*(?:olds?|young|of age)\b(?! {THINGS})|(?:o|/o|\.? ?o\.?)(?:'?s)?(?!\w))"
)
