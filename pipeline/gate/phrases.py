"""Phrases behind stated ages that no list of numbers begins, and what excuses numbers that look like ages.

Lists are separated by commas and read as the text after folding; fragments of regular expressions in which a space
stands for white space or hyphens.
"""

from pipeline.gate.behind import MONTHS
from pipeline.gate.idioms import SIMILES, TEACHERS
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
UNTIL_EIGHTEEN = f"(?:{ORDINALS}|eighteenth|18th)"
ASKED = (  # what age someone has
    "(?:quel age (?:as tu|avez vous|a t elle|a t il)|(?:tu as|vous avez|elle a|il a|t'as) quel age"
    "|quantos anos \\w+(?: \\w+)?"
    "|que (?:idade|edad) \\w+(?: \\w+)?|cuantos anos \\w+(?: \\w+)?|quanti anni \\w+(?: \\w+)?|che eta \\w+(?: \\w+)?"
    "|wie alt (?:bist|ist|sind|war|warst) \\w+|hoe oud (?:ben|is|bent|was) \\w+)"
)
NEARLY = (
    "(?:i'm|im|i am|she's|she is|he's|he is|just|only|nearly|almost|ich bin|sie ist|ik ben|j'ai|elle a|tengo|tiene|ho"
    "|ha|tenho|tem|erst|pas|bientot|presque|casi|quasi|quase|fast|bald|bijna|net|maar|solo|apenas|appena|gerade)"
)
TIME_UNTIL = (
    "(?:mois|ans?|semaines?|jours?|monate?n?|jahre?|wochen?|mes|meses|anos?|semanas?|mes[ei]|ann[oi]|settiman[ae]"
    "|maand(?:en)?|jaar|weken)"
)
SAID_ALONE = ", ".join(  # "Fifteen last week," she said
    rf"{word}(?<=[\"']{word}) (?:last|next|this|come|in|on) (?:week|month|year|spring|summer"
    rf"|autumn|fall|winter|\w+day|{MONTHS})"
    rf"(?=[\"'.,;!?])"
    for word in TENS
)
BETWEEN_DASHES = ", ".join(rf"{word}(?<=[a-z]\s-\s{word})\s-+\s[a-z]" for word in TENS)  # Anna - sixteen - waited
PHRASES = rf"""
(?:was|is|were|aged?) {TEENS} (?:years |years and |and )(?:[0-9]{{1,2}}|[a-z]{{3,6}}) months\b(?!
(?:pregnant|into|later|ago|older|younger)), (?:i|l)[0-7] ?{YEARS_OLD}, {TEENS_ELSEWHERE}
(?:printemps|primaver[ae]s?|lenze)\b, mit {TEENS_ELSEWHERE} \w{{2,}}te\b,
(?:als|da|dass|wenn|ob|weil|obwohl|obgleich|nachdem|bevor|toen|omdat|terwijl|dat|hoewel|of) (?:sie|er|ich|ze|hij|ik|zij)
(?:erst |gerade |noch |kaum |pas |nog |net )?{TEENS_ELSEWHERE} (?:war|ist|wurde|was|is|werd)\b, (?:seu|sua|meu)
(?:decimo (?:terceiro|quarto|quinto|sexto|setimo)|1[0-7][o.]?) aniversario\b(?! de), (?:voor|tot|vor|bis zu)
(?:haar|zijn|mijn|ihrem|seinem|meinem) (?:achttiende|achtzehnten|18\.?)(?!\w), sweet (?:six|seven|fif)teen(?:th)?\b,
sweet 1[5-7](?:th)?\b, (?:(?:had|has|have)(?:n't| not|)(?: yet)?|not(?: yet)?|never|yet to|before (?:she|he|i|they)(?:
had)?) (?:come|came|reach|reached|attained?) {OF_AGE}\b, (?:months?|years?|weeks?|days?) (?:short of|shy of|away
from|off|from) (?:being |becoming |turning |coming |reaching )?(?:{OF_AGE}|(?:an
)?adult|(?:voting|driving|drinking|marriageable|legal) age|legal(?=\s*[.,;!?]))\b, (?:below|under|not of|not yet
of|before|short of|younger than) (?:the )?(?:legal )?(?:voting|driving|marriageable|marrying|school leaving) age\b,
(?:years?|months?|weeks?) (?:time )?(?:she|he|i|they)(?:'d|'ll| would| will| could| can) (?:(?:be|finally|legally|at
last|able|allowed|old enough|to) )*vote\b, (?:could not|can not|cannot|couldn't|can't|may not) (?:yet |even |legally
)*vote (?:for|until|till|yet)\b, {TEENS} candles (?:on (?:her|his|my|the|a) (?:birthday )?cake\b|for (?:her|his|my)\b|,?
one for each), (?:blew|blow|blows|blowing|blown) out (?:all |the |her |his |my )*{TEENS} (?:\w+ )?candles\b, (?:how
old(?:[,]? (?:then|exactly|though|really|now)| (?:are|is|was|were|am) (?!it|that|this)(?:\w{{1,20}} ){{0,3}}\w{{1,20}}|
(?:she|he|you|they|i) (?:are|is|was|were)|)|(?:(?:your|her|his) (?:exact |real |true )?)?age|what(?:'s| is| was)
(?:your|her|his|their) age|what age (?:are|is|was|were) \w{{1,20}}|and you are|you're what[,]
[a-z]+|{ASKED})\s?(?:\?|[.!,]["'])[^\w]{{1,6}}(?:(?:she|he|i|the \w+|[a-z]+) (?:asked|said|wondered|inquired)(?:
\w+)?[^\w]{{1,6}})?(?:{NEARLY} )*(?:{TEENS}|{TEENS_ELSEWHERE}){{1}}{NOT_COUNTED}, (?:she|he|i) (?:was|is|am) (?:only
|just |barely )?(?:x|xi{{1,3}}|xiv|xvi{{0,2}})(?=[.,;!?]), (?:sech|sieb|vier|funf|fuenf|drei)zehnte[nrs]? lebensjahr\w*,
(?:achtzehnte[ns]?) lebensjahr (?:noch )?nicht\b, {TEENS_ELSEWHERE}[.] lebensjahr\w*, (?:wurde|wird|werde|werden)
(?:im|am|bald|dann|gestern|heute|morgen|nun|jetzt|gerade|erst|schon)(?: (?!vor|um|mit)\w+)?
{TEENS_ELSEWHERE}(?=[.,;!?]), cumpl(?:ia|io|ir|e|iria|ido|ira) (?:los )?{TEENS_ELSEWHERE}(?!\w)(?!
(?:meses|dias|semanas|misiones|horas|minutos|tareas|de)\b), comp(?:iva|ie|iuto|iuti|ira|iere|i) (?:i
)?{TEENS_ELSEWHERE}(?!\w)(?! (?:mesi|giorni|settimane|missioni|ore|passi)\b), (?:her|his|my|their|whose) age(?:
(?:was|is|had been|be))?(?: (?:then|given|stated|recorded|listed|reported))?(?: (?:as|at|about|only|just|to be))?[?:,]?
{TEENS}{NOT_COUNTED}, at (?:1[3-7]|{"|".join(TENS[3:])})
(?!(?:and|but|or|then|when|he|she|i|it|they|we|who|which|that|there|this)\b)[a-z]+(?<!s)
(?:was|had|came|went|met|fell|gave|left|became|ran|lost|took|knew|moved|lived|began|started)\b, age (?:of|at|on|when)
(?:the |this )?(?:\w+ ){{0,2}}\w+: {TEENS}{NOT_COUNTED}, aged? {TEENS} years\b,
(?:girl|boy|maid|maiden|child|lad|lass|youth|damsel|virgin|daughter|son|pupil|woman|man|lady) of (?:some |about |only
|scarce |scarcely |barely |just |hardly )?{TEENS} (?:years|summers|winters|springs)\b(?!'|
(?:service|experience|standing)), {TEENS},\s(?:she|he|i) (?:was|am|is)\b(?=[.,;!?]), {TEENS}[.!,] that (?:was|is)
(?:her|his|my) age\b, {TEENS}(?:[,.] (?:and )?(?:that|which))? (?:was|is|were) (?:(?:her|his|my|their|the girl's|the
boy's) (?:own |true |real |actual )?age|how old|(?:what|all) (?:she|he|i|they) (?:was|were|is|am|are))\b,
(?:older|younger|elder|more|less) than (?:her|his|my|their) {TEENS}(?=[.,;!?]),
age[\s:=-]{{1,3}}1\s[0-7](?![\w:/-]|[.,]\d), (?:aged|regressed|reverted|rejuvenated) (?:\w+ ){{0,3}}(?:back |down
)?(?:in)?to (?:an? |the age of |age )?{TEENS}{NOT_COUNTED},
(?:claim(?:ed|s|ing)?|pretend(?:ed|s|ing)?|purport(?:ed|s|ing)?) to be (?:over |at least |already )?(?:eighteen|18)\b,
(?:lied|lying|lies) (?:to \w+ )?about (?:being|having turned) (?:over )?(?:eighteen|18|of age|legal)\b,
pass(?:ed|es|ing)? for (?:eighteen|18)\b, eighteen[,.;]? (?:(?:but|though|although|which) (?:\w+
){{0,3}}(?:not|wasn't|isn't|lie|lied|younger|false|untrue)|(?:she|he|i) (?:wasn't|was not|isn't|is not|am
not)(?=[.,;!?])), (?:younger|lower) than (?:the law|allowed|permitted|legal)\b,
(?:eighteen|dieciocho|diciotto|dezoito|achtzehn|achttien|dix huit|old enough|of age|volljahrig|majeure?|mayor de
edad|maggiorenne|maior de idade|meerderjarig|an adult)(?: (?:ans|anos|anni|jahre?|jaar|alt|oud|yet|already|years
old))*(?:[,] [a-z']+(?: [a-z]+)?)? ?\?[^\w]{{1,6}}(?:(?:she|he)
(?:asked|said)[^\w]{{1,6}})?(?:not|no|nope|nah|almost|nearly|next|soon|in (?:a|an|two|three|[a-z]+)
(?:days?|weeks?|months?|years?)|in (?:{MONTHS})|(?:she|he) (?:shook|looked
(?:away|down)|blushed|hesitated)|nein|noch|non|pas|nao|ainda|nee|nog|todavia|aun|presque|bientot|fast|casi|quasi|quase|bijna)\b,
(?:girl|boy|he|she|victim|you|over|is|already|yet) 18 ?\?[^\w]{{1,6}}(?:not|no|nope|almost|nearly|next|soon)\b, a decade
and a half old\b, 1[0-7]/(?<=\(1./)[2-9][0-9]\), 1[0-7]\s(?<=[a-z]\s-\s1.\s)(?=- [a-z]),
1[0-7]\s(?<=[a-z]\s--\s1.\s)(?=- [a-z]), 1[0-7]-(?<=[a-z]-1.-)(?=[a-z]{{2}}), 1[0-7]/(?<=[a-z]/1./)(?=[a-z]{{2}}),
1[0-7]er(?=[.,;!?]), 1[0-7]\. lebensjahr\w*, 18\. lebensjahr (?:noch )?nicht\b, (?:{"|".join(TENS[3:])}) and a
half(?=[.,;!?]), (?:{ORDINALS}) {BIRTHDAY}\b, (?:{ORDINALS_ELSEWHERE})
(?:{BIRTHDAY}|printemps|primaver[ae]|lente|lenz)\b(?! de mariage), (?:her|his|my|your|their|our) (?:own )?(?:{ORDINALS})
(?:year|summer|winter|spring)\b(?! (?:of|as|at|in|on|with|running)\b), (?:{ORDINALS}) year of (?:her|his|my|their)
(?:life|age|existence)\b, een jaar of {TEENS_ELSEWHERE}\b,
(?:souffl\w+|blies|pustete|sopl\w+|spegne\w*|spense|apag\w+|soprou) (?:\w+ ){{0,2}}{TEENS_ELSEWHERE}
(?:bougies|kerzen|velas|candeline|velinhas|kaarsjes|kaarsen)\b, (?:meses|anos|dias|semanas|mesi|anni|giorni|settimane)
(?:para (?:los|os)|ai|per i) {TEENS_ELSEWHERE}\b(?! (?:anos|anni|euro)), in (?:her|his|my|their|your|our)
(?:(?:very|early|mid|middle|late|mid to late|tender) )*teens\b, (?:before|until|till|shy of|short of)
(?:her|his|my|their|your) (?:eighteenth|18th)\b, dozen years old\b, under 1[0-7]s\b, non ancora
(?:diciottenne|18enne)\b, (?:i|ii|iii|iv|v|vi|vii|viii|ix|x) years? old\b,
(?:m(?<=\d[\s-]m)onths?|w(?<=\d[\s-]w)eeks?|d(?<=\d[\s-]d)ays?) olds?\b(?! {THINGS}), hundred (?:and [a-z]+
)?(?:months|weeks|days) old\b, (?:1 [0-7]|one (?:five|six|seven)|six teen) ?(?:years?|yrs?|yo|y/o)\b, u ?1[0-7]s?\b(?!
boa?ts?\b), (?:f|m) ?[/,|(] ?1[0-7]\b(?![.,:]\d),
(?:f|m)1[0-7]\b(?<!\bthe.[fm]1[0-7])(?<!\b(?:an|my|of).[fm]1[0-7])(?<!\b(?:his|her|our).[fm]1[0-7])(?!
?(?:motorway|rifle|carbine|jet|fighter|pilot)), (?:{"|".join(TENS[2:])}) ?ish\b, born (?:\d|1[0-7]|{"|".join(ENGLISH)})
years ago\b, (?:thir|four|fif|six|seven)teen something\b, (?:drei|vier|funf|sech|sieb)zehneinhalb\b,
(?:dert|veert|vijft|zest|zevent)ieneneenhalf\b, aet(?:at(?:is)?)?[.]? {TEENS}\b, (?:her|his|my|your|their) {TEENS}
years\b(?!
(?:of|as|in|at|with|on|away|abroad|together|there|here|working|inside|apart|later|earlier|before|after|ago)\b|'), lived
(?:but |only |just |barely |some |for )*{TEENS} years(?=[.,;!?]), had (?:but|only|just|barely) {TEENS} years(?=[.,;!?]),
(?<!\bfor\s)(?<!\bafter\s)(?<!\bpast\s)(?<!\bin\s)(?<!\bnext\s)(?<!\blast\s)(?<!\bthese\s)(?<!\bthose\s)(?<!\bspent\s)(?<!\bover\s)(?:{"|".join(TENS)})
(?:summers|winters|springs)\b(?! (?:with|together|of (?!age)|at|in|on|there|here|ago|later|before|earlier)\b), {TEENS}
(?:years|summers|winters|springs) (?:behind|to) (?:her|him|me)(?=[.,;!?]), (?:been|was|were) (?:alive|on
(?:this|the|god's) (?:earth|planet)|in (?:this|the) world) (?:for )?(?:but |only |just |barely |about )*{TEENS} years\b,
(?:ihren|seinen|meinen) {TEENS_ELSEWHERE} jahren\b(?! (?:als|in|im|bei|ehe|haft)\b), zahlte {TEENS_ELSEWHERE}
(?:jahre|lenze)\b, zwischen {TEENS_ELSEWHERE} und {TEENS_ELSEWHERE}(?!
(?:uhr|minuten|stunden|tagen?|wochen|monaten?|euro|grad|prozent|metern?|kilometern?|personen|leuten?|mal)\b),
{TEENS}[,.!?]["'] (?:\w+ ){{1,6}}(?:age|how old|old)\b, how old (?:she|he|i|they) (?:was|were|is|am)[^\w]{{1,3}}(?:\w+
){{1,5}}{TEENS}{NOT_COUNTED},
(?:persons|people|girls|boys|children|students|pupils|participants|patients|subjects|males|females) (?:aged )?1[0-7]
(?:to|and|through|or) 1[0-9] (?:years?|yrs?|y)\b, (?:pas (?:encore )?atteint|pas (?:encore )?a|sous l'age
de|avant|vor|kurz vor|bis zu|zur|voor|tot|antes de|prima de|alcanzado|raggiunto|atingido|bereikt|nicht erreicht)
(?:la|sa|ma|ihrer|seiner|der|haar|zijn|de|su|lla|della|a|sua|minha) {MAJORITY}\b, {TIME_UNTIL}
(?:de|da|do|dalla|della|vor|voor|bis zu|bis|zur|para|alla|de la|tot) (?:la |sa |ma |der |ihrer |seiner |haar |zijn |de
|su |sua |a )?{MAJORITY}\b, (?:no (?:habian?|han?|alcanz\w+|lleg\w+)|non (?:aveva|ha|avevano|raggiun\w+)|nao
(?:tinham?|ating\w+|alcanc\w+)|niet|nicht|pas)(?: \w+){{1,4}} {MAJORITY}\b,
(?:fehlt|fehlten?|falta|faltaban?|faltavam?|manca|mancavan?o?|manquait)(?: \w+){{1,4}} {MAJORITY}\b,
(?:undic|dodic|tredic|quattordic|quindic|sedic|diciassett|diciasett)enn[ei]\b,
(?:funf|sech|sieb|vier|drei)zehnjahrig\w*, (?:haar|zijn|mijn|hun) (?:zest|zevent|vijft|veert|dert)iende\b(?!
(?:eeuw|keer|deel|verdieping|straat|boek|plaats|dag|man|vrouw)), (?:she|he|i|they|we)(?:'d|'ll| would| will| was going
to| were going to| is going to) (?:only |soon |not |finally |never )?(?:be|become|come|turn) (?:an? (?:legal |full
)?adult|legal|of (?:legal )?age)\b(?! (?:in|at|if|when) (?:the eyes|the end|rest)), (?:adulthood|(?:her|his|my|their)
majority|the age of (?:majority|consent)) (?:was|is|lay|would be|seemed) (?:still |yet |only )?(?:\w+
){{1,3}}(?:away|off|ahead|distant)\b, (?:not|n't|never|yet to) (?:yet )?(?:be|been|become|became|come into) (?:an
adult|her majority|his majority|my majority)\b, (?:was|is|were|am|she's|he's|i'm) (?:not|not yet|not
even|hardly|scarcely|still not) (?:yet )?(?:an adult|a grown (?:woman|man|up)|grown up)\b, birthdays?
(?:until|till|before|away from|short of|shy of|and (?:she|he|i)(?:'d| would|'ll) (?:be|turn)) (?:(?:she|he|i|they)
(?:would be|was|is|were|am|turned|turns) |turning |being )?(?:eighteen|18|adulthood|of age)\b, (?:her|his|my|their)
(?:{UNTIL_EIGHTEEN}) (?:was|is|lay|would be|fell|came)(?: \w+){{1,4}} (?:off|away|ahead|later)\b(?!
(?:hole|lap|book|novel|film)), (?:serait|sera|serai|seras|deviendrait|deviendra|deviendrai) (?:bientot |enfin
)?majeure?\b, pas (?:encore )?(?:une? )?adulte\b, (?:noch nicht|erst in \w+ \w+|erst im \w+ \w+)
(?:volljahrig|mundig|erwachsen)\b, (?:wird|werde|wurde|werden|wurden) (?:sie |er |ich )?(?:erst|bald|nachstes|im
nachsten|in)(?: \w+){{0,4}} (?:volljahrig|mundig)\b, bis zu(?:r|m|) (?:ihrer |seiner |meiner )?volljahrigkeit\b,
(?:seria|sera|sere) (?:ya |pronto |por fin )?mayor de edad\b, (?:aun|todavia) no (?:era|es|soy) (?:adult[oa]|mayor)\b,
(?:sarebbe|sara|saro) (?:diventat[oa] |presto |finalmente )?maggiorenne\b, divent(?:are|era|erebbe) maggiorenne\b,
(?:seria|sera|ficaria|ficara) (?:em breve |finalmente )?maior de idade\b, ainda nao (?:era|e|sou) (?:adult[oa]|maior)\b,
(?:zou|zal) (?:ze |zij |hij |ik )?(?:\w+ ){{0,4}}meerderjarig\b, (?:nog niet|nog lang niet)
(?:meerderjarig|volwassen)\b, non (?:era |e )?ancora (?:un )?adult[oa]\b,
(?:dreizehn|vierzehn|funfzehn|sechzehn|siebzehn|dertien|veertien|vijftien|zestien|zeventien)
(?:werden|worden|geworden)(?=\s*[.,;!?]), (?:wurde|wird|werde|werden|wurden|werd|wordt)
(?:an|in|zu|op|deze[nr]?|diese[nms]?) (?:\w+
){{1,3}}(?:dreizehn|vierzehn|funfzehn|sechzehn|siebzehn|dertien|veertien|vijftien|zestien|zeventien)(?=[.,;!?]), zum
(?:drei|vier|funf|sech|sieb)zehnten(?=[.,;!?]| bekam| schenkt| kam),
(?:festejar|celebrar|completar|festejado|celebrado|completado) (?:os |los |sus |seus )?{TEENS_ELSEWHERE}\b(?!
(?:meses|dias|goles|golos|puntos|vitorias|victorias)), (?:met|mit) (?:haar|zijn|mijn|hun|ihren|seinen|meinen)
{TEENS_ELSEWHERE} (?:jaren|jahren|jaar)\b, une (?:dizaine|douzaine|quinzaine) d'annees(?!
(?:plus|de|apres|auparavant|avant|durant)), una (?:decina|dozzina|quindicina) d'anni(?! (?:piu|di|dopo|prima|fa|fra)),
unos (?:quince|catorce|dieciseis) anos de edad\b, (?:one|a decade) and a half (?:decades? )?old\b, one and a half
decades old\b, (?:(?:was|is|were) |age ?)(?:two|three|four|five|six|eight|twice|thrice|[2-8]) (?:times
)?(?:two|three|four|five|six|seven|eight|[2-8])(?=\s*[.;!?]), (?:was|is|were) half of (?:twenty|thirty|2[0-9]|3[0-4])(?:
(?:two|four|six|eight))?(?=[.,;!?]), (?:was|is|were|he|she) (?:[2-9][0-9]|(?:twenty|thirty|forty|fifty|sixty|seventy)(?:
\w+)?) to (?:her|his|my) {TEENS}(?=[.,;!?]), {TEENS} years to (?:his|her|my|your)
(?:[2-9][0-9]|twenty|thirty|forty|fifty|sixty)\b, under
1[0-7](?=\s(?:team|squad|side|football|soccer|rugby|hockey|swim|netball|basketball|cricket|international)), sub
?1[0-7]\b(?! (?:grados|graus)), (?:elftal|team|ploeg|mannschaft|squadra|equipo|equipe) (?:onder|unter|under|sub|u)
?(?:de )?1[0-7]\b, u(?:nder)? 1[0-7]s?(?= (?:team|squad|side)), {SAID_ALONE}, (?:owned|admitted|confessed|admits|owns)
to (?:being )?(?:only |all of )?{TEENS}(?: years)?(?=[.,;!?]), (?:avait|a|ai|avaient|avoir) dans les
(?:treize|quatorze|quinze|seize|dix sept|1[3-7]) ans\b, f (?:thir|four|fif|six|seven)teen\b(?! (?:\w+s|per|to|of)\b),
(?:third|half|quarter) (?:of )?(?:his|her|my|their) (?:thirty|forty|fifty|sixty|3[0-9]|4[0-9]) years(?=[.,;!?]),
{BETWEEN_DASHES}, mit (?:dreizehn|vierzehn|funfzehn|sechzehn|siebzehn|1[3-7])
(?:wurde|war|ging|kam|verliess|hatte|fand|sah|zog|lief)\b, (?:zou|zal|wurde|wird|werde)(?: \w+){{1,4}}
(?:achttien|achtzehn) (?:worden|werden)\b, (?:wurde|wird|werde) (?:erst|bald|nachstes|im)(?: \w+){{1,4}} achtzehn\b(?!
(?:uhr|euro|minuten)), loin d'etre majeure?\b, (?:be|being) (?:legally )?old enough to
(?:vote|drive|drink|consent|marry|sign) (?:in|next|before|soon)\b, (?:not|n't) (?:yet )?(?:be
)?(?:able|allowed|permitted|entitled) to (?:vote|drink|consent|marry) (?:for|until|till)\b, {TEENS} as
(?:her|his|my|their) age\b, (?:wurde|wird|werde|werd|wordt) (?:sie|er|ich|ze|hij|ik)
(?:dreizehn|vierzehn|funfzehn|sechzehn|siebzehn|dertien|veertien|vijftien|zestien|zeventien)(?=[.,;!?])
"""

