"""What stands behind a number: what makes it an age whatever stands before it, what it counts, where a phrase ends.

Fragments of regular expressions in which a space stands for white space or hyphens, separated by commas, as they read
after folding: lower case, no accents.
"""

import re

from pipeline.gate.numbers import BIRTHDAY, THINGS, THINGS_ELSEWHERE, YEARS_OLD

NO_DURATION = (  # seize ans plus tard
    r"(?! (?:plus|apres|auparavant|de (?!moins d)|d'(?!age|un)|ensemble|avant|despues|antes|atras|juntos|mas|mais|dopo"
    "|mayor(?:es)?|menor(?:es)?|piu|in (?:piu|meno)"
    "|prima|fa|insieme|depois|di (?!eta)|pass(?:e|erent|aram|arono)|pasaron|later|que|che|spater|lang|zuvor|her|geleden"
    r"|getrouwd|verheiratet|samen|tard|casad[oa]s?|sposat[oaie]|mariee?s?|casados|juntas|jaar getrouwd)\b)"
)
# Behind a number, in figures or words, that is an age, whatever stands before it.
AFTER_AGE = rf"""
{YEARS_OLD}, and a half {YEARS_OLD}, 1/2 {YEARS_OLD}, [.,][0-9]+ ?{YEARS_OLD}, months? olds?\b(?! {THINGS}), weeks?
olds?\b(?! {THINGS}), days? olds?\b(?! {THINGS}), (?:summers|winters|springs|years) (?:young|old)\b, going on
(?:eighteen|18|nineteen|19|twenty|20|thirty|30|forty|40)\b, (?:einhalb jahr|jahr|lenz)e?n? (?:alt|jung)(?:e[nsm]?)?\b(?!
{THINGS_ELSEWHERE}), (?:einhalb jahr|jahr)e?n? (?:alt|jung)er (?!als)(?=[a-z])(?!{THINGS_ELSEWHERE}),
(?:einhalbja|ja)e?hrig[a-z]*\b(?! {THINGS_ELSEWHERE}), jaar (?:oud|jong)\b, jarig\w*, {BIRTHDAY}(?! de mariage),
y(?:ea)?rs? of life\b, yoa\b, [,/|] ?(?:she ?/ ?(?:her|they)|he ?/ ?(?:him|they)|they ?/ ?them)\b, she ?/
?(?:her|they)\b, he ?/ ?(?:him|they)\b, they ?/ ?them\b,
(?:lentes|printemps|primaveras?|primavere|abriles|piges|balais|recien cumplidos)\b, in (?:human|earth|mortal|elf|elven)
years\b, years (?:on|upon) (?:this|the|god's) (?:earth|planet|world)\b, yrs?(?=[.,;!?])(?![.,;!?]
?(?:ago|later|of|in|experience)), y(?:ee|ae)rs? ?olds?\b(?! {THINGS})
"""
# The same unless a word for a duration stands before it.
AFTER_AGE_OR_DURATION = f"""
ans\\b{NO_DURATION}, (?:anos|anitos|aninhos)\\b{NO_DURATION}, (?:anni|annetti)\\b{NO_DURATION}, jahren(?={{close}}),
jaar(?={{close}})
"""
# Behind a figure alone.
AFTER_FIGURE = r"""
yrs?\b(?! (?:ago|later|of|in|from|experience|together|married|after)), (?:or|to|/) ?(?:1[0-7]|[1-9])(?!\d) ?{years_old},
/ ?(?:f|m|female|male)\b, ish\b, female\b, male\b, [,] ?(?:female|male)\b, ,f\b, ,m\b, f\b(?! ?\d), teens?\b, enn[ei]\b,
j[.], jr[.], jhr?[.]? alt\b, fem\b, [(|][fm]\b, y [fm]\b, y(?=[.;!?)]), y[/.]?o[/.]?[fm]\b, y ?\d\d?m\b, [fm]4[a-z]\b,
m\b(?!
(?:away|deep|high|tall|long|wide|above|below|from|people|users|dollars|later|ago|views|euros|of|to|in|down|up|race|run)\b),
(?:st|nd|rd|th|[.]|e|eme|o|a|de|ste) ?{birthday}(?! de mariage)
""".replace("{years_old}", YEARS_OLD).replace("{birthday}", BIRTHDAY)

