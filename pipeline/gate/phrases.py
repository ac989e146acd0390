"""Phrases behind stated ages that no list of numbers begins, and what excuses numbers that look like ages.

Lists are separated by commas and read as the text after folding; fragments of regular expressions in which a space
stands for white space or hyphens.
"""

from pipeline.gate.numbers import BIRTHDAY, ENGLISH, OTHER_LANGUAGES, TENS, THINGS, UP_TO_NINE, YEARS_OLD

# Ages and the like that no number of the lists begins.
ORDINALS = (
    "fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth"
    "|seventeenth|[4-9]th|1[0-7]th"
)
ORDINALS_ELSEWHERE = (
    "(?:dix sept|dix|onz|douz|treiz|quatorz|quinz|seiz)ieme|decimo(?:tercer|cuarto|quinto|sexto|septimo)"
    "|(?:tredic|quattordic|quindic|sedic|diciassett)esimo|decimo (?:terceiro|quarto|quinto|sexto|setimo)"
    "|(?:zehn|elf|zwolf|dreizehn|vierzehn|funfzehn|sechzehn|siebzehn)te[nrsm]?"
    "|(?:tien|elf|twaalf|dertien|veertien|vijftien|zestien|zeventien)de"
)
TEENS = f"(?:1[0-7]|{'|'.join(TENS)})"
TEN_AND_MORE = sorted((word for word, value in OTHER_LANGUAGES.items() if value > 9), key=len, reverse=True)
TEENS_ELSEWHERE = f"(?:1[0-7]|{'|'.join(TEN_AND_MORE)})"
NOT_COUNTED = (
    r"(?![\w%])(?! (?:hundred|thousand|minutes?|hours?|days?|weeks?|months?|miles?|times|other|more|of|and twenty)\b)"
)
OF_AGE = (
    "(?:of (?:legal )?age|(?:the|her|his|my) age of (?:majority|consent)|(?:(?:the|her|his|my|their) )?(?:legal )?"
    "majority|adulthood)"
)
MAJORITY = "(?:majorite|volljahrigkeit|mayoria de edad|maggiore eta|maioridade|meerderjarigheid)"
TIME_UNTIL = (
    "(?:mois|ans?|semaines?|jours?|monate?n?|jahre?|wochen?|mes|meses|anos?|semanas?|mes[ei]|ann[oi]|settiman[ae]|maand(?:en)?"
    "|jaar|weken)"
)
PHRASES = rf"""
(?:was|is|were|aged?) {TEENS} years (?:and )?(?:[0-9]{{1,2}}|[a-z]{{3,6}}) months\b(?!
(?:pregnant|into|later|ago|older|younger)), (?:i|l)[0-7] ?{YEARS_OLD}, {TEENS_ELSEWHERE}
(?:printemps|primaver[ae]s?|lenze)\b, mit {TEENS_ELSEWHERE} \w{{2,}}te\b, (?:als|da|weil|obwohl|toen|omdat|terwijl)
(?:sie|er|ich|ze|hij|ik|zij) (?:erst |gerade |noch |kaum |pas |nog |net )?{TEENS_ELSEWHERE}
(?:war|ist|wurde|was|is|werd)\b, (?:seu|sua|meu) (?:decimo (?:terceiro|quarto|quinto|sexto|setimo)|1[0-7][o.]?)
aniversario\b(?! de), (?:voor|tot|vor|bis zu) (?:haar|zijn|mijn|ihrem|seinem|meinem)
(?:achttiende|achtzehnten|18\.?)(?!\w), sweet (?:sixteen|seventeen|fifteen|1[5-7])\b, (?:(?:had|has|have)(?:n't|
not|)(?: yet)?|not(?: yet)?|never|yet to|before (?:she|he|i|they)(?: had)?) (?:come|came|reach|reached|attained?)
{OF_AGE}\b, (?:months?|years?|weeks?|days?) (?:short of|shy of|away from|off|from) {OF_AGE}\b, {TEENS} candles on
(?:her|his|my|the|a) (?:birthday )?cake\b, (?:how old(?: (?:are|is|was|were|am) (?!it|that|this)(?:\w{{1,20}}
){{0,3}}\w{{1,20}}|)|what(?:'s| is| was) (?:your|her|his|their) age|what age (?:are|is|was|were) \w{{1,20}}|and you
are|you're what[,] [a-z]+|wie alt (?:bist|ist|sind|war) \w+|hoe oud (?:ben|is|bent|was) \w+|quel age (?:as tu|avez
vous|a t elle|a t il)|quantos anos \w+(?: \w+)?|cuantos anos \w+(?: \w+)?|quanti anni \w+(?:
\w+)?)\s?\?[^\w]{{1,6}}(?:(?:she|he|i|the \w+|[a-z]+) (?:asked|said|wondered|inquired)(?:
\w+)?[^\w]{{1,6}})?(?:(?:i'm|im|i am|she's|she is|he's|he is|just|only|nearly|almost|ich bin|sie ist|ik ben|j'ai|elle
a|tengo|tiene|ho|ha|tenho|tem|erst|pas) )*(?:{TEENS}|{TEENS_ELSEWHERE}){{1}}{NOT_COUNTED}, (?:she|he|i) (?:was|is|am)
(?:only |just |barely )?(?:x|xi{{1,3}}|xiv|xvi{{0,2}})(?=[.,;!?]), (?:sech|sieb|vier|funf|fuenf|drei)zehnte[nrs]?
lebensjahr\w*, (?:achtzehnte[ns]?) lebensjahr (?:noch )?nicht\b, {TEENS_ELSEWHERE}[.] lebensjahr\w*,
(?:wurde|wird|werde|werden) (?:im|am|bald|dann|gestern|heute|morgen|nun|jetzt|gerade|erst|schon)(?: (?!vor|um|mit)\w+)?
{TEENS_ELSEWHERE}(?=[.,;!?]), cumpl(?:ia|io|ir|e|iria|ido|ira) (?:los )?{TEENS_ELSEWHERE}(?!\w)(?!
(?:meses|dias|semanas|misiones|horas|minutos|tareas|de)\b), comp(?:iva|ie|iuto|iuti|ira|iere|i) (?:i
)?{TEENS_ELSEWHERE}(?!\w)(?! (?:mesi|giorni|settimane|missioni|ore|passi)\b), (?:her|his|my|their|whose) age(?:
(?:was|is|had been|be))?(?: (?:then|given|stated|recorded|listed|reported))?(?: (?:as|at|about|only|just|to be))?[?:,]?
{TEENS}{NOT_COUNTED}, age of (?:the |this )?(?:\w+ )?\w+: {TEENS}{NOT_COUNTED}, aged? {TEENS} years\b,
(?:girl|boy|maid|maiden|child|lad|lass|youth|damsel|virgin|daughter|son|pupil|woman|man|lady) of (?:some |about |only
|scarce |scarcely |barely |just |hardly )?{TEENS} (?:years|summers|winters|springs)\b(?!'|
(?:service|experience|standing)), {TEENS},\s(?:she|he|i) (?:was|am|is)\b(?=[.,;!?]), {TEENS}[.!,] that (?:was|is)
(?:her|his|my) age\b, a decade and a half old\b, 1[0-7]/(?<=\(1./)[2-9][0-9]\), 1[0-7]\s(?<=[a-z]\s-\s1.\s)(?=- [a-z]),
1[0-7]\s(?<=[a-z]\s--\s1.\s)(?=- [a-z]), 1[0-7]-(?<=[a-z]-1.-)(?=[a-z]{{2}}), 1[0-7]/(?<=[a-z]/1./)(?=[a-z]{{2}}),
1[0-7]er(?=[.,;!?]), 1[0-7]\. lebensjahr\w*, 18\. lebensjahr (?:noch )?nicht\b, (?:{"|".join(TENS[3:])}) and a
half(?=[.,;!?]), (?:{ORDINALS}) {BIRTHDAY}\b, (?:{ORDINALS_ELSEWHERE}) {BIRTHDAY}\b(?! de mariage),
(?:her|his|my|your|their|our) (?:own )?(?:{ORDINALS}) (?:year|summer|winter|spring)\b(?!
(?:of|as|at|in|on|with|running)\b), (?:{ORDINALS}) year of (?:her|his|my|their) (?:life|age|existence)\b, een jaar of
{TEENS_ELSEWHERE}\b, in (?:her|his|my|their|your|our) (?:(?:very|early|mid|middle|late|mid to late|tender) )*teens\b,
(?:before|until|till|shy of|short of) (?:her|his|my|their|your) (?:eighteenth|18th)\b, dozen years old\b, under
1[0-7]s\b, non ancora (?:diciottenne|18enne)\b, (?:i|ii|iii|iv|v|vi|vii|viii|ix|x) years? old\b,
(?:m(?<=\d[\s-]m)onths?|w(?<=\d[\s-]w)eeks?|d(?<=\d[\s-]d)ays?) olds?\b(?! {THINGS}), hundred (?:and [a-z]+
)?(?:months|weeks|days) old\b, (?:1 [0-7]|one (?:five|six|seven)|six teen) ?(?:years?|yrs?|yo|y/o)\b, u ?1[0-7]\b(?!
boa?ts?\b), (?:f|m) ?[/,|(] ?1[0-7]\b(?![.,:]\d),
(?:f|m)1[0-7]\b(?<!\bthe.[fm]1[0-7])(?<!\b(?:an|my|of).[fm]1[0-7])(?<!\b(?:his|her|our).[fm]1[0-7])(?!
?(?:motorway|rifle|carbine|jet|fighter|pilot)), (?:{"|".join(TENS[2:])}) ?ish\b, born (?:\d|1[0-7]|{"|".join(ENGLISH)})
years ago\b, (?:thir|four|fif|six|seven)teen something\b, (?:drei|vier|funf|sech|sieb)zehneinhalb\b,
(?:dert|veert|vijft|zest|zevent)ieneneenhalf\b, aet(?:at(?:is)?)?[.]? {TEENS}\b, (?:her|his|my|your|their) {TEENS}
years\b(?!
(?:of|as|in|at|with|on|away|abroad|together|there|here|working|inside|apart|later|earlier|before|after|ago)\b|'), lived
(?:but |only |just |barely |some |for )?{TEENS} years(?=[.,;!?]), had (?:but|only|just|barely) {TEENS} years(?=[.,;!?]),
{TEENS} years behind (?:her|him|me)(?=[.,;!?]), (?:ihren|seinen|meinen) {TEENS_ELSEWHERE} jahren\b(?!
(?:als|in|im|bei|ehe|haft)\b), zahlte {TEENS_ELSEWHERE} (?:jahre|lenze)\b, zwischen {TEENS_ELSEWHERE} und
{TEENS_ELSEWHERE}(?!
(?:uhr|minuten|stunden|tagen?|wochen|monaten?|euro|grad|prozent|metern?|kilometern?|personen|leuten?|mal)\b),
{TEENS}[,.!?]["'] (?:\w+ ){{1,6}}(?:age|how old|old)\b, how old (?:she|he|i|they) (?:was|were|is|am)[^\w]{{1,3}}(?:\w+
){{1,5}}{TEENS}{NOT_COUNTED},
(?:persons|people|girls|boys|children|students|pupils|participants|patients|subjects|males|females) (?:aged )?1[0-7]
(?:to|and|through|or) 1[0-9] (?:years?|yrs?|y)\b, (?:pas (?:encore )?atteint|pas (?:encore )?a|sous l'age
de|avant|vor|kurz vor|bis zu|zur|voor|tot|antes de|prima de|alcanzado|raggiunto|atingido|bereikt|nicht erreicht)
(?:la|sa|ma|ihrer|seiner|der|haar|zijn|de|su|lla|della|a|sua|minha) {MAJORITY}\b, {TIME_UNTIL}
(?:de|da|do|dalla|della|vor|voor|bis zu|bis|zur|para|alla|de la|tot) (?:la |sa |ma |der |ihrer |seiner |haar |zijn |de
|su |sua |a )?{MAJORITY}\b, (?:fehlt|fehlten?|falta|faltaban?|faltavam?|manca|mancavan?o?|manquait)(?: \w+){{1,4}}
{MAJORITY}\b, (?:undic|dodic|tredic|quattordic|quindic|sedic|diciassett|diciasett)enn[ei]\b,
(?:funf|sech|sieb|vier|drei)zehnjahrig\w*, (?:haar|zijn|mijn|hun) (?:zest|zevent|vijft|veert|dert)iende\b(?!
(?:eeuw|keer|deel|verdieping|straat|boek|plaats|dag|man|vrouw))
"""

