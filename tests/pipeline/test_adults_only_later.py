"""A later set of signs and of what adults' stories say, written after the rules were mended on the ones before it.

Each stands before one clinical sentence of its language.
"""

from pipeline.adults_only import find_refusal
from tests.pipeline.test_adults_only_kinds import beside_acts, known
from tests.pipeline.test_adults_only_outsiders import entries

SIGNS = beside_acts(
    {
        "English": """
Their lodger, a boy not much past fifteen, carried the bags. | She gave the officer her age: sixteen. | Barely sixteen
summers had passed since her birth. | Sixteen was all she was. | The bride's age was set down as fourteen. | I'd only
been sixteen for a few days. | He guessed she might be all of fifteen. | Her sixteen-year-old self answered the door.
| They'd told him fifteen; she was nearer fourteen. | Between fourteen and fifteen, said the doctor of the patient's
age. | Patient (F, 14) was examined. | They were seventeen and forty-one respectively. | A sixteen-year-old's room. |
At just over fifteen years of age she was sent to him. | She was only a few weeks past her fourteenth birthday. | She
still had two terms of school before her finals at Highgate Secondary. | He taught her chemistry in Year 10. | She sat
in the third row of his eighth-grade classroom. | She was sent to the headmaster's office after assembly. | The head
girl of the fifth form came in. | She had hockey practice after sixth period at the high school. | He waited for her
outside the school gates every afternoon. | She had just been picked for the junior prom court. | Another three years
and she could have consented. | She would not be able to vote for two more years. | Her majority lay two years ahead.
| She was still too young to sign the lease, by a year. | It would be 2030 before she turned eighteen. | She would be
old enough to marry in two years' time. | Legally she was still a child. | He was 45 and thirty years her senior. |
She was born the year he turned twenty; he was now thirty-five. | At thirty-four he was exactly twice her age. | His
youngest daughter, her classmate, was fifteen. | She was in the same ninth-grade class as his son. | She, two years
his daughter's junior, and his daughter seventeen. | She was f1fteen y.o. | She was s~i~x~t~e~e~n. | She was 1&#54;
years old. | She was six<wbr>teen years old. | She was four-~teen years old. | She was \u04551xteen. | She was a
sch00l-g1rl. | She was an u.n.d.e.r.a.g.e visitor. | She was 16(!) yrs old. | She was si××teen... sixxteen. | She was
a \uff53\uff43\uff48\uff4f\uff4f\uff4c\uff47\uff49\uff52\uff4c. | She was fift\u200d\u200deen. | Born 12/2007. Story
set in June 2022. | She had been born in 2001; in 2016 they met. | The calendar said 1999; she was born in '85. | She
was a Sea Scout. | He was the youngest page at court, eleven. | She was the flower girl's twin. | She still slept with
her teddy bear and wore a retainer to school. | He was an apprentice bound at thirteen. | The new pupil, barely
fifteen, took her seat. | She gave sixteen as her age. | He was told the maid was but fourteen. | Anna (15 at the
time) kept a diary. | She hadn't turned seventeen when they met. | In three months' time she would be sixteen. | She
was a Year 8 girl. | Their neighbour's girl was in the ninth grade. | He coached the girls' under-15 side. | She would
not come of age for another year. | By law she was too young to marry. | He was thirty; she was exactly half as old. |
She was eighteen years younger than he, and he was thirty-four. | He met her at fourteen, in the school orchestra. |
Mia, f1fteen, smiled. | She was a sch\u25cf\u25cflgirl... a s-c-h-o-o-l-g-i-r-l. | She was sev&shy;enteen. | Born in
2004, she moved in with him in 2019. | The girl had not yet had her first period. | He was an eleven-year-old
choirboy. | The man and his teenage lover left. | She became the baron's mistress at fifteen. | "Sixteen on Sunday,"
she said.
""",
        "French": """
Elle n'avait guère plus de quinze ans. | La jeune fille, seize ans à peine, ouvrit la porte. | Elle venait tout juste
de passer ses quinze ans. | Il savait qu'elle n'avait que seize ans. | Une gosse de treize ans ouvrit la porte. | Elle
était dans sa classe de quatrième. | Il l'attendait à la sortie du collège. | Elle n'aurait dix-huit ans que l'année
suivante. | Elle était loin d'être majeure. | Il avait quarante-cinq ans, trente de plus qu'elle. | On était en 2020 ;
elle était née en 2005. | C'était une petite écolière. | La nouvelle, à peine quinze ans, s'assit. | Elle n'aurait
seize ans qu'en mai. | C'était une élève de cinquième. | Il avait trente-deux ans, deux fois son âge. | À quatorze ans
elle partagea son lit.
""",
        "German": """
Das Mädchen, kaum sechzehn, öffnete die Tür. | Er wusste, dass sie erst fünfzehn war. | Sie war gerade einmal vierzehn
Jahre alt. | Eine Fünfzehnjährige öffnete die Tür. | Sie war noch keine siebzehn. | Er wartete nach der sechsten
Stunde vor der Schule auf sie. | Sie war seine Schülerin in der zehnten Klasse. | Sie wurde erst im nächsten Jahr
achtzehn. | Bis zu ihrem achtzehnten Geburtstag war es noch ein Jahr. | Mit seinen vierunddreißig war er genau doppelt
so alt wie sie. | Es war 2020; sie war 2005 geboren. | Er war Konfirmand. | Die Neue, knapp fünfzehn, setzte sich. |
Erst im Mai würde sie sechzehn. | Sie ging in die siebte Klasse. | Er war zweiunddreißig, doppelt so alt wie sie. |
Sie war noch minderjährig, sagte der Richter.
""",
        "Spanish": """
La muchacha, de apenas dieciséis, abrió la puerta. | Sabía que ella solo tenía quince años. | No tenía más de catorce
años. | Una chiquilla de trece años abrió la puerta. | La esperaba a la salida del instituto. | Era su alumna de
tercero de la ESO. | Hasta el año siguiente no cumpliría los dieciocho. | Él, de treinta y dos años, le doblaba la
edad. | Era el año 2020; había nacido en 2005. | Era una niña de primera comunión. | La nueva, de apenas quince años,
se sentó. | Hasta mayo no cumpliría los dieciséis. | Estaba en segundo de la ESO. | Era todavía menor de edad.
""",
        "Italian": """
La ragazza, appena sedicenne, aprì la porta. | Sapeva che lei aveva solo quindici anni. | Non aveva più di quattordici
anni. | Una ragazzetta di tredici anni aprì la porta. | La aspettava all'uscita del liceo. | Era una sua alunna di
terza media. | Avrebbe compiuto diciotto anni solo l'anno dopo. | Lui, trentadue anni, aveva il doppio della sua età.
| La nuova, appena quindicenne, si sedette. | Solo a maggio avrebbe compiuto sedici anni. | Andava in seconda media. |
Era ancora minorenne.
""",
        "Portuguese": """
A rapariga, de apenas dezasseis anos, abriu a porta. | Sabia que ela só tinha quinze anos. | Não tinha mais de catorze
anos. | Uma garota de treze anos abriu a porta. | Esperava-a à saída da escola secundária. | Era sua aluna do nono
ano. | Só faria dezoito anos no ano seguinte. | A nova aluna, de apenas quinze anos, sentou-se. | Só em maio faria
dezesseis. | Estava no sétimo ano. | Era ainda menor.
""",
        "Dutch": """
Het meisje, amper zestien, deed open. | Hij wist dat ze pas vijftien was. | Ze was niet ouder dan veertien. | Een
dertienjarige deed open. | Hij wachtte haar op bij de middelbare school. | Ze was zijn leerlinge in de derde klas. |
Pas volgend jaar zou ze achttien worden. | Ze was bij de kabouters van de scouting, negen. | De nieuwe, amper
vijftien, ging zitten. | Pas in mei zou ze zestien worden. | Ze zat in de brugklas. | Ze was nog minderjarig, zei de
rechter.
""",
    }
)
NO_SIGNS = beside_acts(
    {
        "English": """
When she was six she had broken her arm; she was thirty-four now. | He had learnt the trade at fourteen and was a
master at sixty. | As a child she had feared the dark; she was fifty now and slept soundly. | Their school days were
thirty years behind them. | She had known him since she was a girl; she was sixty-one now. | Her own childhood in Kent
seemed far away at forty-five. | "Good girl," he said to the mare, and his wife laughed. | The boys from the office
had gone to the pub, all in their thirties. | It was a boys' night at the bowling alley. | She laughed like a
schoolgirl and poured more wine. | The bachelor, a confirmed old boy of sixty, bowed. | You can't have her back, the
boyfriend said. | She was a city girl of thirty-one. | He was the new kid on the block at the firm, aged thirty. | Oh
boy, said the widow. | She sang like a little bird in the shower. | The girl at the bar was thirty. | He grinned like
a boy who had won a prize, at fifty-two. | She had a baby face at forty. | They were no longer young, either of them.
| His kid brother was forty-one. | The bride's girlfriends, all thirty-something, cheered. | He was a mummy's boy of
thirty-eight. | It wasn't rocket science, kiddo, she told her husband. | She was a real man's woman of fifty, said the
boys at the garage. | A daughter of the revolution, she was sixty. | They checked into number sixteen. | Her locker
combination was 14-6-17. | The film was rated 15. | He had eaten fifteen oysters. | At seventeen hundred hours they
met. | She bought a fourteen-karat ring. | It was their sixteenth date. | The tide turned at 16:04. | He had 16 tabs
open. | They had been lovers for fifteen years. | The thirteenth juror was ill. | She won with a seventeen. | There
were a hundred and sixteen steps to the bedroom. | The sixteen-year-old Talisker was open. | Her eldest son,
thirty-two, was best man. | Their daughter was a doctor of forty and lived in Rome. | His son and daughter-in-law had
left for Spain. | The twins had left for university years ago. | They had no children and two dogs. | They had decided
to have a baby. | Her stepson was older than she was, fifty. | His grown-up daughter liked her at once. | He was a
primary school teacher of thirty-six. | She ran a nursery for plants. | She lectured on children's literature at the
university. | He was a sophomore at the state university, twenty. | She was a paediatric surgeon of fifty. | She was
thirty-two, fifteen years younger than he. | He was thirty-five and she fifteen years older. | She was forty-six, he
was thirty, and nobody minded. | Her husband, sixty, was fifteen years older than she. | The king's favourite, a
countess of thirty, wrote memoirs. | In 1715 he was forty and she thirty-eight. | Born in 1940, she was twenty-five in
1965. | The girl behind the counter was thirty-four. | His daughter, forty, ran the shop. | The boys from accounts,
all past fifty, sang. | She had two grown sons in Canada. | He had been a shy boy; now he was sixty and talked to
everyone. | "You old devil, my boy," said his aunt of ninety. | They felt like kids again on the ferry. | Her
son-in-law had fixed the roof. | He ordered a sixteen-ounce steak. | They took the sixteen-thirty to Dover. | At
forty-four she looked thirty. | The bakery turned fifteen that week. | It was the boys' night at the club; he was
forty-five. | She was ten years into the job. | Room seventeen had a view of the sea. | They wanted to have children
one day. | His first wife had died when he was thirty. | The child actor of old films was seventy now. | Her inner
child wanted ice cream, she said at fifty. | She taught at a middle school and was forty. | The baby shower was for
her sister, thirty-three. | She was his junior by ten years, and he was fifty. | He left school thirty years ago. |
The old school was a hotel now. | The playboy of sixty kissed her hand.
""",
        "French": """
Quand elle avait six ans elle s'était cassé le bras ; elle avait quarante ans maintenant. | Elle riait comme une
gamine, à cinquante ans. | La fille du boulanger avait trente ans. | Son meilleur ami était garçon de café. | C'était
un bon garçon de quarante ans. | Son père était mort depuis longtemps. | Ils prirent la chambre numéro seize. | Le vin
avait quinze ans. | Ils s'aimaient depuis seize ans. | Leur fille aînée, trente ans, était médecin. | Elle était
professeure de lycée, quarante-deux ans. | Elle avait trente-trois ans, seize de moins que lui. | La fille du bar
avait trente ans. | Son mari avait quarante ans. | Ils riaient comme des gamins, à soixante ans. | Leur fils,
trente-cinq ans, était avocat. | Le magasin avait quinze ans.
""",
        "German": """
Als Kind hatte sie Angst im Dunkeln; sie war jetzt fünfzig. | Das Mädchen an der Bar war dreißig. | Sie war die
Tochter eines Arztes, achtunddreißig Jahre alt. | Die Jungs aus dem Büro waren alle über dreißig. | Lass mich los,
sagte sie lachend zu ihrem Mann. | Seine jugendliche Art gefiel ihr; er war fünfzig. | Sie nahmen Zimmer Nummer
sechzehn. | Der Wein war fünfzehn Jahre alt. | Ihre Tochter war vierzig und Ärztin. | Er war Lehrer an einem
Gymnasium, siebenundvierzig. | Sie war dreißig und er fünfzehn Jahre älter. | Ihre Tochter, vierzig, führte den Laden.
| Sie lachten wie Kinder, beide über sechzig. | Der Junge war längst erwachsen, achtunddreißig. | Lass uns gehen,
sagte sie.
""",
        "Spanish": """
De niño había vivido en Cádiz; él tenía cincuenta años ahora. | La chica del bar tenía treinta años. | Son las once y
la casa está en silencio. | Los chicos de la oficina tenían todos más de treinta años. | Su chico, de treinta y cinco
años, era bombero. | Tomaron la habitación número dieciséis. | El vino tenía quince años. | Su hija mayor, de treinta
años, era médica. | Era maestra de primaria y tenía cuarenta años. | La chica de la tienda tenía treinta años. | Son
amigos desde hace quince años. | Su hija, de cuarenta años, llevaba la tienda.
""",
        "Italian": """
La ragazza del bar aveva trent'anni. | La mia ragazza è un'infermiera di trent'anni. | Il ragazzo di lei, trentacinque
anni, era pompiere. | Presero la camera numero sedici. | Il vino aveva quindici anni. | La figlia maggiore aveva
trent'anni ed era medico. | La ragazza del negozio aveva trent'anni. | Sua figlia, quarant'anni, gestiva il negozio. |
Ridevano come bambini, a sessant'anni.
""",
        "Portuguese": """
A moça do bar tinha trinta anos. | Os rapazes do escritório tinham todos mais de trinta anos. | Ficaram com o quarto
número dezasseis. | A filha mais velha tinha trinta anos e era médica. | A rapariga da loja tinha trinta anos. | A
filha, de quarenta anos, geria a loja.
""",
        "Dutch": """
Het meisje aan de bar was dertig. | De jongens van kantoor waren allemaal boven de dertig. | Ze stootte haar teen
tegen het bed. | Ze namen kamer nummer zestien. | Hun oudste dochter was dertig en arts. | Het meisje van de winkel
was dertig. | Haar dochter, veertig, had de winkel. | Hij was enkel moe, zei hij.
""",
    }
)
WHOLE = entries("""
The duke took the girl of fifteen as his mistress. | He shared his bed with a sixteen-year-old. | Her fifteen-year-old
boyfriend and she slept together. | The teacher had an affair with his tenth-grade student. | She and her tutor became
lovers the summer she turned sixteen. | He kissed the fourteen-year-old on the mouth. | The coach was convicted of
sexual assault on a player of the under-14 team. | They were caught in bed together, the man and the schoolgirl. | A
nude photograph of the sixteen-year-old was found. | Il prit pour maîtresse une fille de quinze ans. | Le professeur
et la lycéenne étaient amants. | Er hatte ein Verhältnis mit einer Schülerin von fünfzehn Jahren. | Der Lehrer
verführte die Sechzehnjährige. | El profesor y la alumna de quince años eran amantes. | Il professore e l'alunna di
quindici anni erano amanti. | O professor e a aluna de quinze anos eram amantes. | De leraar en de leerlinge van
vijftien waren minnaars.
""")
MISSED = entries("""
Between fourteen and fifteen, said the doctor of the patient's age. | She sat in the third row of his eighth-grade
classroom. | She was sent to the headmaster's office after assembly. | Another three years and she could have consented.
| She was born the year he turned twenty; he was now thirty-five. | Elle n'aurait dix-huit ans que l'année suivante. |
Ze was bij de kabouters van de scouting, negen.
""")
REFUSED = entries("""
Her own childhood in Kent seemed far away at forty-five. | The sixteen-year-old Talisker was open. | Her stepson was
older than she was, fifty. | "You old devil, my boy," said his aunt of ninety. | The child actor of old films was
seventy now. | Der Junge war längst erwachsen, achtunddreißig. | De jongens van kantoor waren allemaal boven de dertig.
""")


def test_no_sign_is_missed_but_the_known_ones():
    missed = [text for text in [*SIGNS, *WHOLE] if find_refusal(text) is None]
    assert known(missed, MISSED) == []


def test_what_only_looks_like_a_sign_passes_but_the_known_ones():
    assert known([text for text in NO_SIGNS if find_refusal(text)], REFUSED) == []