# What a number may count: behind it, it is no age.
NO_AGE = rf"""
y(?:ea)?rs? olds? {THINGS}, at (?:the )?(?:table|dinner|supper|party|meeting|feast)\b, ans (?:de mariage|plus
tard|ensemble)\b, anos (?:casad\w+|junt[oa]s|despues|mas tarde|depois)\b, anni (?:di matrimonio|dopo|insieme)\b, jahren?
(?:verheiratet|lang|zusammen|spater|alter|junger)\b(?! geworden), jaar
(?:getrouwd|samen|lang|later|geleden|ouder|jonger)\b, and a half (?:months?|years|hours?|miles)\b, months?\b, mos\b,
hours?\b, minutes?\b, mins?\b, seconds?\b, days?\b, weeks?\b, inch\b, feet\b, foot\b, ft\b, miles?\b, yards?\b,
met(?:er|re)\b, dollar\b, cent\b, quid\b, pence\b, score\b, bob\b, percent\b, per cent\b, hundred\b, thousand\b,
million\b, billion\b, people\b, men\b, women\b, person\b, times\b, page\b, euro\b, kilo\b, stone\b, corner\b, o'clock\b,
noon\b, out of\b, to (?:one|two|three|four|five|six|ten)\b, by \d, over [0-9], [ap]\.?m\b, years?
(?:together|later|ago|before|apart)\b, km\b, kg\b, cm\b, mm\b, x ?\d, \d(?!/), of
(?:us|them|the|his|her|my|those|these|whom)\b, years?\b(?! (?:old\b|of age)|,), in the (?:morning|afternoon|evening)\b,
uhr\b, uur\b, heures\b, horas\b, ore\b, or older\b, or over\b, and over\b, and older\b, or above\b, and up\b, were\b,
remain(?:ed|s)?\b, stayed\b, survived\b
"""
MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
DATES = (  # am 16. Mai
    "(?:januar|februar|marz|april|mai|juni|juli|august|september|oktober|november|dezember|jahrhundert|stock|etage|kapitel"
    "|lebensmonat)"
)
PLURAL = (  # "twelve boxes"; years are judged above
    r"(?!(?:always|perhaps|this|was|his|has|as|is|sometimes|afterwards|besides|unless|yes|across|years)\b)[a-z]++(?<=s)"
)
CLOSE = r"""\s*[.,;:!?)"'\]/]|\s*$|\s-|\s(?:WORDS)\b"""
PLAIN_END = re.compile("")
BRACKET = re.compile(r"(?:\s(?:at (?:the|that) time|then|now))?\s*[)\]]")
COMMA = re.compile(  # Anna, 16 in March, left
    r"\s*(?:,|[.;!?](?!\d)|(?:in|next|last|this|come|since) (?:\w+day|spring|summer|autumn|fall|winter|week|month|year"
    rf"|christmas|easter|{MONTHS})\b)"
)
STRICT_END = re.compile(
    CLOSE.replace(
        "WORDS",
        "when|and|at|but|or|then|now|that|so|to|btw|yrs?|going|if|as|while|last|this|next|today"
        "|yesterday|on|before|after|he|she|i|they|you|we|years|because|though|although|for|still"
        "|too|again|with|who|already|yet|her|his|my|though|anyway|here|there|by|too|old"
        "|irl|rn|atm|lol|lmao|tbh|btw|ngl|fyi|ok|okay|actually|really|exactly|precisely|tops|max|sir|miss|tonight|tomorrow"
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