# No age, though it looks like one: larger numbers, and warnings that keep the young away.
UNDER_EIGHTEEN = r"(?:under|below|younger than) (?:the )?(?:legal )?(?:age )?(?:of )?(?:18|eighteen)(?!\w)"
EXCUSED = rf"""
dix neuf\b, quatre vingts?\b(?: dix)?(?: [a-z]{{2,8}}(?= ans\b))?, (?:rue|place|boulevard|avenue) (?:du|des)
(?:lycee|college)s?\b, professor(?:e|essa|i) (?:di|del|al) liceo\b, (?:professeure?s?|prof|enseignante?s?) (?:de|au|en)
(?:lycee|college)\b, lehrer(?:in|innen)? (?:am|an einem|an) gymnasium\b, profesor(?:a|es)? (?:de|en el|en un)
(?:instituto|secundaria|colegio)\b, (?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)
(?:one|two|three|four|five|six|seven|eight|nine|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)\b,
(?:{"|".join(UP_TO_NINE)}) and (?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)\b,
(?:two|three|four|five|six|seven|eight|nine) ?score\b, hundred (?:and )?(?:{"|".join(ENGLISH)})\b,
(?:vingt|trente|quarante|cinquante|soixante|cent)(?: et)? (?:dix sept|[a-z]{{3,8}})(?= ans\b),
(?:treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa|veinte) y [a-z]+\b, ciento [a-z]+(?= anos\b),
(?:vinte|trinta|quarenta|cinquenta|sessenta|setenta|oitenta|noventa|cento) e [a-z]+\b, (?:if|unless) you(?: are|
were|'re) (?:not )?{UNDER_EIGHTEEN}, (?:if|unless) you(?: are|'re) (?:a minor|minor|under ?age|under the legal age)\b,
(?:no ?(?:one|body)|not for
\w+|anyone|anybody|persons?|people|readers|visitors|viewers|users|individuals|those|audiences) (?:(?:who |that
)?(?:is|are|being) )?{UNDER_EIGHTEEN}, no (?:\w+
)?(?:characters?|persons?|one|participants?|models?|people|individuals?|actors?|performers?|protagonists?)(?:
\w+){{0,5}} {UNDER_EIGHTEEN}, (?:not|never|none|neither) (?:is |are |was |were )?{UNDER_EIGHTEEN},
(?:not|isn't|aren't|never|un)(?: \w+)? ?(?:suitable|appropriate|intended|meant|allowed|permitted|suited) (?:for|to|by)
(?:minors|children|juveniles|teenagers|under 18s?)\b, (?:not|never) for (?:minors|children)\b,
(?:harmful|unsuitable|inappropriate|forbidden|prohibited|closed|illegal|available) (?:for|to) (?:any )?minors\b, minors
(?:are not|must not|may not|should not|not allowed|prohibited|strictly|keep out|do not|dni|please leave)\b, (?:no|not)
minors\b, (?:keep|away|protect|protecting|access by|viewing by) (?:from |out of reach of )?minors\b,
(?:interdite?s?|deconseillee?s?|defendue?s?) (?:aux|au) (?:mineurs|moins de (?:18|dix huit) ans)\b, (?:prohibid[oa]s?|no
apt[oa]s?|no recomendad[oa]s?|proibid[oa]s?|impropri[oa]s?|nao recomendad[oa]s?|desaconselhad[oa]s?) (?:a |para |por
)?(?:los )?menores(?: de (?:edad|idade|18 anos|18|dieciocho anos|dezoito anos))?\b,
(?:vietat[oaie]|sconsigliat[oaie]|non adatt[oaie]) (?:ai|a) (?:minori|minorenni)(?: di (?:18 anni|18|anni 18))?\b,
(?:nicht|ungeeignet|verboten)(?: geeignet)? fur (?:minderjahrige|jugendliche|kinder)(?: unter 18(?: jahren)?)?\b,
(?:niet|ongeschikt|verboden)(?: geschikt)? voor (?:minderjarigen|jongeren|kinderen)(?: onder (?:de )?18)?\b
"""