# No age, though it looks like one: larger numbers, and warnings that keep the young away.
UNDER_EIGHTEEN = r"(?:under|below|younger than) (?:the )?(?:legal )?(?:age )?(?:of )?(?:18|eighteen)(?!\w)"
EXCUSED = rf"""
{SIMILES.rstrip()}, {TEACHERS.strip()}, dix neuf\b, quatre vingts?\b(?: dix)?(?: [a-z]{{2,8}}(?= ans\b))?,
(?:rue|place|boulevard|avenue) (?:du|des) (?:lycee|college)s?\b,
(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)
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
(?:niet|ongeschikt|verboden)(?: geschikt)? voor (?:minderjarigen|jongeren|kinderen)(?: onder (?:de )?18)?\b,
(?:calle|rua|via|avenida|avenue|rue|plaza|praca|piazza|paseo|travessa|corso|viale|strasse|straat|laan|boulevard)
(?:[a-z.']+ ){{0,4}}[a-z.']+[,] ?(?:n[ro.]* ?)?[0-9]{{1,4}}\b(?! (?:anos|anni|ans|jahre|jaar)),
(?:drank|drink|drinking|drunk|sipp(?:ed|ing)|pour(?:ed|ing)?|bottles? of|glass(?:es)? of|dram of|measure of|shot of)
(?:(?:an?|the|some|him|her|them|two|three|of|his|their) ){{0,3}}(?:[0-9]{{1,2}}|{"|".join(TENS)}) years? old\b,
(?:aver|avere|fare|volere|volevano|voleva|desiderava\w*|aspett\w+) (?:un|una|dei) (?:bambin[oai]|bimb[oai])\b,
jugendlich(?:e[nrsm]?)?
(?:elan|frische|charme|aussehen|leichtsinn|schwung|kraft|schonheit|liebhaber|figur|art|gesicht|feuer)\b,
(?:grote|kleine|haar|zijn|mijn|blote|linker|rechter) tee?n(?:en)?\b(?! ?age),
(?:firm|company|town|club|city|school|shop|paper|bank|band|party|church|museum|theatre|business|hotel)'s (?:own
)?(?:{ORDINALS}) {BIRTHDAY}\b, piu (?:vecchi[oa]|anzian[oa]|grande) (?:di [a-z]+ )?di [a-z]+ anni\b, (?:aine|plus age)e?
(?:qu[e'] ?[a-z]+ )?(?:de |d')(?:pres de |environ )?[a-z]+ ans\b, no u ?18s?\b, u ?18s? (?:dni|not|keep)\b
"""
